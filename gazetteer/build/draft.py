"""Places and their names while they are gathered, before they are written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from ..errors import RuleError
from ..fold import fold, is_cyrillic
from ..key import key
from ..model import Place
from ..records import Name, StoredPlace
from ..rules import rules
from ..storing import Entry
from .complete import complete
from .theatre import COUNTRIES

_UKRAINIAN = re.compile("[іїєґІЇЄҐ]")
_BELARUSIAN = re.compile("[ўЎ]")
RUSSIAN = re.compile("[ыэёъЫЭЁЪ]")


def guess_language(text: str) -> str:
    """The language that a name's letters give away, or none."""
    if _BELARUSIAN.search(text):
        return "be"
    if _UKRAINIAN.search(text):
        return "uk"
    return "ru" if RUSSIAN.search(text) else ""


def is_city_district(name: str, others: Iterable[str]) -> bool:
    """Whether a "settlement" is a city's district: an adjective, which its other names tell.

    Its people are the city's. Adjectives are villages too (Kalynivske), and reports that name
    one seldom mean a district with 100,000 people.
    """
    if not name.endswith(("yi", "yy")):
        return False
    return any(_says_district(fold(other).rpartition(" ")[2]) for other in others)


def _says_district(word: str) -> bool:
    script = "Cyrillic" if is_cyrillic(word) else "Latin"
    return ("after", "district") in rules().generic_tags(script).of(word)


class Spellings:
    """The names of one place, each spelling once.

    `keyed`: Cyrillic names get a spelling-independent key, for names that are romanised in
    many ways, which are those of the theatre.
    """

    def __init__(self, place: int, *, keyed: bool) -> None:
        self.place = place
        self.keyed = keyed
        self._held: dict[str, Name] = {}

    def __iter__(self) -> Iterator[Name]:
        return iter(self._held.values())

    def __len__(self) -> int:
        return len(self._held)

    def __contains__(self, folded: str) -> bool:
        return folded in self._held

    def add(
        self, text: str, language: str, status: str, *, since: str = "", until: str = ""
    ) -> None:
        """Keep a spelling once; a dated or official one replaces an undated one."""
        folded = fold(text)
        if not folded:
            return
        held = self._held.get(folded)
        if held is not None and not (since or until) and held.status != "alternative":
            return
        if held is not None and held.periods:
            # A name that was given twice (Luhansk was Voroshylovhrad twice) has two periods.
            periods = sorted({*held.periods, (since, until)})
            since, until = (";".join(column) for column in zip(*periods, strict=True))
        name_key = key(folded) if self.keyed and is_cyrillic(folded) else ""
        self._held[folded] = Name(
            self.place, text, language, status, since, until, folded, name_key or None
        )

    def add_generated(self, text: str, language: str) -> None:
        """Keep a spelling that no source has, unless it is there."""
        if fold(text) not in self._held:
            self.add(text, language, "generated")

    def mark(self, own: Mapping[str, str]) -> None:
        """Say of names, by their folded text, of which own name they are spellings."""
        for folded, name in self._held.items():
            self._held[folded] = name._replace(own=own.get(folded))

    def hold(self, names: Iterable[Name]) -> None:
        """Start from names that were written before, as they are."""
        self._held |= {name.fold: name for name in names}

    def drop(self, text: str) -> None:
        """Forget a spelling."""
        self._held.pop(fold(text), None)

    def join(self, others: Spellings) -> None:
        """Take over the names of what turned out to be the same place."""
        for name in others:
            for since, until in name.periods or (("", ""),):
                self.add(name.text, name.language, name.status, since=since, until=until)


@dataclass
class Draft:
    """The places and names gathered so far.

    `full`: countries whose settlements come from a full dump. What the text sources have of
    them then serves to find those settlements in the dump, and is held in `provisional`
    where it is nothing but an older state of the dump.
    """

    full: frozenset[str] = frozenset()
    places: dict[str, StoredPlace] = field(default_factory=dict)
    spellings: dict[int, Spellings] = field(default_factory=dict)
    provisional: set[str] = field(default_factory=set)

    def add_place(self, place: Place, *, reported: int = 0) -> int:
        if place.id in self.places:
            raise RuleError(f"two places have the id {place.id}")
        number = len(self.places) + 1
        self.places[place.id] = StoredPlace.of(number, place, reported=reported)
        self.spellings[number] = Spellings(number, keyed=place.country in COUNTRIES)
        return number

    def join_place(self, place: Place, *, reported: int = 0) -> int:
        """Add a place, or let it say more of the place that has its id already."""
        held = self.places.get(place.id)
        if held is None:
            return self.add_place(place, reported=reported)
        known = held.place
        merged = replace(
            known,
            name=place.name,
            admin1=known.admin1 or place.admin1,
            admin2=known.admin2 or place.admin2,
            population=known.population or place.population,
        )
        often = max(held.reported, reported)
        self.places[place.id] = StoredPlace.of(held.n, merged, reported=often)
        self.provisional.discard(place.id)
        return held.n

    def add_name(
        self,
        number: int,
        text: str,
        language: str,
        status: str,
        *,
        since: str = "",
        until: str = "",
    ) -> None:
        """Keep a spelling of the place with this number once."""
        self.spellings[number].add(text, language, status, since=since, until=until)

    def entries(self, *, without: frozenset[str] = frozenset()) -> Iterator[Entry]:
        """Every place with its completed names, but those whose ids are in `without`."""
        for stored in self.places.values():
            if stored.place.id not in without:
                names = self.spellings[stored.n]
                complete(stored.place, names)
                yield stored, names
