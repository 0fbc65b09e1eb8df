"""Tables of events in: ours, ACLED's, UCDP's and anybody's, as one events table.

Which header means which column stands in columns.toml. What has no column in the
schema is kept beside it; what can't be read stays, as written, in `input_<column>`.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .. import schema
from ..errors import InputError
from ..values import is_blank, items, number
from . import cells
from .locate import COLUMNS as LOCATED
from .locate import Locator, Progress
from .sheet import Row, Sheet
from .sheets import read_sheet

if TYPE_CHECKING:
    import geopandas as gpd

TYPES = {column.name: column.type for column in schema.COLUMNS}
OURS = frozenset({"event_id", "place_text", "status", "why"})
# Our columns in a table that `geomap locate` has written: its rows keep what was found.
KNOWN = ("ours", "located")
NOT_LOOKED_UP = "no coordinates, and the name was not looked up"


@dataclass(frozen=True, slots=True)
class Layout:
    """How one table's headers become columns: schema column -> header."""

    kind: str
    columns: Mapping[str, str]
    latitude: str | None
    longitude: str | None
    within: str | None
    values: Mapping[str, Mapping[str, Any]]
    unit: str | None
    spare: tuple[tuple[str, str], ...]  # headers that no column takes, and what to call them


def read_events(
    path: str | Path,
    *,
    place: str | None = None,
    within: str | None = None,
    encoding: str | None = None,
) -> gpd.GeoDataFrame:
    """Read a table of events: one row of the result for each of its rows, in order.

    Knows the project's own columns, ACLED's, UCDP GED's, and tables with latitude and
    longitude or place names; `place` and `within` name the columns where headers don't tell.
    Names are not looked up here (`geomap.locate` does that): a row without coordinates, or
    with impossible ones, has an empty geometry and says why. Raises InputError for a file
    that is no table or has neither coordinates nor place names.
    """
    return schema.table(read_rows(path, place=place, within=within, encoding=encoding))


def read_rows(
    path: str | Path,
    *,
    place: str | None = None,
    within: str | None = None,
    encoding: str | None = None,
    locator: Locator | None = None,
    progress: Progress | None = None,
) -> list[dict[str, Any]]:
    """Read a table as rows of the schema; with `locator`, rows with a name alone get a place."""
    sheet = read_sheet(path, encoding=encoding)
    if not sheet.rows:
        return []
    layout = find_layout(sheet, str(path), place=place, within=within)
    rows = []
    for index, row in enumerate(sheet.rows):
        rows.append(_event(row, sheet, layout, locator))
        if progress:
            progress(index + 1, len(sheet.rows))
    return rows


def find_layout(
    sheet: Sheet, path: str, *, place: str | None = None, within: str | None = None
) -> Layout:
    """Find out which header carries what. Raises InputError if nothing says where."""
    for column in (place, within):
        if column is not None and column not in sheet.columns:
            listed = ", ".join(sheet.columns[:12])
            raise InputError(f"{path}: there is no column {column!r}; its columns are {listed}")
    rules = _rules()
    headers = {_folded(header): header for header in reversed(sheet.columns)}
    kind = _kind(sheet, headers)
    if kind == "ours":
        columns = {name: name for name in schema.NAMES if name in sheet.columns}
        columns.pop("geometry", None)
    else:
        columns = {
            name: headers[header]
            for name, candidates in rules["plain" if kind == "located" else kind]["columns"].items()
            if (header := next((c for c in map(_folded, candidates) if c in headers), None))
        }
    if kind == "located":
        columns.update({name: name for name in LOCATED})
    if place:
        columns["place_text"] = place
    latitude, longitude = (
        next((headers[name] for name in rules["coordinates"][axis] if name in headers), None)
        for axis in ("latitude", "longitude")
    )
    if latitude is None or longitude is None:
        latitude = longitude = None
    region = within or next((headers[n] for n in rules["within"] if n in headers), None)
    has_geometry = sheet.has_geometry or "geometry" in sheet.columns
    if latitude is None and "place_text" not in columns and not has_geometry:
        listed = ", ".join(sheet.columns[:12])
        raise InputError(
            f"{path}: no column has coordinates or place names; name one with --place"
            f" (its columns are {listed})"
        )
    rule = rules.get(kind, {})
    values, unit = rule.get("values", {}), rule.get("quantity_unit")
    used = {*columns.values(), latitude, longitude, "geometry"}
    spare = tuple(
        (header, f"input_{header}" if header in schema.NAMES else header)
        for header in sheet.columns
        if header not in used
    )
    return Layout(kind, columns, latitude, longitude, region, values, unit, spare)


def _kind(sheet: Sheet, headers: Mapping[str, str]) -> str:
    if set(sheet.columns) >= OURS:
        return "ours"
    if set(sheet.columns) >= set(LOCATED):
        return "located"
    for kind in ("acled", "ucdp"):
        needs = set(_rules()[kind]["needs"])
        if sheet.has_geometry:
            needs -= {"latitude", "longitude"}
        if needs <= headers.keys():
            return kind
    return "plain"


@cache
def _rules() -> dict[str, Any]:
    text = resources.files(__package__).joinpath("columns.toml").read_text("utf-8")
    return tomllib.loads(text)


def _folded(header: str) -> str:
    return re.sub(r"[\s_.\-]+", "_", header.strip().casefold())


def _event(row: Row, sheet: Sheet, layout: Layout, locator: Locator | None) -> dict[str, Any]:
    """One row of the schema, with what it lacks left out and what it has more kept."""
    event: dict[str, Any] = {}
    own = layout.kind in KNOWN
    for name, header in layout.columns.items():
        raw = row.cells.get(header)
        if is_blank(raw):
            continue
        if name in layout.values:
            raw = layout.values[name].get(str(raw).strip(), raw)
        try:
            event.update(_value(name, raw, sheet, own=own))
        except ValueError:
            event[f"input_{name}"] = raw
    for header, key in layout.spare:
        if header not in row.cells:
            continue
        raw = row.cells[header]
        if own and sheet.guarded and isinstance(raw, str):
            raw = cells.unguard(raw)
        event[key] = None if is_blank(raw) else raw
    if layout.unit and "quantity" in event:
        event.setdefault("unit", layout.unit)
    _move_country(event)
    if layout.kind != "ours":
        event.setdefault("source", sheet.name)
    if "event_id" not in event:
        event["event_id"] = _identity(sheet.name, row)
    _place(event, row, sheet, layout, locator)
    return event


def _value(name: str, raw: Any, sheet: Sheet, *, own: bool) -> dict[str, Any]:
    """The columns that a cell fills; a partial date fills three. Raises ValueError."""
    kind = TYPES[name]
    if kind == "number":
        return {name: number(raw, decimal_comma=sheet.decimal_comma)}
    if kind == "integer":
        value = number(raw, decimal_comma=sheet.decimal_comma)
        if value != int(value):
            raise ValueError("is not a whole number")
        return {name: int(value)}
    if kind == "list":
        return {name: items(raw)}
    if kind == "date":
        first, last, precision = cells.days(raw)
        if name != "event_date" or precision is None:
            return {name: first}
        return {name: first, "end_date": last, "date_precision": precision}
    text = str(raw)
    if not own:
        return {name: text.strip()}
    return {name: cells.unguard(text) if sheet.guarded else text}


def _move_country(event: dict[str, Any]) -> None:
    """The schema has codes; a country's name, which ACLED and UCDP give, is kept beside it."""
    country = event.get("country")
    if country is None:
        return
    if re.fullmatch(r"[A-Za-z]{2}", country):
        event["country"] = country.upper()
    else:
        event["country_name"] = event.pop("country")


def _identity(source: str, row: Row) -> str:
    shape = row.geometry.wkt if row.geometry is not None else ""
    content = repr((source, row.line, sorted(row.cells.items()), shape))
    return "row-" + hashlib.sha256(content.encode("utf-8", "replace")).hexdigest()[:12]


def _place(
    event: dict[str, Any], row: Row, sheet: Sheet, layout: Layout, locator: Locator | None
) -> None:
    """Set geometry, status and why: from the row's coordinates, or else from its name."""
    where = f"{sheet.name}, line {row.line}"
    problem = row.problem or _runs_on(row, layout)
    if problem:
        event.update(geometry=None, status="not found", why=f"{where}: {problem}")
        return
    geometry = row.geometry or _from_text(row.cells.get("geometry"))
    if geometry is None and layout.latitude and layout.longitude:
        try:
            geometry = _point(row, sheet, layout.latitude, layout.longitude)
        except ValueError as error:
            for header in (layout.latitude, layout.longitude):
                event[f"input_{header}"] = row.cells.get(header)
            event.update(geometry=None, status="not found", why=f"{where}: {error}")
            return
    event["geometry"] = geometry
    if layout.kind in KNOWN:
        return
    if geometry is not None:
        event.setdefault("place_name", event.get("place_text"))
        event.update(status="placed", why="coordinates given by the table")
    elif "place_text" not in event:
        event.update(status="no place", why=f"{where}: neither coordinates nor a place name")
    elif locator is None:
        event.update(status="not found", why=NOT_LOOKED_UP)
    else:
        within = row.cells.get(layout.within) if layout.within else None
        found = locator.find(event["place_text"], within=within, on=event.get("event_date"))
        event.update({key: value for key, value in found.items() if value is not None})


def _runs_on(row: Row, layout: Layout) -> str | None:
    """A place or coordinate of several lines has most likely swallowed the rows after it."""
    for header in (layout.columns.get("place_text"), layout.latitude, layout.longitude):
        value = row.cells.get(header) if header else None
        if isinstance(value, str) and "\n" in value.strip():
            return f"column {header!r} runs over several lines: is a quotation mark not closed?"
    return None


def _point(row: Row, sheet: Sheet, latitude: str, longitude: str) -> Any:
    """The point of a row's coordinates, None without any. Raises ValueError if they are wrong."""
    from shapely.geometry import Point

    values: list[float | None] = []
    for header, limit in ((latitude, 90), (longitude, 180)):
        raw = row.cells.get(header)
        try:
            values.append(
                None
                if is_blank(raw)
                else cells.coordinate(raw, limit=limit, decimal_comma=sheet.decimal_comma)
            )
        except ValueError as error:
            raise ValueError(f"column {header!r}: {raw!r} {error}") from None
    y, x = values
    if y is None and x is None:
        return None
    if y is None or x is None:
        missing = latitude if y is None else longitude
        raise ValueError(f"column {missing!r}: is empty, the other coordinate is not")
    return Point(x, y)


def _from_text(text: Any) -> Any:
    """The geometry of a WKT cell, as tables of geopandas have it; None for anything else."""
    from shapely import from_wkt

    return from_wkt(text, on_invalid="ignore") if isinstance(text, str) and text.strip() else None
