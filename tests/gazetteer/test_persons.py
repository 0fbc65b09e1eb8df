"""People who are named like towns."""

from __future__ import annotations

import pytest

from gazetteer import Gazetteer


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Szijjártó Péter külügyminiszter Kijevbe utazott.", ["Kijevbe"]),
        ("El analista Iván Limanski volvió de Járkov.", ["Járkov"]),
        ("El comandante Andréi Kupianski está en Járkov.", ["Járkov"]),
    ],
)
def test_given_names_behind_surnames_and_with_accents(
    gaz: Gazetteer, text: str, expected: list[str]
) -> None:
    assert [m.text for m in gaz.scan(text) if m.place] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Боєць з позивним Херсон вийшов на зв'язок.",
        "Боец с позывным Донецк вышел на связь.",
        "A soldier with the callsign Kharkiv spoke to us.",
        "Der Soldat mit dem Kampfnamen Odessa sprach mit uns.",
        "Am Abend sprach er auf dem Maidan über den Frieden.",
        "Oturduğumuz Odesa Caddesi çok sakindi.",
        "El desfile pasó por la calle Kiev sin incidentes.",
        "Later Stanislav Aseyev described the prison.",
    ],
)
def test_callsigns_streets_and_given_names_are_no_towns(gaz: Gazetteer, text: str) -> None:
    assert [m.text for m in gaz.scan(text) if m.place] == []


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Утром жители Энергодара рассказали о взрывах.", "ru", ["Энергодара"]),
        ("Житель Токмака погиб.", "ru", ["Токмака"]),
        ("Жителі Енергодара розповіли про вибухи.", "uk", ["Енергодара"]),
        ("Mieszkańcy Enerhodaru powiedzieli, że słyszeli wybuchy.", "pl", ["Enerhodaru"]),
    ],
)
def test_a_place_stands_behind_the_word_for_its_people(
    gaz: Gazetteer, text: str, language: str, expected: list[str]
) -> None:
    assert [m.text for m in gaz.scan(text, language=language) if m.place] == expected


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Сбили над Курской и Брянской областями.", "ru", ["Kursk Oblast", "Bryansk Oblast"]),
        ("Збито над Черкаською та Сумською областями.", "uk", ["Cherkasy Oblast", "Sumy Oblast"]),
    ],
)
def test_adjectives_before_regions_in_the_instrumental_are_all_regions(
    gaz: Gazetteer, text: str, language: str, expected: list[str]
) -> None:
    assert [m.place.name for m in gaz.scan(text, language=language) if m.place] == expected
