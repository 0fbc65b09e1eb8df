"""What lies beside a name in its text: the clear places around it are its anchors.

What is decided in one round is an anchor in the next: a list of villages goes along the front,
and each one that is clear helps its neighbours.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from .rank import AREA_KINDS, Beside, Ranked, is_ambiguous
from .spans import Span

LEAST_PLACED = 0.6
NEAREST = 8
"""Anchors on either side of a name that are its neighbours."""
SAME_SENTENCE = 250
"""Letters within which names are of one passage."""
MOST_ANCHORS = 20

Point = tuple[float, float]
"""(latitude, longitude), WGS84 degrees."""


def point_of(ranked: Sequence[Ranked]) -> Point | None:
    """Where a span points: only a clear, local place is an anchor."""
    if not ranked or is_ambiguous(ranked) or ranked[0].score < LEAST_PLACED:
        return None
    place = ranked[0].place
    return None if place.kind in AREA_KINDS else (place.latitude, place.longitude)


class Anchor(NamedTuple):
    """A clear place at text[start:end]."""

    start: int
    end: int
    point: Point


class Neighbours:
    """What stands beside each span: anchors, and the regions that its paragraph names."""

    def __init__(
        self,
        spans: Sequence[Span],
        points: Sequence[Point | None],
        alone: Sequence[Sequence[Ranked]],
    ) -> None:
        self._spans = spans
        self._points = list(points)
        self._own = _own_points(alone)
        self._members: dict[int, list[int]] = {}
        self._regions: dict[int, frozenset[str]] = {}
        for number, (span, ranked) in enumerate(zip(spans, alone, strict=True)):
            self._members.setdefault(span.paragraph, []).append(number)
            if ranked and ranked[0].place.kind == "region":
                held = self._regions.get(span.paragraph, frozenset())
                self._regions[span.paragraph] = held | {ranked[0].place.name}
        self._anchors = {paragraph: self._anchors_of(paragraph) for paragraph in self._members}
        self._most_named = self._count()
        self._found: dict[int, Beside] = {}
        self._by_whole_text: set[int] = set()

    def beside(self, number: int) -> Beside:
        """What stands beside the span with this number."""
        found = self._found.get(number)
        if found is None:
            regions = self._regions.get(self._spans[number].paragraph, frozenset())
            found = self._found[number] = Beside(self._points_beside(number), regions)
        return found

    def move(self, points: Sequence[Point | None]) -> bool:
        """Tell where the spans point now; returns whether that changes anything."""
        pairs = enumerate(zip(self._points, points, strict=True))
        moved = {self._spans[number].paragraph for number, (old, new) in pairs if old != new}
        if not moved:
            return False
        self._points = list(points)
        for paragraph in moved:
            self._anchors[paragraph] = self._anchors_of(paragraph)
        most_named = self._count()
        if most_named != self._most_named:
            self._most_named = most_named
            self._forget(self._by_whole_text)
            self._by_whole_text.clear()
        for paragraph in moved:
            self._forget(self._members[paragraph])
        return True

    def _forget(self, numbers: Iterable[int]) -> None:
        for number in numbers:
            self._found.pop(number, None)

    def _anchors_of(self, paragraph: int) -> list[Anchor]:
        found = []
        for number in self._members[paragraph]:
            point = self._points[number]
            if point is not None:
                span = self._spans[number]
                found.append(Anchor(span.start, span.end, point))
        return found

    def _count(self) -> list[Point]:
        counted = Counter(point for point in self._points if point is not None)
        return [point for point, _ in counted.most_common(MOST_ANCHORS)]

    def _points_beside(self, number: int) -> tuple[Point, ...]:
        """Anchors near by in the same paragraph, else those that the whole text names most.

        What the span itself may mean is no witness for it.
        """
        span, mine = self._spans[number], self._own[number]
        anchors = self._anchors[span.paragraph]
        at = bisect_left(anchors, (span.start,))
        close: dict[Point, None] = {}
        far: dict[Point, None] = {}
        for _, end, point in anchors[max(0, at - NEAREST) : at][::-1]:
            if point not in mine:
                (close if span.start - end <= SAME_SENTENCE else far)[point] = None
        for start, _, point in anchors[at : at + NEAREST]:
            if point not in mine:
                (close if start - span.end <= SAME_SENTENCE else far)[point] = None
        near = close or far
        if near:
            return tuple(near)
        self._by_whole_text.add(number)
        return tuple(point for point in self._most_named if point not in mine)


def _own_points(alone: Sequence[Sequence[Ranked]]) -> list[frozenset[Point]]:
    """Where the places lie that each span may mean; spans share what they may mean."""
    held: dict[int, frozenset[Point]] = {}
    for ranked in alone:
        if id(ranked) not in held:
            places = (r.stored.place for r in ranked)
            held[id(ranked)] = frozenset((p.latitude, p.longitude) for p in places)
    return [held[id(ranked)] for ranked in alone]
