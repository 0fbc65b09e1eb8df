"""Where a rule stands: the entry of a lexicon file, and the pattern in it that matched."""

from __future__ import annotations

from ..reports.lexicon import Lexicon
from ..reports.triggers import Trigger
from .words import shortened


def trigger_rule(trigger: Trigger, text: str, lexicon: Lexicon) -> str:
    """The entry of [events] and its pattern that found a trigger in a folded sentence."""
    name = trigger.kind.name
    entry = f"{lexicon.language}.toml [events] {name}"
    listed = lexicon.section("events").get(name, ())
    patterns = [listed] if isinstance(listed, str) else listed
    for number, pattern in enumerate(patterns, 1):
        compiled = lexicon.compile(pattern)
        found = compiled.match(text, trigger.start) if compiled else None
        if found and found.end() == trigger.end:
            return f"{entry}, pattern {number}: {shortened(pattern)}"
    return entry
