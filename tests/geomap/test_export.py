"""Events out: every format, whole or not at all, and the same after reading back."""

from __future__ import annotations

import csv
import json
import os
import stat
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pytest
from shapely.geometry import MultiPoint, Point, Polygon

from geomap import OutputError, read_events, schema, write_events
from geomap.export import FORMATS

ROWS: list[dict[str, Any]] = [
    {
        "event_id": "a", "event_type": "Battles", "event_date": "2023-05-02", "date_precision": 1,
        "quantity": 20000.0, "quantity_qualifier": "more than",
        "quantities": [{"quantity": 1.5, "unit": "dead"}],
        "place_id": "geonames:1", "place_name": "Bakhmut", "place_text": "Bahmutissa",
        "geometry": Point(38.0020994, 48.5894123), "geo_precision": 1, "radius_km": 0.0,
        "source": "-r.txt", "sources": ["a", "b"], "language": "fi",
        "quote": '=HYPERLINK("x"),\n"Бахмут"', "quote_start": 0, "quote_end": 3,
        "confidence": 0.9, "why": "Bahmutissa -> Bahmut", "alternatives": [], "status": "placed",
    },
    {
        "event_id": "a", "place_text": "'=x", "status": "ambiguous", "why": "two places",
        "alternatives": [{"id": "geonames:2", "names": ["Андріївка"], "score": 0.5}],
        "extra": "-5", "note": "+1 a",
    },
    {
        "event_id": "b", "status": "placed", "place_text": "sector", "why": "w", "quote": "<b>&]]>",
        "geometry": Polygon([(0, 0), (1, 0), (1, 1)]), "event_date": "2023-05-01",
        "end_date": "2023-05-03",
    },
]  # fmt: skip


@pytest.fixture
def events() -> gpd.GeoDataFrame:
    return schema.table(ROWS)


def same(one: gpd.GeoDataFrame, other: gpd.GeoDataFrame) -> bool:
    """Equal in columns, order and every value."""
    if list(one.columns) != list(other.columns) or len(one) != len(other):
        return False
    pairs = ((one[c], other[c]) for c in one.columns)
    return all(a == b or (a is b is None) for x, y in pairs for a, b in zip(x, y, strict=True))


@pytest.mark.parametrize("suffix", ["csv", "geojson", "jsonl", "gpkg", "xlsx"])
def test_round_trip(tmp_path: Path, events: gpd.GeoDataFrame, suffix: str) -> None:
    path = tmp_path / f"e.{suffix}"
    write_events(events, path)
    back = read_events(path)
    assert same(back, events)
    assert back.crs == "EPSG:4326"


def test_round_trip_through_parquet(tmp_path: Path, events: gpd.GeoDataFrame) -> None:
    pytest.importorskip("pyarrow")
    write_events(events, tmp_path / "e.parquet")
    assert same(read_events(tmp_path / "e.parquet"), events)


def test_a_lost_value_would_be_seen(events: gpd.GeoDataFrame) -> None:
    other = schema.table([ROWS[0] | {"why": None}, *ROWS[1:]])
    assert same(events, schema.table(ROWS))
    assert not same(events, other)


@pytest.mark.parametrize("suffix", ["csv", "geojson", "jsonl", "kml", "xlsx"])
def test_same_events_same_bytes(tmp_path: Path, suffix: str) -> None:
    for name in ("one", "two"):
        write_events(schema.table(ROWS), tmp_path / f"{name}.{suffix}")
    assert (tmp_path / f"one.{suffix}").read_bytes() == (tmp_path / f"two.{suffix}").read_bytes()


@pytest.mark.parametrize("suffix", sorted(set(FORMATS) - {".html", ".parquet"}))
def test_no_events_are_a_valid_file(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"e{suffix}"
    write_events(schema.table([]), path)
    assert path.is_file()
    if suffix == ".kml":
        assert ET.parse(path).getroot().tag.endswith("kml")
    else:
        assert len(read_events(path)) == 0


def test_geojson_as_others_read_it(tmp_path: Path, events: gpd.GeoDataFrame) -> None:
    write_events(events, tmp_path / "e.geojson")
    collection = json.loads((tmp_path / "e.geojson").read_text("utf-8"))
    first, second, _ = collection["features"]
    assert first["geometry"] == {"type": "Point", "coordinates": [38.0020994, 48.5894123]}
    assert second["geometry"] is None
    assert first["properties"]["sources"] == ["a", "b"]
    assert len(gpd.read_file(tmp_path / "e.geojson")) == 3


def test_csv_as_a_spreadsheet_reads_it(tmp_path: Path, events: gpd.GeoDataFrame) -> None:
    write_events(events, tmp_path / "e.csv")
    with (tmp_path / "e.csv").open(encoding="utf-8", newline="") as file:
        first, second, third = csv.DictReader(file)
    assert (first["latitude"], first["longitude"]) == ("48.5894123", "38.0020994")
    assert first["quote"].startswith("'=HYPERLINK")
    assert first["source"] == "'-r.txt"
    assert (second["extra"], second["note"], second["latitude"]) == ("-5", "'+1 a", "")
    assert json.loads(first["quantities"]) == ROWS[0]["quantities"]
    assert third["geometry"].startswith("POLYGON")
    dangerous = [c for row in (first, second, third) for c in row.values() if c[:1] in "=+@" and c]
    assert dangerous == []


def test_headers_are_guarded_too(tmp_path: Path) -> None:
    write_events(schema.table([{"event_id": "a", "=cmd()": 1}]), tmp_path / "e.csv")
    assert (tmp_path / "e.csv").read_text("utf-8").splitlines()[0].endswith(",'=cmd()")


def test_a_workbook_holds_texts_and_no_formulas(tmp_path: Path, events: gpd.GeoDataFrame) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    write_events(events, tmp_path / "e.xlsx")
    rows = list(openpyxl.load_workbook(tmp_path / "e.xlsx").active.iter_rows())
    assert {cell.data_type for row in rows for cell in row} <= {"s", "n"}
    first = {head.value: cell.value for head, cell in zip(rows[0], rows[1], strict=True)}
    assert first["quote"].startswith("'=HYPERLINK")
    assert (first["latitude"], first["date_precision"]) == (48.5894123, 1)


def test_what_a_workbook_can_not_hold_is_an_error(tmp_path: Path) -> None:
    pytest.importorskip("openpyxl")
    long = schema.table([{"event_id": "a", "quote": "x" * 40_000}])
    with pytest.raises(OutputError, match=r"column quote, row 2: a cell holds 32,767"):
        write_events(long, tmp_path / "e.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_numbers_of_numpy_and_missing_ones(tmp_path: Path) -> None:
    rows = [{"event_id": "a", "quantity": np.float64("nan"), "date_precision": np.int64(1)}]
    for suffix in ("geojson", "jsonl"):
        write_events(schema.table(rows), tmp_path / f"e.{suffix}")
        assert "NaN" not in (tmp_path / f"e.{suffix}").read_text("utf-8")
    line = json.loads((tmp_path / "e.jsonl").read_text("utf-8"))
    assert (line["quantity"], line["date_precision"]) == (None, 1)


def test_headers_that_a_database_refuses(tmp_path: Path) -> None:
    row = {"event_id": "a", "FID": "1", "Status": "2", "geom": "3", "Note": "4", "note": "5"}
    write_events(schema.table([row]), tmp_path / "e.gpkg")
    back = gpd.read_file(tmp_path / "e.gpkg")
    names = ["FID_", "Status_", "geom_", "Note", "note_"]
    assert list(back[names].iloc[0]) == ["1", "2", "3", "4", "5"]


def test_kml(tmp_path: Path, events: gpd.GeoDataFrame) -> None:
    more = schema.table([*ROWS, {"event_id": "c", "geometry": MultiPoint([(1, 2), (3, 4)])}])
    write_events(more, tmp_path / "e.kml")
    space = {"k": "http://www.opengis.net/kml/2.2"}
    marks = ET.parse(tmp_path / "e.kml").getroot().findall(".//k:Placemark", space)
    names = [mark.findtext("k:name", namespaces=space) for mark in marks]
    assert names == ["Bakhmut", "'=x", "sector", "event"]
    first, second, third, fourth = marks
    assert first.findtext("k:Point/k:coordinates", namespaces=space) == "38.0020994,48.5894123"
    assert first.findtext("k:TimeStamp/k:when", namespaces=space) == "2023-05-02"
    assert second.find("k:Point", space) is None
    assert third.findtext("k:TimeSpan/k:end", namespaces=space) == "2023-05-03"
    # A viewer shows a description as HTML: what is read there must still be escaped.
    assert third.findtext("k:description", namespaces=space) == "&lt;b&gt;&amp;]]&gt;"
    assert len(fourth.findall("k:MultiGeometry/k:Point", space)) == 2


@pytest.mark.parametrize("name", ["e.shp", "e", "-"])
def test_unknown_suffix_names_the_known(
    tmp_path: Path, events: gpd.GeoDataFrame, name: str
) -> None:
    with pytest.raises(OutputError, match=r"\.html, \.geojson, \.csv, \.jsonl, \.parquet"):
        write_events(events, tmp_path / name)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("suffix", [".csv", ".geojson", ".gpkg"])
def test_a_failed_write_leaves_the_old_file(
    tmp_path: Path, events: gpd.GeoDataFrame, monkeypatch: pytest.MonkeyPatch, suffix: str
) -> None:
    path = tmp_path / f"e{suffix}"
    path.write_text("old")

    def fail(table: gpd.GeoDataFrame, temporary: Path) -> None:
        temporary.write_text("half of a new")
        raise OSError(28, "No space left on device")

    monkeypatch.setitem(FORMATS, suffix, fail)
    with pytest.raises(OutputError, match=rf"e{suffix}: can't be written \(no space left"):
        write_events(events, path)
    assert path.read_text() == "old"
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name]


def test_folder_problems_are_named(tmp_path: Path, events: gpd.GeoDataFrame) -> None:
    with pytest.raises(OutputError, match="there is no folder"):
        write_events(events, tmp_path / "none" / "e.csv")
    (tmp_path / "d.csv").mkdir()
    with pytest.raises(OutputError, match="is a folder"):
        write_events(events, tmp_path / "d.csv")


def test_permissions_links_and_names_are_kept(tmp_path: Path, events: gpd.GeoDataFrame) -> None:
    target = tmp_path / "real.csv"
    target.write_text("old")
    target.chmod(0o640)
    link = tmp_path / "link.csv"
    link.symlink_to(target)
    write_events(events, link)
    assert link.is_symlink()
    assert target.read_text("utf-8").startswith("event_id")
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


def test_new_file_has_the_usual_permissions(tmp_path: Path, events: gpd.GeoDataFrame) -> None:
    mask = os.umask(0o022)
    try:
        write_events(events, tmp_path / "e.csv")
    finally:
        os.umask(mask)
    assert stat.S_IMODE((tmp_path / "e.csv").stat().st_mode) == 0o644
