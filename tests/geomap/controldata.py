"""Control data for tests: a line that moves east through the Donetsk Oblast, day by day."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from shapely.geometry import Polygon, box, mapping
from shapely.geometry.base import BaseGeometry

# West and east of the area held; far from coasts and state borders.
WEST, SOUTH, EAST, NORTH = 37.0, 48.0, 38.0, 49.0


def held(west: float = WEST) -> Polygon:
    """The area held when the line has come to a meridian."""
    return box(west, SOUTH, EAST, NORTH)


def collection(
    shapes: Sequence[BaseGeometry], properties: Sequence[dict[str, Any]] | None = None, **more: Any
) -> str:
    told = properties or [{}] * len(shapes)
    features = [
        {"type": "Feature", "geometry": mapping(shape), "properties": each}
        for shape, each in zip(shapes, told, strict=True)
    ]
    return json.dumps({"type": "FeatureCollection", **more, "features": features})


def write(path: Path, *shapes: BaseGeometry, **more: Any) -> Path:
    path.write_text(collection(shapes, **more), encoding="utf-8")
    return path


def daily(folder: Path, wests: dict[str, float], *, name: str = "deepstate") -> Path:
    """A folder with a file a day, each named by its day."""
    folder.mkdir(exist_ok=True)
    for day, west in wests.items():
        write(folder / f"{name}_{day.replace('-', '')}.geojson", held(west))
    return folder
