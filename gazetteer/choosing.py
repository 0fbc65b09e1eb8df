"""Choose the place that a name means among its namesakes, by the areas that are named with it.

A wrong place is worse than none: what lies outside the area is not taken, but where the
borders are in doubt, and then the reason says so and the score is lower.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from .areas import Area
from .model import Place, Status
from .rank import Ranked, is_ambiguous, same_spot
from .within import AREAS

BORDER_KM = 15.0
"""How far beyond what is known of an area a place may lie: borders of raions have moved."""
UNIQUE_BORDER_KM = 30.0
"""... and a place whose name no other place bears."""
OBLAST_SHARE = 1 / 3
"""How much of that holds for the border of an oblast: those have not moved."""
NEAR_KM = 40.0
"""How far a place may lie from a town that is named only to tell it from its namesakes."""
AS_NEAR = 1.25
"""A namesake that is farther from the town named by less than this is about as near."""
LIKELIER = 0.1
"""By so much more a place must score than its namesakes that are about as near to the town."""
INSIDE, UNKNOWN, BEYOND, ACROSS, OUTSIDE = range(5)
"""How a place lies to an area: in it; perhaps; just beyond its border; beyond its oblast's."""
COSTS = {INSIDE: 1.0, UNKNOWN: 0.95, BEYOND: 0.8, ACROSS: 0.7}
"""What is left of the score of a place that lies so."""


@dataclass(frozen=True, slots=True)
class Context:
    """What is known of where a place lies.

    It must lie in all `areas`, and near the town of each of `beside`, as far as it is known;
    with `single`, what is left after that must be one place, however likely each is.
    """

    areas: tuple[Area, ...] = ()
    beside: tuple[Area, ...] = ()
    border_km: float = BORDER_KM
    single: bool = False

    @property
    def text(self) -> str:
        return ", ".join(area.name for area in self.areas)


@dataclass(frozen=True, slots=True)
class Choice:
    """The place chosen with what is left of its score, or the rivals and why none is."""

    status: Status
    ranked: tuple[Ranked, ...] = ()
    note: str = ""
    share: float = 1.0


def choose(name: str, ranked: Sequence[Ranked], context: Context) -> Choice:
    """Choose among ranked namesakes; an unknown area leaves even a single one undecided."""
    if not ranked:
        return Choice("not found", (), f"no place is known by the name {name!r}")
    unknown = [area.name for area in context.areas if not area]
    if unknown:
        note = f"{', '.join(map(repr, unknown))} is no known area, so none is chosen"
        return Choice("ambiguous", tuple(ranked), note)
    if len(ranked) == 1 and context.border_km < UNIQUE_BORDER_KM:
        context = replace(context, border_km=UNIQUE_BORDER_KM)
    inside = [r for r in ranked if all(area.inside(r.place) for area in context.areas)]
    if inside and not any(_is_bare_area(r) for r in inside):
        return _among(inside, INSIDE, context)
    graded = _without_bare_areas([(_grade(r.place, context), r) for r in ranked])
    best = min(grade for grade, _ in graded)
    if best == OUTSIDE:
        where = "; ".join(dict.fromkeys(r.place.label for r in ranked[:2]))
        many = f" and {len(ranked) - 2} more" if len(ranked) > 2 else ""
        note = f"no {name!r} is known in {context.text}, only {where}{many}"
        return Choice("not found", tuple(ranked), note)
    return _among([r for grade, r in graded if grade == best], best, context)


def _without_bare_areas(graded: list[tuple[int, Ranked]]) -> list[tuple[int, Ranked]]:
    """Drop the oblasts that a bare name may mean too, where a town bears it: Kyiv."""
    towns = [(grade, r) for grade, r in graded if not _is_bare_area(r)]
    return towns if any(grade < OUTSIDE for grade, _ in towns) else graded


def _is_bare_area(ranked: Ranked) -> bool:
    """Whether a name means an area only since the area bears its town's name."""
    return ranked.candidate.name.weak and ranked.place.kind in AREAS


def _grade(place: Place, context: Context) -> int:
    """How a place lies to all areas of a context: the worst of them."""
    return max((_lies(place, area, context.border_km) for area in context.areas), default=INSIDE)


def _lies(place: Place, area: Area, border_km: float) -> int:
    inside = area.inside(place)
    if inside:
        return INSIDE
    if inside is None:
        if area.loose or area.away_km(place, limit=max(border_km, UNIQUE_BORDER_KM)) is not None:
            return UNKNOWN
        return OUTSIDE
    if not area.of_country(place):
        return OUTSIDE
    near_by = area.of_region(place)
    limit = border_km if near_by else border_km * OBLAST_SHARE
    if area.away_km(place, limit=limit) is None:
        return OUTSIDE
    return BEYOND if near_by else ACROSS


def _among(pool: list[Ranked], grade: int, context: Context) -> Choice:
    """Choose among places that lie equally well: by what is beside them, else by their rank."""
    notes = []
    share = COSTS[grade]
    towns = [area for area in context.beside if area.circles]
    for area in context.beside:
        if not area.circles:
            notes.append(f"{area.name!r} is not known")
            share *= 0.95
    beside = [*towns, *(a for a in context.areas if grade == UNKNOWN and a.loose)]
    if grade == UNKNOWN:
        # What is on record in another raion hardly lies in this one if another is not.
        pool = [r for r in pool if not r.place.admin2] or pool
    if beside:
        pool, told, far = _nearest(pool, beside)
        if towns:
            notes.append(told)
        share *= 0.8 if far else 1.0
    if grade != INSIDE:
        notes.append(_told(pool[0].place, grade, context))
    if beside and not context.single:
        pool = _clearly_likelier(pool)
    if _undecided(pool, decided=bool(beside) or context.single):
        return Choice("ambiguous", tuple(pool), "; ".join(filter(None, notes)))
    return Choice("placed", tuple(pool), "; ".join(filter(None, notes)), share)


def _clearly_likelier(pool: list[Ranked]) -> list[Ranked]:
    """The likeliest of places that are about as near, where a well-known one is among hamlets."""
    best = max(pool, key=lambda r: r.score)
    return pool if any(best.score - r.score < LIKELIER for r in pool if r is not best) else [best]


def _undecided(pool: Sequence[Ranked], *, decided: bool) -> bool:
    if decided:
        return any(not same_spot(pool[0].place, other.place) for other in pool[1:])
    return is_ambiguous(pool)


def _nearest(pool: list[Ranked], areas: Sequence[Area]) -> tuple[list[Ranked], str, bool]:
    """Those nearest to the towns named (one, where no other is about as near), and if far."""
    away = _distance(areas)
    ordered = sorted(pool, key=lambda r: (away(r.place), -r.score))
    least = away(ordered[0].place)
    names = " and ".join(area.name for area in areas)
    if least > NEAR_KM and not any(area.inside(ordered[0].place) is None for area in areas):
        return pool, f"no {names} is known near it, the nearest is {least:.0f} km off", True
    near = [r for r in ordered if away(r.place) <= AS_NEAR * least + 2]
    return near, f"nearest to {names} ({least:.0f} km)", False


def _distance(areas: Sequence[Area]) -> Callable[[Place], float]:
    def away(place: Place) -> float:
        return max(min(circle.away(place) for circle in area.circles) for area in areas)

    return away


def _told(place: Place, grade: int, context: Context) -> str:
    """Why a place is taken although its record does not say that it lies in the area."""
    for area in context.areas:
        if _lies(place, area, context.border_km) != grade:
            continue
        if place.admin1 in area.enclaves:
            return f"{place.admin1} is a region of its own in {area.name}"
        away = area.away_km(place, limit=max(context.border_km, NEAR_KM * 2))
        far = f"{away:.0f} km from " if away is not None else "near "
        known = area.circles[0].seat.name if area.loose else f"places known in {area.name}"
        if grade == UNKNOWN:
            return f"that it lies in {area.name} is not on record, but it is {far}{known}"
        return f"on record in {place.admin2 or place.admin1}, but {far}{known}"
    return ""
