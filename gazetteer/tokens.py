"""Words of a running text with their offsets, and where sentences and paragraphs begin."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .fold import fold

# A word may hold apostrophes and hyphens inside (Мар'їнка, Івано-Дар'ївка), soft hyphens and
# combining marks anywhere.
_WORD = re.compile(
    r"[^\W\d_](?:[^\W\d_\u0300-\u036f]|[\u0300-\u036f\u00ad\u200b-\u200d]"
    r"|['’ʼ‘`´](?=[^\W\d_])|[-\u2010\u2011](?=[^\W\d_]))*"
)
_PARAGRAPH = re.compile(r"\n[ \t\r]*\n|\n(?=[ \t]*[•\-*–—])")
_SENTENCE_END = re.compile(
    r"[.!?…:;]['\"»”“’)\]]*\s+['\"«„“”‘(\[•–—\-]*$|\n\s*['\"«„“”•–—\-*(]*\s*$"
)
_LOOK_BACK = 12


@dataclass(frozen=True, slots=True)
class Token:
    """A word; `initial` where its capital may be due to the start of a sentence."""

    start: int
    end: int
    text: str
    folded: str
    capital: bool
    initial: bool


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A stretch of text and its words; offsets are those of the whole text."""

    start: int
    end: int
    tokens: tuple[Token, ...]


def paragraphs(text: str) -> Iterator[Paragraph]:
    """Split a text at blank lines and list items, and each part into words."""
    start = 0
    for border in (*(match.end() for match in _PARAGRAPH.finditer(text)), len(text)):
        tokens = tuple(_tokens(text, start, border))
        if tokens:
            yield Paragraph(start, border, tokens)
        start = border


def _tokens(text: str, start: int, end: int) -> Iterator[Token]:
    first = True
    for match in _WORD.finditer(text, start, end):
        word = match.group()
        before = text[max(start, match.start() - _LOOK_BACK) : match.start()]
        initial = first or _SENTENCE_END.search(before) is not None
        yield Token(match.start(), match.end(), word, fold(word), word[0].isupper(), initial)
        first = False
