"""Clauses: the stretches of a sentence that tell events of their own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from .lexicon import Lexicon
from .listing import linked, without_asides
from .reading import Reading
from .triggers import Trigger


@dataclass(frozen=True)
class Clause:
    """A stretch of a sentence with triggers of its own."""

    start: int
    end: int
    triggers: tuple[Trigger, ...]

    def holds(self, at: int) -> bool:
        return self.start <= at < self.end


def clauses(reading: Reading) -> tuple[Clause, ...]:
    """Cut a sentence where both sides have an own trigger and an own place."""
    breaks = break_offsets(reading)
    edges = [0, *breaks, len(reading.text)]
    parts = [
        Clause(a, b, tuple(t for t in reading.triggers if a <= t.start < b))
        for a, b in pairwise(edges)
    ]
    merged: list[Clause] = []
    for part in parts:
        whole = _is_whole(reading, part) and not _is_result(part)
        if merged and not (whole and _is_whole(reading, merged[-1])):
            last = merged[-1]
            merged[-1] = Clause(last.start, part.end, last.triggers + part.triggers)
        else:
            merged.append(part)
    return tuple(merged)


def break_offsets(reading: Reading) -> list[int]:
    """Offsets where a clause may end."""
    pattern = _clause_break(reading.lexicon)
    found = list(pattern.finditer(reading.text)) if pattern else []
    if not found:
        return []
    offset, lists = reading.sentence.start, []
    text = without_asides(reading.text, offset, reading.spots)
    for one, other in pairwise(s for s in reading.spots if s.manner != "context"):
        between = one.mention.end - offset, other.start - offset
        if linked(text, *between, reading.lexicon):
            lists.append(between)
    # "Strikes on A and B killed two": no new clause begins between A and B.
    return [
        m.end()
        for m in found
        if m.group().startswith((",", ";")) or not any(a <= m.start() < b for a, b in lists)
    ]


@cache
def _clause_break(lexicon: Lexicon) -> re.Pattern[str] | None:
    # Not `anywhere`: marks such as ";" follow a letter without a space.
    listed = lexicon.section("places").get("clause_break", ())
    body = "|".join(lexicon.expand(pattern) for pattern in listed)
    return re.compile(rf"(?:{body})(?!\w)", re.IGNORECASE) if body else None


def _is_whole(reading: Reading, clause: Clause) -> bool:
    offset = reading.sentence.start
    firm = (s for s in reading.spots if not s.weak)
    told = clause.triggers or any(
        d.denied and clause.holds(d.trigger.start) for d in reading.dropped
    )
    return bool(told) and any(clause.holds(s.start - offset) for s in firm)


def _is_result(clause: Clause) -> bool:
    """Whether a clause goes on with those hurt: "... and wounded seven"."""
    first = next(iter(clause.triggers), None)
    return first is not None and first.kind.loser and first.start - clause.start <= 1


def around(reading: Reading, trigger: Trigger) -> tuple[int, int]:
    """The stretch between the clause breaks next to a trigger."""
    breaks = [0, *break_offsets(reading), len(reading.text)]
    before = max(b for b in breaks if b <= trigger.start)
    return before, min(b for b in breaks if b > trigger.start)
