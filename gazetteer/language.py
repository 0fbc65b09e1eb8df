"""Which language a text is in, by its letters and its commonest words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from .rules import Language, rules

UNKNOWN = "und"
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_CYRILLIC = re.compile("[\u0400-\u052f]+")
_SAMPLE = 4000
LETTER_WEIGHT = 2.0
FOREIGN_SHARE = 0.25
"""What is left of a score where the text has a letter that the language never writes."""


def detect_language(text: str, *, likely: str = UNKNOWN) -> str:
    """Return the ISO 639-1 code of the language of a text, "und" where nothing tells.

    Counts function words and letters that a language has alone; both are rule data. Between
    languages that fit as well, the `likely` one (that of the text around) is taken.
    """
    lower = text[:_SAMPLE].casefold()
    letters = set(lower)
    cyrillic = sum(map(len, _CYRILLIC.findall(lower))) * 2 > sum(map(str.isalpha, lower))
    evidence = _evidence("Cyrillic" if cyrillic else "Latin")
    counts = [0.0] * len(evidence.languages)
    of_word = evidence.of_word.get
    for word in _WORD.findall(lower):
        for number in of_word(word, ()):
            counts[number] += 1
    best, best_score = UNKNOWN, 0.0
    for language, score in zip(evidence.languages, counts, strict=True):
        if not letters.isdisjoint(language.not_letters):
            score *= FOREIGN_SHARE
        elif not letters.isdisjoint(language.letters):
            score += LETTER_WEIGHT
        if score > best_score or (score == best_score > 0 and language.code == likely):
            best, best_score = language.code, score
    return best


@dataclass(frozen=True)
class _Evidence:
    """The languages of a script, and for each function word the numbers of those that use it."""

    languages: tuple[Language, ...]
    of_word: dict[str, tuple[int, ...]]


@lru_cache(maxsize=4)
def _evidence(script: str) -> _Evidence:
    # Where nothing else tells, the first counts: they come commonest first.
    languages = rules().of_script(script)
    of_word: dict[str, tuple[int, ...]] = {}
    for number, language in enumerate(languages):
        for word in language.function_words:
            of_word[word] = (*of_word.get(word, ()), number)
    return _Evidence(languages, of_word)
