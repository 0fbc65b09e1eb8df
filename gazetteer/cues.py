"""What the words beside a name say: a kind of place, a person, a unit, a coordinated list."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from .fold import fold, is_cyrillic, strip_marks
from .organisations import begins_organisation
from .query import SOFT_HINTS
from .rules import Language, rules
from .stem import CASE_COST, word_forms
from .tags import Tags
from .tokens import COMMA, SPACE, SPACES, Paragraph

_OPENING = re.compile(r"[\s«\"“„]+")
_AFTER_LETTER = re.compile(r"\.[ \t\u00a0]*")
_AFTER_ABBREVIATION = re.compile(r"\.?[ \t\u00a0]*")
_MAX_LIST = 8
_MOST_WORDS = 3
"""... of a phrase that says a kind: "bank of the"."""
_ABBREVIATION = 3  # letters
MOST_ROLES = 100_000
LEAST_FOREIGN = 4
"""Letters of another language's word for a unit: "im." is "named after" in Polish alone."""


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


_SMALL = Role()
_CAPITAL = Role(capital=True)


class _Roles(dict[str, Role]):
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


class Cues:
    """Looks at the neighbours of a name, by the rules of one language."""

    def __init__(self, language: Language) -> None:
        self.language = language
        context = language.context
        self._tags = Tags()
        for kind, sides in language.generic.items():
            for side, words in sides.items():
                self._tags.add(words, (side, kind))
        for name in ("person", "speech", "unit", "unit_before", "sector_before", "landmarks"):
            self._tags.add(context.get(name, ()), (name, ""))
        # Brigades and papers keep their name's language in a text of another.
        for name in ("unit", "unit_before"):
            words = rules().any_language.context.get(name, ())
            self._tags.add((w for w in words if len(w) >= LEAST_FOREIGN), (name, ""))
        for side in ("before", "after"):
            self._tags.add(context.get(f"water_{side}", ()), (side, "water"))
        self._tags.add(context.get("conjunctions", ()), ("conjunction", ""))
        self.conjunctions = frozenset(context.get("conjunctions", ()))
        self.containment = frozenset(context.get("containment", ()))
        before = [*_side(language, "before"), *context.get("water_before", ())]
        after = [*_side(language, "after"), *context.get("water_after", ())]
        ends = (phrase.rpartition(" ")[2] for phrase in before if " " in phrase)
        self._tags.add(ends, ("ends_phrase", ""))
        begins = (phrase.partition(" ")[0] for phrase in after if " " in phrase)
        self._tags.add(begins, ("begins_phrase", ""))
        kinds = dict.fromkeys([*language.generic, "water"])
        self._kinds = sorted(kinds, key=lambda kind: kind in SOFT_HINTS)
        self._roles = _Roles(self._role)
        self._is_given = lru_cache(maxsize=16384)(self._find_given)

    def row(self, paragraph: Paragraph) -> Row:
        """The words of a paragraph with their roles."""
        if self.language.elisions:
            paragraph.part_elisions(self.language.elisions)
        return Row(paragraph, self._roles)

    def _role(self, word: str) -> Role:
        """What a word of the text may be beside a name."""
        folded = fold(word)
        tags = self._tags.of(folded)
        capital = word[0].isupper()
        named = begins_organisation(folded)
        if not tags and not named:
            return _CAPITAL if capital else _SMALL

        def kinds(side: str) -> tuple[str, ...]:
            return tuple(kind for kind in self._kinds if (side, kind) in tags)

        before, after, plural = kinds("before"), kinds("after"), kinds("plural")
        ends_phrase, begins_phrase = ("ends_phrase", "") in tags, ("begins_phrase", "") in tags
        conjunction = ("conjunction", "") in tags
        return Role(
            capital=capital,
            leads=bool(before) or ends_phrase or conjunction,
            follows=bool(after or plural) or conjunction or begins_phrase,
            opens=not SOFT_HINTS.issuperset(before),
            before=before,
            after=after,
            plural=plural,
            ends_phrase=ends_phrase,
            begins_phrase=begins_phrase,
            conjunction=conjunction,
            person=("person", "") in tags,
            speech=("speech", "") in tags,
            unit=("unit", "") in tags,
            unit_before=("unit_before", "") in tags,
            sector_before=("sector_before", "") in tags,
            landmark=("landmarks", "") in tags,
            organisation=named,
        )

    def hint(self, row: Row, first: int, last: int) -> tuple[str, bool]:
        """The kind that a word beside words[first..last] gives, and whether it stands before."""
        roles, joints = row.roles, row.joints
        # "населені пункти Харківської області": the word behind says more.
        if joints[last] & COMMA or (last + 1 < len(roles) and roles[last + 1].follows):
            kind = self._after(row, last)
            if kind:
                return kind, False
        if first > 0 and (roles[first - 1].leads or joints[first - 1] & COMMA):
            kind = self._before(row, first)
            if kind:
                return kind, True
            return self._before_list(row, first), False
        return "", False

    def _before(self, row: Row, first: int) -> str:
        role = row.roles[first - 1]
        if not (role.before or role.ends_phrase):
            return ""
        word = row.words[first - 1]
        if not _gap_before(word).fullmatch(row.gap(first - 1)):
            return ""
        if role.ends_phrase:
            kind = self._of_phrase(row, range(first - 1, -1, -1), "before")
            if kind:
                return kind
        return role.before[0] if role.before else ""

    def _of_phrase(self, row: Row, numbers: range, side: str) -> str:
        """The kind that several words say which begin with the first of some numbers."""
        found, words = "", ""
        for count, number in enumerate(numbers[:_MOST_WORDS]):
            if count and not _goes_on(row, min(number, number - numbers.step)):
                break
            folded = fold(row.words[number])
            words = f"{folded} {words}" if numbers.step < 0 else f"{words} {folded}"
            kinds = [kind for s, kind in self._tags.of(words.strip()) if s == side]
            if count and kinds:
                found = min(kinds, key=self._kinds.index)
        return found

    def _after(self, row: Row, last: int) -> str:
        if last + 1 >= len(row.roles):
            return ""
        following = row.roles[last + 1]
        if following.begins_phrase and row.touches(last):
            kind = self._of_phrase(row, range(last + 1, len(row.roles)), "after")
            if kind:
                return kind
        if following.after or following.plural:
            if not row.touches(last):
                return ""
            return (*following.after, *following.plural)[0]
        if following.conjunction or row.comma_behind(last):
            return self._after_list(row, last)
        return ""

    def _after_list(self, row: Row, last: int) -> str:
        """The kind where a list of names goes on to a plural: "Lyman and Kupiansk directions"."""
        coordinated, joined = False, False
        for following in range(last + 1, min(last + _MAX_LIST, len(row.roles))):
            role = row.roles[following]
            if role.plural:
                ends = coordinated and not joined and row.touches(following - 1)
                return role.plural[0] if ends else ""
            if role.conjunction:
                coordinated = joined = True
                continue
            gap = row.gap(following - 1).strip()
            if not role.capital or not (gap == "," or (joined and not gap)):
                return ""
            joined = False
        return ""

    def _before_list(self, row: Row, first: int) -> str:
        """The kind where a list follows a plural: "in den Gebieten Cherson und Charkiw"."""
        if not (row.roles[first - 1].conjunction or row.comma_behind(first - 1)):
            return ""
        joined = False
        for number in range(first - 1, max(-1, first - _MAX_LIST), -1):
            role = row.roles[number]
            kind = self._plural_before(row, number)
            if kind:
                return kind if number + 1 != first and row.touches(number) else ""
            if role.conjunction and row.touches(number):
                joined = True
            elif role.capital and (joined or row.gap(number).strip() == ","):
                joined = False
            else:
                return ""
        return ""

    def _plural_before(self, row: Row, number: int) -> str:
        """The kind that a plural before names says ("Gebieten", "regiones de"), if any."""
        role = row.roles[number]
        if not (role.plural or role.ends_phrase):
            return ""
        folded = fold(row.words[number])
        tags = self._tags.of(folded) if role.plural else set()
        if role.ends_phrase and number > 0:
            tags |= self._tags.of(f"{fold(row.words[number - 1])} {folded}")
        kinds = (kind for side, kind in sorted(tags) if side == "plural")
        return next((kind for kind in kinds if ("before", kind) in tags), "")

    def is_person(self, row: Row, number: int) -> bool:
        """Whether a title or a given name stands before a word, or a surname behind it."""
        if self.is_titled(row, number):
            return True
        beside = number > 0 and row.roles[number - 1].capital and row.touches(number - 1)
        if beside and self._is_given(row.words[number - 1]):
            return True
        if beside and self._is_surname_first(row, number):
            return True
        if beside and self.is_titled(row, number - 1) and self._is_given(row.words[number]):
            return True  # "генерал Лиман Олег"
        if number + 1 == len(row.roles) or not row.roles[number + 1].capital:
            return False
        if not row.touches(number):
            return False
        return self._is_given(row.words[number]) or is_surname(row.words[number + 1])

    def _is_surname_first(self, row: Row, number: int) -> bool:
        """Whether a given name stands behind its surname, as Hungarian has it: Magyar Péter."""
        if fold(row.words[number]) not in rules().given_names:
            return False
        before = fold(row.words[number - 1])
        language = self.language
        return before not in language.not_places and before not in language.function_words

    def is_governed(self, row: Row, number: int) -> bool:
        """Whether a title stands before a word and a given name behind it: "Mer Charkowa Ihor".

        If the word is a bent name, it is the place that the title belongs to.
        """
        following = number + 1
        if following == len(row.roles) or not row.roles[following].capital:
            return False
        if not row.touches(number) or not self.is_titled(row, number):
            return False
        return fold(row.words[following]) in rules().given_names

    def is_titled(self, row: Row, number: int) -> bool:
        """Whether a title stands before a word: "President Zelenskyy"."""
        if number == 0 or not row.roles[number - 1].person:
            return False
        if row.touches(number - 1):
            return True
        gap = _gap_before(row.words[number - 1])
        return gap.fullmatch(row.gap(number - 1)) is not None

    def _find_given(self, word: str) -> bool:
        """Whether a word is a given name in any case form."""
        given, folded = rules().given_names, fold(word)
        # Spanish sets accents on names of others: Iván, Andréi.
        if folded in given or (not is_cyrillic(folded) and strip_marks(folded) in given):
            return True
        return any(
            form.text in given and form.cost <= CASE_COST
            for form in word_forms(folded, (self.language,))
        )

    def has_noun(self, row: Row, number: int) -> bool:
        """Whether a bridge or a market follows, which an adjective before it belongs to."""
        following = number + 1
        return following < len(row.roles) and row.roles[following].landmark and row.touches(number)

    def speaks(self, row: Row, number: int) -> bool:
        """Whether a verb of saying follows: who says so is a person, seldom a village."""
        following = number + 1
        return following < len(row.roles) and row.roles[following].speech and row.touches(number)

    def is_unit(self, row: Row, first: int, last: int) -> bool:
        """Whether the name is part of a brigade's, a paper's or an institute's name."""
        roles = row.roles
        if last + 1 < len(roles) and roles[last + 1].unit and row.touches(last):
            return True
        if first == 0 or not roles[first - 1].unit_before:
            return False
        return _OPENING.fullmatch(row.gap(first - 1)) is not None


def _side(language: Language, side: str) -> Iterator[str]:
    """The words of a language on one side of a name, whatever kind they say."""
    for sides in language.generic.values():
        yield from sides.get(side, ())


def is_surname(word: str) -> bool:
    """Whether a word ends as surnames do: Petrenko."""
    return fold(word).endswith(rules().surname_endings)


def _goes_on(row: Row, number: int) -> bool:
    """Whether a word and the next may be of one phrase, abbreviated perhaps: "н.п."."""
    if row.touches(number):
        return True
    word = row.words[number]
    return len(word) <= _ABBREVIATION and _gap_before(word).fullmatch(row.gap(number)) is not None


def _gap_before(word: str) -> re.Pattern[str]:
    """What may stand behind a generic word: an abbreviation has a dot, one letter needs it.

    Without its dot "с" is a preposition.
    """
    if len(word) == 1:
        return _AFTER_LETTER
    return _AFTER_ABBREVIATION if len(word) <= _ABBREVIATION else SPACES


@lru_cache(maxsize=64)
def cues(language: str) -> Cues:
    """Cues of a language; of all together where the language is unknown."""
    return Cues(rules().languages.get(language) or rules().any_language)
