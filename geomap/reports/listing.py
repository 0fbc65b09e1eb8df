"""Places that stand together: lists, and those that only tell where another one lies."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

from ..places import EXACT
from .lexicon import Lexicon
from .spots import Spot
from .triggers import anywhere, ending, stands_before

# Entries of [places] for what leads to a place of a list, or stands behind one.
_LEADING = ("near_before", "direction_before", "locative_before")
_FOLLOWING = ("near_after", "direction_after")
_BRACKET = re.compile(r"\([^()]{0,80}\)")
_CLOSED = re.compile(r"\s*(?:[,.;:!?)»”]|[–—-]\s|$)")


def listed(sentence: str, end: int, start: int, lexicon: Lexicon) -> bool:
    """Whether only "and", commas and unknown names stand between two mentions: a list."""
    return _only_names(_without(sentence[end:start], lexicon, ("list_join",)))


def linked(sentence: str, end: int, start: int, lexicon: Lexicon) -> bool:
    """Whether two mentions are parts of a list that may have words of their own.

    "North of A, near B and in the C region".
    """
    if listed(sentence, end, start, lexicon):
        return True
    # First what is longer: "in the area of" holds the "in" of another entry.
    between = _without(sentence[end:start], lexicon, (*_LEADING, *_FOLLOWING))
    joins = anywhere(lexicon, "places", "list_join")
    if "," not in between and not (joins and joins.search(between)):
        return False
    return _only_names(_without(between, lexicon, ("list_join",)))


def _without(text: str, lexicon: Lexicon, keys: Iterable[str]) -> str:
    # Patterns begin at no letter, and some with a space: "A, Unknown and B".
    text = re.sub(r"\s+", "  ", text)
    for key in keys:
        pattern = anywhere(lexicon, "places", key)
        text = pattern.sub(" ", text) if pattern else text
    return text


def _only_names(between: str) -> bool:
    rest = re.sub(r"[(),;]", " ", between).split()
    return all(word[0].isupper() or word in ("-", "–") for word in rest)


def without_asides(
    sentence: str, offset: int, spots: Sequence[Spot], *, keep: int | None = None
) -> str:
    """A sentence with what only describes a place blanked out; offsets stay.

    That is what stands in brackets, and a clause or an apposition that names a place for
    orientation: "near A, which borders on B, and near C". One that holds the offset `keep` stays.
    """
    firm = [s.start - offset for s in spots if s.manner != "context"]
    asides = [m.span() for m in _BRACKET.finditer(sentence)]
    asides = [(a, b) for a, b in asides if not any(a <= at < b for at in firm)]
    for number, spot in enumerate(spots):
        if number and spot.manner == "context":
            before = spots[number - 1].mention.end - offset
            asides.append(_aside(sentence, before, spot.start - offset, spot.mention.end - offset))
    for a, b in asides:
        if keep is None or not a <= keep < b:
            sentence = sentence[:a] + " " * (b - a) + sentence[b:]
    return sentence


def _aside(sentence: str, before: int, start: int, end: int) -> tuple[int, int]:
    """From the comma that leads to a place, or else the place before it, to the one behind."""
    comma = sentence.rfind(",", before, start)
    if comma < 0:
        return before, end
    closing = sentence.find(",", end)
    return comma, closing if closing >= 0 else end


def orient(spots: Sequence[Spot], sentence: str, offset: int, lexicon: Lexicon) -> tuple[Spot, ...]:
    """Mark as context the places that only tell where the one beside them lies.

    "Siversk near Bakhmut", "Siversk (north of Bakhmut)", "Siversk, near Bakhmut, was shelled".
    """
    found = list(spots)
    for number in range(1, len(found)):
        first, spot = found[number - 1], found[number]
        if first.weak or spot.weak or first.kind not in EXACT or first.manner == "context":
            continue
        between = first.mention.end - offset, spot.start - offset
        if spot.manner == "exact":
            if spot.kind in EXACT and _follows(sentence, *between, lexicon):
                # "Bahmutin lähellä Siverskissä": the words for "near" stand behind the name.
                found[number - 1] = replace(first, manner="context")
            continue
        following = found[number + 1].start - offset if number + 1 < len(found) else None
        if spot.manner != "context" and _orients(
            sentence, between, spot.mention.end - offset, following, first, lexicon
        ):
            found[number] = replace(spot, manner="context")
    return tuple(found)


def _orients(
    sentence: str,
    between: tuple[int, int],
    end: int,
    following: int | None,
    first: Spot,
    lexicon: Lexicon,
) -> bool:
    if stands_before(sentence, between[1], lexicon, "places", "towards_before"):
        return False
    mark = _mark(sentence[slice(*between)], lexicon)
    if mark != ",":
        return mark is not None
    end = _behind(sentence, end, lexicon)
    if not _CLOSED.match(sentence, end):
        return False
    if first.manner == "exact":
        return True
    # "North of A, near B, said ..." is no list, "north of A, near B, and in C" is one.
    comma = sentence[end:].lstrip().startswith(",")
    return comma and not (following and linked(sentence, end, following, lexicon))


def _mark(between: str, lexicon: Lexicon) -> str | None:
    """The mark between two names if nothing but "near" or "5 km south of" stands there."""
    for key in ("near_before", "direction_before"):
        pattern = ending(lexicon, "places", key)
        between = pattern.sub("", between) if pattern else between
    found = _distance(lexicon).fullmatch(between.strip())
    if found is None:
        return None
    joins = anywhere(lexicon, "places", "list_join")
    word = found["word"]
    return None if word and joins and joins.search(word) else found["mark"]


@cache
def _distance(lexicon: Lexicon) -> re.Pattern[str]:
    """A mark and a distance: ", about 5 km"."""
    units = lexicon.compile(lexicon.section("quantities").get("units", {}).get("km", ()))
    unit = units.pattern if units else "km"
    return re.compile(
        rf"(?P<mark>[,(]?)\s*(?:(?:(?P<word>[^\W\d]+)\s+)?\d+(?:[.,]\d+)?\s*{unit})?",
        re.IGNORECASE,
    )


def _behind(sentence: str, end: int, lexicon: Lexicon) -> int:
    """Where the words for "near" that stand behind a name end, if any do."""
    at = end
    while at < len(sentence) and sentence[at].isspace():
        at += 1
    for key in _FOLLOWING:
        pattern = anywhere(lexicon, "places", key)
        found = pattern.match(sentence, at) if pattern else None
        if found:
            return found.end()
    return end


def _follows(sentence: str, end: int, start: int, lexicon: Lexicon) -> bool:
    """Whether nothing but words for "near" stands between two names."""
    at = _behind(sentence, end, lexicon)
    return at > end and not sentence[at:start].strip()
