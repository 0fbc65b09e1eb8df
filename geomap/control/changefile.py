"""What changed hands as a file: areas with their size, and the settlements in them."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import shapely
from shapely.geometry import Point, mapping
from shapely.geometry.base import BaseGeometry

from ..errors import OutputError
from ..files import replacing
from ..tables.cells import guard
from .change import Change
from .measure import area_km2

if TYPE_CHECKING:
    from gazetteer import Place

SUFFIXES = (".geojson", ".csv")
COLUMNS = ("change", "kind", "name", "admin1", "area_km2", "side", "from", "to", "source")


def write_change(change: Change, won: Sequence[Place], lost: Sequence[Place], path: Path) -> None:
    """Write the areas that a side gained and lost, the largest first, and settlements.

    GeoJSON has their shapes; CSV has a point in each (`latitude`, `longitude`). Raises
    OutputError for another suffix and for a failed write, after which `path` is as it was.
    """
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise OutputError(f"{path}: changes are written as {' or '.join(SUFFIXES)}")
    shared = {
        "side": change.label,
        "from": change.first.isoformat(),
        "to": change.last.isoformat(),
        "source": " and ".join(change.sources),
    }
    rows: list[tuple[dict[str, Any], BaseGeometry]] = []
    for name, area, places in (("gained", change.gained, won), ("lost", change.lost, lost)):
        for part in sorted(area.geoms, key=lambda p: (-p.area, p.bounds)):
            size = round(area_km2(part), 3)
            rows.append(({"change": name, "kind": "area", "area_km2": size, **shared}, part))
        for place in places:
            told = {"change": name, "kind": "settlement", "name": place.name}
            at = Point(place.longitude, place.latitude)
            rows.append(({**told, "admin1": place.admin1, **shared}, at))
    with replacing(path) as temporary:
        (_geojson if suffix == ".geojson" else _csv)(rows, temporary)


def _geojson(rows: Sequence[tuple[dict[str, Any], BaseGeometry]], path: Path) -> None:
    features = [
        {
            "type": "Feature",
            "geometry": mapping(shape),
            "properties": {name: row.get(name) for name in COLUMNS},
        }
        for row, shape in rows
    ]
    lines = ",\n".join(json.dumps(f, ensure_ascii=False, allow_nan=False) for f in features)
    path.write_text(f'{{"type":"FeatureCollection","features":[\n{lines}\n]}}\n', encoding="utf-8")


def _csv(rows: Sequence[tuple[dict[str, Any], BaseGeometry]], path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow([*COLUMNS, "latitude", "longitude"])
        for row, shape in rows:
            inside = shapely.point_on_surface(shape)
            cells = [row.get(name) for name in COLUMNS]
            texts = [guard(cell) if isinstance(cell, str) else cell for cell in cells]
            out.writerow([*texts, round(inside.y, 5), round(inside.x, 5)])
