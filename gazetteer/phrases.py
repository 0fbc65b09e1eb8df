"""Which words may begin a name of several words: most can't, and need not be tried.

Endings bend, beginnings don't: the first letters of a name's first word are compared, as
they are written and as the key classes them.
"""

from __future__ import annotations

from functools import lru_cache

from .fold import is_cyrillic
from .key import key
from .romanise import readings
from .store import Store

LETTERS = 3


class PhraseStarts:
    """Tells whether a folded word may be the first of a known name of several words."""

    def __init__(self, store: Store) -> None:
        firsts = {name.partition(" ")[0] for name in store.folds_of_phrases()}
        self._written = frozenset(word[:LETTERS] for word in firsts)
        self._keys = frozenset(key(word)[:LETTERS] for word in firsts if is_cyrillic(word))
        self.has = lru_cache(maxsize=16384)(self._has)

    def _has(self, folded: str) -> bool:
        if folded[:LETTERS] in self._written:
            return True
        spelled = [folded] if is_cyrillic(folded) else [text for text, _ in readings(folded)]
        return any(key(text)[:LETTERS] in self._keys for text in spelled)
