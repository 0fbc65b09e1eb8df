"""All that was found in a sentence, in order."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING

from ..reports.claimants import Claimant
from ..reports.claims import Claim
from ..reports.drafts import Draft
from ..reports.reading import Reading
from .dropped import LineOf, dropped_finding, same_trigger
from .finding import Finding
from .rules import trigger_rule
from .words import (
    kind_words,
    place_words,
    precision_words,
    quantity_words,
    quoted,
    shortened,
    spot_words,
)

if TYPE_CHECKING:
    from gazetteer import Mention


def find(
    reading: Reading,
    mentions: Iterable[Mention],
    drafts: Collection[Draft],
    line_of: LineOf,
) -> list[Finding]:
    """Findings of a sentence; `mentions` are those in it, `drafts` the events that it tells."""
    found = [
        *_places(reading, mentions),
        *_triggers(reading, drafts, line_of),
        *_dates(reading),
        *_quantities(reading),
        *_sides(reading),
        *_claims(reading, line_of),
    ]
    return sorted(found, key=lambda f: (f.start == f.end, f.start, f.end))


def _places(reading: Reading, mentions: Iterable[Mention]) -> Iterator[Finding]:
    offset = reading.sentence.start
    spots = {spot.start: spot for spot in reading.spots}
    sides = [(p.start, p.end) for p in reading.parties]
    for mention in mentions:
        start, end = mention.start - offset, mention.end - offset
        if mention.start in spots:
            yield Finding("place", start, end, spot_words(spots[mention.start]), mention.why)
        elif not any(a <= start and end <= b for a, b in sides):
            told = place_words(mention.place) if mention.place else mention.status
            told += ": no place of an event, means a side or a person here"
            yield Finding("place", start, end, told, mention.why)


def _triggers(reading: Reading, drafts: Collection[Draft], line_of: LineOf) -> Iterator[Finding]:
    lost = {(d.trigger.start, d.trigger.end, d.trigger.kind.name) for d in reading.dropped}
    for trigger in reading.triggers:
        tells = any(same_trigger(trigger, draft.trigger) for draft in drafts)
        if not tells and (trigger.start, trigger.end, trigger.kind.name) in lost:
            continue
        told = kind_words(trigger.kind)
        if trigger.doubt:
            told += f"; less sure by {quoted(trigger.doubt.words)} ({trigger.doubt.rule})"
        rule = trigger_rule(trigger, reading.text, reading.lexicon)
        yield Finding("trigger", trigger.start, trigger.end, told, rule)
    for dropped in reading.dropped:
        yield dropped_finding(dropped, reading, line_of)


def _dates(reading: Reading) -> Iterator[Finding]:
    events = reading.event_dates
    for date in reading.dates:
        # The words stand before it in the line.
        days = date.why.removeprefix(f"{reading.text[date.start : date.end]!r} is ")
        days = days.removeprefix("date ")
        told = f"{days} ({precision_words(date.precision)})"
        if date.period:
            told += ", the period of the report"
        if date not in events:
            told += ", the day of the claim"
        yield Finding("date", date.start, date.end, told, date.rule)


def _quantities(reading: Reading) -> Iterator[Finding]:
    for quantity in reading.quantities:
        entry = f"{reading.lexicon.language}.toml [quantities]"
        keys = [f"units {quantity.unit}"] if quantity.unit else []
        keys += [f"qualifiers {quantity.qualifier}"] if quantity.qualifier else []
        rule = f"{entry} {', '.join(keys)}" if keys else "a number of no unit of [quantities]"
        told = quantity_words(quantity.to_dict())
        yield Finding("quantity", quantity.start, quantity.end, told, rule)


def _sides(reading: Reading) -> Iterator[Finding]:
    language = reading.lexicon.language
    for party in reading.parties:
        section = "sides" if party.relative else "parties"
        told = f"{party.name}, as it depends on who tells" if party.relative else party.name
        rule = f"{language}.toml [{section}] {party.name}"
        yield Finding("side", party.start, party.end, told, rule)


def _claims(reading: Reading, line_of: LineOf) -> Iterator[Finding]:
    label = (reading.claimant.label if reading.claimant else "") or "nobody known"
    for claim in reading.claims:
        told = _said(claim)
        told += f", here {label}" if told != label else ""
        rule = f"{reading.lexicon.language}.toml [claims] {claim.rule}"
        words = reading.text[claim.start : claim.end]
        start = claim.end - len(words.lstrip())
        yield Finding("claimant", start, claim.end, told, rule)
    if reading.told_by is not None:
        source = reading.told_by
        words = next((source.text[c.start : c.end] for c in source.claims), source.text)
        told = f"{reading.claimed}: {quoted(shortened(words.strip()))} in line "
        yield Finding("claimant", 0, 0, label, f"{told}{line_of(source.sentence.start)}")


def _said(claim: Claim) -> str:
    said = claim.said
    label = Claimant(said.party, said.body, said.person, said.media).label
    return label or f"a {said.pronoun} named before"
