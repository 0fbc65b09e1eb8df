"""Control data as a page holds them: every day comes back as it was."""

from __future__ import annotations

import datetime as dt
import json
import math
import re
from pathlib import Path
from typing import Any

import pytest
import shapely
from shapely.geometry import LineString, MultiLineString, MultiPolygon, Point, Polygon, box

from geomap import schema
from geomap.control import ControlSeries, Snapshot
from geomap.control.measure import area_km2, length_km, on_plane
from geomap.drawing.controllayer import series_of
from geomap.drawing.controlpack import pack_control
from geomap.drawing.eventmap import EventMap
from geomap.errors import InputError

from .controlreader import Day, read

FIRST = dt.date(2025, 3, 1)
EXACT = 1e-5


def shot(after: int, areas: dict[str, Any], source: str = "test", **values: Any) -> Snapshot:
    """A snapshot some days after the first; areas may be single polygons."""
    whole = {
        label: area if isinstance(area, MultiPolygon) else MultiPolygon([area])
        for label, area in areas.items()
    }
    return Snapshot(FIRST + dt.timedelta(days=after), whole, source, **values)


def wavy(phase: float = 0.0, steps: int = 200) -> Polygon:
    """Land in the east of Ukraine with a border that no rounding leaves as it is."""
    border = [
        (37 + 0.3 * math.sin(step / 9) + phase * math.exp(-((step - 100) ** 2) / 50),
         47.2 + 2.4 * step / steps)
        for step in range(steps)
    ]  # fmt: skip
    # A long edge is no straight line in every projection; data have short ones.
    return shapely.segmentize(Polygon([*border, (39.123456789, 49.6), (39.1, 47.2)]), 0.05)


def assert_same(series: ControlSeries) -> list[Day]:
    """Every day decodes to its polygons; what it says of areas and lines is right."""
    days = read(pack_control(series))
    assert len(days) == len(series.snapshots)
    for day, snapshot in zip(days, series.snapshots, strict=True):
        assert set(day.areas) == {k for k, area in snapshot.areas.items() if not area.is_empty}
        for label, area in day.areas.items():
            given = snapshot.areas[label]
            assert len(area.geoms) == len(given.geoms)
            for got, wanted in zip(area.geoms, given.geoms, strict=True):
                assert len(got.interiors) == len(wanted.interiors)
                assert shapely.equals_exact(got.normalize(), wanted.normalize(), EXACT)
        line = series.line(snapshot.day)
        assert day.about["line_km"] == pytest.approx(length_km(line), abs=0.05, rel=1e-3)
        if not line.is_empty:
            drawn = shapely.segmentize(day.contact, 0.05)
            apart = shapely.hausdorff_distance(on_plane(drawn), on_plane(line))
            assert apart < 20
        assert day.about["main"] == snapshot.main
        assert day.about["source"] == snapshot.source
    return days


def test_every_day_comes_back() -> None:
    series = ControlSeries([shot(day, {"Russia": wavy(0.02 * day)}) for day in range(12)])
    assert_same(series)


def test_days_share_their_vertices() -> None:
    """A day that changes a little costs a little."""
    same = [shot(day, {"Russia": wavy()}) for day in range(50)]
    one = pack_control(ControlSeries(same[:1]))
    many = pack_control(ControlSeries(same))
    assert vertices(one) == vertices(many)
    changed = [shot(day, {"Russia": wavy(0.02 * (day % 2))}) for day in range(50)]
    # Both outlines once, whatever the number of days.
    assert vertices(pack_control(ControlSeries(changed))) < 1.5 * vertices(one)
    assert len(pack_control(ControlSeries(changed)).data) < 2 * len(one.data)


def vertices(packed: Any) -> int:
    lengths = {group["name"]: group["length"] for group in packed.about["groups"]}
    return int(lengths["vertices"])


def test_holes_parts_and_labels() -> None:
    holed = box(36, 47.5, 38, 49).difference(box(36.5, 48, 36.9, 48.3)).difference(
        Point(37.5, 48.5).buffer(0.1)
    )  # fmt: skip
    islands = MultiPolygon(
        [holed, *(box(38.2 + n / 10, 48, 38.25 + n / 10, 48.1) for n in range(9))]
    )
    series = ControlSeries(
        [
            shot(0, {"Russia": islands, "contested": box(35.5, 48, 35.9, 48.2)}),
            shot(1, {"Russia": holed, "Ukraine": box(34, 48, 35, 49), "claimed by Russia": wavy()}),
            shot(2, {"Russia": islands}),
            shot(9, {"some other side": islands}, "another maker"),
        ]
    )
    days = assert_same(series)
    assert [day.about["day"] - days[0].about["day"] for day in days] == [0, 1, 2, 9]
    for day, snapshot in zip(days, series.snapshots, strict=True):
        labels = pack_control(series).about["labels"]
        for number, label in enumerate(labels[1:], 1):
            area = snapshot.areas.get(label, MultiPolygon())
            assert day.about[f"area_{number}"] == pytest.approx(area_km2(area), abs=0.001)


def test_a_ring_that_turns_round_or_begins_elsewhere_is_still_shared() -> None:
    at = list(wavy().exterior.coords)[:-1]
    turned = [at, at[::-1], [*at[70:], *at[:70]]]
    series = ControlSeries(
        [shot(day, {"Russia": Polygon(ring)}) for day, ring in enumerate(turned)]
    )
    assert_same(series)
    packed = pack_control(series)
    assert vertices(packed) == len(at)
    lengths = {group["name"]: group["length"] for group in packed.about["groups"]}
    assert lengths["steps"] <= 5


def test_parts_that_touch_and_a_hole_at_the_border() -> None:
    touching = MultiPolygon([box(36, 48, 36.5, 48.5), box(36.5, 48.5, 37, 49)])
    pinched = Polygon(
        [(37, 48), (38, 48), (38, 49), (37, 49)], [[(37, 48.5), (37.3, 48.6), (37.3, 48.4)]]
    )
    assert touching.is_valid
    assert pinched.is_valid
    assert_same(ControlSeries([shot(0, {"Russia": touching}), shot(1, {"Russia": pinched})]))


def test_one_day_and_days_without_land() -> None:
    assert_same(ControlSeries([shot(0, {"Russia": wavy()})]))
    empty = ControlSeries([shot(0, {}), shot(1, {"Russia": wavy()}), shot(2, {})])
    days = assert_same(empty)
    assert [bool(day.areas) for day in days] == [False, True, False]
    nothing = read(pack_control(ControlSeries([shot(0, {})])))
    assert nothing[0].areas == {}
    assert nothing[0].contact.is_empty


def test_a_line_that_data_draw_themselves_is_kept_whole() -> None:
    along_the_coast = LineString([(36.6, 46.7), (37.0, 46.9), (37.4, 47.0)])
    line = MultiLineString([along_the_coast, LineString([(37, 48), (37.5, 48.2)])])
    series = ControlSeries([shot(0, {}, line=line), shot(1, {"Russia": wavy()})])
    day, other = read(pack_control(series))
    assert day.areas == {}
    assert shapely.hausdorff_distance(day.contact, line) < EXACT
    assert day.about["line_km"] == pytest.approx(length_km(line), rel=1e-3)
    assert other.areas


def test_what_is_smaller_than_a_grid_cell_goes() -> None:
    dot = box(37, 48, 37.000001, 48.000001)
    holed = Polygon(box(35, 47.5, 36, 48.5).exterior, [dot.exterior])
    days = read(pack_control(ControlSeries([shot(0, {"Russia": MultiPolygon([holed, dot])})])))
    assert len(days[0].areas["Russia"].geoms) == 1
    assert not days[0].areas["Russia"].geoms[0].interiors


def test_no_margin_leaves_the_whole_border() -> None:
    series = ControlSeries([shot(0, {"Russia": wavy()})], margin_km=0)
    assert_same(series)


@pytest.mark.parametrize("seed", range(3))
def test_land_gained_and_lost_is_what_the_polygons_say(seed: int) -> None:
    import random

    chance = random.Random(seed)
    days = []
    area: Any = wavy()
    for day in range(0, 45, 3):
        for _ in range(4):
            at = area.boundary.interpolate(chance.random(), normalized=True)
            patch = at.buffer(chance.uniform(0.01, 0.1), quad_segs=3)
            area = area.union(patch) if chance.random() < 0.6 else area.difference(patch)
        parts = [part for part in shapely.get_parts(area) if part.area > 1e-6]
        area = MultiPolygon(parts)
        days.append(shot(day, {"Russia": area}))
    series = ControlSeries(days)
    found = assert_same(series)
    for number, day in enumerate(found):
        for name, back in (("day", 1), ("week", 7)):
            base = series.index(series.days[number] - dt.timedelta(days=back))
            assert day.about[f"base_{name}"] == (-1 if base is None else base)
            if base is None:
                assert math.isnan(day.about[f"gained_{name}"])
                continue
            change = series.change(series.days[base], series.days[number])
            assert day.about[f"gained_{name}"] == pytest.approx(change.gained_km2, abs=0.02)
            assert day.about[f"lost_{name}"] == pytest.approx(change.lost_km2, abs=0.02)


def test_a_month_before_the_end_of_a_month() -> None:
    days = [dt.date(2024, 2, 28), dt.date(2024, 2, 29), dt.date(2024, 3, 30), dt.date(2024, 3, 31)]
    snapshots = [
        Snapshot(day, {"Russia": MultiPolygon([wavy(0.01 * n)])}, "t") for n, day in enumerate(days)
    ]
    found = read(pack_control(ControlSeries(snapshots)))
    assert [day.about["base_month"] for day in found] == [-1, -1, 1, 1]


def test_sides_of_different_names_are_not_compared() -> None:
    series = ControlSeries([shot(0, {"Russia": wavy()}), shot(1, {"Ukraine": wavy()})])
    day = read(pack_control(series))[1]
    assert math.isnan(day.about["gained_day"])


HOSTILE = (
    "</script><script>alert(1)</script>",
    "<!--<script>",
    "\\u003c/script\\u003e \\' \\\" `${alert(1)}`",
    "{date} {source} {n}",
    "\u2028\u2029 & &lt;img src=x onerror=alert(1)&gt;",
    "__proto__",
    "стан «фронту» ”",
)


@pytest.mark.parametrize("bad", HOSTILE)
def test_hostile_words_stay_words(bad: str) -> None:
    series = ControlSeries([shot(0, {bad: wavy()}, bad), shot(1, {"Russia": wavy()})])
    assert_same(series)
    events = schema.table([{"event_id": "a", "event_type": "Battles", "geometry": Point(37, 48)}])
    page = EventMap(events, control=series).get_root().render()
    data = re.search(r'id="control_layer_\d+_data">([^<]*)</script>', page)
    assert data
    about = json.loads(data[1])
    assert bad in about["labels"]
    assert bad in about["sources"]
    assert page.count("<script") == page.count("</script>")
    assert "<script>alert" not in page


def test_the_same_series_gives_the_same_bytes() -> None:
    series = ControlSeries([shot(day, {"Russia": wavy(0.02 * day)}) for day in range(3)])
    assert pack_control(series) == pack_control(series)


def test_a_page_takes_a_series_a_path_or_several(tmp_path: Path) -> None:
    shape = {"type": "Feature", "properties": {}, "geometry": shapely.geometry.mapping(wavy())}
    for day in (1, 2):
        text = json.dumps({"type": "FeatureCollection", "features": [shape]})
        (tmp_path / f"deepstate_2025030{day}.geojson").write_text(text)
    files = sorted(tmp_path.iterdir())
    for control in (tmp_path, str(tmp_path), files, [str(one) for one in files]):
        assert series_of(control).days == (dt.date(2025, 3, 1), dt.date(2025, 3, 2))
    given = ControlSeries.read(tmp_path)
    assert series_of(given) is given
    with pytest.raises(InputError, match="nowhere"):
        EventMap(schema.table([]), control=tmp_path / "nowhere")


def test_a_page_without_control_has_nothing_of_it() -> None:
    events = schema.table([{"event_id": "a", "event_type": "Battles", "geometry": Point(37, 48)}])
    page = EventMap(events).get_root().render()
    for word in ("ControlSeries", "control-note", "control_layer", "since_none"):
        assert word not in page
    series = ControlSeries([shot(0, {"Russia": wavy()})])
    page = EventMap(events, control=series).get_root().render()
    for word in ("ControlSeries", "control-note", "control_layer", "since_none"):
        assert word in page
