"""Control on the map: areas, the line of contact, their change, and the chart of land held."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import shapely
from playwright.sync_api import expect
from shapely.geometry import LineString, MultiLineString, box

from geomap.control import ControlSeries
from geomap.control.measure import on_plane

from .controlled import (
    ALWAYS,
    GREY,
    LOST,
    PIXEL,
    WON,
    alpha,
    changed,
    chart,
    choose,
    held,
    land,
    said,
    shot,
)

Open = Callable[..., Any]


def test_areas_and_their_source_follow_the_time(open_control: Open) -> None:
    opened = open_control()
    # While no time is chosen, the day of the last event counts, not that of the last snapshot.
    assert held(opened) == [True, True, True, False]
    choose(opened, "2023-05-12")
    assert held(opened) == [True, True, False, False]
    choose(opened, "2023-05-02")
    assert held(opened) == [False] * 4
    expect(said(opened)).to_have_text("No data on control before 3 May 2023")
    choose(opened, "2023-05-01", "2023-05-03")
    assert held(opened) == [True, False, True, False]
    expect(said(opened)).to_have_text(
        "Held by Russia on 3 May 2023 according to DeepStateMap (snapshot of the day)"
    )
    choose(opened, "2023-05-05")
    assert held(opened) == [True, True, True, False]
    assert alpha(opened, GREY) > 10
    choose(opened, "2023-05-11")
    assert held(opened) == [True, True, True, False]
    expect(said(opened)).to_contain_text("on 11 May 2023")
    expect(said(opened)).to_contain_text("(snapshot of 5 May 2023, 6 days older)")
    opened.assert_clean()


def test_every_day_decodes_to_the_input(open_control: Open, series: ControlSeries) -> None:
    opened = open_control()
    got = opened.page.evaluate(
        """() => {
            const { series } = geomap.opened[0].map.control;
            return [0, 1, 2].map((day) => series.labelsOf(day).map((label) => [
                series.labels[label],
                series.ringsOf(day, label).map((ring) =>
                    [...ring].map((v) => [series.longitude[v], series.latitude[v]])),
            ]));
        }"""
    )
    for snapshot, labels in zip(series.snapshots, got, strict=True):
        assert {label for label, _ in labels} == set(snapshot.areas)
        for label, rings in labels:
            wanted = {
                (round(x, 5), round(y, 5))
                for x, y in snapshot.areas[label].geoms[0].exterior.coords
            }
            assert {(round(x, 5), round(y, 5)) for ring in rings for x, y in ring} == wanted


def test_steps_and_play_move_control(open_control: Open) -> None:
    opened = open_control()
    page = opened.page
    page.get_by_role("combobox", name="Step").select_option("day")
    forward = page.get_by_role("button", name="One step on")
    for _ in range(3):
        forward.click()
    expect(said(opened)).to_contain_text("Held by Russia on 3 May 2023")
    page.get_by_role("button", name="Play").click()
    expect(said(opened)).to_contain_text("Held by Russia on 5 May 2023", timeout=8000)
    page.get_by_role("button", name="Pause").click()
    opened.assert_clean()


def test_the_time_bar_spans_the_days_of_control_too(
    open_control: Open, event: Callable[..., Any]
) -> None:
    opened = open_control([event(1), event(2, "Lyman"), event(3, "Marinka")])
    start = opened.page.get_by_role("slider", name="From")
    end = opened.page.get_by_role("slider", name="To", exact=True)
    assert start.get_attribute("aria-valuetext") == "1 May 2023"
    assert end.get_attribute("aria-valuetext") == "12 May 2023"
    assert opened.page.evaluate("[...geomap.opened[0].store.bins.counts]") == [3, *[0] * 11]
    end.focus()
    opened.page.keyboard.press("ArrowLeft")
    expect(said(opened)).to_contain_text("on 11 May 2023")
    # Events without any date have a time bar as well.
    opened = open_control([event(1, event_date=None)])
    ends = opened.page.get_by_role("slider", name="To", exact=True)
    assert ends.get_attribute("aria-valuetext") == "12 May 2023"
    expect(opened.page.locator(".timebar")).to_be_visible()
    assert opened.page.evaluate("geomap.opened[0].store.totals.events") == 1
    opened.assert_clean()


def test_change_has_two_colours_and_words(open_control: Open, series: ControlSeries) -> None:
    opened = open_control()
    page = opened.page
    choose(opened, "2023-05-05")
    since = page.get_by_role("combobox", name="Change since")
    plain = page.evaluate(PIXEL, WON)
    since.select_option("day")
    red, green, blue, opaque = page.evaluate(PIXEL, WON)
    assert opaque > 180 > plain[3]
    assert red > green + 80 > blue
    note = page.locator(".control-change")
    expect(note).to_have_text(changed(series, 0, 1))
    # What both days have is drawn as before.
    assert alpha(opened, ALWAYS) < 180
    choose(opened, "2023-05-12")
    since.select_option("week")
    red, green, blue, opaque = page.evaluate(PIXEL, LOST)
    assert opaque > 180
    assert blue > green > red
    expect(note).to_have_text(changed(series, 1, 2))
    since.select_option("month")
    expect(note).to_have_text("No older snapshot to compare with.")
    since.select_option("none")
    expect(note).to_be_hidden()
    assert alpha(opened, LOST) < 10
    opened.assert_clean()


def test_no_hair_of_colour_shows_where_nothing_changed(open_control: Open) -> None:
    opened = open_control(window={"hash": "#map=8/48.5/37.9"})
    choose(opened, "2023-05-05")
    west, east = opened.page.evaluate(
        """() => {
            const { control } = geomap.opened[0].map;
            const { canvas } = control.canvas.pen;
            const drawn = (since) => {
                control.setSince(since);
                const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d');
                copy.drawImage(canvas, 0, 0);
                return copy.getImageData(0, 0, canvas.width, canvas.height).data;
            };
            const [before, after] = ['none', 'day'].map(drawn);
            let [west, east] = [Infinity, -Infinity];
            for (let i = 0; i < before.length; i += 1) {
                if (before[i] === after[i]) continue;
                const x = (i >> 2) % canvas.width;
                [west, east] = [Math.min(west, x), Math.max(east, x)];
            }
            const { scale, left, ratio } = control.canvas.sight();
            return [west, east].map((x) => 360 * ((x / ratio + left) / scale - 0.5));
        }"""
    )
    # The land that was won, and not the border that both days have.
    assert west == pytest.approx(37.5, abs=0.02)
    assert east == pytest.approx(38, abs=0.02)


def test_the_line_of_contact_is_strong_and_no_state_border(open_control: Open) -> None:
    # From land in the east of the country to far beyond its border.
    area = shapely.segmentize(box(37.5, 48.2, 42, 48.9), 0.05)
    control = ControlSeries([shot("2023-05-03", {"Russia": area})])
    opened = open_control(control=control, window={"hash": "#map=7/48.5/38.5"})
    red, green, blue, opaque = opened.page.evaluate(PIXEL, (48.5, 37.5))
    assert opaque > alpha(opened, (48.5, 37.7)) + 40
    assert max(red, green, blue) < 200
    degrees = "(y) => (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI"
    lines = opened.page.evaluate(
        f"""() => geomap.control.contact(geomap.opened[0].map.control.series, 0).map((line) =>
            line.map((v, i) => (i % 2 ? ({degrees})(v) : 360 * (v - 0.5))))"""
    )
    got = MultiLineString([list(zip(line[::2], line[1::2], strict=True)) for line in lines])
    wanted = control.line(control.days[0])
    assert wanted.length < area.exterior.length - 0.1
    assert shapely.hausdorff_distance(on_plane(got), on_plane(wanted)) < 20


def test_a_line_without_areas(open_control: Open) -> None:
    line = MultiLineString([LineString([(37.5, 48), (37.6, 48.6), (37.5, 49)])])
    opened = open_control(control=ControlSeries([shot("2023-05-03", {}, line=line)]))
    expect(said(opened)).to_contain_text("Line of contact on 7 May 2023 according to")
    expect(opened.page.locator(".control-size")).to_have_text(["Line of contact: 112 km", ""])
    assert opened.page.locator(".control-chart").is_hidden()
    assert alpha(opened, (48.6, 37.6)) > 10
    opened.page.get_by_role("combobox", name="Change since").select_option("day")
    opened.assert_clean()


def test_the_chart_tells_values_and_leads_to_days(
    open_control: Open, series: ControlSeries
) -> None:
    opened = open_control()
    page = opened.page
    slider = chart(opened)
    assert slider.get_attribute("aria-valuetext") == f"5 May 2023: {land(series, 1)}"
    expect(page.locator(".control-chart-name")).to_have_text(
        f"Land held by Russia: {land(series, 1)}"
    )
    tip = page.locator(".control-tip")
    expect(tip).to_be_hidden()
    slider.focus()
    expect(tip).to_have_text(f"5 May 2023: {land(series, 1)}")
    page.keyboard.press("Home")
    assert slider.get_attribute("aria-valuetext") == f"3 May 2023: {land(series, 0)}"
    expect(tip).to_have_text(f"3 May 2023: {land(series, 0)}")
    expect(page.locator(".time-range")).to_have_text("3 May 2023")
    assert held(opened) == [True, False, True, False]
    page.keyboard.press("ArrowRight")
    expect(page.locator(".time-range")).to_have_text("5 May 2023")
    page.keyboard.press("End")
    page.keyboard.press("ArrowRight")
    expect(page.locator(".time-range")).to_have_text("12 May 2023")
    box = slider.bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.4, box["y"] + 10)
    expect(tip).to_contain_text("5 May 2023: ")
    # Of twelve days, the third.
    page.mouse.click(box["x"] + box["width"] * 2.5 / 12, box["y"] + 10)
    expect(page.locator(".time-range")).to_have_text("3 May 2023")
    page.mouse.move(300, 300)
    choose(opened, "2023-05-01")
    assert "No data on control" in slider.get_attribute("aria-valuetext")
    opened.assert_clean()
