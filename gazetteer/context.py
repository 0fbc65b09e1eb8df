"""Decide the places of a text together: what is sure helps what is not.

Places that are clear by themselves are anchors; among namesakes the one near the anchors of
its paragraph, or in the region that is named beside it, gains.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from .governing import Governing, governing
from .model import Mention
from .rank import (
    AREA_KINDS,
    Beside,
    Ranked,
    is_ambiguous,
    is_far_fetched,
    is_likely,
    rank,
    to_match,
)
from .spans import Span
from .store import Store

LEAST_PLACED = 0.6
MOST_ALTERNATIVES = 5
CONTAINMENT_REACH = 30  # letters between a place and the region it lies in
MOST_ANCHORS = 20


Point = tuple[float, float]
"""(latitude, longitude), WGS84 degrees."""


def decide(
    store: Store, text: str, spans: Sequence[Span], *, on: str | None = None
) -> list[Mention]:
    """One joint decision over all spans of a text, in order of offset.

    `on` is the day of the text; `why` says how a dated name stood on it.
    """
    alone = _rank_alone(store, spans)
    points = [
        None if span.unsure else _point(ranked) for span, ranked in zip(spans, alone, strict=True)
    ]
    anchors = _Anchors(spans, points)
    regions = _regions(spans, alone)
    governed = governing(text, spans, alone)
    mentions: list[Mention] = []
    previous: tuple[Span, Ranked] | None = None
    for number, span in enumerate(spans):
        beside = Beside(
            anchors.beside(span, alone[number]), regions.get(span.paragraph, frozenset())
        )
        ranked = alone[number]
        if len(span.candidates) > 1 or any(c.step == "key" for c in span.candidates):
            ranked = rank(store, span.candidates, beside=beside)
        if span.unsure:
            alone_and_common = span.ordinary and not beside.points
            ranked = [] if alone_and_common else [r for r in ranked if is_likely(r, beside)]
        region = _region_around(text, previous, span, ranked)
        if region is not None:
            ranked = [region, *(r for r in ranked if r.place.id != region.place.id)]
        ranked, stray = _in_region(ranked, governed.get(number))
        if not stray and region is None and ranked and is_far_fetched(ranked[0], beside, least=2):
            stray = "far from the places beside it"
        mention = _mention(store, span, ranked, decided=region is not None, stray=stray, on=on)
        if mention is not None:
            mentions.append(mention)
            previous = (span, ranked[0]) if mention.status == "placed" else None
    return mentions


def _rank_alone(store: Store, spans: Sequence[Span]) -> list[list[Ranked]]:
    """What each span may mean by itself; the same candidates are ranked once."""
    held: dict[int, list[Ranked]] = {}
    for span in spans:
        if id(span.candidates) not in held:
            held[id(span.candidates)] = rank(store, span.candidates)
    return [held[id(span.candidates)] for span in spans]


def _point(ranked: Sequence[Ranked]) -> Point | None:
    """Where a span points by itself: only a clear, local place is an anchor."""
    if not ranked or is_ambiguous(ranked) or ranked[0].score < LEAST_PLACED:
        return None
    place = ranked[0].place
    return None if place.kind in AREA_KINDS else (place.latitude, place.longitude)


class _Anchors:
    """Where the clear places of a text lie, by paragraph and in all."""

    def __init__(self, spans: Sequence[Span], points: Sequence[Point | None]) -> None:
        self._here: dict[int, dict[Point, None]] = {}
        counted: Counter[Point] = Counter()
        for span, point in zip(spans, points, strict=True):
            if point is not None:
                self._here.setdefault(span.paragraph, {})[point] = None
                counted[point] += 1
        self._most_named = [point for point, _ in counted.most_common(MOST_ANCHORS)]

    def beside(self, span: Span, own: Iterable[Ranked]) -> tuple[Point, ...]:
        """Anchors of the same paragraph, else of the whole text.

        What the span itself may mean is no witness for it.
        """
        mine = {(r.place.latitude, r.place.longitude) for r in own}
        for anchors in (self._here.get(span.paragraph, ()), self._most_named):
            others = tuple(point for point in anchors if point not in mine)
            if others:
                return others
        return ()


def _regions(spans: Sequence[Span], alone: Sequence[Sequence[Ranked]]) -> dict[int, frozenset[str]]:
    """The regions that each paragraph names."""
    found: dict[int, frozenset[str]] = {}
    for span, ranked in zip(spans, alone, strict=True):
        if ranked and ranked[0].place.kind == "region":
            held = found.get(span.paragraph, frozenset())
            found[span.paragraph] = held | {ranked[0].place.name}
    return found


def _region_around(
    text: str, previous: tuple[Span, Ranked] | None, span: Span, ranked: Sequence[Ranked]
) -> Ranked | None:
    """The region, where "Marinka, located in Donetsk" names a place inside its region."""
    if previous is None or span.hint:
        return None
    before, inside = previous
    between = text[before.end : span.start]
    if len(between) > CONTAINMENT_REACH or between.strip(" ,").casefold() not in span.containment:
        return None
    for r in ranked:
        if r.place.kind == "region" and r.place.name == inside.place.admin1:
            named = f"{inside.place.name} lies in this region"
            return replace(r, score=max(r.score, ranked[0].score), note=named)
    return None


def _in_region(ranked: list[Ranked], governed: Governing | None) -> tuple[list[Ranked], str]:
    """The candidates in the region named behind the name, and why none is meant if so."""
    if governed is None:
        return ranked, ""
    inside = [r for r in ranked if r.place.admin1 == governed.region]
    if inside:
        note = f"in {governed.region}, named behind it"
        return [replace(r, note=note) for r in inside], ""
    return ranked, f"but none is known in {governed.region}" if governed.strict else ""


def _mention(
    store: Store, span: Span, ranked: list[Ranked], *, decided: bool, stray: str, on: str | None
) -> Mention | None:
    """The mention of a span; `stray` says why even its best place is hardly the one meant.

    A gazetteer is never whole: the village that was meant may be missing from it.
    """
    ranked = [r for r in ranked if r.score >= LEAST_PLACED]
    if not ranked:
        if not span.expected or span.candidates:
            return None
        why = f"{span.text} -> no known place bears this name"
        return Mention(span.start, span.end, span.text, "not found", None, 0.0, why)
    if ranked[0].candidate.step == "adjective" and not span.hint:
        # An adjective alone (Зеленський) is a surname as soon as a place.
        return None
    # A bare name ("Donetsk") means the town; that an area is named so too is no alternative.
    weak = ranked[0].candidate.name.weak
    rivals = [r for r in ranked[1:] if weak or not r.candidate.name.weak]
    matches = [
        to_match(store, r, span.text, on=on) for r in (ranked[0], *rivals[:MOST_ALTERNATIVES])
    ]
    best = matches[0]
    if stray or (not decided and is_ambiguous(ranked)):
        why = f"{span.text} -> may be " + " or ".join(m.label for m in matches[:3])
        why += f", {stray}" if stray else ""
        return Mention(
            span.start, span.end, span.text, "ambiguous", None, best.score, why, tuple(matches)
        )
    return Mention(
        span.start,
        span.end,
        span.text,
        "placed",
        best,
        best.score,
        best.why,
        tuple(matches[1:]),
    )
