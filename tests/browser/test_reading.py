"""What a reader sees and does on the page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect
from shapely.geometry import Point

from geomap.cli import main

Open = Callable[..., Any]


def test_page_opens_offline_and_without_complaints(open_map: Open, rows: list[Any]) -> None:
    opened = open_map(rows, title="A quiet page")
    opened.page.wait_for_selector(".event-symbol")
    assert opened.page.title() == "A quiet page"
    assert len(opened.requests) == 1
    opened.assert_clean()


def test_base_map_shows_land_and_sea(open_map: Open, rows: list[Any]) -> None:
    opened = open_map(rows)
    opened.page.wait_for_selector(".event-symbol")
    # Pixels of the canvas: Bakhmut is land, the middle of the Sea of Azov is not drawn on.
    drawn = """([latitude, longitude]) => {
        const map = Object.values(window).find((one) => one instanceof L.Map);
        const canvas = map.getPane('basemap').querySelector('canvas');
        const box = canvas.getBoundingClientRect();
        const frame = map.getContainer().getBoundingClientRect();
        const at = map.latLngToContainerPoint([latitude, longitude]);
        const scale = canvas.width / box.width;
        const x = Math.round((at.x + frame.left - box.left) * scale);
        const y = Math.round((at.y + frame.top - box.top) * scale);
        return [...canvas.getContext('2d').getImageData(x, y, 1, 1).data];
    }"""
    land = opened.page.evaluate(drawn, [48.4, 37.2])
    assert land == [252, 251, 248, 255]
    opened.page.evaluate(
        "Object.values(window).find((one) => one instanceof L.Map)"
        ".setView([46.2, 36.5], 8, {animate: false})"
    )
    opened.page.wait_for_timeout(200)
    assert opened.page.evaluate(drawn, [46.1, 36.6])[3] == 0
    assert opened.page.locator(".name.sea").all_inner_texts() == ["Sea of Azov"]


def test_names_do_not_overlap(open_map: Open, rows: list[Any]) -> None:
    opened = open_map(rows)
    opened.page.wait_for_selector(".name.event")
    boxes = [one.bounding_box() for one in opened.page.locator(".name").all()]
    assert len(boxes) > 3
    for number, a in enumerate(boxes):
        for b in boxes[number + 1 :]:
            apart = (
                a["x"] + a["width"] <= b["x"]
                or b["x"] + b["width"] <= a["x"]
                or a["y"] + a["height"] <= b["y"]
                or b["y"] + b["height"] <= a["y"]
            )
            assert apart, (a, b)


def test_places_with_events_are_named_and_badges_stay_free(open_map: Open, rows: list[Any]) -> None:
    opened = open_map(rows)
    opened.page.wait_for_selector(".name.event")
    names = opened.page.locator(".name.event").all_inner_texts()
    assert sorted(names) == ["Bakhmut", "Lyman", "Marinka"]
    # The badge stands at the upper right of the symbol, 17 pixels high and 18 wide or more.
    symbol = opened.marker("Bakhmut").bounding_box()
    name = opened.page.locator(".name.event", has_text="Bakhmut").bounding_box()
    right, top = symbol["x"] + symbol["width"], symbol["y"]
    assert name["y"] >= top + 9 or name["x"] > right + 8


def test_one_symbol_a_place_with_the_count_of_its_events(open_map: Open, rows: list[Any]) -> None:
    opened = open_map(rows)
    expect(opened.page.locator(".event-symbol")).to_have_count(3)
    assert opened.marker("Bakhmut").get_attribute("aria-label") == "Bakhmut: 3 events"


def test_symbol_opens_with_all_that_is_known(open_map: Open, rows: list[Any]) -> None:
    opened = open_map(rows)
    opened.marker("Bakhmut").click()
    text = opened.popup.inner_text()
    for words in (
        "on 1 May 2023",
        "more than 30 attacks",
        "the army's spokesman",
        "Yli 30 hyökkäystä torjuttiin Bahmutissa.",
        "repelled",
        "report.txt",
        "high (0.90)",
        "Bakhmut [exact]",
        "date unknown; said on 2 May 2023",
        "Donetsk Oblast",
    ):
        assert words in text
    assert opened.popup.locator(".card").count() == 3
    assert "Bahmutissa" in opened.popup.locator("mark").all_inner_texts()


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"event_date": "2023-05-01", "date_precision": 1}, "on 1 May 2023"),
        ({"event_date": "2023-05-01", "end_date": "2023-05-04", "date_precision": 2}, "between"),
        ({"event_date": "2023-05-01", "date_precision": 2}, "within a few days of 1 May 2023"),
        ({"event_date": "2023-05-01", "date_precision": 3}, "in the week of 1 May 2023"),
        ({"event_date": "2023-05-01", "date_precision": 4}, "in May 2023"),
        ({"event_date": None}, "date unknown"),
        ({"event_date": "last spring"}, "on last sprin"),
    ],
)
def test_dates_say_how_exact_they_are(
    open_map: Open, event: Callable[..., Any], values: dict[str, Any], words: str
) -> None:
    opened = open_map([event(1, **values)])
    opened.marker("Bakhmut").click()
    assert words in opened.popup.locator(".when").inner_text()


def test_symbols_work_with_the_keyboard_alone(open_map: Open, rows: list[Any]) -> None:
    opened = open_map(rows)
    opened.page.wait_for_selector(".event-symbol")
    for _ in range(40):
        opened.page.keyboard.press("Tab")
        label = opened.page.evaluate("document.activeElement.getAttribute('aria-label')") or ""
        if label.startswith("Bakhmut:"):
            break
    else:
        pytest.fail("Tab never came to the symbol")
    assert opened.page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    opened.page.keyboard.press("Enter")
    assert "more than 30 attacks" in opened.popup.inner_text()
    assert opened.page.evaluate("!!document.activeElement.closest('.event-popup')")
    opened.page.keyboard.press("Escape")
    opened.popup.wait_for(state="detached")
    back = opened.page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert back == "Bakhmut: 3 events"


def test_legend_counts_and_switches_types(open_map: Open, rows: list[Any]) -> None:
    opened = open_map(rows)
    battles = opened.page.get_by_role("switch", name="Battles")
    assert battles.inner_text().split() == ["Battles", "4"]
    battles.click()
    assert battles.get_attribute("aria-checked") == "false"
    expect(opened.page.locator(".event-symbol")).to_have_count(1)
    expect(opened.marker("Bakhmut")).to_have_attribute("aria-label", "Bakhmut: 1 event")
    expect(opened.page.locator(".events .item")).to_have_count(2)
    assert "2 of 6 events shown" in opened.page.locator(".totals").inner_text()
    opened.page.get_by_role("switch", name="Protests").click()
    expect(opened.page.locator(".event-symbol")).to_have_count(0)
    opened.page.get_by_role("button", name="Show all").click()
    expect(opened.page.locator(".event-symbol")).to_have_count(3)


def test_totals_and_list_count_an_event_once(open_map: Open, rows: list[Any]) -> None:
    opened = open_map(rows)
    totals = opened.page.locator(".totals").inner_text()
    assert totals == "6 events at 3 places, 2 not placed"
    expect(opened.page.locator(".events .item")).to_have_count(6)
    assert "Bakhmut, Lyman" in opened.page.locator(".events").inner_text()


def test_list_leads_to_the_event(open_map: Open, rows: list[Any]) -> None:
    opened = open_map(rows)
    opened.page.locator(".item", has_text="Marinka").click()
    assert "Marinka" in opened.popup.inner_text()
    assert "near the place, within 5 km" in opened.popup.inner_text()


def test_what_has_no_place_is_listed_with_its_reason(open_map: Open, rows: list[Any]) -> None:
    opened = open_map(rows)
    opened.page.get_by_role("tab", name="Not placed").click()
    text = opened.page.locator(".sheet.unplaced").inner_text()
    assert "Ambiguous: the words may mean several places" in text
    assert "two places of that name are equally likely" in text
    assert "Andriivka, Kharkiv Oblast" in text
    assert "No place: the words name none" in text
    assert "They refused to fight." in text


def test_areas_show_as_outlines_and_never_as_points(
    open_map: Open, event: Callable[..., Any]
) -> None:
    area = {"geo_precision": 4, "place_text": None}
    opened = open_map(
        [
            event(1, place_name="Donetsk Oblast", place_kind="region", **area),
            event(
                2,
                place_name="Donbas",
                place_kind="macroregion",
                radius_km=180,
                **{**area, "geometry": Point(38.5, 48.5), "admin1": None},
            ),
            event(3, "Marinka", geo_precision=2, radius_km=5),
        ]
    )
    opened.page.wait_for_selector(".event-area")
    expect(opened.page.locator(".event-area")).to_have_count(2)
    expect(opened.page.locator(".event-symbol")).to_have_count(1)
    opened.marker("Donetsk Oblast").click()
    assert "somewhere in Donetsk Oblast" in opened.popup.inner_text()


def test_a_far_place_leaves_the_view_alone(open_map: Open, event: Callable[..., Any]) -> None:
    far = event(9, place_name="Washington", geometry=Point(-77.04, 38.9), country="US", admin1=None)
    opened = open_map([event(1), event(2, "Marinka"), event(3, "Lyman"), far])
    frame = opened.page.locator(".map").bounding_box()
    for place in ("Bakhmut", "Marinka", "Lyman"):
        box = opened.marker(place).bounding_box()
        assert frame["x"] < box["x"] < frame["x"] + frame["width"]
        assert frame["y"] < box["y"] < frame["y"] + frame["height"]
    apart = (
        opened.marker("Lyman").bounding_box()["y"] - opened.marker("Marinka").bounding_box()["y"]
    )
    assert abs(apart) > 150


def test_an_empty_table_still_makes_a_map(open_map: Open) -> None:
    opened = open_map([])
    opened.page.wait_for_selector(".name.country, .name.city")
    expect(opened.page.locator(".totals")).to_have_text("0 events at 0 places")
    opened.assert_clean()


def test_a_report_in_a_language_without_lexicon_makes_a_map_of_no_events(
    open_file: Callable[..., Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report, page = tmp_path / "rapport.txt", tmp_path / "map.html"
    report.write_text("De ryska trupperna anföll staden Bachmut på måndagen.", "utf-8")
    assert main(["map", str(report), "-o", str(page)]) == 0
    out, err = capsys.readouterr()
    assert out == f"{page}: 0 events at 0 places\n"
    assert err.startswith("geomap: warning: rapport.txt: no lexicon for language 'sv'")
    assert err.count("\n") == 1
    opened = open_file(page)
    expect(opened.page.locator(".totals")).to_have_text("0 events at 0 places")
    opened.assert_clean()


@pytest.mark.parametrize(
    ("language", "words"), [("uk", "3 події"), ("fi", "3 tapahtumaa"), ("en", "3 events")]
)
def test_page_speaks_its_language(
    open_map: Open, rows: list[Any], language: str, words: str
) -> None:
    opened = open_map(rows, language=language)
    assert opened.marker("Bakhmut").get_attribute("aria-label") == f"Bakhmut: {words}"
    opened.marker("Bakhmut").click()
    assert "undefined" not in opened.page.locator("body").inner_text()
    opened.assert_clean()


def test_phone_has_no_sideways_scroll_and_a_folding_panel(open_map: Open, rows: list[Any]) -> None:
    opened = open_map(
        rows, title="A long title of a map of events", window={"width": 390, "height": 844}
    )
    opened.page.wait_for_selector(".event-symbol")
    wide = "document.documentElement.scrollWidth"
    assert opened.page.evaluate(wide) == 390
    assert not opened.page.locator(".panel-body").is_visible()
    assert opened.page.locator(".map").bounding_box()["height"] > 500
    opened.page.get_by_role("button", name="Show list").click()
    assert opened.page.locator(".panel-body").is_visible()
    assert opened.page.evaluate(wide) == 390
    opened.page.locator(".item", has_text="Marinka").click()
    assert not opened.page.locator(".panel-body").is_visible()
    box = opened.popup.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    opened.assert_clean()


def test_symbols_that_would_cover_each_other_join(
    open_map: Open, event: Callable[..., Any]
) -> None:
    close = event(2, place_name="Ivanivske", geometry=Point(38.01, 48.6), event_type="Protests")
    opened = open_map([event(1), event(3), close])
    expect(opened.page.locator(".event-symbol")).to_have_count(1)
    marker = opened.marker("Bakhmut")
    label = "Bakhmut: 3 events, and 1 place close by"
    assert marker.get_attribute("aria-label") == label
    marker.click()
    assert opened.popup.locator("h3").all_inner_texts() == ["Bakhmut", "Ivanivske"]
    opened.page.keyboard.press("Escape")
    opened.page.evaluate(
        "Object.values(window).find((one) => one instanceof L.Map)"
        ".setView([48.6, 38.0], 13, {animate: false})"
    )
    expect(opened.page.locator(".event-symbol")).to_have_count(2)


def test_a_symbol_of_many_places_opens_by_moving_closer(
    open_map: Open, event: Callable[..., Any]
) -> None:
    around = [
        event(n, place_name=f"Place {n}", geometry=Point(38 + n / 1000, 48.5 + n / 1500))
        for n in range(20)
    ]
    opened = open_map([*around, event(30, "Marinka"), event(31, "Lyman")])
    opened.marker("Place 0").click()
    assert opened.popup.count() == 0
    opened.page.wait_for_timeout(400)
    assert opened.page.locator(".event-symbol").count() >= 4
