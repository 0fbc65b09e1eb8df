"""Take a written name apart: the name itself, and words that say what kind of place it is.

`м. Бахмут`, `Bahmutin kaupunki` and `Donetsk Oblast` are a name with a generic word.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from .fold import fold, is_cyrillic
from .stem import languages_for

KINDS_OF_HINT: dict[str, frozenset[str]] = {
    "settlement": frozenset({"settlement"}),
    "region": frozenset({"region", "macroregion"}),
    "district": frozenset({"district"}),
    "sector": frozenset({"sector"}),
}


MOST_GENERIC_WORDS = 3


@dataclass(frozen=True, slots=True)
class Query:
    """A folded name without its generic words, and the kind that those words give (or "")."""

    folded: str
    hint: str = ""


@lru_cache(maxsize=32768)
def parse_query(text: str, language: str | None = None) -> tuple[Query, ...]:
    """Return the readings of a written name: whole first, then without its generic word."""
    folded = fold(text)
    if not folded:
        return ()
    found = [Query(folded)]
    languages, _ = languages_for("Cyrillic" if is_cyrillic(folded) else "Latin", language)
    for lang in languages:
        for kind in lang.generic:
            before = lang.generic_pattern(kind, "before")
            match = before.match(folded) if before else None
            if match and folded[match.end() : match.end() + 1] == " ":
                found.append(Query(folded[match.end() + 1 :], kind))
            after = lang.generic_pattern(kind, "after")
            for head, tail in _splits(folded) if after else ():
                if after.fullmatch(tail):
                    found.append(Query(head, kind))
    return tuple(dict.fromkeys(found))


def _splits(folded: str) -> Iterator[tuple[str, str]]:
    """A name without its last word or two: folding makes two of "р-н"."""
    words = folded.split(" ")
    for count in range(1, min(MOST_GENERIC_WORDS, len(words) - 1) + 1):
        yield " ".join(words[:-count]), " ".join(words[-count:])


def admin_names(text: str) -> tuple[str, ...]:
    """The spellings of an administrative area to compare: whole, and without generic words."""
    return tuple(dict.fromkeys(query.folded for query in parse_query(text)))
