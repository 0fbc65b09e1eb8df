"""All places one after the other, and what they are called in a language."""

from __future__ import annotations

from itertools import pairwise

import pytest

from gazetteer import Gazetteer, Place


def test_places_come_in_the_order_of_ids_and_each_once(gaz: Gazetteer) -> None:
    ids = [place.id for place in gaz.places()]
    assert len(ids) == sum(row["places"] for row in gaz.info()["places"])
    assert all(a < b for a, b in pairwise(ids))


def test_places_of_a_kind_and_a_country(gaz: Gazetteer) -> None:
    regions = list(gaz.places(kind="region", country="ua"))
    assert len(regions) == 27
    assert {(place.kind, place.country) for place in regions} == {("region", "UA")}
    assert list(gaz.places(country="XX")) == []


@pytest.mark.parametrize(
    ("name", "language", "expected"),
    [
        ("Bakhmut", "en", "Bakhmut"),
        ("Bakhmut", "uk", "Бахмут"),
        ("Bakhmut", "fi", "Bahmut"),  # on record too, but of no known language
        ("Kyiv", "fi", "Kiova"),  # an exonym on record comes before the spelling
        ("Chasiv Yar", "fi", "Tšasiv Jar"),
        ("Luhansk", "uk", "Луганськ"),  # not Луганск or Луганьск
        ("Dnipro", "uk", "Дніпро"),
        ("Sevastopol", "uk", "Севастополь"),
        ("Sloviansk", "uk", "Слов'янськ"),
        ("Marinka", "uk", "Мар’їнка"),
        ("Kerch", "uk", "Керч"),
        ("Horlivka", "pl", "Horliwka"),
        ("Shebekino", "fi", "Šebekino"),
        ("Warsaw", "fi", "Warsaw"),  # no national name to spell
        ("Bakhmut", "xx", "Bakhmut"),
    ],
)
def test_name_in_a_language(gaz: Gazetteer, name: str, language: str, expected: str) -> None:
    assert gaz.name_in(gaz.lookup(name)[0].place, language=language) == expected


def test_a_place_of_elsewhere_keeps_its_name(gaz: Gazetteer) -> None:
    place = Place("mine:1", "settlement", "Somewhere", 48.0, 38.0)
    assert gaz.name_in(place, language="uk") == "Somewhere"
