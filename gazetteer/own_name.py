"""What a place is called in a language: its name on record, or its national name spelled so."""

from __future__ import annotations

import re
from collections.abc import Iterable

from .model import Place
from .records import Name
from .romanise import romanise
from .rules import rules
from .store import Store

NATIONAL = {"UA": "uk", "RU": "ru"}
"""The languages that names are spelled from, by country."""

# What Ukrainian hardly ever writes: ї after a consonant, ь after a hard one or out of its place
# in -ськ, і after an apostrophe, and the letters of other languages.
_ODD = re.compile(r"[бвгґджзклмнпрстфхцчшщ]ї|[бвгґжкмпфхчшщ]ь|ьск|ь[єюяї]|['’]і|[ыэёъѣ]")
_SOFT = re.compile(r"[ь'’]")


def own_name(store: Store, place: Place, language: str) -> str:
    """The name of a place in a language (ISO 639-1); its main name where nothing better is known.

    A name on record in the language comes first, then the national name in the language's own
    spelling of it.
    """
    stored = store.place_by_id(place.id)
    if language == "en" or stored is None:
        return place.name
    names = [name for name in store.names_of(stored.n) if name.status in ("official", "exonym")]
    recorded = [name.text for name in names if name.language == language]
    if recorded:
        return _best_spelled(recorded)
    return _spelled(names, place.country, language) or place.name


def _spelled(names: Iterable[Name], country: str, language: str) -> str:
    """The national name in the letters of a language; empty if either has none."""
    national = NATIONAL.get(country, "")
    recorded = [name.text for name in names if name.language == national]
    for system in rules().systems.values():
        if recorded and system.language == language and national in system.tables:
            return romanise(_best_spelled(recorded), system, national)
    return ""


def _best_spelled(texts: list[str]) -> str:
    """Of several spellings of one name (Луганск, Луганськ, Луганьск) the one without oddities.

    Those that leave signs out come after those that write them.
    """
    return min(texts, key=lambda text: (len(_ODD.findall(text)), -_signs(text), len(text), text))


def _signs(text: str) -> int:
    return len(_SOFT.findall(text))
