"""What lies beside a name in its text: the clear places around it are its anchors.

What is decided in one round is an anchor in the next: a list of villages goes along the front,
and each one that is clear helps its neighbours.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from .lists import joins
from .model import Kind
from .rank import AREA_KINDS, Beside, Ranked, Ring, is_ambiguous
from .spans import Span

LEAST_PLACED = 0.6
NEAREST = 8
"""Anchors on either side of a name that are its neighbours."""
CLOSE_LETTERS = 250
"""Letters within which names are of one passage."""
SENTENCE_END = re.compile(r"\w{4}[\"»”’)\]]*[.!?…]+[\"»”’)\]]*\s|[!?…]\s|\n\s*\n")
"""A dot behind fewer than four letters may be that of an abbreviation."""
MOST_ANCHORS = 20

Point = tuple[float, float]
"""(latitude, longitude), WGS84 degrees."""


def point_of(ranked: Sequence[Ranked]) -> Point | None:
    """Where a span points: only a clear, local place is an anchor."""
    if not ranked or is_ambiguous(ranked) or ranked[0].score < LEAST_PLACED:
        return None
    place = ranked[0].stored
    return None if place.kind in AREA_KINDS else (place.latitude, place.longitude)


GOVERNING = frozenset({"region", "district"})
"""Kinds of areas that say where the places beside them lie."""
SAME_ROW, IN_SENTENCE, CLOSE = 1.0, 0.9, 0.6
"""What an anchor says, by where it stands: in the same list, in the same sentence, close by."""


class Anchor(NamedTuple):
    """A clear place at text[start:end], the list and the sentence that it is in."""

    start: int
    end: int
    point: Point
    row: int
    sentence: int


class Standing(NamedTuple):
    """In which list of names, and in which sentence, a span stands (by numbers)."""

    row: int
    sentence: int


def standings(text: str, spans: Sequence[Span]) -> list[Standing]:
    """Where each span stands in its text."""
    found: list[Standing] = []
    row = sentence = 0
    for number, span in enumerate(spans):
        if number > 0:
            before = spans[number - 1]
            between = text[before.end : span.start]
            if before.paragraph != span.paragraph or not joins(between, span.conjunctions):
                row += 1
            if before.paragraph != span.paragraph or SENTENCE_END.search(
                text, max(before.start, before.end - 4), span.start
            ):
                sentence += 1
        found.append(Standing(row, sentence))
    return found


class Neighbours:
    """What stands beside each span: anchors, and the areas that its paragraph names."""

    def __init__(
        self,
        spans: Sequence[Span],
        points: Sequence[Point | None],
        alone: Sequence[Sequence[Ranked]],
        standing: Sequence[Standing],
    ) -> None:
        self._spans = spans
        self._standing = standing
        self._points = list(points)
        self._own = _own_points(alone)
        self._members: dict[int, list[int]] = {}
        self._named: dict[tuple[Kind, int], frozenset[str]] = {}
        self._here: dict[int, frozenset[str]] = {}
        for number, (span, ranked) in enumerate(zip(spans, alone, strict=True)):
            self._members.setdefault(span.paragraph, []).append(number)
            if ranked and ranked[0].stored.kind in GOVERNING:
                name = frozenset((ranked[0].stored.name,))
                named = ranked[0].stored.kind, span.paragraph
                self._named[named] = self._named.get(named, frozenset()) | name
                sentence = standing[number].sentence
                self._here[sentence] = self._here.get(sentence, frozenset()) | name
        self._anchors = {paragraph: self._anchors_of(paragraph) for paragraph in self._members}
        self._most_named = self._count()
        self._found: dict[int, Beside] = {}
        self._by_whole_text: set[int] = set()

    def beside(self, number: int) -> Beside:
        """What stands beside the span with this number."""
        found = self._found.get(number)
        if found is None:
            paragraph = self._spans[number].paragraph
            regions = self._named.get(("region", paragraph), frozenset())
            districts = self._named.get(("district", paragraph), frozenset())
            here = self._here.get(self._standing[number].sentence, frozenset())
            rings, listed = self._rings(number)
            found = self._found[number] = Beside(rings, regions, districts, here, listed)
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
                found.append(Anchor(span.start, span.end, point, *self._standing[number]))
        return found

    def _count(self) -> list[Point]:
        counted = Counter(point for point in self._points if point is not None)
        return [point for point, _ in counted.most_common(MOST_ANCHORS)]

    def _rings(self, number: int) -> tuple[tuple[Ring, ...], bool]:
        """Anchors near by in the same paragraph, else those that the whole text names most.

        With them, whether the first are of the same list or sentence. What the span itself may
        mean is no witness for it.
        """
        span, mine = self._spans[number], self._own[number]
        row, sentence = self._standing[number]
        anchors = self._anchors[span.paragraph]
        at = bisect_left(anchors, (span.start,))
        rings: dict[float, dict[Point, None]] = {SAME_ROW: {}, IN_SENTENCE: {}, CLOSE: {}}
        far: dict[Point, None] = {}
        for anchor in (*anchors[max(0, at - NEAREST) : at][::-1], *anchors[at : at + NEAREST]):
            if anchor.point in mine:
                continue
            away = max(span.start - anchor.end, anchor.start - span.end)
            if anchor.row == row:
                rings[SAME_ROW][anchor.point] = None
            elif anchor.sentence == sentence:
                rings[IN_SENTENCE][anchor.point] = None
            elif away <= CLOSE_LETTERS:
                rings[CLOSE][anchor.point] = None
            else:
                far[anchor.point] = None
        near = [(weight, tuple(points)) for weight, points in rings.items() if points]
        if near:
            # What stands nearest says all that can be known here.
            most = near[0][0]
            return tuple((weight / most, points) for weight, points in near), most > CLOSE
        if far:
            return ((1.0, tuple(far)),), False
        self._by_whole_text.add(number)
        rest = tuple(point for point in self._most_named if point not in mine)
        return (((1.0, rest),) if rest else ()), False


def _own_points(alone: Sequence[Sequence[Ranked]]) -> list[frozenset[Point]]:
    """Where the places lie that each span may mean; spans share what they may mean."""
    held: dict[int, frozenset[Point]] = {}
    for ranked in alone:
        if id(ranked) not in held:
            places = (r.stored for r in ranked)
            held[id(ranked)] = frozenset((p.latitude, p.longitude) for p in places)
    return [held[id(ranked)] for ranked in alone]
