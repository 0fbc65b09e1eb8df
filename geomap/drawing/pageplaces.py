"""The places of a page: what of an events table stands at one point under one name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from .. import basemap
from ..places import AREAS
from .columnvalues import cell_numbers, coded
from .packing import Packed, codes

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

PLACE_WORDS = ("place_name", "place_kind", "place_id", "admin1", "admin2", "country")


@dataclass(frozen=True, slots=True)
class Places:
    """`of_row` numbers the place of each row; `columns` and `words` are those of a page table."""

    of_row: NDArray[np.int64]
    columns: dict[str, Packed]
    words: dict[str, list[Any]]
    points: NDArray[np.float64]  # latitude, longitude of the places that are on the map
    areas: NDArray[np.bool_]  # which of these are no points

    @property
    def count(self) -> int:
        """How many there are, place 0 ("no place") too."""
        return len(self.columns["shown"].values)


def places_of(frame: gpd.GeoDataFrame) -> Places:
    """The place of each row, and the places themselves, numbered as they come."""
    import pandas as pd

    latitude, longitude = _coordinates(frame.geometry)
    on_map = np.isfinite(latitude)
    texts = {name: coded(frame[name]) for name in PLACE_WORDS if name in frame}
    area = _areas(frame, texts.get("place_kind"))
    blank_row = ~on_map
    for column, _ in texts.values():
        blank_row &= column == 0
    # All that is said of a place: an Ivanivka of another oblast is another place.
    key = pd.DataFrame(
        {
            "y": np.where(on_map, np.round(latitude, PLACE_DECIMALS), 99),
            "x": np.where(on_map, np.round(longitude, PLACE_DECIMALS), 999),
            "area": area,
            **{name: column for name, (column, _) in texts.items()},
        }
    )
    numbers_of = np.asarray(key.groupby(list(key), sort=False).ngroup(), np.int64) + 1
    numbers_of[blank_row] = 0
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
    return Places(numbers_of, places, words, points, is_area[shown])


def _coordinates(
    geometry: gpd.GeoSeries,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Latitude and longitude of each shape, NaN where it says no place on the globe.

    What is no point stands at a point inside it.
    """
    import shapely

    shapes = geometry.to_numpy()
    if (empty := shapely.is_empty(shapes)).any():
        shapes = shapes.copy()
        shapes[empty] = None
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
        coarse = cell_numbers(frame["geo_precision"]) >= AREA_PRECISION
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
