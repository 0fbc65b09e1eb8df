"""DOCX documents: paragraphs and tables in order, by the standard library alone.

A document is a zip archive of XML. Sizes are looked at before anything is unpacked, and a
document type declaration, which alone can define entities, is refused.
"""

from __future__ import annotations

import io
import re
import zipfile
from xml.parsers import expat

from gazetteer import clean_text

from ..errors import InputError

MAX_UNPACKED = 200_000_000
MAX_TEXT = 20_000_000
_MAX_FILES = 10_000
_MAIN = re.compile(r"word/document\d*\.xml")
_NAMESPACES = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main ",
    "http://purl.oclc.org/ooxml/wordprocessingml/main ",
)
_BREAKS = {"br": "\n", "cr": "\n", "tab": "\t", "noBreakHyphen": "-"}


def read_docx(data: bytes, name: str) -> str:
    """The text of a document: a line for each paragraph and each row of a table.

    Raises InputError for what is no DOCX, is protected, or would unpack to more than it may.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            part = _main_part(archive, name)
            words = _Words(name)
            with archive.open(part) as file:
                while chunk := file.read(1 << 16):
                    words.feed(chunk)
            return clean_text(words.close())
    except (InputError, MemoryError):
        raise
    except Exception as error:  # a damaged file makes the parsers raise whatever comes up
        if data.startswith(b"\xd0\xcf\x11\xe0"):
            raise InputError(f"{name}: is protected by a password, or an old .doc") from None
        raise InputError(f"{name}: is a damaged DOCX document") from error


def _main_part(archive: zipfile.ZipFile, name: str) -> zipfile.ZipInfo:
    files = archive.infolist()
    if len(files) > _MAX_FILES or sum(each.file_size for each in files) > MAX_UNPACKED:
        raise InputError(
            f"{name}: would unpack to more than {MAX_UNPACKED / 1e6:g} MB; it is not read"
        )
    for each in files:
        if _MAIN.fullmatch(each.filename):
            if each.flag_bits & 1:
                raise InputError(f"{name}: is protected by a password; save it without one")
            return each
    raise InputError(f"{name}: is no DOCX document (it has no text part)")


class _Words:
    """Collects the text of the main part while it is parsed."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._parts: list[str] = []
        self._length = 0
        self._in_text = False
        self._fallback = 0
        self._cells = 0
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.StartDoctypeDeclHandler = self._doctype
        self._parser = parser

    def feed(self, data: bytes) -> None:
        self._parser.Parse(data, False)

    def close(self) -> str:
        self._parser.Parse(b"", True)
        lines = (line.strip(" |") for line in "".join(self._parts).split("\n"))
        return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")

    def _doctype(self, *_: object) -> None:
        raise InputError(f"{self._name}: declares a document type, which no DOCX needs")

    def _start(self, full: str, _: dict[str, str]) -> None:
        if full.endswith(" Fallback"):
            self._fallback += 1  # the same text again, for old programs
            return
        name = _word_name(full)
        if name == "t":
            self._in_text = True
        elif name == "tc":
            self._cells += 1
        elif name in _BREAKS:
            self._add(" " if self._cells and name == "br" else _BREAKS[name])

    def _end(self, full: str) -> None:
        if full.endswith(" Fallback"):
            self._fallback -= 1
            return
        name = _word_name(full)
        if name == "t":
            self._in_text = False
        elif name == "p":
            self._add(" " if self._cells else "\n")
        elif name == "tc":
            self._cells -= 1
            self._add("| ")
        elif name == "tr" and not self._cells:
            self._add("\n")

    def _characters(self, text: str) -> None:
        if self._in_text:
            self._add(text)

    def _add(self, text: str) -> None:
        if self._fallback:
            return
        self._length += len(text)
        if self._length > MAX_TEXT:
            raise InputError(f"{self._name}: more than {MAX_TEXT / 1e6:g} MB of text, the limit")
        self._parts.append(text)


def _word_name(full: str) -> str:
    """The local name of an element of word processing; empty for any other."""
    for namespace in _NAMESPACES:
        if full.startswith(namespace):
            return full[len(namespace) :]
    return ""
