"""Every lexicon runs its own samples, and all lexicons keep one format."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from geomap.reports import lexicon
from geomap.reports.triggers import kinds
from geomap.reports.wording import LexiconError

Told = Callable[..., list[dict[str, Any]]]

SAMPLES = [
    pytest.param(language, sample, id=f"{language}-{number}")
    for language in lexicon.languages()
    for number, sample in enumerate(lexicon.load(language).data["samples"])
]


@pytest.mark.parametrize(("language", "sample"), SAMPLES)
def test_sample(told: Told, language: str, sample: dict[str, Any]) -> None:
    events = told(sample["text"], sample.get("places"), date=sample.get("date"), language=language)
    expected = sample["events"]
    seen = [
        {key: event.get(key) for key in want} for want, event in zip(expected, events, strict=False)
    ]
    assert seen == expected
    assert len(events) == len(expected), [(e["outcome"], e["why"]) for e in events]


@pytest.mark.parametrize("language", lexicon.languages())
def test_a_lexicon_names_its_language_and_has_samples(language: str) -> None:
    data = lexicon.load(language).data
    assert data["language"] == language
    assert len(data["samples"]) >= 8


def compiles(words: lexicon.Lexicon, patterns: Any) -> bool:
    wording = words.compile(patterns)
    return wording is not None and bool(wording.compiled)


@pytest.mark.parametrize("language", lexicon.languages())
def test_every_pattern_of_a_lexicon_compiles(language: str) -> None:
    words = lexicon.load(language)
    for name, patterns in words.section("events").items():
        assert name in kinds()
        assert compiles(words, patterns)
    for section in ("hedging", "references", "background"):
        for patterns in words.section(section).values():
            assert compiles(words, patterns)


@pytest.mark.parametrize("language", lexicon.languages())
def test_no_event_word_matches_nothing_at_all(language: str) -> None:
    for patterns in lexicon.load(language).section("events").values():
        pattern = lexicon.load(language).compile(patterns)
        assert pattern is not None
        assert not pattern.search("")


def test_kinds_cover_kinds_that_exist() -> None:
    for kind in kinds().values():
        assert kind.covers <= set(kinds())
        assert kind.name not in kind.covers


def test_an_unknown_macro_is_an_error_in_one_line() -> None:
    with pytest.raises(LexiconError, match=r"xx\.toml: \{nothing\} is not in \[words\]"):
        lexicon.Lexicon("xx", {}).compile("{nothing}")


def test_an_expression_that_is_none_is_an_error_that_names_the_file() -> None:
    wording = lexicon.Lexicon("xx", {}).compile("shell(ed")
    assert wording is not None
    with pytest.raises(LexiconError, match=r"xx\.toml: .*shell"):
        wording.search("they shelled it")


def test_an_unknown_language_names_those_there_are() -> None:
    with pytest.raises(LexiconError, match="en"):
        lexicon.load("xx")


def test_evening_out_keeps_offsets() -> None:
    text = "Мар’їнка ʼ Зелёный\u00a0гай 1\u202f000"
    assert len(lexicon.even_out(text)) == len(text)
    assert lexicon.even_out("Зелёный") == "Зеленый"
