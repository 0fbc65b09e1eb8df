"""Inputs of any kind, reports and tables mixed, as one events table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import schema
from .files import source_name
from .read import input_kind, read_report
from .reports.report import Report
from .tables.locate import Locator, opened
from .tables.reader import read_rows

if TYPE_CHECKING:
    import geopandas as gpd

    from gazetteer import Gazetteer

    from .reports.extract import Extraction

# Told the name of the input at work, and how many of its rows are done, of how many.
Watcher = Callable[[str, int, int], None]
# Told what each report was read as.
Explainer = Callable[["Extraction"], None]


def read_inputs(
    sources: Sequence[Report | str | Path],
    *,
    date: str | None = None,
    language: str | None = None,
    place: str | None = None,
    within: str | None = None,
    gazetteer: Gazetteer | None = None,
    database: str | Path | None = None,
    watch: Watcher | None = None,
    explain: Explainer | None = None,
) -> gpd.GeoDataFrame:
    """Read reports and tables into one events table, in the order given.

    `place` and `within` name columns of the tables among them; rows of a table that have a
    place name and no coordinates are looked up. `database` is a gazetteer file to open where
    no `gazetteer` is given. `explain` is told how each report was read. The first input that
    can't be read raises its InputError.
    """
    rows: list[dict[str, Any]] = []
    with ExitStack() as stack:

        @cache
        def ready() -> Gazetteer:
            return stack.enter_context(opened(gazetteer, database))

        if database is not None:
            ready()  # a file that was named and is missing shall be told of in any case
        locator = Locator(ready)
        for source in sources:
            if isinstance(source, Report):
                rows += _extract(source, ready(), explain)
                continue
            name = source_name(source)
            if input_kind(source) == "report":
                if watch:
                    watch(name, 0, 0)
                report = read_report(source, date=date, language=language)
                rows += _extract(report, ready(), explain)
                continue

            def progress(done: int, total: int, name: str = name) -> None:
                if watch:
                    watch(name, done, total)

            rows += read_rows(
                source, place=place, within=within, locator=locator, progress=progress
            )
    return schema.table(rows)


def _extract(
    report: Report, gazetteer: Gazetteer, explain: Explainer | None
) -> list[dict[str, Any]]:
    # Tables alone need none of the lexicons that this loads.
    from .reports.extract import Extraction, extract_report, study_report

    # An empty file is in no language, and that is no cause for a warning.
    empty = not report.text.strip()
    if explain is None:
        return [] if empty else extract_report(report, gazetteer)
    extraction = Extraction(report) if empty else study_report(report, gazetteer)
    explain(extraction)
    return extraction.rows
