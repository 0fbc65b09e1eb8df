"""Inputs of any kind, documents and tables mixed, as one events table."""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from . import schema
from .documents.folder import documents_in
from .documents.reading import Given, read_document
from .documents.web import is_url
from .errors import InputError
from .files import STDIN, source_name
from .read import input_kind
from .reports.many import ManyReports
from .reports.report import Report
from .tables.locate import Locator, opened
from .tables.reader import read_rows

if TYPE_CHECKING:
    import geopandas as gpd

    from gazetteer import Gazetteer

    from .control import ControlSeries
    from .reports.extract import Extraction, LikelyOn

Source = Report | str | Path


class Watcher(Protocol):
    """Told the name of the input at work, how many of its rows or reports are done, of how
    many (0 where that isn't known), and what share of the input that is."""

    def __call__(self, name: str, done: int, total: int, share: float | None = None) -> None: ...


# Told why an input is skipped.
Skipper = Callable[[InputError], None]
# Told what each report was read as.
Explainer = Callable[["Extraction"], None]


def read_inputs(
    sources: Sequence[Source],
    *,
    date: str | None = None,
    language: str | None = None,
    place: str | None = None,
    within: str | None = None,
    gazetteer: Gazetteer | None = None,
    database: str | Path | None = None,
    watch: Watcher | None = None,
    explain: Explainer | None = None,
    skip: Skipper | None = None,
    processes: int = 1,
    control: ControlSeries | None = None,
) -> gpd.GeoDataFrame:
    """Read documents, folders of them and tables into one events table, in the order given.

    `place` and `within` name columns of the tables among them; rows of a table that have a
    place name and no coordinates are looked up. `database` is a gazetteer file to open where
    no `gazetteer` is given. Many reports are read by so many `processes`, to the same rows.
    `explain` is told how each report was read, by this process. An event that several reports
    tell is one event; see `geomap.together`. Events are held against `control`, whose line of
    contact is also one more reason to prefer one of several places with the same name.
    An input that can't be read raises its InputError if it is the only one, or there is no
    `skip` to tell of it; so does the last if none at all can be read.
    """
    inputs = _expanded(sources)
    with ExitStack() as stack:

        @cache
        def ready() -> Gazetteer:
            return stack.enter_context(opened(gazetteer, database))

        if database is not None:
            ready()  # a file that was named and is missing shall be told of in any case
        locator = Locator(ready)
        many = stack.enter_context(
            ManyReports(
                ready,
                database=database,
                processes=1 if gazetteer or explain else processes,
                explain=explain,
                likely=_front(control),
            )
        )
        known: set[tuple[str, str | None]] = set()
        failed: set[int] = set()
        tables: dict[int, list[dict[str, Any]]] = {}
        for number, source in enumerate(inputs):
            try:
                if isinstance(source, Report):
                    many.read(number, source)
                elif input_kind(source) == "report":
                    given = Given(date, language)
                    _read_reports(source, number, given, many, known, watch)
                else:
                    tables[number] = _table(source, place, within, locator, watch)
            except InputError as error:
                failed.add(number)
                many.rows.pop(number, None)
                if len(inputs) == 1 or skip is None:
                    raise
                skip(error)
        many.finish()
        many.bring_together()
        if inputs and len(failed) == len(inputs):
            raise InputError(f"none of the {len(inputs):,} inputs could be read")
        kept = (number for number in range(len(inputs)) if number not in failed)
        rows = {**many.rows, **tables}
        table = schema.table([row for number in kept for row in rows.get(number, ())])
    if control is None:
        return table
    from .control import add_control

    return add_control(table, control)


def _front(control: ControlSeries | None) -> LikelyOn | None:
    if control is None:
        return None
    from .control.likely import front_of

    return partial(front_of, control)


def _expanded(sources: Sequence[Source]) -> list[Source]:
    """The inputs with the documents of a folder in its place."""
    inputs: list[Source] = []
    for source in sources:
        if isinstance(source, Report) or is_url(source) or not _is_folder(source):
            inputs.append(source)
            continue
        documents, others = documents_in(source)
        for line in others:
            warnings.warn(line, stacklevel=1)
        if not documents and len(sources) == 1:
            raise InputError(f"{source}: holds no document that can be read")
        if not documents:
            warnings.warn(f"{source}: holds no document that can be read", stacklevel=1)
        inputs += documents
    return inputs


def _is_folder(source: str | Path) -> bool:
    try:
        return str(source) != STDIN and Path(source).is_dir()
    except ValueError:
        return False


def _read_reports(
    source: str | Path,
    number: int,
    given: Given,
    many: ManyReports,
    known: set[tuple[str, str | None]],
    watch: Watcher | None,
) -> None:
    name = source_name(source)
    if watch:
        watch(name, 0, 0)
    share: float | None = None

    def reached(part: float) -> None:
        nonlocal share
        share = part

    reports = read_document(os.fspath(source), given, watch=reached)
    for done, report in enumerate(reports, start=1):
        if done == 1:
            # Two files of one name, in two folders: their events are not the same ones.
            if (key := (report.source, report.id)) in known and "/" not in (report.id or ""):
                report = replace(report, id=f"{report.id or ''}#{number}")
            known.add(key)
        many.read(number, report)
        if watch and done > 1:
            watch(name, done, 0, share)


def _table(
    source: str | Path,
    place: str | None,
    within: str | None,
    locator: Locator,
    watch: Watcher | None,
) -> list[dict[str, Any]]:
    name = source_name(source)

    def progress(done: int, total: int) -> None:
        if watch:
            watch(name, done, total)

    return read_rows(source, place=place, within=within, locator=locator, progress=progress)
