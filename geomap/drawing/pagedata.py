"""The events table as the JSON that the page draws.

`rows` holds one object for each event and place, with the table's own column names and
without empty values; `event` numbers the event and `place` the place, which is absent for
what could not be placed. `places` holds what shares one symbol. `view` is where to look.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from .. import basemap
from ..errors import PageError
from ..places import AREAS
from ..schema import COLUMNS, CRS
from ..values import items, number, plain

if TYPE_CHECKING:
    import geopandas as gpd

# Where the kind is unknown, from this precision on a place is an area, as those of AREAS
# are: drawn as what it is and never as a point.
AREA_PRECISION = 3
# About 11 m; what lies closer together shares a symbol.
PLACE_DECIMALS = 4
# What of a gazetteer match the page says of another place that was meant, perhaps.
ALTERNATIVE_KEYS = ("name", "kind", "admin2", "admin1", "country", "score")

Bounds = list[list[float]]


def page_data(events: gpd.GeoDataFrame) -> dict[str, Any]:
    """Turn an events table into plain values; the order of the rows is kept.

    Raises PageError where `events` is not an events table.
    """
    rows: list[dict[str, Any]] = []
    places: dict[tuple[float, float, bool], dict[str, Any]] = {}
    numbers: dict[str, int] = {}
    for record, point in _records(events):
        row = _row(record)
        key = row.get("event_id") or f"row {len(rows)}"
        row["event"] = numbers.setdefault(key, len(numbers))
        if point is not None:
            _place(row, point, places)
        rows.append(row)
    placed = list(places.values())
    return {"rows": rows, "places": placed, "view": view(placed)}


def page_text(events: gpd.GeoDataFrame) -> str:
    """The same as JSON text."""
    return json.dumps(page_data(events), ensure_ascii=False, separators=(",", ":"))


def view(places: Iterable[Mapping[str, Any]]) -> Bounds:
    """Where the map opens: [[south, west], [north, east]].

    Places in and around Ukraine decide, or all where none is there, and points before areas;
    of many, the middle nine tenths, so that one far place does not make the others small.
    """
    west, south, east, north = basemap.ukraine().bounds
    listed = list(places)
    exact = [place["at"] for place in listed if not place["area"]]
    everywhere = exact or [place["at"] for place in listed]
    near = [
        point
        for point in everywhere
        if south - 3 <= point[0] <= north + 3 and west - 3 <= point[1] <= east + 5
    ]
    chosen = near or everywhere
    if not chosen:
        return [[south, west], [north, east]]
    (low_y, high_y), (low_x, high_x) = (_middle(axis) for axis in zip(*chosen, strict=True))
    return [[low_y, low_x], [high_y, high_x]]


def _middle(values: Iterable[float]) -> tuple[float, float]:
    ordered = sorted(values)
    cut = math.floor(len(ordered) * 0.05)
    return ordered[cut], ordered[len(ordered) - 1 - cut]


def _records(events: gpd.GeoDataFrame) -> Iterable[tuple[dict[str, Any], Any]]:
    """Each row as a dict, with its point or None."""
    if not hasattr(events, "geometry") or not hasattr(events, "to_crs"):
        raise PageError("events must be a GeoDataFrame, as geomap.extract and geomap.read give")
    if events.crs is not None and events.crs != CRS:
        events = events.to_crs(CRS)
    names = [column.name for column in COLUMNS if column.type != "geometry"]
    present = [name for name in names if name in events.columns]
    columns = [events[name].tolist() for name in present]
    for shape, *values in zip(events.geometry, *columns, strict=True):
        yield dict(zip(present, values, strict=True)), _point(shape)


def _point(shape: Any) -> tuple[float, float] | None:
    """Latitude and longitude of a shape, or None where it says no place on the globe."""
    if shape is None or shape.is_empty:
        return None
    point = shape if shape.geom_type == "Point" else shape.representative_point()
    if not (abs(point.y) <= 90 and abs(point.x) <= 180):
        return None
    return round(point.y, 5), round(point.x, 5)


def _row(record: Mapping[str, Any]) -> dict[str, Any]:
    row = {}
    for column in COLUMNS:
        value = plain(record.get(column.name))
        if column.type == "list":
            value = _list(value)
        elif column.type == "date" and value is not None:
            value = str(value)[:10]
        elif column.type in ("number", "integer"):
            value = _number(value)
        elif value is not None:
            # pandas makes 7 of a column with gaps 7.0.
            whole = isinstance(value, float) and value.is_integer()
            value = str(int(value) if whole else value)
        if value not in (None, "", []):
            row[column.name] = value
    if "alternatives" in row:
        row["alternatives"] = [_alternative(one) for one in row["alternatives"]]
    return row


def _list(value: Any) -> list[Any]:
    """A list column; tables that went through a text file have it as JSON."""
    try:
        return items(value)
    except ValueError:
        return [] if value in (None, "") else [value]


def _number(value: Any) -> float | int | None:
    try:
        found = number(value)
    except ValueError:
        return None
    return int(found) if found.is_integer() else round(found, 6)


def _alternative(one: Any) -> dict[str, Any]:
    if not isinstance(one, Mapping):
        return {"name": str(one)}
    return {key: one[key] for key in ALTERNATIVE_KEYS if one.get(key) not in (None, "")}


def _place(
    row: dict[str, Any],
    point: tuple[float, float],
    places: dict[tuple[float, float, bool], dict[str, Any]],
) -> None:
    """Put a row at its place, and say what outline it has if it is an area."""
    kind = row.get("place_kind")
    precision = row.get("geo_precision") or 1
    area = kind in AREAS or (kind is None and precision >= AREA_PRECISION)
    if area and kind in (None, "region"):
        names = (row.get("place_name"), row.get("admin1"))
        region = next((name for name in names if name and basemap.region_polygon(name)), None)
        if region is not None:
            row["region"] = region
    latitude, longitude = point
    key = (round(latitude, PLACE_DECIMALS), round(longitude, PLACE_DECIMALS), area)
    if key not in places:
        place = {"at": [latitude, longitude], "area": area}
        for name in ("place_name", "place_kind", "admin1", "admin2", "country"):
            if name in row:
                place[name.removeprefix("place_")] = row[name]
        place["number"] = len(places)
        places[key] = place
    row["place"] = places[key]["number"]
