"""Triggers: the words that tell that something happened, and what takes it back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Literal

from .lexicon import Lexicon, common
from .wording import LexiconError, Wording, Wordings

# Words that negate or hedge stand this close before what they bear on.
_REACH = 90

# Why a trigger makes no event: it is negated; planned, possible or denied; in the future;
# after a verb that only describes; less definite than another one of its clause, or of the
# same kind as one; without the number that it needs; in a sentence that tells more of an
# event before; told in another sentence too.
Reason = Literal[
    "negated",
    "planned",
    "future",
    "background",
    "covered",
    "repeated",
    "no number",
    "refers",
    "told twice",
]
_Verdict = Literal["negated", "planned", "future", "hedged", "stands"]
_BEFORE: tuple[tuple[str, _Verdict], ...] = (
    ("negated_before", "negated"),
    ("real_before", "stands"),
    ("dropped_before", "planned"),
)


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
class Cue:
    """Words that take an event back or make it less sure, and the rule that knows them."""

    rule: str
    words: str


@dataclass(frozen=True, slots=True)
class Trigger:
    """A span of a sentence that tells an event of a kind; one with a `doubt` is less sure."""

    kind: Kind
    start: int
    end: int
    text: str
    doubt: Cue | None = None

    @property
    def hedged(self) -> bool:
        return self.doubt is not None


@dataclass(frozen=True, slots=True)
class Dropped:
    """A trigger that makes no event of its own, with the reason and what gave it.

    `at` is where in the report the sentence begins that tells the event instead.
    """

    trigger: Trigger
    reason: Reason
    cue: Cue | None = None
    at: int | None = None

    @property
    def denied(self) -> bool:
        """Whether the words say that it did not happen, or not yet."""
        return self.reason in ("negated", "planned", "future")


@cache
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


@cache
def _events(lexicon: Lexicon) -> Wordings[Kind]:
    compiled = []
    for name, patterns in lexicon.section("events").items():
        if name not in kinds():
            raise LexiconError(f"{lexicon.language}.toml: [events] has unknown kind {name!r}")
        pattern = lexicon.compile(patterns)
        if pattern is not None:
            compiled.append((kinds()[name], pattern))
    return Wordings(compiled)


@cache
def ending(lexicon: Lexicon, section: str, key: str) -> Wording | None:
    """The patterns of an entry, to be found at the end of a text."""
    return lexicon.compile(lexicon.section(section).get(key, ()), tail=r"\s*$")


def stands_before(text: str, at: int, lexicon: Lexicon, section: str, key: str) -> bool:
    """Whether the patterns of an entry stand right before an offset of a text."""
    return _found_before(text, at, lexicon, section, key) is not None


def _found_before(
    text: str, at: int, lexicon: Lexicon, section: str, key: str
) -> re.Match[str] | None:
    pattern = ending(lexicon, section, key)
    return pattern.search(text[max(0, at - _REACH) : at]) if pattern else None


def _cue(lexicon: Lexicon, section: str, key: str, found: re.Match[str]) -> Cue:
    return Cue(f"{lexicon.language}.toml [{section}] {key}", found.group().strip())


def _found_after(text: str, at: int, lexicon: Lexicon, key: str) -> re.Match[str] | None:
    """What takes an event back behind it: "nahm die Stadt nicht ein"."""
    pattern = anywhere(lexicon, "hedging", key)
    while at < len(text) and text[at].isspace():
        at += 1
    return pattern.match(text, at) if pattern else None


@cache
def anywhere(lexicon: Lexicon, section: str, key: str) -> Wording | None:
    """The patterns of an entry, to be found anywhere in a text."""
    return lexicon.compile(lexicon.section(section).get(key, ()))


def find_triggers(
    sentence: str, lexicon: Lexicon
) -> tuple[tuple[Trigger, ...], tuple[Dropped, ...]]:
    """Triggers of a folded sentence that stand, in order, and those that its words take back."""
    found = [
        Trigger(kind, match.start(), match.end(), match.group())
        for kind, match in _events(lexicon).in_text(sentence)
    ]
    found.sort(key=lambda trigger: (trigger.start, -trigger.end, trigger.kind.name))
    if not found:
        return (), ()
    found, described = _without_attributes(sentence, found, lexicon)
    found, dropped = _told(sentence, found, lexicon)
    dropped += described
    hedge = anywhere(lexicon, "hedging", "hedged_anywhere")
    doubted = hedge.search(sentence) if hedge else None
    doubt = _cue(lexicon, "hedging", "hedged_anywhere", doubted) if doubted else None
    standing = []
    for trigger in found:
        verdict, cue = _verdict(sentence, trigger, lexicon)
        if verdict == "stands":
            standing.append(replace(trigger, doubt=doubt))
        elif verdict == "hedged":
            standing.append(replace(trigger, doubt=cue))
        else:
            dropped.append(Dropped(trigger, verdict, cue))
    return tuple(standing), tuple(dropped)


def attributes(sentence: str, lexicon: Lexicon) -> list[re.Match[str]]:
    """Words that only say what a place is like: "the occupied city"."""
    pattern = anywhere(lexicon, "background", "attributes")
    return list(pattern.finditer(sentence)) if pattern else []


def _without_attributes(
    sentence: str, found: list[Trigger], lexicon: Lexicon
) -> tuple[list[Trigger], list[Dropped]]:
    """Part the triggers that are told from the attributes of places: "the destroyed town"."""
    matches = attributes(sentence, lexicon)
    told, dropped = [], []
    for trigger in found:
        holds = (m for m in matches if m.start() <= trigger.start and trigger.end <= m.end())
        attribute = next(holds, None)
        if attribute is None:
            told.append(trigger)
        else:
            cue = _cue(lexicon, "background", "attributes", attribute)
            dropped.append(Dropped(trigger, "background", cue))
    return told, dropped


def _told(
    sentence: str, found: list[Trigger], lexicon: Lexicon
) -> tuple[list[Trigger], list[Dropped]]:
    """Part the triggers that are told from those after a verb that only describes."""
    background = anywhere(lexicon, "background", "main")
    first = background.search(sentence) if background else None
    if first is None or _attributive(sentence, first, lexicon):
        return found, []
    cue = _cue(lexicon, "background", "main", first)
    after = [Dropped(t, "background", cue) for t in found if t.start >= first.start()]
    return [t for t in found if t.start < first.start()], after


def _attributive(sentence: str, found: re.Match[str], lexicon: Lexicon) -> bool:
    """Whether "is located" hangs on a relative pronoun: then the main clause goes on."""
    return stands_before(sentence, found.start(), lexicon, "background", "relative")


def _verdict(sentence: str, trigger: Trigger, lexicon: Lexicon) -> tuple[_Verdict, Cue | None]:
    before = sentence[max(0, trigger.start - _REACH) : trigger.start]
    before = re.split(r"[.;:!?]\s", before)[-1]
    for key, verdict in _BEFORE:
        found = _found_before(before, len(before), lexicon, "hedging", key)
        if found:
            return verdict, _cue(lexicon, "hedging", key, found)
        behind = key.replace("before", "after")
        found = _found_after(sentence, trigger.end, lexicon, behind)
        if found:
            return verdict, _cue(lexicon, "hedging", behind, found)
    future = anywhere(lexicon, "hedging", "future")
    found = future.search(sentence) if future else None
    if found:
        return "future", _cue(lexicon, "hedging", "future", found)
    found = _found_before(before, len(before), lexicon, "hedging", "hedged_before")
    if found:
        return "hedged", _cue(lexicon, "hedging", "hedged_before", found)
    return "stands", None


def uncovered(
    triggers: tuple[Trigger, ...],
) -> tuple[tuple[Trigger, ...], tuple[Dropped, ...]]:
    """One trigger a kind, without the kinds that a more definite one covers; and the others."""
    covers: dict[str, Trigger] = {}
    for trigger in triggers:
        for name in sorted(trigger.kind.covers):
            covers.setdefault(name, trigger)
    kept: dict[str, Trigger] = {}
    dropped = []
    for trigger in triggers:
        name = trigger.kind.name
        if name in covers:
            cover = covers[name]
            cue = Cue(f"common.toml [kinds.{cover.kind.name}] covers", cover.text)
            dropped.append(Dropped(trigger, "covered", cue))
        elif name in kept:
            cue = Cue("one event of a kind in a clause", kept[name].text)
            dropped.append(Dropped(trigger, "repeated", cue))
        else:
            kept[name] = trigger
    return tuple(kept.values()), tuple(dropped)
