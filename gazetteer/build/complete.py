"""Complete the names of a place before it is written.

Everything that is written to a gazetteer passes here once, with all its names together:
places of the text sources, of a full dump, and people's own. Two things follow from the names
that a place has: how the other language of the country spells its own name, where no source
says it (Іванівка is Ивановка in Russian); and which of its names are spellings of that name.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from ..fold import fold, is_cyrillic
from ..key import beginnings, key, likeness
from ..romanise import romanise
from ..rules import NATIVE, System, rules
from ..towards import Towards

if TYPE_CHECKING:
    from ..model import Place
    from ..records import Name
    from .draft import Spellings

SAME_NAME = 0.7
"""How alike the two languages' forms are at least, where one does not translate the other."""
CURRENT = frozenset({"official", "alternative"})


def complete(place: Place, names: Spellings) -> None:
    """Add what follows from the names that a place has; twice changes nothing more."""
    if not names.keyed:
        return
    own = [name for name in names if is_own(name)]
    keys = {held.fold: {held.key or ""} for held in own}
    for system in _deriving():
        wanted = not any(n.language == system.language and n.status in CURRENT for n in names)
        for name in [n for n in names if n.status in CURRENT and _is_written(n, system)]:
            text = romanise(name.text, system, name.language)
            if name.fold in keys and likeness(fold(text), name.fold) >= SAME_NAME:
                keys[name.fold].add(key(fold(text)))
            if wanted and place.kind == "settlement":
                names.add_generated(text, system.language)
    names.mark({text: own for own, held in keys.items() for text in _spelling(names, held)})


def is_own(name: Name) -> bool:
    """Whether a name is what a place is called by its own country."""
    return name.language in NATIVE and name.status == "official" and name.key is not None


def _is_written(name: Name, system: System) -> bool:
    """Whether a name is in a language that a system respells, and in its letters alone."""
    letters = _letters(system).get(name.language)
    return letters is not None and all(
        letter in letters for letter in name.fold if letter.isalpha()
    )


@cache
def _letters(system: System) -> dict[str, frozenset[str]]:
    return {language: frozenset("".join(table)) for language, table in system.tables.items()}


@lru_cache(maxsize=1)
def _deriving() -> tuple[System, ...]:
    return tuple(system for system in rules().systems.values() if system.derives)


@lru_cache(maxsize=1)
def _reading() -> Towards:
    return Towards(system for system in rules().systems.values() if system.script == "Latin")


def _spelling(names: Spellings, keys: set[str]) -> Iterator[str]:
    """The folded names that have one of the keys of the place's own name: no other names."""
    walk = _reading().walk(frozenset[str]().union(*map(beginnings, keys)).__contains__)
    for name in names:
        if is_cyrillic(name.fold):
            if name.key is not None and name.key in keys:
                yield name.fold
        elif not keys.isdisjoint(walk.ends(name.fold)):
            yield name.fold
