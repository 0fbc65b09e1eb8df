"""Rank candidates: how good the name fits, how likely the place is, what the context says."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from .geo import KM_A_DEGREE, distance_km
from .model import Match, Place
from .records import Name, StoredPlace
from .store import Store
from .weighing import Candidate
from .why import chain

EVIDENCE_SHARE = 0.75
PRIOR_SHARE = 1 - EVIDENCE_SHARE
LEAST_SCORE = 0.55
AMBIGUOUS_WITHIN = 0.03
"""Two places whose scores differ by less stay both."""
SAME_PLACE_KM = 3.0
NEAR_SHARE = 0.25
NEAR_KM = 25.0
NEUTRAL = 0.4
"""The nearness that neither helps nor harms, between 1 (here) and 0 (far away)."""
NOTED_KM = 60.0
CROWD_KM = 45.0
"""Where a place of this name lies so near to its list, another of the name is hardly meant ..."""
OUTSIDE_KM = 100.0
"""... that lies so far off, however well known."""
CLEARLY_LESS = 0.015
"""By so much less evidence a name is another one, that context does not lift over a known one."""
REGION_BONUS, DISTRICT_BONUS = 0.06, 0.06
NAMED_BEFORE = 0.5
"""What is left of it for an area that another sentence names."""
SINCE = "2014"
LONG_GONE_COST = 0.25
"""What a name that nobody uses any more costs beside a place that is called so today."""
FAR_KM = 120.0
KNOWN = 0.5
TOWN = 0.65
"""The prior of a town of some 17,000 people, or of 4,000 near the front."""
WELL_KNOWN = 0.7
OFTEN_NAMED = 0.8
LEAST_EVIDENCE_OF_NAMED = {"stem": 0.0, "key": 0.84}
SURE_SPELLING = 0.9
UNSURE_STEPS = frozenset({"stem", "key"})
FAR_SPELLING_COST = 0.15
"""A name that is only spelled alike, far from all else that a text names, is another name."""
LOCAL_KINDS = frozenset({"settlement", "sector", "district", "municipality", "facility"})
AREA_KINDS = frozenset({"region", "macroregion", "country", "water"})


Ring = tuple[float, tuple[tuple[float, float], ...]]
"""How much places of a text say about a name, 0..1, and where they lie."""


class Beside(NamedTuple):
    """What a text names beside a name: (latitude, longitude) of clear places, and areas.

    `rings`: the places by how near they stand in the text, those that say most first; the
    meanings of unclear names come last. `listed`: the first are of the same list or sentence.
    `here`: of the regions and districts, those that the name's own sentence names. `asked`:
    somebody asks for what is near, so even a well-known town gives way.
    """

    rings: tuple[Ring, ...] = ()
    regions: frozenset[str] = frozenset()
    districts: frozenset[str] = frozenset()
    here: frozenset[str] = frozenset()
    listed: bool = False
    asked: bool = False

    def away_km(self, stored: StoredPlace) -> float:
        """How far the nearest of the places is, on a plane; there must be one."""
        return min([_away(points, stored) for _, points in self.rings])

    def nearness(self, stored: StoredPlace) -> tuple[float, float, float]:
        """How near a place is, 1 (here) to 0 (far away), with the distances in kilometres.

        Those are of the nearest place that is named, and of the nearest in the first ring.
        """
        near, least, first = 0.0, math.inf, math.inf
        for number, (weight, points) in enumerate(self.rings):
            away = _away(points, stored)
            near = max(near, weight * math.exp(-away / NEAR_KM))
            least = min(least, away)
            first = first if number else away
        return near, least, first


def _away(points: Iterable[tuple[float, float]], stored: StoredPlace) -> float:
    latitude, longitude, squeeze = stored.latitude, stored.longitude, stored.squeeze
    nearest = min([(lat - latitude) ** 2 + squeeze * (lon - longitude) ** 2 for lat, lon in points])
    return KM_A_DEGREE * math.sqrt(nearest)


ALONE = Beside()
"""Nothing is beside the name."""


class Weighed(NamedTuple):
    """A candidate with its place and its score by itself.

    `local`: what is near it says something; `well_known`: it needs no neighbours.
    """

    candidate: Candidate
    stored: StoredPlace
    score: float
    local: bool
    well_known: bool


class Ranked(NamedTuple):
    """A candidate with its place and score."""

    candidate: Candidate
    stored: StoredPlace
    score: float
    note: str = ""

    @property
    def place(self) -> Place:
        return self.stored.place


def _long_gone(name: Name) -> bool:
    """Whether a name fell out of use before the war, so that no side of it uses it."""
    if name.status != "historical":
        return False
    ends = [until for _, until in name.periods]
    return bool(ends) and "" < max(ends) < SINCE


def rank(store: Store, candidates: Iterable[Candidate], *, beside: Beside = ALONE) -> list[Ranked]:
    """Score candidates 0..1, best first, by themselves and by what is named beside them."""
    return in_context(weigh(store, candidates), beside)


def weigh(store: Store, candidates: Iterable[Candidate]) -> list[Weighed]:
    """Score candidates by themselves: how well the name fits, how likely the place is."""
    listed = list(candidates)
    rivalled = any(c.name.own == c.name.fold for c in listed)
    weighed = []
    for candidate in listed:
        stored, name = store.place_by_number(candidate.place), candidate.name
        former = name.status == "historical"
        likely = stored.former_prior if former else stored.prior
        score = candidate.evidence * (EVIDENCE_SHARE + PRIOR_SHARE * likely)
        if rivalled and _long_gone(name):
            score -= LONG_GONE_COST
        # Cities elsewhere in the world have no region on record: no text about the front is
        # near one.
        known = not former and stored.admin1 != ""
        known = known and (stored.size >= WELL_KNOWN or likely >= OFTEN_NAMED)
        local = stored.kind in LOCAL_KINDS
        weighed.append(Weighed(candidate, stored, score, local, known))
    return weighed


def in_context(weighed: Sequence[Weighed], beside: Beside) -> list[Ranked]:
    """What is likely enough, best first, with the context's say.

    Among rivals the near one gains, and no far-fetched spelling counts. A well-known town
    needs no neighbours, and a hamlet beside them does not displace it.
    """
    if not (beside.rings or beside.regions or beside.districts):
        return _in_order(
            [
                Ranked(one.candidate, one.stored, round(min(one.score, 1.0), 3))
                for one in weighed
                if one.score >= LEAST_SCORE
            ]
        )
    rivals = len(weighed) > 1
    own = sum(one.candidate.name.status != "namesake" for one in weighed)
    nearness = [
        beside.nearness(one.stored)
        if beside.rings and one.local and (rivals or one.candidate.step == "key")
        else None
        for one in weighed
    ]
    known = max((one.candidate.evidence for one in weighed if one.well_known), default=0.0)
    crowd = beside.listed and any(near is not None and near[2] <= CROWD_KM for near in nearness)
    found = []
    for (candidate, stored, score, local, well_known), nearby in zip(
        weighed, nearness, strict=True
    ):
        note = ""
        if nearby is not None:
            near, away, first = nearby
            if away > FAR_KM and candidate.step == "key" and not well_known:
                score -= FAR_SPELLING_COST
            if rivals:
                gain = NEAR_SHARE * (near - NEUTRAL)
                namesake = candidate.name.status == "namesake"
                if beside.asked:
                    pass
                elif well_known and not (crowd and first > OUTSIDE_KM):
                    gain = max(gain, 0.0)
                elif namesake or candidate.evidence < known - CLEARLY_LESS:
                    gain = min(gain, 0.0)
                elif own == 1:
                    gain = max(gain, 0.0)
                score += gain
                if away <= NOTED_KM:
                    there = "there" if beside.asked else "the places beside it"
                    note = f"{away:.0f} km from {there}"
        if local and rivals:
            for area, named, bonus in (
                (stored.admin1, beside.regions, REGION_BONUS),
                (stored.admin2, beside.districts, DISTRICT_BONUS),
            ):
                if area in named:
                    score += bonus * (1 if area in beside.here else NAMED_BEFORE)
                    note = f"in {area}, named beside it"
        if score >= LEAST_SCORE:
            found.append(Ranked(candidate, stored, round(min(score, 1.0), 3), note))
    return _in_order(found)


def _in_order(found: list[Ranked]) -> list[Ranked]:
    if len(found) > 1:
        found.sort(key=_order)
    return found


def _order(ranked: Ranked) -> tuple[float, int, str]:
    place = ranked.stored
    return -ranked.score, -place.population, place.id


def is_far_fetched(ranked: Ranked, beside: Beside, *, least: int = 1) -> bool:
    """Whether a little known spot lies far from all (`least` or more) that a text names."""
    place = ranked.stored
    if sum(len(points) for _, points in beside.rings) < least or place.admin1 in beside.regions:
        return False
    return is_little_known(ranked) and beside.away_km(ranked.stored) > FAR_KM


def is_little_known(ranked: Ranked) -> bool:
    """Whether a place is a settlement that reports seldom name, and no city."""
    stored = ranked.stored
    return stored.kind == "settlement" and stored.reported <= 1 and stored.size < WELL_KNOWN


def is_town(ranked: Ranked) -> bool:
    """Whether a settlement is so large that a village of its name would hardly hide it."""
    return ranked.stored.prior >= TOWN


def is_obscure(ranked: Ranked) -> bool:
    """Whether a place is a village that no report has reason to name by itself."""
    return ranked.stored.reported < 1 and ranked.stored.size < KNOWN


def is_credible(ranked: Ranked, beside: Beside) -> bool:
    """Whether a text may mean this: an odd spelling, or the ending of another language than the
    text's, needs the place near its others, or one that reports often name.
    """
    candidate = ranked.candidate
    if candidate.step not in UNSURE_STEPS or candidate.evidence >= SURE_SPELLING:
        return True
    least = LEAST_EVIDENCE_OF_NAMED[candidate.step]
    if candidate.evidence >= least and ranked.stored.prior >= OFTEN_NAMED:
        return True
    if beside.regions and ranked.stored.admin1 not in beside.regions:
        return False
    return bool(beside.rings) and beside.away_km(ranked.stored) <= NOTED_KM


def is_likely(ranked: Ranked, beside: Beside) -> bool:
    """Whether a word that may be none but an ordinary one may yet be this place."""
    if not beside.rings and ranked.stored.kind in LOCAL_KINDS:
        return ranked.stored.prior >= KNOWN
    return not is_far_fetched(ranked, beside)


def is_ambiguous(ranked: Sequence[Ranked]) -> bool:
    """Whether the best place, the first, has a rival close in score and elsewhere on the map."""
    if len(ranked) < 2:
        return False
    best = ranked[0]
    for other in ranked[1:]:
        if best.score - other.score >= AMBIGUOUS_WITHIN:
            return False
        if not same_spot(best.stored, other.stored):
            return True
    return False


def same_spot(a: Place | StoredPlace, b: Place | StoredPlace) -> bool:
    return distance_km(a.latitude, a.longitude, b.latitude, b.longitude) <= SAME_PLACE_KM


def to_match(ranked: Ranked, written: str, *, on: str | None = None) -> Match:
    """The public form of a ranked candidate, with the chain of rules from what was written.

    With a date, `why` says how the name stood on that day; it never changes the score.
    """
    name = ranked.candidate.name
    notes = [ranked.note] if ranked.note else []
    if on and name.periods:
        notes.append(f"{name.text} was {'its' if name.in_use(on) else 'not its'} name on {on}")
    why = "; ".join((f"{written} -> {chain(ranked.candidate, ranked.place.name)}", *notes))
    return Match(ranked.place, ranked.score, why)
