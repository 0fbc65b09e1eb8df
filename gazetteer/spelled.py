"""Other spellings of a name: what it may be in Cyrillic letters, and how much each says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

from .fold import is_cyrillic
from .key import key, likeness
from .known import Known
from .rules import COMMONEST, System, rules
from .stem import GUESSED_LANGUAGE_COST, Form
from .towards import Towards, Walk

KEY_COST = 0.03
SAME_SCRIPT_COST = 0.06
"""A Cyrillic spelling that is not the name's own: another language's, or another place."""
OTHER_SYSTEM_COST = 0.02
"""A spelling that neither the text's own language nor English uses."""
STRANGE_COST = 0.06
"""A reading by a system that lacks a letter of the name, and reads it without its mark."""
AS_WRITTEN_GAIN = 0.02
"""A reading that is the name to the letter says more than one that sounds like it."""
LEAST_KEY = 4
"""Keys of fewer classes say nothing."""
LEAST_LIKENESS = 0.72
LIKENESS_WEIGHT = 1.1
HELD = frozenset({"uk", "ru"})
"""Cyrillic languages that the gazetteer holds names in."""
CACHED_REACHES = 20_000


class Spelling(NamedTuple):
    """A hypothesis in Cyrillic letters, its key, and the system that reads it so (or none)."""

    form: Form
    text: str
    key: str
    system: str


class Speller:
    """Reads names towards what one gazetteer file knows."""

    def __init__(self, known: Known) -> None:
        self._known = known
        self.reach = lru_cache(maxsize=CACHED_REACHES)(self._find_reach)
        self._systems_of = lru_cache(maxsize=64)(self._find_systems)

    def read(self, tried: Sequence[Form], language: str | None) -> Iterator[Spelling]:
        """What a name and its forms (all in one script) may be the spellings of."""
        cyrillic = bool(tried) and is_cyrillic(tried[0].text)
        return self._respelled(tried, language) if cyrillic else self._read(tried, language)

    def _find_reach(self, folded: str, language: str | None) -> int:
        """How many letters of a word any known name begins with, in whatever spelling.

        A Cyrillic word may be of a language that spells the names in its own way.
        """
        cyrillic = is_cyrillic(folded)
        if not cyrillic and not self._known.packed:
            return len(folded)
        read = self._known.key_reach(folded) if cyrillic else self._walk.reach(folded)
        if cyrillic and language not in HELD and read < len(folded):
            read = max(read, self._respelling.reach(folded))
        return read if read == len(folded) else max(read, self._known.reach(folded))

    @cached_property
    def _towards(self) -> Towards:
        systems = rules().systems.values()
        return Towards(system for system in systems if system.script == "Latin")

    @cached_property
    def _walk(self) -> Walk:
        return self._towards.walk(self._known.begins)

    def _read(self, tried: Sequence[Form], language: str | None) -> Iterator[Spelling]:
        """Readings of a Latin name and its forms that lead to known keys."""
        own = self._systems_of(language)
        for form in tried:
            for reading in self._walk.readings(form.text, held=self._known.may_be_key, first=own):
                system = _likeliest(self._walk.systems_of(reading.systems), language)
                yield Spelling(form, reading.text, reading.key, system)

    @cached_property
    def _respelling(self) -> Walk:
        systems = rules().systems.values()
        respell = Towards(s for s in systems if s.script == "Cyrillic" and not s.derives)
        return respell.walk(self._known.begins)

    def _respelled(self, tried: Sequence[Form], language: str | None) -> Iterator[Spelling]:
        """Cyrillic forms as they stand, and as readers of another Cyrillic language spell them.

        A text in a language whose names are held needs no respelling.
        """
        for form in tried:
            yield Spelling(form, form.text, key(form.text), "")
            if language in HELD:
                continue
            for reading in self._respelling.readings(form.text, held=self._known.may_be_key):
                systems = self._respelling.systems_of(reading.systems)
                system = min(systems, key=lambda s: (s.language != language, s.id))
                yield Spelling(form, reading.text, reading.key, system.id)

    def _find_systems(self, language: str | None) -> int:
        """The systems that a language writes names by, as bits."""
        systems = enumerate(self._towards.systems)
        return sum(1 << bit for bit, system in systems if system.language == language)

    def key_starts(self, folded: str, letters: int) -> set[str]:
        """The first letters of the keys that a word may have, in whatever spelling."""
        if is_cyrillic(folded):
            return {key(folded)[:letters]}
        return self._walk.starts(folded, letters)


def _likeliest(systems: Iterable[System], language: str | None) -> str:
    """Of the systems that read so, that of the text's language, else the commonest."""

    def seldom(system: System) -> tuple[bool, bool, bool, bool, str]:
        other = system.language
        # A paper's spelling is met more often than a standard of romanisation.
        standard = system.id != other
        return other != language, other != "en", other not in COMMONEST, standard, system.id

    return min(systems, key=seldom).id


def base_of(spelling: Spelling, language: str | None) -> float:
    """The evidence of a spelling that fits a name to the letter."""
    base = 1.0 - spelling.form.cost - KEY_COST
    base -= 0.0 if spelling.system else SAME_SCRIPT_COST
    base -= STRANGE_COST if _is_strange(spelling.form.text, spelling.system, language) else 0.0
    return base - _system_cost(spelling.system, language)


def best_spelling(bases: Iterable[tuple[int, Spelling, float]], fold: str) -> tuple[int, float]:
    """Of some numbered spellings with one key, the one that says most for a folded name.

    With its evidence, which is 0 where none says anything.
    """
    best, found = 0.0, 0
    for number, spelling, base in bases:
        if base + AS_WRITTEN_GAIN <= best:
            continue
        like = likeness(spelling.text, fold)
        # A short key with its ending undone says little: then all letters must fit.
        strict = bool(spelling.form.why) and len(spelling.key) <= LEAST_KEY
        if like >= (1.0 if strict else LEAST_LIKENESS):
            evidence = base - LIKENESS_WEIGHT * (1 - like)
            evidence += AS_WRITTEN_GAIN if like == 1.0 and spelling.system else 0.0
            if evidence > best:
                best, found = evidence, number
    return found, best


@lru_cache(maxsize=256)
def _system_cost(system: str, language: str | None) -> float:
    if not system:
        return 0.0
    if language is None:
        # A Cyrillic name is rather Ukrainian or Russian than Belarusian.
        return GUESSED_LANGUAGE_COST if rules().systems[system].script == "Cyrillic" else 0.0
    return 0.0 if rules().systems[system].language in {language, "en"} else OTHER_SYSTEM_COST


@lru_cache(maxsize=8192)
def _is_strange(text: str, system: str, language: str | None) -> bool:
    """Whether a text has a letter that the system never writes: no Dane writes "Charkově".

    The text's own language may lengthen a vowel before an ending.
    """
    if not system or text.isascii() or rules().systems[system].language == language:
        return False
    letters = _letters(system)
    return any(letter.isalpha() and letter not in letters for letter in text)


@lru_cache(maxsize=64)
def _letters(system: str) -> frozenset[str]:
    tables = rules().systems[system].tables.values()
    return frozenset(
        "".join(text for table in tables for texts in table.values() for text in texts)
    )


def told(text: str, system: str) -> str:
    """How a name is spelled, in words."""
    return f"{rules().systems[system].name} of {text}" if system else "another spelling"
