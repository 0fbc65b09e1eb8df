"""What the words beside a name say: a kind of place, a person, a unit, a coordinated list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from .rules import Language, rules, word_pattern
from .stem import CASE_COST, word_forms
from .tokens import Token

SPACE = re.compile(r"[ \t\u00a0]+|[ \t\u00a0]*\n[ \t\u00a0]*")
_OPENING = re.compile(r"[\s«\"“„]+")
_AFTER_LETTER = re.compile(r"\.[ \t\u00a0]*")
_AFTER_ABBREVIATION = re.compile(r"\.?[ \t\u00a0]*")
_MAX_LIST = 8
_ABBREVIATION = 3  # letters


class Cues:
    """Looks at the neighbours of a span, by the rules of one language."""

    def __init__(self, language: Language) -> None:
        self.language = language
        context = language.context
        self._person = word_pattern(context.get("person", ()))
        self._speech = word_pattern(context.get("speech", ()))
        self._unit = word_pattern(context.get("unit", ()))
        self._unit_before = word_pattern(context.get("unit_before", ()))
        self.conjunctions = frozenset(context.get("conjunctions", ()))
        self.containment = frozenset(context.get("containment", ()))

    def hint(self, text: str, tokens: Sequence[Token], first: int, last: int) -> tuple[str, bool]:
        """The kind that a word beside tokens[first..last] gives, and whether it stands before."""
        # "населені пункти Харківської області": the word behind says more.
        for kind in self.language.generic:
            if self._after(kind, text, tokens, last):
                return kind, False
        for kind in self.language.generic:
            if self._before(kind, text, tokens, first):
                return kind, True
        return "", False

    def _before(self, kind: str, text: str, tokens: Sequence[Token], first: int) -> bool:
        pattern = self.language.generic_pattern(kind, "before")
        if pattern is None:
            return False
        for count in (2, 1):
            if first < count:
                continue
            words = tokens[first - count : first]
            gap = text[words[-1].end : tokens[first].start]
            joined = " ".join(word.folded for word in words)
            if pattern.fullmatch(joined) and _gap_before(words[-1]).fullmatch(gap):
                return True
        return False

    def _after(self, kind: str, text: str, tokens: Sequence[Token], last: int) -> bool:
        pattern = self.language.generic_pattern(kind, "after")
        if pattern is None or last + 1 >= len(tokens):
            return False
        following = tokens[last + 1]
        plural = self.language.generic_pattern(kind, "plural")
        if _matches(pattern, following) or _matches(plural, following):
            return self._touches(text, tokens, last)
        return plural is not None and self._after_list(plural, text, tokens, last)

    def _after_list(
        self, plural: re.Pattern[str], text: str, tokens: Sequence[Token], last: int
    ) -> bool:
        """Whether a list of names goes on to a plural: "Lyman and Kupiansk directions"."""
        at, coordinated, joined = last, False, False
        for following in range(last + 1, min(last + _MAX_LIST, len(tokens))):
            word = tokens[following]
            gap = text[tokens[at].end : word.start]
            if plural.fullmatch(word.folded):
                return coordinated and not joined and SPACE.fullmatch(gap) is not None
            if word.folded in self.conjunctions:
                coordinated = joined = True
            elif not word.capital or not (gap.strip() == "," or (joined and not gap.strip())):
                return False
            else:
                joined = False
            at = following
        return False

    def is_person(self, text: str, tokens: Sequence[Token], number: int) -> bool:
        """Whether a title or a given name stands before a word, or the word is one itself."""
        if number > 0 and self._touches(text, tokens, number - 1):
            before = tokens[number - 1]
            if self.is_title(before) or (before.capital and self._is_given(before)):
                return True
        if number + 1 == len(tokens) or not self._touches(text, tokens, number):
            return False
        return tokens[number + 1].capital and self._is_given(tokens[number])

    def _is_given(self, token: Token) -> bool:
        """Whether a word is a given name in any case form."""
        given = rules().given_names
        if token.folded in given:
            return True
        return any(
            form.text in given and form.cost <= CASE_COST
            for form in word_forms(token.folded, self.language)
        )

    def speaks(self, text: str, tokens: Sequence[Token], number: int) -> bool:
        """Whether a verb of saying follows: who says so is a person, seldom a village."""
        following = number + 1
        return (
            following < len(tokens)
            and _matches(self._speech, tokens[following])
            and self._touches(text, tokens, number)
        )

    def is_title(self, token: Token) -> bool:
        """Whether a word is a title that people bear: "Kharkiv Governor"."""
        return _matches(self._person, token)

    def is_unit(self, text: str, tokens: Sequence[Token], first: int, last: int) -> bool:
        """Whether the name is part of a brigade's, a paper's or an institute's name."""
        after = (
            last + 1 < len(tokens)
            and _matches(self._unit, tokens[last + 1])
            and self._touches(text, tokens, last)
        )
        before = (
            first > 0
            and _matches(self._unit_before, tokens[first - 1])
            and _OPENING.fullmatch(text[tokens[first - 1].end : tokens[first].start]) is not None
        )
        return after or before

    @staticmethod
    def _touches(text: str, tokens: Sequence[Token], number: int) -> bool:
        """Whether nothing but space stands between a word and the next."""
        gap = text[tokens[number].end : tokens[number + 1].start]
        return SPACE.fullmatch(gap) is not None


def _gap_before(word: Token) -> re.Pattern[str]:
    """What may stand behind a generic word: an abbreviation has a dot, one letter needs it.

    Without its dot "с" is a preposition.
    """
    if len(word.folded) == 1:
        return _AFTER_LETTER
    return _AFTER_ABBREVIATION if len(word.folded) <= _ABBREVIATION else SPACE


def _matches(pattern: re.Pattern[str] | None, token: Token) -> bool:
    return pattern is not None and pattern.fullmatch(token.folded) is not None


@lru_cache(maxsize=64)
def cues(language: str) -> Cues:
    """Cues of a language; of all together where the language is unknown."""
    return Cues(rules().languages.get(language) or rules().any_language)
