"""Every Ukrainian town renamed since 2016 is found by its former name, and says until when."""

from __future__ import annotations

import pytest

from gazetteer import Gazetteer

# Former name in Ukrainian and Russian, the name of today, and the day of the Verkhovna Rada's vote.
TOWNS = [
    ("Артемівськ", "Артёмовск", "Bakhmut", "2016-02-04"),
    ("Дзержинськ", "Дзержинск", "Toretsk", "2016-02-04"),
    ("Красний Лиман", "Красный Лиман", "Lyman", "2016-02-04"),
    ("Артемове", "Артёмово", "Zalizne", "2016-02-04"),
    ("Іллічівськ", "Ильичёвск", "Chornomorsk", "2016-02-04"),
    ("Красноармійськ", "Красноармейск", "Pokrovsk", "2016-05-12"),
    ("Димитров", "Димитров", "Myrnohrad", "2016-05-12"),
    ("Кіровське", "Кировское", "Khrestivka", "2016-05-12"),
    ("Комсомольське", "Комсомольское", "Kalmiuske", "2016-05-12"),
    ("Торез", "Торез", "Chystiakove", "2016-05-12"),
    ("Юнокомунарівськ", "Юнокоммунаровск", "Bunhe", "2016-05-12"),
    ("Артемівськ", "Артёмовск", "Kypuche", "2016-05-12"),
    ("Вахрушеве", "Вахрушево", "Bokovo-Khrustalne", "2016-05-12"),
    ("Кіровськ", "Кировск", "Holubivka", "2016-05-12"),
    ("Краснодон", "Краснодон", "Sorokyne", "2016-05-12"),
    ("Красний Луч", "Красный Луч", "Khrustalnyi", "2016-05-12"),
    ("Петровське", "Петровское", "Petrovo-Krasnosillia", "2016-05-12"),
    ("Свердловськ", "Свердловск", "Dovzhansk", "2016-05-12"),
    ("Стаханов", "Стаханов", "Kadiivka", "2016-05-12"),
    ("Червонопартизанськ", "Червонопартизанск", "Voznesenivka", "2016-05-12"),
    ("Котовськ", "Котовск", "Podilsk", "2016-05-12"),
    ("Дніпропетровськ", "Днепропетровск", "Dnipro", "2016-05-19"),
    ("Дніпродзержинськ", "Днепродзержинск", "Kamianske", "2016-05-19"),
    ("Комсомольськ", "Комсомольск", "Horishni Plavni", "2016-05-19"),
    ("Кузнецовськ", "Кузнецовск", "Varash", "2016-05-19"),
    ("Ульяновка", "Ульяновка", "Blahovishchenske", "2016-05-19"),
    ("Цюрупинськ", "Цюрупинск", "Oleshky", "2016-05-19"),
    ("Орджонікідзе", "Орджоникидзе", "Pokrov", "2016"),
    ("Щорс", "Щорс", "Snovsk", "2016-05-12"),
    ("Червонозаводське", "Червонозаводское", "Zavodske", "2016"),
    ("Кіровоград", "Кировоград", "Kropyvnytskyi", "2016-07-14"),
    ("Переяслав-Хмельницький", "Переяслав-Хмельницкий", "Pereiaslav", "2019-10-30"),
    ("Новгородське", "Новгородское", "Niu-York", "2021-07-01"),
    ("Володимир-Волинський", "Владимир-Волынский", "Volodymyr", "2021-12-15"),
    ("Новоград-Волинський", "Новоград-Волынский", "Zviahel", "2022-11-16"),
    ("Ватутіне", "Ватутино", "Bahacheve", "2024-09-19"),
    ("Дружба", "Дружба", "Khutir-Mykhailivskyi", "2024-09-19"),
    ("Красноград", "Красноград", "Berestyn", "2024-09-19"),
    ("Молодогвардійськ", "Молодогвардейск", "Otamanivka", "2024-09-19"),
    ("Новомосковськ", "Новомосковск", "Samar", "2024-09-19"),
    ("Первомайськ", "Первомайск", "Sokolohirsk", "2024-09-19"),
    ("Первомайський", "Первомайский", "Zlatopil", "2024-09-19"),
    ("Першотравенськ", "Першотравенск", "Shakhtarske", "2024-09-19"),
    ("Сєвєродонецьк", "Северодонецк", "Sievierodonetsk", "2024-09-19"),
    ("Червоноград", "Червоноград", "Sheptytskyi", "2024-09-19"),
    ("Южне", "Южный", "Pivdenne", "2024-10-09"),
    ("Южноукраїнськ", "Южноукраинск", "Pivdennoukrainsk", "2024-10-09"),
]


@pytest.mark.parametrize(("ukrainian", "russian", "name", "until"), TOWNS)
def test_a_former_name_leads_to_the_town(
    gaz: Gazetteer, ukrainian: str, russian: str, name: str, until: str
) -> None:
    for former in (ukrainian, russian):
        found = [match for match in gaz.lookup(former, limit=20) if match.name == name]
        assert found, (former, name)
        assert "former name" in found[0].why
        assert f"to {until}" in found[0].why or f"until {until}" in found[0].why


def test_towns_that_the_rada_did_not_rename_keep_their_names(gaz: Gazetteer) -> None:
    """Votes on these failed in October 2024, or the proposal was taken back."""
    for town in ("Павлоград", "Синельникове", "Бровари"):
        assert gaz.lookup(town)[0].why.endswith("[Ukrainian name]"), town
