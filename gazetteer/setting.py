"""How a word stands in its paragraph: in a list, in quotation marks, where a sentence begins."""

from __future__ import annotations

import re
from functools import cached_property

from .fold import fold
from .roles import Row
from .rules import rules
from .wording import Wording

TITLE_CASE_SHARE = 0.7
OPENING_QUOTES = '"«“„‚‘»”'
CLOSING_QUOTES = '"»”“’«'
_CLOSING = re.compile(rf"(?:[-\u2010\u2011]\d+)?[{CLOSING_QUOTES}]")
"""A unit has its number inside: «Dnipro-1»."""


class Setting:
    """Looks at the words of one paragraph, and at how the text writes them elsewhere."""

    def __init__(self, row: Row, wording: Wording) -> None:
        self._row = row
        self._text = row.paragraph.text
        self._wording = wording

    @cached_property
    def title_case(self) -> bool:
        """Whether nearly every word has a capital, as in a headline."""
        long_words = [
            r for word, r in zip(self._row.words, self._row.roles, strict=True) if len(word) > 3
        ]
        capitals = sum(role.capital for role in long_words)
        return capitals > TITLE_CASE_SHARE * len(long_words) and len(long_words) > 2

    def may_be_a_word(self, number: int) -> bool:
        """Whether nothing but a sentence's start, or a title all in capitals, gave it its own."""
        word = self._row.words[number]
        if not self._row.paragraph.initial(number) and not word.isupper():
            return False
        return word.lower() not in self._wording.capital

    def is_small_elsewhere(self, number: int) -> bool:
        """Whether a sentence starts with a word that the text has without a capital too."""
        if not self._row.paragraph.initial(number):
            return False
        return self._row.words[number].lower() in self._wording.small

    def before_small(self, number: int) -> bool:
        """Whether a word without a capital follows, as a noun follows its adjective."""
        following = number + 1
        if following == len(self._row.words) or self._row.roles[following].capital:
            return False
        return self._row.touches(number) and not self._row.roles[following].conjunction

    def is_ordinary(self, number: int) -> bool:
        """Whether a word is a common one besides, or an adjective that may belong to a noun.

        In a list of names it is one of them.
        """
        if self.is_listed(number):
            return False
        known, folded = rules().any_language, fold(self._row.words[number])
        return folded in known.ordinary or folded.endswith(known.ordinary_endings)

    def is_listed(self, number: int) -> bool:
        """Whether a comma or a conjunction joins a word to another."""
        for other in (number - 1, number + 1):
            if not 0 <= other < len(self._row.words):
                continue
            if self._row.roles[other].conjunction or "," in self._row.gap(min(number, other)):
                return True
        return False

    def first_of_list(self, number: int) -> int:
        """The first of the capitalised words that commas and conjunctions join to this one."""
        at = number
        while at > 0:
            before = at - 1
            if self._row.roles[before].conjunction:
                before -= 1
            elif not self._row.comma_behind(before):
                break
            if before < 0 or not self._row.roles[before].capital:
                break
            at = before
        return at

    def is_quoted(self, first: int, last: int) -> bool:
        """Whether quotation marks hold capital words alone, these among them: a brand, a unit."""
        while first > 0 and self._row.roles[first - 1].capital and self._row.touches(first - 1):
            first -= 1
        while last + 1 < len(self._row.words) and self._row.roles[last + 1].capital:
            if not self._row.touches(last):
                break
            last += 1
        start, end = self._row.spans[first][0], self._row.spans[last][1]
        if start == 0 or self._text[start - 1] not in OPENING_QUOTES:
            return False
        return _CLOSING.match(self._text, end) is not None
