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

from .fold import strip_marks
from .key import joined, key
from .rules import System

MOST_TEXTS = 3
"""Readings of one key that are kept: г and х are one class, and both may be meant."""

Texts = dict[str, int]
States = dict[str, Texts]
"""Beginnings of keys, each with its readings in Cyrillic, each with its systems as bits."""


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
        self._first = _edges(first)
        self._last = _edges(last)
        self._longest = max(map(len, (*plain, *first, *last)), default=1)
        self._bare = lru_cache(maxsize=1024)(self._without_mark)

    def all(self) -> int:
        """The bits of all systems."""
        return (1 << len(self.systems)) - 1

    def walk(self, folded: str, begins: Callable[[str], bool]) -> Walk:
        """Start reading a folded name; `begins` tells whether a known key begins so."""
        return Walk(self, folded, begins)

    def edges(self, text: str, at: int, end: int) -> Iterator[Edge]:
        """What text[at:end] may stand for there."""
        piece = text[at:end]
        if end == len(text) or text[end] == " ":
            yield from self._last.get(piece, ())
        if at == 0 or text[at - 1] == " ":
            yield from self._first.get(piece, ())
        yield from self._plain.get(piece, ())
        if end - at == 1 and not piece.isascii():
            yield from self._bare(piece)

    def _without_mark(self, letter: str) -> tuple[Edge, ...]:
        """Read a marked letter without its mark, for the systems that don't have it."""
        has = 0
        for edge in self._plain.get(letter, ()):
            has |= edge.systems
        found = [
            Edge(edge.classes, edge.text, edge.systems & ~has)
            for edge in self._plain.get(strip_marks(letter), ())
        ]
        return tuple(edge for edge in found if edge.systems)

    @property
    def longest(self) -> int:
        """Letters of the longest piece."""
        return self._longest


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


def _edges(pieces: Mapping[str, Mapping[str, int]]) -> dict[str, tuple[Edge, ...]]:
    return {
        piece: tuple(Edge(key(text), text, systems) for text, systems in texts.items())
        for piece, texts in pieces.items()
    }


class Walk:
    """The states of one name at each of its letters; other endings go on from the middle."""

    def __init__(self, towards: Towards, folded: str, begins: Callable[[str], bool]) -> None:
        self._towards = towards
        self._begins = begins
        self._text = folded
        self._states: list[States] = [{"": {"": towards.all()}}]
        self._states += [{} for _ in folded]
        self._advance(folded, self._states, 0, 0)

    def readings(self, form: str | None = None) -> list[Reading]:
        """Where the name leads, or a form of it that shares its beginning."""
        if form is None or form == self._text:
            states = self._states
        else:
            common = _common(self._text, form)
            reach = max(0, common - self._towards.longest)
            if not any(self._states[reach : common + 1]):
                return []
            states = [dict(held) for held in self._states[: common + 1]]
            states += [{} for _ in range(len(form) - common)]
            self._advance(form, states, reach, common)
        return [
            Reading(found, text, systems)
            for found, texts in states[-1].items()
            for text, systems in texts.items()
        ]

    def _advance(self, text: str, states: list[States], begin: int, known: int) -> None:
        """Fill the states of a text from `begin` on; those up to `known` are there already."""
        end_of_text = len(text)
        for at in range(begin, end_of_text):
            here = states[at]
            if not here:
                continue
            if text[at] == " ":
                for prefix, texts in here.items():
                    states[at + 1][prefix] = {f"{t} ": systems for t, systems in texts.items()}
                continue
            new_word = at > 0 and text[at - 1] == " "
            for end in range(at + 1, min(at + self._towards.longest, end_of_text) + 1):
                if text[end - 1] == " ":
                    break
                if end <= known and end < end_of_text:
                    continue
                for edge in self._towards.edges(text, at, end):
                    self._take(here, edge, states[end], new_word)

    def _take(self, here: States, edge: Edge, there: States, new_word: bool) -> None:
        for prefix, texts in here.items():
            longer = joined(prefix, edge.classes, new_word=new_word)
            held = there.get(longer)
            if held is None:
                if not any(systems & edge.systems for systems in texts.values()):
                    continue
                if longer and not self._begins(longer):
                    continue
                held = there[longer] = {}
            for text, systems in texts.items():
                both = systems & edge.systems
                if both and (len(held) < MOST_TEXTS or text + edge.text in held):
                    held[text + edge.text] = held.get(text + edge.text, 0) | both


def _common(a: str, b: str) -> int:
    """How many letters two texts share at their beginning."""
    for number, (left, right) in enumerate(zip(a, b, strict=False)):
        if left != right:
            return number
    return min(len(a), len(b))
