"""The words of a paragraph, and what each may be beside a name."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from .tokens import COMMA, SPACE, SPACES, Paragraph

MOST_ROLES = 100_000
_ABBREVIATION = 3  # letters
_AFTER_LETTER = re.compile(r"\.[ \t\u00a0]*")
_AFTER_ABBREVIATION = re.compile(r"\.?[ \t\u00a0]*")


@dataclass(frozen=True, slots=True)
class Role:
    """What a word may be beside a name: kinds of place it says before or after one, and more.

    `ends_phrase`: it may be the last of several words that say a kind ("населений пункт");
    `begins_phrase`: the first of several behind a name ("sol kıyısında"). `organisation`: the
    name of one may begin so. `leads` and `follows`: it may tell the kind of what stands behind
    it, or before it, if only as part of a list. `opens`: a name with its kind may begin with it.
    `landmark`: an adjective before it is its own, as in "Антонівського мосту".
    """

    capital: bool = False
    leads: bool = False
    follows: bool = False
    opens: bool = False
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    plural: tuple[str, ...] = ()
    ends_phrase: bool = False
    begins_phrase: bool = False
    conjunction: bool = False
    person: bool = False
    speech: bool = False
    unit: bool = False
    unit_before: bool = False
    sector_before: bool = False
    landmark: bool = False
    organisation: bool = False


SMALL = Role()
CAPITAL = Role(capital=True)


class Roles(dict[str, Role]):
    """The role of every word that was met; texts repeat their words."""

    def __init__(self, role: Callable[[str], Role]) -> None:
        self._role = role

    def __missing__(self, word: str) -> Role:
        if len(self) >= MOST_ROLES:
            self.clear()
        found = self[word] = self._role(word)
        return found


class Row:
    """The words of a paragraph, and what each may be beside a name, in one language."""

    __slots__ = ("joints", "paragraph", "roles", "spans", "words")

    def __init__(self, paragraph: Paragraph, known: dict[str, Role]) -> None:
        self.paragraph = paragraph
        self.words = paragraph.words
        self.spans = paragraph.spans
        self.joints = paragraph.joints
        self.roles = [known[word] for word in self.words]

    def gap(self, number: int) -> str:
        """What stands between a word and the next."""
        return self.paragraph.gap(number)

    def touches(self, number: int) -> bool:
        """Whether nothing but space stands between a word and the next."""
        return bool(self.joints[number] & SPACE)

    def comma_behind(self, number: int) -> bool:
        """Whether a comma directly follows a word."""
        return bool(self.joints[number] & COMMA)

    def goes_on(self, number: int) -> bool:
        """Whether a word and the next may be of one phrase, abbreviated perhaps: "н.п."."""
        if self.touches(number):
            return True
        word = self.words[number]
        return len(word) <= _ABBREVIATION and self.may_part(number)

    def may_part(self, number: int) -> bool:
        """Whether no more than space, or the dot of an abbreviation, parts a word and the next.

        One letter needs its dot: without it "с" is a preposition.
        """
        word = self.words[number]
        if len(word) == 1:
            gap = _AFTER_LETTER
        else:
            gap = _AFTER_ABBREVIATION if len(word) <= _ABBREVIATION else SPACES
        return gap.fullmatch(self.gap(number)) is not None
