"""What the gazetteer holds, for the many small questions that reading a name asks.

A few questions are put to the file. Whoever asks many (a long text, a table) gets the folded
names and the beginnings of keys into memory once; the answers are the same.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence, Set
from functools import cached_property

from .key import CLASS_OF, common_letters, joined, one_slip
from .packed import Packed
from .store import Store

FIRST_LETTERS = {"H": "HK", "K": "KH"}


class Known:
    """Tells which folded names there are, and how keys begin."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._begun: dict[str, bool] = {}

    @property
    def packed(self) -> Packed | None:
        """All that is known, once enough was asked."""
        return self._store.packed

    @cached_property
    def _shared(self) -> frozenset[str]:
        return frozenset(self._store.bulk("shared"))

    def may_be_shared(self, fold: str) -> bool:
        """Whether several places may call this their own name."""
        return not self.packed or fold in self._shared

    @cached_property
    def _beginnings(self) -> frozenset[str]:
        return frozenset(self._store.bulk("beginnings"))

    def held(self, folds: Sequence[str]) -> Sequence[str]:
        """Those of the folded names that may be known."""
        packed = self.packed
        if not packed:
            return folds
        known = packed.fold_numbers
        return [text for text in folds if text in known]

    def keys_one_slip_away(self, key: str) -> list[str]:
        """Known keys that one slip, a letter more, less or other, makes of a key.

        The first letter stays, but that a slip takes a few for one another (Karkiv).
        """
        # Worth while to go on behind a beginning, as far as that is at hand?
        begins = self._beginnings.__contains__ if self.packed else bool
        near: set[str] = set()
        for first in FIRST_LETTERS.get(key[0], key[0]):
            near.add(first + key[1:])
            near.update(one_slip(first + key[1:], begins))
        return sorted(near & self._every_key)

    @cached_property
    def _every_key(self) -> Set[str]:
        """One typo is no reason to load everything."""
        packed = self.packed
        return packed.key_numbers.keys() if packed else frozenset(self._store.bulk("keys"))

    def is_held(self, fold: str) -> bool:
        """Whether a folded name is known as it stands."""
        packed = self.packed
        return fold in packed.fold_numbers if packed else bool(self._store.by_fold([fold]))

    def may_be_key(self, key: str) -> bool:
        """Whether a key may be a known one."""
        packed = self.packed
        return not packed or key in packed.key_numbers

    def held_keys(self, keys: Iterable[str]) -> list[str]:
        """Those of the keys that may be known."""
        packed = self.packed
        return [key for key in keys if key in packed.key_numbers] if packed else list(keys)

    def begins(self, prefix: str) -> bool:
        """Whether a known key begins so, as far as `key.joined` may still change its end."""
        if self.packed:
            return prefix in self._beginnings
        known = self._begun.get(prefix)
        if known is None:
            known = self._begun[prefix] = self._ask(prefix)
        return known

    def _ask(self, prefix: str) -> bool:
        grown = {"I": "AOU", "T": "C"}.get(prefix[-1], "")
        tried = (prefix, *(prefix[:-1] + letter for letter in grown))
        return any(map(self._store.has_key_like, tried))

    def reach(self, folded: str) -> int:
        """How many letters of a name some known name begins with; all, where it isn't known."""
        packed = self.packed
        if not packed:
            return len(folded)
        at = bisect_left(packed.folds, folded)
        near = packed.folds[max(0, at - 1) : at + 1]
        return max((common_letters(folded, name) for name in near), default=0)

    def key_reach(self, folded: str) -> int:
        """How many letters of a Cyrillic name begin a known key."""
        if not self.packed:
            return len(folded)
        prefix = ""
        for number, letter in enumerate(folded):
            prefix = joined(prefix, CLASS_OF.get(letter, ""))
            if prefix and prefix not in self._beginnings:
                return number
        return len(folded)
