"""Areas and lines of control as rings of numbered vertices, shared by all days.

Vertices are rounded to 1/SCALE of a degree and numbered as they first appear. Data that are
drawn day by day share nearly all of them: a day is written as what it takes over from the day
before, and what is new.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from ..control import Snapshot

SCALE = 100_000
# What a ring is: twice the number of its label, and one more where it is a hole. Number 0 is
# no label but the line of contact, where data draw that alone; such a "ring" is open.
LINE = 0

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class DayRings:
    """The rings of a day one after the other; no ring repeats its first vertex at its end."""

    vertices: Ints
    starts: Ints  # where each ring begins, and the end of the last one
    kinds: Ints

    def edges(self, label: int) -> Ints:
        """Pairs of vertices with an edge between them, in the direction of the rings."""
        pairs = [
            np.stack([ring, np.roll(ring, -1)], axis=1)[: None if label else -1]
            for ring, kind in self.each()
            if kind // 2 == label
        ]
        return np.concatenate(pairs) if pairs else np.empty((0, 2), np.int64)

    def each(self) -> Iterator[tuple[Ints, int]]:
        """The rings with their kinds."""
        for start, end, kind in zip(self.starts, self.starts[1:], self.kinds, strict=False):
            yield self.vertices[start:end], int(kind)


class Vertices:
    """The distinct vertices of all days."""

    def __init__(self) -> None:
        self._numbers: dict[int, int] = {}

    def numbers(self, at: Ints) -> Ints:
        """Numbers of points in 1/SCALE degrees (longitude, latitude); new ones get the next."""
        known = self._numbers
        keys = ((at[:, 0] + 360 * SCALE) << 32) | (at[:, 1] + 90 * SCALE)
        return np.array([known.setdefault(key, len(known)) for key in keys.tolist()], np.int64)

    @property
    def at(self) -> Ints:
        """Longitude and latitude of every vertex in 1/SCALE degrees."""
        keys = np.fromiter(self._numbers, np.int64, len(self._numbers))
        return np.stack([(keys >> 32) - 360 * SCALE, (keys & 0xFFFFFFFF) - 90 * SCALE], axis=1)


def day_rings(snapshot: Snapshot, vertices: Vertices, labels: Mapping[str, int]) -> DayRings:
    """The rings of a snapshot: those of its areas, or of its line where it has no areas."""
    rings: list[Ints] = []
    kinds: list[int] = []
    for label in sorted(snapshot.areas, key=labels.__getitem__):
        for part in snapshot.areas[label].geoms:
            outer = _ring(part.exterior, hole=False)
            if outer is None:
                continue
            holes = [ring for one in part.interiors if (ring := _ring(one, hole=True)) is not None]
            rings += [outer, *holes]
            kinds += [2 * labels[label], *[2 * labels[label] + 1] * len(holes)]
    if not snapshot.areas:
        lines = [_rounded(part) for part in snapshot.line.geoms]
        rings += [line for line in lines if len(line) > 1]
        kinds += [LINE] * (len(rings) - len(kinds))
    numbered = [vertices.numbers(ring) for ring in rings]
    starts = np.cumsum([0, *map(len, numbered)])
    joined = np.concatenate(numbered) if numbered else np.empty(0, np.int64)
    return DayRings(joined, starts, np.array(kinds, np.int64))


def _rounded(line: Any) -> Ints:
    at: Ints = np.round(shapely.get_coordinates(line) * SCALE).astype(np.int64)
    same = (at[1:] == at[:-1]).all(axis=1)
    kept: Ints = at[np.concatenate([[True], ~same])]
    return kept


def _ring(ring: Any, *, hole: bool) -> Ints | None:
    """The vertices, outer rings against the clock and holes with it; None if it is no area.

    The direction must not change from day to day, whatever made the data.
    """
    at = _rounded(ring)[:-1]
    if len(at) < 3:
        return None
    x, y = (at - at[0]).T
    area = int((x * np.roll(y, -1) - np.roll(x, -1) * y).sum())
    return at[::-1] if (area < 0) != hole else at


@dataclass(frozen=True, slots=True)
class Steps:
    """How each ring is put together: stretches of the day before, or of the table of vertices.

    `start` is a place in the rings of the day before where `copied`, else the number of a
    vertex; both are written as differences to where the last such stretch ended.
    """

    offset: Ints
    length: Ints
    copied: NDArray[np.bool_]
    of_ring: Ints  # how many stretches each ring has, over all days


def steps(days: Iterable[DayRings], vertices: int) -> Steps:
    """The stretches of all rings of all days."""
    places = np.full(vertices, -1, np.int64)
    found: list[tuple[Ints, Ints, NDArray[np.bool_]]] = []
    of_ring: list[int] = []
    fresh = 0
    for day in days:
        kept = 0
        for ring, _ in day.each():
            start, length, copied = _stretches(ring, places)
            offset = np.empty_like(start)
            for which, end in ((copied, kept), (~copied, fresh)):
                ends = (start + length)[which]
                offset[which] = start[which] - np.concatenate([[end], ends])[:-1]
            kept = int((start + length)[copied][-1]) if copied.any() else kept
            fresh = int((start + length)[~copied][-1]) if not copied.all() else fresh
            found.append((offset, length, copied))
            of_ring.append(len(start))
        places[:] = -1
        places[day.vertices] = np.arange(len(day.vertices))
    if not found:
        none = np.empty(0, np.int64)
        return Steps(none, none, np.empty(0, bool), none)
    offset, length, copied = (np.concatenate(part) for part in zip(*found, strict=True))
    return Steps(offset, length, copied, np.array(of_ring, np.int64))


def _stretches(ring: Ints, places: Ints) -> tuple[Ints, Ints, NDArray[np.bool_]]:
    at = places[ring]
    copied = at >= 0
    ahead = np.where(copied, at, ring)
    breaks = np.flatnonzero((copied[1:] != copied[:-1]) | (ahead[1:] != ahead[:-1] + 1)) + 1
    starts = np.concatenate([[0], breaks])
    lengths = np.diff(np.concatenate([starts, [len(ring)]]))
    return ahead[starts], lengths, copied[starts]
