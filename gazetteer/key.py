"""A spelling-independent key: Cyrillic and every romanisation of it fall on one key.

The key is made of Cyrillic letters' classes (и, і, ї, й, е, є, ы, э are one vowel; г and х
one consonant; с and з another), without soft signs and doubled letters. Latin spellings are
first read into Cyrillic (see `romanise`). A key finds candidates; `likeness` then tells how
near a candidate's own spelling is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import accumulate

_CLASSES = {
    "A": "ая",
    "O": "о",
    "U": "ую",
    "I": "иіїйеєыэёј",
    "B": "б",
    "V": "вў",
    "H": "гґх",
    "D": "д",
    "S": "сз",
    "C": "ц",
    "J": "жђџ",
    "X": "шщ",
    "Q": "чћ",
    "K": "к",
    "L": "лљ",
    "M": "м",
    "N": "нњ",
    "P": "п",
    "R": "р",
    "T": "т",
    "F": "ф",
}
CLASS_OF = {letter: name for name, letters in _CLASSES.items() for letter in letters}
_TABLE = {ord(letter): name for letter, name in CLASS_OF.items()} | {ord("ь"): None, ord("ъ"): None}
_DOUBLES = re.compile(r"(.)\1+")
# "тс" is one sound (Донецьк, Donetsk), "шч" another (щ); a glide before a vowel is no letter.
_TS = re.compile("TS")
_SHCH = re.compile("XQ")
_GLIDE = re.compile("I(?=[AOU])")
_OTHER = re.compile("[^A-Z ]")
_VOWELS = frozenset("AOUI")


@lru_cache(maxsize=65536)
def key(folded: str) -> str:
    """Return the key of a folded Cyrillic name; empty if nothing of it is a letter."""
    text = _OTHER.sub("", folded.translate(_TABLE))
    text = _GLIDE.sub("", _SHCH.sub("X", _TS.sub("C", text)))
    return _DOUBLES.sub(r"\1", text.replace(" ", ""))


@lru_cache(maxsize=131072)
def joined(key: str, more: str) -> str:
    """The key of a word of which one part has `key` and the next the classes `more`."""
    if key and more:
        last, first = key[-1], more[0]
        if last == "I" and first in "AOU":
            key = key[:-1]
        elif last == "T" and first == "S":
            key, more = key[:-1], "C" + more[1:]
        elif last == "X" and first == "Q":
            more = more[1:]
    return joined_words(key, more)


def joined_words(key: str, more: str) -> str:
    """The key of two words that have these keys."""
    return key + more[1:] if key and more and key[-1] == more[0] else key + more


def one_slip(key: str, begins: Callable[[str], bool]) -> Iterator[str]:
    """What one letter more, less or other makes of a key; its first letter stays.

    `begins` tells whether any key worth finding begins so.
    """
    for at in range(1, len(key) + 1):
        head, tail = key[:at], key[at:]
        if not begins(head):
            return
        yield head + tail[1:]
        for letter in _CLASSES:
            start = head + letter
            if begins(start):
                yield start + tail
                yield start + tail[1:]


def beginnings(key: str) -> set[str]:
    """Every text that may grow into a key by `joined`: I is dropped before A, T before S."""
    found = {key[:end] for end in range(1, len(key) + 1)}
    found |= {key[:at] + "I" for at, letter in enumerate(key) if letter in "AOU"}
    return found | {key[:at] + "T" for at, letter in enumerate(key) if letter == "C"}


def common_letters(a: str, b: str) -> int:
    """How many letters two texts share at their beginning."""
    same = 0
    for one, other in zip(a, b, strict=False):
        if one != other:
            break
        same += 1
    return same


def _substitution(a: str, b: str) -> float:
    if a == b:
        return 0.0
    class_a, class_b = CLASS_OF.get(a), CLASS_OF.get(b)
    if class_a is not None and class_a == class_b:
        return 0.12
    if class_a in _VOWELS and class_b in _VOWELS:
        return 0.5
    return 1.0


def _gap(letter: str) -> float:
    if letter in "ьъ ":
        return 0.05
    if letter in "йі":
        return 0.25
    return 0.6 if CLASS_OF.get(letter) in _VOWELS else 1.0


_LETTERS = "".join(CLASS_OF) + "ьъ "
_GAPS = {letter: _gap(letter) for letter in _LETTERS}
_SUBSTITUTIONS = {a: {b: _substitution(a, b) for b in _LETTERS} for a in _LETTERS}
DOUBLED = 0.1
"""What the second of two same letters costs."""


@lru_cache(maxsize=65536)
def likeness(a: str, b: str) -> float:
    """How alike two folded Cyrillic names are, 0..1, by a weighted edit distance.

    Letters of one class cost little, another vowel costs half, a consonant costs all.
    """
    # One sound each, whether written in one letter or two.
    a, b = (text.replace("тс", "ц").replace("шч", "щ") for text in (a, b))
    if a == b:
        return 1.0
    # Most of two spellings of one name is the same: only what lies between can cost.
    same = common_letters(a, b)
    start = max(0, same - 1)  # a doubled letter needs its first
    end = 0
    while end < min(len(a), len(b)) - same and a[-1 - end] == b[-1 - end]:
        end += 1
    distance = _distance(a[start : len(a) - end], b[start : len(b) - end])
    return max(0.0, 1.0 - distance / max(len(a), len(b), 1))


def _distance(a: str, b: str) -> float:
    """The weighted edit distance, row by row."""
    inserts = _costs_of(b)
    row = list(accumulate(inserts, initial=0.0))
    for left, drop in zip(a, _costs_of(a), strict=True):
        known = _SUBSTITUTIONS.get(left, {})
        corner = row[0]
        last = corner + drop
        new = [last]
        for right, insert, above in zip(b, inserts, row[1:], strict=True):
            change = known.get(right)
            if change is None:
                change = _substitution(left, right)
            # The cheapest way to this cell: change a letter, drop one, or insert one.
            least = corner + change
            if above + drop < least:
                least = above + drop
            if last + insert < least:
                least = last + insert
            new.append(least)
            corner, last = above, least
        row = new
    return row[-1]


def _costs_of(letters: str) -> list[float]:
    """What each letter costs if the other name lacks it."""
    gap = _GAPS.get
    costs = [gap(letter, 1.0) for letter in letters]
    for at in range(1, len(letters)):
        if letters[at] == letters[at - 1]:
            costs[at] = DOUBLED
    return costs
