"""Read a Latin spelling towards the keys that the gazetteer knows, in all systems at once.

A letter may stand for several sounds (c is ц in Polish, к in English, ч in Italian), so a name
has very many readings; but few of them are the beginning of a known key. The walk goes through
a name letter by letter and keeps only those, each with the systems that read so from its first
letter on: what stays at the end is a known key, and the systems that write it so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from .fold import strip_marks
from .key import common_letters, joined, joined_words, key
from .rules import System

MOST_TEXTS = 3
"""Readings of one key that are kept: г and х are one class, and both may be meant."""

States = dict[str, int]
"""Beginnings of keys, each with the systems that read so far, as bits."""


@dataclass(frozen=True, slots=True)
class Edge:
    """What a piece of Latin letters may stand for: key classes, Cyrillic letters, systems."""

    classes: str
    text: str
    systems: int


@dataclass(frozen=True, slots=True)
class Reading:
    """A known key that a spelling leads to, the Cyrillic reading, and the systems (as bits)."""

    key: str
    text: str
    systems: int


class Towards:
    """Walks Latin spellings by the tables of all given systems (bit n is the n-th system)."""

    def __init__(self, systems: Iterable[System]) -> None:
        self.systems = tuple(systems)
        plain: dict[str, dict[str, int]] = {}
        first: dict[str, dict[str, int]] = {}
        last: dict[str, dict[str, int]] = {}
        self._letters = 0
        for bit, written, spelling in _rows(self.systems):
            pieces = first if written[0] == "^" else last if written[-1] == "$" else plain
            texts = pieces.setdefault(spelling, {})
            text = written.strip("^$")
            texts[text] = texts.get(text, 0) | 1 << bit
        self._plain = _edges(plain)
        # By whether a word starts with the piece, and whether it ends with it.
        self._pieces = {
            (starts, ends): _edges(*((last,) if ends else ()), *((first,) if starts else ()), plain)
            for starts in (False, True)
            for ends in (False, True)
        }
        self._longest: dict[str, int] = {}
        for piece in (*plain, *first, *last):
            self._longest[piece[0]] = max(len(piece), self._longest.get(piece[0], 1))
        self.longest = max(self._longest.values(), default=1)
        self._without_mark = lru_cache(maxsize=1024)(self._find_without_mark)

    def all(self) -> int:
        """The bits of all systems."""
        return (1 << len(self.systems)) - 1

    def walk(self, folded: str, begins: Callable[[str], bool]) -> Walk:
        """Start reading a folded name; `begins` tells whether a known key begins so."""
        return Walk(self, folded, begins)

    def edges(self, text: str, at: int) -> list[tuple[int, tuple[Edge, ...]]]:
        """What the letters of a text from `at` on may stand for: where they end, and edges."""
        starts = at == 0 or text[at - 1] == " "
        border = text.find(" ", at)
        border = len(text) if border < 0 else border
        inner, last = self._pieces[starts, False], self._pieces[starts, True]
        found = []
        for end in range(at + 1, min(at + self._longest.get(text[at], 1), border) + 1):
            edges = (last if end == border else inner).get(text[at:end], ())
            if end == at + 1 and not text[at].isascii():
                edges += self._without_mark(text[at])
            if edges:
                found.append((end, edges))
        return found

    def _find_without_mark(self, letter: str) -> tuple[Edge, ...]:
        """Read a marked letter without its mark, for the systems that don't have it."""
        has = 0
        for edge in self._plain.get(letter, ()):
            has |= edge.systems
        found = [
            Edge(edge.classes, edge.text, edge.systems & ~has)
            for edge in self._plain.get(strip_marks(letter), ())
        ]
        return tuple(edge for edge in found if edge.systems)


def _rows(systems: Sequence[System]) -> Iterator[tuple[int, str, str]]:
    """(bit, Cyrillic key of the table, spelling), the likelier ones before the others."""
    longest = max(
        (
            len(row)
            for system in systems
            for table in system.tables.values()
            for row in table.values()
        ),
        default=0,
    )
    for rank in range(longest):
        for bit, system in enumerate(systems):
            for table in system.tables.values():
                for written, spellings in table.items():
                    if rank < len(spellings) and spellings[rank]:
                        yield bit, written, spellings[rank]


Pieces = Mapping[str, Mapping[str, int]]
"""Latin letters, the Cyrillic ones that they may stand for, and the systems as bits."""


def _edges(*tables: Pieces) -> dict[str, tuple[Edge, ...]]:
    found: dict[str, tuple[Edge, ...]] = {}
    for pieces in tables:
        for piece, texts in pieces.items():
            edges = (Edge(key(text), text, systems) for text, systems in texts.items())
            found[piece] = (*found.get(piece, ()), *edges)
    return found


class Walk:
    """The states of one name at each of its letters; other endings go on from the middle."""

    def __init__(self, towards: Towards, folded: str, begins: Callable[[str], bool]) -> None:
        self._towards = towards
        self._begins = begins
        self._text = folded
        self._states: list[States] = [{"": towards.all()}]
        self._states += [{} for _ in folded]
        self._advance(folded, self._states, 0, 0)

    @property
    def reach(self) -> int:
        """How many letters could be read before no known key began so any more."""
        return max(at for at, held in enumerate(self._states) if held)

    @property
    def ends(self) -> Iterable[str]:
        """The keys and beginnings of keys that the whole name leads to."""
        return self._states[-1]

    def readings(self, form: str | None = None) -> list[Reading]:
        """Where the name leads, or a form of it that shares its beginning."""
        form = self._text if form is None else form
        states = self._states if form == self._text else self._states_of(form)
        return [
            Reading(found, text, systems)
            for found, systems in states[-1].items()
            for text in islice(self._texts(form, states, found, systems), MOST_TEXTS)
        ]

    def _states_of(self, form: str) -> list[States]:
        common = common_letters(self._text, form)
        reach = max(0, common - self._towards.longest)
        if not any(self._states[reach : common + 1]):
            return [{}]
        states = [dict(held) for held in self._states[: common + 1]]
        states += [{} for _ in range(len(form) - common)]
        self._advance(form, states, reach, common)
        return states

    def _advance(self, text: str, states: list[States], begin: int, known: int) -> None:
        """Fill the states of a text from `begin` on; those up to `known` are there already."""
        begins = self._begins
        for at in range(begin, len(text)):
            here = states[at]
            if not here:
                continue
            if text[at] == " ":
                states[at + 1].update(here)
                continue
            grow = joined_words if at > 0 and text[at - 1] == " " else joined
            for end, edges in self._towards.edges(text, at):
                if end <= known and end < len(text):
                    continue
                there = states[end]
                for edge in edges:
                    for prefix, systems in here.items():
                        both = systems & edge.systems
                        if both:
                            longer = grow(prefix, edge.classes)
                            if longer in there:
                                there[longer] |= both
                            elif not longer or begins(longer):
                                there[longer] = both

    def _texts(self, text: str, states: list[States], key: str, systems: int) -> Iterator[str]:
        """The Cyrillic readings of a text that come out as a key, likelier ones first."""
        end = len(text)
        if end == 0:
            if not key:
                yield ""
            return
        if text[-1] == " ":
            for before in self._texts(text[:-1], states, key, systems):
                yield f"{before} "
            return
        for at in range(max(0, end - self._towards.longest), end):
            held = states[at]
            if not held or " " in text[at:end]:
                continue
            grow = joined_words if at > 0 and text[at - 1] == " " else joined
            for edge in dict(self._towards.edges(text, at)).get(end, ()):
                for prefix, able in held.items():
                    both = able & edge.systems & systems
                    if both and grow(prefix, edge.classes) == key:
                        for before in self._texts(text[:at], states, prefix, both):
                            yield before + edge.text
