"""Patterns are searched only where they can begin, and find what they would find anywhere."""

from __future__ import annotations

import re
from typing import Any

import pytest

from geomap.reports import beginnings, lexicon
from geomap.reports.lexicon import even_out
from geomap.reports.report import Report
from geomap.reports.tongue import report_language
from geomap.reports.wording import Wording


@pytest.mark.parametrize(
    ("pattern", "starts"),
    [
        ("shell|struck", {"shel", "stru"}),
        ("at", {"at"}),
        (r"(?:counter)?attack\w*", {"coun", "atta"}),
        (r"colou?r", {"colo"}),
        (r"ab?c", {"ac", "abc"}),
        (r"[Aa]b", {"ab"}),
        (r"[a-c]x", {"ax", "bx", "cx"}),
        (r"\d+ ?mm", {"0"}),
        (r"(?P<n>\d{2})\.", {"0"}),
        (r"a{2,}b", {"a"}),
        (r"(?<!un)done(?! by)", {"done"}),
        (r"no(?: more)?|\+", {"no", "no m", "+"}),
        (r"t\.d", {"t.d"}),
    ],
)
def test_the_beginnings_of_a_pattern(pattern: str, starts: set[str]) -> None:
    assert beginnings.of_pattern(pattern) == frozenset(starts)


@pytest.mark.parametrize(
    "pattern", ["", r"\w+", ".x", "(?:a|)", "a*", "[^a]b", "[a-z]b", "(?i)x", "$", r"(a)\1|\1"]
)
def test_a_pattern_that_can_begin_in_any_way_is_always_searched(pattern: str) -> None:
    assert beginnings.of_pattern(pattern) is None


def test_the_beginnings_of_a_text_are_those_of_its_words_and_marks() -> None:
    found = beginnings.of_text("«Ataque»\t7 km")
    assert {"ataq", "a", "«ata", "0", "0 km", "km", " 0 k"} <= found
    assert "taqu" not in found
    # One capital that has no small letter of one sign does not move the others.
    assert "zmir" not in beginnings.of_text("İzmir")
    assert "izmi" in beginnings.of_text("İ Izmir")


def test_bounds_hold_where_words_may_begin() -> None:
    wording = Wording("at|near", tail=r"\s+$")
    assert wording.search("nowhere near ")
    assert not wording.search("nowhere near it")
    assert not wording.match("seat ", 2)
    assert [m.span() for m in Wording("at").finditer("at a seat at", 1)] == [(10, 12)]
    assert Wording("at").sub("in", "at sea") == "in sea"
    assert Wording("km", head=r"\s+").match("7 km", 1)


@pytest.mark.parametrize("language", lexicon.languages())
def test_every_pattern_finds_what_it_finds_without_a_look_at_beginnings(language: str) -> None:
    words = lexicon.load(language)
    texts = [even_out(sample["text"]) for sample in words.data["samples"]]
    found = 0
    for pattern in sorted(set(patterns_of(words.data))):
        wording = words.compile(pattern)
        assert wording is not None
        plain = re.compile(wording.pattern, re.IGNORECASE)
        for text in texts:
            spans = [m.span() for m in plain.finditer(text)]
            assert [m.span() for m in wording.finditer(text)] == spans, (pattern, text)
            found += len(spans)
    assert found > len(texts)


def patterns_of(data: Any) -> list[str]:
    """The lists of patterns of the sections that tell events, joined as they are searched."""
    sections = ("events", "hedging", "parties", "claims", "sides")
    listed = (value for name in sections for value in data.get(name, {}).values())
    return ["|".join(v) if isinstance(v, list) else v for v in listed if _words(v)]


def _words(value: Any) -> bool:
    listed = value if isinstance(value, list) else [value]
    return bool(value) and all(isinstance(one, str) for one in listed)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Взрыв в Харькове", "ru"),
        ("Вибух у Харкові", "uk"),
        ("Angriff Bachmut", "de"),
        ("Bakhmut", "und"),
        ("🔥🔥", "und"),
    ],
)
def test_a_line_of_a_few_words_is_in_the_language_whose_lexicon_knows_them(
    text: str, language: str
) -> None:
    assert report_language(Report(text, source="channel")) == language
