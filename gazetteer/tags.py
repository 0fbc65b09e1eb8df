"""Words of the rules by what they say: `*` at the end of one stands for any ending."""

from __future__ import annotations

from collections.abc import Iterable

Tag = tuple[str, str]
"""What a word is (before, after, person ...), and the kind of place that it says, if any."""


FIRST = 2


class Tags:
    """Finds what folded words say."""

    def __init__(self) -> None:
        self._words: dict[str, set[Tag]] = {}
        self._starts: dict[str, set[Tag]] = {}
        self._lengths: tuple[int, ...] = ()
        self._firsts: set[str] = set()

    def add(self, words: Iterable[str], tag: Tag) -> None:
        for word in words:
            held = self._starts if word.endswith("*") else self._words
            held.setdefault(word.rstrip("*"), set()).add(tag)
        self._lengths = tuple(sorted({len(start) for start in self._starts}))
        # Most words begin as none of these does.
        self._firsts = {start[:FIRST] for start in self._starts}

    def of(self, folded: str) -> set[Tag]:
        found = set(self._words.get(folded, ()))
        if folded[:FIRST] not in self._firsts:
            return found
        for length in self._lengths:
            if folded[:length] in self._starts and " " not in folded[length:]:
                found |= self._starts[folded[:length]]
        return found
