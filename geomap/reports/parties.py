"""Sides in a sentence: who acts and who is acted on, in general words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from .lexicon import Lexicon, common
from .quantities import Quantity
from .triggers import Trigger, anywhere, stands_before
from .wording import Wordings

# A side this close to the words of an attack or of a number belongs to them.
_NEAR = 22
_ONE_WORD = re.compile(r"\s*(?:[^\W\d]+\s+)?")


@dataclass(frozen=True, slots=True)
class Party:
    """A side that a span names; `enemy` and `own` depend on who tells."""

    start: int
    end: int
    name: str
    relative: bool = False


@cache
def _sides(lexicon: Lexicon) -> Wordings[str]:
    compiled = ((n, lexicon.compile(p)) for n, p in lexicon.section("parties").items())
    return Wordings((name, pattern) for name, pattern in compiled if pattern is not None)


def find_parties(text: str, lexicon: Lexicon) -> tuple[Party, ...]:
    """Sides that a folded text names, in order, not overlapping."""
    found = [Party(m.start(), m.end(), name) for name, m in _sides(lexicon).in_text(text)]
    for key in ("enemy", "own"):
        pattern = anywhere(lexicon, "sides", key)
        if pattern:
            found += [Party(m.start(), m.end(), key, True) for m in pattern.finditer(text)]
    none = anywhere(lexicon, "sides", "no_side")
    hidden = [m.span() for m in none.finditer(text)] if none and found else []
    found = [p for p in found if not any(a <= p.start < b for a, b in hidden)]
    found.sort(key=lambda party: (party.start, -party.end))
    kept: list[Party] = []
    for party in found:
        if not kept or party.start >= kept[-1].end:
            kept.append(party)
    return tuple(kept)


def opponent(name: str | None) -> str | None:
    """Whom a side calls the enemy."""
    found: str | None = common()["parties"].get(name, {}).get("opponent")
    return found


def country(name: str | None) -> str | None:
    """ISO 3166-1 alpha-2 code of a side."""
    found: str | None = common()["parties"].get(name, {}).get("country")
    return found


def teller(parties: tuple[Party, ...]) -> str | None:
    """The side that a sentence is told from: the one that it names beside "the enemy"."""
    named = {p.name for p in parties if not p.relative and opponent(p.name)}
    return named.pop() if len(named) == 1 and any(p.relative for p in parties) else None


def resolve(parties: tuple[Party, ...], narrator: str | None) -> tuple[Party, ...]:
    """Give "the enemy" and "our" the names that they have for the narrator's side."""
    narrator = narrator or teller(parties)
    resolved = []
    for party in parties:
        name: str | None = party.name
        if party.relative:
            name = narrator if party.name == "own" else opponent(narrator)
        if name is not None:
            resolved.append(Party(party.start, party.end, name, party.relative))
    return tuple(resolved)


def roles(
    trigger: Trigger,
    parties: tuple[Party, ...],
    quantity: Quantity | None,
    text: str,
    lexicon: Lexicon,
    others: Iterable[Trigger] = (),
) -> tuple[str | None, str | None]:
    """Actor and target of an event; either is None where the words do not tell.

    `others` are the triggers of the sentence: who stands behind one of them acts there.
    """
    if trigger.kind.loser:
        at = quantity.start if quantity else trigger.start
        attackers = _attackers(trigger, parties, text, lexicon)
        killer = _killer(trigger, parties, quantity, text, lexicon)
        if killer is not None:
            return killer.name, next((p.name for p in parties if p.start > trigger.end), None)
        parties = tuple(p for p in parties if p not in attackers)
        nearest = min(parties, key=lambda p: _gap(p, quantity, trigger, at), default=None)
        return None, nearest.name if nearest else None
    if trigger.kind.other_side:
        launcher = _launcher(trigger, parties, text, lexicon)
        if launcher is not None:
            return opponent(launcher.name), launcher.name
        doers = [p for p in parties if _repels(trigger, p, text, lexicon)]
        attackers = _attackers(trigger, parties, text, lexicon)
        return _repeller(trigger, parties, quantity, attackers, doers)
    agents = _told_attackers(trigger, parties, text, lexicon)
    agents = agents or _agents(trigger, parties, text, lexicon, others)
    before = [p for p in parties if p.start < trigger.end]
    after = [p for p in parties if p.start >= trigger.end and p not in agents]
    acting = agents[0] if agents else _doer(trigger, before, after, text, lexicon)
    actor = acting.name if acting else None
    suffering = _suffering(text, trigger, lexicon)
    if suffering is not None and not agents:
        if not before:
            return None, None
        # "Enemy shelling hit ..." names the doer, "Ukraine came under fire" does not.
        doer = suffering > trigger.start and not text[before[-1].end : trigger.start].strip()
        if before[-1].end <= suffering and not doer:
            return opponent(actor), actor
    if trigger.kind.gives:
        return opponent(actor), actor
    if not agents and len(before) > 1 and before[-1].start >= trigger.start:
        # "Russia launched attacks on Ukrainian positions": the first is the doer.
        return before[0].name, before[-1].name if before[-1].name != before[0].name else None
    target = next((p.name for p in after if p.name != actor), None)
    if acting not in before[-1:] and target is None:
        target = next((p.name for p in before if p.name != actor), None)
    return actor, target


def _doer(
    trigger: Trigger, before: list[Party], after: list[Party], text: str, lexicon: Lexicon
) -> Party | None:
    """The side that acts: the nearest before the verb, unless the order of words is free.

    Then it is the first one of the clause that no preposition leads to, before the verb or
    else behind it; or the one that a preposition leads to as part of what happened ("after
    Russian shelling").
    """
    last = before[-1] if before else None
    if not lexicon.section("sides").get("free_order", False):
        return last

    def led(party: Party) -> bool:
        return stands_before(text, party.start, lexicon, "sides", "no_doer_before")

    if last and led(last) and not text[last.end : trigger.start].strip():
        return last
    comma = text.rfind(",", 0, trigger.start)
    clause = [p for p in before if p.start > comma]
    return next((p for p in (*clause, *after, *before) if not led(p)), last)


def _gap(party: Party, quantity: Quantity | None, trigger: Trigger, at: int) -> int:
    if quantity and quantity.start <= party.start < quantity.end:
        return -1
    return min(abs(party.start - at), abs(party.start - trigger.start))


def _killer(
    trigger: Trigger,
    parties: tuple[Party, ...],
    quantity: Quantity | None,
    text: str,
    lexicon: Lexicon,
) -> Party | None:
    """The side right before an active "killed" with its number behind it."""
    active = anywhere(lexicon, "sides", "kills")
    if not (active and active.fullmatch(trigger.text) and quantity):
        return None
    if quantity.start < trigger.start:
        return None
    force = anywhere(lexicon, "words", "force")
    for party in parties:
        between = text[party.end : trigger.start].strip()
        if party.end <= trigger.start and (not between or (force and force.fullmatch(between))):
            return party
    return None


def _suffering(text: str, trigger: Trigger, lexicon: Lexicon) -> int | None:
    """Where words begin whose subject is the one acted on ("came under fire"), if any do."""
    patterns = [anywhere(lexicon, "sides", key) for key in ("suffered", "passive")]
    first = max(0, trigger.start - _NEAR)
    found = [p.search(text, first, trigger.end + _NEAR) for p in patterns if p]
    starts = [m.start() for m in found if m]
    if not starts and trigger.kind.event_type != "Strategic developments":
        # "Wurden ukrainische Stellungen beschossen"; nobody need be to blame for an evacuation.
        passive = stands_before(text, trigger.start, lexicon, "sides", "suffered_before")
        return trigger.start if passive else None
    return min(starts, default=None)


def _launcher(
    trigger: Trigger, parties: tuple[Party, ...], text: str, lexicon: Lexicon
) -> Party | None:
    """Who sent what "was shot down": the first side before it."""
    passive = anywhere(lexicon, "sides", "passive")
    before = [p for p in parties if p.end <= trigger.start]
    if not before or not passive:
        return None
    return before[0] if passive.search(text, max(0, trigger.start - _NEAR), trigger.end) else None


def _attackers(
    trigger: Trigger, parties: tuple[Party, ...], text: str, lexicon: Lexicon
) -> list[Party]:
    """Sides whose attacks the words name: "Russian attacks", "атаки ВСУ", "Venäjän hyökkäys"."""
    pattern = anywhere(lexicon, "words", "attack")
    found = []
    for attack in pattern.finditer(text) if pattern else ():
        beside = [p for p in parties if _joined(text, p.end, attack.start(), trigger)]
        beside += [p for p in parties if _joined(text, attack.end(), p.start, trigger)]
        found += sorted(beside, key=lambda p: abs(p.start - attack.start()))[:1]
    return found


def _joined(text: str, end: int, start: int, trigger: Trigger) -> bool:
    """Whether at most one word, and none of what happened, stands between two offsets."""
    if not 0 <= start - end <= _NEAR or (trigger.start < start and trigger.end > end):
        return False
    return bool(_ONE_WORD.fullmatch(text, end, start))


def _repeller(
    trigger: Trigger,
    parties: tuple[Party, ...],
    quantity: Quantity | None,
    attackers: list[Party],
    doers: list[Party],
) -> tuple[str | None, str | None]:
    """Who beat back whom: the side that stands with the attacks is the attacker."""
    if doers:
        return doers[0].name, opponent(doers[0].name)

    def with_attacks(party: Party) -> bool:
        if quantity and quantity.start <= party.start <= quantity.end + _NEAR:
            return party.relative or party.start < trigger.start or party.start >= trigger.end
        return trigger.start <= party.start <= trigger.end + _NEAR

    attackers = attackers or [p for p in parties if with_attacks(p)]
    others = [p for p in parties if p not in attackers]
    actor = others[-1].name if others else None
    target = attackers[0].name if attackers else None
    if actor == target:
        actor = None
    return actor or opponent(target), target or opponent(actor)


def _repels(trigger: Trigger, party: Party, text: str, lexicon: Lexicon) -> bool:
    """Whether a side is told right behind a passive: "were repelled by Ukraine"."""
    agent = anywhere(lexicon, "sides", "agent_before")
    attack = anywhere(lexicon, "words", "attack")
    between = text[trigger.end : party.start].strip()
    led = party.start >= trigger.end and agent is not None and agent.fullmatch(between)
    return bool(led and not (attack and attack.search(between)))


def _told_attackers(
    trigger: Trigger, parties: tuple[Party, ...], text: str, lexicon: Lexicon
) -> list[Party]:
    """Sides that stand with an attack told as a noun: "reported Russian attacks on"."""
    pattern = anywhere(lexicon, "words", "attack")
    if pattern is None or pattern.fullmatch(trigger.text):
        return []
    found = []
    for attack in pattern.finditer(text, trigger.start, trigger.end):
        for party in parties:
            before = _ONE_WORD.fullmatch(text, party.end, attack.start())
            behind = party.start >= attack.end() and not text[attack.end() : party.start].strip()
            if (before and party.end <= attack.start()) or behind:
                found.append(party)
    return found


def _agents(
    trigger: Trigger,
    parties: tuple[Party, ...],
    text: str,
    lexicon: Lexicon,
    others: Iterable[Trigger],
) -> list[Party]:
    """Sides told as doers ("by Ukraine"), the one that stands nearest to the trigger first.

    "Russia shelled the village taken by Ukraine": who took it did not shell it.
    """
    found = [p for p in parties if _is_agent(text, p, lexicon)]
    if any(p.end <= trigger.start and p not in found for p in parties):
        later = [t.end for t in others if t.start >= trigger.end]
        found = [p for p in found if not any(trigger.end < end <= p.start for end in later)]
    return sorted(found, key=lambda p: max(p.start - trigger.end, trigger.start - p.end))


def suffers(trigger: Trigger, text: str, lexicon: Lexicon) -> bool:
    """Whether the subject of a trigger is the one acted on: "its soldiers are under pressure"."""
    return _suffering(text, trigger, lexicon) is not None


def is_beaten(trigger: Trigger, text: str, lexicon: Lexicon) -> bool:
    """Whether a passive tells that an attack was repelled: the doer of it comes from elsewhere."""
    pattern = anywhere(lexicon, "sides", "beaten")
    found = pattern.finditer(text) if pattern else ()
    return any(m.start() < trigger.end and trigger.start < m.end() for m in found)


def _is_agent(text: str, party: Party, lexicon: Lexicon) -> bool:
    if stands_before(text, party.start, lexicon, "sides", "agent_before"):
        return True
    form = anywhere(lexicon, "sides", "agent_form")
    return bool(form and form.match(text, party.start))
