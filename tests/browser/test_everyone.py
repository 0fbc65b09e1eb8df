"""Keyboard, screen readers, phones, languages, and text that runs from right to left."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

Open = Callable[..., Any]
LANGUAGES = ("en", "fi", "uk")


@pytest.fixture
def many(rows: list[Any], event: Callable[..., Any]) -> list[Any]:
    """Rows that bring out every part of the page: areas, dates, claimants, no date."""
    return [
        *rows,
        event(20, "Avdiivka", event_date="2023-04-02", claimant="Somebody else", confidence=0.4),
        event(21, "Avdiivka", event_date=None, actor="Russia"),
        event(22, place_name="Donetsk Oblast", place_kind="region", geo_precision=4),
        event(23, "Lyman", place_name="Lyman direction", place_kind="sector", radius_km=20),
    ]


def problems(opened: Any) -> list[str]:
    found = Axe().run(opened.page).response["violations"]
    return [
        f"{one['id']}: {one['nodes'][0]['html'][:120]}"
        for one in found
        if one["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [1400, 390])
def test_nothing_serious_stands_in_a_reader_s_way(
    open_map: Open, many: list[Any], language: str, width: int
) -> None:
    # What is fading in has not its colours yet.
    window = {"width": width, "height": 844, "reduced_motion": "reduce"}
    opened = open_map(many, language=language, window=window)
    page = opened.page
    page.wait_for_selector(".event-symbol")
    assert problems(opened) == []
    if width < 760:
        page.locator(".fold").click()
    page.locator(".all-filters > summary").click()
    for group in page.locator(".filter > summary").all():
        group.click()
    assert problems(opened) == []
    page.locator('[role="tab"]').nth(1).click()
    page.locator("tbody tr").first.wait_for()
    assert problems(opened) == []
    page.locator('[role="tab"]').nth(2).click()
    page.locator(".unplaced .card").first.wait_for()
    assert problems(opened) == []
    page.locator(".search input").fill("ma")
    page.locator('[role="option"]').first.wait_for()
    assert problems(opened) == []
    page.locator(".search input").press("Enter")
    opened.popup.wait_for()
    assert problems(opened) == []
    opened.assert_clean()


def test_keyboard_comes_everywhere_and_focus_shows(open_map: Open, many: list[Any]) -> None:
    opened = open_map(many)
    page = opened.page
    page.wait_for_selector(".filter", state="attached")
    seen = []
    for _ in range(80):
        page.keyboard.press("Tab")
        what = page.evaluate(
            """() => {
                const on = document.activeElement;
                const style = getComputedStyle(on);
                const name = on.getAttribute('aria-label') ?? on.textContent;
                return [on.className || on.id || on.tagName, style.outlineStyle, name];
            }"""
        )
        seen.append(what)
        if what[0] == "BODY":
            break
    names = " | ".join(f"{kind} {name}" for kind, _, name in seen)
    for part in ("_search", "Battles", "Filters", "item", "CSV", "Bakhmut: 3 events"):
        assert part in names, part
    for part in ("Zoom in", "Play", "Step", "From", "To", "Date unknown"):
        assert part in names, part
    hidden = [what for what in seen if what[1] == "none" and what[0] != "BODY"]
    assert hidden == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_of_the_page_is_there(open_map: Open, many: list[Any], language: str) -> None:
    opened = open_map(many, language=language)
    page = opened.page
    page.locator(".all-filters > summary").click()
    for group in page.locator(".filter > summary").all():
        group.click()
    page.locator('[role="tab"]').nth(1).click()
    page.locator("tbody tr").first.wait_for()
    texts = page.locator("body").inner_text()
    titles = page.locator("[title], [aria-label]").evaluate_all(
        "all => all.map((one) => `${one.title} ${one.getAttribute('aria-label')}`).join('\\n')"
    )
    for sign in ("undefined", "NaN", "[object", "{n}", "{name}"):
        assert sign not in texts + titles, sign
    opened.assert_clean()


def test_arabic_and_hebrew_keep_their_direction(open_map: Open, event: Callable[..., Any]) -> None:
    quote = "قالت هيئة الأركان إن القتال استمر قرب باخموت."
    opened = open_map(
        [event(1, quote=quote, language="ar", claimant="هيئة الأركان", place_text="باخموت")],
        title="خريطة الأحداث",
    )
    opened.marker("Bakhmut").click()
    words = opened.popup.locator(".quote")
    assert words.evaluate("one => getComputedStyle(one).direction") == "rtl"
    assert words.locator("mark").inner_text() == "باخموت"
    heading = opened.page.locator("h1")
    assert heading.evaluate("one => getComputedStyle(one).direction") == "rtl"
    # The page around them stays from left to right.
    assert opened.page.evaluate("getComputedStyle(document.body).direction") == "ltr"
    assert opened.page.evaluate("document.documentElement.scrollWidth") == 1400


def test_fingers_do_what_the_mouse_does(open_map: Open, many: list[Any]) -> None:
    phone = {"width": 390, "height": 844, "has_touch": True, "is_mobile": True}
    opened = open_map(many, window=phone)
    opened.page.wait_for_selector(".event-symbol")
    opened.marker("Bakhmut").tap()
    opened.popup.wait_for()
    opened.popup.locator(".leaflet-popup-close-button").tap()
    expect(opened.popup).to_have_count(0)
    opened.page.get_by_role("button", name="One step on").tap()
    assert opened.page.evaluate("geomap.opened[0].store.time") is not None
    opened.page.get_by_role("button", name="Show list").tap()
    expect(opened.page.locator(".panel-body")).to_be_visible()
    expect(opened.page.locator(".timebar")).to_be_hidden()
    assert opened.page.evaluate("document.documentElement.scrollWidth") == 390
    opened.assert_clean()


def test_shapes_differ_where_colours_do_not(open_map: Open, event: Callable[..., Any]) -> None:
    """Types of a table's own get a symbol each; no two of the first ones are alike."""
    types = [f"type {letter}" for letter in "abcdefghij"]
    opened = open_map([event(n, event_type=name) for n, name in enumerate(types)])
    styles = opened.page.evaluate(
        """types => types.map((type) => {
            const {shape, colour} = geomap.opened[0].map.page.symbols.style(type);
            return `${shape} ${colour}`;
        })""",
        types,
    )
    assert len(set(styles)) == len(types)


def test_page_without_script_says_so(open_map: Open, rows: list[Any], tmp_path: Path) -> None:
    open_map(rows)
    page = (tmp_path / "map.html").read_text("utf-8")
    assert "<noscript>" in page


def test_a_browser_that_is_too_old_is_told_so(
    open_map: Open, open_file: Open, rows: list[Any], tmp_path: Path
) -> None:
    open_map(rows)
    opened = open_file(tmp_path / "map.html", before="delete window.DecompressionStream")
    expect(opened.page.locator(".panel")).to_contain_text("This browser is too old")
    assert opened.complaints == []
