"""Titles all in capitals, and names so short that a form of them is three letters."""

from __future__ import annotations

import pytest

from gazetteer import Gazetteer


def found(gaz: Gazetteer, text: str) -> dict[str, str]:
    return {m.text: m.place.name for m in gaz.scan(text) if m.place}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ВИБУХИ В МЕЛІТОПОЛІ ТА БІЛЯ БАХМУТА!", {"МЕЛІТОПОЛІ": "Melitopol", "БАХМУТА": "Bakhmut"}),
        ("УДАР ПО КИЄВУ ТА ХАРКОВУ", {"КИЄВУ": "Kyiv", "ХАРКОВУ": "Kharkiv"}),
        ("ВЗРЫВЫ ПРОГРЕМЕЛИ В ХЕРСОНЕ", {"ХЕРСОНЕ": "Kherson"}),
        ("RÄJÄHDYKSIÄ HARKOVASSA JA POKROVSKISSA", {
            "HARKOVASSA": "Kharkiv", "POKROVSKISSA": "Pokrovsk"}),
        ("WALKI W BACHMUCIE TRWAJĄ", {"BACHMUCIE": "Bakhmut"}),
    ],
)  # fmt: skip
def test_forms_of_known_towns_in_capitals(
    gaz: Gazetteer, text: str, expected: dict[str, str]
) -> None:
    assert found(gaz, text) == expected


@pytest.mark.parametrize(
    "text", ["МИР І ВОЙНА", "МИРНЕ ЖИТТЯ ЗАКІНЧИЛОСЯ", "LA SUMA DE TODOS LOS MIEDOS"]
)
def test_other_words_in_capitals_are_no_towns(gaz: Gazetteer, text: str) -> None:
    assert found(gaz, text) == {}


def test_a_form_of_three_letters(gaz: Gazetteer) -> None:
    assert found(gaz, "Потяг іде з Полтави до Сум.") == {"Полтави": "Poltava", "Сум": "Sumy"}
    assert found(gaz, "На околицях Сум чути постріли.") == {"Сум": "Sumy"}
    assert found(gaz, "Сум огорнув місто, каже Ганна Сум.") == {}
