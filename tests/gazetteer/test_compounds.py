"""Words that hold a name and more: hyphened, or written as one."""

from __future__ import annotations

import pytest

from gazetteer import Gazetteer


def found(gaz: Gazetteer, text: str, language: str) -> list[tuple[str, str, str]]:
    mentions = gaz.scan(text, language=language)
    assert all(text[m.start : m.end] == m.text for m in mentions)
    return [(m.text, m.place.name, m.place.kind) for m in mentions if m.place]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "A Kharkiv-based reporter", [("Kharkiv", "Kharkiv", "settlement")]),
        ("de", "an der Bachmut-Front", [("Bachmut", "Bakhmut direction", "sector")]),
        ("de", "im Donezkgebiet", [("Donezk", "Donetsk Oblast", "region")]),
        ("sv", "på Pokrovskfronten", [("Pokrovsk", "Pokrovsk direction", "sector")]),
        ("sv", "i Charkivregionen", [("Charkiv", "Kharkiv Oblast", "region")]),
        ("nb", "i Donetsk-regionen", [("Donetsk", "Donetsk Oblast", "region")]),
        ("da", "i Donetskregionen", [("Donetsk", "Donetsk Oblast", "region")]),
        ("nl", "in de Donetskregio", [("Donetsk", "Donetsk Oblast", "region")]),
        ("fi", "Donetsk-alueella", [("Donetsk", "Donetsk Oblast", "region")]),
        (
            "uk",
            "на лінії Сватове-Кремінна",
            [("Сватове", "Svatove", "settlement"), ("Кремінна", "Kreminna", "settlement")],
        ),
    ],
)
def test_parts(
    gaz: Gazetteer, language: str, text: str, expected: list[tuple[str, str, str]]
) -> None:
    assert found(gaz, text, language) == expected


@pytest.mark.parametrize("name", ["Івано-Франківськ", "Ivano-Frankivsk", "Кам'янець-Подільському"])
def test_a_hyphened_name_that_is_known_stays_whole(gaz: Gazetteer, name: str) -> None:
    ((text, _, _),) = found(gaz, f"— {name}.", "uk")
    assert text == name


def test_a_brigade_is_told_by_its_second_part(gaz: Gazetteer) -> None:
    assert found(gaz, "Azov-prikaati taisteli.", "fi") == []


def test_a_word_of_another_language_makes_no_unit(gaz: Gazetteer) -> None:
    """Polish "im." says whom a unit is named after; German "im" is a preposition."""
    assert [name for _, name, _ in found(gaz, "Kämpfe im Donbass.", "de")] == ["Donbas"]


def test_an_unknown_compound_in_a_list_stays_whole(gaz: Gazetteer) -> None:
    mentions = gaz.scan("Обстріляно Бахмут, Торецьк, Хряпо-Дригівку та Часів Яр.", language="uk")
    assert [(m.text, m.status) for m in mentions if m.status != "placed"] == [
        ("Хряпо-Дригівку", "not found")
    ]
