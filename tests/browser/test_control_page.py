"""Control and the page around it: switch, address, picture, words, phones, screen readers."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from shapely.geometry import box

from geomap import schema
from geomap.control import ControlSeries
from geomap.drawing.eventmap import EventMap

from .controlled import (
    changed,
    chart,
    choose,
    held,
    said,
    shot,
)

Open = Callable[..., Any]


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
    open_map: Open, may_week: list[Any], series: ControlSeries
) -> None:
    import folium

    drawn = EventMap(schema.table(may_week), control=series)
    folium.LayerControl(collapsed=False).add_to(drawn)
    opened = open_map(drawn)
    opened.page.locator(".control-said:not(:empty)").wait_for()
    labels = opened.page.locator(".leaflet-control-layers label")
    labels.filter(has_text="Control").click()
    expect(opened.page.get_by_role("checkbox", name="Show who holds")).not_to_be_checked()
    labels.filter(has_text="Control").click()
    assert held(opened) == [True, True, True, False]
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
    open_map: Open, open_file: Open, may_week: list[Any], series: ControlSeries, tmp_path: Any
) -> None:
    open_map(may_week, control=series)
    opened = open_file(tmp_path / "map.html", before="delete window.DecompressionStream")
    expect(opened.page.locator(".panel")).to_contain_text("This browser is too old")
    assert opened.complaints == []
