"""Complete the names of a place before it is written.

Everything that is written to a gazetteer passes here once, with all its names together:
places of the text sources, of a full dump, and people's own. Two things follow from the names
that a place has: how the other language of the country spells its own name, where no source
says it (Іванівка is Ивановка in Russian); and which of its names are spellings of that name.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from ..fold import is_cyrillic
from ..key import beginnings, likeness
from ..romanise import romanise
from ..rules import NATIVE, System, rules
from ..towards import Towards

if TYPE_CHECKING:
    from ..model import Place
    from ..store import Name
    from .draft import Spellings

SAME_NAME = 0.72
"""How alike two Cyrillic spellings of one name are at least."""
CURRENT = frozenset({"official", "alternative"})


def complete(place: Place, names: Spellings) -> None:
    """Add what follows from the names that a place has; twice changes nothing more."""
    if not names.keyed:
        return
    if place.kind == "settlement":
        _derive(names)
    own = [name for name in names if is_own(name)]
    if own:
        names.mark({name.fold: held.fold for held in own for name in names if _spells(name, held)})


def is_own(name: Name) -> bool:
    """Whether a name is what a place is called by its own country."""
    return name.language in NATIVE and name.status == "official" and name.key is not None


def _derive(names: Spellings) -> None:
    for system in _deriving():
        if any(name.language == system.language and name.status in CURRENT for name in names):
            continue
        for name in [n for n in names if n.language in system.tables and n.status in CURRENT]:
            text = romanise(name.text, system, name.language)
            names.add_generated(text, system.language)


@lru_cache(maxsize=1)
def _deriving() -> tuple[System, ...]:
    return tuple(system for system in rules().systems.values() if system.derives)


@lru_cache(maxsize=1)
def _reading() -> Towards:
    return Towards(system for system in rules().systems.values() if system.script == "Latin")


def _spells(name: Name, own: Name) -> bool:
    """Whether a name is a spelling of the place's own name, not another name."""
    if is_cyrillic(name.fold):
        return likeness(name.fold, own.fold) >= SAME_NAME
    key = own.key or ""
    return _reading().walk(name.fold, _beginnings(key).__contains__).leads_to(key)


@lru_cache(maxsize=1024)
def _beginnings(key: str) -> set[str]:
    return beginnings(key)
