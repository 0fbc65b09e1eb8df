"""What a cell of a table may say, and what it must not be taken for."""

from __future__ import annotations

import pytest

from gazetteer import Gazetteer
from gazetteer.answers import CellAnswer
from gazetteer.cells import alternatives, coordinates, take_apart
from gazetteer.geo import destination, distance_km, midpoint
from gazetteer.positions import parse, positions
from gazetteer.resolving import resolve_cell
from gazetteer.rules import RuleError
from gazetteer.within import find_area

BAKHMUT = "geonames:713174"
SAMPLES = positions().samples


@pytest.mark.parametrize(("text", "manner", "names", "km", "bearing"), SAMPLES["read"])
def test_a_sample_of_the_rule_file_is_read(
    text: str, manner: str, names: list[str], km: float, bearing: float
) -> None:
    found = positions().read(text)
    assert found is not None
    assert (found.manner, list(found.names)) == (manner, names)
    assert found.distance_km == pytest.approx(km)
    assert found.bearing == (None if bearing < 0 else bearing)


@pytest.mark.parametrize(("text", "kind", "town"), SAMPLES["facilities"])
def test_a_facility_of_the_rule_file_is_read(text: str, kind: str, town: str) -> None:
    assert positions().facility(text) == (kind, town)


def test_every_language_has_samples_of_every_manner() -> None:
    for manner in ("near", "side", "away", "offset", "between", "beside"):
        read = [row for row in SAMPLES["read"] if row[1] == manner]
        for code, words in positions().languages.items():
            assert any(words.position(manner, row[0]) for row in read), (code, manner)


@pytest.mark.parametrize(
    "name", ["Stara Basan", "Nova Kakhovka", "Mykolaivka Druha", "Nad Yar", "Порт", "Near", "7 km"]
)
def test_a_mere_name_is_no_position(name: str) -> None:
    assert positions().read(name) is None
    assert positions().facility(name) is None


def test_a_rule_file_that_lacks_something_is_told() -> None:
    with pytest.raises(RuleError, match="lacks or misuses"):
        parse({})


# --- the text of a cell ---


def test_a_cell_is_taken_apart() -> None:
    written = take_apart("Troitske (Ocheretyne hromada), Pokrovsk raion")
    assert written.name == "Troitske"
    assert written.brackets == ("Ocheretyne hromada",)
    assert written.parts == ("Pokrovsk raion",)
    assert take_apart("4,5 km west of Lyman").name == "4,5 km west of Lyman"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Bakhmut / Artemivsk", ["Bakhmut", "Artemivsk"]),
        ("Bakhmut; Soledar; Lyman", ["Bakhmut", "Soledar", "Lyman"]),
        ("Бахмут або Соледар", ["Бахмут", "Соледар"]),
        ("н/п Кринки", ["н/п Кринки"]),
        ("Bakhmut (Artemivsk / Artyomovsk)", ["Bakhmut (Artemivsk / Artyomovsk)"]),
        ("Orikhiv", ["Orikhiv"]),
    ],
)
def test_alternatives_are_told_apart(text: str, names: list[str]) -> None:
    assert alternatives(text) == names


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("48.59, 38.00", (48.59, 38.0)), ("48.59,38.00", (48.59, 38.0)),
        ("48.59 38", (48.59, 38.0)), ("48,59; 38,00", (48.59, 38.0)),
        ("48,59 38,00", (48.59, 38.0)), ("(48.59, 38.00)", (48.59, 38.0)),
        ("N48.59 E38.00", (48.59, 38.0)), ("48.59°N, 38.00°E", (48.59, 38.0)),
        ("-33.9, 151.2", (-33.9, 151.2)), ("33.9 S, 70.6 W", (-33.9, -70.6)),
        ("48°35'24\"N 38°0'0\"E", (48.59, 38.0)), ("48° 35.4' N, 38° 0' E", (48.59, 38.0)),
        ("0, 0", (0.0, 0.0)),
    ],
)  # fmt: skip
def test_coordinates_are_read(text: str, point: tuple[float, float]) -> None:
    assert coordinates(text) == pytest.approx(point)


@pytest.mark.parametrize("text", ["12", "Bakhmut", "3 Novembre", "5-7", "2023-05-02", "02.05.2023"])
def test_other_figures_are_no_coordinates(text: str) -> None:
    assert coordinates(text) is None


def test_coordinates_off_the_globe_are_an_error() -> None:
    with pytest.raises(ValueError, match="no latitude"):
        coordinates("98.1, 38.0")


def test_points_on_the_globe() -> None:
    """A degree of latitude is 111.2 km; the way back leads home; halfway is as far from both."""
    assert destination(48.0, 38.0, bearing=0, km=111.195) == pytest.approx((49.0, 38.0), abs=1e-3)
    there = destination(48.6, 38.0, bearing=225, km=7)
    assert distance_km(48.6, 38.0, *there) == pytest.approx(7, abs=1e-6)
    assert there[0] < 48.6
    assert there[1] < 38.0
    assert destination(0.0, 179.9, bearing=90, km=50)[1] == pytest.approx(-179.65, abs=0.01)
    middle = midpoint(48.6, 38.0, 49.6, 36.2)
    assert distance_km(48.6, 38.0, *middle) == pytest.approx(distance_km(49.6, 36.2, *middle))


# --- what the built-in gazetteer says of it ---


def answer(gaz: Gazetteer, text: str, within: str | None = None) -> CellAnswer:
    found = resolve_cell(gaz, text, within=within)
    assert found.why
    assert (found.latitude is not None) == (found.status == "placed")
    return found


@pytest.mark.parametrize(
    "text",
    [
        "Bakhmut", "Бахмута", "Bahmutissa", "м. Бахмут, Донецька обл.",
        "Bakhmut, Donetsk Oblast, Ukraine", "Donetsk Oblast, Bakhmut", "Ukraine, Bakhmut",
        "Bakhmut (Donetsk oblast)", "Bakhmut (Artemivsk)", "Bakhmut / Artemivsk",
        "Bakhmut, near Soledar", "Bakhmut Ukraine", "Bakhmut Donetsk Oblast",
        "Bakhmut in Donetsk Oblast", "Бахмут у Донецькій області", "~Bakhmut?",
        "Bakhmut - Donetsk Oblast", "Bakhmut near Soledar",
    ],
)  # fmt: skip
def test_a_town_in_many_words(gaz: Gazetteer, text: str) -> None:
    found = answer(gaz, text)
    assert (found.status, found.place_id, found.manner) == ("placed", BAKHMUT, "exact")


@pytest.mark.parametrize("text", ["", " ", "-", "—", "?", "...", "n/a", "Unknown", "невідомо"])
def test_an_empty_cell_is_not_found(gaz: Gazetteer, text: str) -> None:
    assert answer(gaz, text).why == "the cell is empty"


@pytest.mark.parametrize("text", ["12", "2023", "98.1, 38.0", "Xyzzyq", "\x00\x07", "\ud800"])
def test_what_is_no_place_is_not_found(gaz: Gazetteer, text: str) -> None:
    found = answer(gaz, text)
    assert (found.status, found.place_id, found.score) == ("not found", "", 0.0)


def test_near_is_the_town_s_point_with_an_uncertainty(gaz: Gazetteer) -> None:
    for text in ("near Bakhmut", "поблизу Бахмута", "Bahmutin lähellä", "в районі н.п. Бахмут"):
        found = answer(gaz, text)
        assert (found.place_id, found.manner) == (BAKHMUT, "near")
        assert found.radius_km
        assert found.score < answer(gaz, "Bakhmut").score
        assert "within some 5 km" in found.why


def test_an_offset_is_computed_from_the_town(gaz: Gazetteer) -> None:
    town = answer(gaz, "Bakhmut")
    assert town.latitude is not None
    assert town.longitude is not None
    for text in ("7 km southwest of Bakhmut", "7 км на південний захід від Бахмута"):
        found = answer(gaz, text)
        assert found.latitude is not None
        assert found.longitude is not None
        away = distance_km(town.latitude, town.longitude, found.latitude, found.longitude)
        assert away == pytest.approx(7, abs=0.01)
        assert found.latitude < town.latitude
        assert (found.place_id, found.place_name, found.admin1) == ("", text, "Donetsk Oblast")
        assert BAKHMUT in found.why


def test_between_is_halfway_and_nowhere_for_towns_far_apart(gaz: Gazetteer) -> None:
    found = answer(gaz, "between Bakhmut and Soledar")
    assert (found.status, found.manner, found.place_id) == ("placed", "between", "")
    assert found.latitude == pytest.approx(48.64, abs=0.02)
    assert answer(gaz, "between Bakhmut and Lviv").status == "ambiguous"


def test_a_facility_is_taken_if_it_is_known_else_its_town(gaz: Gazetteer) -> None:
    for text in ("Dzhankoi airbase", "Dzhankoi airfield", "аеродром Джанкой"):
        assert answer(gaz, text, "Crimea").place_id == "area:dzhankoi-air-base"
    town = answer(gaz, "Melitopol airfield")
    assert (town.place_name, town.manner) == ("Melitopol", "facility")
    assert "no such airfield is known" in town.why
    assert town.score < answer(gaz, "Melitopol").score
    assert answer(gaz, "Xyzzyq airfield").status == "not found"


def test_coordinates_in_a_cell_are_taken(gaz: Gazetteer) -> None:
    found = answer(gaz, "48.59, 38.00")
    assert (found.latitude, found.longitude, found.place_id) == (48.59, 38.0, "")
    assert "WGS84" in found.why
    assert found.admin1 == "Donetsk Oblast"


def test_alternatives_that_are_two_places_are_ambiguous(gaz: Gazetteer) -> None:
    found = answer(gaz, "Bakhmut; Soledar")
    assert found.status == "ambiguous"
    assert {match.name for match in found.alternatives} == {"Bakhmut", "Soledar"}
    assert answer(gaz, "Bakhmut or Xyzzyq").place_id == BAKHMUT


# --- within ---


@pytest.mark.parametrize(
    "within",
    [
        "Donetsk Oblast", "Донецька область", "Донецької області", "Донецкая обл.", "Donetsk",
        "Ukraine", "UA", "Donetsk Oblast, Ukraine", "Donbas", "Bakhmut raion",
    ],
)  # fmt: skip
def test_an_area_in_any_spelling(gaz: Gazetteer, within: str) -> None:
    assert answer(gaz, "Soledar", within).place_name == "Soledar"


def test_a_name_unknown_in_the_area_is_not_placed_elsewhere(gaz: Gazetteer) -> None:
    found = answer(gaz, "Bakhmut", "Luhansk Oblast")
    assert found.status == "not found"
    assert "only Bakhmut" in found.why
    assert [match.id for match in found.alternatives] == [BAKHMUT]
    assert answer(gaz, "Bakhmut, Luhansk Oblast").status == "not found"
    assert answer(gaz, "Bakhmut, Luhansk Oblast", "Donetsk Oblast").status == "not found"


def test_in_an_unknown_area_nothing_is_placed(gaz: Gazetteer) -> None:
    found = answer(gaz, "Bakhmut", "Xyzzyq raion")
    assert found.status == "ambiguous"
    assert "'Xyzzyq raion' is no known area" in found.why
    assert answer(gaz, "Qwxyzz", "Xyzzyq raion").status == "not found"


@pytest.mark.parametrize("within", ["", " ", "-", "n/a", "unknown"])
def test_an_empty_area_is_none(gaz: Gazetteer, within: str) -> None:
    assert answer(gaz, "Bakhmut", within).place_id == BAKHMUT


def test_the_area_decides_between_namesakes(gaz: Gazetteer) -> None:
    assert answer(gaz, "Андріївка").status == "ambiguous"
    found = answer(gaz, "Андріївка", "Kharkiv Oblast")
    assert (found.status, found.admin1) == ("placed", "Kharkiv Oblast")
    assert answer(gaz, "Андріївка (Kharkiv Oblast)").place_id == found.place_id


def test_a_city_that_is_a_region_of_its_own_lies_in_the_oblast_around_it(gaz: Gazetteer) -> None:
    found = answer(gaz, "Kyiv", "Kyiv Oblast")
    assert (found.place_name, found.admin1) == ("Kyiv", "Kyiv City")
    assert "a region of its own" in found.why
    assert answer(gaz, "Sevastopol", "Crimea").place_name == "Sevastopol"


def test_a_bare_town_is_an_area_around_it(gaz: Gazetteer) -> None:
    area = find_area(gaz, "Nova Kakhovka")
    assert area
    assert area.loose
    assert not find_area(gaz, "Xyzzyq")
    assert find_area(gaz, "Nova Kakhovka") is area


def test_a_hromada_is_around_its_town(gaz: Gazetteer) -> None:
    for name in ("Ocheretyne hromada", "Очеретинська громада", "Очеретинської громади"):
        area = find_area(gaz, name)
        assert area.kind == "municipality"
        assert [circle.seat.name for circle in area.circles] == ["Ocheretyne"]


@pytest.mark.parametrize("area", ["Kerson Oblast", "Khersno Oblast", "Kherson obl."])
def test_a_typo_in_a_region_is_put_right(gaz: Gazetteer, area: str) -> None:
    found = answer(gaz, f"Nova Kakhovka, {area}")
    assert (found.status, found.admin1) == ("placed", "Kherson Oblast")
    # A name of another country's region, or of no region, stays unknown.
    assert answer(gaz, "Nova Kakhovka, Herzog Oblast").status == "ambiguous"


def test_of_a_stretch_the_unclear_end_is_the_one_near_the_clear_one(gaz: Gazetteer) -> None:
    found = answer(gaz, "между Авдеевкой и Орловкой")
    assert (found.status, found.admin1) == ("placed", "Donetsk Oblast")


def test_a_well_known_town_is_no_hamlet_though_both_are_near(gaz: Gazetteer) -> None:
    assert answer(gaz, "Bucha, near Kyiv").place_name == "Bucha"


def test_an_area_in_brackets_may_be_abbreviated(gaz: Gazetteer) -> None:
    assert answer(gaz, "Bilohorivka (Luhansk Obl.)").admin1 == "Luhansk Oblast"
    assert answer(gaz, "Bilohorivka (Donetsk Obl.)").admin1 == "Donetsk Oblast"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Zaporozhye Nuclear Power Plant", "Zaporizhzhia Nuclear Power Plant"),
        ("Chmelnyckyj NPP", "Khmelnytskyi Nuclear Power Plant"),
    ],
)
def test_a_nuclear_plant_is_not_in_the_town_of_its_oblast(
    gaz: Gazetteer, text: str, name: str
) -> None:
    assert answer(gaz, text).place_name == name


def test_a_hyphen_may_join_two_places(gaz: Gazetteer) -> None:
    found = answer(gaz, "Robotyne-Verbove")
    assert (found.status, found.manner, found.place) == ("placed", "between", None)
    # One place, and no stretch.
    assert answer(gaz, "Orikhovo-Vasylivka").place_name == "Orikhovo-Vasylivka"
    # A hyphen between names that are far from each other joins nothing.
    assert answer(gaz, "Lviv-Donetsk").status != "placed"
