"""Read a Latin spelling towards the keys that the gazetteer knows, in all systems at once.

A letter may stand for several sounds (c is ц in Polish, к in English, ч in Italian), so a name
has very many readings; but few of them are the beginning of a known key. The walk goes through
a name letter by letter and keeps only those, each with the systems that read so from its first
letter on: what stays at the end is a known key, and the systems that write it so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from .fold import strip_marks
from .key import joined, joined_words, key
from .rules import System

MOST_BEGINNINGS = 50_000
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
    """The tables of all given systems at once (bit n is the n-th system)."""

    def __init__(self, systems: Iterable[System]) -> None:
        self.systems = tuple(systems)
        plain: Texts = {}
        first: Texts = {}
        last: Texts = {}
        for bit, written, spelling in _rows(self.systems):
            pieces = first if written[0] == "^" else last if written[-1] == "$" else plain
            texts = pieces.setdefault(spelling, {})
            text = written.strip("^$")
            texts[text] = texts.get(text, 0) | 1 << bit
        self._inside = _trie(plain, {}, last)
        self._at_start = _trie(plain, first, last)
        self.longest = max(map(len, (*plain, *first, *last)), default=1)
        self.letter = lru_cache(maxsize=1024)(self._letter)
        self.edges = lru_cache(maxsize=16384)(self._edges)

    def all(self) -> int:
        """The bits of all systems."""
        return (1 << len(self.systems)) - 1

    def walk(self, begins: Callable[[str], bool]) -> Walk:
        """Start reading names; `begins` tells whether a known key begins so."""
        return Walk(self, begins)

    def _edges(self, piece: str, *, starts: bool, ends: bool) -> tuple[Edge, ...]:
        """What some letters may stand for, where they start a word, or end one."""
        node = self.letter(piece[0], starts)
        for letter in piece[1:]:
            node = node.below.get(letter) if node else None
        return () if node is None else node.last if ends else node.inner

    def _letter(self, letter: str, starts: bool) -> Node | None:
        """Where the first letter of a piece leads.

        A marked letter is read without its mark too, for the systems that don't have it.
        """
        node = (self._at_start if starts else self._inside).below.get(letter)
        if letter.isascii():
            return node
        has = 0
        for edge in self._edges_of(letter):
            has |= edge.systems
        bare = tuple(
            edge._replace(systems=edge.systems & ~has)
            for edge in self._edges_of(strip_marks(letter))
            if edge.systems & ~has
        )
        if not bare:
            return node
        marked = Node()
        if node is not None:
            marked.below, marked.inner, marked.last = node.below, node.inner, node.last
        marked.inner += bare
        marked.last += bare
        return marked

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


Texts = dict[str, dict[str, int]]
"""Latin letters, the Cyrillic ones that they may stand for, and the systems as bits."""


class Node:
    """Where some Latin letters lead: to edges, inside a word or at its end, and to more letters."""

    __slots__ = ("below", "inner", "last")

    def __init__(self) -> None:
        self.below: dict[str, Node] = {}
        self.inner: tuple[Edge, ...] = ()
        self.last: tuple[Edge, ...] = ()


def _trie(plain: Texts, first: Texts, last: Texts) -> Node:
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


class Beginning:
    """What the first letters of a name lead to.

    `states`: beginnings of keys, each with the systems that read so; `open`: pieces that more
    letters may end, each with the states before it and whether it starts a word; `below`: the
    beginnings that are one letter longer, of the names that were met.
    """

    __slots__ = ("below", "open", "starts", "states")

    def __init__(
        self, states: States, open_: tuple[tuple[States, Node, bool], ...], *, starts: bool
    ) -> None:
        self.states = states
        self.open = open_
        self.starts = starts
        self.below: dict[str, Beginning] = {}


class Walk:
    """Where names lead, letter by letter; names share their beginnings, which are remembered.

    Inside, a space stands behind every word, the last one too: it says that the word ends.
    """

    def __init__(self, towards: Towards, begins: Callable[[str], bool]) -> None:
        self._towards = towards
        self._begins = begins
        self._forget()

    def _forget(self) -> None:
        self._met = 0
        self._root = Beginning({"": self._towards.all()}, (), starts=True)

    def reach(self, name: str) -> int:
        """How many letters can be read before no known key begins so any more."""
        return max(at for at, states in enumerate(self._path(name)) if states)

    def starts(self, name: str, letters: int) -> set[str]:
        """The first letters of all keys that a name may have, as far as it can be read."""
        path = self._path(name)
        found = set(path[-1]) - {""} if len(path) == len(name) + 2 else set()
        for states in path:
            found.update(prefix for prefix in states if len(prefix) >= letters)
        return {prefix[:letters] for prefix in found}

    def ends(self, name: str) -> Iterable[str]:
        """What the whole name may be read as."""
        path = self._path(name)
        return path[-1] if len(path) == len(name) + 2 else ()

    def readings(
        self, name: str, *, held: Callable[[str], bool] = bool, first: int = 0
    ) -> list[Reading]:
        """Where a name leads; `held` tells whether a key is a whole known one.

        The readings of some systems (`first`, as bits) are kept beside those of the others.
        """
        path = self._path(name)
        if len(path) < len(name) + 2:
            return []
        text = name + " "
        return [
            Reading(found, cyrillic[:-1], able)
            for found, systems in path[-1].items()
            if held(found)
            for some in (systems & first, systems & ~first)
            if some
            for cyrillic, able in islice(
                self._texts(text, len(text), path, found, some), MOST_TEXTS
            )
        ]

    def _path(self, name: str) -> list[States]:
        """The states after each letter, as far as any are left, and after the name's end."""
        if self._met > MOST_BEGINNINGS:
            self._forget()
        here = self._root
        path = [here.states]
        for letter in name + " ":
            below = here.below.get(letter)
            if below is None:
                below = here.below[letter] = self._grown(here, letter)
                self._met += 1
            if not (below.states or below.open):
                break  # no known key begins so
            here = below
            path.append(here.states)
        return path

    def _grown(self, before: Beginning, letter: str) -> Beginning:
        there: States = {}
        if letter == " ":
            for here, node, starts in before.open:
                self._follow(here, node.last, there, starts=starts)
            return Beginning(there, (), starts=True)
        pieces = []
        for here, node, starts in before.open:
            below = node.below.get(letter)
            if below is not None:
                pieces.append((here, below, starts))
        if before.states:
            first = self._towards.letter(letter, before.starts)
            if first is not None:
                pieces.append((before.states, first, before.starts))
        for here, node, starts in pieces:
            self._follow(here, node.inner, there, starts=starts)
        return Beginning(there, tuple(pieces), starts=False)

    def _follow(self, here: States, edges: Iterable[Edge], there: States, *, starts: bool) -> None:
        begins = self._begins
        grow = joined_words if starts else joined
        for classes, _, able in edges:
            for before, systems in here.items():
                both = systems & able
                if both:
                    longer = grow(before, classes)
                    if longer in there:
                        there[longer] |= both
                    elif not longer or begins(longer):
                        there[longer] = both

    def _texts(
        self, text: str, end: int, path: Sequence[States], key: str, systems: int
    ) -> Iterator[tuple[str, int]]:
        """Cyrillic readings of text[:end] that come out as a key, with their systems.

        The likelier ones come first.
        """
        if end == 0:
            if not key:
                yield "", systems
            return
        ends = text[end - 1] == " "
        stop = end - ends
        for at in range(max(0, stop - self._towards.longest), stop):
            if not path[at] or " " in text[at:stop]:
                continue
            starts = at == 0 or text[at - 1] == " "
            grow = joined_words if starts else joined
            for classes, cyrillic, able in self._towards.edges(
                text[at:stop], starts=starts, ends=ends
            ):
                for prefix, systems_before in path[at].items():
                    both = systems_before & able & systems
                    if both and grow(prefix, classes) == key:
                        for before, left in self._texts(text, at, path, prefix, both):
                            if cyrillic[:1] == "й" and before[-1:] == "й":
                                continue  # no name has it: that j is another letter
                            yield f"{before}{cyrillic} " if ends else before + cyrillic, left
