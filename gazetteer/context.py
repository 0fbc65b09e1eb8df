"""Decide the places of a text together: what is sure helps what is not.

Places that are clear by themselves are anchors; among namesakes the one near the anchors of
its paragraph, or in the region that is named beside it, gains.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from .anchors import LEAST_PLACED, Neighbours, Point, Standing, point_of, standings
from .fold import fold
from .governing import Governing, governing
from .likely import Likely, noted, toward
from .model import Mention
from .rank import (
    ALONE,
    UNSURE_STEPS,
    Beside,
    Ranked,
    Weighed,
    in_context,
    is_ambiguous,
    is_credible,
    is_far_fetched,
    is_likely,
    is_little_known,
    is_obscure,
    is_town,
    to_match,
    weigh,
)
from .spans import Span
from .store import Store

ROUNDS = 3
MOST_ALTERNATIVES = 5
MOST_MEANINGS = 8
POSSIBLE = 0.9
"""What the meanings of an unclear name say about the others of its list: few fit together."""
CLEAR_LEAD = 0.1
"""So far ahead of all others of its name, a town needs no place beside it."""
CONTAINMENT_REACH = 30  # letters between a place and the region it lies in


def decide(
    store: Store,
    text: str,
    spans: Sequence[Span],
    *,
    on: str | None = None,
    likely: Likely | None = None,
) -> list[Mention]:
    """One joint decision over all spans of a text, in order of offset.

    `on` is the day of the text; `why` says how a dated name stood on it. `likely` tells
    where events are likely, and speaks for the near one of namesakes.
    """
    weighed = _weighed(store, spans, likely)
    alone = _alone(weighed)
    governed = governing(text, spans, alone)
    standing = standings(text, spans)
    around, together = _rounds(spans, weighed, alone, governed, standing)
    mentions: list[Mention] = []
    previous: tuple[Span, Sequence[Ranked]] | None = None
    for number, span in enumerate(spans):
        ranked = together[number]
        if span.unsure:
            beside = around.beside(number)
            alone_and_common = span.ordinary and not beside.rings
            kept = (r for r in ranked if is_likely(r, beside))
            ranked = [] if alone_and_common else list(kept)
            if span.ordinary:
                ranked = [r for r in ranked if r.stored.reported > 1]
        region = _region_around(text, previous, span, ranked)
        if region is not None:
            ranked = [region, *(r for r in ranked if r.stored.id != region.stored.id)]
        ranked, stray = _in_region(ranked, governed.get(number))
        if not stray and region is None and not (span.hint or number in governed):
            stray = _astray(ranked, around, number)
        if likely is not None:
            ranked = noted(ranked, likely)
        mention = _mention(
            span, ranked, decided=region is not None, stray=stray, on=on, notes=likely is not None
        )
        if mention is not None:
            mentions.append(mention)
            previous = span, ranked[:1] if mention.status == "placed" else ranked
    return mentions


def _astray(ranked: Sequence[Ranked], around: Neighbours, number: int) -> str:
    """Why the best place is hardly meant, if so; only little-known places need looking into."""
    if not ranked or not is_little_known(ranked[0]):
        return ""
    rival = ranked[1].score if len(ranked) > 1 else 0.0
    if is_town(ranked[0]) and ranked[0].score - rival >= CLEAR_LEAD:
        return ""
    beside = around.beside(number)
    if is_far_fetched(ranked[0], beside, least=2):
        return "far from the places beside it"
    if is_obscure(ranked[0]) and not beside.regions:
        if not beside.rings:
            return "little known, and no place beside it says more"
        if is_far_fetched(ranked[0], beside):
            return "far from the place beside it"
    return ""


def _rounds(
    spans: Sequence[Span],
    weighed: Sequence[list[Weighed]],
    alone: Sequence[list[Ranked]],
    governed: Mapping[int, Governing],
    standing: Sequence[Standing],
) -> tuple[Neighbours, list[list[Ranked]]]:
    """Rank every span by what is beside it, again and again: what became clear helps the rest."""
    together = list(alone)
    open_ones = [number for number, ranked in enumerate(weighed) if _needs_context(ranked)]
    points = _points(spans, alone, governed)
    around = Neighbours(spans, points, alone, standing)
    seen: dict[int, Beside] = {}
    for _ in range(ROUNDS):
        for number in open_ones:
            near = around.beside(number)
            if seen.get(number) is near:
                continue
            seen[number] = near
            together[number] = (
                _credible(in_context(weighed[number], near), near)
                if near.rings or near.regions or near.districts
                else alone[number]
            )
            if not spans[number].unsure:
                points[number] = point_of(_in_region(together[number], governed.get(number))[0])
        if not around.move(points):
            break
    _help_each_other(together, around, weighed, open_ones, points, standing)
    return around, together


def _help_each_other(
    together: list[list[Ranked]],
    around: Neighbours,
    weighed: Sequence[list[Weighed]],
    open_ones: Iterable[int],
    points: Sequence[Point | None],
    standing: Sequence[Standing],
) -> None:
    """Rank the unclear names of a list once more, by what the others of it may mean.

    Such guesses are used once, and never become anchors.
    """
    unclear = [
        number
        for number in open_ones
        if points[number] is None and 1 < len(together[number]) <= MOST_MEANINGS
    ]
    for row in _rows(unclear, standing):
        meant = {number: _points_of(together[number]) for number in row}
        every = {point for several in meant.values() for point in several}
        for number in row:
            near = around.beside(number)
            ring = (POSSIBLE, tuple(sorted(every.difference(meant[number]))))
            if ring[1]:
                near = near._replace(rings=(*near.rings, ring))
                together[number] = _credible(in_context(weighed[number], near), near)


def _rows(numbers: Iterable[int], standing: Sequence[Standing]) -> list[list[int]]:
    """The numbers of spans by the list that they stand in, where it holds several."""
    rows: dict[int, list[int]] = {}
    for number in numbers:
        rows.setdefault(standing[number].row, []).append(number)
    return [row for row in rows.values() if len(row) > 1]


def _points_of(ranked: Iterable[Ranked]) -> list[Point]:
    places = (r.stored for r in ranked)
    return [(place.latitude, place.longitude) for place in places]


def _points(
    spans: Sequence[Span], alone: Sequence[list[Ranked]], governed: Mapping[int, Governing]
) -> list[Point | None]:
    """Where each span points by itself."""
    held: dict[int, Point | None] = {}
    found: list[Point | None] = []
    for number, (span, ranked) in enumerate(zip(spans, alone, strict=True)):
        if span.unsure:
            found.append(None)
        elif number in governed:
            found.append(point_of(_in_region(ranked, governed[number])[0]))
        else:
            if id(ranked) not in held:
                held[id(ranked)] = point_of(ranked)
            found.append(held[id(ranked)])
    return found


def _credible(ranked: Iterable[Ranked], beside: Beside) -> list[Ranked]:
    return [r for r in ranked if is_credible(r, beside)]


def _needs_context(weighed: Sequence[Weighed]) -> bool:
    return len(weighed) > 1 or any(r.candidate.step in UNSURE_STEPS for r in weighed)


def _weighed(store: Store, spans: Sequence[Span], likely: Likely | None) -> list[list[Weighed]]:
    """What each span may mean; texts repeat their names, so the same candidates are one."""
    held: dict[int, list[Weighed]] = {}
    for span in spans:
        if id(span.candidates) not in held:
            found = weigh(store, span.candidates)
            held[id(span.candidates)] = found if likely is None else toward(found, likely)
    return [held[id(span.candidates)] for span in spans]


def _alone(weighed: Sequence[list[Weighed]]) -> list[list[Ranked]]:
    """What each span may mean by itself."""
    held: dict[int, list[Ranked]] = {}
    for ranked in weighed:
        if id(ranked) not in held:
            held[id(ranked)] = _credible(in_context(ranked, ALONE), ALONE)
    return [held[id(ranked)] for ranked in weighed]


def _region_around(
    text: str, previous: tuple[Span, Sequence[Ranked]] | None, span: Span, ranked: Sequence[Ranked]
) -> Ranked | None:
    """The region, where "Marinka, located in Donetsk" names a place inside its region."""
    regions = [r for r in ranked if r.stored.kind == "region"]
    if not regions or previous is None or span.hint:
        return None
    before, meant = previous
    between = text[before.end : span.start]
    if len(between) > CONTAINMENT_REACH or fold(between) not in span.containment:
        return None
    for r in regions:
        inside = (one.stored for one in meant if one.stored.admin1 == r.stored.name)
        if (place := next(inside, None)) is not None:
            named = f"{place.name} lies in this region"
            return r._replace(score=max(r.score, ranked[0].score), note=named)
    return None


def _in_region(ranked: list[Ranked], governed: Governing | None) -> tuple[list[Ranked], str]:
    """The candidates in the region named behind the name, and why none is meant if so."""
    if governed is None:
        return ranked, ""
    inside = [r for r in ranked if r.stored.admin1 == governed.region]
    if inside:
        note = f"in {governed.region}, named behind it"
        return [r._replace(note=note) for r in inside], ""
    known = not governed.next_to and ranked and not is_little_known(ranked[0])
    strict = governed.strict and not known
    return ranked, f"but none is known in {governed.region}" if strict else ""


def _mention(
    span: Span, ranked: list[Ranked], *, decided: bool, stray: str, on: str | None, notes: bool
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
    matches = [to_match(r, span.text, on=on) for r in (ranked[0], *rivals[:MOST_ALTERNATIVES])]
    best = matches[0]
    if stray or (not decided and is_ambiguous(ranked)):
        shown = zip((ranked[0], *rivals[:2]), matches, strict=False)
        labels = [f"{m.label} ({r.note})" if notes and r.note else m.label for r, m in shown]
        why = f"{span.text} -> may be " + " or ".join(labels)
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
