"""Persons beside names and by the names of places: titles, given names, surnames."""

from __future__ import annotations

from functools import lru_cache

from .fold import fold, is_cyrillic, strip_marks
from .roles import Row
from .rules import Language, rules
from .stem import CASE_COST, word_forms


class Persons:
    """Tells persons by the words of one language."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._residents = frozenset(language.context.get("residents", ()))
        self._is_given = lru_cache(maxsize=16384)(self._find_given)

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
        language = self._language
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
        return row.touches(number - 1) or row.may_part(number - 1)

    def _find_given(self, word: str) -> bool:
        """Whether a word is a given name in any case form."""
        given, folded = rules().given_names, fold(word)
        # Spanish sets accents on names of others: Iván, Andréi.
        if folded in given or (not is_cyrillic(folded) and strip_marks(folded) in given):
            return True
        return any(
            form.text in given and form.cost <= CASE_COST
            for form in word_forms(folded, (self._language,))
        )

    def speaks(self, row: Row, number: int) -> bool:
        """Whether a verb of saying follows: who says so is a person, seldom a village.

        In "жители Бердянска сообщили" the people of the place do.
        """
        before = number - 1
        if before >= 0 and fold(row.words[before]) in self._residents and row.touches(before):
            return False
        following = number + 1
        return following < len(row.roles) and row.roles[following].speech and row.touches(number)


def is_surname(word: str) -> bool:
    """Whether a word ends as surnames do: Petrenko."""
    return fold(word).endswith(rules().surname_endings)
