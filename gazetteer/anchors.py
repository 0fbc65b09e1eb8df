"""What lies beside a name in its text: the clear places around it are its anchors.

What is decided in one round is an anchor in the next: a list of villages goes along the front,
and each one that is clear helps its neighbours.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence

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


class Anchors:
    """Where the clear places of a text lie, in the order of the text."""

    def __init__(self, spans: Sequence[Span], points: Sequence[Point | None]) -> None:
        self._spans = [span for span, point in zip(spans, points, strict=True) if point]
        self._points = [point for point in points if point]
        self._starts = [span.start for span in self._spans]
        counted = Counter(self._points)
        self._most_named = [point for point, _ in counted.most_common(MOST_ANCHORS)]

    def beside(self, span: Span, own: Iterable[Ranked]) -> tuple[Point, ...]:
        """Anchors near by in the same paragraph, else those that the whole text names most.

        What the span itself may mean is no witness for it.
        """
        mine = {(r.place.latitude, r.place.longitude) for r in own}
        near = self._near(span, mine)
        return near or tuple(point for point in self._most_named if point not in mine)

    def _near(self, span: Span, mine: set[Point]) -> tuple[Point, ...]:
        at = bisect_left(self._starts, span.start)
        close: dict[Point, None] = {}
        far: dict[Point, None] = {}
        sides = (range(at - 1, -1, -1), range(at, len(self._spans)))
        for numbers in sides:
            for number in numbers[:NEAREST]:
                other = self._spans[number]
                if other.paragraph != span.paragraph:
                    break
                if self._points[number] not in mine:
                    away = min(abs(other.start - span.end), abs(span.start - other.end))
                    (close if away <= SAME_SENTENCE else far)[self._points[number]] = None
        return tuple(close or far)


class Neighbours:
    """What stands beside each span: anchors, and the regions that its paragraph names."""

    def __init__(
        self,
        spans: Sequence[Span],
        points: Sequence[Point | None],
        alone: Sequence[Sequence[Ranked]],
    ) -> None:
        self._spans = spans
        self._alone = alone
        self._anchors = Anchors(spans, points)
        self._regions: dict[int, frozenset[str]] = {}
        for span, ranked in zip(spans, alone, strict=True):
            if ranked and ranked[0].place.kind == "region":
                held = self._regions.get(span.paragraph, frozenset())
                self._regions[span.paragraph] = held | {ranked[0].place.name}
        self._found: dict[int, Beside] = {}

    def beside(self, number: int) -> Beside:
        """What stands beside the span with this number."""
        if number not in self._found:
            span = self._spans[number]
            self._found[number] = Beside(
                self._anchors.beside(span, self._alone[number]),
                self._regions.get(span.paragraph, frozenset()),
            )
        return self._found[number]
