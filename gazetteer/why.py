"""Why a name means a place, in words: the rules that led from what was written to it."""

from __future__ import annotations

from .records import Name
from .rules import rules
from .weighing import Candidate


def chain(candidate: Candidate, shown: str) -> str:
    """The last links of the chain: the name that was found, and the place it belongs to."""
    name = candidate.name
    rules_used = "".join(f" [{rule}]" for rule in candidate.rules if rule)
    last = shown if name.text == shown and rules_used else f"{shown} [{_what(name, shown)}]"
    return f"{name.text}{rules_used} -> {last}" if rules_used else last


def _what(name: Name, shown: str) -> str:
    """What a known name is to its place."""
    if name.text == shown:
        return "its name"
    if name.status == "historical":
        return f"former name {name.text}, {dates(name)}"
    if name.status == "generated":
        return f"{rules().languages[name.language].name} spelling"
    if name.status == "short":
        return "the area named after the town"
    if name.status == "adjective":
        return "adjective"
    if name.status == "namesake":
        return "a name on record, and another place's own"
    language = rules().languages.get(name.language)
    if name.status == "official" and language is not None:
        return f"{language.name} name"
    return "colloquial name" if name.status == "colloquial" else "known spelling"


def dates(name: Name) -> str:
    """When a name was in use: "1924 to 2016-02-04", "until 2016-02-04", "since 2024-09-19"."""
    told = []
    for since, until in name.periods:
        if since and until:
            told.append(f"{since} to {until}")
        else:
            told.append(f"until {until}" if until else f"since {since}")
    return " and ".join(told) or "dates unknown"
