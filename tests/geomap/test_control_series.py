"""Who held what, how far the line was, and what changed: against independent computations."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import numpy as np
import pytest
import shapely
from pyproj import Geod
from shapely.geometry import LineString, MultiPolygon, Point, Polygon, box
from shapely.ops import nearest_points

from gazetteer import Gazetteer
from geomap import InputError, basemap
from geomap.control import ControlSeries, Snapshot
from geomap.control.front import line_of_contact
from geomap.control.measure import area_km2, length_km

from .controldata import NORTH, SOUTH, daily, held

GEOD = Geod(ellps="WGS84")
FIRST, SECOND = dt.date(2025, 3, 1), dt.date(2025, 3, 11)


def snapshot(day: dt.date, *shapes: Polygon, **more: object) -> Snapshot:
    areas = {"Russia": MultiPolygon(shapes)}
    return Snapshot(day, areas, "a desk", "Ukraine", **more)  # type: ignore[arg-type]


@pytest.fixture
def series() -> ControlSeries:
    return ControlSeries([snapshot(FIRST, held(37.5)), snapshot(SECOND, held(37.3))])


def geodesic_km2(shape: shapely.Geometry) -> float:
    """Area by geodesics between the vertices: no projection has a part in it."""
    return abs(GEOD.geometry_area_perimeter(shape)[0]) / 1e6


def test_areas_gained_and_lost_are_right_to_half_a_percent() -> None:
    ragged = Polygon([(37.4, 47.2), (37.1, 48.2), (36.9, 48.9), (38.2, 49.4), (38.9, 47.9)])
    other = Polygon([(37.3, 47.4), (37.3, 48.3), (36.6, 48.7), (37.9, 49.8), (38.9, 47.9)])
    change = ControlSeries([snapshot(FIRST, ragged), snapshot(SECOND, other)]).change(FIRST, SECOND)
    assert change.gained_km2 == pytest.approx(geodesic_km2(other.difference(ragged)), rel=0.005)
    assert change.lost_km2 == pytest.approx(geodesic_km2(ragged.difference(other)), rel=0.005)
    both = geodesic_km2(ragged.symmetric_difference(other))
    assert change.gained_km2 + change.lost_km2 == pytest.approx(both, rel=0.005)
    assert change.gained_km2 > 500
    assert change.lost_km2 > 500


@pytest.mark.parametrize("at", [(23, 48.5), (31, 51), (34, 45), (39.5, 49.5)])
def test_areas_are_right_everywhere_in_the_country(at: tuple[float, float]) -> None:
    shape = Point(at).buffer(0.5)
    assert area_km2(shape) == pytest.approx(geodesic_km2(shape), rel=0.001)


def test_the_last_snapshot_at_or_before_a_day_counts(series: ControlSeries) -> None:
    assert series.on(SECOND - dt.timedelta(days=1)).day == FIRST
    assert series.on(SECOND).day == SECOND
    assert series.on(dt.date(2030, 1, 1)).day == SECOND
    with pytest.raises(InputError, match="no control data on 2025-02-28: the first day is 2025"):
        series.on(FIRST - dt.timedelta(days=1))


def test_sides_and_distances_of_points(series: ControlSeries) -> None:
    points = [(37.6, 48.5), (37.4, 48.5), (37.4, 48.5), (37.4, 48.5)]
    days = [FIRST, FIRST, SECOND, FIRST - dt.timedelta(days=1)]
    standing = series.at(*np.array(points).T, days)
    assert standing.control.tolist() == ["Russia", "Ukraine", "Russia", None]
    assert standing.age_days.tolist() == [0, 0, 0, -1]
    expected = GEOD.inv(37.6, 48.5, 37.5, 48.5)[2] / 1000
    assert standing.distance_km[0] == pytest.approx(expected, rel=0.005)
    assert np.isnan(standing.distance_km[3])


def test_nothing_is_said_outside_the_country_and_of_days_long_after(series: ControlSeries) -> None:
    late = SECOND + dt.timedelta(days=series.max_age_days)
    standing = series.at([37.6] * 3, [55.7, 48.5, 48.5], [FIRST, late, late + dt.timedelta(days=1)])
    assert standing.control.tolist() == [None, "Russia", None]
    assert standing.age_days.tolist() == [0, series.max_age_days, -1]


def test_who_holds_the_rest_is_said_only_where_the_data_say_it() -> None:
    silent = ControlSeries([Snapshot(FIRST, {"Russia": MultiPolygon([held()])}, "a desk")])
    assert silent.at([36.0], [48.5], [FIRST]).control.tolist() == [None]
    areas = {"Russia": MultiPolygon([held()]), "contested": MultiPolygon([box(37, 48, 37.2, 49)])}
    contested = ControlSeries([Snapshot(FIRST, areas, "a desk")])
    assert contested.at([37.1], [48.5], [FIRST]).control.tolist() == ["contested"]


@pytest.mark.parametrize(
    "at", [(24.0, 49.8), (30.5, 50.4), (35.1, 47.8), (37.45, 48.2), (33.5, 45)]
)
def test_distances_are_right_to_half_a_percent(at: tuple[float, float]) -> None:
    """Against the shortest of many geodesics to the line, a point every hundred metres."""
    line = LineString([(37.5, 48.0), (37.3, 48.6), (37.8, 49.3)])
    series = ControlSeries([Snapshot(FIRST, {}, "a desk", line=shapely.MultiLineString([line]))])
    found = series.at([at[0]], [at[1]], [FIRST]).distance_km[0]
    on_line = shapely.get_coordinates(shapely.segmentize(line, 0.001))
    many = np.full(len(on_line), at[0]), np.full(len(on_line), at[1])
    truth = GEOD.inv(*many, on_line[:, 0], on_line[:, 1])[2].min() / 1000
    assert found == pytest.approx(truth, rel=0.005)
    rough = nearest_points(line, Point(at))[0]
    assert found <= GEOD.inv(*at, rough.x, rough.y)[2] / 1000 * 1.001


def test_points_in_any_order_get_what_each_gets_alone(series: ControlSeries) -> None:
    chance = np.random.default_rng(3)
    lon, lat = chance.uniform(36, 39, 200), chance.uniform(47, 50, 200)
    days = [FIRST + dt.timedelta(days=int(d)) for d in chance.integers(-3, 30, 200)]
    together = series.at(lon, lat, days)
    for number in range(0, 200, 17):
        alone = series.at([lon[number]], [lat[number]], [days[number]])
        assert alone.control[0] == together.control[number]
        assert alone.distance_km[0] == pytest.approx(together.distance_km[number], nan_ok=True)


def test_the_line_leaves_out_coasts_and_state_borders() -> None:
    east = shapely.intersection(basemap.ukraine(), box(37.5, 46, 42, 50.5))
    parts = [part for part in shapely.get_parts(east) if part.geom_type == "Polygon"]
    whole = snapshot(FIRST, *parts)
    border = length_km(shapely.boundary(whole.areas["Russia"]))
    line = length_km(line_of_contact(whole))
    straight = length_km(basemap.ukraine().intersection(LineString([(37.5, 46), (37.5, 51)])))
    assert border > 1000
    # The straight cut, without five kilometres and a bit at either end.
    assert straight - 25 < line < straight - 9
    assert length_km(line_of_contact(whole, 0)) == pytest.approx(border, rel=0.01)
    for part in line_of_contact(whole).geoms:
        assert shapely.get_coordinates(part)[:, 0] == pytest.approx(37.5, abs=0.01)


def test_labels_that_are_not_there_are_named(series: ControlSeries) -> None:
    with pytest.raises(InputError, match=r"2025-03-01 \(a desk\): no areas of Atlantis; there are"):
        series.change(FIRST, SECOND, "Atlantis")
    assert series.area_km2(FIRST, "Atlantis") == 0


def test_an_area_that_is_not_drawn_is_not_lost() -> None:
    bare = Snapshot(SECOND, {}, "a desk", line=shapely.MultiLineString([[(37, 48), (37, 49)]]))
    series = ControlSeries([snapshot(FIRST, held()), bare])
    with pytest.raises(InputError, match="no areas of Russia; there are none"):
        series.change(FIRST, SECOND)


def test_who_drew_both_days_is_told() -> None:
    other = Snapshot(SECOND, {"Russia": MultiPolygon([held(37.4)])}, "Rybar")
    series = ControlSeries([snapshot(FIRST, held(37.5)), other])
    assert series.change(FIRST, SECOND).sources == ("a desk", "Rybar")


def test_where_areas_overlap_the_smallest_around_a_point_counts() -> None:
    enclave, large = box(37.4, 48.4, 37.6, 48.6), box(30, 49, 36, 51)
    areas = {"Russia": MultiPolygon([held()]), "Ukraine": MultiPolygon([enclave, large])}
    series = ControlSeries([Snapshot(FIRST, areas, "a desk")])
    standing = series.at([37.5, 37.8], [48.5, 48.5], [FIRST, FIRST])
    assert standing.control.tolist() == ["Ukraine", "Russia"]


def test_the_line_is_the_border_of_the_side_that_does_not_hold_the_rest() -> None:
    small = MultiPolygon([box(36.5, 48, 36.8, 49)])
    areas = {"Russia": MultiPolygon([held()]), "Ukraine": small}
    assert Snapshot(FIRST, areas, "a desk", "Ukraine").main == "Russia"
    assert Snapshot(FIRST, areas, "a desk").main == "Ukraine", "of two sides the one with less"


def test_settlements_that_changed_hands(tmp_path: Path) -> None:
    folder = daily(tmp_path / "d", {"2025-03-01": 37.9, "2025-03-11": 37.5})
    series = ControlSeries.read(folder)
    with Gazetteer.open() as gazetteer:
        won, lost = series.change(FIRST, SECOND).settlements(gazetteer)
        back = series.change(SECOND, FIRST).settlements(gazetteer)
    assert {"Kramatorsk", "Lyman"} <= {place.name for place in won}
    assert lost == []
    assert back == ([], won)
    assert "Bakhmut" not in {place.name for place in won}, "it lies east of both lines"
    sizes = [place.population or 0 for place in won]
    assert sizes == sorted(sizes, reverse=True)


def test_bounds_of_the_test_area_are_inside_the_country() -> None:
    assert basemap.ukraine().contains(box(36.5, SOUTH, 38.0, NORTH))
