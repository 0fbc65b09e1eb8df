"""Tables in: ours, ACLED's, UCDP's and anybody's; no row lost, moved or guessed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest
from shapely.geometry import LineString, Point

from geomap import InputError, read_events, schema
from geomap.export import write_events
from geomap.schema import NAMES
from geomap.tables.cells import days, guard, unguard
from geomap.values import number


def read(folder: Path, content: str | bytes, name: str = "t.csv", **options: Any) -> Any:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_events(path, **options)


def column(events: gpd.GeoDataFrame, name: str) -> list[Any]:
    return list(events[name])


def test_result_has_the_schema(tmp_path: Path) -> None:
    events = read(tmp_path, "lat,lon\n48.5,38.0\n")
    assert list(events.columns) == list(NAMES)
    assert events.crs == "EPSG:4326"
    assert events.geometry[0] == Point(38.0, 48.5)
    assert column(events, "status") == ["placed"]
    assert column(events, "source") == ["t.csv"]


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
def test_delimiters_and_encodings(tmp_path: Path, mark: str, encoding: str) -> None:
    lines = ["назва", "місто", "latitude", "longitude"], ["а", "Бахмут, схід", "48.5", "38.0"]
    text = "\r\n".join(mark.join(f'"{cell}"' for cell in line) for line in lines)
    events = read(tmp_path, text.encode(encoding))
    assert column(events, "place_text") == ["Бахмут, схід"]
    assert events.geometry[0] == Point(38.0, 48.5)


def test_decimal_comma_and_excel_separator_line(tmp_path: Path) -> None:
    events = read(tmp_path, "sep=;\nplace;lat;lon\nBahmut;48,59;38\nBad;x;38\n")
    assert events.geometry[0] == Point(38.0, 48.59)
    assert column(events, "why")[1] == "t.csv, line 4: column 'lat': 'x' is not a number"


@pytest.mark.parametrize(
    ("latitude", "longitude", "why"),
    [
        ("95", "38", "column 'lat': '95' is not between -90 and 90"),
        ("48", "181", "column 'lon': '181' is not between -180 and 180"),
        ("north", "38", "column 'lat': 'north' is not a number"),
        ("nan", "38", "column 'lat': 'nan' is not a number"),
        ("1e999", "38", "column 'lat': '1e999' is not a finite number"),
        ("48_5", "38", "column 'lat': '48_5' is not a number"),
        ("48", "", "column 'lon': is empty, the other coordinate is not"),
    ],
)
def test_bad_coordinates_stay_unplaced(
    tmp_path: Path, latitude: str, longitude: str, why: str
) -> None:
    text = f"place,lat,lon\nA,48,38\nB,{latitude},{longitude}\nC,49,39\n"
    events = read(tmp_path, text)
    assert column(events, "place_text") == ["A", "B", "C"]
    assert column(events, "status") == ["placed", "not found", "placed"]
    assert events.geometry[1] is None
    assert events["why"][1] == f"t.csv, line 3: {why}"
    assert events["input_lat"][1] == latitude


def test_zero_is_a_coordinate(tmp_path: Path) -> None:
    events = read(tmp_path, "lat,lon\n0,0\n0.0,38\n")
    assert list(events.geometry) == [Point(0, 0), Point(38, 0)]


def test_moved_cells_are_not_trusted(tmp_path: Path) -> None:
    events = read(tmp_path, "place,lat,lon\nA, the town,48,38\nB,48,38\nC\n")
    assert column(events, "status") == ["not found", "placed", "not found"]
    assert events["why"][0] == "t.csv, line 2: 4 cells under 3 headers"
    assert events["column_rest"][0] == "38"


def test_open_quotation_mark_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"t\.csv, line 3: a quotation mark is not closed"):
        read(tmp_path, 'place,lat,lon\nA,48,38\n"B,48,38\nC,48,38\n')
    events = read(tmp_path, 'place,lat,lon\n"A,1,2\nB,3,4\nC",48,38\n')
    assert "runs over several lines" in events["why"][0]
    assert events.geometry[0] is None


def test_quotation_marks_within_a_line_do_no_harm(tmp_path: Path) -> None:
    events = read(tmp_path, 'place,lat,lon\n"Wagner" base,48,38\nthe "town",48,38\n')
    assert column(events, "place_text") == ["Wagner base", 'the "town"']


def test_foreign_columns_never_pass_for_ours(tmp_path: Path) -> None:
    text = "status,confidence,date,place,lat,lon,n\ndestroyed,high,2.5.2023,A,48,38,7\n"
    events = read(tmp_path, text)
    row = events.iloc[0]
    assert (row["status"], row["confidence"], row["event_date"]) == ("placed", None, "2023-05-02")
    assert (row["input_status"], row["input_confidence"], row["n"]) == ("destroyed", "high", "7")


def test_doubled_and_empty_headers(tmp_path: Path) -> None:
    events = read(tmp_path, "place,note,,note,lat,lon\nA,1,2,3,48,38\n")
    row = events.iloc[0]
    assert (row["quote"], row["column_3"], row["note_2"]) == ("1", "2", "3")


def test_unreadable_values_are_kept_beside(tmp_path: Path) -> None:
    events = read(tmp_path, "date,quantity,lat,lon\n5/2/2023,many,48,38\n2023-05,3,48,38\n")
    assert column(events, "event_date") == [None, "2023-05-01"]
    assert column(events, "end_date") == [None, "2023-05-31"]
    assert column(events, "date_precision") == [None, 4]
    assert events["input_event_date"][0] == "5/2/2023"
    assert events["input_quantity"][0] == "many"


def test_names_alone_wait_for_a_look_up(tmp_path: Path) -> None:
    events = read(tmp_path, "town\nBahmut\n\nLyman\n")
    assert column(events, "place_text") == ["Bahmut", "Lyman"]
    assert column(events, "status") == ["not found"] * 2
    assert events["why"][0] == "no coordinates, and the name was not looked up"


def test_column_can_be_named(tmp_path: Path) -> None:
    text = "where,town\nBahmut,Lyman\n"
    assert column(read(tmp_path, text), "place_text") == ["Lyman"]
    assert column(read(tmp_path, text, place="where"), "place_text") == ["Bahmut"]
    with pytest.raises(InputError, match="there is no column 'nope'; its columns are where, town"):
        read(tmp_path, text, place="nope")


def test_no_column_says_where(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no column has coordinates or place names"):
        read(tmp_path, "a,b\n1,2\n")


@pytest.mark.parametrize("name", ["t.csv", "t.tsv", "t.jsonl", "t.json", "t.geojson"])
def test_empty_file_is_an_empty_table(tmp_path: Path, name: str) -> None:
    events = read(tmp_path, "", name)
    assert len(events) == 0
    assert list(events.columns) == list(NAMES)


def test_acled(tmp_path: Path) -> None:
    text = (
        "event_id_cnty,event_date,time_precision,event_type,sub_event_type,actor1,actor2,country,"
        "admin1,admin2,location,latitude,longitude,geo_precision,source,notes,fatalities\n"
        "UKR1,02 May 2023,2,Battles,Armed clash,One side,Other side,Ukraine,"
        "Donetsk,Bakhmutskyi,Bakhmut,48.5956,37.9999,2,A source,What happened,3\n"
    )
    row = read(tmp_path, text).iloc[0]
    assert (row["event_id"], row["event_type"], row["sub_event_type"]) == (
        "UKR1", "Battles", "Armed clash",
    )  # fmt: skip
    assert (row["event_date"], row["date_precision"], row["geo_precision"]) == ("2023-05-02", 3, 2)
    assert (row["actor"], row["target"]) == ("One side", "Other side")
    assert (row["quantity"], row["unit"]) == (3.0, "dead")
    assert (row["quote"], row["source"]) == ("What happened", "A source")
    assert (row["country"], row["country_name"]) == (None, "Ukraine")
    assert (row["place_name"], row["admin1"]) == ("Bakhmut", "Donetsk")


def test_ucdp(tmp_path: Path) -> None:
    text = (
        "id,type_of_violence,side_a,side_b,date_prec,date_start,date_end,where_prec,"
        "where_coordinates,adm_1,adm_2,latitude,longitude,best,high,low,source_headline\n"
        "42,3,A,B,2,2022-03-01 00:00:00.000,2022-03-05 00:00:00.000,4,"
        "Donetsk oblast,Donetsk oblast,,48.0,37.5,10,15,5,A headline\n"
    )
    row = read(tmp_path, text).iloc[0]
    assert (row["event_id"], row["event_type"]) == ("42", "Violence against civilians")
    assert (row["event_date"], row["end_date"], row["date_precision"]) == (
        "2022-03-01", "2022-03-05", 2,
    )  # fmt: skip
    assert (row["quantity_low"], row["quantity"], row["quantity_high"]) == (5, 10, 15)
    assert (row["geo_precision"], row["place_text"]) == (4, "Donetsk oblast")
    assert row["quote"] == "A headline"


def feature(geometry: Any, **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def test_geojson(tmp_path: Path) -> None:
    point = {"type": "Point", "coordinates": [38.0, 48.5]}
    line = {"type": "LineString", "coordinates": [[38, 48], [39, 49]]}
    off = {"type": "Point", "coordinates": [338.0, 48.5]}
    broken = {"type": "Point", "coordinates": ["x"]}
    features = [
        feature(point, name="A", tags=["x"]),
        feature(line, name="B"),
        feature(None, name="C"),
        feature(off, name="D"),
        feature(broken, name="E"),
    ]
    text = json.dumps({"type": "FeatureCollection", "features": features})
    events = read(tmp_path, text, "t.geojson")
    assert column(events, "place_text") == ["A", "B", "C", "D", "E"]
    assert list(events.geometry) == [
        Point(38.0, 48.5), LineString([(38, 48), (39, 49)]), None, None, None,
    ]  # fmt: skip
    assert events["tags"][0] == ["x"]
    assert "not on the globe" in events["why"][3]
    assert "can't be read" in events["why"][4]


def test_old_geojson_with_another_crs(tmp_path: Path) -> None:
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3857"}}
    point = {"type": "Point", "coordinates": [4230140.65, 6190443.81]}
    collection = {"type": "FeatureCollection", "crs": crs, "features": [feature(point, name="A")]}
    events = read(tmp_path, json.dumps(collection), "t.geojson")
    assert events.geometry[0].x == pytest.approx(38.0, abs=1e-4)
    assert events.geometry[0].y == pytest.approx(48.5, abs=0.1)


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("t.jsonl", '{"lat": 1, "lon": 2}\n{"lat": ', r"t\.jsonl, line 2, column \d+: is not JSON"),
        ("t.jsonl", '{"lat": 1, "lon": 2}\n\n[1]', r"t\.jsonl, line 3: is not a JSON object"),
        ("t.geojson", "{\n\n1}", r"t\.geojson, line 3, column 1: is not JSON"),
        ("t.json", '{"a": 1}', "neither a GeoJSON FeatureCollection nor a list"),
        ("t.json", "[" * 100_000, "is nested too deeply"),
    ],
)
def test_broken_json_is_named(tmp_path: Path, name: str, text: str, message: str) -> None:
    with pytest.raises(InputError, match=message) as caught:
        read(tmp_path, text, name)
    assert "\n" not in str(caught.value)


def test_text_from_json_can_always_be_written(tmp_path: Path) -> None:
    events = read(tmp_path, '{"lat": 1, "lon": 2, "note": "a\\ud800\\u0000b"}', "t.jsonl")
    assert events["quote"][0] == "a\ufffd b"


def test_identity_is_stable_and_tells_rows_apart(tmp_path: Path) -> None:
    text = "place,lat,lon\nA,48,38\nA,48,38\n"
    first, second = (column(read(tmp_path, text), "event_id") for _ in range(2))
    assert first == second
    assert len(set(first)) == 2


@pytest.mark.parametrize(
    ("suffix", "module", "extra"),
    [("xlsx", "openpyxl", "xlsx"), ("parquet", "pyarrow", "parquet")],
)
def test_missing_extra_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str, module: str, extra: str
) -> None:
    monkeypatch.setitem(__import__("sys").modules, module, None)
    with pytest.raises(InputError, match=rf'pip install "geomap\[{extra}\]"'):
        read(tmp_path, b"x", f"t.{suffix}")


def test_workbook(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    from datetime import datetime

    book = openpyxl.Workbook()
    for row in (["Town", "Date", "lat", "lon"], ["Bahmut", datetime(2023, 5, 2), 48.5, 38]):
        book.active.append(row)
    book.save(tmp_path / "t.xlsx")
    events = read_events(tmp_path / "t.xlsx")
    assert column(events, "event_date") == ["2023-05-02"]
    assert events.geometry[0] == Point(38, 48.5)


PLACEMARKS = """<?xml version="1.0" encoding="UTF-8"?>
<kml xmlns="http://www.opengis.net/kml/2.2"><Document>
<Folder><name>Strikes</name><Placemark><name>Depot &lt;b&gt;</name>
<TimeStamp><when>2024-05-02</when></TimeStamp>
<Point><coordinates>38.5,48.5,0</coordinates></Point></Placemark></Folder>
<Folder><name>Fights</name><Placemark><name>Lyman</name>
<TimeSpan><begin>2024-05-01</begin><end>2024-05-03</end></TimeSpan>
<ExtendedData><Data name="source"><value>diary</value></Data></ExtendedData>
<Point><coordinates>37.8,49</coordinates></Point></Placemark></Folder>
</Document></kml>"""


def test_placemarks_of_all_folders(tmp_path: Path) -> None:
    events = read(tmp_path, PLACEMARKS, "t.kml")
    assert column(events, "event_date") == ["2024-05-02", "2024-05-01"]
    assert column(events, "end_date") == [None, "2024-05-03"]
    assert column(events, "source")[1] == "diary"
    assert [(p.x, p.y) for p in events.geometry] == [(38.5, 48.5), (37.8, 49)]
    assert "visibility" not in events.columns


def test_all_layers_of_a_geopackage(tmp_path: Path) -> None:
    for name, crs in (("a", 4326), ("b", 3857)):
        frame = gpd.GeoDataFrame({"place": [name]}, geometry=[Point(38, 48)], crs="EPSG:4326")
        frame.to_crs(crs).to_file(tmp_path / "t.gpkg", layer=name)
    events = read_events(tmp_path / "t.gpkg")
    assert column(events, "place_text") == ["a", "b"]
    assert events.geometry[1].distance(Point(38, 48)) < 1e-6


@pytest.mark.parametrize("text", ["", "no markup", "<kml><Placemark>", PLACEMARKS[:400]])
def test_a_broken_kml_is_an_error_in_one_line(tmp_path: Path, text: str) -> None:
    with pytest.raises(
        InputError, match=r"t\.kml: (can't be read as|is not a) (kml|KML)"
    ) as caught:
        read(tmp_path, text, "t.kml")
    assert "\n" not in str(caught.value)


def test_our_own_placemarks_come_back(tmp_path: Path) -> None:
    written = schema.table(
        [{"event_id": "a", "event_type": "Battles", "event_date": "2024-05-01", "quote": "Q.",
          "place_name": "Lyman", "status": "placed", "quantity": 3.0, "sources": ["x"],
          "why": "w", "place_text": "Lyman", "geometry": Point(37.8, 49)}]
    )  # fmt: skip
    write_events(written, tmp_path / "e.kml")
    back = read_events(tmp_path / "e.kml")
    for name in ("event_id", "event_date", "quote", "place_name", "quantity", "sources", "why"):
        assert column(back, name) == column(written, name), name
    assert list(back.columns) == list(written.columns)


@pytest.mark.parametrize("text", ["=1+1", "+1 a", "-a", "@x", "\tx", "\rx", "'=x", "''-y", "＝1"])
def test_formulas_are_guarded_and_come_back(text: str) -> None:
    assert guard(text) == "'" + text
    assert unguard(guard(text)) == text


@pytest.mark.parametrize("text", ["-5", "+1.5", "-1e-5", "a=b", "'quoted'", "Мар'їнка", ""])
def test_what_is_no_formula_stays(text: str) -> None:
    assert guard(text) == text
    assert unguard(text) == text


@pytest.mark.parametrize(
    "text", ["2023-05-02", "2023/5/2", "2.5.2023", "2 May 2023", "02-MAY-2023"]
)
def test_days(text: str) -> None:
    assert days(text) == ("2023-05-02", "2023-05-02", None)


@pytest.mark.parametrize("text", ["5/2/2023", "2023-02-30", "2023-13", "soon", "2 Foo 2023", ""])
def test_no_day_is_guessed(text: str) -> None:
    with pytest.raises(ValueError, match=r"is not|must be"):
        days(text)


@pytest.mark.parametrize("value", [True, "0x10", "1,5", "１x", "inf", float("nan")])
def test_no_number_is_guessed(value: Any) -> None:
    with pytest.raises(ValueError, match="is not a"):
        number(value)
