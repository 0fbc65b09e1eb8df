"""Districts: complete by the reform of 2020, found in every spelling, each in its region."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

from gazetteer import Gazetteer
from gazetteer.build.districts import spellings
from gazetteer.geo import distance_km
from gazetteer.romanise import romanise
from gazetteer.rules import rules

DATA = Path(__file__).parents[2] / "gazetteer" / "data"
REFORM = 136
"""Raions that the Verkhovna Rada set up on 17 July 2020, those of Crimea among them."""
RAIONS = {
    "iso:UA-05": 6,
    "iso:UA-07": 4,
    "iso:UA-09": 8,
    "iso:UA-12": 7,
    "iso:UA-14": 8,
    "iso:UA-18": 4,
    "iso:UA-21": 6,
    "iso:UA-23": 5,
    "iso:UA-26": 6,
    "iso:UA-32": 7,
    "iso:UA-35": 4,
    "iso:UA-43": 10,
    "iso:UA-46": 7,
    "iso:UA-48": 4,
    "iso:UA-51": 7,
    "iso:UA-53": 4,
    "iso:UA-56": 4,
    "iso:UA-59": 5,
    "iso:UA-61": 3,
    "iso:UA-63": 7,
    "iso:UA-65": 5,
    "iso:UA-68": 3,
    "iso:UA-71": 4,
    "iso:UA-74": 5,
    "iso:UA-77": 3,
}
# The first two digits of a KATOTTG code are the region's; four differ from ISO 3166-2.
KATOTTG_REGIONS = {"01": "43", "44": "09", "73": "77"}
FULL = {"official", "alternative"}
RUSSIAN = {"iso:RU-BEL": 21, "iso:RU-KRS": 28, "iso:RU-BRY": 27}


def rows(table: str) -> list[dict[str, str]]:
    with (DATA / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


DISTRICTS = {row["id"]: row for row in rows("districts")}
NAMES = rows("district_names")
REFORMED = [row for row in NAMES if row["id"].startswith("katottg:") and not row["until"]]
# GeoNames lists parts of cities too; a raion of the same adjective then comes second. There is
# a Rovenky on both sides of the border.
NAMESAKES = {"Podil", "Rovensky District"}
REGION = {row["id"]: row["name"] for row in rows("areas") if row["kind"] == "region"}


def test_ukraine_has_the_136_raions_of_the_reform() -> None:
    reform = [row for row in DISTRICTS.values() if row["id"].startswith("katottg:")]
    assert Counter(row["parent"] for row in reform) == RAIONS
    assert sum(RAIONS.values()) == len(reform) == REFORM


def test_codes_lie_in_the_region_of_their_code() -> None:
    for place_id, row in DISTRICTS.items():
        if place_id.startswith("katottg:"):
            assert re.fullmatch(r"katottg:UA\d{4}", place_id)
            code = place_id[10:12]
            assert row["parent"] == f"iso:UA-{KATOTTG_REGIONS.get(code, code)}", row


def test_other_districts_are_of_three_russian_regions_or_older_than_the_reform() -> None:
    other = [row for row in DISTRICTS.values() if row["id"].startswith("area:")]
    russian = Counter(row["parent"] for row in other if row["country"] == "RU")
    assert russian == RUSSIAN
    old = {row["id"] for row in other if row["country"] == "UA"}
    assert len(old) >= 30
    assert {row["until"] == "" for row in NAMES if row["id"] in old} == {False}
    assert len(old) + sum(RUSSIAN.values()) == len(other)


def test_a_district_lies_in_the_circle_of_its_region() -> None:
    regions = {row["id"]: row for row in rows("areas") if row["kind"] == "region"}
    for row in DISTRICTS.values():
        region = regions[row["parent"]]
        assert region["country"] == row["country"], row
        here = float(row["latitude"]), float(row["longitude"])
        there = float(region["latitude"]), float(region["longitude"])
        # Odesa Oblast is the longest; its circle is the least like it.
        assert distance_km(*here, *there) <= 1.5 * float(region["radius_km"]), row
        assert 10 <= float(row["radius_km"]) <= 90, row


def test_each_district_has_one_present_name_unless_it_was_abolished() -> None:
    present = Counter(row["id"] for row in NAMES if not row["until"])
    assert {row["id"] for row in NAMES} == set(DISTRICTS)
    # Five Russian districts are called after a place that is not their seat, as well.
    assert set(present.values()) <= {1, 2}
    assert {key[:4] for key, count in present.items() if count == 2} <= {"area"}
    lacking = [DISTRICTS[key] for key in DISTRICTS if key not in present]
    assert {(row["country"], row["id"][:5]) for row in lacking} == {("UA", "area:")}


def test_names_are_adjectives_and_towns_in_their_script() -> None:
    cyrillic = re.compile(r"[А-ЯІЇЄҐЁ][\u0400-\u04ff’ -]+")
    for row in NAMES:
        assert re.fullmatch(r"[A-Z][A-Za-z -]+", row["town_en"] or "None"), row
        for column in ("town_uk", "town_ru"):
            assert bool(row[column]) == bool(row["town_en"]), row
            assert not row[column] or cyrillic.fullmatch(row[column]), row
        assert re.search(r"[ысэёъ]", row["adjective_uk"].replace("с", "")) is None, row
        assert re.fullmatch(r".+(ий|ій)", row["adjective_uk"]), row
        assert re.fullmatch(r".+(ий|ый|ой)", row["adjective_ru"]), row
        assert not re.search("[іїєґ]", row["adjective_ru"] + row["town_ru"]), row
        assert row["until"] == "" or re.fullmatch(r"\d{4}-\d{2}-\d{2}", row["until"]), row


def test_a_district_is_called_after_its_town_or_by_its_adjective() -> None:
    for row in NAMES:
        shown = DISTRICTS[row["id"]]["name"]
        if shown.endswith(" raion"):
            town = shown.removesuffix(" raion")
            towns = {other["town_en"] for other in NAMES if other["id"] == row["id"]}
            own = romanise(row["adjective_uk"], rules().systems["en"], "uk")
            assert town in towns or town == own, row
        else:
            assert re.fullmatch(r"[A-Z][a-z]+sky District", shown), row


def test_all_spellings_of_a_row() -> None:
    row = next(row for row in NAMES if row["id"] == "katottg:UA1402" and not row["until"])
    told = [(s.text, s.language, s.status) for s in spellings(row, "Bakhmut raion", "UA")]
    assert told == [
        ("Bakhmut raion", "en", "official"),
        ("Бахмутський район", "uk", "official"),
        ("Бахмутский район", "ru", "official"),
        ("Bakhmut district", "en", "alternative"),
        ("Bakhmutskyi raion", "en", "alternative"),
        ("Bakhmutskyi district", "en", "alternative"),
        ("Бахмутський", "uk", "adjective"),
        ("Бахмутский", "ru", "adjective"),
        ("Bakhmutskyi", "en", "adjective"),
        ("Бахмут", "uk", "short"),
        ("Бахмут", "ru", "short"),
        ("Bakhmut", "en", "short"),
    ]


def genitive(adjective: str) -> str:
    return re.sub("(ий|ый|ой)$", "ого", adjective)


@pytest.mark.parametrize("row", REFORMED, ids=lambda row: str(row["id"]))
def test_a_raion_is_found_in_every_spelling(gaz: Gazetteer, row: dict[str, str]) -> None:
    shown = DISTRICTS[row["id"]]["name"]
    english = {
        s.text for s in spellings(row, shown, "UA") if s.status in FULL and s.language == "en"
    }
    asked = [
        f"{row['adjective_uk']} район",
        f"{genitive(row['adjective_uk'])} району",
        f"{row['adjective_ru']} район",
        f"{genitive(row['adjective_ru'])} района",
        *sorted(english),
    ]
    for text in asked:
        found = gaz.lookup(text)
        number = [match.id for match in found].index(row["id"])
        assert number == 0 or found[0].name in NAMESAKES, (text, found[0].why)
        assert found[number].kind == "district"
        assert found[number].place.admin1 == REGION[DISTRICTS[row["id"]]["parent"]]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("Новомосковський район", "katottg:UA1210"),
        ("Krasnohrad raion", "katottg:UA6306"),
        ("Червоноградский район", "katottg:UA4612"),
        ("Novohrad-Volynskyi raion", "katottg:UA1808"),
        ("Sievierodonetsk raion", "katottg:UA4412"),
        ("Siverskodonetsk raion", "katottg:UA4412"),
        ("Володимир-Волинський район", "katottg:UA0702"),
        ("Artemivsk raion", "katottg:UA1402"),
        ("Мар'їнський район", "area:marinka-raion"),
        ("Станично-Луганского района", "area:stanytsia-luhanska-raion"),
        ("Volodarske raion", "area:nikolske-raion"),
        ("Sudzha district", "area:sudzhansky-district"),
        ("Суджанском районе", "area:sudzhansky-district"),
        ("Shebekinsky District", "area:shebekinsky-district"),
        ("Грайворонський район", "area:grayvoronsky-district"),
        ("Klimovo raion", "area:klimovsky-district"),
        ("Шебекинский городской округ", "area:shebekinsky-district"),
        ("Borysivka raion", "area:borisovsky-district"),
        ("Yakovlevo district", "area:yakovlevsky-district"),
        ("Krasnogvardeyskoye district", "area:krasnogvardeysky-district-bel"),
    ],
)
def test_former_old_and_russian_districts(gaz: Gazetteer, asked: str, expected: str) -> None:
    assert gaz.lookup(asked)[0].id == expected


@pytest.mark.parametrize("town", ["Bakhmut", "Pokrovsk", "Sumy", "Kupiansk", "Суджа", "Донецк"])
def test_a_town_alone_is_the_town(gaz: Gazetteer, town: str) -> None:
    assert gaz.resolve(town).kind == "settlement"


def test_donetsk_raion_is_no_raion_of_a_town_once_called_so(gaz: Gazetteer) -> None:
    """GeoNames has Oleksandrivka among the names that Donetsk bore."""
    assert [match.id for match in gaz.lookup("Donetsk raion")] == ["katottg:UA1408"]
