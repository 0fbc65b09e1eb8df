"""Which language a text is in, by its letters and its commonest words."""

from __future__ import annotations

import re
from functools import lru_cache

from .fold import is_cyrillic
from .rules import Language, rules

UNKNOWN = "und"
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SAMPLE = 4000
LETTER_WEIGHT = 2.0


def detect_language(text: str, *, likely: str = UNKNOWN) -> str:
    """Return the ISO 639-1 code of the language of a text, "und" where nothing tells.

    Counts function words and letters that a language has alone; both are rule data. Between
    languages that fit as well, the `likely` one (that of the text around) is taken.
    """
    return _detect(text[:_SAMPLE], likely)


@lru_cache(maxsize=1024)
def _detect(text: str, likely: str) -> str:
    words = _WORD.findall(text.casefold())
    cyrillic = sum(map(is_cyrillic, words)) * 2 > len(words)
    best, best_score = UNKNOWN, 0.0
    for language in rules().of_script("Cyrillic" if cyrillic else "Latin"):
        score = _score(words, language)
        if score > best_score or (score == best_score > 0 and language.code == likely):
            best, best_score = language.code, score
    return best


def _score(words: list[str], language: Language) -> float:
    joined = "".join(words)
    score = float(sum(word in language.function_words for word in words))
    if any(letter in joined for letter in language.not_letters):
        return score / 4
    return score + LETTER_WEIGHT * any(letter in joined for letter in language.letters)
