"""Triggers that make no event, with the reason in words."""

from __future__ import annotations

from collections.abc import Callable

from ..reports.reading import Reading
from ..reports.triggers import Dropped, Trigger
from .finding import Finding
from .rules import trigger_rule
from .words import kind_words, quoted

# The number of the line in which an offset of the report stands.
LineOf = Callable[[int], int]

_REASONS = {
    "negated": "negated by {words}",
    "planned": "only planned, possible or denied, by {words}",
    "future": "not yet happened, by {words}",
    "background": "only background, after {words}",
    "covered": "covered by the more definite {words}",
    "repeated": "the same as {words} of this clause",
    "no number": "no event without a number of {words}",
    "refers": "tells more of the event of line {line}",
    "told twice": "the same event as that of line {line}",
}


def dropped_finding(dropped: Dropped, reading: Reading, line_of: LineOf) -> Finding:
    """The finding of a trigger that was dropped."""
    trigger, cue = _original(dropped.trigger, reading), dropped.cue
    words = cue.words if cue else ""
    if dropped.reason != "no number":
        words = quoted(words)
    line = "" if dropped.at is None else line_of(dropped.at)
    reason = _REASONS[dropped.reason].format(words=words, line=line)
    if cue and cue.rule:
        reason += f" ({cue.rule})"
    return Finding(
        "dropped",
        trigger.start,
        trigger.end,
        f"{kind_words(trigger.kind)}: {reason}",
        trigger_rule(trigger, reading.text, reading.lexicon),
    )


def _original(trigger: Trigger, reading: Reading) -> Trigger:
    """The trigger as found, before its number made another kind of it."""
    same = [t for t in reading.triggers if same_trigger(t, trigger)]
    return same[0] if same else trigger


def same_trigger(found: Trigger, used: Trigger) -> bool:
    """Whether a trigger of an event is one that was found; its kind may have become another."""
    became = (found.kind.becomes or {}).get("kind")
    place = (found.start, found.end) == (used.start, used.end)
    return place and used.kind.name in (found.kind.name, became)
