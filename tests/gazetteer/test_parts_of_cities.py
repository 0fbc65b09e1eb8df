"""Adjectives that belong to a noun are no towns: parts of cities, bridges, markets, streets."""

from __future__ import annotations

import pytest

from gazetteer import Gazetteer


def settlements(gaz: Gazetteer, text: str) -> list[str]:
    return [m.text for m in gaz.scan(text) if m.place and m.place.kind == "settlement"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("У Київському районі Харкова зайнявся склад.", ["Харкова"]),
        ("В Шевченковском районе Харькова повреждена школа.", ["Харькова"]),
        ("Drones struck Kharkiv's Shevchenkivskyi District before dawn.", ["Kharkiv's"]),
        ("In Kharkiv, the Kyivskyi and Slobidskyi districts had no power.", ["Kharkiv"]),
        ("Біля Антонівського мосту чути постріли, Херсон без світла.", ["Херсон"]),
        ("На Крымском мосту пробка, а в Керчи тихо.", ["Керчи"]),
        ("У Харкові горить павільйон на Калинівському ринку.", ["Харкові"]),
    ],
)
def test_an_adjective_belongs_to_its_noun(gaz: Gazetteer, text: str, expected: list[str]) -> None:
    assert settlements(gaz, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("У Покровську ринок зачинено.", ["Покровську"]),
        ("Бої точаться у районі Степового та біля Авдіївки.", ["Степового", "Авдіївки"]),
        ("В Донецке завод остановлен, и рабочих отправили домой, сообщили власти.", ["Донецке"]),
    ],
)
def test_a_town_before_such_a_noun_stays(gaz: Gazetteer, text: str, expected: list[str]) -> None:
    assert settlements(gaz, text) == expected


def test_districts_of_regions_are_found(gaz: Gazetteer) -> None:
    mentions = gaz.scan("Обстріляно Бахмутський район, а також Ізюмський та Чугуївський райони.")
    assert {m.place.kind for m in mentions if m.place} == {"district"}
    assert len(mentions) == 3


def test_a_district_of_a_city_is_no_city(gaz: Gazetteer) -> None:
    text = "Бойові зіткнення відбулися біля Калинівського та Давидового Броду на Херсонщині."
    found = [(m.place.name, m.place.admin1) for m in gaz.scan(text) if m.place]
    assert ("Kalynivske", "Kherson Oblast") in found
    assert all(m.place.population == 0 for m in gaz.lookup("Kalynivskyi") if m.place)
