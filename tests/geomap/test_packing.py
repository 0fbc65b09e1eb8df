"""Columns come back from a page as they were, and a page is written in pieces."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import Point, Polygon

from geomap import schema
from geomap.cli import main
from geomap.drawing.days import NO_DAY, day_numbers
from geomap.drawing.eventmap import EventMap
from geomap.drawing.packing import Packed, codes, numbers, pack

from .pagereader import column, read, unsqueeze

WHOLE = st.integers(-(2**31), 2**31 - 1)
TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12)


def there_and_back(packed: Packed) -> Any:
    data = unsqueeze(pack({"a": packed}))
    return column(data, packed.describe("a"), len(packed.values))


@given(st.lists(WHOLE), st.booleans())
def test_whole_numbers_come_back(values: list[int], steps: bool) -> None:
    packed = Packed(np.array(values, np.int32), steps=steps)
    assert there_and_back(packed).tolist() == values


@given(st.lists(st.floats(-1e15, 1e15) | st.just(float("nan"))))
def test_numbers_come_back_to_three_decimals(values: list[float]) -> None:
    given_ = np.array(values, np.float64)
    found = there_and_back(numbers(given_))
    assert np.allclose(found, given_, atol=0.0006, rtol=1e-12, equal_nan=True)


@given(st.lists(st.integers(0, 70_000), min_size=1))
def test_codes_are_as_narrow_as_their_list_allows(values: list[int]) -> None:
    packed = codes(np.array(values), max(values) + 1)
    assert there_and_back(packed).tolist() == values
    bits = (max(values) + 1).bit_length()
    assert packed.values.dtype.itemsize == (1 if bits <= 8 else 2 if bits <= 16 else 4)


@given(st.lists(st.dates() | st.none() | st.just("last spring")))
def test_days_are_counted_from_1970(values: list[Any]) -> None:
    found = day_numbers(pd.Series(values, dtype=object)).tolist()
    epoch = date(1970, 1, 1)
    assert found == [
        (value - epoch).days if isinstance(value, date) else NO_DAY for value in values
    ]


@pytest.mark.parametrize(
    "values",
    [
        pd.to_datetime(["1969-12-31T23:59", None, "2023-05-01T12:00"]),
        pd.to_datetime(["1969-12-31T23:59", None, "2023-05-01T12:00"]).tz_localize("Europe/Kyiv"),
        [datetime(1969, 12, 31, 23, 59, tzinfo=UTC), None, date(2023, 5, 1)],
        ["1969-12-31T23:59:00", "", "2023-05-01 12:00"],
    ],
)
def test_dates_of_any_kind_are_days(values: Any) -> None:
    assert day_numbers(pd.Series(values)).tolist() == [-1, NO_DAY, 19478]


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "event_id": st.sampled_from(["a", "b", "c", "d", ""]),
                "event_type": st.sampled_from(["Battles", "Protests", None]),
                "event_date": st.sampled_from(["2023-05-01", "2023-05-02", None, "1650-01-01"]),
                "place_name": st.sampled_from(["Bakhmut", "Lyman", None]),
                "claimant": TEXT | st.none(),
                "quote": TEXT,
                "quantity": st.none() | st.integers(0, 10**7),
                "geometry": st.sampled_from([None, Point(38, 48.6), Point(37.5, 47.9)]),
            }
        ),
        max_size=12,
    )
)
def test_no_row_is_lost_and_none_is_changed(rows: list[dict[str, Any]]) -> None:
    page = EventMap(schema.table(rows)).get_root().render()
    data = read(page)

    def key(row: dict[str, Any]) -> tuple[str, ...]:
        names = ("event_id", "event_date", "claimant", "quote")
        return tuple(str(row.get(name) or "") for name in names)

    assert sorted(map(key, data["rows"])) == sorted(map(key, rows))
    assert sum(row.get("quantity", 0) for row in data["rows"]) == sum(
        row["quantity"] or 0 for row in rows
    )
    # Rows of one event stand together, and events are numbered as they come.
    order = [row["event"] for row in data["rows"]]
    assert order == sorted(order)
    ids = {row["event_id"] for row in rows if row["event_id"]}
    assert data["events"] == len(ids) + sum(not row["event_id"] for row in rows)
    placed = sum(data["places"][row["place"]]["shown"] for row in data["rows"])
    assert placed == sum(row["geometry"] is not None for row in rows)


def test_events_are_in_the_order_of_time_the_undated_last() -> None:
    rows = [
        {"event_id": "late", "event_date": "2023-05-03"},
        {"event_id": "none"},
        {"event_id": "said", "claim_date": "2023-05-02"},
        {"event_id": "early", "event_date": "1941-06-22"},
    ]
    data = read(
        EventMap(schema.table([{**row, "geometry": None} for row in rows])).get_root().render()
    )
    assert [row["event_id"] for row in data["rows"]] == ["early", "said", "late", "none"]


@pytest.mark.parametrize("head", ["event_date", "Date", "timestamp", "sattumapäivä"])
def test_a_column_of_dates_is_found(head: str) -> None:
    frame = gpd.GeoDataFrame(
        {"note": ["a", "b"], head: pd.to_datetime(["2023-05-02", "2023-05-01"])},
        geometry=[Point(38, 48), Point(37, 48)],
        crs="EPSG:4326",
        index=[7, 7],
    )
    data = read(EventMap(frame).get_root().render())
    assert [row["event_date"] for row in data["rows"]] == ["2023-05-01", "2023-05-02"]


def test_shapes_stand_at_a_point_inside_them() -> None:
    square = Polygon([(37, 48), (38, 48), (38, 49), (37, 49)])
    frame = gpd.GeoDataFrame({"event_id": ["a"]}, geometry=[square], crs="EPSG:4326")
    frame = frame.rename_geometry("where")
    latitude, longitude = read(EventMap(frame).get_root().render())["places"][1]["at"]
    assert square.contains(Point(longitude, latitude))


def test_a_long_page_is_written_in_pieces(tmp_path: Path) -> None:
    """What is in memory at a time stays small however long the table is."""
    number = 30_000
    frame = gpd.GeoDataFrame(
        {"event_id": range(number), "quote": [f"{n} " * 40 for n in range(number)]},
        geometry=gpd.points_from_xy(np.linspace(30, 38, number), np.linspace(47, 50, number)),
        crs="EPSG:4326",
    )
    told: list[tuple[int, int]] = []
    drawn = EventMap(frame)
    file = io.BytesIO()
    drawn.save(file, close_file=False, progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (number, number)
    assert told == sorted(told)
    whole = file.getvalue()
    pieces = list(drawn.get_root().pieces())
    assert "".join(pieces).encode() == whole
    # The base map is the longest of them, whatever the table.
    assert max(map(len, pieces)) < 400_000
    assert len(pieces) > number / 512


def test_a_page_that_fails_half_way_leaves_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "map.html"
    path.write_text("old")
    rows = [{"event_id": f"{n}", "quote": "x", "geometry": None} for n in range(3000)]

    def fail(done: int, _: int) -> None:
        if done > 1000:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        EventMap(schema.table(rows)).save(path, progress=fail)
    assert path.read_text() == "old"
    assert [one.name for one in tmp_path.iterdir()] == ["map.html"]


def test_only_long_maps_tell_how_far_they_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = tmp_path / "events.csv"
    lines = "".join(f"{n},48.5,37.5,2023-05-01\n" for n in range(60))
    table.write_text(f"event_id,latitude,longitude,event_date\n{lines}")
    told: list[Any] = []
    save = EventMap.save
    monkeypatch.setattr(
        EventMap,
        "save",
        lambda self, path, progress=None: (told.append(progress), save(self, path))[1],
    )
    for limit in (50_000, 59):
        monkeypatch.setattr("geomap.cli.LONG", limit)
        assert main(["map", str(table), "-o", str(tmp_path / "m.html")]) == 0
    assert told[0] is None
    assert told[1] is not None
