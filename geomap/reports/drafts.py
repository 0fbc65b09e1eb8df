"""Events of a sentence: triggers with their number, time, sides and places put together."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from .claimants import Claimant
from .clauses import Clause, around, clauses
from .dates import DateSpan
from .lexicon import common
from .parties import Party, is_beaten, opponent, resolve, roles, suffers
from .placing import beside, choose
from .quantities import Quantity, leading
from .reading import Reading
from .spots import Spot
from .triggers import Cue, Dropped, Kind, Trigger, anywhere, kinds, uncovered

# A number without a unit counts what its trigger is about only this close behind it.
_ADJACENT = 25
# The unit of "seven times", and what that may count, the first that a kind has.
_TIMES = "times"
_HAPPENINGS = ("attacks", "strikes", "shellings", "clashes")
# Units of persons: their numbers come with verbs of their own ("killed two, wounded seven").
_PERSONS = ("dead", "wounded", "losses", "people", "civilians", "children", "troops")
# Kinds whose doer is the one beaten back where a passive says that the attack was repelled.
_ATTACKS = frozenset({"assault", "attempted", "advanced"})
# A number that ends the clause may stand this far behind.
_CLOSING = 60


@dataclass(eq=False)
class Draft:
    """An event on its way to the table; `steps` are how sure, `why` is what led here."""

    kind: Kind
    reading: Reading
    trigger: Trigger
    spots: tuple[Spot, ...] = ()
    quantity: Quantity | None = None
    quantities: tuple[Quantity, ...] = ()
    actor: str | None = None
    target: str | None = None
    date: DateSpan | None = None
    first: dt.date | None = None
    last: dt.date | None = None
    precision: int | None = None
    own_place: bool = False
    own_date: bool = False
    part: int = 0
    steps: dict[str, float] = field(default_factory=dict)
    why: list[str] = field(default_factory=list)

    @property
    def claimant(self) -> Claimant | None:
        return self.reading.claimant

    def step(self, name: str, why: str = "") -> None:
        """Note a step with its confidence from the common lexicon."""
        self.steps[name] = float(common()["confidence"][name])
        if why:
            self.why.append(why)


def drafts(reading: Reading, narrator: str | None) -> list[Draft]:
    """Events that a sentence tells, without what other sentences have to add."""
    found: list[Draft] = []
    for clause in clauses(reading):
        complete, lacking = _complete(reading, clause)
        kept, covered = uncovered(complete)
        reading.dropped += lacking + covered
        for trigger in kept:
            found += _of_trigger(reading, clause, trigger, narrator)
    return found


def _complete(reading: Reading, clause: Clause) -> tuple[tuple[Trigger, ...], tuple[Dropped, ...]]:
    """Triggers that have the number they need; without it they cover no other either."""
    complete, lacking = [], []
    for trigger in clause.triggers:
        needed = trigger.kind.needs == "quantity"
        if not needed or _leading(_quantities(reading, clause, trigger), trigger):
            complete.append(trigger)
        else:
            units = ", ".join(trigger.kind.units)
            cue = Cue(f"common.toml [kinds.{trigger.kind.name}] needs", units)
            lacking.append(Dropped(trigger, "no number", cue))
    return tuple(complete), tuple(lacking)


def _leading(counts: tuple[Quantity, ...], trigger: Trigger) -> Quantity | None:
    return leading(counts, trigger.kind.unit_ranks, (trigger.start, trigger.end))


def _quantities(reading: Reading, clause: Clause, trigger: Trigger) -> tuple[Quantity, ...]:
    inside = [q for q in reading.quantities if clause.holds(q.start)]
    inside = [q for q in inside if not _of_another(q, clause, trigger)]
    if len(inside) == 1 and trigger.kind.other_side and _closes(reading.text, inside[0], trigger):
        # "Hyökkäyksiä torjuttiin vuorokauden aikana 28": the last word counts the attacks.
        return (replace(inside[0], unit=trigger.kind.default_unit),)
    return tuple(_with_default_unit(_times(q, trigger), trigger) for q in inside)


def _of_another(quantity: Quantity, clause: Clause, trigger: Trigger) -> bool:
    """Whether another event stands between a trigger and a number of a unit of both.

    "They hold their positions and repelled eight attacks": the attacks were repelled.
    """
    rank = trigger.kind.unit_ranks.get(quantity.unit or "")
    return rank is not None and any(
        trigger.end <= other.start
        and other.end <= quantity.end
        and other.kind.unit_ranks.get(quantity.unit or "", rank + 1) <= rank
        for other in uncovered(clause.triggers)[0]
        if other.kind is not trigger.kind and other.kind.needs is None
    )


def _times(quantity: Quantity, trigger: Trigger) -> Quantity:
    """Let "seven times" count what the trigger tells: attacks, strikes, shellings."""
    if quantity.unit != _TIMES:
        return quantity
    unit = next((u for u in trigger.kind.units if u in _HAPPENINGS), None)
    return replace(quantity, unit=unit)


def _closes(text: str, quantity: Quantity, trigger: Trigger) -> bool:
    """Whether a bare number ends the clause of a trigger, not far behind it."""
    if quantity.unit is not None or not 0 <= quantity.start - trigger.end <= _CLOSING:
        return False
    return not re.search(r"[,;:]\s", text[trigger.end : quantity.start]) and bool(
        re.match(r"\s*(?:[,.;)]|$)", text[quantity.end :])
    )


def _of_trigger(
    reading: Reading, clause: Clause, trigger: Trigger, narrator: str | None
) -> list[Draft]:
    inside = _quantities(reading, clause, trigger)
    quantity = _leading(inside, trigger)
    date = _date(reading, clause, trigger)
    kind = _become(trigger.kind, quantity, date)
    spots = [s for s in reading.spots if clause.holds(s.start - reading.sentence.start)]
    whole = Draft(kind, reading, replace(trigger, kind=kind), quantity=quantity)
    whole.quantities = tuple(q for q in inside if q.unit)
    whole.date = date
    whole.step("trigger", f"{trigger.text!r} -> {kind.outcome or kind.name}")
    if trigger.hedged:
        whole.step("hedged", "hedged or disputed")
    found = []
    for part, (start, end, own) in enumerate(_parts(reading, clause, whole, inside)):
        draft = replace(whole, part=part, steps=dict(whole.steps), why=list(whole.why))
        draft.quantity = own or quantity
        if own is not None:
            draft.quantities = tuple(q for q in whole.quantities if start <= q.start < end)
        offset = reading.sentence.start
        near = [s for s in spots if start <= s.start - offset < end]
        if own is None:
            at = trigger.start
            near = list(beside(near, reading.text, offset, at, reading.lexicon))
        firm = [s for s in near if not s.weak]
        draft.spots = choose(firm) or choose(reading.spots)
        draft.own_place = bool(draft.spots)
        if draft.own_place and all(spot.weak for spot in draft.spots):
            draft.step("borrowed_place", "no place but that of the one who speaks")
        if own is None:
            start, end = around(reading, trigger)
        parties = tuple(p for p in reading.parties if start <= p.start < end)
        parties = resolve(parties or _in_clause(reading, clause), narrator)
        draft.actor, draft.target = _beaten(reading, clause, draft, narrator) or roles(
            draft.trigger,
            parties,
            draft.quantity,
            reading.text,
            reading.lexicon,
            clause.triggers,
        )
        if draft.actor is None and not kind.loser:
            draft.actor = _self(reading, trigger)
        found.append(draft)
    return found


def _beaten(
    reading: Reading, clause: Clause, draft: Draft, narrator: str | None
) -> tuple[str | None, str | None] | None:
    """Who repelled whom where a passive follows the attack: "Russia attacked, but was repelled"."""
    trigger, text, lexicon = draft.trigger, reading.text, reading.lexicon
    if not trigger.kind.other_side or not is_beaten(trigger, text, lexicon):
        return None
    start, end = around(reading, trigger)
    if any(start <= p.start < end for p in reading.parties):
        return None
    attacks = [t for t in clause.triggers if t.kind.name in _ATTACKS and t.end <= trigger.start]
    for attack in reversed(attacks):
        start, end = around(reading, attack)
        parties = tuple(p for p in reading.parties if start <= p.start < min(end, trigger.start))
        attacker, _ = roles(attack, resolve(parties, narrator), None, text, lexicon)
        if opponent(attacker):
            return opponent(attacker), attacker
    return None


def _in_clause(reading: Reading, clause: Clause) -> tuple[Party, ...]:
    """Sides of a clause, else those named before it: the subject goes on until one speaks."""
    inside = tuple(p for p in reading.parties if clause.holds(p.start))
    if inside or (clause.start and any(clause.holds(c.end - 1) for c in reading.claims)):
        return inside
    return tuple(p for p in reading.parties if p.start < clause.end)


def _self(reading: Reading, trigger: Trigger) -> str | None:
    """The side that says of itself what it did ("Russia says it took ...")."""
    pattern = anywhere(reading.lexicon, "sides", "self_form")
    if pattern is None or reading.claimant is None:
        return None
    for claim in reading.claims:
        if claim.end <= trigger.end and pattern.search(reading.text, claim.end, trigger.end):
            own = reading.claimant.party
            return opponent(own) if suffers(trigger, reading.text, reading.lexicon) else own
    return None


def _become(kind: Kind, quantity: Quantity | None, date: DateSpan | None) -> Kind:
    """Casualties in large numbers, or of a long time, are cumulative losses."""
    rule = kind.becomes
    if rule is None:
        return kind
    number = quantity.value or quantity.low or 0 if quantity else 0
    if number >= rule["quantity"] or (date is not None and date.precision >= rule["precision"]):
        return kinds()[rule["kind"]]
    return kind


def _with_default_unit(quantity: Quantity, trigger: Trigger) -> Quantity:
    distance = quantity.start - trigger.end
    bare = quantity.unit is None and trigger.kind.default_unit is not None
    close = -_ADJACENT <= distance <= _ADJACENT and quantity.qualifier is not None
    if bare and (close or 0 <= distance <= 2):
        return replace(quantity, unit=trigger.kind.default_unit)
    return quantity


def _date(reading: Reading, clause: Clause, trigger: Trigger) -> DateSpan | None:
    dates = reading.event_dates
    inside = [d for d in dates if clause.holds(d.start)] or list(dates)
    return min(inside, key=lambda d: abs(d.start - trigger.start), default=None)


def _parts(
    reading: Reading, clause: Clause, draft: Draft, quantities: Sequence[Quantity]
) -> list[tuple[int, int, Quantity | None]]:
    """Share a clause among numbers of one unit that have a place (or, of losses, a side)
    each: "12 attacks near A, 3 near B"."""
    leader = draft.quantity
    same = [q for q in quantities if leader and q.unit == leader.unit and q.value is not None]
    if len(same) < 2:
        # "Five missiles over A and eight drones over B".
        things = [u for u in draft.kind.units if u not in _PERSONS]
        same = [q for q in quantities if q.unit in things and q.value is not None]
    if len(same) < 2:
        return [(clause.start, clause.end, None)]
    offset = reading.sentence.start
    marks = [s.start - offset for s in reading.spots]
    if draft.kind.loser:
        marks = [p.start for p in reading.parties]
    marks = [m for m in marks if clause.holds(m)]
    before = bool(marks) and marks[0] < same[0].start
    edges = [clause.start]
    for left, right in pairwise(same):
        cuts = [m.end() for m in re.finditer(r"[,;:]|\s[–—-]\s|\s", reading.text[: right.start])]
        cuts = [c for c in cuts if c >= left.end] or [right.start]
        commas = [c for c in cuts if reading.text[c - 1] in ",;"] or cuts
        edges.append(commas[0] if before else commas[-1])
    edges.append(clause.end)
    parts = list(zip(edges, edges[1:], same, strict=False))
    if all(any(a <= m < b for m in marks) for a, b, _ in parts):
        return [*parts]
    return [(clause.start, clause.end, None)]
