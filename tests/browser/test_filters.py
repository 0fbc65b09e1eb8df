"""Filters that combine, and the search that takes any spelling."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from geomap import schema
from geomap.drawing.eventmap import EventMap

Open = Callable[..., Any]


@pytest.fixture
def claims(event: Callable[..., Any]) -> list[Any]:
    """Six events that differ in claimant, actor, confidence and who held the place."""
    kyiv, moscow = "Ukraine (General Staff)", "Russia (Ministry of Defence)"
    return [
        event(1, claimant=kyiv, actor="Russia", confidence=0.9, control="Ukraine"),
        event(2, claimant=kyiv, actor="Ukraine", confidence=0.6, control="Ukraine"),
        event(3, claimant=moscow, actor="Russia", confidence=0.9, control="Russia"),
        event(4, "Lyman", claimant=moscow, actor="Ukraine", confidence=0.3, control="Russia"),
        event(5, "Lyman", claimant=kyiv, actor="Russia", confidence=0.9, event_type="Protests"),
        event(6, "Marinka", claimant=None, actor="Russia", confidence=None, geo_precision=2),
    ]


def open_facet(opened: Any, name: str) -> Any:
    every = opened.page.locator(".all-filters")
    every.wait_for()
    if every.get_attribute("open") is None:
        every.locator("> summary").click()
    group = opened.page.locator(f'.filter[data-facet="{name}"]')
    group.locator("summary").click()
    # Values and counts come when the group has opened.
    expect(group.locator(".legend-count").first).not_to_have_text("")
    return group


def counts(group: Any) -> dict[str, int]:
    rows = group.locator(".values li")
    names = rows.locator(".value-name").all_inner_texts()
    return dict(zip(names, map(int, rows.locator(".legend-count").all_inner_texts()), strict=True))


def shown(opened: Any) -> int:
    return int(opened.page.evaluate("geomap.opened[0].store.totals.events"))


def test_facets_combine_and_count_what_the_others_leave(open_map: Open, claims: list[Any]) -> None:
    opened = open_map(claims)
    claimant = open_facet(opened, "claimant")
    kyiv, moscow = "Ukraine (General Staff)", "Russia (Ministry of Defence)"
    assert counts(claimant) == {kyiv: 3, moscow: 2, "not said": 1}
    opened.page.get_by_role("checkbox", name=moscow).uncheck()
    assert shown(opened) == 4
    actor = open_facet(opened, "actor")
    assert counts(actor) == {"Russia": 3, "Ukraine": 1}
    opened.page.get_by_role("checkbox", name="Ukraine", exact=True).uncheck()
    assert shown(opened) == 3
    expect(claimant.locator(".legend-count").first).to_have_text("2")
    # Its own choice does not change what a facet counts.
    assert counts(claimant) == {kyiv: 2, moscow: 1, "not said": 1}
    assert opened.page.locator(".all-filters > summary").inner_text().endswith("Who, Claimed by")
    opened.page.get_by_role("button", name="Clear all").click()
    assert shown(opened) == 6


def test_only_leaves_one_value(open_map: Open, claims: list[Any]) -> None:
    opened = open_map(claims)
    confidence = open_facet(opened, "confidence")
    assert counts(confidence) == {"not said": 1, "high": 3, "medium": 1, "low": 1}
    opened.page.get_by_role("button", name="only high").click()
    assert shown(opened) == 3
    expect(opened.page.locator(".events .item")).to_have_count(3)
    expect(confidence.locator(".filter-state")).to_have_text("1 of 4")
    confidence.get_by_role("button", name="All", exact=True).click()
    assert shown(opened) == 6


def test_side_of_the_line_and_precision_are_facets(open_map: Open, claims: list[Any]) -> None:
    opened = open_map(claims)
    assert counts(open_facet(opened, "control")) == {"Ukraine": 2, "Russia": 2, "not said": 2}
    exact = open_facet(opened, "geo_precision")
    assert counts(exact) == {"the place itself": 5, "near the place": 1}


def test_status_tells_what_is_not_placed(open_map: Open, rows: list[Any]) -> None:
    opened = open_map(rows)
    status = open_facet(opened, "status")
    assert counts(status) == {"placed": 4, "ambiguous": 1, "no place named": 1}
    opened.page.get_by_role("checkbox", name="ambiguous").uncheck()
    expect(opened.page.get_by_role("tab", name="Not placed").locator(".count")).to_have_text("1")
    opened.page.get_by_role("tab", name="Not placed").click()
    expect(opened.page.locator(".sheet.unplaced .card")).to_have_count(1)


def test_what_is_the_same_for_all_is_no_filter(open_map: Open, event: Callable[..., Any]) -> None:
    opened = open_map([event(1), event(2, source="other.txt")])
    opened.page.locator(".all-filters > summary").click()
    assert opened.page.locator(".filter").count() == 1


BAKHMUT = {"place_id": "geonames:713174"}


@pytest.fixture
def searched(open_map: Open, event: Callable[..., Any]) -> Any:
    return open_map(
        [
            event(1, **BAKHMUT),
            event(2, "Marinka", place_id="geonames:701845"),
            event(3, "Lyman", place_id="geonames:704204"),
            event(4, "Avdiivka", place_id="geonames:713122"),
        ]
    )


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("Bakhmut", "Bakhmut"),
        ("bahm", "Bakhmut"),
        ("Бахмута", "Bakhmut"),
        ("Bahmutissa", "Bakhmut"),
        ("Artemivsk", "Bakhmut"),
        ("Мар'їнка", "Marinka"),
        ("Marjinkan", "Marinka"),
        ("Авдеевке", "Avdiivka"),
        ("Avdijivka", "Avdiivka"),
        ("Avdivka", "Avdiivka"),
        ("Лиману", "Lyman"),
    ],
)
def test_search_takes_any_spelling(searched: Any, typed: str, place: str) -> None:
    search = searched.page.get_by_role("combobox", name="Find a place")
    search.fill(typed)
    expect(searched.page.get_by_role("option").first).to_contain_text(place)
    search.press("Enter")
    expect(searched.popup.locator("h3")).to_contain_text(place)
    searched.assert_clean()


def test_search_says_what_it_does_not_know(searched: Any) -> None:
    search = searched.page.get_by_role("combobox", name="Find a place")
    search.fill("Odesa")
    expect(searched.page.locator(".search-note")).to_contain_text("No place on this map")
    assert searched.page.get_by_role("option").count() == 0


def test_search_is_used_with_keys_and_tells_of_hidden_events(searched: Any) -> None:
    searched.page.get_by_role("switch", name="Battles").click()
    search = searched.page.get_by_role("combobox", name="Find a place")
    search.fill("ma")
    expect(searched.page.get_by_role("option").first).to_contain_text("Marinka")
    assert search.get_attribute("aria-expanded") == "true"
    chosen = search.get_attribute("aria-activedescendant")
    assert searched.page.locator(f"#{chosen}").get_attribute("aria-selected") == "true"
    search.press("Enter")
    expect(searched.page.locator(".search-note")).to_contain_text("filtered out")


def test_search_knows_the_table_s_names_without_a_gazetteer(
    open_map: Open, rows: list[Any], tmp_path: Any
) -> None:
    opened = open_map(EventMap(schema.table(rows), gazetteer=tmp_path / "missing.db"))
    search = opened.page.get_by_role("combobox", name="Find a place")
    search.fill("Bakhmu")
    expect(opened.page.get_by_role("option").first).to_contain_text("Bakhmut")
