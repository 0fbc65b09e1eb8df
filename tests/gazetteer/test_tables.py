"""The hand-made tables of the gazetteer: they parse, agree and keep their rules."""

from __future__ import annotations

import csv
import io
import math
import re
import unicodedata
import zipfile
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DATA = ROOT / "gazetteer" / "data"
REFERENCE = ROOT.parent / "shared" / "data" / "geonames"

HEADERS = {
    "areas": "id,kind,name,country,parent,latitude,longitude,radius_km",
    "area_names": "id,text,language,status,since,until",
    "districts": "id,name,country,parent,latitude,longitude,radius_km",
    "district_names": "id,town_en,town_uk,town_ru,adjective_uk,adjective_ru,since,until",
    "overlay": (
        "id,kind,name,name_uk,name_ru,region,raion,latitude,longitude,population,also,radius_km"
    ),
    "renamings": "id,text,language,status,since,until,note",
    "display": "id,name",
    "extra_names": "id,text,language,status,since,until",
}
STATUSES = {
    "official",
    "alternative",
    "exonym",
    "historical",
    "colloquial",
    "short",
    "adjective",
}
AREA_KINDS = {"region", "macroregion", "sector", "water", "relief", "facility"}
UKRAINE_CODES = (
    *(5, 7, 9, 12, 14, 18, 21, 23, 26, 30, 32, 35, 40, 43),
    *(46, 48, 51, 53, 56, 59, 61, 63, 65, 68, 71, 74, 77),
)
UKRAINE_REGIONS = {f"iso:UA-{code:02}" for code in UKRAINE_CODES}
LIMIT_KM = 2.0


def rows(table: str) -> list[dict[str, str]]:
    with (DATA / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def is_date(text: str) -> bool:
    """An ISO day or a year; empty where unknown."""
    if not text or re.fullmatch(r"\d{4}", text):
        return True
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return bool(re.fullmatch(r"\d{4}-\d{2}-\d{2}", text))


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    east = math.radians(lon2 - lon1) * math.cos(math.radians((lat1 + lat2) / 2))
    return 6371 * math.hypot(east, math.radians(lat2 - lat1))


@pytest.mark.parametrize("table", HEADERS)
def test_table_is_plain_csv(table: str) -> None:
    raw = (DATA / f"{table}.csv").read_bytes()
    text = raw.decode("utf-8")
    assert "\r" not in text
    assert text.endswith("\n")
    header, *lines = csv.reader(io.StringIO(text))
    assert ",".join(header) == HEADERS[table]
    assert lines
    assert {len(line) for line in lines} == {len(header)}
    for line in lines:
        assert all(cell == cell.strip() for cell in line), line
        assert all(cell == unicodedata.normalize("NFC", cell) for cell in line), line


@pytest.mark.parametrize("table", HEADERS)
def test_table_is_sorted_and_without_doubles(table: str) -> None:
    found = [tuple(row.values()) for row in rows(table)]
    assert [row[0] for row in found] == sorted(row[0] for row in found)
    assert len(set(found)) == len(found)


@pytest.mark.parametrize("table", ["areas", "districts", "overlay", "display"])
def test_ids_are_unique(table: str) -> None:
    counted = Counter(row["id"] for row in rows(table))
    assert [key for key, count in counted.items() if count > 1] == []


@pytest.mark.parametrize("table", ["areas", "districts", "overlay"])
def test_coordinates_are_in_range(table: str) -> None:
    for row in rows(table):
        latitude, longitude = float(row["latitude"]), float(row["longitude"])
        # Every area and settlement of the tables lies in or near Eastern Europe.
        assert 41 <= latitude <= 61, row
        assert 20 <= longitude <= 52, row


def test_areas_have_a_known_kind_and_a_radius() -> None:
    for row in rows("areas"):
        assert row["kind"] in AREA_KINDS, row
        assert float(row["radius_km"]) > 0, row
        prefix = {"region": "iso:", "sector": "sector:"}.get(row["kind"], "area:")
        assert row["id"].startswith(prefix), row


def test_parents_are_areas() -> None:
    ids = {row["id"] for row in rows("areas")}
    assert [row["id"] for row in rows("areas") if row["parent"] not in ids | {""}] == []


def test_ukraine_has_its_27_regions() -> None:
    regions = [row for row in rows("areas") if row["kind"] == "region" and row["country"] == "UA"]
    assert {row["id"] for row in regions} == UKRAINE_REGIONS


def test_crimea_and_sevastopol_are_ukraine() -> None:
    country = {row["id"]: row["country"] for row in rows("areas")}
    assert country["iso:UA-43"] == "UA"
    assert country["iso:UA-40"] == "UA"
    inside = [row for row in rows("areas") if row["parent"] in {"iso:UA-43", "iso:UA-40"}]
    assert inside
    assert {row["country"] for row in inside} == {"UA"}


def test_occupation_entities_are_names_only() -> None:
    """Their names lead to the region; no area is called by them."""
    entity = re.compile(r"People.?s Republic|Народна|Народная|\b[DL][PN]R\b|[ДЛ]НР")
    assert [row["id"] for row in rows("areas") if entity.search(row["name"])] == []
    named = [row for row in rows("area_names") if entity.search(row["text"])]
    assert {row["id"] for row in named} == {"iso:UA-14", "iso:UA-09"}
    assert {row["status"] for row in named} == {"colloquial"}


def test_area_names_belong_to_areas() -> None:
    ids = {row["id"] for row in rows("areas")}
    for row in rows("area_names"):
        assert row["id"] in ids, row
        assert row["text"], row
        assert re.fullmatch(r"[a-z]{2,3}", row["language"]), row
        assert row["status"] in STATUSES, row
        assert is_date(row["since"]), row
        assert is_date(row["until"]), row


def test_every_area_has_ukrainian_russian_and_english_names() -> None:
    languages: dict[str, set[str]] = {}
    for row in rows("area_names"):
        if row["status"] not in {"short", "adjective"}:
            languages.setdefault(row["id"], set()).add(row["language"])
    lacking = [
        row["id"]
        for row in rows("areas")
        if not {"uk", "ru", "en"} <= languages.get(row["id"], set())
    ]
    assert lacking == []


def test_the_display_name_of_an_area_is_one_of_its_names() -> None:
    names = {(row["id"], row["text"]) for row in rows("area_names")}
    assert [row["id"] for row in rows("areas") if (row["id"], row["name"]) not in names] == []


def test_an_area_has_a_name_once_in_a_language() -> None:
    counted = Counter((row["id"], row["text"], row["language"]) for row in rows("area_names"))
    assert [key for key, count in counted.items() if count > 1] == []


def test_scripts_fit_the_languages() -> None:
    for row in rows("area_names") + rows("renamings"):
        cyrillic = re.search(r"[\u0400-\u04ff]", row["text"]) is not None
        assert cyrillic == (row["language"] in {"be", "bg", "ru", "sr", "uk"}), row


def test_overlay_is_large_enough_and_well_formed() -> None:
    found = rows("overlay")
    assert len(found) >= 600
    regions = {row["name"]: row["id"] for row in rows("areas") if row["kind"] == "region"}
    for row in found:
        assert row["kind"] == "settlement", row
        assert all(row[key] for key in ("name", "name_uk", "name_ru")), row
        code = regions[row["region"]].removeprefix("iso:")
        assert re.fullmatch(rf"overlay:{code}/[a-z0-9-]+|geonames:[1-9]\d*", row["id"]), row
        assert row["population"] == "" or int(row["population"]) >= 0, row
        assert re.fullmatch(r"[A-Za-z' -]+ ([Rr]aion|District)", row["raion"]), row


def test_overlay_names_are_in_the_right_script() -> None:
    for row in rows("overlay"):
        assert re.fullmatch(r"[A-Z][A-Za-z -]+", row["name"]), row
        assert re.fullmatch(r"[А-ЯІЇЄҐ][а-яіїєґА-ЯІЇЄҐ’ -]+", row["name_uk"]), row
        assert not re.search("[ыэёъЫЭЁЪ]", row["name_uk"]), row
        assert re.fullmatch(r"[А-ЯЁ][а-яёА-ЯЁ -]+", row["name_ru"]), row


def test_overlay_says_how_sure_a_place_is_that_no_reference_has() -> None:
    """Ids of GeoNames need no radius; where we place Russian villages ourselves, we say so."""
    for row in rows("overlay"):
        assert row["radius_km"] in {"", "3", "5", "8"}, row
        if row["id"].startswith("geonames:"):
            assert row["radius_km"] == "", row
            # Numbers from here on are a dump's own, not permanent ones of GeoNames.
            assert int(row["id"].removeprefix("geonames:")) < 90_000_000, row
        if row["id"].startswith("overlay:RU-"):
            assert row["radius_km"], row


def test_overlay_places_lie_in_or_by_their_region() -> None:
    regions = {row["name"]: row for row in rows("areas") if row["kind"] == "region"}
    for row in rows("overlay"):
        region = regions[row["region"]]
        centre = float(region["latitude"]), float(region["longitude"])
        here = float(row["latitude"]), float(row["longitude"])
        assert distance_km(*here, *centre) <= float(region["radius_km"]) + 90, row


def test_overlay_places_of_one_name_lie_apart() -> None:
    found = rows("overlay")
    for index, row in enumerate(found):
        for other in found[index + 1 :]:
            if row["name"] == other["name"]:
                here = float(row["latitude"]), float(row["longitude"])
                there = float(other["latitude"]), float(other["longitude"])
                assert distance_km(*here, *there) > 5, (row["id"], other["id"])


def test_no_overlay_place_is_in_the_base_data_under_any_of_its_names() -> None:
    spots: dict[str, list[tuple[float, float, str]]] = {}
    for line in (DATA / "geonames.tsv").read_text("utf-8").splitlines():
        place_id, name, lat, lon, _, _, _, names = line.split("\t")
        for text in {fold(name), *map(fold, names.split("|"))}:
            spots.setdefault(text, []).append((float(lat), float(lon), place_id))
    for row in rows("overlay"):
        here = float(row["latitude"]), float(row["longitude"])
        for text in {fold(row["name"]), fold(row["name_uk"]), fold(row["name_ru"])}:
            for lat, lon, place_id in spots.get(text, ()):
                assert distance_km(*here, lat, lon) > 5, (row["id"], place_id)


def test_extra_names_belong_to_places_of_the_base_data() -> None:
    known = {
        line.split("\t", 1)[0] for line in (DATA / "geonames.tsv").read_text("utf-8").splitlines()
    }
    assert {row["id"] for row in rows("extra_names")} <= known


def test_renamings_name_a_place_and_dates_that_parse() -> None:
    overlay = {row["id"] for row in rows("overlay")}
    for row in rows("renamings"):
        assert re.fullmatch(r"geonames:\d+", row["id"]) or row["id"] in overlay, row
        assert row["text"], row
        assert row["language"] in {"uk", "ru", "en"}, row
        assert is_date(row["since"]), row
        assert is_date(row["until"]), row
        if row["since"] and row["until"]:
            assert row["since"] <= row["until"], row


# The press and the General Staff go on writing Sievierodonetsk.
STILL_SHOWN = {"geonames:691999"}


def test_a_place_is_not_shown_under_a_name_that_it_lost() -> None:
    shown = {row["id"]: row["name"] for row in rows("overlay") + rows("display")}
    for line in (DATA / "geonames.tsv").read_text("utf-8").splitlines():
        place_id, name = line.split("\t")[:2]
        shown.setdefault(place_id, name)
    lost = [
        row["id"]
        for row in rows("renamings")
        if row["until"] and fold(row["text"]) == fold(shown.get(row["id"], ""))
    ]
    assert set(lost) <= STILL_SHOWN


def test_display_names_are_plain() -> None:
    for row in rows("display"):
        assert re.fullmatch(r"geonames:\d+", row["id"]), row
        assert re.fullmatch(r"[A-Za-z0-9 -]+", row["name"]), row


def fold(text: str) -> str:
    return re.sub(r"[^\w]", "", unicodedata.normalize("NFKC", text).casefold())


def reference() -> dict[str, list[tuple[float, float, str]]]:
    """Settlements of the reference dump by folded name, with their region's folded name."""
    regions = {}
    for line in (REFERENCE / "admin1CodesASCII.txt").read_text("utf-8").splitlines():
        code, name = line.split("\t")[:2]
        if code.startswith("UA."):
            regions[code[3:]] = fold(name)
    index: dict[str, list[tuple[float, float, str]]] = {}
    with zipfile.ZipFile(REFERENCE / "UA.zip") as archive, archive.open("UA.txt") as raw:
        for line in io.TextIOWrapper(raw, "utf-8"):
            cell = line.rstrip("\n").split("\t")
            spot = float(cell[4]), float(cell[5]), regions.get(cell[10], "")
            for name in {cell[1], *cell[3].split(",")}:
                index.setdefault(fold(name), []).append(spot)
    return index


@pytest.mark.skipif(
    not (REFERENCE / "UA.zip").exists() or not (REFERENCE / "admin1CodesASCII.txt").exists(),
    reason="the reference dump is not beside the project",
)
def test_overlay_lies_where_the_reference_has_it() -> None:
    index = reference()
    far, compared = [], 0
    for row in rows("overlay"):
        if row["id"].startswith("overlay:RU-"):
            continue
        here = float(row["latitude"]), float(row["longitude"])
        spots = [
            spot
            for name in (row["name"], row["name_uk"], row["name_ru"])
            for spot in index.get(fold(name), [])
            if spot[2][:4] == fold(row["region"])[:4]
        ]
        if not spots:
            continue
        compared += 1
        off = min(distance_km(*here, spot[0], spot[1]) for spot in spots)
        if off > LIMIT_KM:
            far.append(f"{row['id']}: {off:.1f} km")
    assert compared >= 500
    assert far == []


@pytest.mark.skipif(
    not (REFERENCE / "UA.zip").exists(),
    reason="the reference dump is not beside the project",
)
def test_overlay_ids_of_geonames_are_those_places() -> None:
    listed = {row["id"]: row for row in rows("overlay") if row["id"].startswith("geonames:")}
    compared = 0
    with zipfile.ZipFile(REFERENCE / "UA.zip") as archive, archive.open("UA.txt") as raw:
        for line in io.TextIOWrapper(raw, "utf-8"):
            cell = line.rstrip("\n").split("\t")
            row = listed.get(f"geonames:{cell[0]}")
            if row is None:
                continue
            compared += 1
            here = float(row["latitude"]), float(row["longitude"])
            assert distance_km(*here, float(cell[4]), float(cell[5])) < 0.2, row
            assert fold(row["name_uk"]) in {fold(name) for name in cell[3].split(",")}, row
    assert compared == len(listed)
