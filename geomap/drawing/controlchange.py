"""Land that a side won and lost between the days that a page compares.

What is measured is what `geomap.control.Change` measures. Between two days most edges stay:
those that do not are enough to find the land that changed hands, which saves nearly all of
the time.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Callable, Iterator, Sequence

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import MultiPolygon

from ..control.measure import Numbers, area_km2
from .controlrings import LINE, SCALE, Ints
from .packing import Packed, numbers

# Square degrees; about 100 m².
SLIVER = 1e-8


def _month_before(day: dt.date) -> dt.date:
    """The same day of the month before; a short month ends it."""
    last = day.replace(day=1) - dt.timedelta(days=1)
    return last.replace(day=min(day.day, calendar.monthrange(last.year, last.month)[1]))


BEFORE: dict[str, Callable[[dt.date], dt.date]] = {
    "day": lambda day: day - dt.timedelta(days=1),
    "week": lambda day: day - dt.timedelta(days=7),
    "month": _month_before,
}


class Lands:
    """The land of the main side day by day, with the edges of its border."""

    def __init__(
        self,
        days: Sequence[dt.date],
        sides: Sequence[int],
        areas: Sequence[MultiPolygon],
        borders: Sequence[Ints],
        ends: Numbers,
    ) -> None:
        """`sides` has the number of each day's main side, `areas` its land, `borders` the edges.

        `ends` has the degrees of both ends of every edge, which borders have by their numbers.
        """
        self._days = days
        self._sides = sides
        self._lands = [_rounded(area) for area in areas]
        self._borders = borders
        self._ends = ends

    def changes(self) -> dict[str, Packed]:
        """For each choice and day: the day compared with (-1: none), land gained and lost."""
        starts = np.array([day.toordinal() for day in self._days])
        known: dict[tuple[int, int], tuple[float, float]] = {}
        columns = {}
        for name, before in BEFORE.items():
            wanted = np.array([before(day).toordinal() for day in self._days])
            base = np.searchsorted(starts, wanted, side="right") - 1
            found = np.full((2, len(self._days)), np.nan)
            for day, other in self._comparable(base):
                if (other, day) not in known:
                    known[other, day] = self.km2(other, day)
                found[:, day] = known[other, day]
            columns[f"base_{name}"] = Packed(base, steps=True)
            columns[f"gained_{name}"] = numbers(found[0])
            columns[f"lost_{name}"] = numbers(found[1])
        return columns

    def _comparable(self, base: Ints) -> Iterator[tuple[int, int]]:
        """Days with those before that have land of the same side."""
        for day, other in enumerate(base.tolist()):
            if other >= 0 and self._sides[day] == self._sides[other] != LINE:
                yield day, other

    def km2(self, before: int, after: int) -> tuple[float, float]:
        """Land gained and lost from one day to another that has land of the same side."""
        # An edge that both days have bounds nothing, unless land lay on its other side then.
        left = np.setxor1d(self._borders[before], self._borders[after], assume_unique=True)
        if not len(left):
            return 0.0, 0.0
        left = self._ends[np.unique(np.abs(left)) - 1]
        noded = shapely.union_all(shapely.linestrings(left))
        faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(noded)))
        # Rounding makes many slivers along the edges, which come to nothing.
        faces = faces[shapely.area(faces) > SLIVER]
        inside = shapely.point_on_surface(faces)
        x, y = shapely.get_x(inside), shapely.get_y(inside)
        was, is_ = (self._holds(day, x, y) for day in (before, after))
        return _km2(faces[is_ & ~was]), _km2(faces[was & ~is_])

    def _holds(self, day: int, x: Numbers, y: Numbers) -> NDArray[np.bool_]:
        """Whether points lie in the land of a day."""
        held: NDArray[np.bool_] = shapely.contains_xy(self._lands[day], x, y)
        return held


def _km2(faces: NDArray[np.object_]) -> float:
    return area_km2(MultiPolygon(list(faces)))


def _rounded(area: MultiPolygon) -> MultiPolygon:
    """An area of the vertices that edges have, ready to be asked for many points.

    Rounding must be the same for both: a sliver may reach far.
    """
    rounded = shapely.transform(area, lambda at: np.round(at * SCALE) / SCALE)
    shapely.prepare(rounded)
    return rounded
