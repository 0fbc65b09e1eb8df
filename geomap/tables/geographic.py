"""Tables of geographic formats: GeoParquet, Parquet, GeoPackage and KML, through geopandas."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import InputError
from ..files import MAX_TABLE_BYTES, read_bytes, source_name
from ..values import plain
from ..vectorfiles import check_kind
from .sheet import Row, Sheet

if TYPE_CHECKING:
    import geopandas as gpd

# How a placemark is drawn is no news.
_DRAWING = ("id", "altitudeMode", "tessellate", "extrude", "visibility", "drawOrder", "icon")
# What a placemark says besides its data, and what a table calls it.
_PLACEMARK = {"timestamp": "date", "begin": "date", "end": "end_date"}
_NAMED = ("Name", "description")


def read_geographic(path: str | Path, suffix: str) -> Sheet:
    """Read a file of one of these formats, in WGS84.

    Raises InputError for what is no such file, or needs an extra that isn't installed.
    """
    import geopandas as gpd
    import pandas as pd

    if not Path(path).is_file():
        read_bytes(path, limit=0)  # raises the error that fits
    try:
        frame = _frame(path, suffix)
    except ImportError:
        raise InputError(f'{path}: Parquet needs an extra: pip install "geomap[parquet]"') from None
    except InputError:
        raise
    except Exception as error:  # each driver raises its own
        raise InputError(f"{path}: can't be read as {suffix[1:]} ({_line(error)})") from error
    sheet = Sheet(source_name(path), has_geometry=isinstance(frame, gpd.GeoDataFrame))
    shapes: list[Any] = [None] * len(frame)
    if isinstance(frame, gpd.GeoDataFrame):
        if frame.crs is not None and frame.crs != "EPSG:4326":
            frame = frame.to_crs("EPSG:4326")
        shapes = list(frame.geometry)
        frame = pd.DataFrame(frame.drop(columns=frame.geometry.name))
    sheet.columns = [str(name) for name in frame.columns]
    for line, (values, shape) in enumerate(
        zip(frame.itertuples(index=False), shapes, strict=True), 1
    ):
        row = Row({key: plain(v) for key, v in zip(sheet.columns, values, strict=True)}, line)
        row.geometry = None if shape is None or shape.is_empty else shape
        sheet.rows.append(row)
    return sheet


def _frame(path: str | Path, suffix: str) -> Any:
    import geopandas as gpd
    import pandas as pd

    if suffix in (".kml", ".gpkg"):
        check_kind(Path(path), path)
        whole = _all_layers(path)
        return _placemarks(whole) if suffix == ".kml" else whole
    try:
        return gpd.read_parquet(path)
    except ValueError:
        return pd.read_parquet(path)


def _all_layers(path: str | Path) -> gpd.GeoDataFrame:
    """The rows of all layers of a file, or folders of a KML file, one after the other."""
    import geopandas as gpd
    import pandas as pd

    if Path(path).stat().st_size > MAX_TABLE_BYTES:
        raise InputError(f"{path}: larger than {MAX_TABLE_BYTES / 1e6:g} MB, the limit")
    names = list(dict.fromkeys(gpd.list_layers(path)["name"]))
    layers = [gpd.read_file(path, layer=name, engine="pyogrio") for name in names]
    if len(layers) == 1:
        return layers[0]
    shapes = [one for one in layers if isinstance(one, gpd.GeoDataFrame)]
    moved = [one.to_crs("EPSG:4326") if one.crs is not None else one for one in shapes]
    bare = [one for one in layers if not isinstance(one, gpd.GeoDataFrame)]
    return pd.concat([*moved, *bare], ignore_index=True)


def _placemarks(whole: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Placemarks as a table: a day or span becomes `date` and `end_date`.

    Placemarks that carry our own columns say their name, text and days in these.
    """
    whole = whole.drop(columns=[name for name in _DRAWING if name in whole.columns])
    days = {name: whole.pop(name) for name in _PLACEMARK if name in whole.columns}
    if "event_id" in whole.columns:
        return whole.drop(columns=[name for name in _NAMED if name in whole.columns])
    for name, values in days.items():
        column = _PLACEMARK[name]
        if values.notna().any() and column not in whole.columns:
            whole[column] = values
        elif values.notna().any():
            whole[column] = whole[column].where(whole[column].notna(), values)
    return whole


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:200]
