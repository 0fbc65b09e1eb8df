"""The built-in base map: country outlines, the regions of Ukraine, names of seas and towns.

The data is two files made by `geomap.mapmaking`: outlines from Natural Earth (public domain),
with internationally recognised borders, and towns from GeoNames (CC BY 4.0). Shapes are in
EPSG:4326, (lon, lat).
"""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from itertools import groupby
from operator import itemgetter
from typing import Any

import shapely
from shapely.geometry import MultiPolygon, Polygon

HOME = "Ukraine"


@cache
def text(language: str = "en") -> str:
    """The base map as JSON text, ready to go into a page; see `geomap.mapmaking.make`.

    Towns have their names in one language only, English where that has none.
    """
    merged = {**_data(), "towns": towns(language)}
    return json.dumps(merged, ensure_ascii=False, separators=(",", ":"))


def towns(language: str) -> list[dict[str, Any]]:
    """The towns of each zoom that brings new ones, the most important first.

    `at` has latitude and longitude of each name in `names`, in 1/scale degrees like the arcs.
    """
    data, scale = _read("towns.json"), _data()["scale"]
    name = data["columns"].index(language if language in data["columns"][3:] else "en")
    return [
        {
            "zoom": zoom,
            "at": [round(degrees * scale) for row in rows for degrees in row[:2]],
            "names": [row[name] for row in rows],
        }
        for zoom, group in groupby(data["towns"], key=itemgetter(2))
        if (rows := list(group))
    ]


def region_polygon(name: str) -> MultiPolygon | None:
    """The outline of a first-level region of Ukraine, or None where there is no such region.

    `name` is the English name, as "Donetsk Oblast" or "Autonomous Republic of Crimea", in
    any case.
    """
    return _regions().get(name.strip().casefold())


def ukraine() -> MultiPolygon:
    """Ukraine within its internationally recognised borders, Crimea included."""
    shape = country_polygon(HOME)
    assert shape is not None
    return shape


def country_polygon(name: str) -> MultiPolygon | None:
    """The outline of a country by its English name, coarse far from Ukraine; None if unknown."""
    return _countries().get(name.strip().casefold())


def _data() -> dict[str, Any]:
    return _read("basemap.json")


@cache
def _read(name: str) -> dict[str, Any]:
    file = resources.files("geomap") / "data" / name
    data: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return data


@cache
def _regions() -> dict[str, MultiPolygon]:
    return _shapes("regions")


@cache
def _countries() -> dict[str, MultiPolygon]:
    return _shapes("countries")


def _shapes(group: str) -> dict[str, MultiPolygon]:
    data = _data()
    lines = [_line(arc, data["scale"]) for arc in data["arcs"]]
    shapes = {}
    for area in data[group]:
        parts = [[_ring(ring, lines) for ring in rings] for rings in area["polygons"]]
        shape = MultiPolygon([Polygon(part[0], part[1:]) for part in parts])
        shapes[area["name"].casefold()] = shape if shape.is_valid else _mend(shape)
    return shapes


def _mend(shape: MultiPolygon) -> MultiPolygon:
    """Coarse coasts far away may touch themselves."""
    mended = shapely.make_valid(shape, method="structure", keep_collapsed=False)
    return MultiPolygon([part for part in shapely.get_parts(mended) if part.area > 0])


def _line(arc: list[int], scale: int) -> list[tuple[float, float]]:
    """Points of an arc, which is written as steps in 1/scale degrees."""
    x = y = 0
    points = []
    for index in range(0, len(arc), 2):
        x, y = x + arc[index], y + arc[index + 1]
        points.append((x / scale, y / scale))
    return points


def _ring(numbers: list[int], lines: list[list[tuple[float, float]]]) -> list[tuple[float, float]]:
    ring: list[tuple[float, float]] = []
    for number in numbers:
        line = lines[number] if number >= 0 else lines[~number][::-1]
        ring.extend(line[1:] if ring else line)
    return ring
