"""A pattern of a lexicon, searched only where the words of a text can begin a match."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Generic, TypeVar

from ..errors import GeomapError
from . import beginnings

Thing = TypeVar("Thing")

# What stands before a whole word.
FREE = r"(?<!\w)"


class LexiconError(GeomapError, ValueError):
    """A lexicon file breaks the format that docs/lexicons.md describes."""


class Wording:
    """A regular expression for whole words; whatever their case, unless `flags` are 0.

    `head` stands before the words and `tail` behind them; both are expressions too. All is
    compiled when it is first needed: a report uses few of the patterns of its language.
    `name` is that of the file which has the words.
    """

    __slots__ = ("_compiled", "_first", "_flags", "_name", "pattern", "starts")

    def __init__(
        self,
        words: str,
        *,
        head: str = FREE,
        tail: str = "",
        flags: int = re.IGNORECASE,
        name: str = "common.toml",
    ) -> None:
        self.pattern = rf"{head}(?:{words})(?!\w){tail}"
        self.starts = beginnings.of_pattern(words)
        self._first = head == FREE
        self._flags = flags
        self._name = name
        self._compiled: re.Pattern[str] | None = None

    @property
    def compiled(self) -> re.Pattern[str]:
        """The expression itself. Raises LexiconError where it is none."""
        if self._compiled is None:
            try:
                self._compiled = re.compile(self.pattern, self._flags)
            except re.error as error:
                raise LexiconError(f"{self._name}: {error} in {self.pattern[:80]!r}") from error
        return self._compiled

    def _absent(self, text: str) -> bool:
        starts = self.starts
        return starts is not None and starts.isdisjoint(beginnings.of_text(text))

    def finditer(
        self, text: str, first: int = 0, end: int | None = None
    ) -> Iterator[re.Match[str]]:
        """All matches in a text, or between two offsets of it, in order."""
        if self._absent(text):
            return iter(())
        return self.compiled.finditer(text, first, len(text) if end is None else end)

    def search(self, text: str, first: int = 0, end: int | None = None) -> re.Match[str] | None:
        """The first match in a text, or between two offsets of it."""
        if self._absent(text):
            return None
        return self.compiled.search(text, first, len(text) if end is None else end)

    def match(self, text: str, at: int = 0) -> re.Match[str] | None:
        """A match that begins at an offset of a text."""
        begins = text[at : at + beginnings.LENGTH] if self._first else text
        return None if self._absent(begins) else self.compiled.match(text, at)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """A match of a whole text."""
        return None if self._absent(text) else self.compiled.fullmatch(text)

    def sub(self, replacement: str | Callable[[re.Match[str]], str], text: str) -> str:
        """A text with all matches replaced."""
        return text if self._absent(text) else self.compiled.sub(replacement, text)


class Wordings(Generic[Thing]):
    """Many wordings, each of something, of which a text is searched for few."""

    def __init__(self, listed: Iterable[tuple[Thing, Wording]]) -> None:
        self._listed = tuple(listed)
        self._always: list[int] = []
        self._by_start: dict[str, list[int]] = {}
        for number, (_, wording) in enumerate(self._listed):
            if wording.starts is None:
                self._always.append(number)
            for start in wording.starts or ():
                self._by_start.setdefault(start, []).append(number)

    def in_text(self, text: str) -> list[tuple[Thing, re.Match[str]]]:
        """All matches in a text: in the order of the wordings, and of the text for each."""
        numbers = set(self._always)
        for start in beginnings.of_text(text) & self._by_start.keys():
            numbers.update(self._by_start[start])
        chosen = (self._listed[number] for number in sorted(numbers))
        return [(one, m) for one, wording in chosen for m in wording.compiled.finditer(text)]
