"""Whatever stands in a table, a page shows it as text and asks nobody for anything."""

from __future__ import annotations

import html
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from geomap import schema
from geomap.drawing.eventmap import EventMap

Open = Callable[..., Any]

PAYLOADS = [
    "<script>window.__xss.push(1)</script>",
    '"><img src=x onerror="window.__xss.push(1)">',
    "</script><script>window.__xss.push(1)</script>",
    "javascript:window.__xss.push(1)",
    "${window.__xss.push(1)}`+window.__xss.push(1)+`",
    "\\u003cscript\\u003ewindow.__xss.push(1)\\1\\x41",
    "a\x00b<!--<script>\u2028\u2029",
    "<svg onload=window.__xss.push(1)>&lt;b&gt;",
    "__proto__",
    "constructor",
]
TEXTS = [column.name for column in schema.COLUMNS if column.type == "text"]
OTHERS = [column.name for column in schema.COLUMNS if column.type in ("date", "number", "list")]


def seen(text: str) -> str:
    """What a browser shows of a text: white space, line ends and control signs are one space."""
    return " ".join(text.replace("\x00", " ").split())


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_text_of_a_table_runs(open_map: Open, event: Callable[..., Any], payload: str) -> None:
    full = dict.fromkeys(TEXTS, payload)
    lists = {
        "sources": [payload, {"source": payload, "url": payload}],
        "alternatives": [{"name": payload, "admin1": payload}, payload],
        "quantities": [{"quantity": 3, "unit": payload, "quantity_qualifier": payload}],
    }
    unplaced = {**full, **lists, "event_id": "u", "geometry": None, "status": payload}
    opened = open_map(
        [event(1, **{**full, **lists, "event_id": "p", "place_kind": "settlement"}), unplaced],
        title=payload,
    )
    page = opened.page
    page.locator(".event-symbol").first.click()
    popup = seen(opened.popup.locator(".place-cards").text_content())
    for _ in range(2):
        assert seen(payload) in popup
        popup = popup.replace(seen(payload), "", 1)
    assert seen(payload) in seen(page.locator(".panel h1").text_content())
    page.get_by_role("tab").last.click()
    unplaced_text = seen(page.locator(".sheet.unplaced .card .reason").text_content())
    assert unplaced_text == seen(payload)
    assert page.locator("img:not(.leaflet-tile)").count() == 0
    links = page.locator("a").evaluate_all("links => links.map((one) => one.protocol)")
    assert set(links) <= {"https:", "http:", "file:"}
    page.wait_for_timeout(50)
    assert page.evaluate("window.__xss") == []
    opened.assert_clean()


@pytest.mark.parametrize("column", OTHERS)
def test_a_payload_where_no_text_belongs_does_not_run(
    open_map: Open, event: Callable[..., Any], column: str
) -> None:
    payload = PAYLOADS[1]
    opened = open_map([event(1, **{column: payload}), event(2, "Lyman")])
    opened.marker("Bakhmut").click()
    assert opened.popup.is_visible()
    assert opened.page.evaluate("window.__xss") == []
    opened.assert_clean()


def test_only_web_addresses_become_links(open_map: Open, event: Callable[..., Any]) -> None:
    rows = [
        event(1, url="https://example.org/report?a=1&b=2"),
        event(2, url="javascript:alert(1)"),
        event(3, url="data:text/html,<script>alert(1)</script>"),
        event(4, url="file:///etc/passwd"),
    ]
    opened = open_map(rows)
    opened.marker("Bakhmut").click()
    links = opened.popup.locator(".card a")
    assert [one.get_attribute("href") for one in links.all()] == [
        "https://example.org/report?a=1&b=2"
    ]
    assert links.first.get_attribute("rel") == "noopener noreferrer"
    assert "javascript:alert(1)" in opened.popup.inner_text()


def test_policy_stops_a_script_and_a_request_that_got_in(open_map: Open, rows: list[Any]) -> None:
    opened = open_map(rows)
    opened.page.wait_for_selector(".event-symbol")
    opened.page.evaluate(
        """() => {
            const script = document.createElement('script');
            script.textContent = 'window.__xss.push(1)';
            document.body.append(script);
            const add = (markup) => document.body.insertAdjacentHTML('beforeend', markup);
            add('<img src="https://example.org/x.png">');
            add('<b onclick="window.__xss.push(1)" id=b></b>');
            document.getElementById('b').click();
        }"""
    )
    assert opened.page.evaluate("fetch('https://example.org/').then(() => 1, () => 0)") == 0
    assert opened.page.evaluate("window.__xss") == []
    assert len(opened.requests) == 1
    assert len(opened.complaints) >= 3


def test_page_works_in_a_frame_that_may_only_run_scripts(
    open_file: Open, rows: list[Any], tmp_path: Path
) -> None:
    inner = EventMap(schema.table(rows)).get_root().render()
    frame = f'<iframe sandbox="allow-scripts" srcdoc="{html.escape(inner)}" width=1000 height=700>'
    (tmp_path / "frame.html").write_text(f"<!doctype html><meta charset=utf-8>{frame}</iframe>")
    opened = open_file(tmp_path / "frame.html")
    inside = opened.page.frame_locator("iframe")
    inside.locator('.event-symbol[aria-label^="Bakhmut"]').click()
    assert "more than 30 attacks" in inside.locator(".event-popup").inner_text()
    opened.assert_clean()


def test_notebook_shows_the_map(open_file: Open, rows: list[Any], tmp_path: Path) -> None:
    cell = EventMap(schema.table(rows), title='A "quoted" title')._repr_html_()
    (tmp_path / "cell.html").write_text(f"<!doctype html><meta charset=utf-8>{cell}")
    opened = open_file(tmp_path / "cell.html")
    inside = opened.page.frame_locator("iframe")
    assert inside.locator("h1").inner_text() == 'A "quoted" title'
    expect(inside.locator(".event-symbol")).to_have_count(3)
    opened.assert_clean()
