"""What can be taken away: a link to what is shown, files, a picture."""

from __future__ import annotations

import csv
import io
import json
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import geopandas as gpd
from playwright.sync_api import expect

Open = Callable[..., Any]


def saved(opened: Any, button: str) -> Path:
    with opened.page.expect_download() as download:
        opened.page.get_by_role("button", name=button, exact=True).click()
    return Path(download.value.path())


def test_a_link_opens_the_same_view(
    open_map: Open, open_file: Open, rows: list[Any], event: Callable[..., Any], tmp_path: Path
) -> None:
    more = [event(9, "Avdiivka", event_date="2023-05-03", claimant="Somebody, else \\ & more")]
    opened = open_map([*rows, *more], title="A link")
    page = opened.page
    page.get_by_role("switch", name="Protests").click()
    page.locator(".all-filters > summary").click()
    page.locator('.filter[data-facet="claimant"] summary').click()
    page.get_by_role("checkbox", name="not said").uncheck()
    page.get_by_role("slider", name="From").focus()
    page.keyboard.press("ArrowRight")
    page.get_by_role("tab", name="Table").click()
    page.wait_for_timeout(500)  # the map is smaller now, and its symbols have moved
    opened.marker("Avdiivka").click()
    opened.popup.wait_for()
    page.wait_for_timeout(500)
    hash_ = page.evaluate("location.hash")
    assert "time=2023-05-02..2023-05-03" in hash_
    again = open_file(tmp_path / "map.html", hash=hash_)
    expect(again.page.get_by_role("switch", name="Protests")).to_have_attribute(
        "aria-checked", "false"
    )
    expect(again.page.get_by_role("tab", name="Table")).to_have_attribute("aria-selected", "true")
    expect(again.popup.locator("h3")).to_have_text("Avdiivka")
    state = "(() => { const {store} = geomap.opened[0]; return [store.totals, store.time]; })()"
    assert again.page.evaluate(state) == page.evaluate(state)
    again.page.wait_for_timeout(500)
    assert again.page.evaluate("location.hash") == hash_
    again.assert_clean()


def test_an_address_of_nonsense_does_no_harm(
    open_map: Open, open_file: Open, rows: list[Any], tmp_path: Path
) -> None:
    open_map(rows)
    bad = "#map=x/y&time=2023-13-01..&event=99999&tab=<b>&claimant=%00&status=-&confidence="
    opened = open_file(tmp_path / "map.html", hash=bad)
    opened.page.wait_for_function("geomap.readyAt")
    expect(opened.page.locator(".totals")).to_contain_text("6 events")
    opened.assert_clean()


def test_csv_holds_the_chosen_events(open_map: Open, rows: list[Any]) -> None:
    rows[1]["quote"] = '=HYPERLINK("http://example.org")'
    rows[2]["quote"] = 'A "quoted", and\nbroken line'
    opened = open_map(rows)
    opened.page.get_by_role("switch", name="Strategic developments").click()
    text = saved(opened, "CSV").read_text("utf-8-sig")
    listed = list(csv.DictReader(io.StringIO(text, newline="")))
    assert len(listed) == 6
    assert {row["event_id"] for row in listed} == {"e1", "e2", "e3", "e4", "e5"}
    first = next(row for row in listed if row["event_id"] == "e1")
    assert first["quote"] == "Yli 30 hyökkäystä torjuttiin Bahmutissa."
    assert float(first["latitude"]) == 48.595
    assert first["event_date"] == "2023-05-01"
    assert {row["quote"] for row in listed} >= {
        '\'=HYPERLINK("http://example.org")',
        'A "quoted", and\nbroken line',
    }
    unplaced = next(row for row in listed if row["event_id"] == "e5")
    assert unplaced["latitude"] == ""
    assert json.loads(unplaced["alternatives"])[0]["name"] == "Andriivka"


def test_geojson_opens_in_geopandas(open_map: Open, rows: list[Any]) -> None:
    opened = open_map(rows)
    frame = gpd.read_file(saved(opened, "GeoJSON").read_bytes())
    assert len(frame) == 7
    assert int(frame.geometry.isna().sum()) == 2
    assert set(frame["event_id"]) == {f"e{n}" for n in range(1, 7)}
    bakhmut = frame[frame["event_id"] == "e1"].geometry.iloc[0]
    assert (bakhmut.x, bakhmut.y) == (38.0, 48.595)


def test_picture_shows_the_map_with_its_title(open_map: Open, rows: list[Any]) -> None:
    opened = open_map(rows, title="Спокій і tišina")
    opened.page.wait_for_selector(".name.event")
    with opened.page.expect_download() as download:
        opened.page.get_by_role("button", name="Picture").click()
    assert download.value.suggested_filename == "Спокій-і-tišina.png"
    data = Path(download.value.path()).read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", data[16:24])
    size = opened.page.evaluate(
        "(() => { const {x, y} = geomap.opened[0].map.getSize(); return [2 * x, 2 * y]; })()"
    )
    assert [width, height] == size
    # Symbols, names and legend are on it: a white page of that size is far smaller.
    assert len(data) > 60_000
    opened.assert_clean()


def test_link_is_copied(open_map: Open, rows: list[Any]) -> None:
    opened = open_map(rows)
    opened.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened.page.get_by_role("button", name="Copy link").click()
    expect(opened.page.locator(".tool-note")).to_have_text("Link copied")
    copied = opened.page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("file://")
    assert "#map=" in copied
