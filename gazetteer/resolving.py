"""One cell of a table becomes one place, or says why not.

A cell is more than a name: "Pivnichne (Sieverne)", "Troitske (Ocheretyne hromada)",
"7 km southwest of Bakhmut", "Melitopol airfield", "Bakhmut / Artemivsk", "48.59, 38.00".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from .answers import (
    MOST_ALTERNATIVES,
    OTHER_SHARE,
    CellAnswer,
    ambiguous,
    point_of,
    shown,
    together,
)
from .areas import Area
from .cells import Written, alternatives, areas_of, coordinates, is_empty, take_apart, tidy
from .choosing import BORDER_KM, NEAR_KM, Choice, Context, choose
from .encoding import clean_text
from .geo import destination, distance_km, midpoint
from .model import Place
from .naming import name_first
from .positions import Position, positions
from .rank import SAME_PLACE_KM, Ranked, rank, same_spot, to_match
from .within import REACH_KM, area_kind, around, find_area, municipality, surroundings

if TYPE_CHECKING:
    from .gazetteer import Gazetteer

FACILITY_KM = 30.0
"""How far a town's airfield or dam may lie from it."""
REGION_KM = 10.0
"""A computed point is in the district of the nearest settlement, if that is so near."""
TOO_FAR_KM = 150.0
MOST_LETTERS = 400
"""A longer cell is a note; reading it for one name would take for ever and find any."""
HYPHENED = re.compile(r"([^\W\d_]{4,})[-–—]([^\W\d_]{4,})")
DASH = re.compile(r"\s[-–—]\s")
STRETCH_KM = 25.0
"""Two places so near, with a dash between them, are the ends of a stretch."""
STRETCH_SHARE = 0.5
"""The whole stretch is meant: half its length is the uncertainty."""
SHARES = {"near": 0.9, "side": 0.8, "away": 0.8, "offset": 0.9, "between": 0.8, "facility": 0.75}
"""What such words leave of the score of the place that they start from."""


def resolve_cell(
    gazetteer: Gazetteer, text: str, *, within: str | None = None, on: str | None = None
) -> CellAnswer:
    """The place that a cell of a table means.

    `within` names the area around it in any spelling ("Pokrovsk raion", "X raion (Y oblast)");
    `on` is an ISO date that `why` speaks of. Nothing is raised: what can't be placed says why.
    """
    if len(text) > MOST_LETTERS:
        return CellAnswer("not found", "the cell is too long for the name of a place")
    text = tidy(" ".join(clean_text(text).split()))
    if is_empty(text):
        return CellAnswer("not found", "the cell is empty")
    try:
        point = coordinates(text)
    except ValueError as error:
        return CellAnswer("not found", str(error))
    resolver = _Resolver(gazetteer, on)
    if point is not None:
        return resolver.point(point, text, "coordinates", 1.0, "coordinates in the cell (WGS84)")
    if not any(map(str.isalpha, text)):
        return CellAnswer("not found", f"{text!r} is no name")
    around = clean_text(within or "")
    areas = () if is_empty(around) else tuple(find_area(gazetteer, a) for a in areas_of(around))
    return resolver.cell(text, Context(areas))


class _Resolver:
    """The questions of one cell to one gazetteer."""

    def __init__(self, gazetteer: Gazetteer, on: str | None) -> None:
        self._gazetteer = gazetteer
        self._on = on

    def cell(self, text: str, context: Context) -> CellAnswer:
        """A cell, whole if it is a known name, else its alternatives."""
        pieces = alternatives(text)
        if len(pieces) == 1 or self._known(text):
            whole = self._one(text, context)
            return whole if whole.status != "not found" else self._hyphened(text, context) or whole
        around = [piece for piece in pieces if area_kind(piece) in ("region", "district")]
        if around and len(around) < len(pieces):
            return self._one(", ".join(pieces), context)
        shared = take_apart(pieces[-1])
        behind = tuple(find_area(self._gazetteer, part) for part in shared.parts)
        if behind and all(behind):
            pieces[-1] = shared.name
            context = replace(context, areas=(*context.areas, *behind))
        answers = [self._one(piece, context) for piece in pieces]
        return self._stretch(text, answers) or together(text, answers)

    def _hyphened(self, text: str, context: Context) -> CellAnswer | None:
        """Between two near places that a hyphen joins (Robotyne-Verbove)."""
        halves = HYPHENED.fullmatch(text)
        if halves is None:
            return None
        return self._stretch(text, [self._one(half, context) for half in halves.groups()])

    def _stretch(self, text: str, answers: Sequence[CellAnswer]) -> CellAnswer | None:
        """Between two near places, where a dash joins them: "Robotyne - Verbove"."""
        if len(answers) != 2 or not (DASH.search(text) or HYPHENED.fullmatch(text)):
            return None
        if any(answer.status != "placed" for answer in answers):
            return None
        apart = distance_km(*point_of(answers[0]), *point_of(answers[1]))
        if not SAME_PLACE_KM < apart <= STRETCH_KM:
            return None
        return self._between(text, *answers, share=STRETCH_SHARE)

    def _known(self, text: str) -> bool:
        """Whether a whole text is the very name of a place."""
        return any(r.candidate.step == "exact" for r in self._gazetteer.ranked(text))

    def _one(self, text: str, context: Context) -> CellAnswer:
        if self._known(text):
            return self._name(text, context)
        written = name_first(self._gazetteer, take_apart(text))
        context, notes, spellings = self._context(written, context)
        name = written.name
        position = None if self._known(name) else positions().read(name)
        if position is not None and position.manner == "beside":
            name, other = position.names
            town = self._town(find_area(self._gazetteer, other), other)
            context = replace(context, beside=(*context.beside, town))
            answer = self._name(name, context, spellings)
        elif position is not None:
            answer = self._position(name, position, context)
        elif (seat := municipality(name)) and not self._known(name):
            answer = self._hromada(name, seat, context)
        elif not self._known(name) and (facility := positions().facility(name)):
            answer = self._facility(name, *facility, context)
        else:
            answer = self._name(name, context, spellings)
        if not notes:
            return answer
        return replace(
            answer, why="; ".join((answer.why, *notes)), score=round(answer.score * OTHER_SHARE, 3)
        )

    def _context(
        self, written: Written, context: Context
    ) -> tuple[Context, list[str], tuple[str, ...]]:
        """What brackets and parts behind commas add: areas, towns nearby, other spellings."""
        areas, beside, notes = list(context.areas), list(context.beside), []
        spellings: list[str] = []
        for part in written.parts + written.brackets:
            position = positions().read(part)
            kind = area_kind(part)
            area = find_area(self._gazetteer, position.names[0] if position else part)
            if position is not None or kind == "municipality":
                beside.append(self._town(area, position.names[0]) if position else area)
            elif kind or (area and not area.loose and part in written.parts):
                areas.append(area)
            elif part in written.brackets:
                spellings.append(part)
            elif area:
                beside.append(area)
            else:
                notes.append(f"{part!r} was not understood")
        return replace(context, areas=tuple(areas), beside=tuple(beside)), notes, tuple(spellings)

    def _town(self, area: Area, name: str) -> Area:
        """The town of a name, even where the name alone means a whole region."""
        town = find_area(self._gazetteer, name, town=True)
        return town or area

    def _name(self, name: str, context: Context, spellings: tuple[str, ...] = ()) -> CellAnswer:
        """A mere name, with its other spellings from the brackets behind it."""
        ranked = self._gazetteer.ranked(name)
        notes: list[str] = []
        for other in spellings:
            ranked, context, note = self._spelled(ranked, other, context)
            notes.append(note)
        return self._answer(name, choose(name, ranked, context), notes)

    def _spelled(
        self, ranked: list[Ranked], other: str, context: Context
    ) -> tuple[list[Ranked], Context, str]:
        """What a name in brackets decides: it is the place's other name, or what is around it."""
        others = self._gazetteer.ranked(other)
        if not ranked:
            return others, context, f"the name in brackets, {other}, is the one known"
        if not others:
            return ranked, context, f"{other!r} in brackets is not known"
        ids = {r.place.id for r in others}
        both = [r for r in ranked if r.place.id in ids]
        both = both or [r for r in ranked if any(same_spot(r.place, o.place) for o in others)]
        if both:
            return both, context, f"also called {other}"
        area = find_area(self._gazetteer, other)
        if area and not area.loose and any(area.inside(r.place) for r in ranked):
            return ranked, replace(context, areas=(*context.areas, area)), ""
        town = around(self._gazetteer, other, (r.place for r in others))
        if any(circle.away(r.place) <= NEAR_KM for r in ranked for circle in town.circles):
            return ranked, replace(context, beside=(*context.beside, town)), ""
        note = f"no {other} is known near it; either name may be the one meant"
        return [*ranked, *others], replace(context, single=True), note

    def _answer(
        self, written: str, choice: Choice, notes: Sequence[str] = (), share: float = 1.0
    ) -> CellAnswer:
        matches = tuple(to_match(r, written, on=self._on) for r in choice.ranked)
        told = "; ".join(filter(None, (choice.note, *notes)))
        if choice.status == "not found":
            near = "" if choice.ranked else self._did_you_mean(written)
            return CellAnswer("not found", told + near, alternatives=matches[:MOST_ALTERNATIVES])
        if choice.status == "ambiguous":
            return ambiguous(written, matches, told)
        match = matches[0]
        place = match.place
        return CellAnswer(
            "placed",
            "; ".join(filter(None, (match.why, told))),
            round(match.score * choice.share * share, 3),
            place,
            place.name,
            place.admin1,
            place.admin2,
            place.latitude,
            place.longitude,
            radius_km=place.radius_km,
            alternatives=matches[1:MOST_ALTERNATIVES],
        )

    def _did_you_mean(self, name: str) -> str:
        near = self._gazetteer.suggest(name)
        return f"; did you mean {', '.join(near)}?" if near else ""

    def _hromada(self, text: str, name: str, context: Context) -> CellAnswer:
        """A hromada itself: the point of its town."""
        seats = [circle.seat for circle in find_area(self._gazetteer, text).circles]
        ids = {place.id for place in seats}
        spelled = dict.fromkeys((name, *(place.name for place in seats)))
        ranked = (r for each in spelled for r in self._gazetteer.ranked(each))
        towns = {r.place.id: r for r in ranked if r.place.id in ids}
        answer = self._answer(text, choose(name, list(towns.values()), context))
        if answer.status != "placed":
            return answer
        radius = REACH_KM["municipality"]
        why = f"{text!r}: the point is that of {answer.place_name}, its town; {answer.why}"
        score = round(answer.score * SHARES["near"], 3)
        return replace(answer, why=why, score=score, manner="near", radius_km=radius)

    def _position(self, text: str, position: Position, context: Context) -> CellAnswer:
        """What lies near a place, off it, or between two."""
        reach = replace(context, border_km=BORDER_KM + position.distance_km)
        answers = [self._name(name, reach) for name in position.names]
        if position.manner == "between":
            answers = self._nearest_to_each_other(position.names, answers, reach)
            if all(answer.status == "placed" for answer in answers):
                return self._between(text, *answers)
        first = answers[0]
        wrong = next((a for a in answers if a.status != "placed"), None)
        if wrong is not None:
            return wrong
        if position.distance_km > TOO_FAR_KM:
            far = f"{position.distance_km:g} km from {shown(first)} is too far for a point"
            return CellAnswer("ambiguous", f"{text!r}: {far}")
        share = SHARES[position.manner]
        rules = positions()
        if position.manner == "offset" and position.bearing is not None:
            radius = max(
                rules.uncertainty_km["offset_least"],
                position.distance_km * rules.uncertainty_share["offset"],
            )
            start = point_of(first)
            at = destination(*start, bearing=position.bearing, km=position.distance_km)
            told = (
                f"{position.distance_km:g} km at {position.bearing:g} degrees from {shown(first)}"
            )
            return self.point(
                at, text, "offset", first.score * share, f"{told}; {first.why}", radius
            )
        if position.manner == "away":
            radius = max(1.0, position.distance_km * rules.uncertainty_share["away"])
            told = f"{text!r} tells no direction: the point is that of {first.place_name}"
        else:
            radius = rules.uncertainty_km[position.manner]
            told = f"{text!r}: the point is that of {first.place_name}"
        return replace(
            first,
            why=f"{told}, within some {radius:g} km; {first.why}",
            score=round(first.score * share, 3),
            manner=position.manner,
            radius_km=max(radius, first.radius_km or 0.0),
        )

    def _nearest_to_each_other(
        self, names: Sequence[str], answers: Sequence[CellAnswer], context: Context
    ) -> list[CellAnswer]:
        """Two ends of a stretch: of an unclear one, the namesake near the clear one."""
        clear = [answer.place for answer in answers if answer.status == "placed" and answer.place]
        if len(clear) != 1:
            return list(answers)
        town = around(self._gazetteer, clear[0].name, clear)
        nearer = replace(context, beside=(*context.beside, town))
        return [
            self._name(name, nearer) if answer.status == "ambiguous" else answer
            for name, answer in zip(names, answers, strict=True)
        ]

    def _between(
        self, text: str, first: CellAnswer, other: CellAnswer, *, share: float | None = None
    ) -> CellAnswer:
        """Halfway between two places; `share` of their distance is the uncertainty."""
        apart = distance_km(*point_of(first), *point_of(other))
        if apart > TOO_FAR_KM:
            told = f"{shown(first)} and {shown(other)} lie {apart:.0f} km apart"
            return CellAnswer("ambiguous", f"{told}, too far for a point between them")
        rules = positions()
        share = rules.uncertainty_share["between"] if share is None else share
        radius = max(rules.uncertainty_km["between_least"], apart * share)
        at = midpoint(*point_of(first), *point_of(other))
        score = min(first.score, other.score) * SHARES["between"]
        told = f"halfway between {shown(first)} and {shown(other)}, {apart:.0f} km apart"
        return self.point(at, text, "between", score, told, radius)

    def point(
        self,
        at: tuple[float, float],
        name: str,
        manner: str,
        score: float,
        why: str,
        radius_km: float | None = None,
    ) -> CellAnswer:
        """A computed point; its district is that of the nearest settlement."""
        nearest = surroundings(self._gazetteer).nearest(*at, REGION_KM)
        if radius_km is not None:
            why = f"{why}, within some {radius_km:.2g} km"
        admin1, admin2 = (nearest[1].admin1, nearest[1].admin2) if nearest else ("", "")
        if nearest:
            why = f"{why}; nearest settlement {nearest[1].name}, {nearest[0]:.1f} km"
        latitude, longitude = (round(figure, 5) for figure in at)
        return CellAnswer(
            "placed", why, round(score, 3), None, name, admin1, admin2, latitude, longitude,
            manner, radius_km,
        )  # fmt: skip

    def _facility(self, text: str, kind: str, town: str, context: Context) -> CellAnswer:
        """A town's airfield, dam, port ...: the one known, else the town itself."""
        whole = [r for r in self._gazetteer.ranked(text) if r.place.kind == "facility"]
        towns = [
            r
            for r in self._gazetteer.ranked(town)
            if r.place.kind == "settlement" and r.candidate.step != "fuzzy"
        ]
        choice = choose(town, towns, context)
        known = whole or self._facilities(kind, [town, *(r.place.name for r in choice.ranked[:3])])
        if towns:
            near = [r for r in known if any(_close(r.place, t.place) for t in towns)]
            known = near or (known if kind in positions().regional else [])
        if known:
            found = self._answer(text, choose(text, known, context))
            if found.status == "placed":
                return replace(found, manner="facility")
        if not towns:
            return self._name(text, context)
        answer = self._answer(town, choice, share=SHARES["facility"])
        if answer.status != "placed":
            return answer
        told = f"{text!r}: no such {kind.replace('_', ' ')} is known"
        why = f"{told}, the point is that of {answer.place_name}; {answer.why}"
        return replace(answer, why=why, manner="facility", radius_km=FACILITY_KM / 3)

    def _facilities(self, kind: str, towns: Sequence[str]) -> list[Ranked]:
        """Known facilities of a class that bear the name of one of these towns."""
        names = [
            name for town in dict.fromkeys(towns) for name in positions().facility_names(kind, town)
        ]
        store = self._gazetteer.store
        found = [
            candidate
            for name in dict.fromkeys(names)
            for candidate in self._gazetteer.candidates(name)
            if candidate.step != "fuzzy"
        ]
        best = {c.place: c for c in sorted(found, key=lambda c: c.evidence)}
        return [r for r in rank(store, best.values()) if r.place.kind == "facility"]


def _close(a: Place, b: Place) -> bool:
    return distance_km(a.latitude, a.longitude, b.latitude, b.longitude) <= FACILITY_KM
