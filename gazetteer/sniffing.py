"""Find out how a table's file is written: its encoding, checked to the last byte, and delimiter."""

from __future__ import annotations

import codecs
import csv
import io
import re
from typing import IO

from .encoding import BOMS, CONTROLS, code_page, utf16_order
from .errors import InputError

DELIMITERS = (",", ";", "\t", "|")
MAX_CELL = 1_000_000
"""Characters of the longest cell, and of the longest line."""
HEAD = 64_000
CHUNK = 1_000_000
SAMPLE = 20_000
"""Bytes of words beyond ASCII that tell one code page from another."""
MOST_CONTROLS = 8
"""A few stray control characters are an exporter's; a page of them is no text."""
MAGIC = {
    b"PK\x03\x04": "a ZIP archive or a workbook (.xlsx, .ods); save the sheet as CSV",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook (.xls); save the sheet as CSV",
    b"\x1f\x8b": "compressed; unpack it first",
    b"%PDF": "a PDF",
    b"SQLite format 3": "a database",
    b"PAR1": "a Parquet file; save it as CSV",
}
BOM_READERS = {
    "utf-8": "utf-8-sig",
    "utf-16-le": "utf-16",
    "utf-16-be": "utf-16",
    "utf-32-le": "utf-32",
    "utf-32-be": "utf-32",
}


def find_encoding(file: IO[bytes], name: str, *, asked: str | None = None) -> str:
    """The encoding that all bytes of a file are valid in: the one asked for, or found out.

    Raises InputError, naming the line, where the file is not valid in it, and for a file that
    is no text.
    """
    head = file.read(HEAD)
    for magic, what in MAGIC.items():
        if head.startswith(magic):
            raise InputError(f"{name}: is {what}")
    if asked is not None:
        try:
            found = codecs.lookup(asked).name
        except LookupError:
            raise InputError(f"{name}: there is no encoding {asked!r}; try utf-8") from None
        with_bom = head.startswith(codecs.BOM_UTF8) and found == "utf-8"
        return _checked(file, name, "utf-8-sig" if with_bom else found)
    for bom, encoding in BOMS:
        if head.startswith(bom):
            return _checked(file, name, BOM_READERS[encoding])
    controls = len(CONTROLS.findall(head.decode("latin-1")))
    if controls > len(head) // 10 and (order := utf16_order(head[: len(head) // 2 * 2])):
        return _checked(file, name, order)
    if controls > max(MOST_CONTROLS, len(head) // 20):
        raise InputError(f"{name}: is not text but binary data")
    wrong = _first_invalid(file, "utf-8")
    if wrong is None:
        return "utf-8"
    words, valid, broken = _beyond_ascii(file)
    if valid > 10 * broken:
        raise InputError(
            f"{name}, line {wrong}: holds a byte that is no UTF-8, as the rest of the file is; "
            "mend it, or name the encoding"
        )
    return _checked(file, name, code_page(words))


def _checked(file: IO[bytes], name: str, encoding: str) -> str:
    line = _first_invalid(file, encoding)
    if line is not None:
        raise InputError(
            f"{name}, line {line}: is not valid {encoding}; name the file's encoding, such as "
            "utf-8 or cp1251"
        )
    return encoding


def _first_invalid(file: IO[bytes], encoding: str) -> int | None:
    """The line of the first byte that is not valid in an encoding, or None."""
    file.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)()
    lines, last = 1, ""
    while True:
        chunk = file.read(CHUNK)
        try:
            text = decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError as error:
            before = error.object[: error.start].decode(encoding, errors="ignore")
            return lines + _line_ends(last, before)
        lines += _line_ends(last, text)
        last = text[-1:] or last
        if not chunk:
            return None


def _line_ends(last: str, text: str) -> int:
    """Line ends in a piece of text, after a piece that ended with a character."""
    ends = text.count("\n") + text.count("\r") - text.count("\r\n")
    return ends - (last == "\r" and text.startswith("\n"))


def _beyond_ascii(file: IO[bytes]) -> tuple[bytes, int, int]:
    """Words beyond ASCII, and how many of them are valid UTF-8 and how many are not."""
    file.seek(0)
    words = bytearray()
    valid = broken = 0
    while chunk := file.read(CHUNK):
        for word in re.findall(rb"[^\s,;|\"]*[\x80-\xff][^\s,;|\"]*", chunk):
            try:
                word.decode("utf-8")
                valid += 1
            except UnicodeDecodeError:
                broken += 1
            if len(words) < SAMPLE:
                words += word + b" "
    return bytes(words), valid, broken


def find_delimiter(file: IO[bytes], encoding: str, *, wanted: str | None = None) -> str:
    """The delimiter of a table: the one that cuts the first lines into columns evenly.

    `wanted` is a column that the header must have, if any delimiter makes it so.
    """
    file.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    head = decoder.decode(file.read(HEAD))

    def fitness(delimiter: str) -> tuple[bool, float, int]:
        rows = _some_rows(head, delimiter)
        if not rows:
            return False, 0.0, 0
        width = len(rows[0])
        even = sum(len(row) == width for row in rows) / len(rows)
        return wanted in [cell.strip() for cell in rows[0]], even if width > 1 else 0.0, width

    return max(DELIMITERS, key=fitness)


def _some_rows(text: str, delimiter: str) -> list[list[str]]:
    csv.field_size_limit(MAX_CELL)
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            if row:
                rows.append(row)
            if len(rows) > 50:
                return rows
    except csv.Error:
        return []
    return rows[:-1] if len(rows) > 2 else rows  # the last may be cut off
