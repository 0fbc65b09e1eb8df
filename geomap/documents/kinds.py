"""What kind a document is: by its first bytes where these tell, else by its suffix."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Literal

from ..errors import InputError

Kind = Literal["text", "markdown", "page", "pdf", "docx", "telegram"]

# How many of the first bytes are looked at.
START = 5000
TABLE_SUFFIXES = frozenset(
    {".csv", ".tsv", ".json", ".geojson", ".jsonl", ".ndjson", ".parquet", ".gpkg", ".xlsx", ".kml"}
)
SUFFIXES: dict[str, Kind] = {
    ".txt": "text", ".text": "text", ".md": "markdown", ".markdown": "markdown",
    ".html": "page", ".htm": "page", ".xhtml": "page", ".pdf": "pdf", ".docx": "docx",
}  # fmt: skip
NOT_YET_SUFFIXES = {
    ".doc": "an old word processor document", ".odt": "a word processor document",
    ".rtf": "a word processor document", ".xls": "an old Excel workbook",
    ".kmz": "a packed KML file (unpack it)", ".shp": "a shapefile",
}  # fmt: skip
_STARTS: tuple[tuple[re.Pattern[bytes], Kind], ...] = (
    (
        re.compile(
            rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,500}?-->\s*)?(?:<!doctype html|<html\b)",
            re.I | re.S,
        ),
        "page",
    ),
    (re.compile(rb"\s{0,1000}%PDF-"), "pdf"),
    (re.compile(rb"PK\x03\x04.{0,4000}?word/", re.S), "docx"),
)
_NOT_YET = (
    (re.compile(rb"\{\\rtf|\xd0\xcf\x11\xe0"), "a word processor document"),
    (re.compile(rb"PK\x03\x04.{0,4000}?vnd\.oasis", re.S), "a word processor document"),
    (re.compile(rb"PK\x03\x04|\x1f\x8b|7z\xbc\xaf|Rar!"), "a compressed archive"),
    (re.compile(rb"\s*<\?xml\b"), "an XML document"),
)


def suffix_of(name: str) -> str:
    """The suffix of a file name, in lower case."""
    return PurePath(name).suffix.lower()


def document_kind(name: str, start: bytes) -> Kind:
    """Tell the kind of a document; a Telegram export is told from a table by `telegram`.

    Raises InputError for a kind that can't be read.
    """
    suffix = suffix_of(name)
    refuse(name)
    if suffix == ".docx":
        return "docx"
    start = start[:START].removeprefix(b"\xef\xbb\xbf")
    for pattern, kind in _STARTS:
        if pattern.match(start):
            return kind
    for mark, what in _NOT_YET:
        if mark.match(start):
            raise not_yet(name, what)
    return SUFFIXES.get(suffix, "text")


def refuse(name: str) -> None:
    """Raise InputError for a suffix of a kind that can't be read."""
    if what := NOT_YET_SUFFIXES.get(suffix_of(name)):
        raise not_yet(name, what)


def not_yet(name: str, what: str) -> InputError:
    """The error for a kind that can't be read, with what to do."""
    return InputError(f"{name}: {what} can't be read yet; save it as plain text (.txt) or CSV")
