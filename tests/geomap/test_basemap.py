"""The built-in base map: whose land is whose, and that it can be made again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import shapely
from shapely.geometry import Point

from gazetteer import Gazetteer, Place, distance_km
from geomap import basemap
from geomap.mapmaking import make, towns
from geomap.mapmaking.__main__ import TARGET, TOWNS, _towns, main
from geomap.mapmaking.simplify import ring_area, simplify

UKRAINIAN = {
    "Simferopol": (44.952, 34.102, "Autonomous Republic of Crimea"),
    "Kerch": (45.357, 36.468, "Autonomous Republic of Crimea"),
    "Yalta": (44.505, 34.166, "Autonomous Republic of Crimea"),
    "Yevpatoria": (45.2, 33.4, "Autonomous Republic of Crimea"),
    "Sevastopol": (44.605, 33.522, "Sevastopol City"),
    "Donetsk": (48.015, 37.803, "Donetsk Oblast"),
    "Mariupol": (47.11, 37.54, "Donetsk Oblast"),
    "Bakhmut": (48.595, 38.0, "Donetsk Oblast"),
    "Luhansk": (48.574, 39.308, "Luhansk Oblast"),
    "Kherson": (46.645, 32.61, "Kherson Oblast"),
    "Henichesk": (46.178, 34.8, "Kherson Oblast"),
    "Melitopol": (46.849, 35.367, "Zaporizhzhia Oblast"),
    "Enerhodar": (47.499, 34.65, "Zaporizhzhia Oblast"),
    "Kyiv": (50.45, 30.523, "Kyiv City"),
    "Bila Tserkva": (49.797, 30.115, "Kyiv Oblast"),
    "Lviv": (49.84, 24.03, "Lviv Oblast"),
    "Mykolaiv": (46.975, 31.995, "Mykolaiv Oblast"),
    "Odesa": (46.48, 30.72, "Odesa Oblast"),
    "Izmail": (45.35, 28.84, "Odesa Oblast"),
}
RUSSIAN = {
    "Belgorod": (50.6, 36.59),
    "Kursk": (51.73, 36.19),
    "Rostov-on-Don": (47.235, 39.71),
    "Taganrog": (47.22, 38.91),
    "Krasnodar": (45.04, 38.98),
    "Temriuk": (45.27, 37.38),
}


@pytest.mark.parametrize("town", UKRAINIAN)
def test_town_lies_in_ukraine_and_in_its_region(town: str) -> None:
    latitude, longitude, region = UKRAINIAN[town]
    point = Point(longitude, latitude)
    homes = [name for name in region_names() if region_holds(name, point)]
    assert homes == [region]
    assert basemap.ukraine().contains(point)
    russia = basemap.country_polygon("Russia")
    assert russia is not None
    assert not russia.contains(point)


@pytest.mark.parametrize("town", RUSSIAN)
def test_town_lies_in_russia(town: str) -> None:
    latitude, longitude = RUSSIAN[town]
    russia = basemap.country_polygon("Russia")
    assert russia is not None
    assert russia.contains(Point(longitude, latitude))
    assert not basemap.ukraine().contains(Point(longitude, latitude))


def region_names() -> list[str]:
    return [region["name"] for region in json.loads(basemap.text())["regions"]]


def region_holds(name: str, point: Point) -> bool:
    shape = basemap.region_polygon(name)
    assert shape is not None
    return bool(shape.contains(point))


def test_ukraine_is_exactly_its_27_regions() -> None:
    names = region_names()
    assert len(names) == 27
    shapes = [basemap.region_polygon(name) for name in names]
    assert all(shape is not None and shape.is_valid for shape in shapes)
    together = shapely.union_all(shapes)
    assert together.symmetric_difference(basemap.ukraine()).area == pytest.approx(0, abs=1e-9)
    assert sum(shape.area for shape in shapes if shape) == pytest.approx(together.area, rel=1e-9)


def test_neighbours_meet_ukraine_without_gap_or_overlap() -> None:
    ukraine = basemap.ukraine()
    for name in ("Russia", "Belarus", "Poland", "Slovakia", "Hungary", "Romania", "Moldova"):
        neighbour = basemap.country_polygon(name)
        assert neighbour is not None
        shared = ukraine.intersection(neighbour)
        assert shared.area == pytest.approx(0, abs=1e-9)
        assert shared.length > 0.5
        # No scrap of a neighbour is left on this side of the border.
        scraps = [part for part in neighbour.geoms if part.area < 0.002]
        assert not any(part.boundary.intersection(ukraine).length > 0 for part in scraps)


def test_no_border_of_states_crosses_or_cuts_off_crimea() -> None:
    data = json.loads(basemap.text())
    box = shapely.box(32.3, 44.2, 36.55, 46.3)
    states = [data["arcs"][number] for number in data["borders"]["state"]]
    assert len(states) > 200
    for arc in states:
        line = basemap._line(arc, data["scale"])
        assert not shapely.LineString(line).intersects(box)


def test_the_whole_world_is_there_and_is_cut_at_its_edge() -> None:
    data = json.loads(basemap.text())
    names = {country["name"] for country in data["countries"]}
    assert {"Russia", "China", "India", "Germany", "Canada", "United States of America"} <= names
    for number in (number for kind in data["borders"].values() for number in kind):
        # No line that shows may run across the map from one edge to the other.
        assert all(abs(step) < 90 * data["scale"] for step in data["arcs"][number][2::2])
    russia = basemap.country_polygon("Russia")
    assert russia is not None
    assert russia.contains(Point(170, 66))
    assert russia.contains(Point(-175, 66.5))
    assert not russia.contains(Point(-100, 66))


def test_region_names_are_found_in_any_case_and_nothing_else_is() -> None:
    assert basemap.region_polygon("donetsk oblast") is not None
    assert basemap.region_polygon("Donetsk") is None
    assert basemap.region_polygon("") is None


def test_file_is_small_and_plain() -> None:
    text = TARGET.read_bytes()
    assert len(text) < 260_000
    assert b"\r" not in text
    data = json.loads(text)
    assert all(isinstance(step, int) for arc in data["arcs"] for step in arc)
    labels = {label["en"] for label in data["labels"]}
    assert {"Kyiv", "Donetsk", "Sevastopol", "Belgorod", "Warsaw"} <= labels


def test_labels_are_those_of_the_reviewed_list() -> None:
    reviewed = json.loads((Path(make.__file__).parent / "labels.json").read_text("utf-8"))
    assert json.loads(basemap.text())["labels"] == reviewed["labels"]


def test_the_gazetteer_knows_every_city_of_the_labels_by_its_english_name_and_there() -> None:
    cities = [one for one in json.loads(basemap.text())["labels"] if one["kind"] == "city"]
    assert len(cities) > 30
    with Gazetteer.open() as gazetteer:
        for city in cities:
            matches = gazetteer.lookup(city["en"])
            assert matches, city["en"]
            place = matches[0].place
            assert distance_km(*city["at"], place.latitude, place.longitude) < 15, city["en"]


def test_the_gazetteer_has_the_same_english_names_of_countries() -> None:
    labels = json.loads(basemap.text())["labels"]
    names = [one["en"] for one in labels if one["kind"] == "country"]
    with Gazetteer.open() as gazetteer:
        assert [gazetteer.lookup(name)[0].place.name for name in names] == names


LANGUAGES = sorted(
    path.stem for path in (Path(basemap.__file__).parent / "page" / "texts").glob("*.json")
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_label_has_a_name_in_every_language(language: str) -> None:
    data = json.loads(basemap.text())
    assert all(label[language] for label in data["labels"])
    assert all(region["names"][language] for region in data["regions"])


@pytest.fixture(scope="module")
def shown() -> list[dict[str, Any]]:
    """The towns of the shipped file, by column."""
    data = json.loads(TOWNS.read_text("utf-8"))
    return [dict(zip(data["columns"], row, strict=True)) for row in data["towns"]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_goes_into_a_page_is_light(language: str) -> None:
    assert len(basemap.text(language).encode()) < 400_000


def test_the_towns_are_what_their_maker_makes() -> None:
    assert _towns() == TOWNS.read_text("utf-8")


def test_towns_are_many_and_the_most_important_come_first(shown: list[dict[str, Any]]) -> None:
    assert len(shown) > 3500
    zooms = [town["zoom"] for town in shown]
    assert zooms == sorted(zooms)
    assert set(zooms) == {6, 7, 8, 9, 10, 11}
    for town in shown:
        assert town["latitude"] == round(town["latitude"], 3)
        assert town["longitude"] == round(town["longitude"], 3)


@pytest.mark.parametrize(
    ("en", "uk", "fi"),
    [
        ("Makiivka", "Макіївка", "Makijivka"),
        ("Avdiivka", "Авдіївка", "Avdijivka"),
        ("Chasiv Yar", "Часів Яр", "Tšasiv Jar"),
        ("Sloviansk", "Слов’янськ", "Slovjansk"),
        ("Novoazovsk", "Новоазовськ", "Novoazovsk"),
        ("Yevpatoria", "Євпаторія", "Jevpatorija"),
        ("Enerhodar", "Енергодар", "Enerhodar"),
        ("Vuhledar", "Вугледар", "Vuhledar"),
        ("Shebekino", "Шебекіно", "Šebekino"),
        ("Tiraspol", "Тирасполь", "Tiraspol"),
    ],
)
def test_names_of_towns(shown: list[dict[str, Any]], en: str, uk: str, fi: str) -> None:
    assert (uk, fi) in [(town["uk"], town["fi"]) for town in shown if town["en"] == en]


def test_no_town_has_a_name_of_the_occupation_or_of_before(shown: list[dict[str, Any]]) -> None:
    former = {"Artemivsk", "Artyomovsk", "Gorlovka", "Krasnoarmiisk", "Krasnyi Lyman", "Dzerzhynsk"}
    former |= {"Slavyansk", "Dnepropetrovsk", "Torez", "Krasnodon", "Stakhanov", "Krasnyi Luch"}
    assert not former & {town["en"] for town in shown}


def test_ukrainian_names_are_in_ukrainian_letters(shown: list[dict[str, Any]]) -> None:
    letters = set("абвгґдеєжзиіїйклмнопрстуфхцчшщьюя’- ")
    odd = [town["uk"] for town in shown if set(town["uk"].lower()) - letters]
    # One place has a number.
    assert all(any(letter.isdigit() for letter in name) for name in odd)
    assert len(odd) < 10


def test_towns_abroad_lie_abroad_and_crimea_does_not(shown: list[dict[str, Any]]) -> None:
    reviewed = json.loads((Path(make.__file__).parent / "towns.json").read_text("utf-8"))
    names = {one["en"] for one in reviewed["abroad"]}
    ukraine = basemap.ukraine()
    outside = {
        town["en"]
        for town in shown
        # Coasts are coarse; across a border nothing of Ukraine lies more than 200 m.
        if ukraine.distance(Point(town["longitude"], town["latitude"])) > 0.03
    }
    assert outside <= names
    russia = basemap.country_polygon("Russia")
    assert russia is not None
    inside = [one for one in shown if russia.contains(Point(one["longitude"], one["latitude"]))]
    # Seredyna-Buda and its like stand on the line itself.
    across = [one for one in inside if one["en"] not in names]
    assert all(ukraine.distance(Point(one["longitude"], one["latitude"])) < 0.003 for one in across)
    crimea = shapely.box(32.4, 44.3, 36.7, 46.2)
    assert sum(crimea.contains(Point(one["longitude"], one["latitude"])) for one in shown) > 80


def test_no_town_stands_among_the_labels_too(shown: list[dict[str, Any]]) -> None:
    cities = [one for one in json.loads(basemap.text())["labels"] if one["kind"] == "city"]
    twice = [
        town["en"]
        for town in shown
        for city in cities
        if town["uk"] == city["uk"]
        and distance_km(town["latitude"], town["longitude"], *city["at"]) < 15
    ]
    assert not twice


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_gets_the_towns_in_its_language(shown: list[dict[str, Any]], language: str) -> None:
    groups = json.loads(basemap.text(language))["towns"]
    assert [group["zoom"] for group in groups] == sorted({town["zoom"] for town in shown})
    assert [name for group in groups for name in group["names"]] == [
        town[language] for town in shown
    ]
    assert all(len(group["at"]) == 2 * len(group["names"]) for group in groups)
    assert groups[0]["at"][:2] == [
        round(shown[0]["latitude"] * 1000),
        round(shown[0]["longitude"] * 1000),
    ]


def test_a_language_without_names_of_towns_has_the_english_ones() -> None:
    assert basemap.towns("xx") == basemap.towns("en")
    assert basemap.towns("zoom") == basemap.towns("en")


@pytest.mark.parametrize(
    ("population", "zoom"),
    [(900_000, 5), (200_000, 6), (50_000, 7), (49_999, 8), (15_000, 8), (5_000, 9), (999, 11)],
)
def test_larger_towns_show_from_farther(population: int, zoom: int) -> None:
    assert towns.zoom_of(population) == zoom
    assert towns.zoom_of(0) == 11


def settlement(name: str, latitude: float, population: int) -> Place:
    return Place(
        f"test:{name}{latitude}", "settlement", name, latitude, 38.0, "UA", "", "", population
    )


def test_what_lies_inside_a_city_is_left_out() -> None:
    city = settlement("City", 48.0, 900_000)
    quarter, suburb = settlement("Quarter", 48.02, 200_000), settlement("Suburb", 48.1, 9000)
    assert towns.outside_cities([quarter, suburb, city]) == [city, suburb]


def test_of_namesakes_side_by_side_the_larger_shows() -> None:
    large, small = settlement("Twin", 48.0, 9000), settlement("Twin", 48.03, 100)
    far = settlement("Twin", 49.0, 50)
    assert towns.once([large, small, far]) == [large, far]


def test_a_reviewed_town_must_be_in_the_gazetteer(monkeypatch: pytest.MonkeyPatch) -> None:
    reviewed = {"abroad": [{"id": "none:1", "en": "Atlantis"}], "names": [], "parts": []}
    monkeypatch.setattr(towns, "_read", lambda name: reviewed)
    with (
        Gazetteer.open() as gazetteer,
        pytest.raises(ValueError, match="no Atlantis with the id none:1"),
    ):
        towns.build(gazetteer)


def topology(collection: str, areas: dict[str, list[list[tuple[float, float]]]]) -> dict[str, Any]:
    """A quantised topology of polygons, each ring an arc of its own."""
    arcs: list[list[list[int]]] = []
    geometries = []
    for name, rings in areas.items():
        numbers = []
        for ring in rings:
            points = [(round(x * 1000), round(y * 1000)) for x, y in [*ring, ring[0]]]
            steps = [
                [x - px, y - py]
                for (px, py), (x, y) in zip([(0, 0), *points], points, strict=False)
            ]
            numbers.append([len(arcs)])
            arcs.append(steps)
        geometries.append({"type": "Polygon", "arcs": numbers, "properties": {"name": name}})
    transform = {"scale": [0.001, 0.001], "translate": [0, 0]}
    objects = {collection: {"type": "GeometryCollection", "geometries": geometries}}
    return {"type": "Topology", "transform": transform, "arcs": arcs, "objects": objects}


def square(west: float, south: float, east: float, north: float) -> list[tuple[float, float]]:
    return [(west, south), (east, south), (east, north), (west, north)]


@pytest.fixture
def sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """A small world: home has a west and an east; the neighbour's drawing takes the east.

    The borders of the two sources differ by a few thousandths of a degree.
    """
    world = {
        "Neighbour": [[(36, 46), (38, 46), (38, 50), (34.003, 50), (34.003, 48), (36, 48)]],
        "Ukraine": [square(30, 46, 34.003, 50)],
        "Island": [square(10, 40, 12, 42)],
    }
    # The east is in the neighbour's drawing: from 34 to 36.
    regions = {
        "W": [square(30, 46, 34, 50)],
        "E": [[(34, 48), (36.002, 48), (36.002, 50), (34, 50)]],
    }
    paths = tmp_path / "world.json", tmp_path / "regions.json"
    paths[0].write_text(json.dumps(topology("countries", world)))
    paths[1].write_text(json.dumps(topology("ukr", regions)))
    reviewed = tmp_path / "maker" / "regions.json"
    reviewed.parent.mkdir()
    names = {"iso": "", "uk": "", "fi": ""}
    reviewed.write_text(
        json.dumps(
            {
                "regions": [
                    {"source": "W", "name": "West", "town": [48, 32], **names},
                    {"source": "E", "name": "East", "town": [49, 35], **names},
                ],
                "merge": {},
            }
        )
    )
    (reviewed.parent / "labels.json").write_text('{"labels": []}')
    monkeypatch.setattr(make, "__file__", str(reviewed.parent / "make.py"))
    return paths


def shapes(text: str, group: str) -> dict[str, Any]:
    data = json.loads(text)
    lines = [basemap._line(arc, data["scale"]) for arc in data["arcs"]]
    return {
        area["name"]: shapely.union_all(
            [
                shapely.Polygon(*[basemap._ring(ring, lines) for ring in rings][:1])
                for rings in area["polygons"]
            ]
        )
        for area in data[group]
    }


def test_maker_gives_an_annexed_region_back(sources: tuple[Path, Path]) -> None:
    text = make.build(*sources)
    countries, regions = shapes(text, "countries"), shapes(text, "regions")
    east = Point(35, 49)
    assert regions["East"].contains(east)
    assert countries["Ukraine"].contains(east)
    assert not countries["Neighbour"].contains(east)
    assert countries["Neighbour"].intersection(countries["Ukraine"]).area == 0
    # The gap and the overlap of the two drawings are gone: the border is one line.
    assert countries["Ukraine"].geom_type == "Polygon"
    assert countries["Neighbour"].geom_type == "Polygon"
    data = json.loads(text)
    kinds = {kind: len(numbers) for kind, numbers in data["borders"].items()}
    assert kinds["region"] == 1
    assert kinds["state"] == 1


def test_maker_gives_the_same_bytes_again(
    sources: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    outputs = [tmp_path / "one.json", tmp_path / "two.json"]
    for output in outputs:
        arguments = ["--world", str(sources[0]), "--regions", str(sources[1]), "-o", str(output)]
        assert main([*arguments, "--towns", str(tmp_path / f"towns_{output.name}")]) == 0
    assert outputs[0].read_bytes() == outputs[1].read_bytes()
    assert "one.json: " in capsys.readouterr().out
    made = [tmp_path / f"towns_{output.name}" for output in outputs]
    assert made[0].read_bytes() == made[1].read_bytes()


def test_maker_refuses_a_region_that_is_not_where_it_should_be(
    sources: tuple[Path, Path], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    reviewed = Path(make.__file__).with_name("regions.json")
    reviewed.write_text(reviewed.read_text().replace("[49, 35]", "[49, 31]"))
    arguments = ["--world", str(sources[0]), "--regions", str(sources[1])]
    arguments += ["--towns", str(tmp_path / "towns.json")]
    assert main([*arguments, "-o", str(tmp_path / "out.json")]) == 1
    assert "East: the town at 49, 31 is not inside" in capsys.readouterr().err
    assert not (tmp_path / "out.json").exists()


def test_simplify_keeps_ends_and_what_stands_out() -> None:
    line = [(0, 0), (10, 1), (20, 0), (30, 50), (40, 0), (50, 0)]
    assert simplify(line, tolerance=lambda _: 30.0) == [(0, 0), (20, 0), (30, 50), (40, 0), (50, 0)]
    ring = [(0, 0), (4, 0), (4, 4), (0, 4), (0, 0)]
    assert ring_area(ring) == 16
    assert simplify(ring, tolerance=lambda _: 30.0) == []
    assert simplify(ring, tolerance=lambda _: 0.1) == ring
