"""Take a written name apart: the name itself, and words that say what kind of place it is.

`м. Бахмут`, `Bahmutin kaupunki` and `Donetsk Oblast` are a name with a generic word.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from .fold import fold, is_cyrillic
from .rules import rules

KINDS_OF_HINT: dict[str, frozenset[str]] = {
    "settlement": frozenset({"settlement"}),
    "region": frozenset({"region", "macroregion"}),
    "district": frozenset({"district"}),
    "municipality": frozenset({"municipality"}),
    "sector": frozenset({"sector"}),
    "water": frozenset({"water"}),
}
SOFT_HINTS = frozenset({"water"})
"""Hints that choose between places of a name, and say nothing where none is of the kind."""


MOST_LETTERS = 120
MOST_WORDS = 9
MOST_GENERIC_WORDS = 3
"""Folding makes two of "р-н"."""


class Query(NamedTuple):
    """A folded name without its generic words, and the kind that those words give (or "")."""

    folded: str
    hint: str = ""


def is_name(folded: str) -> bool:
    """Whether a folded text is short enough for a name; what is longer is not looked up."""
    return 0 < len(folded) <= MOST_LETTERS and folded.count(" ") < MOST_WORDS


def parse_query(text: str, language: str | None = None) -> tuple[Query, ...]:
    """Return the readings of a written name: whole first, then without its generic word."""
    return _parse(text, language) if len(text) <= 2 * MOST_LETTERS else ()


@lru_cache(maxsize=4096)
def _parse(text: str, language: str | None) -> tuple[Query, ...]:
    folded = fold(text)
    if not is_name(folded):
        return ()
    found = [Query(folded)]
    if " " not in folded:
        return tuple(found)
    tags = rules().generic_tags("Cyrillic" if is_cyrillic(folded) else "Latin", language)
    words = folded.split(" ")
    for count in range(1, min(MOST_GENERIC_WORDS, len(words) - 1) + 1):
        first, rest = " ".join(words[:count]), " ".join(words[count:])
        found += (Query(rest, kind) for side, kind in sorted(tags.of(first)) if side == "before")
        rest, last = " ".join(words[:-count]), " ".join(words[-count:])
        found += (Query(rest, kind) for side, kind in sorted(tags.of(last)) if side == "after")
    return tuple(dict.fromkeys(found))


def admin_names(text: str) -> tuple[str, ...]:
    """The spellings of an administrative area to compare: whole, and without generic words."""
    return tuple(dict.fromkeys(query.folded for query in parse_query(text)))
