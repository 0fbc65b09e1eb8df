"""Edges of control, and which of them are the line of contact.

An edge belongs to the line of contact, or does not, whatever the day: what is to be known of
the distinct edges is found once, and every day is a selection of them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import LineString, MultiLineString, MultiPoint, Point
from shapely.geometry.base import BaseGeometry

from ..control.front import along_the_outline, fine
from ..control.measure import GEOD, Numbers, on_plane
from .controlrings import SCALE, Ints


class Edges:
    """The distinct edges of all days, without their direction."""

    def __init__(self) -> None:
        self._numbers: dict[int, int] = {}

    def numbers(self, pairs: Ints) -> Ints:
        """Numbers of edges, counted from 1, and negative where they run to the lower vertex."""
        known = self._numbers
        ends = np.sort(pairs, axis=1)
        keys = ((ends[:, 0] << 32) | ends[:, 1]).tolist()
        found = np.array([known.setdefault(key, len(known) + 1) for key in keys], np.int64)
        return np.where(pairs[:, 0] > pairs[:, 1], -found, found)

    @property
    def ends(self) -> Ints:
        """The lower and the higher vertex of every edge."""
        keys = np.fromiter(self._numbers, np.int64, len(self._numbers))
        return np.stack([keys >> 32, keys & 0xFFFFFFFF], axis=1)


@dataclass(frozen=True, slots=True)
class Line:
    """What of the edges is the line of contact.

    An edge is, as a whole, where both its vertices are `inland`. Where that is not right,
    `edge` lists it, with the shares of it that are: `of_edge` of them, `begin` to `end`.
    """

    inland: NDArray[np.bool_]
    edge: Ints
    of_edge: Ints
    begin: Numbers
    end: Numbers
    km: Numbers  # the length of the line along each edge


def line(at: Ints, ends: Ints, km: Numbers, margin_km: float) -> Line:
    """Leave out what lies within a margin of coasts and state borders.

    `km` has the lengths of the edges. The margin is that of `geomap.control.line_of_contact`.
    """
    if margin_km <= 0 or not len(ends):
        none, no_share = np.empty(0, np.int64), np.empty(0)
        return Line(np.ones(len(at), bool), none, none, no_share, no_share, km)
    outline = along_the_outline(margin_km)
    points = shapely.get_coordinates(on_plane(MultiPoint(at / SCALE)))
    shapely.prepare(outline)
    inland = ~shapely.contains_xy(outline, points[:, 0], points[:, 1])
    whole = MultiLineString(degrees(at, ends).tolist())
    stretches = np.asarray(shapely.get_parts(on_plane(fine(whole))), dtype=object)
    border = shapely.boundary(outline)
    shapely.prepare(border)
    shares = np.where(inland[ends].all(axis=1), 1.0, 0.0)
    listed = []
    for number in np.flatnonzero(shapely.intersects(border, stretches)):
        parts = _outside(stretches[number], outline)
        if len(parts) != 1 or parts[0] != (0.0, 1.0) or not shares[number]:
            listed.append((number, parts))
        shares[number] = sum(end - begin for begin, end in parts)
    flat = [part for _, parts in listed for part in parts]
    return Line(
        inland,
        np.array([number for number, _ in listed], np.int64),
        np.array([len(parts) for _, parts in listed], np.int64),
        np.array([begin for begin, _ in flat]),
        np.array([end for _, end in flat]),
        km * shares,
    )


def degrees(at: Ints, ends: Ints) -> Numbers:
    """Longitude and latitude of both ends of edges."""
    found: Numbers = at[ends] / SCALE
    return found


def lengths_km(at: Ints, ends: Ints) -> Numbers:
    """Kilometres of edges on the ellipsoid."""
    lon, lat = at.T / SCALE
    a, b = ends.T if len(ends) else (np.empty(0, np.int64),) * 2
    _, _, metres = GEOD.inv(lon[a], lat[a], lon[b], lat[b])
    return np.asarray(metres, np.float64) / 1000


def _outside(stretch: LineString, area: BaseGeometry) -> list[tuple[float, float]]:
    """The shares of a stretch that lie outside an area, in order."""
    found = []
    for part in shapely.get_parts(shapely.difference(stretch, area)):
        ends = [Point(at) for at in shapely.get_coordinates(part)[[0, -1]]]
        begin, end = sorted(stretch.project(at) / stretch.length for at in ends)
        if end > begin:
            found.append((begin, end))
    return sorted(found)
