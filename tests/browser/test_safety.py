"""Whatever stands in a table, a page shows it as text and asks nobody for anything."""

from __future__ import annotations

import html
from collections.abc import Callable
from pathlib import Path
from typing import Any

import folium
import pytest
from playwright.sync_api import expect

from geomap import schema
from geomap.cli import main
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


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_part_of_the_page_runs_it(
    open_map: Open, event: Callable[..., Any], payload: str
) -> None:
    """Filters, table, search, labels of areas, tooltips, address, files and picture."""
    full = dict.fromkeys(TEXTS, payload)
    area = {**full, "event_id": "a", "place_kind": "region", "radius_km": 40, "geo_precision": 4}
    opened = open_map(
        [
            event(1, **{**full, "event_id": "p", "place_kind": "settlement"}),
            event(2, "Lyman", event_date="2023-04-01"),
            event(3, "Marinka", **area),
        ],
        title=payload,
    )
    page = opened.page
    page.locator(".all-filters > summary").click()
    for group in page.locator(".filter > summary").all():
        group.click()
    page.get_by_role("tab", name="Table").click()
    page.locator("tbody tr").first.wait_for()
    assert seen(payload) in seen(page.locator("tbody").text_content())
    page.locator(".search input").fill(payload)
    page.locator('[role="option"], .search-note:not(:empty)').first.wait_for()
    page.locator(".event-symbol").first.hover(force=True)
    page.locator(".event-area").first.click()
    opened.popup.wait_for()
    page.get_by_role("switch").first.click()
    for button in ("CSV", "GeoJSON", "Picture"):
        with page.expect_download():
            page.get_by_role("button", name=button, exact=True).click()
    page.wait_for_timeout(400)
    again = page.evaluate("location.href")
    page.goto("about:blank")
    page.goto(again)
    page.wait_for_function("window.geomap?.readyAt")
    page.wait_for_timeout(300)
    assert page.evaluate("window.__xss") == []
    opened.assert_clean()


@pytest.mark.parametrize("payload", PAYLOADS[:8])
def test_no_name_of_a_layer_runs(open_map: Open, rows: list[Any], payload: str) -> None:
    """Leaflet writes such a name as markup: the policy of the page stops what is in it."""
    drawn = EventMap(schema.table(rows))
    group = folium.FeatureGroup(name=payload).add_to(drawn)
    folium.Marker([48.3, 37.0], popup=payload, tooltip=payload).add_to(group)
    folium.GeoJson({"type": "Point", "coordinates": [37, 48]}, name=payload).add_to(drawn)
    folium.LayerControl(collapsed=False).add_to(drawn)
    opened = open_map(drawn)
    opened.page.locator(".leaflet-control-layers label").first.wait_for()
    marker = opened.page.locator("img.leaflet-marker-icon").first
    marker.hover()
    marker.click()
    if "<" not in payload:
        assert seen(payload) == seen(opened.page.locator(".leaflet-popup-content").text_content())
    opened.page.wait_for_timeout(150)
    assert opened.page.evaluate("window.__xss") == []
    assert [url for url in opened.requests if not url.startswith(("file:", "data:"))] == []
    expect(opened.page.locator(".event-symbol")).to_have_count(3)


@pytest.mark.parametrize(
    "name", ["<img src=x onerror=window.__xss.push(1)>.txt", "${window.__xss.push(1)}`.txt"]
)
def test_no_name_of_an_input_runs(tmp_path: Path, open_file: Open, name: str) -> None:
    report, page = tmp_path / name, tmp_path / "map.html"
    report.write_text("Russia shelled Bakhmut on Monday, the army said.", "utf-8")
    assert main(["map", str(report), "--date", "2023-05-02", "-o", str(page)]) == 0
    opened = open_file(page)
    opened.marker("Bakhmut").click()
    assert name in opened.popup.inner_text()
    assert opened.page.evaluate("window.__xss") == []
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
