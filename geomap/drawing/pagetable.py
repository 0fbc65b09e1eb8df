"""An events table as the columns that a page reads: sorted by time, words as numbers.

Rows that stand at the same point under the same name share a *place*, which is what a map
draws; place 0 stands for "no place". Rows of one event stay together, so that whoever walks
the rows counts an event once by looking at the row before.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from ..errors import PageError
from ..schema import COLUMNS, CRS
from .columnnames import with_schema_names
from .columnvalues import cell_numbers, coded, factorized, small_numbers
from .days import NO_DAY, day_spans
from .packing import MISSING, Packed, codes, numbers
from .pageplaces import PLACE_WORDS, places_of

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd
    from numpy.typing import NDArray

DATES = {"event_date": "date", "end_date": "end", "claim_date": "claim"}
NUMBERS = (
    "quantity", "quantity_low", "quantity_high", "radius_km", "confidence", "distance_to_front_km",
)  # fmt: skip
SMALL = ("date_precision", "geo_precision")  # codes of UCDP
# Words that repeat: each row holds the number of its word in a list.
WORDS = (
    "event_type", "sub_event_type", "outcome", "actor", "target", "claimant", "source", "status",
    "language", "quantity_qualifier", "unit", "control", "control_source", "control_check",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PageTable:
    """`rows` and `places` hold packed columns; `words` the lists that codes of them point into.

    `order` gives the row of `frame` for each row of the page, `by_place` the rows of the page
    sorted by place, which is the order in which their texts are stored. `numerous` names the
    columns of words that would need too long a list; they go with the texts.
    """

    frame: gpd.GeoDataFrame
    order: NDArray[np.int64]
    by_place: NDArray[np.int64]
    rows: dict[str, Packed]
    places: dict[str, Packed]
    words: dict[str, list[Any]]
    numerous: tuple[str, ...]
    points: NDArray[np.float64]  # latitude, longitude of the places that are on the map
    areas: NDArray[np.bool_]  # which of these are no points
    events: int
    place_count: int  # place 0, "no place", too


def page_table(events: gpd.GeoDataFrame) -> PageTable:
    """Turn an events table into columns for a page.

    Raises PageError where `events` is not a table with points.
    """
    if not hasattr(events, "geometry") or not hasattr(events, "to_crs"):
        raise PageError("events must be a GeoDataFrame, as geomap.extract and geomap.read give")
    if events.crs is not None and events.crs != CRS:
        events = events.to_crs(CRS)
    frame = with_schema_names(events)
    numbered, count = _event_numbers(frame)
    dates, precision = _dates(frame)
    order, numbered = _time_order(dates, numbered)
    rows, words, numerous = _word_columns(frame, order, numbered)
    for name, days in dates.items():
        rows[name] = Packed(days[order], steps=True)
    for name in (name for name in NUMBERS if name in frame):
        rows[name] = numbers(cell_numbers(frame[name])[order])
    rows["date_precision"] = Packed(precision[order])
    if "geo_precision" in frame:
        rows["geo_precision"] = Packed(small_numbers(frame["geo_precision"])[order])

    # Without the texts, of which a copy in another order would fill the memory.
    where = [name for name in (*PLACE_WORDS, "geo_precision") if name in frame]
    places = places_of(frame[[*where, frame.geometry.name]].iloc[order])
    words.update(places.words)
    rows["event"] = Packed(numbered, steps=True)
    rows["place"] = Packed(places.of_row, steps=True)
    return PageTable(
        frame=frame,
        order=order,
        by_place=np.argsort(places.of_row, kind="stable"),
        rows={name: column for name, column in rows.items() if _says_something(column)},
        places={
            name: column
            for name, column in places.columns.items()
            if name in ("latitude", "longitude") or _says_something(column)
        },
        words=words,
        numerous=tuple(numerous),
        points=places.points,
        areas=places.areas,
        events=count,
        place_count=places.count,
    )


def _dates(frame: pd.DataFrame) -> tuple[dict[str, NDArray[np.int32]], NDArray[np.uint8]]:
    """The day columns, and how exact the event's own date is: "2023-05" is a month."""
    precision = np.zeros(len(frame), np.uint8)
    if "date_precision" in frame:
        precision = small_numbers(frame["date_precision"])
    read = {new: day_spans(frame[old]) for old, new in DATES.items() if old in frame}
    dates = {name: spans.first for name, spans in read.items()}
    if (spans := read.get("date")) is not None:
        precision = np.where(precision == 0, spans.precision, precision)
        if (spans.first != spans.last).any():
            end = dates.get("end", np.full(len(frame), NO_DAY, np.int32))
            dates["end"] = np.where(end == NO_DAY, spans.last, end)
    return dates, precision


def _word_columns(
    frame: pd.DataFrame, order: NDArray[np.int64], events: NDArray[np.int64]
) -> tuple[dict[str, Packed], dict[str, list[Any]], list[str]]:
    """Columns of words as numbers, the lists of words, and the columns with too many words."""
    rows: dict[str, Packed] = {}
    words: dict[str, list[Any]] = {}
    numerous = []
    for name in (name for name in WORDS if name in frame):
        column, known = coded(frame[name])
        if len(known) > max(1000, len(frame) // 4) and name != "event_type":
            numerous.append(name)
            continue
        column = column[order]
        if name == "event_type":
            # An event has one type, that of its first row, or totals would count it twice.
            column = column[_first_rows(events)]
        words[name], rows[name] = known, codes(column, len(known))
    return rows, words, numerous


def _says_something(column: Packed) -> bool:
    """False where every row lacks the value: the page knows what a missing column means."""
    values = column.values
    if column.steps or not len(values):
        return True
    if values.dtype.kind == "f":
        return bool(np.isfinite(values).any())
    return bool((values != (MISSING if column.scale != 1 else 0)).any())


def _event_numbers(frame: pd.DataFrame) -> tuple[NDArray[np.int64], int]:
    """A number for each row, the same for rows of one event; a row without an id is an event."""
    import pandas as pd

    if "event_id" not in frame:
        return np.arange(len(frame)), len(frame)
    ids, known = factorized(frame["event_id"])
    blank = known.get_indexer(pd.Index([""]))[0]
    lone = (ids < 0) | ((ids == blank) & (blank >= 0))
    ids[lone] = len(known) + np.arange(int(lone.sum()))
    numbered, distinct = pd.factorize(ids)
    return numbered.astype(np.int64), len(distinct)


def _time_order(
    dates: dict[str, NDArray[np.int32]], events: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The order of a page's rows, and the numbers of their events counted in that order.

    What has no date of its own stands at the day it was said; what has neither comes last.
    """
    day = np.full(len(events), NO_DAY, np.int64)
    for name in ("date", "claim"):
        if name in dates:
            day = np.where(day == NO_DAY, dates[name], day)
    day[day == NO_DAY] = 2**31
    first = np.full(int(events.max()) + 1 if len(events) else 0, 2**31, np.int64)
    np.minimum.at(first, events, day)
    order = np.lexsort((events, first[events]))
    events = events[order]
    starts = np.diff(events, prepend=-1) != 0
    return order, np.cumsum(starts) - 1


def _first_rows(events: NDArray[np.int64]) -> NDArray[np.int64]:
    """For each row, which row is the first of its event."""
    starts = np.flatnonzero(np.diff(events, prepend=-1))
    return starts[events]


# Everything of the schema that has no column here goes with the texts.
COLUMN_NAMES = frozenset({*DATES, *NUMBERS, *SMALL, *WORDS, *PLACE_WORDS, "geometry"})
TEXTS = tuple(column for column in COLUMNS if column.name not in COLUMN_NAMES)
