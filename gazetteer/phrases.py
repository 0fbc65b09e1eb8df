"""Which two words may begin a name of several words: most can't, and need not be tried.

Endings bend, beginnings don't: the first letters of a name's first two words are compared, as
they are written and as the key classes them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache

from .fold import fold, is_cyrillic
from .key import beginnings, key
from .store import Store

LETTERS = 3
NEXT_LETTERS = 2
MOST_WORDS = 4

KeyStarts = Callable[[str, int], Iterable[str]]
Starts = dict[str, dict[str, int]]
"""By the start of the first word and that of the second: words of the longest such name."""


class PhraseStarts:
    """Tells how many words a known name that begins with two words may have.

    `key_starts` gives the first letters, so many, of the keys that a folded word may have.
    """

    def __init__(self, store: Store, key_starts: KeyStarts) -> None:
        self._key_starts = key_starts
        self._exact: dict[str, int] = {}
        self._written: Starts = {}
        self._keys: Starts = {}
        for name in store.folds_of_phrases():
            first, second = name.split(" ")[:2]
            words = min(name.count(" ") + 1, MOST_WORDS)
            both = f"{first} {second}"
            self._exact[both] = max(words, self._exact.get(both, 0))
            _add(self._written, {first[:LETTERS]}, {second[:NEXT_LETTERS]}, words)
            if is_cyrillic(first):
                starts = beginnings(key(first)[:LETTERS])
                _add(self._keys, starts, beginnings(key(second)[:NEXT_LETTERS]), words)
        self._nexts = frozenset(text for nexts in self._keys.values() for text in nexts)
        self._first_keys = lru_cache(maxsize=65536)(self._read_first)
        self._next_keys = lru_cache(maxsize=65536)(self._read_next)

    def longest(self, word: str, following: str, *, capitals: bool) -> int:
        """Words of the longest known name that may begin with two words; 1 if none does.

        Without two capitals only names that are written just so count.
        """
        first, second = fold(word), fold(following)
        if not capitals:
            return self._exact.get(f"{first} {second}", 1)
        found = self._written.get(first[:LETTERS], {}).get(second[:NEXT_LETTERS], 1)
        firsts = self._first_keys(first)
        if firsts:
            nexts = self._next_keys(second)
            for start in firsts:
                table = self._keys[start]
                found = max(found, *(table.get(text, 1) for text in nexts), 1)
        return found

    def _read_first(self, folded: str) -> tuple[str, ...]:
        return tuple(t for t in self._key_starts(folded, LETTERS) if t in self._keys)

    def _read_next(self, folded: str) -> tuple[str, ...]:
        return tuple(t for t in self._key_starts(folded, NEXT_LETTERS) if t in self._nexts)


def _add(starts: Starts, firsts: Iterable[str], seconds: Iterable[str], words: int) -> None:
    for first in firsts:
        nexts = starts.setdefault(first, {})
        for second in seconds:
            nexts[second] = max(words, nexts.get(second, 0))
