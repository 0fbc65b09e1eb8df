"""What the words beside a name say: a kind of place, a person, a unit, a coordinated list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from .rules import Language, rules, word_pattern
from .tokens import Token

_SPACE = re.compile(r"[ \t\u00a0]+|[ \t\u00a0]*\n[ \t\u00a0]*")
_ABBREVIATION_GAP = re.compile(r"\.?[ \t\u00a0]*")
_MAX_LIST = 8


class Cues:
    """Looks at the neighbours of a span, by the rules of one language."""

    def __init__(self, language: Language) -> None:
        self.language = language
        context = language.context
        self._person = word_pattern(context.get("person", ()))
        self._given = word_pattern(context.get("given_names", ()))
        self._unit = word_pattern(context.get("unit", ()))
        self._unit_before = word_pattern(context.get("unit_before", ()))
        self.conjunctions = frozenset(context.get("conjunctions", ()))
        self.containment = frozenset(context.get("containment", ()))

    def hint(self, text: str, tokens: Sequence[Token], first: int, last: int) -> tuple[str, bool]:
        """The kind that a word beside tokens[first..last] gives, and whether it stands before."""
        for kind in self.language.generic:
            if self._before(kind, text, tokens, first):
                return kind, True
        for kind in self.language.generic:
            if self._after(kind, text, tokens, last):
                return kind, False
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
            abbreviated = len(words[-1].folded) <= 3
            allowed = _ABBREVIATION_GAP if abbreviated else _SPACE
            if pattern.fullmatch(joined) and allowed.fullmatch(gap):
                return True
        return False

    def _after(self, kind: str, text: str, tokens: Sequence[Token], last: int) -> bool:
        pattern = self.language.generic_pattern(kind, "after")
        if pattern is None or last + 1 >= len(tokens):
            return False
        following = tokens[last + 1]
        if pattern.fullmatch(following.folded):
            return _SPACE.fullmatch(text[tokens[last].end : following.start]) is not None
        plural = self.language.generic_pattern(kind, "plural")
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
                return coordinated and not joined and _SPACE.fullmatch(gap) is not None
            if word.folded in self.conjunctions:
                coordinated = joined = True
            elif not word.capital or not (gap.strip() == "," or (joined and not gap.strip())):
                return False
            else:
                joined = False
            at = following
        return False

    def is_person(self, text: str, tokens: Sequence[Token], first: int) -> bool:
        """Whether the word before is a title that people bear, or a given name."""
        return first > 0 and any(
            self._adjacent(pattern, text, tokens, first - 1, first)
            for pattern in (self._person, self._given)
        )

    def is_given_name(self, text: str, tokens: Sequence[Token], number: int) -> bool:
        """Whether a word is a given name with a capitalised word, a surname, behind it."""
        if self._given is None or not self._given.fullmatch(tokens[number].folded):
            return False
        if number + 1 >= len(tokens) or not tokens[number + 1].capital:
            return False
        gap = text[tokens[number].end : tokens[number + 1].start]
        return _SPACE.fullmatch(gap) is not None

    def is_title(self, token: Token) -> bool:
        """Whether a word is a title that people bear: "Kharkiv Governor"."""
        return self._person is not None and self._person.fullmatch(token.folded) is not None

    def is_unit(self, text: str, tokens: Sequence[Token], first: int, last: int) -> bool:
        """Whether the name is part of a brigade's, a paper's or an institute's name."""
        after = last + 1 < len(tokens) and self._adjacent(
            self._unit, text, tokens, last + 1, last + 1, back=last
        )
        before = first > 0 and self._adjacent(self._unit_before, text, tokens, first - 1, first)
        return after or before

    @staticmethod
    def _adjacent(
        pattern: re.Pattern[str] | None,
        text: str,
        tokens: Sequence[Token],
        word: int,
        right: int,
        *,
        back: int | None = None,
    ) -> bool:
        if pattern is None or not pattern.fullmatch(tokens[word].folded):
            return False
        left = word if back is None else back
        return _SPACE.fullmatch(text[tokens[left].end : tokens[right].start]) is not None


@lru_cache(maxsize=64)
def cues(language: str) -> Cues:
    """Cues of a language; of all together where the language is unknown."""
    return Cues(rules().languages.get(language) or rules().any_language)
