"""The events as a table, in step with the map."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect

Open = Callable[..., Any]


def column(opened: Any, name: str) -> list[str]:
    texts: list[str] = opened.page.locator(f".col-{name}").all_inner_texts()
    return texts


def test_every_event_has_a_line_that_sorts(open_map: Open, event: Callable[..., Any]) -> None:
    opened = open_map(
        [
            event(1, event_date="2023-05-03", quantity=7, unit="attacks"),
            event(2, "Lyman", event_date="2023-05-01", quantity=30, unit="attacks"),
            event(3, "Avdiivka", event_date="2023-05-02", event_type="Protests"),
            event(4, "Marinka", event_date=None, quantity=1, unit="attacks"),
        ]
    )
    opened.page.get_by_role("tab", name="Table").click()
    expect(opened.page.locator("tbody tr")).to_have_count(4)
    assert column(opened, "date") == ["2023-05-03", "2023-05-02", "2023-05-01", ""]
    head = opened.page.get_by_role("columnheader", name="Place", exact=True)
    head.get_by_role("button").click()
    expect(head).to_have_attribute("aria-sort", "ascending")
    expect(opened.page.locator(".col-place").first).to_have_text("Avdiivka")
    assert column(opened, "place") == ["Avdiivka", "Bakhmut", "Lyman", "Marinka"]
    head.get_by_role("button").click()
    expect(opened.page.locator(".col-place").first).to_have_text("Marinka")
    opened.page.get_by_role("columnheader", name="How many").get_by_role("button").click()
    expect(opened.page.locator(".col-quantity").first).to_have_text("30 attacks")
    # What has no number comes last, whichever way.
    assert column(opened, "quantity") == ["30 attacks", "7 attacks", "1 attack", ""]


def test_table_follows_filters_and_leads_to_the_map(open_map: Open, rows: list[Any]) -> None:
    opened = open_map(rows)
    opened.page.get_by_role("tab", name="Table").click()
    expect(opened.page.locator("tbody tr")).to_have_count(6)
    opened.page.get_by_role("switch", name="Battles").click()
    expect(opened.page.locator("tbody tr")).to_have_count(2)
    opened.page.get_by_role("switch", name="Battles").click()
    expect(opened.page.locator("tbody tr")).to_have_count(6)
    opened.page.locator("tbody").get_by_role("button", name="Marinka").click()
    expect(opened.popup.locator("h3")).to_have_text("Marinka")
    opened.page.locator("tbody").get_by_role("button", name="Andriivka").click()
    expect(opened.page.get_by_role("tab", name="Not placed")).to_have_attribute(
        "aria-selected", "true"
    )
    expect(opened.page.locator(".card:focus")).to_contain_text("Andriivka")
    opened.assert_clean()


def test_long_tables_come_in_portions(open_map: Open, event: Callable[..., Any]) -> None:
    opened = open_map([event(n) for n in range(150)])
    opened.page.get_by_role("tab", name="Table").click()
    expect(opened.page.locator("tbody tr")).to_have_count(60)
    opened.page.locator(".table-box .more").click()
    expect(opened.page.locator("tbody tr")).to_have_count(120)
    opened.page.locator(".table-box .more").click()
    expect(opened.page.locator("tbody tr")).to_have_count(150)
    assert opened.page.locator(".table-box .more").count() == 0
