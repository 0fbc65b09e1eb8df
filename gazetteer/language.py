"""Which language a text is in, by its letters and its commonest words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from string import ascii_lowercase

from .rules import Language, rules

UNKNOWN = "und"
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_FIRST, _LAST = "\u0400", "\u052f"
"""Of the Cyrillic letters."""
_SAMPLE = 4000
_SAMPLE_WORDS = 600
LETTER_WEIGHT = 2.0
STRANGE_COST = 0.5
"""What a letter costs that none of a language's own words has: a name may bring it along."""
LONG = 30
"""Letters of a text that can't do without one that its language writes in every sentence."""
FOREIGN_SHARE = 0.25
"""What is left of a score where the text has a letter that the language never writes."""


def detect_language(text: str, *, likely: str = UNKNOWN, words: Sequence[str] | None = None) -> str:
    """Return the ISO 639-1 code of the language of a text, "und" where nothing tells.

    Counts function words and letters that a language has alone; both are rule data. Between
    languages that fit as well, the `likely` one (that of the text around) is taken. `words`
    are those of the text, where somebody has them already.
    """
    text = text[:_SAMPLE]
    words = _WORD.findall(text) if words is None else words[:_SAMPLE_WORDS]
    cyrillic = sum([_FIRST <= word[0] <= _LAST for word in words]) * 2 > len(words)
    evidence = _evidence("Cyrillic" if cyrillic else "Latin")
    counts = [0.0] * len(evidence.languages)
    of_word = evidence.of_word.get
    for word in words:
        for number in of_word(word, ()):
            counts[number] += 1
    written = text.lower()
    telling = evidence.letters.intersection(written)
    long = sum(map(len, words)) >= LONG
    best, best_score = UNKNOWN, 0.0
    for language, alphabet, score in zip(
        evidence.languages, evidence.alphabets, counts, strict=True
    ):
        if telling:
            if not telling.isdisjoint(language.not_letters):
                score *= FOREIGN_SHARE
            elif not telling.isdisjoint(language.letters):
                score += LETTER_WEIGHT
            if not telling <= alphabet:
                score -= STRANGE_COST
        lacks = bool(language.frequent) and language.frequent not in written
        if lacks and long and language.code != likely:
            score -= STRANGE_COST
        if score > best_score or (score == best_score > 0 and language.code == likely):
            best, best_score = language.code, score
    return best


@dataclass(frozen=True)
class _Evidence:
    """The languages of a script, the letters of each, for each function word the numbers of
    those that use it, and all letters that only some of them write.
    """

    languages: tuple[Language, ...]
    alphabets: tuple[frozenset[str], ...]
    of_word: dict[str, tuple[int, ...]]
    letters: frozenset[str]


@lru_cache(maxsize=4)
def _evidence(script: str) -> _Evidence:
    # Where nothing else tells, the first counts: they come commonest first.
    languages = rules().of_script(script)
    of_word: dict[str, tuple[int, ...]] = {}
    for number, language in enumerate(languages):
        for word in language.function_words:
            # A sentence or a title may give it a capital, or capitals.
            for written in {word, word.capitalize(), word.upper()}:
                of_word[written] = (*of_word.get(written, ()), number)
    alphabets = tuple(
        frozenset("".join((ascii_lowercase, *lang.function_words, *lang.not_places, lang.letters)))
        for lang in languages
    )
    told = (letter for lang in languages for letter in (*lang.letters, *lang.not_letters))
    some = frozenset(told).union(*alphabets) - frozenset.intersection(*alphabets)
    letters = frozenset(filter(str.isalpha, some))
    return _Evidence(languages, alphabets, of_word, letters)
