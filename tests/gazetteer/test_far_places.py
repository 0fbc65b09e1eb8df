"""Places far from the others of a text, or beside a region that is not theirs."""

from __future__ import annotations

import pytest

from gazetteer import Gazetteer


def placed(gaz: Gazetteer, text: str) -> dict[str, str]:
    return {m.text: m.place.admin1 for m in gaz.scan(text) if m.place}


def test_a_town_of_one_name_may_lie_far_from_the_others(gaz: Gazetteer) -> None:
    text = "Kherson and Mykolaiv were shelled, and the railway to Henichesk was cut."
    assert placed(gaz, text)["Henichesk"] == "Kherson Oblast"


@pytest.mark.parametrize(
    "text",
    [
        "Troops withdrew from Chasiv Yar and Krynky in Kherson Oblast.",
        "As forças recuaram de Chasiv Yar e de Krynky, na região de Kherson.",
    ],
)
def test_a_region_need_not_govern_the_whole_list(gaz: Gazetteer, text: str) -> None:
    found = placed(gaz, text)
    assert (found["Chasiv Yar"], found["Krynky"]) == ("Donetsk Oblast", "Kherson Oblast")


def test_a_region_governs_the_name_beside_it(gaz: Gazetteer) -> None:
    assert "Chasiv Yar" not in placed(gaz, "Shells hit Chasiv Yar in Kherson Oblast.")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Бої біля Покровська та Гришиного, Родинське обстріляно.", "Hryshyne"),
        ("Ворог атакував Торецьк, Неліпівку, Щербинівку та Дружбу.", "Shcherbynivka"),
        ("Обстріляно село Торське.", "Torske"),
    ],
)
def test_a_name_of_old_gives_way_to_the_village_that_bears_it(
    gaz: Gazetteer, text: str, name: str
) -> None:
    assert name in [m.place.name for m in gaz.scan(text) if m.place]


def test_a_bent_name_behind_the_first_word_needs_another_place_nearby(gaz: Gazetteer) -> None:
    sentence = "Stanovnici Selidova odavno su otišli"
    assert "Selidova" not in placed(gaz, f"{sentence}.")
    assert "Selidova" in placed(gaz, f"{sentence}, oni iz Kurahova još čekaju autobus.")


def test_a_town_is_preferred_to_a_village_that_has_its_name_on_record(gaz: Gazetteer) -> None:
    text = "Russian troops hold Melitopol and Tokmak and shelled Voznesensk."
    assert placed(gaz, text)["Voznesensk"] == "Mykolaiv Oblast"
