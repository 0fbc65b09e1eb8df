"""The region that stands behind a name or a list of names says where they lie.

"Bohdanivka, Klishchiivka and Andriivka of Donetsk Oblast" are villages of that oblast, all
three. Behind a comma alone the region may be the next member of a list: then it helps to
choose, but rejects nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .fold import fold, is_cyrillic
from .lists import joins
from .rank import AREA_KINDS, Ranked
from .rules import rules
from .spans import Span

_BREAK = re.compile(r"[\n.!?;:]")
"""No region behind one of these belongs to the name before it."""


@dataclass(frozen=True, slots=True)
class Governing:
    """A region behind a name; `strict` where the name can't lie elsewhere.

    `next_to`: the region stands right behind it. Of a list before that, a place that reports
    often name may yet lie elsewhere: "from Chasiv Yar and Krynky, in Kherson Oblast".
    """

    region: str
    strict: bool
    next_to: bool = True


def governing(
    text: str, spans: Sequence[Span], alone: Sequence[Sequence[Ranked]]
) -> dict[int, Governing]:
    """For the number of each span that has one, the region that governs it."""
    found: dict[int, Governing] = {}
    for number, ranked in enumerate(alone):
        if number == 0 or not ranked or ranked[0].stored.kind != "region":
            continue
        if _is_area(alone[number - 1]):
            continue
        strict = _belongs(text, spans[number - 1], spans[number])
        if strict is None:
            continue
        at = number - 1
        found[at] = Governing(ranked[0].stored.name, strict)
        while at > 0 and joins(text[spans[at - 1].end : spans[at].start], spans[at].conjunctions):
            at -= 1
            if _is_area(alone[at]):
                break
            found[at] = Governing(ranked[0].stored.name, strict, next_to=False)
    return found


def _is_area(ranked: Sequence[Ranked]) -> bool:
    return bool(ranked) and ranked[0].stored.kind in AREA_KINDS


def _belongs(text: str, name: Span, region: Span) -> bool | None:
    """Whether a region directly follows a name: surely, behind a comma only, or not (None)."""
    if name.paragraph != region.paragraph:
        return None
    between = text[name.end : region.start]
    if _BREAK.search(between):
        return None
    bare = between.strip(" \t\u00a0(")
    if bare == ",":
        return False
    words = fold(bare).split()
    if words and _says_region(words[-1]):
        words.pop()  # "w obwodzie ługańskim"
    return True if not words or " ".join(words) in name.containment else None


def _says_region(word: str) -> bool:
    script = "Cyrillic" if is_cyrillic(word) else "Latin"
    return ("before", "region") in rules().generic_tags(script).of(word)
