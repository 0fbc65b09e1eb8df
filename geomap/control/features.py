"""The features of a vector file: their properties and shapes, in WGS84."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from ..errors import InputError
from ..vectorfiles import check_kind

# Files of these kinds may hold more than one layer.
_SEVERAL = frozenset({".gpkg", ".kml", ".topojson", ".json"})


def read_features(layer: Path, path: Path) -> tuple[list[dict[str, Any]], list[BaseGeometry]]:
    """Properties and shapes of all layers of a file, one for one; `path` stands for it.

    Features without a shape are left out. Raises InputError for what can't be read.
    """
    check_kind(layer, path)
    try:
        frames = _frames(layer)
    except ImportError:
        raise InputError(f'{path}: Parquet needs an extra: pip install "geomap[parquet]"') from None
    except Exception as error:  # each driver raises its own
        told = " ".join(str(error).replace(str(layer.parent), "").split())[:150]
        raise InputError(f"{path}: can't be read as control data ({told})") from None
    rows: list[dict[str, Any]] = []
    shapes: list[BaseGeometry] = []
    for frame in frames:
        drawn = frame.geometry.to_numpy()
        kept = frame[~(shapely.is_missing(drawn) | shapely.is_empty(drawn))]
        shapes += list(kept.geometry)
        rows += kept.drop(columns=kept.geometry.name).to_dict("records")
    if not shapes:
        raise InputError(f"{path}: holds no area and no line")
    return rows, shapes


def _frames(layer: Path) -> list[Any]:
    """Each layer of a file as a table in WGS84; in degrees already where it names no system."""
    import geopandas as gpd

    if layer.suffix.lower() == ".parquet":
        return [_in_degrees(gpd.read_parquet(layer))]
    names: list[str] = []
    if layer.suffix.lower() in _SEVERAL:
        listed = gpd.list_layers(layer)
        names = list(listed["name"][listed["geometry_type"].notna()])
    if len(names) < 2:
        return [_in_degrees(gpd.read_file(layer))]
    frames = [gpd.read_file(layer, layer=name).assign(layer=name) for name in names]
    return [_in_degrees(frame) for frame in frames]


def _in_degrees(frame: Any) -> Any:
    if frame.crs is None or frame.crs == "EPSG:4326":
        return frame
    return frame.to_crs("EPSG:4326")
