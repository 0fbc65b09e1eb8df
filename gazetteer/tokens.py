"""Words of a running text with their offsets, and where sentences and paragraphs begin.

A long text has very many words and few of them matter: what is known of a word beyond its
letters is worked out when somebody asks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from .fold import fold

# A word may hold apostrophes and hyphens inside (Мар'їнка, Івано-Дар'ївка), soft hyphens and
# combining marks anywhere.
WORD = re.compile(
    r"[^\W\d_](?:[^\W\d_\u0300-\u036f]+|[\u0300-\u036f\u00ad\u200b-\u200d]"
    r"|['’ʼ‘`´](?=[^\W\d_])|[-\u2010\u2011](?=[^\W\d_]))*"
)
INSIDE_WORD = re.compile(rf"(?<=[^\s.!?…:;'\"»”“’)\]•–—-] ){WORD.pattern}")
"""A word that surely starts no sentence."""
_PARAGRAPH = re.compile(r"\n[ \t\r]*\n|\n(?=[ \t]*[•\-*–—])")
_SENTENCE_END = re.compile(
    r"[.!?…:;]['\"»”“’)\]]*\s+['\"«„“”‘(\[•–—\-]*$|\n\s*['\"«„“”•–—\-*(]*\s*$"
)
_APOSTROPHE = re.compile("['’ʼ‘`´]")
_ADDRESS = re.compile(r"\b(?:[a-z]{2,10}://|www\.)\S+|\b[\w.+-]{0,64}@[\w.-]+|@\w+")
"""Of a page, a mailbox or an account."""
_LOOK_BACK = 12
LONGEST_WORD = 60


class Token:
    """A word at text[start:end]."""

    __slots__ = ("end", "start", "text")

    def __init__(self, start: int, end: int, text: str) -> None:
        self.start = start
        self.end = end
        self.text = text

    @property
    def folded(self) -> str:
        return fold(self.text)

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()


class Paragraph:
    """A stretch of text and its words; offsets are those of the whole text."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text = text
        self.start = start
        self.end = end

    @cached_property
    def tokens(self) -> list[Token]:
        found = WORD.finditer(self.text, self.start, self.end)
        words = [Token(*match.span(), match.group()) for match in found]
        # What is longer is no word of a language, and an address names no place.
        words = [word for word in words if word.end - word.start <= LONGEST_WORD]
        addresses = [m.span() for m in _ADDRESS.finditer(self.text, self.start, self.end)]
        if not addresses:
            return words
        return [w for w in words if not any(a <= w.start < b for a, b in addresses)]

    def part_elisions(self, elisions: frozenset[str]) -> None:
        """Make two words of an elided one and the next: d'Orikhiv."""
        parted = []
        for token in self.tokens:
            mark = _APOSTROPHE.search(token.text)
            if mark and fold(token.text[: mark.start()]) in elisions:
                middle = token.start + mark.end()
                parted.append(Token(token.start, middle, token.text[: mark.end()]))
                parted.append(Token(middle, token.end, token.text[mark.end() :]))
            else:
                parted.append(token)
        self.tokens = parted

    def initial(self, number: int) -> bool:
        """Whether the capital of a word may be due to the start of a sentence."""
        if number == 0:
            return True
        start = self.tokens[number].start
        before = self.text[max(self.start, start - _LOOK_BACK) : start]
        if before[-1:] == " " and before[-2:-1] in _INSIDE:
            return False
        return _SENTENCE_END.search(before) is not None


_INSIDE = frozenset("abcdefghijklmnopqrstuvwxyzабвгдежзийклмнопрстуфхцчшщъыьэюяіїєґ,")
"""Letters and the comma: a word behind one of these and a space begins no sentence."""


def paragraphs(text: str) -> Iterator[Paragraph]:
    """Split a text at blank lines and list items."""
    start = 0
    for border in (*(match.end() for match in _PARAGRAPH.finditer(text)), len(text)):
        if WORD.search(text, start, border):
            yield Paragraph(text, start, border)
        start = border
