"""Inputs told apart, and a document of one report read as a `Report`.

Offsets in events count code points of the text given here. For plain text that is the file
without a BOM and with "\\n" at line ends: what `open(path, encoding=...).read()` returns.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from .documents.kinds import TABLE_SUFFIXES, refuse, suffix_of
from .errors import InputError
from .files import STDIN

if TYPE_CHECKING:
    from .reports.report import Report

FEATURES = re.compile(rb'\s*\{[^{]{0,2000}?"type"\s*:\s*"FeatureCollection"', re.S)

Kind = Literal["report", "table"]


def input_kind(path: str | os.PathLike[str]) -> Kind:
    """Tell a report from a table by its suffix, and without a telling one by its content.

    Raises InputError for a kind that can't be read yet.
    """
    from .documents.web import is_url

    if str(path) == STDIN or is_url(path):
        return "report"
    suffix = suffix_of(str(path))
    if suffix == ".json":
        return "report" if _is_export(path) else "table"
    if suffix in TABLE_SUFFIXES:
        return "table"
    refuse(str(path))
    try:
        with Path(path).open("rb") as file:
            start = file.read(4096)
    except (OSError, ValueError):
        return "report"  # read_report says what is wrong
    if FEATURES.match(start.removeprefix(b"\xef\xbb\xbf")):
        return "table"
    return "report"


def _is_export(path: str | os.PathLike[str]) -> bool:
    from .documents.telegram import is_export

    try:
        with Path(path).open("rb") as file:
            return is_export(file)
    except (OSError, ValueError):
        return False


def read_report(
    path: str | os.PathLike[str],
    *,
    date: str | None = None,
    language: str | None = None,
    encoding: str | None = None,
) -> Report:
    """Read a document, or standard input for "-", as one report.

    `date` is its publication date (ISO 8601), `language` an ISO 639-1 code where detection
    shall not decide. Without `encoding`, BOMs, UTF-8, UTF-16 and the code pages of European
    languages are told apart by content. `source` of the report is the file's name, never
    its folder, or what a page calls its site. An empty file is an empty report. Raises
    InputError if the file is missing, a folder, too large, binary, of a kind that can't be
    read yet, or holds many reports, which `read_reports` reads.
    """
    from .documents.reading import read_reports

    path = os.fspath(path)
    if str(path) != STDIN and Path(path).is_dir():
        raise InputError(f"{path}: is a folder; geomap.read_reports reads it")
    reports = read_reports(path, date=date, language=language, encoding=encoding)
    first = next(reports, None)
    if first is None:
        raise InputError(f"{path}: holds no message with a text")
    if next(reports, None) is not None:
        raise InputError(f"{path}: holds many reports; geomap.read_reports reads them")
    return first
