"""What counts as right, wrong and invented. Nothing here knows how an answer came about."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from _cases import Article, Gold, Row, Sentence, Spelling

from gazetteer import Place, distance_km

SAME_PLACE_KM = 2.0
IN_TEXT_KM = 5.0
IN_TABLE_KM = 12.0
"""A loss is recorded where it lies, near the settlement and not in it."""
CAPITAL_KM = 12.0
AREAS = frozenset(
    {
        "region",
        "district",
        "municipality",
        "macroregion",
        "sector",
        "country",
        "water",
        "relief",
        "facility",
        "continent",
    }
)
# Capitals stand for governments in a report ("Moscow denies"), so that the gold leaves them out.
CAPITALS = (
    (50.45, 30.52),
    (55.75, 37.62),
    (38.90, -77.03),
    (51.50, -0.12),
    (52.52, 13.40),
    (60.17, 24.94),
    (52.23, 21.01),
    (48.85, 2.35),
    (40.42, -3.70),
    (50.85, 4.35),
    (41.90, 12.50),
    (47.50, 19.04),
    (50.08, 14.43),
    (59.44, 24.75),
    (56.95, 24.10),
    (44.43, 26.10),
    (59.91, 10.75),
    (52.37, 4.90),
    (39.93, 32.85),
    (41.01, 28.97),
    (40.71, -74.00),
)

Found = tuple[str, Place]
"""A surface form and the place that was chosen for it."""


@dataclass(slots=True)
class Tally:
    """Cases that were right, missed and wrong, with a line about each that was not right."""

    right: int = 0
    missed: int = 0
    wrong: int = 0
    details: list[str] = field(default_factory=list)

    @property
    def total(self) -> int:
        return self.right + self.missed + self.wrong

    @property
    def precision(self) -> float:
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        return self.right / max(1, self.right + self.missed)

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def share(self, count: int) -> float:
        return count / max(1, self.total)


Tallies = dict[str, Tally]
"""By language."""


def together(tallies: Iterable[Tally]) -> Tally:
    """The sum of several tallies."""
    whole = Tally()
    for tally in tallies:
        whole.right += tally.right
        whole.missed += tally.missed
        whole.wrong += tally.wrong
        whole.details += tally.details
    return whole


def same_name(name: str) -> str:
    """A name without case, blanks and marks that programs write differently."""
    return re.sub(r"[^\w]", "", unicodedata.normalize("NFKC", name).casefold())


def bears(place: Place, case: Spelling) -> bool:
    """Whether a place is the wanted one or its namesake, which a bare name can't tell apart."""
    if place.kind != "settlement":
        return False
    if place.id == case.id:
        return True
    wanted = {same_name(name) for name in case.names}
    return bool(wanted & {same_name(name) for name in (place.name, *place.names)})


def is_there(place: Place, case: Spelling) -> bool:
    """Whether a place is the wanted one, whatever others bear its name."""
    away = distance_km(place.latitude, place.longitude, case.latitude, case.longitude)
    return place.id == case.id or (bears(place, case) and away <= SAME_PLACE_KM)


def spellings(
    cases: Sequence[Spelling],
    first: Callable[[Spelling], Place | None],
    *,
    right: Callable[[Place, Spelling], bool] = bears,
) -> Tallies:
    """Score the first answer to each spelling; `missed` are those without an answer."""
    tallies: Tallies = {}
    for case in cases:
        tally = tallies.setdefault(case.language, Tally())
        place = first(case)
        if place is not None and right(place, case):
            tally.right += 1
            continue
        tally.missed += place is None
        tally.wrong += place is not None
        got = place.label if place else "nothing"
        tally.details.append(
            f"{case.language} {case.label} = {'/'.join(sorted(case.names))}: {got}"
        )
    return tallies


def articles(cases: Sequence[Article], scan: Callable[[Article], Iterable[Found]]) -> Tallies:
    """Score settlements placed in running text, one count for each place and article."""
    tallies: Tallies = {}
    for case in cases:
        tally = tallies.setdefault(case.language, Tally())
        free = {text for gold in case.places if gold.latitude is None for text in gold.surfaces}
        placed = {
            (round(place.latitude, 3), round(place.longitude, 3)): text
            for text, place in scan(case)
            if place.kind not in AREAS and text not in free
        }
        used = {at for at in placed if any(distance_km(*at, *c) < CAPITAL_KM for c in CAPITALS)}
        for gold in case.places:
            hits = _near(gold, placed)
            if hits is None:
                continue
            used |= hits
            tally.right += bool(hits)
            tally.missed += not hits
            if not hits:
                tally.details.append(f"{case.id} missed {gold.name}: {', '.join(gold.surfaces)}")
        for at in placed.keys() - used:
            tally.wrong += 1
            tally.details.append(f"{case.id} invented {placed[at]} at {at[0]}, {at[1]}")
    return tallies


def _near(gold: Gold, placed: Iterable[tuple[float, float]]) -> set[tuple[float, float]] | None:
    if gold.latitude is None or gold.longitude is None:
        return None
    return {at for at in placed if distance_km(gold.latitude, gold.longitude, *at) <= IN_TEXT_KM}


def placeless(cases: Sequence[Sentence], scan: Callable[[Sentence], Iterable[Found]]) -> Tallies:
    """Score sentences that name no place; countries are left out, they may be named."""
    tallies: Tallies = {}
    for case in cases:
        tally = tallies.setdefault(case.language, Tally())
        invented = [(text, place) for text, place in scan(case) if place.kind != "country"]
        tally.right += not invented
        tally.wrong += bool(invented)
        for text, place in invented:
            tally.details.append(
                f"{case.language} {text} -> {place.label} ({place.kind}; {case.trap}): {case.text}"
            )
    return tallies


def table(cases: Sequence[Row], answers: Sequence[tuple[float, float] | None]) -> Tally:
    """Score the coordinates given for each row; `missed` are rows left without."""
    tally = Tally()
    for case, at in zip(cases, answers, strict=True):
        if at is None:
            tally.missed += case.held
        elif distance_km(case.latitude, case.longitude, *at) <= IN_TABLE_KM:
            tally.right += case.held
            continue
        else:
            tally.wrong += 1
        if case.held or at is not None:
            tally.details.append(f"{case.place} | {case.within}: {at or 'not placed'}")
    return tally
