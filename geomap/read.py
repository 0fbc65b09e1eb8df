"""Reports in: a text file or standard input, whatever its encoding, as a `Report`.

Offsets in events count code points of the text given here: without a BOM, with "\\n" at
line ends, which is what `open(path, encoding=...).read()` returns.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from gazetteer import decode_text

from .errors import InputError
from .files import STDIN, read_bytes, source_name, text_errors

if TYPE_CHECKING:
    from .reports.report import Report

TABLE_SUFFIXES = frozenset(
    {".csv", ".tsv", ".json", ".geojson", ".jsonl", ".ndjson", ".parquet", ".gpkg", ".xlsx"}
)
# What a file is, by its first bytes; a later version may read some of these.
NOT_YET = (
    (re.compile(rb"\s*(<!doctype html|<html\b)", re.I), "an HTML page"),
    (re.compile(rb"%PDF-"), "a PDF document"),
    (re.compile(rb"\{\\rtf|\xd0\xcf\x11\xe0"), "a word processor document"),
    (re.compile(rb"PK\x03\x04.{0,4000}?(word/|vnd\.oasis)", re.S), "a word processor document"),
    (re.compile(rb"PK\x03\x04|\x1f\x8b|7z\xbc\xaf|Rar!"), "a compressed archive"),
    (re.compile(rb"\s*<\?xml\b"), "an XML document"),
)  # fmt: skip
NOT_YET_SUFFIXES = {
    ".html": "an HTML page", ".htm": "an HTML page", ".xhtml": "an HTML page",
    ".pdf": "a PDF document", ".docx": "a word processor document",
    ".doc": "a word processor document", ".odt": "a word processor document",
    ".rtf": "a word processor document", ".xls": "an old Excel workbook",
    ".kml": "a KML file", ".kmz": "a KML file", ".shp": "a shapefile",
}  # fmt: skip
FEATURES = re.compile(rb'\s*\{[^{]{0,2000}?"type"\s*:\s*"FeatureCollection"', re.S)

Kind = Literal["report", "table"]


def input_kind(path: str | os.PathLike[str]) -> Kind:
    """Tell a report from a table by its suffix, and without a telling one by its content.

    Raises InputError for a missing file and for a kind that can't be read yet.
    """
    suffix = "" if str(path) == STDIN else Path(path).suffix.lower()
    if suffix in TABLE_SUFFIXES:
        return "table"
    if suffix in NOT_YET_SUFFIXES:
        raise _not_yet(path, NOT_YET_SUFFIXES[suffix])
    if str(path) != STDIN:
        try:
            with Path(path).open("rb") as file:
                start = file.read(4096)
        except (OSError, ValueError):
            return "report"  # read_report says what is wrong
        if FEATURES.match(start.removeprefix(b"\xef\xbb\xbf")):
            return "table"
    return "report"


def read_report(
    path: str | os.PathLike[str],
    *,
    date: str | None = None,
    language: str | None = None,
    encoding: str | None = None,
) -> Report:
    """Read a text file, or standard input for "-", as a report.

    `date` is its publication date (ISO 8601), `language` an ISO 639-1 code where detection
    shall not decide. Without `encoding`, BOMs, UTF-8, UTF-16 and the code pages of European
    languages are told apart by content. `source` of the report is the file's name, never
    its folder. An empty file is an empty report. Raises InputError if the file is missing,
    a folder, larger than 20 MB, binary, or a kind that can't be read yet.
    """
    from .reports.report import Report

    path = os.fspath(path)
    suffix = "" if str(path) == STDIN else Path(path).suffix.lower()
    data = read_bytes(path)
    if suffix in TABLE_SUFFIXES:
        raise InputError(f"{path}: is a table, not a report; geomap.read_events reads it")
    if suffix in NOT_YET_SUFFIXES:
        raise _not_yet(path, NOT_YET_SUFFIXES[suffix])
    for pattern, what in NOT_YET:
        if pattern.match(data[:5000].removeprefix(b"\xef\xbb\xbf")):
            raise _not_yet(path, what)
    with text_errors():
        text = decode_text(data, str(path), encoding=encoding)
    return Report(text=text, source=source_name(path), date=date, language=language)


def _not_yet(path: str | os.PathLike[str], what: str) -> InputError:
    return InputError(f"{path}: {what} can't be read yet; save it as plain text (.txt) or CSV")
