"""What the words beside a name say: a kind of place, a unit, a coordinated list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from .fold import fold
from .organisations import begins_organisation
from .persons import Persons
from .query import SOFT_HINTS
from .roles import CAPITAL, SMALL, Role, Roles, Row
from .rules import Language, rules
from .tags import Tags
from .tokens import COMMA, Paragraph

_OPENING = re.compile(r"[\s«\"“„]+")
_MAX_LIST = 8
_MOST_WORDS = 3
"""... of a phrase that says a kind: "bank of the"."""
LEAST_FOREIGN = 4
"""Letters of another language's word for a unit: "im." is "named after" in Polish alone."""


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
        self._roles = Roles(self._role)
        self.persons = Persons(language)

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
            return CAPITAL if capital else SMALL

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
        if not row.may_part(first - 1):
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
            if count and not row.goes_on(min(number, number - numbers.step)):
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

    def has_noun(self, row: Row, number: int) -> bool:
        """Whether a bridge or a market follows, which an adjective before it belongs to."""
        following = number + 1
        return following < len(row.roles) and row.roles[following].landmark and row.touches(number)

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


@lru_cache(maxsize=64)
def cues(language: str) -> Cues:
    """Cues of a language; of all together where the language is unknown."""
    return Cues(rules().languages.get(language) or rules().any_language)
