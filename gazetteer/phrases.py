"""Which two words may begin a name of several words: most can't, and need not be tried.

Endings bend, beginnings don't: the first letters of a name's first two words are compared, as
they are written and as the key classes them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from .fold import fold, is_cyrillic
from .key import beginnings, key

if TYPE_CHECKING:
    from .store import Store

LETTERS = 3
NEXT_LETTERS = 2
MOST_WORDS = 4

KeyStarts = Callable[[str, int], Iterable[str]]
Starts = dict[str, dict[str, int]]
"""By the start of the first word and that of the second: words of the longest such name."""
KNOWN, WRITTEN, KEYS = "phrases", "phrase starts", "phrase keys"


def phrase_starts(folds: Iterable[str]) -> dict[str, Starts]:
    """What a gazetteer file holds of its names of several words: three tables.

    By the first word or its start, by that of the second: the words of the longest such name.
    Folded names that are known go in.
    """
    known: Starts = {}
    written: Starts = {}
    keys: Starts = {}
    for name in folds:
        first, second = name.split(" ")[:2]
        words = min(name.count(" ") + 1, MOST_WORDS)
        _add(known, {first}, {second}, words)
        _add(written, {first[:LETTERS]}, {second[:NEXT_LETTERS]}, words)
        if is_cyrillic(first):
            starts = beginnings(key(first)[:LETTERS])
            _add(keys, starts, beginnings(key(second)[:NEXT_LETTERS]), words)
    return {
        what: {first: dict(sorted(nexts.items())) for first, nexts in sorted(starts.items())}
        for what, starts in ((KNOWN, known), (WRITTEN, written), (KEYS, keys))
    }


def _add(starts: Starts, firsts: Iterable[str], seconds: Iterable[str], words: int) -> None:
    for first in firsts:
        nexts = starts.setdefault(first, {})
        for second in seconds:
            nexts[second] = max(words, nexts.get(second, 0))


class PhraseStarts:
    """Tells how many words a known name that begins with two words may have.

    `key_starts` gives the first letters, so many, of the keys that a folded word may have.
    """

    def __init__(self, store: Store, key_starts: KeyStarts) -> None:
        self._key_starts = key_starts
        self._exact = store.bulk_table(KNOWN)
        self._written = store.bulk_table(WRITTEN)
        self._keys = store.bulk_table(KEYS)
        self._nexts = frozenset(text for nexts in self._keys.values() for text in nexts)
        self._first_keys = lru_cache(maxsize=65536)(self._read_first)
        self._next_keys = lru_cache(maxsize=65536)(self._read_next)

    def longest(self, word: str, following: str, *, capitals: bool) -> int:
        """Words of the longest known name that may begin with two words; 1 if none does.

        Without two capitals only names that are written just so count.
        """
        first = fold(word)
        if not capitals:
            known = self._exact.get(first)
            return known.get(fold(following), 1) if known else 1
        second = fold(following)
        found = self._written.get(first[:LETTERS], {}).get(second[:NEXT_LETTERS], 1)
        firsts = self._first_keys(first)
        if firsts:
            nexts = self._next_keys(second)
            for start in firsts:
                table = self._keys[start]
                for text in nexts:
                    found = max(found, table.get(text, 1))
        return found

    def _read_first(self, folded: str) -> tuple[str, ...]:
        return tuple(t for t in self._key_starts(folded, LETTERS) if t in self._keys)

    def _read_next(self, folded: str) -> tuple[str, ...]:
        return tuple(t for t in self._key_starts(folded, NEXT_LETTERS) if t in self._nexts)
