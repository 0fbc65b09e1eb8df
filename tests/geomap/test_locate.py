"""Rows with place names: placed, ambiguous or not found, in their order, nothing lost."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any, cast, get_args

import geopandas as gpd
import pandas as pd
import pytest
from shapely.geometry import Point

from gazetteer import AmbiguousPlace, Gazetteer, GazetteerError, Match, Place, PlaceNotFound
from gazetteer.model import Kind
from geomap import InputError, count_events, locate, read_events, write_events
from geomap.places import AREAS, EXACT
from geomap.reports.lexicon import common
from geomap.tables.locate import COLUMNS

BAKHMUT = Place("geonames:1", "settlement", "Bakhmut", 48.59, 38.0, "UA", "Donetsk Oblast")
DONBAS = Place("area:donbas", "macroregion", "Donbas", 48.3, 38.2, "UA", radius_km=200)
TWO = tuple(
    Match(Place(f"geonames:{n}", "settlement", "Andriivka", 48 + n, 37.0, "UA"), 0.7, "name")
    for n in (2, 3)
)  # fmt: skip


class FakeGazetteer:
    """Knows three names, and counts what it is asked."""

    def __init__(self) -> None:
        self.asked: Counter[tuple[str, str | None, str | None]] = Counter()

    def resolve(
        self, name: str, *, within: str | None = None, near: Any = None, on: str | None = None
    ) -> Match:
        self.asked[name, within, on] += 1
        if within == "Atlantis":
            raise GazetteerError("no region or district 'Atlantis' is known")
        if name == "Andriivka" and within is None:
            raise AmbiguousPlace(name, TWO)
        if name == "Andriivka":
            return TWO[0]
        if name == "Donbas":
            return Match(DONBAS, 0.9, "its name")
        if name in ("Bahmut", "Bahmutissa"):
            return Match(BAKHMUT, 0.8, f"{name} -> Bakhmut")
        raise PlaceNotFound(name, ("Bakhmut",))


@pytest.fixture
def gazetteer() -> Gazetteer:
    return cast("Gazetteer", FakeGazetteer())


def test_every_outcome(gazetteer: Gazetteer) -> None:
    table = pd.DataFrame({"town": ["Bahmut", "Andriivka", "Nowhere", None, " "], "n": range(5)})
    result = locate(table, place="town", gazetteer=gazetteer)
    assert list(result["status"]) == ["placed", "ambiguous", "not found", "no place", "no place"]
    assert list(result["n"]) == [0, 1, 2, 3, 4]
    assert list(result.columns) == ["town", "n", *COLUMNS, "geometry"]
    assert result.crs == "EPSG:4326"
    assert result.geometry[0] == Point(38.0, 48.59)
    assert all(shape is None for shape in result.geometry[1:])
    assert result["why"][0] == "Bahmut -> Bakhmut"
    assert [match["id"] for match in result["alternatives"][1]] == ["geonames:2", "geonames:3"]
    assert "did you mean Bakhmut?" in result["why"][2]
    assert result["admin1"][0] == "Donetsk Oblast"


def test_within_decides_and_an_unknown_region_is_told(gazetteer: Gazetteer) -> None:
    table = pd.DataFrame({"p": ["Andriivka", "Bahmut"], "r": ["Donetsk", "Atlantis"]})
    result = locate(table, place="p", within="r", gazetteer=gazetteer)
    assert list(result["place_id"]) == ["geonames:2", None]
    assert list(result["status"]) == ["placed", "not found"]
    assert result["why"][1] == "no region or district 'Atlantis' is known"


def test_precision_follows_the_kind_of_place(gazetteer: Gazetteer) -> None:
    table = pd.DataFrame({"p": ["Bahmut", "Donbas"]})
    result = locate(table, place="p", gazetteer=gazetteer)
    assert list(result["geo_precision"]) == [1, 5]
    assert list(result["radius_km"]) == [0, 200]


def test_a_repeated_name_is_looked_up_once() -> None:
    fake = FakeGazetteer()
    table = pd.DataFrame({"p": ["Bahmut", "Bahmut ", "Nowhere"] * 50, "d": "2.5.2023"})
    locate(table, place="p", date="d", gazetteer=cast("Gazetteer", fake))
    assert fake.asked == {("Bahmut", None, "2023-05-02"): 1, ("Nowhere", None, "2023-05-02"): 1}


def test_index_and_table_stay_as_they_were(gazetteer: Gazetteer) -> None:
    table = pd.DataFrame({"p": ["Nowhere", "Bahmut"]}, index=["b", "a"])
    before = table.copy()
    result = locate(table, place="p", gazetteer=gazetteer)
    assert list(result.index) == ["b", "a"]
    assert result.geometry["a"] == Point(38.0, 48.59)
    pd.testing.assert_frame_equal(table, before)


def test_columns_of_the_same_name_are_kept(gazetteer: Gazetteer) -> None:
    table = gpd.GeoDataFrame(
        {"admin1": ["Bahmut"], "why": ["mine"], "latitude": [1.0]}, geometry=[Point(1, 2)]
    )
    result = locate(table, place="admin1", gazetteer=gazetteer)
    row = result.iloc[0]
    assert (row["input_admin1"], row["input_why"], row["input_latitude"]) == ("Bahmut", "mine", 1.0)
    assert row["input_geometry"] == "POINT (1 2)"
    assert row["geometry"] == Point(38.0, 48.59)


def test_path_with_a_moved_row(tmp_path: Path, gazetteer: Gazetteer) -> None:
    path = tmp_path / "t.csv"
    path.write_text("town;n\nBahmut;1\nBahmut;2;3\nBahmutissa;4\n")
    result = locate(path, place="town", gazetteer=gazetteer)
    assert list(result["town"]) == ["Bahmut", "Bahmut", "Bahmutissa"]
    assert list(result["status"]) == ["placed", "not found", "placed"]
    assert result["why"][1] == "t.csv, line 3: 3 cells under 2 headers"


@pytest.mark.parametrize("suffix", ["csv", "geojson", "jsonl"])
def test_what_was_found_is_read_back(tmp_path: Path, gazetteer: Gazetteer, suffix: str) -> None:
    table = pd.DataFrame({"place": ["Bahmut", "Andriivka", "=x"], "date": "2023-05-02"})
    located = locate(table, place="place", gazetteer=gazetteer)
    write_events(located, tmp_path / f"t.{suffix}")
    events = read_events(tmp_path / f"t.{suffix}")
    for column in (*COLUMNS, "geometry"):
        assert list(events[column]) == list(located[column]), column
    assert list(events["event_date"]) == ["2023-05-02"] * 3
    assert count_events(events) == 3


def test_missing_column_and_empty_table(tmp_path: Path, gazetteer: Gazetteer) -> None:
    with pytest.raises(InputError, match="there is no column 'x'; its columns are town"):
        locate(pd.DataFrame({"town": ["a"]}), place="x", gazetteer=gazetteer)
    path = tmp_path / "t.csv"
    path.touch()
    assert len(locate(path, place="town", gazetteer=gazetteer)) == 0


def test_default_gazetteer_is_opened_and_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    log: list[str] = []

    class Default(FakeGazetteer):
        @classmethod
        def open(cls, path: object = None) -> Default:
            log.append(f"open {path}")
            return cls()

        def __enter__(self) -> Default:
            return self

        def __exit__(self, *_: object) -> None:
            log.append("closed")

    monkeypatch.setattr("gazetteer.Gazetteer", Default, raising=False)
    result = locate(pd.DataFrame({"p": ["Bahmut"]}), place="p")
    assert list(result["status"]) == ["placed"]
    assert log == ["open None", "closed"]


def test_every_kind_of_place_has_a_precision_and_a_radius() -> None:
    kinds = set(get_args(Kind))
    assert kinds == {*EXACT, *AREAS}
    assert kinds <= set(common()["geo_precision"])
    assert kinds <= set(common()["radius"])
