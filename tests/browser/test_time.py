"""The time slider: everything on the page follows it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

Open = Callable[..., Any]


@pytest.fixture
def week(event: Callable[..., Any]) -> list[Any]:
    """An event a day from 1 to 7 May 2023 at Bakhmut, and one without a date at Lyman."""
    days = [event(n, event_date=f"2023-05-0{n}") for n in range(1, 8)]
    return [*days, event(8, "Lyman", event_date=None)]


def handles(opened: Any) -> tuple[Any, Any]:
    return (
        opened.page.get_by_role("slider", name="From"),
        opened.page.get_by_role("slider", name="To"),
    )


def test_counts_symbols_and_lists_follow_the_handles(open_map: Open, week: list[Any]) -> None:
    opened = open_map(week)
    start, end = handles(opened)
    expect(opened.page.locator(".time-range")).to_have_text("1 – 7 May 2023")
    start.focus()
    opened.page.keyboard.press("ArrowRight")
    opened.page.keyboard.press("ArrowRight")
    assert start.get_attribute("aria-valuetext") == "3 May 2023"
    end.focus()
    opened.page.keyboard.press("ArrowLeft")
    expect(opened.page.locator(".time-range")).to_have_text("3 – 6 May 2023")
    expect(opened.marker("Bakhmut")).to_have_attribute("aria-label", "Bakhmut: 4 events")
    assert "5 of 8 events shown" in opened.page.locator(".totals").inner_text()
    assert opened.page.get_by_role("switch", name="Battles").inner_text().split()[-1] == "5"
    expect(opened.page.locator(".events .item")).to_have_count(5)
    opened.marker("Bakhmut").click()
    dates = opened.popup.locator(".when").all_inner_texts()
    assert dates == [f"on {day} May 2023" for day in (6, 5, 4, 3)]
    opened.page.get_by_role("button", name="All dates").click()
    expect(opened.marker("Bakhmut")).to_have_attribute("aria-label", "Bakhmut: 7 events")
    opened.assert_clean()


def test_keys_stop_at_the_other_handle_and_at_the_ends(open_map: Open, week: list[Any]) -> None:
    opened = open_map(week)
    start, end = handles(opened)
    start.focus()
    for _ in range(12):
        opened.page.keyboard.press("ArrowRight")
    assert start.get_attribute("aria-valuetext") == end.get_attribute("aria-valuetext")
    opened.page.keyboard.press("Home")
    assert start.get_attribute("aria-valuenow") == start.get_attribute("aria-valuemin")


def test_a_handle_is_dragged_and_the_span_between_too(open_map: Open, week: list[Any]) -> None:
    opened = open_map(week)
    track = opened.page.locator(".time-track").bounding_box()
    start, _ = handles(opened)

    def drag(x1: float, x2: float, y: float) -> None:
        opened.page.mouse.move(x1, y)
        opened.page.mouse.down()
        opened.page.mouse.move(x2, y, steps=5)
        opened.page.mouse.up()

    box = start.bounding_box()
    day = track["width"] / 7
    middle = track["y"] + track["height"] / 2
    drag(box["x"] + 8, box["x"] + 8 + 3 * day, middle)
    expect(opened.page.locator(".time-range")).to_have_text("4 – 7 May 2023")
    drag(track["x"] + 5 * day, track["x"] + 3 * day, middle)
    expect(opened.page.locator(".time-range")).to_have_text("2 – 5 May 2023")


def test_steps_and_play_walk_through_the_days(open_map: Open, week: list[Any]) -> None:
    opened = open_map(week)
    forward = opened.page.get_by_role("button", name="One step on")
    forward.click()
    expect(opened.page.locator(".time-range")).to_have_text("1 May 2023")
    forward.click()
    expect(opened.page.locator(".time-range")).to_have_text("2 May 2023")
    opened.page.get_by_role("button", name="One step back").click()
    expect(opened.page.locator(".time-range")).to_have_text("1 May 2023")
    opened.page.get_by_role("button", name="Play").click()
    expect(opened.page.locator(".time-range")).to_have_text("4 May 2023", timeout=8000)
    opened.page.get_by_role("button", name="Pause").click()
    stopped = opened.page.locator(".time-range").inner_text()
    opened.page.wait_for_timeout(1000)
    assert opened.page.locator(".time-range").inner_text() == stopped
    opened.page.get_by_role("combobox", name="Step").select_option("month")
    opened.page.get_by_role("button", name="All dates").click()
    forward.click()
    expect(opened.page.locator(".time-range")).to_have_text("1 – 7 May 2023")


def test_an_event_of_several_days_shows_on_each_of_them(
    open_map: Open, event: Callable[..., Any]
) -> None:
    long = event(1, "Marinka", event_date="2023-05-02", end_date="2023-05-05")
    month = event(2, "Lyman", event_date="2023-05-01", date_precision=4)
    opened = open_map(
        [long, month, event(3, event_date="2023-04-28"), event(4, event_date="2023-06-02")]
    )
    shown = "geomap.opened[0].store.totals.events"
    choose = "(day, at = geomap.days.fromIso(day)) => geomap.opened[0].store.setTime(at, at)"
    for day, count in (("2023-04-30", 0), ("2023-05-01", 1), ("2023-05-05", 2), ("2023-05-31", 1)):
        opened.page.evaluate(f"day => ({choose})(day)", day)
        assert opened.page.evaluate(shown) == count, day


def test_dates_before_1970_and_far_apart_make_a_slider(
    open_map: Open, event: Callable[..., Any]
) -> None:
    opened = open_map([event(1, event_date="1943-02-16"), event(2, event_date="2023-05-01")])
    start, _ = handles(opened)
    assert start.get_attribute("aria-valuetext") == "16 February 1943"
    opened.page.get_by_role("combobox", name="Step").select_option("month")
    opened.page.get_by_role("button", name="One step on").click()
    expect(opened.page.locator(".time-range")).to_have_text("16 – 28 Feb 1943")
    expect(opened.marker("Bakhmut")).to_have_attribute("aria-label", "Bakhmut: 1 event")


def test_events_without_a_date_are_switched_by_a_box(open_map: Open, week: list[Any]) -> None:
    opened = open_map(week)
    box = opened.page.get_by_role("checkbox", name="Date unknown")
    assert "1" in opened.page.locator(".undated").inner_text()
    opened.page.get_by_role("button", name="One step on").click()
    expect(opened.marker("Lyman")).to_have_count(1)
    box.uncheck()
    expect(opened.marker("Lyman")).to_have_count(0)
    assert "1 of 8 events shown" in opened.page.locator(".totals").inner_text()
    box.check()
    expect(opened.marker("Lyman")).to_have_count(1)


def test_one_day_needs_no_slider(open_map: Open, event: Callable[..., Any]) -> None:
    opened = open_map([event(1), event(2, "Lyman")])
    expect(opened.page.locator(".event-symbol")).to_have_count(2)
    assert opened.page.locator(".timebar").count() == 0


def test_columns_count_what_the_filters_leave(open_map: Open, week: list[Any]) -> None:
    opened = open_map([*week, *({**row, "event_id": f"p{n}", "event_type": "Protests"}
                                for n, row in enumerate(week[:3]))])  # fmt: skip
    bins = "[...geomap.opened[0].store.bins.counts]"
    assert opened.page.evaluate(bins) == [2, 2, 2, 1, 1, 1, 1]
    opened.page.get_by_role("switch", name="Protests").click()
    assert opened.page.evaluate(bins) == [1] * 7
