"""What stands beside a name in real reports: raions, hromadas, quotation marks, seas."""

from __future__ import annotations

import pytest

from gazetteer import Gazetteer


@pytest.mark.parametrize(
    ("language", "text", "raion"),
    [
        ("uk", "Бахмутський район: обстріляно село Андріївка.", "Bakhmut raion"),
        ("uk", "Пошкоджено будинок: с. Андріївка, Бахмутський р-н.", "Bakhmut raion"),
        ("en", "In Bakhmut district the village of Andriivka was shelled.", "Bakhmut raion"),
    ],
)
def test_a_raion_says_where_a_village_lies(
    gaz: Gazetteer, language: str, text: str, raion: str
) -> None:
    """In whichever order the two stand."""
    assert gaz.is_ambiguous("Andriivka")
    found = {m.place.name: m.place for m in gaz.scan(text, language=language) if m.place}
    assert found["Andriivka"].admin2 == raion


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("uk", "Двох поранено у Покровській громаді."),
        ("uk", "Обстріляли Покровську, Марганецьку та Мирівську громади."),
        ("uk", "Під вогнем Добропільська міська громада."),
        ("en", "The Dobropillia and Oleksandrivka hromadas were hit."),
        ("en", "The Velyka Novosilka rural community was shelled."),
        ("uk", "У Чорному морі два кораблі."),
        ("ru", "Корабли в Чёрном море."),
        ("uk", "Екіпаж «Луганськ-1» відзначили."),
        ("uk", "Про це пише газета «Нова Каховка»."),
        ("en", "He is a Luhansk-born engineer."),
        ("uk", "Приїхали Стас, Тамара та Роман."),
    ],
)
def test_what_is_only_called_after_a_place(gaz: Gazetteer, language: str, text: str) -> None:
    placed = [m for m in gaz.scan(text, language=language) if m.place]
    assert [m.text for m in placed if m.place and m.place.kind == "settlement"] == []


def test_a_quoted_sentence_keeps_its_places(gaz: Gazetteer) -> None:
    text = "«Бахмут тримається», — сказав він. Обстріляли Бахмут і Нову Каховку."
    assert [m.text for m in gaz.scan(text) if m.place] == ["Бахмут", "Бахмут", "Нову Каховку"]
