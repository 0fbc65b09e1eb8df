"""Folding: the short way for plain words gives what the long way gives."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer import fold as module
from gazetteer.fold import fold

LETTERS = [c for c in map(chr, range(0x530)) if module._PLAIN_WORD.fullmatch(c)]
LATIN = [c for c in LETTERS if unicodedata.name(c).startswith("LATIN")]
CYRILLIC = [c for c in LETTERS if unicodedata.name(c).startswith("CYRILLIC")]


@given(st.one_of(st.text(LATIN, min_size=1), st.text(CYRILLIC, min_size=1)))
def test_plain_words_fold_alike_both_ways(word: str) -> None:
    assert fold(word) == fold(f"{word}\u200b")  # what is silent sends a word the long way


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Артёмовск", "артемовск"),
        ("ĹUHANSK", "ĺuhansk"),
        ("Straße", "strasse"),
        ("İzyum", "izyum"),
        ("Івано-Дар’ївка", "івано дарївка"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded
