"""Which words may begin a name of several words: most can't, and need not be tried.

Endings bend, beginnings don't: the first letters of a name's first word are compared, as
they are written and as the key classes them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache

from .fold import fold, is_cyrillic
from .key import beginnings, key
from .store import Store

LETTERS = 3
READ = 6
"""Latin letters that are read to compare so many Cyrillic ones (shch is one)."""
MOST_WORDS = 4


Reader = Callable[[str, Callable[[str], bool]], Iterable[str]]


class PhraseStarts:
    """Tells how many words a known name that begins with a word may have.

    `read` reads the first letters of a Latin name as the beginnings of keys that a predicate
    knows.
    """

    def __init__(self, store: Store, read: Reader) -> None:
        self._read = read
        self._written: dict[str, int] = {}
        self._keys: dict[str, int] = {}
        for name in store.folds_of_phrases():
            first, words = name.partition(" ")[0], min(name.count(" ") + 1, MOST_WORDS)
            starts = beginnings(key(first)[:LETTERS]) if is_cyrillic(first) else ()
            for held, texts in ((self._written, (first[:LETTERS],)), (self._keys, starts)):
                for text in texts:
                    held[text] = max(words, held.get(text, 0))
        self.longest = lru_cache(maxsize=65536)(self._longest)

    def _longest(self, word: str) -> int:
        """Words of the longest known name that may begin with a word; 1 if none has several."""
        folded = fold(word)
        written = self._written.get(folded[:LETTERS], 1)
        if not word[0].isupper():
            return written
        if is_cyrillic(folded):
            read: Iterable[str] = (key(folded),)
        else:
            read = self._read(folded[:READ], lambda text: text[:LETTERS] in self._keys)
        return max(written, *(self._keys.get(text[:LETTERS], 1) for text in read), 1)
