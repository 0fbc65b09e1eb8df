"""Which words may begin a name of several words: most can't, and need not be tried.

Endings bend, beginnings don't: the first letters of a name's first word are compared, as
they are written and as the key classes them.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from .fold import fold, is_cyrillic
from .key import beginnings, key
from .store import Store

LETTERS = 3
READ = 6
"""Latin letters that are read to compare so many Cyrillic ones (shch is one)."""
MOST_WORDS = 4


class PhraseStarts:
    """Tells how many words a known name that begins with a word may have.

    `read` reads the first letters of a Latin name and tells whether they may stand for a key's
    beginning that a predicate holds.
    """

    def __init__(self, store: Store, read: Callable[[str, Callable[[str], bool]], bool]) -> None:
        self._read = read
        self._written: dict[str, int] = {}
        self._keys: dict[int, set[str]] = {}
        for name in store.folds_of_phrases():
            first, words = name.partition(" ")[0], min(name.count(" ") + 1, MOST_WORDS)
            start = first[:LETTERS]
            self._written[start] = max(words, self._written.get(start, 0))
            if is_cyrillic(first):
                self._keys.setdefault(words, set()).update(beginnings(key(first)[:LETTERS]))
        self.longest = lru_cache(maxsize=65536)(self._longest)

    def _longest(self, word: str) -> int:
        """Words of the longest known name that may begin with a word; 1 if none has several."""
        folded = fold(word)
        return max(self._written.get(folded[:LETTERS], 1), self._longest_by_key(folded))

    def _longest_by_key(self, folded: str) -> int:
        for words in sorted(self._keys, reverse=True):
            starts = self._keys[words]
            if is_cyrillic(folded):
                if key(folded)[:LETTERS] in starts:
                    return words
            elif self._read(folded[:READ], lambda text, held=starts: text[:LETTERS] in held):
                return words
        return 1
