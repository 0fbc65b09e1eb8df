"""Bytes to text: BOMs, UTF-8, UTF-16 and the European code pages, told apart by content.

General detectors take a short Finnish line for Chinese, and charset-normalizer, held to the
pages below, a French one for Polish; a report of a war in Europe is in one of a few code
pages, so these are compared by how well the letters fit into words.
"""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator
from typing import IO

from .errors import InputError

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# The first of equals wins: the Windows pages are by far the most common.
CODE_PAGES = (
    "cp1252", "cp1251", "cp1250", "koi8-u", "iso8859-2", "cp866", "iso8859-5", "mac-cyrillic",
)  # fmt: skip
SAMPLE = 20_000

COMMON = frozenset("оеаинтсрвлкмдпуі")
CYRILLIC = frozenset("абвгдежзийклмнопрстуфхцчшщъыьэюяёіїєґ")
WESTERN = frozenset("àâäåæçèéêëîïñóôõöøúûüßáí")
CENTRAL = frozenset("áäąćčďéěęíłńňóöőôřśšťúůüűýźżžß")
PUNCTUATION = frozenset("«»“”„’‘–—…•№°§€£\xa0")
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
# What texts of the languages at hand consist of: ASCII, Latin, Cyrillic, punctuation.
WRITTEN = re.compile(r"[\t\r\n\x20-\x7e\xa0-\u017f\u0400-\u052f\u2010-\u203a\u20ac\u2116]")
SURROGATES = re.compile(r"[\ud800-\udfff]")


def decode_text(data: bytes, name: str, *, encoding: str | None = None) -> str:
    """Decode a file's bytes to text with "\\n" at line ends and no BOM.

    Line ends become those that Python's text mode gives, so an offset holds in what
    `open(path).read()` returns. The few control characters of a text become spaces, one for
    one. Raises InputError, naming the file by `name`, if the bytes are no text.
    """
    text = _decode_as(data, name, encoding) if encoding else _decode(data, name)
    controls = len(CONTROLS.findall(text))
    if controls > max(3, len(text) // 100):
        raise InputError(f"{name}: is not text but binary data")
    if controls:
        text = CONTROLS.sub(" ", text)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def lines_of(stream: IO[bytes], peeked: bytes) -> Iterator[str]:
    """The lines of a stream as they come, in the encoding that its first bytes are in.

    `peeked` are those of them that are at hand; nothing is read ahead. What is ASCII so far
    counts as UTF-8, and UTF-16 without a BOM is told by its line ends.
    """
    text = io.TextIOWrapper(stream, encoding=_encoding_of(peeked), errors="replace")
    try:
        for line in text:
            yield line.removeprefix("\ufeff").rstrip("\r\n")
    finally:
        text.detach()


def _encoding_of(start: bytes) -> str:
    """The encoding of a stream by its first bytes, of which the last letter may be cut off."""
    for bom, encoding in BOMS:
        if start.startswith(bom):
            return encoding
    try:
        codecs.getincrementaldecoder("utf-8")().decode(start)
    except UnicodeDecodeError:
        return code_page(start)
    half = start[: len(start) // 2 * 2]
    return (utf16_order(half) if b"\0" in half else None) or "utf-8"


def clean_text(text: str) -> str:
    """Make any string writable: control characters become spaces, lone surrogates U+FFFD."""
    if text.isprintable():
        return text
    return SURROGATES.sub("\ufffd", CONTROLS.sub(" ", text))


def _decode_as(data: bytes, name: str, encoding: str) -> str:
    try:
        return data.decode(encoding).removeprefix("\ufeff")
    except LookupError:
        raise InputError(f"{name}: there is no encoding {encoding!r}; try utf-8") from None
    except UnicodeError:
        raise InputError(f"{name}: is not valid {encoding}") from None


def _decode(data: bytes, name: str) -> str:
    for bom, encoding in BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(encoding, errors="replace")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = ""
    mended = text or data.decode("utf-8", errors="replace")
    # UTF-16 without a BOM: half its bytes look like control characters.
    if len(CONTROLS.findall(mended)) > len(mended) // 10 and (wide := _utf16(data)) is not None:
        return wide
    if text or not data:
        return text
    beyond_ascii = sum(char > "\x7f" for char in mended)
    if mended.count("\ufffd") <= beyond_ascii // 20 + 1 < beyond_ascii:
        return mended  # UTF-8 cut off or damaged at a byte or two
    if len(CONTROLS.findall(mended)) > max(3, len(mended) // 100):
        raise InputError(f"{name}: is not text but binary data")
    # A byte that the page leaves undefined further on must not lose the whole text.
    return data.decode(code_page(data), errors="replace")


def _utf16(data: bytes) -> str | None:
    """UTF-16 without a BOM, decoded."""
    order = utf16_order(data)
    return data.decode(order) if order else None


def utf16_order(data: bytes) -> str | None:
    """The byte order of UTF-16 in which nearly all is letters, space or marks; None if none."""
    if len(data) % 2:
        return None
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        sample = text[:SAMPLE]
        known = sum(WRITTEN.fullmatch(char) is not None for char in sample)
        if known >= 0.95 * len(sample):
            return encoding
    return None


def code_page(data: bytes) -> str:
    """The code page in which the letters beyond ASCII best fit into words."""
    sample = b" ".join(
        word for word in data[: 50 * SAMPLE].split() if any(byte > 0x7F for byte in word)
    )[:SAMPLE]
    best, best_score = "latin-1", -1e9
    for encoding in CODE_PAGES:
        try:
            score = _fit(sample.decode(encoding), central=encoding in ("cp1250", "iso8859-2"))
        except UnicodeDecodeError:
            continue
        if score > best_score:
            best, best_score = encoding, score
    return best


def _fit(text: str, *, central: bool) -> float:
    """How much the characters beyond ASCII look like words of a European language."""
    latin = CENTRAL if central else WESTERN
    score = 0.0
    for word in text.split():
        for index, char in enumerate(word):
            if char <= "\x7f":
                continue
            before = word[index - 1] if index else ""
            after = word[index + 1] if index + 1 < len(word) else ""
            score += _weight(char, latin)
            if char.isalpha():
                if before.islower() and char.isupper():
                    score -= 2
                if before in CYRILLIC and char in latin:
                    score -= 2
                if before.isascii() and before.isalpha() and char.lower() in CYRILLIC:
                    score -= 2
            elif before.isalpha() and after.isalpha() and char not in "’‘–—":
                score -= 2
    return score


def _weight(char: str, latin: frozenset[str]) -> float:
    lower = char.lower()
    if lower in COMMON:
        return 1.0
    if lower in CYRILLIC:
        return 0.4
    if lower in latin:
        return 0.6 if lower != "\xf8" else 0.5  # the Czech r with a caron, far more often
    if char in PUNCTUATION:
        return 0.3
    return -1.0 if char.isalpha() else -1.5
