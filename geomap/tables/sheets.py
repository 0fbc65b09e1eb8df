"""Tables in, as they are: rows of cells under their own headers, each with its line.

CSV and TSV (comma, semicolon, tab or bar; any encoding that a report may have), JSON lines,
GeoJSON, GeoPackage, KML, and with an extra Excel workbooks and Parquet. No row is lost or moved.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gazetteer import decode_text

from ..errors import InputError
from ..files import MAX_TABLE_BYTES, STDIN, read_bytes, source_name, text_errors
from ..values import plain
from .sheet import Row, Sheet

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

DELIMITERS = ",;\t|"
MAX_CELL = 10_000_000


def read_sheet(path: str | Path, *, encoding: str | None = None) -> Sheet:
    """Read a table by its suffix; without a telling one as GeoJSON or CSV.

    Raises InputError, with the line where there is one, for what can't be read as a table.
    """
    suffix = "" if str(path) == STDIN else Path(path).suffix.lower()
    if suffix in (".parquet", ".gpkg", ".kml"):
        from .geographic import read_geographic

        return read_geographic(path, suffix)
    data = read_bytes(path, limit=MAX_TABLE_BYTES)
    if suffix == ".xlsx":
        return _workbook(path, data)
    with text_errors():
        text = decode_text(data, str(path), encoding=encoding)
    if suffix in (".jsonl", ".ndjson"):
        return _json_lines(path, text)
    if suffix in (".json", ".geojson") or text.lstrip().startswith("{"):
        return _json(path, text)
    return _delimited(path, text)


def _delimited(path: str | Path, text: str) -> Sheet:
    first, _, rest = text.partition("\n")
    offset, forced = 0, ""
    if match := re.fullmatch(r"sep=(.)\s*", first, re.I):  # Excel's own first line
        first, _, _ = rest.partition("\n")
        text, offset, forced = rest, 1, match[1]
    delimiter = forced or _delimiter(first)
    sheet = Sheet(source_name(path), decimal_comma=delimiter != ",", guarded=True)
    for line, cells in _records(path, text, delimiter):
        if not any(cell.strip() for cell in cells):
            continue
        if not sheet.columns:
            sheet.columns = _headers(cells)
            continue
        width = len(sheet.columns)
        row = Row(dict(zip(sheet.columns, cells, strict=False)), line + offset)
        spare = [cell for cell in cells[width:] if cell.strip()]
        if spare:
            # An unquoted delimiter has moved the cells: no coordinate here can be trusted.
            row.cells["column_rest"] = delimiter.join(cells[width:])
            row.problem = f"{len(cells)} cells under {width} headers"
        sheet.rows.append(row)
    if any("column_rest" in row.cells for row in sheet.rows):
        sheet.columns.append("column_rest")
    return sheet


def _delimiter(header: str) -> str:
    """The delimiter that makes most headers; a comma where none makes two."""
    counts = {mark: len(next(csv.reader([header], delimiter=mark), [])) for mark in DELIMITERS}
    return max(DELIMITERS, key=lambda mark: counts[mark])


def _records(path: str | Path, text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Rows with the line they start on; a quotation mark left open is an error, not a cell."""
    taken = 0

    def lines() -> Iterator[str]:
        nonlocal taken
        for line in io.StringIO(text):
            taken += 1
            last.append(line)
            yield line

    last: list[str] = []
    before = csv.field_size_limit(MAX_CELL)
    try:
        reader = csv.reader(lines(), delimiter=delimiter, strict=True)
        while True:
            start = taken + 1
            last.clear()
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                if len(last) != 1:
                    raise InputError(
                        f"{path}, line {start}: a quotation mark is not closed ({error})"
                    ) from None
                cells = next(csv.reader(last, delimiter=delimiter))
            yield start, cells
    finally:
        csv.field_size_limit(before)


def _headers(cells: Iterable[Any]) -> list[str]:
    """Headers as written, made different and never empty."""
    names: list[str] = []
    for number, cell in enumerate(cells, 1):
        stem = name = str(plain(cell) or "").strip() or f"column_{number}"
        copies = 1
        while name in names:
            copies += 1
            name = f"{stem}_{copies}"
        names.append(name)
    return names


def _json_lines(path: str | Path, text: str) -> Sheet:
    numbered = [(n, line) for n, line in enumerate(io.StringIO(text), 1) if line.strip()]
    return _objects(path, ((n, _load(f"{path}, line {n}", line)) for n, line in numbered))


def _json(path: str | Path, text: str) -> Sheet:
    if not text.strip():
        return Sheet(source_name(path))
    content = _load(str(path), text)
    if isinstance(content, list):
        return _objects(path, enumerate(content, 1))
    kind = content.get("type") if isinstance(content, dict) else None
    if kind == "Feature":
        content = {"features": [content]}
    elif kind != "FeatureCollection" or not isinstance(content.get("features"), list):
        raise InputError(f"{path}: holds neither a GeoJSON FeatureCollection nor a list of objects")
    return _objects(path, enumerate(content["features"], 1), crs=content.get("crs"))


def _load(where: str, text: str) -> Any:
    try:
        return json.loads(text)
    except RecursionError:
        raise InputError(f"{where}: is nested too deeply") from None
    except json.JSONDecodeError as error:
        spot = f", line {error.lineno}" if error.lineno > 1 else ""
        raise InputError(
            f"{where}{spot}, column {error.colno}: is not JSON ({error.msg})"
        ) from None
    except ValueError as error:
        raise InputError(f"{where}: is not JSON ({error})") from None


def _objects(path: str | Path, objects: Iterable[tuple[int, Any]], crs: Any = None) -> Sheet:
    """Rows of JSON objects; a GeoJSON feature gives its properties and its geometry."""
    sheet = Sheet(source_name(path))
    columns: dict[str, None] = {}
    for line, item in objects:
        if not isinstance(item, dict):
            raise InputError(f"{path}, line {line}: is not a JSON object")
        feature = item.get("type") == "Feature"
        cells = item.get("properties") or {} if feature else item
        if not isinstance(cells, dict):
            raise InputError(f"{path}, feature {line}: its properties are no object")
        row = Row({str(key): plain(value) for key, value in cells.items()}, line)
        shape = item.get("geometry") if feature else cells.get("geometry")
        if isinstance(shape, dict):
            row.cells.pop("geometry", None)
            row.geometry, row.problem = _shape(shape, crs)
            sheet.has_geometry = True
        sheet.has_geometry |= feature
        columns.update(dict.fromkeys(row.cells))
        sheet.rows.append(row)
    sheet.columns = list(columns)
    return sheet


def _shape(shape: dict[str, Any], crs: Any) -> tuple[BaseGeometry | None, str | None]:
    from shapely.errors import ShapelyError
    from shapely.geometry import shape as make

    try:
        geometry = make(shape)
        if isinstance(crs, dict):
            geometry = _to_wgs84(geometry, crs)
    except (
        ShapelyError,
        ValueError,
        TypeError,
        KeyError,
        IndexError,
        AttributeError,
        RuntimeError,
    ):
        return None, "its geometry can't be read"
    if geometry.is_empty:
        return None, None
    west, south, east, north = geometry.bounds
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        return None, "its geometry is not on the globe (longitude first, WGS84 degrees)"
    return geometry, None


def _to_wgs84(geometry: BaseGeometry, crs: dict[str, Any]) -> BaseGeometry:
    """Follow the `crs` member of old GeoJSON; today's has none and is always WGS84."""
    name = str((crs.get("properties") or {}).get("name", ""))
    if not name or name.upper().endswith(("CRS84", "EPSG::4326", "EPSG:4326")):
        return geometry
    import geopandas as gpd

    return gpd.GeoSeries([geometry], crs=name).to_crs("EPSG:4326").iloc[0]


def _workbook(path: str | Path, data: bytes) -> Sheet:
    """The first sheet of an Excel workbook; values, not formulas."""
    try:
        from openpyxl import load_workbook
    except ImportError:
        raise InputError(
            f'{path}: Excel workbooks need an extra: pip install "geomap[xlsx]"'
        ) from None
    sheet = Sheet(source_name(path), guarded=True)
    if not data:
        return sheet
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        for line, cells in enumerate(book.worksheets[0].iter_rows(values_only=True), 1):
            if all(cell is None or cell == "" for cell in cells):
                continue
            if not sheet.columns:
                sheet.columns = _headers(cells)
                continue
            pairs = zip(sheet.columns, cells, strict=False)
            sheet.rows.append(Row({key: plain(value) for key, value in pairs}, line))
    except Exception as error:  # openpyxl raises what its parsers raise
        raise InputError(f"{path}: is not an Excel workbook ({error})") from error
    return sheet
