"""Events out: the suffix decides the format, and a file is written whole or not at all.

GeoJSON, JSON lines and Parquet keep everything; CSV keeps everything with lists as JSON text
and points as `latitude` and `longitude`. The same events give the same bytes in GeoJSON, CSV
and JSON lines, and `read_events` reads all of these back.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import schema
from .errors import OutputError
from .files import replacing
from .tables.cells import guard
from .values import plain

if TYPE_CHECKING:
    import geopandas as gpd

TYPES = {column.name: column.type for column in schema.COLUMNS}


def write_events(events: gpd.GeoDataFrame, path: str | Path) -> None:
    """Write an events table to `path`; its suffix is one of FORMATS.

    Columns keep their names and order. Raises OutputError for another suffix, for a folder
    that isn't there and for a failed write, after which `path` is as it was.
    """
    write = writer(path)
    with replacing(path) as temporary:
        write(events, temporary)


def writer(path: str | Path) -> Callable[[gpd.GeoDataFrame, Path], None]:
    """Choose the writer for a path. Raises OutputError for a suffix that isn't supported."""
    suffix = Path(path).suffix.lower()
    if suffix not in FORMATS:
        what = f"the suffix {suffix!r} is no" if suffix else "without a suffix there is no"
        raise OutputError(f"{path}: {what} output format; use {', '.join(FORMATS)}")
    return FORMATS[suffix]


def _records(events: gpd.GeoDataFrame) -> Iterator[tuple[dict[str, Any], Any]]:
    """Each row as plain JSON values by column, and its geometry, None where there is none."""
    name = events.active_geometry_name
    names = [column for column in events.columns if column != name]
    shapes = events.geometry if name else [None] * len(events)
    columns = [events[column] for column in names]
    for *values, shape in zip(*columns, shapes, strict=True):
        empty = shape is None or shape.is_empty
        yield dict(zip(names, map(plain, values), strict=True)), None if empty else shape


def _flat(events: gpd.GeoDataFrame) -> tuple[list[str], Iterator[tuple[dict[str, Any], Any]]]:
    """Columns and rows with `latitude` and `longitude` where the geometry stood.

    A shape that is no point comes along for the writer to put into `geometry`.
    """
    name = events.active_geometry_name
    points = ("latitude", "longitude")
    names: list[str] = []
    for column in map(str, events.columns):
        names += points if column == name else [column] * (column not in points)

    def rows() -> Iterator[tuple[dict[str, Any], Any]]:
        for row, shape in _records(events):
            point = shape is not None and shape.geom_type == "Point"
            row["latitude"], row["longitude"] = (shape.y, shape.x) if point else (None, None)
            yield row, None if point else shape

    return names, rows()


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _write_geojson(events: gpd.GeoDataFrame, path: Path) -> None:
    from shapely.geometry import mapping

    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write('{"type":"FeatureCollection","features":[')
        for number, (row, shape) in enumerate(_records(events)):
            geometry = None if shape is None else mapping(shape)
            feature = {"type": "Feature", "geometry": geometry, "properties": row}
            # One feature a line: what changed between two files can be seen.
            file.write(("," if number else "") + "\n" + _json(feature))
        file.write("\n]}\n")


def _write_json_lines(events: gpd.GeoDataFrame, path: Path) -> None:
    from shapely.geometry import mapping

    names, rows = _flat(events)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for row, shape in rows:
            ordered = {name: row[name] for name in names}
            if shape is not None:
                ordered["geometry"] = mapping(shape)
            file.write(_json(ordered) + "\n")


def _write_csv(events: gpd.GeoDataFrame, path: Path) -> None:
    names, rows = _flat(events)
    shapes = _has_shapes(events)
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow([guard(name) for name in names] + ["geometry"] * shapes)
        for row, shape in rows:
            cells = [_cell(row[name]) for name in names]
            if shapes:
                cells.append("" if shape is None else shape.wkt)
            out.writerow(cells)


def _write_workbook(events: gpd.GeoDataFrame, path: Path) -> None:
    from .workbook import write_workbook

    names, rows = _flat(events)
    shapes = _has_shapes(events)

    def cells() -> Iterator[list[Any]]:
        for row, shape in rows:
            listed = [_sheet_cell(row[name]) for name in names]
            yield listed + [None if shape is None else shape.wkt] * shapes

    write_workbook([*names, *["geometry"] * shapes], cells(), path)


def _sheet_cell(value: Any) -> Any:
    return _json(value) if isinstance(value, (list, dict)) else value


def _has_shapes(events: gpd.GeoDataFrame) -> bool:
    """Whether any geometry is no point."""
    if not events.active_geometry_name:
        return False
    import shapely

    shapes = events.geometry.to_numpy()
    other = shapely.get_type_id(shapes) > 0  # neither missing nor a point
    return bool((other & ~shapely.is_empty(shapes)).any())


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return guard(value)
    return str(value) if isinstance(value, (int, float)) else _json(value)


def _typed(events: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """A copy whose columns have one type each, as files with typed columns need: lists and
    what is mixed become JSON text."""
    import geopandas as gpd
    import pandas as pd

    columns: dict[str, Any] = {}
    rows = [row for row, _ in _records(events)]
    for name in events.columns:
        if name == events.active_geometry_name:
            continue
        values = [row[name] for row in rows]
        kinds = {type(value) for value in values if value is not None}
        kind = TYPES.get(str(name))
        if kinds <= {int} and (kinds or kind == "integer"):
            columns[str(name)] = pd.array(values, dtype="Int64")
        elif kinds <= {int, float} and (kinds or kind == "number"):
            columns[str(name)] = pd.array(values, dtype="Float64")
        else:
            texts = [v if v is None or isinstance(v, str) else _json(v) for v in values]
            columns[str(name)] = pd.Series(texts, dtype=object)
    geometry = gpd.GeoSeries(list(events.geometry), crs=schema.CRS)
    return gpd.GeoDataFrame(columns, geometry=geometry, crs=schema.CRS)


def _write_parquet(events: gpd.GeoDataFrame, path: Path) -> None:
    try:
        _typed(events).to_parquet(path)
    except ImportError:
        raise OutputError(
            f'{path.name}: Parquet needs an extra: pip install "geomap[parquet]"'
        ) from None


def _write_gpkg(events: gpd.GeoDataFrame, path: Path) -> None:
    typed = _typed(events)
    # A database takes "Status" and "status" for one, and keeps some names for itself.
    taken = {"fid", "geom", "ogc_fid", *schema.NAMES}
    names: dict[str, str] = {}
    for name in map(str, typed.columns):
        free = name
        while name not in schema.NAMES and free.casefold() in taken:
            free += "_"
        names[name] = free
        taken.add(free.casefold())
    typed = typed.rename(columns=names)
    typed.to_file(path, driver="GPKG", layer="events", engine="pyogrio")


def _write_kml(events: gpd.GeoDataFrame, path: Path) -> None:
    from .kml import document

    path.write_text(document(_records(events)), encoding="utf-8", newline="\n")


def _write_html(events: gpd.GeoDataFrame, path: Path) -> None:
    from .drawing.eventmap import EventMap

    # An open file: the map would replace a file of its own beside the temporary one.
    with path.open("wb") as file:
        EventMap(events).save(file)


FORMATS: dict[str, Callable[[Any, Path], None]] = {
    ".html": _write_html,
    ".geojson": _write_geojson,
    ".csv": _write_csv,
    ".jsonl": _write_json_lines,
    ".parquet": _write_parquet,
    ".gpkg": _write_gpkg,
    ".kml": _write_kml,
    ".xlsx": _write_workbook,
}
