"""All spellings of a place: the known ones, and those that each romanisation would write."""

from __future__ import annotations

from collections.abc import Iterable

from .fold import fold, is_cyrillic
from .model import Place, Variant
from .records import Name
from .romanise import romanise
from .rules import rules
from .store import Store

WRITTEN = ("uk", "ru")
"""Languages whose Cyrillic names romanisations start from."""


def variants(store: Store, place: Place) -> list[Variant]:
    """Known spellings first, official before others, then generated ones not yet known."""
    stored = store.place_by_id(place.id)
    names = () if stored is None else store.names_of(stored.n)
    known = [name for name in names if not name.weak]
    known.sort(key=lambda name: (_ORDER.get(name.status, 9), name.language, name.text))
    found = [
        Variant(name.text, name.language or "und", "known", name.status, name.since, name.until)
        for name in known
    ]
    seen = {_surface(variant.text) for variant in found}
    for variant in _generated(known):
        if _surface(variant.text) not in seen:
            seen.add(_surface(variant.text))
            found.append(variant)
    return found


_ORDER = {"official": 0, "alternative": 1, "exonym": 2, "colloquial": 3, "historical": 4}


def _surface(text: str) -> str:
    return text.casefold()


def _generated(names: Iterable[Name]) -> Iterable[Variant]:
    for name in names:
        if not is_cyrillic(name.fold) or name.language not in WRITTEN:
            continue
        for system in rules().systems.values():
            if name.language not in system.tables:
                continue
            text = romanise(name.text, system, name.language)
            if system.script == "Latin" and is_cyrillic(fold(text)):
                continue  # the name has a letter that its language doesn't
            label = f"{system.name} of {name.language} {name.text}"
            status = "historical" if name.status == "historical" else "generated"
            yield Variant(text, system.language, label, status, name.since, name.until)


def search_string(spellings: Iterable[Variant]) -> str:
    """A Boolean search string of all spellings, for a search engine or Telegram search."""
    unique: dict[str, str] = {}
    for variant in spellings:
        unique.setdefault(fold(variant.text), variant.text.replace('"', ""))
    return " OR ".join(f'"{text}"' for text in unique.values())
