"""Shapes as they come made fit to measure: what is put right, and what is beyond it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeGuard

import shapely
from shapely.geometry import LineString, MultiLineString, MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from ..errors import InputError
from .measure import area_km2

# Parts and holes of fewer square kilometres (one hectare) are slips of the pen.
SLIVER_KM2 = 0.01
# The same in square degrees at the latitude of Ukraine, to know which parts to measure.
_SMALL_DEGREES = 1e-5
# Where control data of the war may lie: west, south, east, north.
_AREA = shapely.box(20, 42, 45, 55)

_AREAS = ("Polygon", "MultiPolygon")

Note = Callable[[str], None]

MENDED = "rings that cross themselves were mended"
SLIVERS = "areas and holes of less than a hectare were left out"
SWAPPED = "latitude stood before longitude; they were swapped"


def straight(shapes: Sequence[BaseGeometry], path: Path, note: Note) -> list[BaseGeometry]:
    """Shapes of a file without heights, longitude first.

    Raises InputError where they lie nowhere near Ukraine in degrees, whichever comes first.
    """
    flat = [shapely.force_2d(shape) for shape in shapes]
    west, south, east, north = shapely.total_bounds(flat)
    if not (-180 <= west <= east <= 180 and -180 <= south <= north <= 180):
        raise InputError(f"{path}: its coordinates are no degrees, and it names no other system")
    if shapely.box(west, south, east, north).intersects(_AREA):
        return flat
    if shapely.box(south, west, north, east).intersects(_AREA):
        note(SWAPPED)
        return [shapely.transform(shape, lambda at: at[:, ::-1]) for shape in flat]
    where = f"longitude {west:.6g} to {east:.6g}, latitude {south:.6g} to {north:.6g}"
    raise InputError(f"{path}: lies nowhere near Ukraine ({where})")


def whole_area(shapes: Iterable[BaseGeometry], note: Note) -> MultiPolygon:
    """The polygons among shapes as one valid area without slivers."""
    shapes = list(shapes)
    polygons = [part for shape in shapes for part in _parts(shape) if _is_area(part)]
    if not polygons:
        return MultiPolygon()
    if len(shapes) == 1 and shapes[0].geom_type in _AREAS and shapes[0].is_valid:
        joined = shapes[0]  # nothing of it lies over another part of it
    elif not all(shapely.is_valid(polygons)):
        note(MENDED)
        mended = [shapely.make_valid(p, method="structure") for p in polygons]
        joined = shapely.union_all(mended)
    else:
        joined = shapely.union_all(polygons) if len(polygons) > 1 else polygons[0]
    parts: list[Polygon] = [part for part in shapely.get_parts(joined) if _is_area(part)]
    kept = [_without_pinholes(part) for part in parts if not _is_sliver(part)]
    if len(kept) < len(parts) or any(k is not p for k, p in zip(kept, parts, strict=False)):
        note(SLIVERS)
    return MultiPolygon(kept)


def whole_line(shapes: Iterable[BaseGeometry]) -> MultiLineString:
    """The lines among shapes."""
    parts = [part for shape in shapes for part in _parts(shape)]
    return MultiLineString([part for part in parts if isinstance(part, LineString)])


def _parts(shape: BaseGeometry) -> Iterator[BaseGeometry]:
    """The single shapes in a shape, however deep collections lie in each other."""
    for part in shapely.get_parts(shape):
        if hasattr(part, "geoms"):
            yield from _parts(part)
        else:
            yield part


def _is_area(shape: BaseGeometry) -> TypeGuard[Polygon]:
    return isinstance(shape, Polygon) and not shape.is_empty


def _is_sliver(polygon: Polygon) -> bool:
    return polygon.area < _SMALL_DEGREES and area_km2(polygon) < SLIVER_KM2


def _without_pinholes(polygon: Polygon) -> Polygon:
    holes = [ring for ring in polygon.interiors if not _is_sliver(Polygon(ring))]
    if len(holes) == len(polygon.interiors):
        return polygon
    return Polygon(polygon.exterior, holes)
