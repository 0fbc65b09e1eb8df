"""Lengths, areas and distances on the ground.

Areas are taken in an equal-area projection, nearness in an equidistant one, both with their
centre in Ukraine; a distance is then measured on the ellipsoid to the nearest point found.
Inside the country and 500 km around it all three are right to 0.5 %.
"""

from __future__ import annotations

from functools import cache
from typing import Any, TypeVar

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Geod, Transformer
from shapely.geometry.base import BaseGeometry

Shape = TypeVar("Shape", bound=BaseGeometry)
Numbers = NDArray[np.float64]

_CENTRE = "+lat_0=48.5 +lon_0=33 +ellps=WGS84 +units=m"
GEOD = Geod(ellps="WGS84")


@cache
def _transformer(kind: str, *, back: bool = False) -> Transformer:
    plane, globe = f"+proj={kind} {_CENTRE}", "EPSG:4326"
    return Transformer.from_crs(*((plane, globe) if back else (globe, plane)), always_xy=True)


def _moved(shape: Shape, transformer: Transformer) -> Shape:
    def move(at: Any) -> Any:
        return np.column_stack(transformer.transform(at[:, 0], at[:, 1]))

    moved: Shape = shapely.transform(shape, move)
    return moved


def on_plane(shape: Shape) -> Shape:
    """A shape in EPSG:4326 in metres of the equidistant projection."""
    return _moved(shape, _transformer("aeqd"))


def on_globe(shape: Shape) -> Shape:
    """A shape of `on_plane` in EPSG:4326 again."""
    return _moved(shape, _transformer("aeqd", back=True))


def area_km2(shape: BaseGeometry) -> float:
    """Area of a shape in EPSG:4326, square kilometres."""
    return 0.0 if shape.is_empty else float(_moved(shape, _transformer("laea")).area / 1e6)


def length_km(shape: BaseGeometry) -> float:
    """Length of the lines of a shape in EPSG:4326, kilometres on the ellipsoid."""
    return 0.0 if shape.is_empty else float(GEOD.geometry_length(shape) / 1000)


class Nearest:
    """Finds the point of lines that is nearest to others."""

    def __init__(self, lines: BaseGeometry) -> None:
        """`lines` is on the plane of `on_plane`."""
        self._parts = _segments(lines)
        self._tree = shapely.STRtree(self._parts)

    def to(self, at: Numbers) -> Numbers:
        """The nearest points to others, both as rows of metres on the plane; NaN without lines."""
        if not len(self._parts) or not len(at):
            return np.full(at.shape, np.nan)
        points = shapely.points(at)
        _, found = self._tree.query_nearest(points, all_matches=False)
        lines = self._parts[found]
        nearest = shapely.line_interpolate_point(lines, shapely.line_locate_point(lines, points))
        return np.column_stack([shapely.get_x(nearest), shapely.get_y(nearest)])


def points_on_plane(lon: Numbers, lat: Numbers) -> Numbers:
    """Points in EPSG:4326 as rows of metres on the plane of `on_plane`."""
    return np.column_stack(_transformer("aeqd").transform(lon, lat))


def km_between(lon: Numbers, lat: Numbers, on_the_plane: Numbers) -> Numbers:
    """Kilometres on the ellipsoid from points in EPSG:4326 to others on the plane."""
    known = np.isfinite(on_the_plane[:, 0])
    km = np.full(len(lon), np.nan)
    x, y = on_the_plane[known].T
    to_lon, to_lat = _transformer("aeqd", back=True).transform(x, y)
    km[known] = GEOD.inv(lon[known], lat[known], to_lon, to_lat)[2]
    return km / 1000


def _segments(lines: BaseGeometry) -> NDArray[Any]:
    """Each stretch between two vertices as a line of its own."""
    at, owner = shapely.get_coordinates(shapely.get_parts(lines), return_index=True)
    same = owner[1:] == owner[:-1]
    ends = np.stack([at[:-1][same], at[1:][same]], axis=1)
    return np.asarray(shapely.linestrings(ends), dtype=object)
