"""Sentences: where they end, and what they belong to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.reports.lexicon import Lexicon, languages, load
from geomap.reports.sentences import Sentence, blocks, quotations, split_block


def split(text: str, lexicon: Lexicon | None = None) -> list[Sentence]:
    """The sentences of all blocks."""
    return [s for n, block in enumerate(blocks(text)) for s in split_block(text, block, n, lexicon)]


def cut(text: str, language: str = "en") -> list[str]:
    return [sentence.text(text) for sentence in split(text, load(language))]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "They held. They won!", ["They held.", "They won!"]),
        ("en", "Lt. Gen. J. Smith of the U.S. army spoke. He left.", 2),
        ("en", "It fell at 5.30 a.m. on 3.5 km of front. Then rain.", 2),
        ("en", "Forces [Bahmutissa] have stopped. [Sic] is not a name.", 2),
        ("en", "“It failed. We won,” he said. Then he left.", 3),
        ("en", "The line “halted and failed.” Others went on.", 2),
        ("fi", "Se tapahtui 2. toukokuuta. Ilmaisku osui.", 2),
        ("fi", "Kaupunki on ”täysin raunioina”. Taistelut jatkuvat.", 2),
        # An ordinal number has its stop before what it counts; a count at the end has not.
        ("de", "Am 2. Mai hielt die 93. Brigade stand. Die Zahl stieg auf 14. Es regnet.", 3),
        ("de", "Rund 1,5 km vor z.B. Lyman ist es ruhig. Überall wird gekämpft.", 2),
        ("pl", "2 maja 2023 r. gen. Syrski i ok. 50 tys. żołnierzy. Źródła milczą.", 2),
        ("fr", "Le gén. Syrsky, M. Petrov et la 3e brig. étaient là. Ils ont tenu.", 2),
        ("es", "Llegó el gral. Sirski. ¿Qué pasó? Nadie lo sabe.", 3),
        ("fr", "Ils ont attendu… à Kiev.", 1),
        ("es", "Se quedó… él solo.", 1),
        ("uk", "У м. Ізюм і с. Довгеньке тихо. Бої тривають.", 2),
        ("uk", "Втрати — 1,5 тис. осіб станом на 18.00 18.07.2023. Далі.", 2),
        ("ru", "В г. Попасная и др. местах тихо. Бои идут.", 2),
        ("en", "Is it true? Nobody knows… Perhaps.", 3),
    ],
)
def test_ends(language: str, text: str, expected: list[str] | int) -> None:
    found = cut(text, language)
    assert (found if isinstance(expected, list) else len(found)) == expected


def test_lines() -> None:
    text = "A heading without a stop\n\nFirst one. Second one.\n  • an item\n  • another item\n"
    assert cut(text) == [
        "A heading without a stop",
        "First one.",
        "Second one.",
        "an item",
        "another item",
    ]
    assert [block.item for block in blocks(text)] == [False, False, True, True]


def test_wrapped_lines_are_one_sentence() -> None:
    text = "The staff said that the attacks near the town had been\nrepelled on Monday,\nas before."
    assert len(cut(text)) == 1


def test_a_quotation_of_several_sentences_is_one_unit() -> None:
    text = "“They attack near Lyman. We repelled five attacks there,” the staff wrote. It rained."
    first, second, third = split(text, load("en"))
    assert first.quotation == second.quotation is not None
    assert third.quotation is None


def test_words_in_quotation_marks_are_no_quotation() -> None:
    text = "It is called a “meat grinder” here."
    assert quotations(text, blocks(text)[0]) == ()


def test_the_same_mark_opens_and_closes_in_finnish() -> None:
    text = "”Tilanne on hyvin vaikea koko rintamalla. Torjumme hyökkäyksiä”, hän sanoi. Sataa."
    found = split(text, load("fi"))
    assert [sentence.quotation is None for sentence in found] == [False, False, True]


def test_a_text_without_full_stops_is_cut() -> None:
    text = "word " * 5000
    assert max(sentence.end - sentence.start for sentence in split(text)) <= 3000


@given(st.text(alphabet=' .!?\n“”"«»•-AaЯя1,', max_size=200), st.sampled_from(languages()))
def test_spans_are_in_order_and_without_white_space(text: str, language: str) -> None:
    end = 0
    for sentence in split(text, load(language)):
        found = sentence.text(text)
        assert sentence.start >= end
        assert found
        assert found == found.strip()
        end = sentence.end


@given(st.text(alphabet=' .!?\n“”"«»•-AaЯя1,', max_size=200))
def test_nothing_but_marks_is_lost(text: str) -> None:
    """Every letter of a text is in a sentence."""
    inside = "".join(sentence.text(text) for sentence in split(text, load("en")))
    assert [c for c in inside if c.isalpha()] == [c for c in text if c.isalpha()]


@pytest.mark.parametrize("marks", ["„{}“", "„{}”", "»{}«", "«{}»", "“{}”"])
def test_quotation_marks_of_several_languages(marks: str) -> None:
    text = "Er sagte: " + marks.format("Wir halten die Stadt, und niemand wird sie verlassen")
    block = blocks(text)[0]
    assert quotations(text, block) == ((10, len(text)),)
