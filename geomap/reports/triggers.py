"""Triggers: the words that tell that something happened, and what takes it back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from .lexicon import Lexicon, LexiconError, common

# Words that negate or hedge stand this close before what they bear on.
_REACH = 90


@dataclass(frozen=True, slots=True)
class Kind:
    """What a trigger stands for in the table; see docs/lexicons.md for each key."""

    name: str
    event_type: str
    sub_event_type: str
    outcome: str | None = None
    units: tuple[str, ...] = ()
    default_unit: str | None = None
    covers: frozenset[str] = frozenset()
    needs: str | None = None
    control: bool = False
    other_side: bool = False
    loser: bool = False
    gives: bool = False
    total: bool = False
    becomes: Mapping[str, Any] | None = None

    @property
    def unit_ranks(self) -> dict[str, int]:
        return {unit: rank for rank, unit in enumerate(self.units)}


@dataclass(frozen=True, slots=True)
class Trigger:
    """A span of a sentence that tells an event of a kind; `hedged` ones are less sure."""

    kind: Kind
    start: int
    end: int
    text: str
    hedged: bool = False


@lru_cache
def kinds() -> dict[str, Kind]:
    """All kinds of event, by name."""
    fields = Kind.__dataclass_fields__
    found = {}
    for name, entry in common()["kinds"].items():
        unknown = set(entry) - set(fields)
        if unknown:
            raise LexiconError(f"common.toml: [kinds.{name}] has no key {sorted(unknown)[0]!r}")
        covers = frozenset(entry.get("covers", ()))
        units = tuple(entry.get("units", ()))
        found[name] = Kind(name=name, **{**entry, "covers": covers, "units": units})
    return found


@lru_cache
def _event_patterns(lexicon: Lexicon) -> tuple[tuple[Kind, re.Pattern[str]], ...]:
    compiled = []
    for name, patterns in lexicon.section("events").items():
        if name not in kinds():
            raise LexiconError(f"{lexicon.language}.toml: [events] has unknown kind {name!r}")
        pattern = lexicon.compile(patterns)
        if pattern is not None:
            compiled.append((kinds()[name], pattern))
    return tuple(compiled)


@lru_cache
def _ending(lexicon: Lexicon, section: str, key: str) -> re.Pattern[str] | None:
    compiled = lexicon.compile(lexicon.section(section).get(key, ()))
    return re.compile(rf"{compiled.pattern}\s*$", re.IGNORECASE) if compiled else None


def stands_before(text: str, at: int, lexicon: Lexicon, section: str, key: str) -> bool:
    """Whether the patterns of an entry stand right before an offset of a text."""
    pattern = _ending(lexicon, section, key)
    return bool(pattern and pattern.search(text[max(0, at - _REACH) : at]))


@lru_cache
def anywhere(lexicon: Lexicon, section: str, key: str) -> re.Pattern[str] | None:
    """The patterns of an entry, to be found anywhere in a text."""
    return lexicon.compile(lexicon.section(section).get(key, ()))


def find_triggers(sentence: str, lexicon: Lexicon) -> tuple[Trigger, ...]:
    """Triggers of a folded sentence that stand, in order; negated and planned ones fall."""
    return told_and_fallen(sentence, lexicon)[0]


def told_and_fallen(
    sentence: str, lexicon: Lexicon
) -> tuple[tuple[Trigger, ...], tuple[Trigger, ...]]:
    """Triggers of a folded sentence that stand, and those that are negated or planned."""
    found = [
        Trigger(kind, match.start(), match.end(), match.group())
        for kind, pattern in _event_patterns(lexicon)
        for match in pattern.finditer(sentence)
    ]
    found.sort(key=lambda trigger: (trigger.start, -trigger.end, trigger.kind.name))
    if not found:
        return (), ()
    background = anywhere(lexicon, "background", "main")
    first = background.search(sentence) if background else None
    if first and not _attributive(sentence, first, lexicon):
        # A sentence that describes tells no event after the describing verb.
        found = [trigger for trigger in found if trigger.start < first.start()]
    hedge = anywhere(lexicon, "hedging", "hedged_anywhere")
    doubted = bool(hedge and hedge.search(sentence))
    standing, fallen = [], []
    for trigger in found:
        verdict = _verdict(sentence, trigger, lexicon)
        if verdict != "dropped":
            hedged = doubted or verdict == "hedged"
            standing.append(Trigger(trigger.kind, trigger.start, trigger.end, trigger.text, hedged))
        else:
            fallen.append(trigger)
    return tuple(standing), tuple(fallen)


def _attributive(sentence: str, found: re.Match[str], lexicon: Lexicon) -> bool:
    """Whether "is located" hangs on a relative pronoun: then the main clause goes on."""
    return stands_before(sentence, found.start(), lexicon, "background", "relative")


def _verdict(sentence: str, trigger: Trigger, lexicon: Lexicon) -> str:
    before = sentence[max(0, trigger.start - _REACH) : trigger.start]
    before = re.split(r"[.;:!?]\s", before)[-1]
    for key, verdict in (
        ("negated_before", "dropped"),
        ("real_before", "stands"),
        ("dropped_before", "dropped"),
    ):
        if stands_before(before, len(before), lexicon, "hedging", key):
            return verdict
    future = anywhere(lexicon, "hedging", "future")
    if future and future.search(sentence):
        return "dropped"
    hedged = stands_before(before, len(before), lexicon, "hedging", "hedged_before")
    return "hedged" if hedged else "stands"


def uncovered(triggers: tuple[Trigger, ...]) -> tuple[Trigger, ...]:
    """One trigger a kind, without the kinds that a more definite one covers."""
    covered = {name for trigger in triggers for name in trigger.kind.covers}
    kept: dict[str, Trigger] = {}
    for trigger in triggers:
        if trigger.kind.name not in covered:
            kept.setdefault(trigger.kind.name, trigger)
    return tuple(kept.values())
