"""Control data of many kinds are read, what is bad is put right with a word, or told."""

from __future__ import annotations

import datetime as dt
import gzip
import json
import os
import zipfile
from pathlib import Path

import geopandas as gpd
import pytest
import shapely
from shapely.geometry import GeometryCollection, LineString, MultiPolygon, Point, Polygon, box

from geomap import InputError, read_events
from geomap.control import ControlSeries, files
from geomap.control.filedays import day_in
from geomap.control.snapshot import HELD, Snapshot

from .controldata import EAST, NORTH, SOUTH, WEST, collection, daily, held, write

DAY = dt.date(2025, 3, 6)


def read(*paths: Path, date: str | None = None) -> ControlSeries:
    return ControlSeries.read(*paths, date=date)


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("deepstatemap_data_20250306.geojson", "2025-03-06"),
        ("control-2025-03-06.json", "2025-03-06"),
        ("06.03.2025.kml", "2025-03-06"),
        ("Control06MAR2025.shp", "2025-03-06"),
        ("v20240101_20250306", "2025-03-06"),
        ("20251301.geojson", None),
        ("120250306.geojson", None),
        ("line.geojson", None),
    ],
)
def test_the_day_in_a_name(name: str, day: str | None) -> None:
    found = day_in(name)
    assert (found.isoformat() if found else None) == day


def test_a_folder_of_daily_files_is_in_the_order_of_its_days(tmp_path: Path) -> None:
    folder = daily(tmp_path / "data", {"2025-03-06": 37.2, "2024-12-31": 37.4, "2025-01-05": 37.3})
    (folder / "README.txt").write_text("no data")
    series = read(folder)
    assert [str(day) for day in series.days] == ["2024-12-31", "2025-01-05", "2025-03-06"]
    snapshot = series.on(DAY)
    assert snapshot.areas["Russia"].equals(held(37.2))
    assert (snapshot.source, snapshot.rest, snapshot.main) == ("DeepStateMap", "Ukraine", "Russia")
    assert series.notes == ()


@pytest.mark.parametrize("pack", ["gz", "zip"])
def test_packed_files(tmp_path: Path, pack: str) -> None:
    text = collection([held()])
    path = tmp_path / f"deepstate_20250306.geojson.{pack}"
    if pack == "gz":
        path.write_bytes(gzip.compress(text.encode()))
    else:
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("../deepstate_20250306.geojson", text)
            archive.writestr("notes/readme.txt", "x")
    series = read(path)
    assert series.days == (DAY,)
    assert not (tmp_path.parent / "deepstate_20250306.geojson").exists()


@pytest.mark.parametrize("suffix", [".gpkg", ".shp", ".kml", ".fgb"])
def test_vector_files_of_other_kinds(tmp_path: Path, suffix: str) -> None:
    frame = gpd.GeoDataFrame({"Name": ["occupied"]}, geometry=[held()], crs="EPSG:4326")
    path = tmp_path / f"front_20250306{suffix}"
    frame.to_file(path)
    areas = read(path).on(DAY).areas
    assert list(areas) == ["Russia"]
    assert areas["Russia"].equals_exact(MultiPolygon([held()]), 1e-6, normalize=True)


def test_a_zipped_shapefile_and_another_reference_system(tmp_path: Path) -> None:
    frame = gpd.GeoDataFrame({"status": ["Contested"]}, geometry=[held()], crs="EPSG:4326")
    (tmp_path / "shape").mkdir()
    frame.to_crs("EPSG:32637").to_file(tmp_path / "shape" / "front.shp")
    with zipfile.ZipFile(tmp_path / "front-2025-03-06.zip", "w") as archive:
        for part in (tmp_path / "shape").iterdir():
            archive.write(part, part.name)
    areas = read(tmp_path / "front-2025-03-06.zip").on(DAY).areas
    assert list(areas) == ["contested"]
    assert areas["contested"].hausdorff_distance(held()) < 1e-5


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("Occupied", "Russia"),
        ("Окуповано", "Russia"),
        ("Claimed Russian Control", "claimed by Russia"),
        ("liberated", "Ukraine"),
        ("Звільнено", "Ukraine"),
        ("grey zone", "contested"),
        ("Ukrainian-held", "Ukraine"),
        ("held", HELD),
        ("surplus", HELD),
        ("Liberated by Russia", "Russia"),
        ("освобождённые территории", HELD),
        ("unoccupied", HELD),
        ("Not under Russian control", HELD),
        ("recaptured by Ukraine from Russia", "Ukraine"),
        ("Ukrainian-held Kursk (Russia)", "Ukraine"),
        ("Russian-claimed control", "claimed by Russia"),
        ("uncontested", HELD),
        ("Prussia", HELD),
        ("russian_occupied", "Russia"),
        ("ЗСУ", "Ukraine"),
    ],
)
def test_classes_by_their_words(tmp_path: Path, words: str, label: str) -> None:
    path = write(tmp_path / "map_20250306.geojson", held(), properties=[{"status": words}])
    assert list(read(path).on(DAY).areas) == [label]


def test_several_classes_and_either_side_in_one_file(tmp_path: Path) -> None:
    shapes = [held(37.5), box(37.4, SOUTH, 37.5, NORTH), box(36, SOUTH, 37.4, NORTH)]
    told = [{"control": word} for word in ("Russia", "contested", "Ukraine")]
    snapshot = read(write(tmp_path / "m_20250306.geojson", *shapes, properties=told)).on(DAY)
    assert sorted(snapshot.areas) == ["Russia", "Ukraine", "contested"]
    assert snapshot.main == "Russia", "the one with less land: its border is the line"


def test_the_day_of_a_property_and_many_days_in_one_file(tmp_path: Path) -> None:
    told = [{"Date": "2025-03-06"}, {"Date": "2025-03-07T00:00:00Z"}, {"Date": "2025-03-06"}]
    shapes = [held(37.5), held(37.4), box(36, SOUTH, 36.5, NORTH)]
    series = read(write(tmp_path / "all_20200101.geojson", *shapes, properties=told))
    assert [str(day) for day in series.days] == ["2025-03-06", "2025-03-07"]
    assert len(series.snapshots[0].areas[HELD].geoms) == 2


def test_data_without_a_day_need_one(tmp_path: Path) -> None:
    path = write(tmp_path / "front.geojson", held())
    with pytest.raises(InputError, match=r"front\.geojson: no day .* give it with --date"):
        read(path)
    assert read(path, date="2025-03-06").days == (DAY,)
    with pytest.raises(InputError, match="'6 March' is no day"):
        read(path, date="6 March")


def test_a_line_alone(tmp_path: Path) -> None:
    path = write(tmp_path / "line_20250306.geojson", LineString([(37.5, 48), (37.5, 49)]))
    series = read(path)
    assert series.line_km(DAY) == pytest.approx(111.2, abs=0.2)
    standing = series.at([37.6], [48.5], [DAY])
    assert standing.control.tolist() == [None], "a line alone says not who is behind it"
    assert standing.distance_km[0] == pytest.approx(7.38, abs=0.02)


def test_settings_beside_the_data_name_their_maker(tmp_path: Path) -> None:
    folder = daily(tmp_path / "d", {"2025-03-06": 37.2}, name="own")
    assert read(folder).on(DAY).source == "own_20250306"
    assert list(read(folder).on(DAY).areas) == [HELD]
    settings = 'source = "Our desk"\nlabel = "Russia"\nrest = "Ukraine"\n'
    (folder / "control.toml").write_text(settings)
    snapshot = read(folder).on(DAY)
    assert (snapshot.source, list(snapshot.areas), snapshot.rest) == (
        "Our desk", ["Russia"], "Ukraine",
    )  # fmt: skip
    (folder / "control.toml").write_text("colour = 3")
    with pytest.raises(InputError, match=r"control\.toml: 'colour' is not known there"):
        read(folder)


def test_a_word_for_a_holder_that_is_not_known_is_told_and_not_the_maker_s_side(
    tmp_path: Path,
) -> None:
    path = tmp_path / "deepstate_20250306.geojson"
    for word in ("Klingons", "not occupied"):
        series = read(write(path, held(), properties=[{"side": word}]))
        assert list(series.on(DAY).areas) == [HELD]
        assert f"whose areas are '{word}' is not known" in series.notes[0]
    told = {"status": "controlled", "name": "Russia"}
    assert list(read(write(path, held(), properties=[told])).on(DAY).areas) == ["Russia"]


@pytest.mark.parametrize("name", ["thisweek_20250306", "not_deepstate_20250306", "swiss_20250306"])
def test_a_name_that_only_holds_a_maker_s_letters_is_not_his(tmp_path: Path, name: str) -> None:
    snapshot = read(write(tmp_path / f"{name}.geojson", held())).on(DAY)
    assert (snapshot.source, snapshot.rest, list(snapshot.areas)) == (name, None, [HELD])


def test_classes_of_a_day_in_several_files_come_together(tmp_path: Path) -> None:
    write(tmp_path / "isw_held_20250306.geojson", held(37.5), properties=[{"name": "Russia"}])
    grey = box(37.4, SOUTH, 37.5, NORTH)
    write(tmp_path / "isw_grey_20250306.geojson", grey, properties=[{"name": "contested"}])
    series = read(tmp_path)
    assert sorted(series.on(DAY).areas) == ["Russia", "contested"]
    assert series.notes == ()


def test_collections_in_collections(tmp_path: Path) -> None:
    inner = MultiPolygon([box(37, 48, 37.4, 49)])
    nested = GeometryCollection([inner, GeometryCollection([box(37.6, 48, 38, 49)])])
    area = read(write(tmp_path / "x_20250306.geojson", nested)).on(DAY).areas[HELD]
    assert area.area == pytest.approx(0.8)


def test_days_of_odd_kinds(tmp_path: Path) -> None:
    told = [{"date": 20250306}, {"date": "", "as_of": "2025-03-07"}, {"date": "06.03.2025"}]
    shapes = [held(37.1), held(37.2), box(36, SOUTH, 36.5, NORTH)]
    series = read(write(tmp_path / "x.geojson", *shapes, properties=told))
    assert [str(day) for day in series.days] == ["2025-03-06", "2025-03-07"]
    series = read(write(tmp_path / "x_20250306.geojson", held(), properties=[{"date": "soon"}]))
    assert "'soon' is no day" in series.notes[0]
    path = write(tmp_path / "y_20250306.geojson", held(), properties=[{"date": "2025-02-30"}])
    with pytest.raises(InputError, match="day is out of range for month"):
        read(path)


def test_layers_of_several_systems(tmp_path: Path) -> None:
    for name, west, crs in (("Russia", 37.5, 4326), ("contested", 37.2, 3857)):
        frame = gpd.GeoDataFrame({"a": [1]}, geometry=[held(west)], crs="EPSG:4326").to_crs(crs)
        frame.to_file(tmp_path / "x_20250306.gpkg", layer=name)
    areas = read(tmp_path / "x_20250306.gpkg").on(DAY).areas
    assert sorted(areas) == ["Russia", "contested"]
    assert areas["contested"].hausdorff_distance(held(37.2)) < 1e-5


# What is bad, and what becomes of it.


REDIRECT = (
    '<OGRVRTDataSource><OGRVRTLayer name="a"><SrcDataSource>{}</SrcDataSource>'
    "</OGRVRTLayer></OGRVRTDataSource>"
)


@pytest.mark.parametrize("suffix", [".geojson", ".json", ".kml", ".gpkg", ".shp", ".fgb"])
def test_a_text_that_sends_to_another_file_is_not_followed(tmp_path: Path, suffix: str) -> None:
    secret = write(tmp_path / "secret.geojson", held())
    path = tmp_path / f"x_20250306{suffix}"
    path.write_text(REDIRECT.format(secret))
    with pytest.raises(InputError, match=r"is not .*, though its name ends in"):
        read(path)
    if suffix in (".kml", ".gpkg"):
        with pytest.raises(InputError, match=r"is not .*, though its name ends in"):
            read_events(path)


@pytest.mark.parametrize(
    ("shape", "told"),
    [
        (box(4.1e6, 6.1e6, 4.2e6, 6.2e6), "coordinates are no degrees"),
        (box(-1e6, 40, 1e6, 50), "coordinates are no degrees"),
        (box(2.1, 48.1, 2.9, 48.9), "lies nowhere near Ukraine"),
    ],
)
def test_areas_elsewhere_are_an_error(tmp_path: Path, shape: Polygon, told: str) -> None:
    with pytest.raises(InputError, match=told):
        read(write(tmp_path / "x_20250306.geojson", shape))


@pytest.mark.parametrize(
    "settings",
    [
        'source = ""',
        'source = "\\u001b[2J"',
        'label = "a\\nb"',
        f'source = "{"x" * 101}"',
        "source = 3",
        "a = " + "[" * 3000,
        "#" * 11_000,
        "\udcff",
    ],
)
def test_settings_that_can_not_be_used(tmp_path: Path, settings: str) -> None:
    folder = daily(tmp_path / "d", {"2025-03-06": 37.2})
    (folder / "control.toml").write_bytes(settings.encode("utf-8", "surrogateescape"))
    with pytest.raises(InputError, match=r"control\.toml: ") as caught:
        read(folder)
    assert str(caught.value).isprintable()


def test_a_folder_of_an_archive_is_no_name(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "deep.zip", "w") as archive:
        for number in (1, 2):
            archive.writestr(f"{number}/deepstate_2025030{number}.geojson", collection([held()]))
    series = read(tmp_path / "deep.zip")
    assert len(series.days) == 2
    assert series.snapshots[0].source == "DeepStateMap", "the name inside tells the maker"
    with zipfile.ZipFile(tmp_path / "x_20250306.zip", "w") as archive:
        archive.writestr("front.shp", b"\x00\x00\x27\x0a" + b"\0" * 96)
    with pytest.raises(InputError, match=r"x_20250306\.zip: can't be read") as caught:
        read(tmp_path / "x_20250306.zip")
    assert "/tmp/geomap-" not in str(caught.value)


def test_rings_that_cross_themselves_are_mended(tmp_path: Path) -> None:
    bow = Polygon([(37, 48), (38, 49), (38, 48), (37, 49)])
    series = read(write(tmp_path / "x_20250306.geojson", bow))
    area = series.on(DAY).areas[HELD]
    assert area.is_valid
    assert area.area == pytest.approx(0.5)
    # A ring that goes round twice encloses the inner part too.
    twice = [(37, 48), (38, 48), (38, 49), (37, 49), (37, 48), (37.2, 48.2), (37.8, 48.2),
             (37.8, 48.8), (37.2, 48.8), (37.2, 48.2), (37, 48)]  # fmt: skip
    series = read(write(tmp_path / "x_20250306.geojson", Polygon(twice)))
    assert series.on(DAY).areas[HELD].area == pytest.approx(1.0)
    assert any("cross themselves were mended" in note for note in series.notes)


def test_slivers_are_left_out(tmp_path: Path) -> None:
    hole = [(37.50, 48.5), (37.5001, 48.5), (37.5001, 48.5001)]
    holed = Polygon(held().exterior, [hole])
    series = read(write(tmp_path / "x_20250306.geojson", holed, box(36, 48, 36.0005, 48.0005)))
    assert series.on(DAY).areas[HELD].equals(held())
    assert any("less than a hectare" in note for note in series.notes)


def test_swapped_axes_are_turned(tmp_path: Path) -> None:
    swapped = shapely.transform(held(), lambda at: at[:, ::-1])
    series = read(write(tmp_path / "x_20250306.geojson", swapped))
    assert series.on(DAY).areas[HELD].bounds == (WEST, SOUTH, EAST, NORTH)
    assert any("latitude stood before longitude" in note for note in series.notes)


def test_heights_are_dropped_and_empty_shapes_passed_over(tmp_path: Path) -> None:
    shapes = [shapely.force_3d(held()), Polygon()]
    series = read(write(tmp_path / "x_20250306.geojson", *shapes))
    assert not series.on(DAY).areas[HELD].has_z


def test_metres_of_an_unknown_system_are_an_error(tmp_path: Path) -> None:
    frame = gpd.GeoDataFrame({"a": [1]}, geometry=[held()], crs="EPSG:4326").to_crs("EPSG:3857")
    nameless = frame.set_crs(None, allow_override=True)
    with pytest.warns(UserWarning, match="'crs' was not provided"):
        nameless.to_file(tmp_path / "x_20250306.gpkg")
    with pytest.raises(InputError, match="coordinates are no degrees, and it names no other"):
        read(tmp_path / "x_20250306.gpkg")


def test_one_day_in_two_files(tmp_path: Path) -> None:
    first = write(tmp_path / "a_20250306.geojson", held(37.5))
    second = write(tmp_path / "b_20250306.geojson", held(37.4))
    series = read(first, second)
    assert series.on(DAY).areas[HELD].equals(held(37.4))
    assert "with other areas or of another maker; this file counts" in series.notes[0]
    third = write(tmp_path / "c_20250306.geojson", held(37.4))
    assert "with the same areas" in read(second, third).notes[0]


def test_snapshots_out_of_order_are_sorted_and_a_day_is_there_once() -> None:
    area = {"Russia": MultiPolygon([held()])}
    late, early = (Snapshot(dt.date(2025, 1, n), area, "x") for n in (9, 2))
    assert ControlSeries([late, early]).days == (early.day, late.day)
    with pytest.raises(InputError, match="two snapshots of one day"):
        ControlSeries([late, late])
    with pytest.raises(InputError, match="not one snapshot"):
        ControlSeries([])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "is not GeoJSON"),
        ("no JSON", "is not GeoJSON"),
        ("{", "can't be read as control data"),
        ("[1, 2]", "can't be read as control data"),
        ('{"type": "FeatureCollection", "features": []}', "holds no area and no line"),
        (collection([Point(37, 48)]), "holds no area and no line"),
        (collection([Polygon()]), "holds no area and no line"),
    ],
)
def test_what_is_no_control_data_is_an_error_in_one_line(
    tmp_path: Path, text: str, told: str
) -> None:
    path = tmp_path / "x_20250306.geojson"
    path.write_text(text)
    with pytest.raises(InputError, match=told) as caught:
        read(path)
    assert "\n" not in str(caught.value)


def test_a_pattern_stands_for_the_files_that_it_matches(tmp_path: Path) -> None:
    folder = daily(tmp_path / "d", {"2025-03-01": 37.2, "2025-03-06": 37.3})
    write(folder / "other_20250307.geojson", held())
    assert len(read(folder / "deepstate_*.geojson").days) == 2
    with pytest.raises(InputError, match="matches no file"):
        read(folder / "x*.geojson")


def test_paths_that_hold_nothing(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="nowhere: no such file"):
        read(tmp_path / "nowhere")
    with pytest.raises(InputError, match="holds no control data"):
        read(tmp_path)
    (tmp_path / "x_20250306.txt").write_text("x")
    with pytest.raises(InputError, match="is no control data; files end in"):
        read(tmp_path / "x_20250306.txt")
    with pytest.raises(InputError, match="name a file or a folder"):
        read()
    for name in ("-", ""):
        with pytest.raises(InputError, match="are none"):
            ControlSeries.read(name)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with a name")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "x_20250306.geojson")
    with pytest.raises(InputError, match="is no file"):
        read(tmp_path / "x_20250306.geojson")


def test_archives_that_are_broken_or_unpack_to_too_much(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "x_20250306.geojson.gz").write_bytes(b"\x1f\x8b\x08\0 broken")
    with pytest.raises(InputError, match="can't be unpacked"):
        read(tmp_path / "x_20250306.geojson.gz")
    (tmp_path / "x_20250306.zip").write_bytes(b"PK broken")
    with pytest.raises(InputError, match="can't be unpacked"):
        read(tmp_path / "x_20250306.zip")
    monkeypatch.setattr(files, "MAX_BYTES", 2_000_000)
    bomb = gzip.compress(b" " * 3_000_000)
    assert len(bomb) < 10_000
    (tmp_path / "bomb_20250306.geojson.gz").write_bytes(bomb)
    with pytest.raises(InputError, match="unpacks to more than 2 MB"):
        read(tmp_path / "bomb_20250306.geojson.gz")
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(3):
            archive.writestr(f"x_2025030{number + 1}.geojson", " " * 1_000_000)
    with pytest.raises(InputError, match="unpacks to more than 2 MB"):
        read(tmp_path / "bomb.zip")


def test_an_archive_may_hold_many_days(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        for number in (1, 2, 3):
            archive.writestr(f"x_2025030{number}.geojson", collection([held(37 + number / 10)]))
    assert len(read(tmp_path / "all.zip").days) == 3


def test_old_geojson_names_its_reference_system(tmp_path: Path) -> None:
    frame = gpd.GeoDataFrame({"a": [1]}, geometry=[held()], crs="EPSG:4326").to_crs("EPSG:3857")
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3857"}}
    text = collection(list(frame.geometry), crs=crs)
    (tmp_path / "x_20250306.geojson").write_text(text)
    assert json.loads(text)["crs"] == crs
    area = read(tmp_path / "x_20250306.geojson").on(DAY).areas[HELD]
    assert area.hausdorff_distance(held()) < 1e-6
