"""Names of organisations and papers that hold the name of a place."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from .fold import fold
from .rules import rules

BENDS = 5
"""Words of so many letters may lose their last one to an ending."""

Words = tuple[str, ...]


@lru_cache(maxsize=1)
def _by_first_word() -> dict[str, list[Words]]:
    found: dict[str, list[Words]] = {}
    for words in rules().organisations:
        found.setdefault(words[0], []).append(words)
    return found


def begins_organisation(folded: str) -> bool:
    """Whether the name of any organisation begins with a word."""
    return folded in _by_first_word()


def organisation(tokens: Sequence[str], first: int) -> int | None:
    """The number of the last word of an organisation's name that starts at a word, if any."""
    for words in _by_first_word().get(fold(tokens[first]), ()):
        last = first + len(words) - 1
        if last < len(tokens) and all(
            _bears(fold(tokens[first + number]), word) for number, word in enumerate(words)
        ):
            return last
    return None


def _bears(folded: str, word: str) -> bool:
    """Whether a word of the text is the name's word, in whatever case."""
    return folded.startswith(word[:-1] if len(word) >= BENDS else word)
