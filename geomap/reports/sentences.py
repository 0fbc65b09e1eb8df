"""Sentences with their offsets, paragraphs and quotations.

Rules are few: a line that is a heading, a list item or a paragraph ends a sentence; so
does a full stop before a capital, unless it ends an abbreviation or an initial.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from .lexicon import Lexicon
from .wording import Wording

_LINE = re.compile(r"[^\n]+")
_BULLET = re.compile(r"\s*(?:[•●▪◦‣*·]|[-–—](?=\s)|\d{1,2}[.)](?=\s+\S{3}))\s*")
# A stop before one of these ends no sentence.
_SMALL = "a-zß-öø-ÿœąćęłńśźżšžа-яіїєґ"
_END = re.compile(rf"""(?:[.!?…]+)[”“"»’')\]]*(?=\s+[“”„«"'‘’(\[¿¡—–-]*\s?[^\W_{_SMALL}])""")
_TERMINAL = re.compile(r"[.!?…:][”“\"»’')\]]*\s*$")
_ORDINAL = re.compile(r"(?<![\w.,])\d{1,3}$")
_WORD_BEFORE = re.compile(r"[^\s(“„«\"]+$")
_OPEN_TO_CLOSE = {"“": "”", "„": "“”", "«": "»"}
# These open in one language and close in another; they open where a word follows.
_TWO_WAYS = {"»": "«»"}
# Shorter quotations than this are words in quotation marks, not what somebody says.
_QUOTATION_LENGTH = 40
# A stretch longer than this without a full stop is cut at a space, code points.
_LONGEST = 3000
_LONGEST_WORD = 40
# A line this long without a full stop goes on in the next: it was wrapped, not ended.
_WRAPPED_LENGTH = (50, 100)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A span of the text; `quotation` tells the quotation it lies in or touches."""

    start: int
    end: int
    paragraph: int
    quotation: int | None = None
    item: bool = False

    def text(self, source: str) -> str:
        return source[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a heading or a list item."""

    start: int
    end: int
    item: bool


def blocks(text: str) -> tuple[Block, ...]:
    """Paragraphs, headings and list items, in order; wrapped lines are joined."""
    found: list[Block] = []
    widest = max((len(line) for line in text.split("\n")), default=0)
    for match in _LINE.finditer(text):
        line = match.group()
        if not line.strip():
            continue
        bullet = _BULLET.match(line)
        start = match.start() + (bullet.end() if bullet else len(line) - len(line.lstrip()))
        end = match.start() + len(line.rstrip())
        if start >= end:
            continue
        last = found[-1] if found else None
        if last and not bullet and _goes_on(text, last, start, widest):
            found[-1] = Block(last.start, end, last.item)
        else:
            found.append(Block(start, end, bullet is not None))
    return tuple(found)


def _goes_on(text: str, block: Block, start: int, widest: int) -> bool:
    between = text[block.end : start]
    before = text[block.start : block.end]
    if between.count("\n") > 1 or _TERMINAL.search(before):
        return False
    last_line = before.rsplit("\n", 1)[-1]
    shortest, longest = _WRAPPED_LENGTH
    wrapped = widest <= longest and len(last_line) >= shortest
    return text[start].islower() or before.endswith((",", ";")) or wrapped


def quotations(text: str, block: Block) -> tuple[tuple[int, int], ...]:
    """Spans of what somebody says in a block, with the quotation marks."""
    spans: list[tuple[int, int]] = []
    opened: int | None = None
    closers = ""
    for at in range(block.start, block.end):
        char = text[at]
        if opened is not None and char in closers:
            if at - opened >= _QUOTATION_LENGTH:
                spans.append((opened, at + 1))
            opened = None
        elif opened is None and char in _OPEN_TO_CLOSE:
            opened, closers = at, _OPEN_TO_CLOSE[char]
        elif opened is None and char in '"”»' and _may_open(text, at, block):
            opened, closers = at, _TWO_WAYS.get(char, char)
    if opened is not None and block.end - opened >= _QUOTATION_LENGTH:
        spans.append((opened, block.end))
    if not spans and block.item and text[block.start - 2 : block.start].strip() in ("–", "—"):
        spans.append((block.start, block.end))
    return tuple(spans)


def _may_open(text: str, at: int, block: Block) -> bool:
    before = text[at - 1] if at > block.start else " "
    after = text[at + 1] if at + 1 < block.end else " "
    return not before.isalnum() and not after.isspace()


def split_block(
    text: str, block: Block, number: int, lexicon: Lexicon | None = None
) -> tuple[Sentence, ...]:
    """Sentences of one block of `blocks(text)`, which is the paragraph of that number.

    They are in order, and their spans neither overlap nor carry white space at the ends.
    """
    spans = quotations(text, block)
    sentences = []
    for start, end in _cut(text, block, lexicon):
        # The offset of a quotation serves as its number: no two begin at one place.
        inside = [a for a, b in spans if a < end and b > start]
        quotation = inside[0] if inside else None
        sentences.append(Sentence(start, end, number, quotation, block.item))
    return tuple(sentences)


def _abbreviations(lexicon: Lexicon | None) -> frozenset[str]:
    if lexicon is None:
        return frozenset()
    return frozenset(a.casefold() for a in lexicon.section("sentences").get("abbreviations", ()))


@cache
def _ordered(lexicon: Lexicon | None) -> Wording | None:
    """What an ordinal number counts where it is written with a stop: "2. Mai", "93. Brigade"."""
    if lexicon is None:
        return None
    ordinals = lexicon.section("sentences").get("ordinals", ())
    if not ordinals:
        return None
    months = lexicon.section("dates").get("months", ())
    return lexicon.compile((*ordinals, *months), head=r"\s+")


def _cut(text: str, block: Block, lexicon: Lexicon | None) -> Iterator[tuple[int, int]]:
    for start, end in _ends(text, block, lexicon):
        # A table or a list without full stops is no sentence; its parts stay short.
        while end - start > _LONGEST:
            middle = text.rfind(" ", start, start + _LONGEST)
            middle = middle if middle > start else start + _LONGEST
            yield start, middle
            start = middle
            while start < end and text[start].isspace():
                start += 1
        if start < end:
            yield start, end


def _ends(text: str, block: Block, lexicon: Lexicon | None) -> Iterator[tuple[int, int]]:
    abbreviations, ordered = _abbreviations(lexicon), _ordered(lexicon)
    start = block.start
    for end in _END.finditer(text, block.start, block.end):
        if end.end() >= block.end:
            break
        before = text[max(start, end.start() - _LONGEST_WORD) : end.start()]
        if text[end.start()] == "." and _is_abbreviation(before, abbreviations):
            continue
        if ordered and _ORDINAL.search(before) and ordered.match(text, end.end()):
            continue
        yield start, end.end()
        start = end.end()
        while start < block.end and text[start].isspace():
            start += 1
    if start < block.end:
        yield start, block.end


def _is_abbreviation(before: str, abbreviations: frozenset[str]) -> bool:
    found = _WORD_BEFORE.search(before)
    if not found:
        return False
    word = found.group()
    initial = len(word) == 1 and word.isalpha() and word.isupper()
    return (
        initial
        or word.casefold() in abbreviations
        or word.split(".")[-1].casefold() in (abbreviations if "." in word else ())
    )
