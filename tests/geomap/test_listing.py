"""Lists of places with words of their own, and places that only tell where another one lies."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Told = Callable[..., list[dict[str, Any]]]

LISTS = [
    ("en", "Russia attacked north of {}, near {} and in the {}.", "Kherson region"),
    ("de", "Russland griff nördlich von {}, bei {} und im Gebiet {} an.", "Cherson"),
    ("fr", "La Russie a attaqué au nord de {}, près de {} et dans la région de {}.", "Kherson"),
    ("es", "Rusia atacó al norte de {}, cerca de {} y en la región de {}.", "Jersón"),
    ("pl", "Rosjanie atakowali na północ od {}, koło {} i w {} obwodzie.", "chersońskim"),
    ("uk", "Росіяни атакували північніше {}, біля {} та в {} області.", "Херсонській"),
    ("ru", "Россияне атаковали севернее {}, возле {} и в {} области.", "Херсонской"),
    ("fi", "Venäjä hyökkäsi {} pohjoispuolella, {} lähellä ja {} alueella.", "Hersonin"),
]

ASIDES = [
    ("en", "Attacks on {}, which borders on {}, and on {} were repelled."),
    ("de", "Angriffe bei {}, das an {} grenzt, und bei {} wurden abgewehrt."),
    ("fr", "Les attaques contre {}, près de {}, et contre {} ont été repoussées."),
    ("es", "Rusia atacó {}, que limita con {}, y {}."),
    ("pl", "Rosjanie atakowali {} (na zachód od {}) oraz {}."),
    ("uk", "Росіяни атакували {}, що межує з {}, та {}."),
    ("ru", "Россияне атаковали {}, которая граничит с {}, и {}."),
    ("en", "Attacks on {} (10 km east of {}) and {} were repelled."),
]

BESIDE = [
    ("en", "Fighting continues in {} near the small town of {}."),
    ("en", "Russia shelled {}, about 5 km south of {}, on Monday."),
    ("de", "Bei {} nahe der strategisch wichtigen Kleinstadt {} wurden vier Angriffe abgewehrt."),
    ("fr", "Les combats se poursuivent à {} près de {}."),
    ("es", "Los combates continúan en {}, cerca de {}."),
    ("pl", "Trwają walki w {} koło miasta {}."),
    ("uk", "Тривають бої у {} поблизу {}."),
    ("ru", "Бои идут в {} рядом с {}."),
    ("fi", "Taistelut jatkuvat {} {} lähellä."),
]


def told_places(told: Told, language: str, text: str, places: list[str]) -> list[str]:
    (event,) = told(text, places, language=language)
    found: list[str] = event["places"]
    return found


@pytest.mark.parametrize(("language", "text", "region"), LISTS)
def test_all_parts_of_a_list_belong_to_the_event(
    told: Told, mentions: Any, language: str, text: str, region: str
) -> None:
    text = text.format("Абв" if language in ("uk", "ru") else "Abba", "Xanadu", region)
    first = "Абв" if language in ("uk", "ru") else "Abba"
    places = [f"{first}|settlement|A", "Xanadu|settlement|A", f"{region}|region|B"]
    assert told_places(told, language, text, places) == [first, "Xanadu", region]


def test_each_part_of_a_list_has_its_own_manner(mentions: Any) -> None:
    from geomap.reports.extract import extract_events
    from geomap.reports.report import Report

    text = "Russia attacked near Abba and Xanadu, west of Omega and in Delta."
    rows = extract_events(
        Report(text, "sample", "2023-05-02", "en"),
        mentions(text, ["Abba", "Xanadu", "Omega", "Delta"]),
    )
    assert [row["geo_precision"] for row in rows] == [2, 2, 2, 1]
    assert ["to a side of" in row["why"] for row in rows] == [False, False, True, False]


@pytest.mark.parametrize(("language", "text"), ASIDES)
def test_a_list_goes_on_behind_an_aside(told: Told, language: str, text: str) -> None:
    text = text.format("Abba", "Omega", "Xanadu")
    assert told_places(told, language, text, ["Abba", "Omega", "Xanadu"]) == ["Abba", "Xanadu"]


@pytest.mark.parametrize(("language", "text"), BESIDE)
def test_a_place_for_orientation_is_no_place_of_the_event(
    told: Told, language: str, text: str
) -> None:
    text = text.format("Abba", "Omega")
    assert told_places(told, language, text, ["Abba", "Omega"]) == ["Abba"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Russia advanced from Abba towards Omega."),
        ("en", "Russia attacked near Abba, south of Omega."),
        ("de", "Russische Truppen rückten von Abba in Richtung Omega vor."),
        ("uk", "Росіяни просунулися від Abba у бік Omega."),
    ],
)
def test_a_way_and_a_list_name_places_of_the_event(told: Told, language: str, text: str) -> None:
    assert told_places(told, language, text, ["Abba", "Omega"]) == ["Abba", "Omega"]


def test_a_place_near_the_middle_of_a_sector_is_where_it_happened(told: Told) -> None:
    text = "На Бахмутському напрямку біля Кліщіївки відбито 12 атак."
    places = ["Бахмутському|sector", "Кліщіївки"]
    assert told_places(told, "uk", text, places) == ["Кліщіївки"]
