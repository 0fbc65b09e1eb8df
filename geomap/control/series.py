"""Control over time: what was held on a day, how far the line was, and what changed."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray
from shapely.geometry import MultiLineString, MultiPolygon

from .. import basemap
from ..errors import InputError
from .front import MARGIN_KM, line_of_contact, line_on_plane
from .measure import Nearest, area_km2, km_between, length_km, points_on_plane
from .snapshot import Snapshot

if TYPE_CHECKING:
    from .change import Change

# A snapshot older than this says nothing of a day any more.
MAX_AGE_DAYS = 92


@dataclass(frozen=True)
class Standing:
    """Where points stood on their days; all arrays have a value for each point.

    `control` is a label or None; `distance_km` is NaN and `snapshot` -1 where no data tell.
    """

    control: NDArray[np.object_]
    distance_km: NDArray[np.float64]
    snapshot: NDArray[np.int64]
    age_days: NDArray[np.int64]


class ControlSeries:
    """Snapshots in the order of their days. Areas and lines are in EPSG:4326, (lon, lat)."""

    def __init__(
        self,
        snapshots: Sequence[Snapshot],
        *,
        notes: Sequence[str] = (),
        margin_km: float = MARGIN_KM,
        max_age_days: int = MAX_AGE_DAYS,
    ) -> None:
        """`margin_km` from coasts and state borders a border of control is no front."""
        if not snapshots:
            raise InputError("no control data: there is not one snapshot")
        self.snapshots = tuple(sorted(snapshots, key=lambda s: s.day))
        self.days = tuple(snapshot.day for snapshot in self.snapshots)
        if len(set(self.days)) < len(self.days):
            raise InputError("control data: two snapshots of one day")
        self.notes = tuple(notes)
        self.margin_km = margin_km
        self.max_age_days = max_age_days

    @classmethod
    def read(
        cls,
        *paths: str | Path,
        date: str | None = None,
        margin_km: float = MARGIN_KM,
        progress: Callable[[int, int], None] | None = None,
    ) -> ControlSeries:
        """Read files and folders of control data; see docs/control.md for their formats.

        `date` (YYYY-MM-DD) is the day of data that bear none. What was put right is in
        `notes`. Raises InputError for what can't be read.
        """
        from .reading import read_snapshots

        try:
            day = None if date is None else dt.date.fromisoformat(date)
        except ValueError:
            raise InputError(f"{date!r} is no day; write it as YYYY-MM-DD (2025-03-06)") from None
        drawn = read_snapshots(paths, date=day, progress=progress)
        return cls(drawn.snapshots, notes=drawn.notes, margin_km=margin_km)

    def index(self, day: dt.date) -> int | None:
        """The number of the last snapshot at or before a day; None before the first."""
        found = bisect_right(self.days, day) - 1
        return found if found >= 0 else None

    def on(self, day: dt.date) -> Snapshot:
        """The last snapshot at or before a day. Raises InputError before the first."""
        found = self.index(day)
        if found is None:
            raise InputError(f"no control data on {day}: the first day is {self.days[0]}")
        return self.snapshots[found]

    def line(self, day: dt.date) -> MultiLineString:
        """The line of contact of a day."""
        return line_of_contact(self.on(day), self.margin_km)

    def line_km(self, day: dt.date) -> float:
        """Length of the line of contact of a day, kilometres."""
        return length_km(self.line(day))

    def area_km2(self, day: dt.date, label: str | None = None) -> float:
        """Land with a label on a day (the main one without any), square kilometres."""
        snapshot = self.on(day)
        area = snapshot.areas.get(label or snapshot.main or "", MultiPolygon())
        return area_km2(area)

    def change(self, first: dt.date, last: dt.date, label: str | None = None) -> Change:
        """What the side with a label (the main one without any) won and lost between days."""
        from .change import between

        return between(self.on(first), self.on(last), label)

    def at(self, lon: ArrayLike, lat: ArrayLike, days: Sequence[dt.date | None]) -> Standing:
        """Who held points on days, and how far the line of contact was.

        `lon` and `lat` are degrees of EPSG:4326, one for each day. Points are looked up
        snapshot by snapshot, so that their order does not matter for the time it takes.
        """
        lon, lat = np.asarray(lon, dtype=np.float64), np.asarray(lat, dtype=np.float64)
        standing = self.held(lon, lat, days)
        on_plane = points_on_plane(lon, lat)
        nearest = np.full(on_plane.shape, np.nan)
        on_it = np.isfinite(on_plane).all(axis=1)
        for number, group in _by_snapshot(np.where(on_it, standing.snapshot, -1)):
            nearest[group] = self.nearest(number).to(on_plane[group])
        return replace(standing, distance_km=km_between(lon, lat, nearest))

    def held(self, lon: ArrayLike, lat: ArrayLike, days: Sequence[dt.date | None]) -> Standing:
        """Who held points on days, as `at` tells, without the distances: in a part of the time."""
        lon, lat = np.asarray(lon, dtype=np.float64), np.asarray(lat, dtype=np.float64)
        ordinals = np.array([day.toordinal() if day else 0 for day in days], dtype=np.int64)
        starts = np.array([day.toordinal() for day in self.days], dtype=np.int64)
        which = np.searchsorted(starts, ordinals, side="right") - 1
        age = np.where(which >= 0, ordinals - starts[np.maximum(which, 0)], -1)
        on_globe = (np.abs(lon) <= 180) & (np.abs(lat) <= 90)
        which = np.where(on_globe & (age >= 0) & (age <= self.max_age_days), which, -1)
        control = np.full(len(lon), None, dtype=object)
        for number, group in _by_snapshot(which):
            control[group] = self._control(number, lon[group], lat[group])
        unknown = np.full(len(lon), np.nan)
        return Standing(control, unknown, which, np.where(which >= 0, age, -1))

    def _control(self, number: int, lon: Any, lat: Any) -> NDArray[np.object_]:
        """Labels of points in a snapshot; where areas overlap, of the smallest around a point."""
        snapshot = self.snapshots[number]
        found = np.full(len(lon), None, dtype=object)
        if snapshot.areas:
            inside = shapely.contains_xy(_home(), lon, lat)
            found[inside] = snapshot.rest
        held = np.zeros(len(lon), dtype=np.int64)
        for label, area in snapshot.areas.items():
            shapely.prepare(area)
            inside = shapely.contains_xy(area, lon, lat)
            found[inside] = label
            held += inside
        for point in np.flatnonzero(held > 1):
            found[point] = _smallest_around(snapshot, lon[point], lat[point])
        return found

    @lru_cache(maxsize=32)  # noqa: B019 - a series lives as long as the command
    def nearest(self, number: int) -> Nearest:
        """What finds the nearest points of the line of a snapshot, by its number."""
        return Nearest(line_on_plane(self.snapshots[number], self.margin_km))


def _by_snapshot(which: NDArray[np.int64]) -> Iterator[tuple[int, NDArray[np.int64]]]:
    """The numbers of snapshots, each with the places of those that have it; without -1."""
    order = np.argsort(which, kind="stable")
    for group in np.split(order, np.flatnonzero(np.diff(which[order])) + 1):
        if len(group) and which[group[0]] >= 0:
            yield int(which[group[0]]), group


def _smallest_around(snapshot: Snapshot, lon: float, lat: float) -> str:
    around = (
        (part.area, label)
        for label, area in snapshot.areas.items()
        for part in area.geoms
        if shapely.contains_xy(part, lon, lat)
    )
    return min(around)[1]


@lru_cache(maxsize=1)
def _home() -> MultiPolygon:
    shape = basemap.ukraine()
    shapely.prepare(shape)
    return shape
