"""Any document as reports: a file of whatever kind, standard input, an address, a folder."""

from __future__ import annotations

import io
import os
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from gazetteer import decode_text

from ..errors import InputError
from ..files import STDIN, read_bytes, source_name, text_errors
from ..reports.report import Report
from .folder import documents_in
from .kinds import START, TABLE_SUFFIXES, document_kind, suffix_of
from .telegram import MAX_BYTES as MAX_EXPORT
from .telegram import is_export, read_export
from .web import Download, download, host_of, is_url

# A PDF or DOCX is large by its pictures; what it holds of text has the limit of a text.
MAX_WITH_PICTURES = 100_000_000


@dataclass(frozen=True, slots=True)
class Given:
    """What is known of a document beforehand: its date, language and encoding."""

    date: str | None = None
    language: str | None = None
    encoding: str | None = None


def read_reports(
    path: str | os.PathLike[str],
    *,
    date: str | None = None,
    language: str | None = None,
    encoding: str | None = None,
) -> Iterator[Report]:
    """Yield the reports of a document: text, Markdown, HTML, PDF, DOCX or a Telegram export.

    `path` is a file, "-" for standard input, an address (http, https), or a folder, whose
    documents come in the order of their names. `date` is the day of publication
    (ISO 8601); it takes the place of the date that a page bears, while a message of Telegram
    keeps its own. Raises InputError for a document that can't be read; in a folder it warns
    and goes on.
    """
    path, given = os.fspath(path), Given(date, language, encoding)
    if path != STDIN and not is_url(path) and Path(path).is_dir():
        yield from _read_folder(path, given)
    else:
        yield from read_document(path, given)


def _read_folder(folder: str, given: Given) -> Iterator[Report]:
    documents, others = documents_in(folder)
    for line in others:
        warnings.warn(line, stacklevel=3)
    done = 0
    for document in documents:
        try:
            yield from read_document(str(document), given)
            done += 1
        except InputError as error:
            warnings.warn(f"{error}; skipped", stacklevel=3)
    if not done:
        raise InputError(f"{folder}: holds no document that can be read")


def read_document(
    path: str, given: Given, *, watch: Callable[[float], None] | None = None
) -> Iterator[Report]:
    """Yield the reports of one document that is no folder.

    Of a file of many reports, `watch` is told before each what share of it has been read.
    """
    if is_url(path):
        yield from _read_url(path, given)
    elif path != STDIN and suffix_of(path) == ".json" and Path(path).is_file():
        yield from _read_json(path, given, watch)
    else:
        if path != STDIN and suffix_of(path) in TABLE_SUFFIXES:
            read_bytes(path, limit=MAX_EXPORT)  # a missing file is told of as such
            raise _is_table(path)
        data = read_bytes(path, limit=_limit(path))
        if path == STDIN and is_export(io.BytesIO(data)):
            yield from _export(io.BytesIO(data), source_name(path), given)
            return
        yield _report(data, path, source_name(path), given)


def _limit(path: str) -> int | None:
    return MAX_WITH_PICTURES if suffix_of(path) in (".pdf", ".docx") else None


def _read_json(path: str, given: Given, watch: Callable[[float], None] | None) -> Iterator[Report]:
    try:
        with Path(path).open("rb") as file:
            if not is_export(file):
                raise _is_table(path)
            size = os.fstat(file.fileno()).st_size
            if size > MAX_EXPORT:
                raise InputError(f"{path}: larger than {MAX_EXPORT / 1e6:g} MB, the limit")
            file.seek(0)
            for report in _export(file, path, given):
                if watch:
                    watch(file.tell() / size)
                yield report
    except OSError as error:
        raise InputError(f"{path}: can't be read ({error.strerror})") from None


def _export(file: IO[bytes], name: str, given: Given) -> Iterator[Report]:
    return read_export(file, name, date=given.date, language=given.language)


def _is_table(path: str) -> InputError:
    return InputError(f"{path}: is a table, not a report; geomap.read_events reads it")


def _read_url(url: str, given: Given) -> Iterator[Report]:
    answer = download(url)
    if suffix_of(answer.file_name) in TABLE_SUFFIXES or answer.content_type == "text/csv":
        raise InputError(f"{url}: is a table; save it and name the file")
    if answer.content_type.startswith(("image/", "video/", "audio/")):
        raise InputError(f"{url}: is {answer.content_type}, not a document")
    known = Given(given.date, given.language, given.encoding or answer.charset)
    yield _report(answer.data, url, host_of(answer.url), known, answer=answer)


def _report(
    data: bytes, path: str, name: str, given: Given, *, answer: Download | None = None
) -> Report:
    """The report in the bytes of a document; `name` stands for it as a source."""
    from .page import public_url, read_page

    date, url, source = given.date, public_url(answer.url) if answer else None, name
    kind = document_kind(path if answer is None else answer.file_name, data[:START])
    if answer and "html" in answer.content_type and kind == "text":
        kind = "page"
    if kind == "page":
        page = read_page(data, path, encoding=given.encoding)
        text, source = page.text, page.site or name
        date, url = date or page.date, page.url or url
    elif kind == "pdf":
        from .pdf import read_pdf

        text = read_pdf(data, path)
    elif kind == "docx":
        from .docx import read_docx

        text = read_docx(data, path)
    else:
        with text_errors():
            text = decode_text(data, path, encoding=given.encoding)
        if kind == "markdown":
            from .markdown import markdown_text

            text, day = markdown_text(text)
            date = date or _valid(day)
    # Pages of one publisher differ by their address, or by their files' names.
    identity = None if source == name and answer is None else (url or name)
    return Report(text, source, date, given.language, url, identity)


def _valid(day: str | None) -> str | None:
    import datetime as dt

    try:
        return day and dt.date.fromisoformat(day).isoformat()
    except ValueError:
        return None
