"""Part words that hold a place's name and more: "Bachmut-Front", "Swatowe-Kreminna",
"Donetskregionen".

A word that is known as it stands (Івано-Франківськ) stays whole; so does one of which no part
is known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import accumulate

from .fold import fold
from .rules import Language
from .tokens import HYPHEN, Paragraph

LEAST_LETTERS = 4
"""Of a part that is looked up, and of a word for a kind of place that may stick to a name."""

IsKnown = Callable[[str], bool]


def part_compounds(paragraph: Paragraph, language: Language, known: IsKnown) -> None:
    """Make several words of each compound; `known` tells whether a folded word names a place."""
    endings = _endings(language)
    cuts = {}
    for number, word in enumerate(paragraph.words):
        hyphened = HYPHEN.search(word)
        if not hyphened and not (endings and word.endswith(endings)):
            continue
        if word[0].isupper():
            ends = list(_hyphened(word, known) if hyphened else _joined(word, endings, known))
            if ends:
                cuts[number] = ends
    if cuts:
        paragraph.part(cuts)


def _hyphened(word: str, known: IsKnown) -> Iterator[tuple[int, int]]:
    """Where the parts between hyphens stand in a word."""
    parts = HYPHEN.split(word)
    if known(fold(word)) or not any(
        len(part) >= LEAST_LETTERS and part[0].isupper() and known(fold(part)) for part in parts
    ):
        return
    ends = list(accumulate(len(part) + 1 for part in parts))
    for part, end in zip(parts, ends, strict=True):
        yield end - 1 - len(part), end - 1


def _joined(word: str, endings: tuple[str, ...], known: IsKnown) -> Iterator[tuple[int, int]]:
    """Where a name and the word for its kind stand in a word."""
    for ending in endings:
        at = len(word) - len(ending)
        if at >= LEAST_LETTERS and word.endswith(ending) and known(fold(word[:at])):
            if not known(fold(word)):
                yield 0, at
                yield at, len(word)
            return


@lru_cache(maxsize=64)
def _endings(language: Language) -> tuple[str, ...]:
    """The words behind names that a language writes as one with them, the longest first."""
    if not language.compounds:
        return ()
    words = {word for sides in language.generic.values() for word in sides.get("after", ())}
    found = [word for word in words if len(word) >= LEAST_LETTERS and word.isalpha()]
    return tuple(sorted(found, key=lambda word: (-len(word), word)))
