"""What may be a name in one paragraph, by the words around it.

Every capitalised word, alone or with its neighbours, may be one; rules of the text's language
say what speaks for it (`town of`, a case ending) and against it (a title before, another
capitalised word beside it: a person or an organisation).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .compounds import part_compounds
from .cues import Cues, cues
from .fold import fold
from .lists import with_listed
from .organisations import organisation
from .query import KINDS_OF_HINT, SOFT_HINTS, Query
from .rules import rules
from .setting import Setting
from .spans import Span
from .tokens import SPACE, Paragraph
from .weighing import Candidate
from .wording import Wording
from .words import SHORT_NAME, Candidates

if TYPE_CHECKING:
    from .gazetteer import Gazetteer

COMPOUND_COST = 0.45
"""What a capitalised neighbour costs a name: John Kirby, Kyiv Independent."""
STRONG_COMPOUND_COST = 0.15
"""... and a well-known place that stands behind the neighbour, or that reports speak of."""
STRONG_PRIOR = 0.75
AREA_HINTS = frozenset({"region", "sector", "district"})
MASCULINE = ("ий", "ій", "ый", "ой", "kyi", "kyy", "kyj")
"""Endings of adjectives that are towns too, and parts of cities far more often."""


def _as_written(candidates: Candidates) -> bool:
    """Whether a name is known just as the text has it."""
    return any(c.step == "exact" for c in candidates)


@dataclass
class Passage:
    """One paragraph of a text, in one language, on its way through the scan."""

    gazetteer: Gazetteer
    paragraph: Paragraph
    number: int
    language: str
    wording: Wording

    def __post_init__(self) -> None:
        self.text = self.paragraph.text
        self.cues: Cues = cues(self.language)
        part_compounds(self.paragraph, self.cues.language, self._names_place)
        self.row = self.cues.row(self.paragraph)
        self.words, self.roles = self.row.words, self.row.roles
        self.setting = Setting(self.row, self.wording)

    def _names_place(self, folded: str) -> bool:
        return bool(self.gazetteer.words.find(Query(folded), self.language))

    def spans(self) -> Iterator[Span]:
        """Names of the paragraph, and unknown names that stand where a place is expected."""
        return with_listed(self.text, self._all_spans())

    def _all_spans(self) -> Iterator[Span]:
        end = 0
        for number in self._starting():
            if self.row.spans[number][0] >= end:
                if self.roles[number].organisation:
                    last = organisation(self.words, number)
                    if last is not None:
                        end = self.row.spans[last][1]
                        continue
                span = self._longest(number)
                if span is not None:
                    yield span
                    end = span.end

    def _starting(self) -> Iterator[int]:
        """The words that a name may start with: capitals, and what stands beside an area's word.

        Polish writes "obwód doniecki", Ukrainian "на бахмутському напрямку".
        """
        roles = self.roles
        follows = [role.follows for role in roles[1:]] + [False]
        opened = [False] + [role.opens for role in roles[:-1]]
        for number, role in enumerate(roles):
            if role.capital or role.opens or follows[number] or opened[number]:
                yield number

    def _longest(self, first: int) -> Span | None:
        """The longest name that starts at a word."""
        for last in range(self._end_of_phrase(first), first, -1):
            if self.roles[first].capital or self.roles[last].capital:
                span = self._phrase(first, last)
                if span is not None:
                    return span
        return self._word(first)

    def _end_of_phrase(self, first: int) -> int:
        """The last word that a name of several words from here on may have."""
        if first + 1 == len(self.words) or not self.row.joints[first] & SPACE:
            return first
        word, following = self.words[first], self.words[first + 1]
        capitals = self.roles[first].capital and self.roles[first + 1].capital
        most = self.gazetteer.phrases.longest(word, following, capitals=capitals)
        last = first
        while last - first + 1 < most and last + 1 < len(self.words) and self.row.touches(last):
            last += 1
        return last

    def _phrase(self, first: int, last: int) -> Span | None:
        words = [fold(word) for word in self.words[first : last + 1]]
        folded = " ".join(words)
        capital = all(role.capital for role in self.roles[first : last + 1])
        language = self.cues.language
        if words[0] in language.function_words and not self.gazetteer.finder.known.is_held(folded):
            return None  # "Z Siewierodoniecka": a preposition is no part of a name
        hint, before = self._hint(first, last, folded)
        if not hint and self.setting.is_quoted(first, last):
            return None
        candidates = self.gazetteer.words.phrase(folded, hint, self.language, capital)
        if hint == "municipality":
            candidates = self._of_kind(candidates, hint)
        if "district" in self.roles[last].after:
            # "Shevchenkivskyi district": several cities have one, and only some are known to.
            candidates = self._of_kind(candidates, "district")
        ordinary = language.not_places
        if words[0] in language.function_words and not _as_written(candidates):
            return None
        if all(word in ordinary for word in words) or self._is_other(first, last, hint):
            return None
        return self._span(first, last, candidates, hint, before) if candidates else None

    def _word(self, number: int) -> Span | None:
        word, capital = self.words[number], self.roles[number].capital
        folded = fold(word)
        hint, before = self._hint(number, number, folded)
        if not capital and hint not in AREA_HINTS:
            return None
        if folded in self.cues.language.not_places or self._is_other(number, number, hint):
            return None
        if len(folded) <= SHORT_NAME and not hint and self._is_small_word(number):
            return None
        hint = hint or self._elliptic(number)
        if not hint and self.setting.is_quoted(number, number):
            return None
        unsure = not hint and self.setting.may_be_a_word(number)
        if unsure and self.setting.is_ordinary(number) and self.setting.before_small(number):
            return None  # "Nové útoky", "Мирне життя": an adjective with its noun
        candidates = self._candidates(number, hint)
        if hint == "municipality":
            # A hromada is called after its village, which is not meant.
            candidates = self._of_kind(candidates, hint)
            if not candidates:
                return None
        if not hint and folded in rules().given_names:
            # "Стас, Тамара та Роман": no forms of villages.
            candidates = tuple(c for c in candidates if c.step == "exact")
        part = hint == "district" and not before
        if candidates and (part or (not hint and self.cues.has_noun(self.row, number))):
            candidates = self._no_adjectives(candidates, folded)
            if not candidates:
                return None
        if not candidates and not hint and (unsure or not self.setting.is_listed(number)):
            return None
        if not candidates and (not capital or self._is_compound(number)):
            return None
        if self.cues.persons.speaks(self.row, number + 1) and self._foreign(number, 1):
            return None  # a person who is named like a town, and speaks
        if self.cues.persons.speaks(self.row, number):
            candidates = tuple(c for c in candidates if c.step == "exact")
        if before and hint == "settlement" and self._foreign(number, 1):
            # "the village of Novoselivka Persha": a longer name than the one that is known.
            return self._span(number, number + 1, (), hint, before)
        if not hint and self.cues.persons.is_governed(self.row, number):
            candidates = self._governed(candidates)
            if not candidates:
                return None  # as it stands it is the person's surname
        elif not hint:
            candidates = self._weigh_neighbours(candidates, number)
        return self._span(number, number, candidates, hint, before, unsure=unsure)

    def _hint(self, first: int, last: int, folded: str) -> tuple[str, bool]:
        """The kind that words beside a name say, and whether they stand before it."""
        hint, before = self.cues.hint(self.row, first, last)
        if hint == "region" and before and "water" in self.roles[first - 1].before:
            # An Italian article: "nel Donetsk" is the oblast, "nel Dnipro" the river.
            found = self.gazetteer.words.find(Query(folded, "water"), self.language)
            hint = "water" if self._any_of_kind(found, "water") else hint
        if hint in SOFT_HINTS:
            found = self.gazetteer.words.find(Query(folded, hint), self.language)
            if not self._any_of_kind(found, hint):
                return "", False
        return hint, before

    def _candidates(self, number: int, hint: str) -> Candidates:
        """What a single word may mean, as far as the evidence is enough."""
        folded, capital = fold(self.words[number]), self.roles[number].capital
        found = self.gazetteer.words.word(folded, hint, self.language, capital)
        if hint in AREA_HINTS and capital and not self._any_of_kind(found, hint):
            # "in the region of Novomykhailivka", "w rejonie Sinkiwki": around a village.
            found = self.gazetteer.words.word(folded, "", self.language, capital) or found
        if self.words[number].isupper() and not hint and len(folded) > SHORT_NAME:
            # A title in capitals: nothing says that the word has one of its own.
            found = tuple(c for c in found if c.step == "exact" or self._is_bent_city(c))
        return () if found and not hint and self.setting.is_small_elsewhere(number) else found

    def _no_adjectives(self, found: Candidates, folded: str) -> Candidates:
        """What a word may mean, or nothing if it is rather an adjective of the noun behind it.

        "Калинівського ринку" is no place, and of "Київського району" other words say the city.
        """
        districts = self._of_kind(found, "district")
        if districts:
            return districts
        if folded.endswith(MASCULINE):
            return ()
        endings = MASCULINE + rules().any_language.ordinary_endings
        nouns = tuple(
            c for c in found if c.step != "adjective" and not c.name.fold.endswith(endings)
        )
        if len(nouns) == len(found) or any(self._is_strong(c) for c in nouns):
            return nouns
        return ()

    def _is_bent_city(self, candidate: Candidate) -> bool:
        """Whether a form is bent as the text's language does, of a place that reports name."""
        if candidate.step != "stem" or not self._is_strong(candidate):
            return False
        return any(rule.startswith(self.cues.language.name) for rule in candidate.rules)

    def _is_strong(self, candidate: Candidate) -> bool:
        """Whether reports name the place, or it is a city."""
        return self.gazetteer.finder.weigher.prior(candidate) >= STRONG_PRIOR

    def _any_of_kind(self, found: Candidates, hint: str) -> bool:
        return bool(self._of_kind(found, hint))

    def _of_kind(self, found: Candidates, hint: str) -> Candidates:
        place = self.gazetteer.store.place_by_number
        return tuple(c for c in found if place(c.place).kind in KINDS_OF_HINT[hint])

    def _elliptic(self, number: int) -> str:
        """The hint "sector" for "на Бахмутському — 12 атак", where the word for it is left out.

        It may be left out behind a list, too: "на Бахмутському, Лиманському та Куп'янському".
        """
        first = self.setting.first_of_list(number)
        if first == 0 or not self.roles[first - 1].sector_before:
            return ""
        folded = fold(self.words[number])
        found = self.gazetteer.words.word(folded, "sector", self.language, True)
        place = self.gazetteer.store.place_by_number
        sectors = (c for c in found if place(c.place).kind == "sector")
        adjectives = (c.name.fold for c in sectors if c.name.status == "adjective")
        # "на Бердянск" has no ending of an adjective.
        return "sector" if any(len(folded) >= len(text) - 1 for text in adjectives) else ""

    def _is_small_word(self, number: int) -> bool:
        """Whether only its sentence gave a short word its capital, or another name beside it."""
        if self.words[number].isupper():
            return False
        if self.paragraph.initial(number) or self.setting.title_case:
            return True
        return self._is_compound(number)

    def _is_other(self, first: int, last: int, hint: str) -> bool:
        """Whether the words around make it a unit, an organisation or, unhinted, a person."""
        if self.cues.is_unit(self.row, first, last):
            return True
        if first != last or hint or self.cues.persons.is_governed(self.row, first):
            return False
        return self.cues.persons.is_person(self.row, first)

    def _weigh_neighbours(self, candidates: Candidates, number: int) -> Candidates:
        """Lower the evidence of a name with a capitalised neighbour that is no place.

        A word that starts the sentence is capital in any case, and so are German nouns; a
        well-known place may stand behind a word that is not known.
        """
        if self.setting.title_case or not candidates:
            return candidates
        follows = self._foreign(number, 1)
        if not follows and not self._foreign(number, -1):
            return candidates
        mild = self.cues.language.capital_nouns
        mild |= not follows and self.paragraph.initial(number - 1)
        weighed = []
        for c in candidates:
            known = c.step != "key" and self._is_strong(c)
            strong = mild or (known and not follows)
            cost = STRONG_COMPOUND_COST if strong else COMPOUND_COST
            weighed.append(c._replace(evidence=c.evidence * (1 - cost)))
        return tuple(weighed)

    def _governed(self, candidates: Candidates) -> Candidates:
        """The places that a bent name may mean behind a title, if that is no surname."""
        bent = tuple(c for c in candidates if c.step == "stem")
        known = any(self._is_strong(c) for c in bent)
        return bent if known or len(bent) == len(candidates) else ()

    def _is_compound(self, number: int) -> bool:
        """Whether a word is part of a longer name, of a person perhaps."""
        return self._foreign(number, -1) or self._foreign(number, 1)

    def _foreign(self, number: int, step: int) -> bool:
        """Whether the neighbour is a capitalised word of its own, as in a person's name."""
        other = number + step
        if not 0 <= other < len(self.words) or not self.roles[other].capital:
            return False
        if not self.row.touches(min(number, other)):
            return False
        folded = fold(self.words[other])
        if folded in self.cues.language.not_places:
            return False
        if (step > 0 and self.paragraph.initial(other)) or self.setting.is_small_elsewhere(other):
            return False
        if step > 0 and self.roles[other].person:
            return False  # "Kharkiv Governor"
        if step < 0 and self.cues.persons.is_titled(self.row, other):
            return False  # "Cumhurbaşkanı Zelenskiy Herson'u ziyaret etti"
        if self._hint(other, other, folded)[0]:
            return False
        return not self.gazetteer.words.find(Query(folded), self.language)

    def _span(
        self,
        first: int,
        last: int,
        candidates: Candidates,
        hint: str,
        before: bool,
        *,
        unsure: bool = False,
    ) -> Span:
        start, end = self.row.spans[first][0], self.row.spans[last][1]
        return Span(
            start=start,
            end=end,
            text=self.text[start:end],
            paragraph=self.number,
            candidates=candidates,
            hint=hint,
            expected=(before and hint == "settlement") or hint == "sector",
            unsure=unsure,
            ordinary=unsure and self.setting.is_ordinary(first),
            conjunctions=self.cues.conjunctions,
            containment=self.cues.containment,
        )
