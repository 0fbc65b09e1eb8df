"""Events beside the control of their day: columns, claims, the page's words, namesakes."""

from __future__ import annotations

import datetime as dt
import json
import math
from pathlib import Path
from typing import Any

import pytest
from shapely.geometry import MultiPolygon, Point, box

from geomap import schema
from geomap.cli import main
from geomap.control import ControlSeries, Snapshot, add_control
from geomap.control.likely import front_of
from geomap.control.snapshot import HELD
from geomap.export import write_events
from geomap.inputs import read_inputs

from .controldata import NORTH, SOUTH, daily
from .pagereader import read

FRONT = ("control", "control_date", "control_source", "distance_to_front_km", "control_check")
# The line comes to 37.7 on the first day, to 37.4 ten days later, to 37.9 in the end.
DAYS = {"2025-03-01": 37.7, "2025-03-11": 37.4, "2025-04-20": 37.9}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return daily(tmp_path / "control", DAYS)


@pytest.fixture
def series(folder: Path) -> ControlSeries:
    return ControlSeries.read(folder)


def event(**values: Any) -> dict[str, Any]:
    at = values.pop("at", (37.5, 48.5))
    base = {
        "event_id": "a",
        "event_type": "Battles",
        "outcome": "captured",
        "actor": "Russia",
        "event_date": "2025-03-05",
        "end_date": "2025-03-05",
        "geo_precision": 1,
        "status": "placed",
        "geometry": None if at is None else Point(at),
    }
    return base | values


def front(series: ControlSeries, **values: Any) -> dict[str, Any]:
    table = add_control(schema.table([event(**values)]), series)
    return {name: table[name].iloc[0] for name in (*FRONT, "control_age_days")}


def test_an_event_gets_the_control_of_its_day(series: ControlSeries) -> None:
    told = front(series, outcome="repelled")
    assert told == {
        "control": "Ukraine",
        "control_date": "2025-03-01",
        "control_source": "DeepStateMap",
        "distance_to_front_km": pytest.approx(14.8, abs=0.1),
        "control_check": None,
        "control_age_days": 4,
    }
    assert front(series, event_date="2025-03-12")["control"] == "Russia"


@pytest.mark.parametrize(
    "values",
    [
        {"event_date": "2025-02-28"},
        {"event_date": None},
        {"event_date": "some day"},
        {"event_date": "2026-03-01"},
        {"at": None},
    ],
)
def test_nothing_is_said_where_the_data_say_nothing(
    series: ControlSeries, values: dict[str, Any]
) -> None:
    told = front(series, outcome="repelled", **values)
    assert set(told.values()) == {None}


def test_outside_the_country_nobody_holds(series: ControlSeries) -> None:
    told = front(series, at=(37.6, 55.7), outcome="air strike")
    assert told["control"] is None
    assert told["distance_to_front_km"] > 700


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({}, "consistent with control on 2025-03-11, 6 days later, according to DeepStateMap"),
        (
            {"event_date": "2025-03-11"},
            "consistent with control on 2025-03-11, the same day, according to DeepStateMap",
        ),
        (
            {"event_date": "2025-03-12"},
            "consistent with control on 2025-03-11, 1 day before, according to DeepStateMap",
        ),
        (
            {"at": (37.2, 48.5)},
            "not consistent with control up to 2025-04-20, 46 days later: held by Ukraine,"
            " according to DeepStateMap",
        ),
        (
            {"outcome": "liberated", "actor": "Ukraine", "event_date": "2025-03-20"},
            "consistent with control on 2025-04-20, 31 days later, according to DeepStateMap",
        ),
        ({"event_date": "2025-05-01"}, "no control data of the 60 days after the claim"),
        (
            {"end_date": "2025-03-10"},
            "consistent with control on 2025-03-11, 1 day later, according to DeepStateMap",
        ),
        ({"outcome": "advanced"}, None),
        ({"actor": None}, None),
        ({"actor": "Wagner"}, None),
        ({"geo_precision": 3}, None),
        ({"geo_precision": "about"}, None),
        ({"radius_km": 10.1}, None),
        ({"date_precision": 3}, None),
        ({"at": None}, None),
        (
            {"outcome": "liberated", "at": (37.2, 48.5)},
            "not consistent with control up to 2025-04-20,"
            " 46 days later: held by Ukraine, according to DeepStateMap",
        ),
        (
            {"end_date": "2024-03-05"},
            "consistent with control on 2025-03-11, 6 days later, according to DeepStateMap",
        ),
    ],
)
def test_claims_are_held_against_the_days_after(
    series: ControlSeries, values: dict[str, Any], told: str | None
) -> None:
    days = {"end_date": values["event_date"]} if "event_date" in values else {}
    assert front(series, **{**days, **values})["control_check"] == told


def drawn(day: str, label: str, *, source: str = "a desk", rest: str | None = None) -> Snapshot:
    area = MultiPolygon([box(37.0, SOUTH, 38.0, NORTH)])
    return Snapshot(dt.date.fromisoformat(day), {label: area}, source, rest)


@pytest.mark.parametrize(
    ("label", "told"),
    [
        ("contested", "open on 2025-03-11, 6 days later: contested, according to Rybar"),
        ("claimed by Russia", "open on 2025-03-11, 6 days later: claimed by Russia, according to"),
        (HELD, "open on 2025-03-11, 6 days later: held (the data do not say by whom), according"),
        ("Ukraine", "not consistent with control up to 2025-03-11, 6 days later: held by Ukraine"),
        ("Russia", "consistent with control on 2025-03-11, 6 days later, according to Rybar"),
    ],
)
def test_only_another_side_speaks_against_a_claim(label: str, told: str) -> None:
    """And whoever drew the snapshot is named, not who drew that of the event's day."""
    before = drawn("2025-03-01", "Ukraine", rest="Russia")
    series = ControlSeries([before, drawn("2025-03-11", label, source="Rybar")])
    assert front(series)["control_source"] == "a desk"
    assert front(series)["control_check"].startswith(told)


def test_a_snapshot_that_says_nothing_does_not_speak_with_an_earlier_one() -> None:
    elsewhere = Snapshot(
        dt.date(2025, 3, 11), {"Russia": MultiPolygon([box(38.1, 48, 38.3, 49)])}, "b"
    )
    before = Snapshot(dt.date(2025, 3, 6), elsewhere.areas, "a", "Ukraine")
    check = front(ControlSeries([before, elsewhere]))["control_check"]
    assert (
        check == "not consistent with control up to 2025-03-06, 1 day later: held by Ukraine,"
        " according to a"
    )


def test_what_a_row_has_stays_where_the_series_says_nothing(series: ControlSeries) -> None:
    table = add_control(schema.table([event()]), series)
    later = ControlSeries([drawn("2026-01-01", "Ukraine")])
    again = add_control(table, later)
    for name in FRONT:
        assert list(again[name]) == list(table[name])
    assert list(
        add_control(table, ControlSeries([drawn("2025-03-05", "contested")]))["control"]
    ) == ["contested"]


def test_points_in_metres_and_points_off_the_globe(series: ControlSeries) -> None:
    metres = schema.table([event()]).to_crs("EPSG:3857")
    assert list(add_control(metres, series)["control"]) == ["Ukraine"]
    assert front(series, at=(37.0, 91.0))["control"] is None


def test_an_event_of_an_unknown_week_has_control_and_one_of_a_month_has_none(
    series: ControlSeries,
) -> None:
    assert front(series, date_precision=3)["control"] == "Ukraine"
    assert front(series, date_precision=4)["control"] is None


def test_the_claim_stays_as_it_was(series: ControlSeries) -> None:
    before = schema.table([event(at=(37.2, 48.5), claimant="Russia", quote="Taken.")])
    after = add_control(before, series)
    for name in schema.NAMES:
        if name not in FRONT:
            assert list(after[name]) == list(before[name]), name
    assert "control" in before.columns
    assert list(before["control"]) == [None], "the table that was given is not changed"


def test_tables_without_rows_or_columns_of_ours(series: ControlSeries) -> None:
    assert len(add_control(schema.table([]), series)) == 0
    bare = schema.table([event()])[["geometry"]]
    assert list(add_control(bare, series)["control"]) == [None]


def test_a_table_with_control_comes_back_from_a_file(series: ControlSeries, tmp_path: Path) -> None:
    table = add_control(schema.table([event()]), series)
    write_events(table, tmp_path / "e.csv")
    main(["extract", str(tmp_path / "e.csv"), "-o", str(tmp_path / "f.jsonl")])
    row = json.loads((tmp_path / "f.jsonl").read_text("utf-8"))
    assert row["control"] == "Ukraine"
    assert row["control_check"].startswith("consistent with control on 2025-03-11, 6 days later")


# Andriivka is the name of dozens of villages; one lies in the Donetsk Oblast at 48.49, 37.96.
REPORT = "Fighting went on near Andriivka."


def places(folder: Path | None) -> tuple[Any, Any]:
    from geomap.reports.report import Report

    control = None if folder is None else ControlSeries.read(folder)
    report = Report(REPORT, "x.txt", date="2025-04-25")
    rows = read_inputs([report], control=control)
    return rows["place_id"].iloc[0], rows


def test_the_line_of_the_day_speaks_for_the_near_one_of_namesakes(folder: Path) -> None:
    _, rows = places(folder)
    assert "km from the line of contact of 2025-04-20" in rows["why"].iloc[0]
    _, without = places(None)
    assert "line of contact" not in without["why"].iloc[0]


def test_the_near_namesake_gains_and_the_rest_stays(folder: Path) -> None:
    from gazetteer import Gazetteer

    series = ControlSeries.read(folder)
    likely = front_of(series, "2025-04-25")
    assert likely is not None
    with Gazetteer.open() as gazetteer:
        plain = gazetteer.scan(REPORT)[0]
        near = gazetteer.scan(REPORT, likely=likely)[0]
        alone = "Ukrainian troops hold Kramatorsk."
        assert gazetteer.scan(alone, likely=likely) == gazetteer.scan(alone)

    def scores(mention: Any) -> dict[str, float]:
        matches = [mention.match, *mention.alternatives]
        return {m.place.id: m.score for m in matches if m is not None}

    shared = scores(plain).keys() & scores(near).keys()
    assert len(shared) > 1
    with Gazetteer.open() as gazetteer:
        for one in shared:
            place = gazetteer.place(one)
            assert place is not None
            km = likely.km(place.latitude, place.longitude)
            assert km is not None
            gain = scores(near)[one] - scores(plain)[one]
            assert gain == pytest.approx(0.06 * math.exp(-km / 30), abs=0.0011)
    assert max(scores(near)[one] - scores(plain)[one] for one in shared) > 0.01


def test_no_front_where_no_snapshot_tells(series: ControlSeries) -> None:
    assert front_of(series, None) is None
    assert front_of(series, "2025-03") is None
    assert front_of(series, "2025-02-01") is None
    assert front_of(series, "2026-02-01") is None
    line = ControlSeries(series.snapshots[:1]).snapshots[0]
    assert line.main == "Russia"


def test_two_processes_and_one_read_the_same(folder: Path, tmp_path: Path) -> None:
    from geomap.reports import many

    texts = tmp_path / "texts"
    texts.mkdir()
    for number in range(6):
        (texts / f"{number}.txt").write_text(f"{REPORT} It lasted {number + 2} days.")
    series = ControlSeries.read(folder)
    alone = many.ALONE
    written = []
    try:
        many.ALONE = 1
        for processes in (1, 2):
            rows = read_inputs([texts], date="2025-04-25", control=series, processes=processes)
            write_events(rows, tmp_path / "rows.jsonl")
            written.append((tmp_path / "rows.jsonl").read_bytes())
    finally:
        many.ALONE = alone
    assert written[0] == written[1]
    assert b"line of contact of 2025-04-20" in written[0]


# The command line.


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(["control", *arguments])
    out, err = capsys.readouterr()
    return code, out, err


def test_info(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "info", str(folder))
    assert (code, err) == (0, "")
    assert out.splitlines()[0] == "3 snapshots, 2025-03-01 to 2025-04-20, at most 40 days apart"
    assert "  held by Russia: 2,4" in out
    assert "according to DeepStateMap" in out
    code, out, _ = run(capsys, "info", str(folder), "--json")
    told = json.loads(out)
    assert (told["snapshots"], told["longest_gap_days"]) == (3, 40)
    assert told["states"][0]["line_km"] > 100


def test_at_names_and_points(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "at", str(folder), "Bahmut", "48.5,37.5", "--date", "2025-03-05")
    assert code == 0
    bakhmut, point = out.splitlines()
    assert bakhmut.startswith("Bakhmut, 2025-03-05: held by Russia, ")
    assert point == (
        "48.5,37.5, 2025-03-05: held by Ukraine, 14.8 km from the line of contact,"
        " according to DeepStateMap (2025-03-01, 4 days before)"
    )
    _, out, _ = run(capsys, "at", str(folder), "48.5,37.5", "--from", "2025-03-01")
    assert [line.split(": ")[1].split(",")[0] for line in out.splitlines()] == [
        "held by Ukraine", "held by Russia", "held by Ukraine",
    ]  # fmt: skip
    _, out, _ = run(capsys, "at", str(folder), "55.75,37.6", "48.5,37.5", "--json")
    told = json.loads(out)["points"]
    assert told[0]["control"] is None
    assert told[1]["control_age_days"] == 0
    _, out, _ = run(capsys, "at", str(folder), "--date", "2025-03-12")
    assert out.splitlines()[0] == "2025-03-11, 1 day before, according to DeepStateMap:"


def test_diff_and_its_files(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    days = ("--from", "2025-03-01", "--to", "2025-03-15")
    code, out, _ = run(capsys, "diff", str(folder), *days)
    assert code == 0
    assert out.splitlines()[0] == "Russia, 2025-03-01 to 2025-03-11, according to DeepStateMap:"
    assert "  lost 0.0 km²" in out
    assert "(--to 2025-03-15: the last snapshot is of 2025-03-11)" in out
    _, out, _ = run(capsys, "diff", str(folder), *days, "--json")
    told = json.loads(out)
    assert told["net_km2"] == pytest.approx(told["gained_km2"])
    assert "Lyman" not in told["settlements_lost"]
    for name in ("c.geojson", "c.csv"):
        assert run(capsys, "diff", str(folder), *days, "-o", str(tmp_path / name))[0] == 0
    features = json.loads((tmp_path / "c.geojson").read_text("utf-8"))["features"]
    areas = [f for f in features if f["properties"]["kind"] == "area"]
    assert sum(f["properties"]["area_km2"] for f in areas) == pytest.approx(
        told["gained_km2"], abs=0.01
    )
    assert {f["properties"]["change"] for f in features} == {"gained"}
    lines = (tmp_path / "c.csv").read_text("utf-8").splitlines()
    assert len(lines) == len(features) + 1
    assert lines[0].endswith("source,latitude,longitude")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("diff", "--from", "2025-04-01", "--to", "2025-03-01"), "is before --from"),
        (("diff", "--from", "March"), "'March' is no day"),
        (("at", "--from", "2025-03-02", "--to", "2025-03-03"), "no snapshot from 2025-03-02"),
        (("at", "Bakhmoot-on-Sea"), "Bakhmoot-on-Sea"),
        (("at", "95,37"), "latitude comes first"),
        (("at", "--date", "2020-01-01"), "no control data on 2020-01-01"),
        (("diff", "-o", "changes.xlsx"), "changes are written as .geojson or .csv"),
        (("info", "--date", "soon"), "'soon' is no day"),
    ],
)
def test_errors_are_one_line(
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    told: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, err = run(capsys, arguments[0], str(folder), *arguments[1:])
    assert code == 1
    assert told in err
    assert len(err.splitlines()) == 1
    assert out == ""
    assert not (tmp_path / "changes.xlsx").exists()


def test_what_was_put_right_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from .controldata import write

    write(
        tmp_path / "a_20250301.geojson", box(37.5, SOUTH, 38, NORTH), box(36, 48, 36.0003, 48.0003)
    )
    _, _, err = run(capsys, "info", str(tmp_path))
    assert "warning: a_20250301.geojson: areas and holes of less than a hectare" in err
    _, _, err = run(capsys, "at", str(tmp_path))
    assert err == "", "such slips are in nearly all data"


def test_no_output_replaces_the_control_data(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    day = folder / "deepstate_20250311.geojson"
    before = day.read_bytes()
    code, _, err = run(capsys, "diff", str(folder), "-o", str(day))
    assert (code, "is an input too" in err) == (1, True)
    (tmp_path / "r.txt").write_text("Lyman was shelled.")
    arguments = ["extract", str(tmp_path / "r.txt"), "--control", str(folder), "-o", str(day)]
    assert main(arguments) == 1
    assert day.read_bytes() == before


def test_json_alone_goes_to_standard_output(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, out, err = run(capsys, "diff", str(folder), "--json", "-o", str(tmp_path / "c.csv"))
    assert json.loads(out)["source"] == "DeepStateMap"
    assert "c.csv: " in err


def test_the_views_of_two_makers_are_told_as_such(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from .controldata import held, write

    write(folder / "isw_20250401.geojson", held(37.8))
    days = ("--from", "2025-03-11", "--to", "2025-04-01")
    _, out, err = run(capsys, "diff", str(folder), *days)
    assert "according to DeepStateMap and ISW/CTP:" in out
    assert "drew the two days: what differs may be their view" in err


def test_the_areas_of_a_day_long_after_are_not_told(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = run(capsys, "at", str(folder), "--date", "2030-01-01")
    assert (code, out) == (1, "")
    assert "the last snapshot is of 2025-04-20, more than 92 days before" in err
    _, out, _ = run(capsys, "at", str(folder), "--date", "2025-04-22")
    assert out.startswith("2025-04-20, 2 days before, according to DeepStateMap:")


def test_several_paths(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paths = sorted(str(path) for path in folder.iterdir())
    _, out, _ = run(capsys, "info", *paths[:2])
    assert out.startswith("2 snapshots, 2025-03-01 to 2025-03-11, at most 10 days apart")


def test_extract_with_control(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "r.txt").write_text("Russian forces captured Lyman on 5 March 2025.")
    out = tmp_path / "e.jsonl"
    arguments = ["extract", str(tmp_path / "r.txt"), "--control", str(folder), "-o", str(out)]
    assert main([*arguments, "--date", "2025-03-06"]) == 0
    row = json.loads(out.read_text("utf-8"))
    assert (row["control"], row["control_date"]) == ("Russia", "2025-03-01")
    assert row["control_check"].startswith("consistent with control on 2025-03-01, 4 days before")


def test_a_map_holds_its_events_against_its_control(folder: Path) -> None:
    from geomap import EventMap

    table = schema.table([event()])

    def controls(events: Any) -> list[Any]:
        page = EventMap(events, control=str(folder)).get_root().render()
        return [row.get("control") for row in read(page)["rows"]]

    assert controls(table) == ["Ukraine"]
    assert list(table["control"]) == [None]
    known = table.assign(control="contested", control_date="2025-01-01")
    assert controls(known) == ["contested"]
    assert controls(table[["geometry"]]) == [None]
