"""What a name says of the places that bear it: candidates, each with its evidence."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import NamedTuple

from .fold import is_cyrillic
from .query import KINDS_OF_HINT, SOFT_HINTS, Query
from .records import Name
from .store import Store

GENERATED_COST = 0.02
TRANSLATED_COST = 0.06
"""A name that the other language translates (Північне, Северное), if it does so at all."""
TRANSLATED_AND_READ_COST = 0.18
SHORT_NAME_COST = 0.2
NAMESAKE_COST = 0.1
"""A name that a place has on record, but that is another place's own."""
WRONG_KIND_COST = 0.35
RIGHT_KIND_GAIN = 0.03
"""A word beside the name that says what the place is speaks for the spelling, too."""
SECTOR_BY_TOWN_COST = 0.1
HOPELESS = 0.35
PLAIN = frozenset({"official", "alternative", "exonym", "historical", "colloquial"})
"""Names that mean their place without more ado."""
_PLACE, _EVIDENCE = itemgetter(0), itemgetter(1)


class Candidate(NamedTuple):
    """A place (by number) that a name may mean, by one of its names.

    `step` is exact, stem, adjective, key or fuzzy; `rules` led from what was written to
    the name.
    """

    place: int
    evidence: float
    step: str
    name: Name
    rules: tuple[str, ...] = ()


class Weigher:
    """Weighs the names of one gazetteer file."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def weigh(
        self,
        names: Iterable[Name],
        evidence: float,
        step: str,
        query: Query,
        rules_used: tuple[str, ...],
    ) -> list[Candidate]:
        """The candidates that names make, each weighed by what kind of name it is."""
        found = []
        for name in names:
            weight = evidence
            if query.hint or name.status not in PLAIN:
                weight = min(1.0, weight - self._cost(name, query))
            if weight > 0:
                found.append(Candidate(name.place, weight, step, name, rules_used))
        return found

    def _cost(self, name: Name, query: Query) -> float:
        """What a name costs: weak ones want a word beside them that says the kind."""
        kind = self._store.place_by_number(name.place).kind
        kinds = KINDS_OF_HINT.get(query.hint)
        right_kind = kinds is not None and kind in kinds
        if not right_kind and (name.status == "adjective" or _is_called_after_town(name, kind)):
            return math.inf
        cost = -RIGHT_KIND_GAIN if right_kind else 0.0
        if name.status == "short" and not right_kind:
            cost += SHORT_NAME_COST
        if name.status == "namesake":
            cost += NAMESAKE_COST
        if name.status == "generated":
            cost += GENERATED_COST
            if name.own is None:
                same = is_cyrillic(query.folded)
                cost += TRANSLATED_COST if same else TRANSLATED_AND_READ_COST
        if kinds is not None and not right_kind:
            by_town = query.hint == "sector" and kind == "settlement"
            cost += SECTOR_BY_TOWN_COST if by_town else WRONG_KIND_COST
        return cost

    def fits(self, found: Sequence[Candidate], query: Query) -> bool:
        """Whether any of the candidates is what a word beside the name says."""
        kinds = KINDS_OF_HINT.get(query.hint)
        if kinds is None:
            return bool(found)
        return any(self._store.place_by_number(c.place).kind in kinds for c in found)

    def of_kind(self, found: list[Candidate], query: Query) -> tuple[Candidate, ...]:
        """Only the places of the kind that a word beside the name gives, where there are any."""
        kinds = KINDS_OF_HINT.get(query.hint)
        if kinds is None:
            return tuple(found)
        right = [c for c in found if self._store.place_by_number(c.place).kind in kinds]
        return tuple(right if right or query.hint in SOFT_HINTS else found)

    def prior(self, candidate: Candidate) -> float:
        """How likely a candidate's place is to be meant, before the text is known."""
        return self._store.place_by_number(candidate.place).prior


def best_of(found: Sequence[Candidate]) -> list[Candidate]:
    """The best candidate of each place, best first, without those that say nothing beside it."""
    if len(found) < 2:
        return list(found)
    best: dict[int, Candidate] = {}
    for candidate in found:
        held = best.get(candidate.place)
        if held is None or candidate.evidence > held.evidence:
            best[candidate.place] = candidate
    found_best = sorted(best.values(), key=_PLACE)
    found_best.sort(key=_EVIDENCE, reverse=True)
    # What fits so much less well never comes near the best, whatever the context says.
    least = found_best[0].evidence - HOPELESS
    if found_best[-1].evidence > least:
        return found_best
    return [c for c in found_best if c.evidence > least]


def _is_called_after_town(name: Name, kind: str) -> bool:
    """A sector or raion has its town's name only beside a word such as "direction"."""
    return kind in {"sector", "district"} and name.status == "short"
