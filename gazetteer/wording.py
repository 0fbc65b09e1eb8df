"""How a text writes its words where no sentence starts: a capital there means a name."""

from __future__ import annotations

from functools import cached_property

from .tokens import CAPITAL_INSIDE, WORD


class Wording:
    """The words of a text with and without capitals, gathered when somebody asks."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def small(self) -> frozenset[str]:
        """Words that the text writes without a capital."""
        return frozenset(word for word in set(WORD.findall(self._text)) if word[0].islower())

    @cached_property
    def capital(self) -> frozenset[str]:
        """Words that have a capital where no sentence starts, in small letters."""
        return frozenset(map(str.lower, CAPITAL_INSIDE.findall(self._text)))
