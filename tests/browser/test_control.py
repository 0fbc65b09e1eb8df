"""Control on the map: areas, the line of contact, their change, and the chart of land held."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
import shapely
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from shapely.geometry import LineString, MultiLineString, MultiPolygon, box

from geomap import schema
from geomap.control import ControlSeries, Snapshot
from geomap.control.measure import on_plane
from geomap.drawing.eventmap import EventMap

Open = Callable[..., Any]
# Where the color of the layer is asked for: (latitude, longitude).
ALWAYS = (48.3, 38.2)
WON = (48.3, 37.7)
LOST = (48.9, 38.2)
NEVER = (48.3, 36.8)
GREY = (48.9, 37.3)

PIXEL = """([latitude, longitude]) => {
    const { control } = geomap.opened[0].map;
    const { scale, left, top, ratio } = control.canvas.sight();
    const at = geomap.project(latitude, longitude);
    const [x, y] = [at.x * scale - left, at.y * scale - top].map((v) => Math.round(v * ratio));
    const copy = new OffscreenCanvas(9, 9).getContext('2d', { willReadFrequently: true });
    copy.drawImage(control.canvas.pen.canvas, 4 - x, 4 - y);
    // A few pixels: a pattern has gaps.
    const { data } = copy.getImageData(0, 0, 9, 9);
    return [0, 1, 2, 3].map((k) => data.filter((_, i) => i % 4 === k).reduce((a, b) => a + b) / 81);
}"""


def shot(day: str, areas: dict[str, Any], source: str = "DeepStateMap", **more: Any) -> Snapshot:
    whole = {label: MultiPolygon([area]) for label, area in areas.items()}
    return Snapshot(dt.date.fromisoformat(day), whole, source, **more)


@pytest.fixture
def series() -> ControlSeries:
    """Three days: land in the west is won on the second, land in the north lost on the third."""
    first = box(38, 48, 38.5, 49.1)
    second = box(37.5, 48, 38.5, 49.1)
    third = box(37.5, 48, 38.5, 48.7)
    return ControlSeries(
        [
            shot("2023-05-03", {"Russia": first}),
            shot("2023-05-05", {"Russia": second, "contested": box(37.2, 48.8, 37.45, 49)}),
            shot("2023-05-12", {"Russia": third}),
        ]
    )


@pytest.fixture
def week(event: Callable[..., Any]) -> list[Any]:
    """An event a day from 1 to 7 May 2023."""
    return [event(n, event_date=f"2023-05-0{n}") for n in range(1, 8)]


@pytest.fixture
def open_control(open_map: Open, week: list[Any], series: ControlSeries) -> Open:
    def open_one(rows: Any = None, control: Any = None, **options: Any) -> Any:
        opened = open_map(rows or week, control=control or series, **options)
        opened.page.locator(".control-said:not(:empty)").wait_for()
        return opened

    return open_one


def alpha(opened: Any, place: tuple[float, float]) -> float:
    return float(opened.page.evaluate(PIXEL, place)[3])


def held(opened: Any) -> list[bool]:
    """Which of the places lie in an area that is drawn."""
    return [alpha(opened, place) > 10 for place in (ALWAYS, WON, LOST, NEVER)]


def choose(opened: Any, first: str, last: str | None = None) -> None:
    days = [first, last or first]
    opened.page.evaluate(
        "days => geomap.opened[0].store.setTime(...days.map(geomap.days.fromIso))", days
    )


def said(opened: Any) -> Any:
    return opened.page.locator(".control-said")


def changed(series: ControlSeries, before: int, after: int) -> str:
    """The words for a change of the fixture."""
    first, last = series.days[before], series.days[after]
    change = series.change(first, last)
    gained, lost = (f"{round(km2):,}" for km2 in (change.gained_km2, change.lost_km2))
    since = f"{first.day} {first:%B %Y}"
    return f"Since the snapshot of {since}: {gained} km² gained, {lost} km² lost"


def land(series: ControlSeries, number: int) -> str:
    return f"{round(series.area_km2(series.days[number])):,} km²"


def chart(opened: Any) -> Any:
    return opened.page.get_by_role("slider", name="Land held by Russia")


def test_areas_and_their_source_follow_the_time(open_control: Open) -> None:
    opened = open_control()
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
    assert end is not None
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
    assert slider.get_attribute("aria-valuetext") == f"12 May 2023: {land(series, 2)}"
    expect(page.locator(".control-chart-name")).to_have_text(
        f"Land held by Russia: {land(series, 2)}"
    )
    tip = page.locator(".control-tip")
    expect(tip).to_be_hidden()
    slider.focus()
    expect(tip).to_have_text(f"12 May 2023: {land(series, 2)}")
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


def test_the_switch_works_by_keyboard_and_stands_in_the_address(
    open_control: Open, open_file: Open, tmp_path: Any
) -> None:
    opened = open_control()
    page = opened.page
    switch = page.get_by_role("checkbox", name="Show who holds what")
    switch.focus()
    page.keyboard.press("Space")
    for part in (".control-note", ".control-chart", ".control-more"):
        expect(page.locator(part)).to_be_hidden()
    expect(page).to_have_url(re.compile("&areas=0"))
    page.keyboard.press("Space")
    expect(page.locator(".control-note")).to_be_visible()
    page.get_by_role("combobox", name="Change since").select_option("week")
    expect(page).to_have_url(re.compile("&since=week"))
    assert "areas" not in page.evaluate("location.hash")
    again = open_file(tmp_path / "map.html", hash="#areas=0&since=month")
    again.page.locator(".control-panel").wait_for()
    expect(again.page.locator(".control-note")).to_be_hidden()
    expect(again.page.get_by_role("checkbox", name="Show who holds")).not_to_be_checked()
    again.page.evaluate("location.hash = '#since=month'")
    expect(again.page.locator(".control-note")).to_be_visible()
    expect(again.page.get_by_role("combobox", name="Change since")).to_have_value("month")
    again.page.evaluate("location.hash = '#since=nonsense'")
    expect(again.page.get_by_role("combobox", name="Change since")).to_have_value("none")
    again.assert_clean()


def test_folium_s_switch_of_layers_agrees_with_ours(
    open_map: Open, week: list[Any], series: ControlSeries
) -> None:
    import folium

    drawn = EventMap(schema.table(week), control=series)
    folium.LayerControl(collapsed=False).add_to(drawn)
    opened = open_map(drawn)
    opened.page.locator(".control-said:not(:empty)").wait_for()
    labels = opened.page.locator(".leaflet-control-layers label")
    labels.filter(has_text="Control").click()
    expect(opened.page.get_by_role("checkbox", name="Show who holds")).not_to_be_checked()
    labels.filter(has_text="Control").click()
    assert held(opened) == [True, True, False, False]
    # Areas stay below the outlines of events, whatever was switched last.
    first = """() => {
        const { map } = geomap.opened[0];
        return map.getPane('extents').firstChild === map.control.canvas._container;
    }"""
    assert opened.page.evaluate(first)
    opened.assert_clean()


def test_the_picture_says_whose_data_it_shows(open_control: Open, series: ControlSeries) -> None:
    spy = """window.__texts = []; const write = CanvasRenderingContext2D.prototype.fillText;
        CanvasRenderingContext2D.prototype.fillText = function (text, ...rest) {
            window.__texts.push(text); return write.call(this, text, ...rest); };"""
    opened = open_control(window={"before": spy})
    choose(opened, "2023-05-05")
    opened.page.get_by_role("combobox", name="Change since").select_option("day")
    with opened.page.expect_download() as saved:
        opened.page.get_by_role("button", name="Picture").click()
    assert saved.value.suggested_filename.endswith(".png")
    texts = opened.page.evaluate("window.__texts")
    for text in (
        "Held by Russia on 5 May 2023 according to DeepStateMap (snapshot of the day)",
        changed(series, 0, 1),
        "held by Russia",
        "contested",
        "line of contact",
        "gained",
    ):
        assert text in texts, text
    opened.page.evaluate("window.__texts = []")
    opened.page.get_by_role("checkbox", name="Show who holds what").uncheck()
    with opened.page.expect_download():
        opened.page.get_by_role("button", name="Picture").click()
    assert "held by Russia" not in opened.page.evaluate("window.__texts")
    opened.assert_clean()


HOSTILE = (
    "</script><script>window.__xss.push(1)</script>",
    "<img src=x onerror='window.__xss.push(2)'>",
    "`${window.__xss.push(3)}` \\u003cscript\\u003e {date} {what}",
    "__proto__",
)


@pytest.mark.parametrize("bad", HOSTILE)
def test_hostile_words_do_nothing(open_control: Open, bad: str) -> None:
    area = box(37.5, 48, 38.5, 49)
    control = ControlSeries(
        [shot("2023-05-03", {bad: area}, bad), shot("2023-05-05", {bad: area}, bad)]
    )
    opened = open_control(control=control)
    page = opened.page
    page.get_by_role("combobox", name="Change since").select_option("day")
    with page.expect_download():
        page.get_by_role("button", name="Picture").click()
    page.locator(".control-track").hover()
    assert bad in said(opened).inner_text().replace("\u2026", "")
    assert bad in page.locator(".control-key").inner_text()
    assert page.evaluate("window.__xss") == []
    assert page.locator(".control-note img, .panel img").count() == 0
    opened.assert_clean()


@pytest.mark.parametrize(
    ("language", "side", "what"),
    [
        ("en", "Russia on 3 May 2023", "held by Russia"),
        ("fi", "Venäjä, 3. toukokuuta 2023", "Venäjän hallussa"),
        ("uk", "Росія, 3 травня 2023", "під контролем Росії"),
    ],
)
def test_cards_and_keys_speak_the_language_of_the_page(
    open_control: Open, event: Callable[..., Any], language: str, side: str, what: str
) -> None:
    row = event(
        1,
        control="Russia",
        control_date="2023-05-03",
        control_source="DeepStateMap",
        distance_to_front_km=3.25,
        control_check="agrees",
    )
    opened = open_control([row, event(2, "Lyman")], language=language)
    assert what in opened.page.locator(".control-key").inner_text()
    opened.marker("Bakhmut").click()
    facts = opened.popup.inner_text()
    assert side in facts
    assert "DeepStateMap" in facts
    assert "agrees" in facts
    everything = opened.page.locator("body").inner_text()
    for sign in ("undefined", "NaN", "[object", "{"):
        assert sign not in everything
    opened.assert_clean()


@pytest.mark.parametrize("language", ["en", "fi", "uk"])
@pytest.mark.parametrize("width", [1400, 390])
def test_nothing_serious_stands_in_a_reader_s_way(
    open_control: Open, language: str, width: int
) -> None:
    window = {"width": width, "height": 844, "reduced_motion": "reduce", "hash": "#since=day"}
    opened = open_control(language=language, window=window)
    opened.page.wait_for_selector(".event-symbol")
    for open_panel in (False, True):
        if open_panel and width < 760:
            opened.page.locator(".fold").click()
        found = Axe().run(opened.page).response["violations"]
        assert [one["id"] for one in found if one["impact"] in ("serious", "critical")] == []
    assert opened.page.evaluate("document.documentElement.scrollWidth") == width
    opened.assert_clean()


def test_a_phone_has_all_of_it(open_control: Open) -> None:
    phone = {"width": 390, "height": 844, "has_touch": True, "is_mobile": True}
    opened = open_control(window=phone)
    page = opened.page
    note = page.locator(".control-note").bounding_box()
    assert note["x"] >= 0
    assert note["x"] + note["width"] <= 390
    chart(opened).tap(position={"x": 5, "y": 10})
    expect(page.locator(".time-range")).to_have_text("1 May 2023")
    expect(said(opened)).to_contain_text("No data on control before")
    page.get_by_role("button", name="Show list").tap()
    page.get_by_role("checkbox", name="Show who holds what").tap()
    expect(page.locator(".control-note")).to_be_hidden()
    opened.assert_clean()


def test_an_old_browser_is_told_so(
    open_map: Open, open_file: Open, week: list[Any], series: ControlSeries, tmp_path: Any
) -> None:
    open_map(week, control=series)
    opened = open_file(tmp_path / "map.html", before="delete window.DecompressionStream")
    expect(opened.page.locator(".panel")).to_contain_text("This browser is too old")
    assert opened.complaints == []
