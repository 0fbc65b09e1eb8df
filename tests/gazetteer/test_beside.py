"""What stands beside a name in real reports: raions, hromadas, quotation marks, seas."""

from __future__ import annotations

import pytest

from gazetteer import Gazetteer, rank


@pytest.mark.parametrize(
    ("language", "text", "village", "raion"),
    [
        ("uk", "Волноваський район: обстріляно село Андріївка.", "Andriivka", "Volnovakha"),
        ("uk", "Пошкоджено дім: с. Берестове, Куп'янський р-н.", "Berestove", "Kupiansk"),
        ("en", "In Kharkiv district Borysivka was shelled.", "Borysivka", "Kharkiv"),
    ],
)
def test_a_raion_says_where_a_village_lies(
    gaz: Gazetteer,
    monkeypatch: pytest.MonkeyPatch,
    language: str,
    text: str,
    village: str,
    raion: str,
) -> None:
    """In whichever order the two stand; nearness to the raion's middle alone does not tell."""

    def found() -> dict[str, str]:
        placed = (m.place for m in gaz.scan(text, language=language) if m.place)
        return {place.name: place.admin2 for place in placed}

    assert found()[village] == f"{raion} raion"
    monkeypatch.setattr(rank, "DISTRICT_BONUS", 0.0)
    assert village not in found()


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
