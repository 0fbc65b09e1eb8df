"""Long and odd input costs no more than a moment, and answers don't depend on what was asked."""

from __future__ import annotations

import pytest

from gazetteer import Gazetteer
from gazetteer.query import Query
from gazetteer.resolving import resolve_cell
from gazetteer.rules import rules
from gazetteer.towards import Towards

LONG = [
    "Bakhmu" + "u" * 2000 + "t",
    "Mari" + "i" * 1500 + "upol",
    "B " * 1500 + "ahmut",
    "Bakhmut" + "-Bakhmut" * 20_000,
    "a" * 1_000_000,
    "Ба" * 50_000 + "хмут",
    " ".join(["Bakhmut"] * 500),
    "the shelling hit a depot and several houses near the river in the night " * 6,
]


@pytest.mark.parametrize("text", LONG, ids=lambda text: text[:12])
def test_what_is_too_long_for_a_name_is_none(gaz: Gazetteer, text: str) -> None:
    assert gaz.lookup(text) == []
    assert resolve_cell(gaz, text).status == "not found"
    gaz.scan(text)


def test_a_stretched_word_does_not_spoil_a_text(gaz: Gazetteer) -> None:
    text = f"Fighting near Bakhmut, Chasiv Yar and Mari{'i' * 1500}upol went on."
    assert [m.text for m in gaz.scan(text)] == ["Bakhmut", "Chasiv Yar"]


def test_answers_are_the_same_before_and_after_much_was_asked() -> None:
    names = [
        "zelenskiy",
        "токмачка",
        "bahmutissa",
        "klischtschijiwka",
        "kupjanszk",
        "донецького",
        "swatowego",
        "harkova",
        "vovchanske",
        "petrivksk",
        "mykolajivia",
        "бахмутському",
        "сєверодонецка",
        "wolczanska",
        "nowhere",
    ]
    with Gazetteer.open() as fresh, Gazetteer.open() as hurried:
        hurried.store.pack()
        for name in names:
            for inflected in (True, False):
                query = Query(name)
                assert fresh.finder.find(query, inflected=inflected) == hurried.finder.find(
                    query, inflected=inflected
                ), name


def test_a_form_read_from_its_word_is_read_as_by_itself(gaz: Gazetteer) -> None:
    systems = [system for system in rules().systems.values() if system.script == "Latin"]
    towards = Towards(systems)
    begins = gaz.finder.known.begins
    for word, form in (
        ("sievierodonetskae", "sievierodonetsk"),
        ("harkova", "harkov"),
        ("bahmutissa", "bahmut"),
        ("pokrovskij", "pokrovsk"),
    ):
        walk = towards.walk(begins)
        walk.reach(word)
        assert walk.readings(form), word
        assert walk.readings(form) == towards.walk(begins).readings(form), word


@pytest.mark.parametrize("word", ["raion", "rajon", "village", "miasto", "область", "район"])
def test_a_word_for_a_kind_of_place_is_no_place(gaz: Gazetteer, word: str) -> None:
    assert gaz.lookup(word) == []
    assert resolve_cell(gaz, word).status != "placed"
