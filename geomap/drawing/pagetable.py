"""An events table as the columns that a page reads: sorted by time, words as numbers.

Rows that stand at the same point under the same name share a *place*, which is what a map
draws; place 0 stands for "no place". Rows of one event stay together, so that whoever walks
the rows counts an event once by looking at the row before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from .. import basemap
from ..errors import PageError
from ..places import AREAS
from ..schema import COLUMNS, CRS
from ..values import number, plain
from .columnnames import with_schema_names
from .days import NO_DAY, day_numbers
from .packing import MISSING, Packed, codes, numbers

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd
    from numpy.typing import NDArray

# Where the kind is unknown, from this precision on a place is an area, as those of AREAS
# are: drawn as what it is and never as a point.
AREA_PRECISION = 3
# About 11 m; what lies closer together is one place.
PLACE_DECIMALS = 4
DEGREE = 10**5

DATES = {"event_date": "date", "end_date": "end", "claim_date": "claim"}
NUMBERS = (
    "quantity", "quantity_low", "quantity_high", "radius_km", "confidence", "distance_to_front_km",
)  # fmt: skip
SMALL = ("date_precision", "geo_precision")
# Words that repeat: each row holds the number of its word in a list.
WORDS = (
    "event_type", "sub_event_type", "outcome", "actor", "target", "claimant", "source", "status",
    "language", "quantity_qualifier", "unit", "control", "control_source", "control_check",
)  # fmt: skip
PLACE_WORDS = ("place_name", "place_kind", "place_id", "admin1", "admin2", "country")


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
    dates = {new: day_numbers(frame[old]) for old, new in DATES.items() if old in frame}
    order, numbered = _time_order(dates, numbered)

    rows: dict[str, Packed] = {}
    words: dict[str, list[Any]] = {}
    numerous = []
    for name in (name for name in WORDS if name in frame):
        column, known = _coded(frame[name])
        if len(known) > max(1000, len(frame) // 4) and name != "event_type":
            numerous.append(name)
            continue
        column = column[order]
        if name == "event_type":
            # An event has one type, that of its first row, or totals would count it twice.
            column = column[_first_rows(numbered)]
        words[name], rows[name] = known, codes(column, len(known))
    for name, days in dates.items():
        rows[name] = Packed(days[order], steps=True)
    for name in (name for name in NUMBERS if name in frame):
        rows[name] = numbers(_numbers(frame[name])[order])
    for name in (name for name in SMALL if name in frame):
        known_small = np.nan_to_num(_numbers(frame[name])[order], nan=0.0)
        rows[name] = Packed(np.clip(known_small, 0, 255).astype(np.uint8))

    numbers_of, places, place_words, points, areas = _places(frame.iloc[order])
    place_count = len(places["shown"].values)
    words.update(place_words)
    rows["event"] = Packed(numbered, steps=True)
    rows["place"] = Packed(numbers_of, steps=True)
    return PageTable(
        frame=frame,
        order=order,
        by_place=np.argsort(numbers_of, kind="stable"),
        rows={name: column for name, column in rows.items() if _says_something(column)},
        places={name: column for name, column in places.items() if _says_something(column)},
        words=words,
        numerous=tuple(numerous),
        points=points,
        areas=areas,
        events=count,
        place_count=place_count,
    )


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
    ids, known = _factorized(frame["event_id"])
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


def _coded(series: pd.Series[Any]) -> tuple[NDArray[np.int64], list[Any]]:
    """The values as numbers into a list of clean texts, of which the first is "none"."""
    raw, values = _factorized(series)
    known: dict[str | None, int] = {None: 0}
    places = np.zeros(len(values) + 1, np.int64)
    for number_of, value in enumerate(values.tolist()):
        places[number_of] = known.setdefault(_text(value), len(known))
    return places[raw], list(known)


def _factorized(series: pd.Series[Any]) -> tuple[NDArray[np.int64], pd.Index[Any]]:
    """Which of the distinct values each is, -1 for none, and these values."""
    import pandas as pd

    try:
        raw, values = pd.factorize(series, use_na_sentinel=True)
    except TypeError:  # lists can't be compared
        raw, values = pd.factorize(series.map(plain).map(str), use_na_sentinel=True)
    return raw.astype(np.int64), pd.Index(values)


def _text(value: Any) -> str | None:
    if type(value) is str and value and value.isprintable():
        return value
    value = plain(value)
    # pandas makes 7 of a column with gaps 7.0.
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return None if value in (None, "", []) else str(value)


def _numbers(series: pd.Series[Any]) -> NDArray[np.float64]:
    """The values as doubles, NaN where one is no finite number."""
    if series.dtype.kind in "iuf":
        values = series.to_numpy(dtype=np.float64, copy=True)
        values[~np.isfinite(values)] = np.nan
        return values
    return np.array([_number(value) for value in series], np.float64)


def _number(value: Any) -> float:
    try:
        return number(plain(value))
    except (ValueError, TypeError):
        return float("nan")


def _places(
    frame: gpd.GeoDataFrame,
) -> tuple[
    NDArray[np.int64], dict[str, Packed], dict[str, list[Any]],
    NDArray[np.float64], NDArray[np.bool_],
]:  # fmt: skip
    """The place of each row, and the places themselves, numbered as they come."""
    import pandas as pd

    latitude, longitude = _coordinates(frame.geometry)
    on_map = np.isfinite(latitude)
    texts = {name: _coded(frame[name]) for name in PLACE_WORDS if name in frame}
    area = _areas(frame, texts.get("place_kind"))
    none = np.zeros(len(frame), np.int64)
    name_codes = texts["place_name"][0] if "place_name" in texts else none
    key = pd.DataFrame(
        {
            "y": np.where(on_map, np.round(latitude, PLACE_DECIMALS), 99),
            "x": np.where(on_map, np.round(longitude, PLACE_DECIMALS), 999),
            "name": name_codes,
            "area": area,
        }
    )
    numbers_of = np.asarray(key.groupby(list(key), sort=False).ngroup(), np.int64) + 1
    numbers_of[~on_map & (name_codes == 0)] = 0
    firsts = np.zeros(int(numbers_of.max(initial=0)) + 1, np.int64)
    firsts[numbers_of[::-1]] = np.arange(len(frame))[::-1]
    blank = np.ones(len(firsts), np.bool_)
    blank[np.unique(numbers_of)] = False
    blank[0] = True

    places: dict[str, Packed] = {}
    words: dict[str, list[Any]] = {}
    for name, (column, known) in texts.items():
        at = np.where(blank, 0, column[firsts]) if len(column) else np.zeros(1, np.int64)
        used, at = np.unique(np.append(0, at), return_inverse=True)
        words[name], places[name] = [known[code] for code in used], codes(at[1:], len(used))
    shown = ~blank & (on_map[firsts] if len(frame) else blank)
    at_y = np.where(shown, latitude[firsts], 0) if len(frame) else np.zeros(1)
    at_x = np.where(shown, longitude[firsts], 0) if len(frame) else np.zeros(1)
    is_area = shown & (area[firsts] if len(frame) else blank)
    places["latitude"] = Packed(np.round(at_y * DEGREE).astype(np.int32))
    places["longitude"] = Packed(np.round(at_x * DEGREE).astype(np.int32))
    places["shown"] = Packed(shown.astype(np.uint8))
    places["area"] = Packed(is_area.astype(np.uint8))
    region, words["region"] = _regions(places, words, is_area)
    places["region"] = codes(region, len(words["region"]))
    points = np.column_stack([at_y, at_x])[shown]
    return numbers_of, places, words, points, is_area[shown]


def _coordinates(
    geometry: gpd.GeoSeries,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Latitude and longitude of each shape, NaN where it says no place on the globe.

    What is no point stands at a point inside it.
    """
    import shapely

    shapes = geometry.to_numpy()
    kinds = shapely.get_type_id(shapes)
    if (other := kinds > 0).any():
        shapes = shapes.copy()
        shapes[other] = shapely.point_on_surface(shapes[other])
    longitude, latitude = shapely.get_x(shapes), shapely.get_y(shapes)
    with np.errstate(invalid="ignore"):
        there = (np.abs(latitude) <= 90) & (np.abs(longitude) <= 180)
    return np.where(there, latitude, np.nan), np.where(there, longitude, np.nan)


def _areas(
    frame: pd.DataFrame, kinds: tuple[NDArray[np.int64], Sequence[Any]] | None
) -> NDArray[np.bool_]:
    """Which rows are no points: by the kind of their place, or by how exact it is."""
    known = np.zeros(len(frame), np.bool_)
    area = known.copy()
    if kinds is not None:
        column, values = kinds
        known = column > 0
        area = np.isin(column, [code for code, kind in enumerate(values) if kind in AREAS])
    if "geo_precision" in frame:
        coarse = _numbers(frame["geo_precision"]) >= AREA_PRECISION
        area |= ~known & coarse
    return area


def _regions(
    places: dict[str, Packed], words: dict[str, list[Any]], areas: NDArray[np.bool_]
) -> tuple[NDArray[np.int64], list[str | None]]:
    """Which areas have an outline in the base map, by their own name or that of their region."""
    region = np.zeros(len(areas), np.int64)
    known: dict[str | None, int] = {None: 0}

    def word(name: str, place: int) -> Any:
        return words[name][places[name].values[place]] if name in places else None

    for place in np.flatnonzero(areas).tolist():
        if word("place_kind", place) not in (None, "region"):
            continue
        names = (word("place_name", place), word("admin1", place))
        found = next((name for name in names if name and basemap.region_polygon(name)), None)
        region[place] = known.setdefault(found, len(known))
    return region, list(known)


# Everything of the schema that has no column here goes with the texts.
COLUMN_NAMES = frozenset({*DATES, *NUMBERS, *SMALL, *WORDS, *PLACE_WORDS, "geometry"})
TEXTS = tuple(column for column in COLUMNS if column.name not in COLUMN_NAMES)
