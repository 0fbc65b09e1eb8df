"""What the words beside a name say: a kind of place, a person, a unit, a coordinated list."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from .fold import fold
from .rules import Language, rules
from .stem import CASE_COST, word_forms
from .tags import Tags
from .tokens import Token

SPACE = re.compile(r"[ \t\u00a0]+|[ \t\u00a0]*\n[ \t\u00a0]*")
_OPENING = re.compile(r"[\s«\"“„]+")
_AFTER_LETTER = re.compile(r"\.[ \t\u00a0]*")
_AFTER_ABBREVIATION = re.compile(r"\.?[ \t\u00a0]*")
_MAX_LIST = 8
_ABBREVIATION = 3  # letters
MOST_ROLES = 100_000


@dataclass(frozen=True, slots=True)
class Role:
    """What a word may be beside a name: kinds of place it says before or after one, and more.

    `ends_phrase`: it may be the last of several words that say a kind ("населений пункт").
    """

    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    plural: tuple[str, ...] = ()
    ends_phrase: bool = False
    conjunction: bool = False
    person: bool = False
    speech: bool = False
    unit: bool = False
    unit_before: bool = False
    sector_before: bool = False


_NO_ROLE = Role()


class _Roles(dict[str, Role]):
    """The role of every word that was met; texts repeat their words."""

    def __init__(self, role: Callable[[str], Role]) -> None:
        self._role = role

    def __missing__(self, word: str) -> Role:
        if len(self) >= MOST_ROLES:
            self.clear()
        found = self[word] = self._role(word)
        return found


class Cues:
    """Looks at the neighbours of a span, by the rules of one language."""

    def __init__(self, language: Language) -> None:
        self.language = language
        context = language.context
        self._tags = Tags()
        for kind, sides in language.generic.items():
            for side, words in sides.items():
                self._tags.add(words, (side, kind))
        for name in ("person", "speech", "unit", "unit_before", "sector_before"):
            self._tags.add(context.get(name, ()), (name, ""))
        # Brigades and papers keep their name's language in a text of another.
        for name in ("unit", "unit_before"):
            self._tags.add(rules().any_language.context.get(name, ()), (name, ""))
        self._tags.add(context.get("conjunctions", ()), ("conjunction", ""))
        self.conjunctions = frozenset(context.get("conjunctions", ()))
        self.containment = frozenset(context.get("containment", ()))
        for sides in language.generic.values():
            ends = (word.rpartition(" ")[2] for word in sides.get("before", ()) if " " in word)
            self._tags.add(ends, ("ends_phrase", ""))
        self.roles = _Roles(self._role)
        self.is_given = lru_cache(maxsize=16384)(self._is_given)

    def _role(self, word: str) -> Role:
        """What a word of the text may be beside a name."""
        folded = fold(word)
        tags = self._tags.of(folded)
        if not tags:
            return _NO_ROLE

        def kinds(side: str) -> tuple[str, ...]:
            return tuple(kind for kind in self.language.generic if (side, kind) in tags)

        return Role(
            before=kinds("before"),
            after=kinds("after"),
            plural=kinds("plural"),
            ends_phrase=("ends_phrase", "") in tags,
            conjunction=("conjunction", "") in tags,
            person=("person", "") in tags,
            speech=("speech", "") in tags,
            unit=("unit", "") in tags,
            unit_before=("unit_before", "") in tags,
            sector_before=("sector_before", "") in tags,
        )

    def hint(self, text: str, tokens: Sequence[Token], first: int, last: int) -> tuple[str, bool]:
        """The kind that a word beside tokens[first..last] gives, and whether it stands before."""
        # "населені пункти Харківської області": the word behind says more.
        kind = self._after(text, tokens, last)
        if kind:
            return kind, False
        kind = self._before(text, tokens, first)
        if kind:
            return kind, True
        return self._before_list(text, tokens, first), False

    def _before(self, text: str, tokens: Sequence[Token], first: int) -> str:
        if first == 0:
            return ""
        word = tokens[first - 1]
        role = self.roles[word.text]
        if not (role.before or role.ends_phrase):
            return ""
        if not _gap_before(word).fullmatch(text[word.end : tokens[first].start]):
            return ""
        if role.ends_phrase and first > 1:
            joined = f"{tokens[first - 2].folded} {word.folded}"
            for side, kind in sorted(self._tags.of(joined)):
                if side == "before":
                    return kind
        return role.before[0] if role.before else ""

    def _after(self, text: str, tokens: Sequence[Token], last: int) -> str:
        if last + 1 >= len(tokens):
            return ""
        following = self.roles[tokens[last + 1].text]
        if following.after or following.plural:
            if not touches(text, tokens, last):
                return ""
            return (*following.after, *following.plural)[0]
        if following.conjunction or text[tokens[last].end] == ",":
            return self._after_list(text, tokens, last)
        return ""

    def _after_list(self, text: str, tokens: Sequence[Token], last: int) -> str:
        """The kind where a list of names goes on to a plural: "Lyman and Kupiansk directions"."""
        at, coordinated, joined = last, False, False
        for following in range(last + 1, min(last + _MAX_LIST, len(tokens))):
            word = tokens[following]
            role = self.roles[word.text]
            gap = text[tokens[at].end : word.start]
            if role.plural:
                ends = coordinated and not joined and SPACE.fullmatch(gap) is not None
                return role.plural[0] if ends else ""
            if role.conjunction:
                coordinated = joined = True
            elif not word.capital or not (gap.strip() == "," or (joined and not gap.strip())):
                return ""
            else:
                joined = False
            at = following
        return ""

    def _before_list(self, text: str, tokens: Sequence[Token], first: int) -> str:
        """The kind where a list follows a plural: "in den Gebieten Cherson und Charkiw"."""
        if first == 0:
            return ""
        before = tokens[first - 1]
        if text[before.end] != "," and not self.roles[before.text].conjunction:
            return ""
        at, joined = first, False
        for number in range(first - 1, max(-1, first - _MAX_LIST), -1):
            word = tokens[number]
            role = self.roles[word.text]
            gap = text[word.end : tokens[at].start]
            kind = self._plural_before(tokens, number)
            if kind:
                return kind if SPACE.fullmatch(gap) and at != first else ""
            if role.conjunction and SPACE.fullmatch(gap):
                joined = True
            elif word.capital and (joined or gap.strip() == ","):
                joined = False
            else:
                return ""
            at = number
        return ""

    def _plural_before(self, tokens: Sequence[Token], number: int) -> str:
        """The kind that a plural before names says ("Gebieten", "regiones de"), if any."""
        role = self.roles[tokens[number].text]
        tags = self._tags.of(tokens[number].folded) if role.plural else set()
        if role.ends_phrase and number > 0:
            tags |= self._tags.of(f"{tokens[number - 1].folded} {tokens[number].folded}")
        kinds = (kind for side, kind in sorted(tags) if side == "plural")
        return next((kind for kind in kinds if ("before", kind) in tags), "")

    def is_person(self, text: str, tokens: Sequence[Token], number: int) -> bool:
        """Whether a title or a given name stands before a word, or a surname behind it."""
        before = tokens[number - 1] if number > 0 else None
        if before is not None and self.is_title(before):
            gap = text[before.end : tokens[number].start]
            if _gap_before(before).fullmatch(gap) or SPACE.fullmatch(gap):
                return True
        beside = before is not None and touches(text, tokens, number - 1)
        if before is not None and beside and before.capital and self.is_given(before.text):
            return True
        if number + 1 == len(tokens) or not touches(text, tokens, number):
            return False
        following = tokens[number + 1]
        if not following.capital:
            return False
        return self.is_given(tokens[number].text) or is_surname(following)

    def _is_given(self, word: str) -> bool:
        """Whether a word is a given name in any case form."""
        given, folded = rules().given_names, fold(word)
        if folded in given:
            return True
        return any(
            form.text in given and form.cost <= CASE_COST
            for form in word_forms(folded, (self.language,))
        )

    def speaks(self, text: str, tokens: Sequence[Token], number: int) -> bool:
        """Whether a verb of saying follows: who says so is a person, seldom a village."""
        following = number + 1
        return (
            following < len(tokens)
            and self.roles[tokens[following].text].speech
            and touches(text, tokens, number)
        )

    def is_title(self, token: Token) -> bool:
        """Whether a word is a title that people bear: "Kharkiv Governor"."""
        return self.roles[token.text].person

    def is_unit(self, text: str, tokens: Sequence[Token], first: int, last: int) -> bool:
        """Whether the name is part of a brigade's, a paper's or an institute's name."""
        after = (
            last + 1 < len(tokens)
            and self.roles[tokens[last + 1].text].unit
            and touches(text, tokens, last)
        )
        before = (
            first > 0
            and self.roles[tokens[first - 1].text].unit_before
            and _OPENING.fullmatch(text[tokens[first - 1].end : tokens[first].start]) is not None
        )
        return after or before


def touches(text: str, tokens: Sequence[Token], number: int) -> bool:
    """Whether nothing but space stands between a word and the next."""
    gap = text[tokens[number].end : tokens[number + 1].start]
    return gap == " " or SPACE.fullmatch(gap) is not None


def is_surname(token: Token) -> bool:
    """Whether a word ends as surnames do: Petrenko."""
    return token.folded.endswith(rules().surname_endings)


def _gap_before(word: Token) -> re.Pattern[str]:
    """What may stand behind a generic word: an abbreviation has a dot, one letter needs it.

    Without its dot "с" is a preposition.
    """
    if len(word.text) == 1:
        return _AFTER_LETTER
    return _AFTER_ABBREVIATION if len(word.text) <= _ABBREVIATION else SPACE


@lru_cache(maxsize=64)
def cues(language: str) -> Cues:
    """Cues of a language; of all together where the language is unknown."""
    return Cues(rules().languages.get(language) or rules().any_language)
