"""Words of a running text with their offsets, and where sentences and paragraphs begin.

A long text has very many words and few of them matter: what is known of a word beyond its
letters is worked out when somebody asks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from .fold import fold

# A word may hold apostrophes and hyphens inside (Мар'їнка, Івано-Дар'ївка), soft hyphens and
# combining marks anywhere.
WORD = re.compile(
    r"[^\W\d_](?:[^\W\d_\u0300-\u036f]+|[\u0300-\u036f\u00ad\u200b-\u200d]"
    r"|['’ʼ‘`´](?=[^\W\d_])|[-\u2010\u2011](?=[^\W\d_]))*"
)
_CAPITALS = "".join(filter(str.isupper, map(chr, (*range(0x41, 0x590), *range(0x1E00, 0x2000)))))
CAPITAL_INSIDE = re.compile(rf"(?<=[^\s.!?…:;'\"»”“’)\]•–—-] )(?=[{_CAPITALS}]){WORD.pattern}")
"""A word with a capital that surely starts no sentence."""
_PARAGRAPH = re.compile(r"\n[ \t\r]*\n|\n(?=[ \t]*[•\-*–—])")
_SENTENCE_END = re.compile(
    r"[.!?…:;]['\"»”“’)\]]*\s+['\"«„“”‘(\[•–—\-]*$|\n\s*['\"«„“”•–—\-*(]*\s*$"
)
SPACES = re.compile(r"[ \t\u00a0]+|[ \t\u00a0]*\n[ \t\u00a0]*")
HYPHEN = re.compile("[-\u2010\u2011]")
_APOSTROPHE = re.compile("['’ʼ‘`´]")
_ADDRESS = re.compile(r"\b(?:[a-z]{2,10}://|www\.)\S+|\b[\w.+-]{0,64}@[\w.-]+|@\w+")
"""Of a page, a mailbox or an account."""
_SIGNS_OF_ADDRESS = ("@", "://", "www.")
_LOOK_BACK = 12
LONGEST_WORD = 60
_SHORT_GAP, _MOST_GAPS = 8, 4096
"""Gaps between words that are remembered."""


SPACE, COMMA = 1, 2


class _Joints(dict[str, int]):
    """What a gap between two words is: nothing but SPACE, or one that a COMMA begins, or else.

    Parts of one word are joined as by a space.
    """

    def __missing__(self, gap: str) -> int:
        joined = not gap or SPACES.fullmatch(gap) or HYPHEN.fullmatch(gap)
        found = (SPACE if joined else 0) | (COMMA if gap[:1] == "," else 0)
        if len(gap) <= _SHORT_GAP and len(self) < _MOST_GAPS:
            self[gap] = found
        return found


_JOINTS = _Joints()


class Paragraph:
    """A stretch of text and its words: word n is text[start:end] for (start, end) = spans[n].

    Offsets are those of the whole text. `joints` says how each word is joined to the next.
    """

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text = text
        self.start = start
        self.end = end
        spans = [match.span() for match in WORD.finditer(text, start, end)]
        # What is longer is no word of a language, and an address names no place.
        if any(end - start > LONGEST_WORD for start, end in spans):
            spans = [(start, end) for start, end in spans if end - start <= LONGEST_WORD]
        if any(text.find(sign, start, end) >= 0 for sign in _SIGNS_OF_ADDRESS):
            addresses = [match.span() for match in _ADDRESS.finditer(text, start, end)]
            spans = [s for s in spans if not any(a <= s[0] < b for a, b in addresses)]
        self._set(spans)

    def _set(self, spans: list[tuple[int, int]]) -> None:
        text = self.text
        self.spans = spans
        self.words = [text[start:end] for start, end in spans]
        gaps = [text[a[1] : b[0]] for a, b in pairwise(spans)]
        self.joints = [_JOINTS[gap] for gap in gaps]
        if spans:
            end = spans[-1][1]
            self.joints.append(_JOINTS[text[end : end + 1]] & COMMA)

    def part_elisions(self, elisions: frozenset[str]) -> None:
        """Make two words of an elided one and the next: d'Orikhiv."""
        cuts = {}
        for number, word in enumerate(self.words):
            mark = _APOSTROPHE.search(word)
            if mark and mark.end() < len(word) and fold(word[: mark.start()]) in elisions:
                cuts[number] = [(0, mark.end()), (mark.end(), len(word))]
        if cuts:
            self.part(cuts)

    def part(self, cuts: Mapping[int, Sequence[tuple[int, int]]]) -> None:
        """Make several words of some: by their numbers, where the parts stand in the word."""
        parted: list[tuple[int, int]] = []
        for number, span in enumerate(self.spans):
            begin = span[0]
            parted += (
                [(begin + a, begin + b) for a, b in cuts[number]] if number in cuts else [span]
            )
        self._set(parted)

    def initial(self, number: int) -> bool:
        """Whether the capital of a word may be due to the start of a sentence."""
        if number == 0:
            return True
        start = self.spans[number][0]
        text = self.text
        if text[start - 1] == " " and text[start - 2] in _INSIDE:
            return False
        return _SENTENCE_END.search(text[max(self.start, start - _LOOK_BACK) : start]) is not None

    def gap(self, number: int) -> str:
        """What stands between a word and the next."""
        return self.text[self.spans[number][1] : self.spans[number + 1][0]]


_INSIDE = frozenset("abcdefghijklmnopqrstuvwxyzабвгдежзийклмнопрстуфхцчшщъыьэюяіїєґ,")
"""Letters and the comma: a word behind one of these and a space begins no sentence."""


def paragraphs(text: str) -> Iterator[Paragraph]:
    """Split a text at blank lines and list items."""
    start = 0
    for border in (*(match.end() for match in _PARAGRAPH.finditer(text)), len(text)):
        if WORD.search(text, start, border):
            yield Paragraph(text, start, border)
        start = border
