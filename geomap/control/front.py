"""The line of contact: the border of control, without coasts and state borders.

A border of control that runs along a coast or the border of a state is no front: unfiltered,
such data give lines twice as long as the front is. What lies within MARGIN_KM of the outline
of Ukraine (Natural Earth, which is as exact as that) is left out.
"""

from __future__ import annotations

from functools import lru_cache

import shapely
from shapely.geometry import MultiLineString
from shapely.geometry.base import BaseGeometry

from .. import basemap
from .measure import on_globe, on_plane
from .snapshot import Snapshot

MARGIN_KM = 5.0
_STEP_DEGREES = 0.05


@lru_cache(maxsize=8)
def along_the_outline(margin_km: float) -> BaseGeometry:
    """What lies so near the coast or the state border, in metres of `measure.on_plane`."""
    outline = on_plane(fine(basemap.ukraine().boundary))
    near: BaseGeometry = outline.buffer(margin_km * 1000)
    return near


def fine(lines: BaseGeometry) -> BaseGeometry:
    """Lines with a vertex every few kilometres: what is straight in degrees bends on a plane."""
    finer: BaseGeometry = shapely.segmentize(lines, _STEP_DEGREES)
    return finer


def line_on_plane(snapshot: Snapshot, margin_km: float = MARGIN_KM) -> BaseGeometry:
    """The line of contact of a day, in metres of `measure.on_plane`; empty where none is."""
    if snapshot.main is None:
        return on_plane(fine(snapshot.line))
    border = on_plane(fine(shapely.boundary(snapshot.areas[snapshot.main])))
    if margin_km <= 0:
        return border
    inside: BaseGeometry = shapely.difference(border, along_the_outline(margin_km))
    return inside


def line_of_contact(snapshot: Snapshot, margin_km: float = MARGIN_KM) -> MultiLineString:
    """The line of contact of a day in EPSG:4326, each part as long as it can be."""
    line = line_on_plane(snapshot, margin_km)
    merged = on_globe(shapely.line_merge(line)) if not line.is_empty else line
    parts = [part for part in shapely.get_parts(merged) if part.length > 0]
    return MultiLineString(parts)
