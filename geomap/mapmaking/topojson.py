"""Read TopoJSON (https://github.com/topojson/topojson-specification) into shapely shapes."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import shapely
from shapely.affinity import translate
from shapely.geometry import MultiPolygon, Polygon, box
from shapely.geometry.base import BaseGeometry

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Area:
    """One object of a topology: the id and name it has there, and its shape (lon, lat)."""

    id: str
    name: str
    shape: BaseGeometry


def read(path: Path, collection: str) -> list[Area]:
    """Read the areas of one collection of a quantised topology, in the file's order.

    Raises ValueError where the file is not a quantised topology.
    """
    topology = json.loads(path.read_text(encoding="utf-8"))
    try:
        arcs = [_unpack(arc, topology["transform"]) for arc in topology["arcs"]]
        geometries = topology["objects"][collection]["geometries"]
    except KeyError as error:
        raise ValueError(f"{path.name}: not a quantised topology, it has no {error}") from None
    areas = []
    for geometry in geometries:
        polygons = list(_polygons(geometry, arcs))
        if polygons:
            shape = _cut(
                shapely.make_valid(MultiPolygon(polygons), method="structure", keep_collapsed=False)
            )
            name = str(geometry.get("properties", {}).get("name", ""))
            areas.append(Area(str(geometry.get("id", "")), name, shape))
    return areas


def _unpack(arc: list[list[int]], transform: dict[str, list[float]]) -> list[Point]:
    (scale_x, scale_y), (origin_x, origin_y) = transform["scale"], transform["translate"]
    points = []
    x = y = 0
    for step_x, step_y in arc:
        x, y = x + step_x, y + step_y
        points.append((x * scale_x + origin_x, y * scale_y + origin_y))
    return points


def _polygons(geometry: dict[str, Any], arcs: list[list[Point]]) -> Iterator[Polygon]:
    if geometry["type"] not in ("Polygon", "MultiPolygon"):
        return
    parts = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    for part in parts:
        rings = [_ring(indices, arcs) for indices in part]
        # Quantising may have squeezed a tiny island into a line.
        rings = [ring for ring in rings if len(set(ring)) > 2]
        if rings:
            yield Polygon(_unwrap(rings[0]), [_unwrap(ring) for ring in rings[1:]])


def _ring(indices: list[int], arcs: list[list[Point]]) -> list[Point]:
    ring: list[Point] = []
    for index in indices:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        ring.extend(arc[1:] if ring else arc)
    return ring


def _unwrap(ring: list[Point]) -> list[Point]:
    """Let a ring that crosses 180 degrees run on beyond it, and close one round a pole there."""
    turns = 0
    unwrapped = [ring[0]]
    for (before, _), (x, y) in pairwise(ring):
        turns += (x - before < -180) - (x - before > 180)
        unwrapped.append((x + 360 * turns, y))
    if turns:
        pole = math.copysign(90, ring[0][1])
        unwrapped += [(unwrapped[-1][0], pole), (unwrapped[0][0], pole), unwrapped[0]]
    return unwrapped


def _cut(shape: BaseGeometry) -> BaseGeometry:
    """Bring what lies beyond 180 degrees back to the other edge of the map."""
    west, _, east, _ = shape.bounds
    if west >= -180 and east <= 180:
        return shape
    views = [box(middle - 180, -90, middle + 180, 90) for middle in (-360, 0, 360)]
    parts = [
        translate(shape.intersection(view), xoff=-middle)
        for view, middle in zip(views, (-360, 0, 360), strict=True)
    ]
    # Where an edge only touches the view, the cut leaves a line.
    areas = [one for part in parts for one in shapely.get_parts(part) if one.area > 0]
    return shapely.union_all(areas)
