"""Read a Latin spelling towards the keys that the gazetteer knows, in all systems at once.

A letter may stand for several sounds (c is ц in Polish, к in English, ч in Italian), so a name
has very many readings; but few of them are the beginning of a known key. The walk goes through
a name letter by letter and keeps only those, each with the systems that read so from its first
letter on: what stays at the end is a known key, and the systems that write it so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from .fold import strip_marks
from .key import common_letters, joined, joined_words, key
from .rules import System

MOST_TEXTS = 3
"""Readings of one key that are kept: г and х are one class, and both may be meant."""

States = dict[str, int]
"""Beginnings of keys, each with the systems that read so far, as bits."""


class Edge(NamedTuple):
    """What a piece of Latin letters may stand for: key classes, Cyrillic letters, systems."""

    classes: str
    text: str
    systems: int


class Reading(NamedTuple):
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
        self._inside = _trie(plain, {}, last)
        self._at_start = _trie(plain, first, last)
        self.longest = max(map(len, (*plain, *first, *last)), default=1)
        self._without_mark = lru_cache(maxsize=1024)(self._find_without_mark)

    def all(self) -> int:
        """The bits of all systems."""
        return (1 << len(self.systems)) - 1

    def walk(self, folded: str, begins: Callable[[str], bool]) -> Walk:
        """Start reading a folded name; `begins` tells whether a known key begins so."""
        return Walk(self, folded, begins)

    def edges(self, text: str, at: int) -> list[tuple[int, tuple[Edge, ...]]]:
        """What the letters of a text from `at` on may stand for: where they end, and edges."""
        node = self._at_start if at == 0 or text[at - 1] == " " else self._inside
        found = []
        for end in range(at + 1, len(text) + 1):
            below = node.below.get(text[end - 1])
            if below is None:
                break
            node = below
            ends = end == len(text) or text[end] == " "
            edges = node.last if ends else node.inner
            if edges:
                found.append((end, edges))
        if not text[at].isascii():
            bare = self._without_mark(text[at])
            if bare and found and found[0][0] == at + 1:
                found[0] = (at + 1, found[0][1] + bare)
            elif bare:
                found.insert(0, (at + 1, bare))
        return found

    def _find_without_mark(self, letter: str) -> tuple[Edge, ...]:
        """Read a marked letter without its mark, for the systems that don't have it."""
        has = 0
        for edge in self._edges_of(letter):
            has |= edge.systems
        found = [
            Edge(edge.classes, edge.text, edge.systems & ~has)
            for edge in self._edges_of(strip_marks(letter))
        ]
        return tuple(edge for edge in found if edge.systems)

    def _edges_of(self, letter: str) -> tuple[Edge, ...]:
        node = self._inside.below.get(letter)
        return node.inner if node else ()


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


class Node:
    """Where some Latin letters lead: to edges, inside a word or at its end, and to more letters."""

    __slots__ = ("below", "inner", "last")

    def __init__(self) -> None:
        self.below: dict[str, Node] = {}
        self.inner: tuple[Edge, ...] = ()
        self.last: tuple[Edge, ...] = ()


def _trie(plain: Pieces, first: Pieces, last: Pieces) -> Node:
    root = Node()
    for pieces, ends_word in ((last, True), (first, False), (plain, False)):
        for piece, texts in pieces.items():
            node = root
            for letter in piece:
                node = node.below.setdefault(letter, Node())
            edges = tuple(Edge(key(text), text, systems) for text, systems in texts.items())
            node.last += edges
            if not ends_word:
                node.inner += edges
    return root


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

    def starts(self, letters: int) -> set[str]:
        """The first letters of all keys that the name may have, as far as it could be read."""
        found = {prefix for prefix in self._states[-1] if prefix}
        for held in self._states:
            found.update(prefix for prefix in held if len(prefix) >= letters)
        return {prefix[:letters] for prefix in found}

    def leads_to(self, key: str) -> bool:
        """Whether the whole name may be read as this key."""
        return key in self._states[-1]

    def readings(
        self, form: str | None = None, *, held: Callable[[str], bool] = bool
    ) -> list[Reading]:
        """Where the name leads, or a form of it that shares its beginning.

        `held` tells whether a key is a whole known one.
        """
        form = self._text if form is None else form
        states = self._states if form == self._text else self._states_of(form)
        return [
            Reading(found, text, able)
            for found, systems in states[-1].items()
            if held(found)
            for text, able in islice(
                self._texts(form, len(form), states, found, systems), MOST_TEXTS
            )
        ]

    def _states_of(self, form: str) -> list[States]:
        # At its last letter the name may have been read as ending there: that is done anew.
        kept = max(0, common_letters(self._text, form) - 1)
        reach = max(0, kept + 1 - self._towards.longest)
        if not any(self._states[reach : kept + 1]):
            return [{}]
        states = [dict(held) for held in self._states[: kept + 1]]
        states += [{} for _ in range(len(form) - kept)]
        self._advance(form, states, reach, kept)
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

    def _texts(
        self, text: str, end: int, states: list[States], key: str, systems: int
    ) -> Iterator[tuple[str, int]]:
        """Cyrillic readings of text[:end] that come out as a key, with their systems.

        The likelier ones come first.
        """
        if end == 0:
            if not key:
                yield "", systems
            return
        if text[end - 1] == " ":
            for before, able in self._texts(text, end - 1, states, key, systems):
                yield f"{before} ", able
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
                        for before, left in self._texts(text, at, states, prefix, both):
                            yield before + edge.text, left
