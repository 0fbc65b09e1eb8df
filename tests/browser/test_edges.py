"""Tables at the edges of what there is: nothing placed, one day, crowds, odd words."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import folium
import geopandas as gpd
import pytest
from playwright.sync_api import expect
from shapely.geometry import Point

from geomap import schema
from geomap.drawing.eventmap import EventMap
from geomap.errors import PageError
from geomap.tables.cells import guard

Open = Callable[..., Any]


def saved(opened: Any, button: str) -> str:
    with opened.page.expect_download() as download:
        opened.page.get_by_role("button", name=button, exact=True).click()
    return Path(download.value.path()).read_text("utf-8-sig")


def test_a_place_on_the_equator_is_a_place(open_map: Open, event: Callable[..., Any]) -> None:
    opened = open_map([event(1, "Bakhmut", geometry=Point(0, 0), place_name="Null Island")])
    expect(opened.marker("Null Island")).to_have_count(1)
    opened.assert_clean()


def test_a_table_without_any_place_works(open_map: Open, rows: list[Any]) -> None:
    opened = open_map([row for row in rows if row["status"] != "placed"])
    expect(opened.page.locator(".totals")).to_have_text("2 events at 0 places, 2 not placed")
    assert len(json.loads(saved(opened, "GeoJSON"))["features"]) == 2
    opened.page.locator(".item", has_text="Andriivka").click()
    expect(opened.page.locator(".card:focus")).to_contain_text("Andriivka")
    opened.assert_clean()


def test_filters_are_all_there_behind_a_link(
    open_map: Open, open_file: Open, event: Callable[..., Any], tmp_path: Path
) -> None:
    open_map([event(1, claimant="x"), event(2, claimant="y", event_date="2023-05-04")])
    opened = open_file(tmp_path / "map.html", hash="#time=2023-05-01..2023-05-01&claimant=x")
    opened.page.locator(".all-filters > summary").click()
    opened.page.locator('.filter[data-facet="claimant"] summary').click()
    expect(opened.page.locator(".value-name")).to_have_text(["x", "y"])


def test_the_list_leads_to_one_place_of_a_crowd(open_map: Open, event: Callable[..., Any]) -> None:
    crowd = [
        event(n, place_name=f"House {n}", geometry=Point(38 + n / 1e5, 48.5 + n / 1e5))
        for n in range(40)
    ]
    opened = open_map(crowd)
    opened.page.locator(".item", has_text="House 31").click()
    expect(opened.popup.locator("h3").first).to_have_text("House 31")
    assert opened.page.get_by_role("tab", name="Events").get_attribute("aria-selected") == "true"


def test_arrows_choose_among_the_places_found(open_map: Open, event: Callable[..., Any]) -> None:
    opened = open_map([event(1, place_name="Ivanivka"), event(2, "Lyman", place_name="Ivanopil")])
    search = opened.page.get_by_role("combobox", name="Find a place")
    search.fill("ivan")
    options = opened.page.get_by_role("option")
    expect(options).to_have_count(2)
    second = options.nth(1).locator(".found-name").inner_text()
    search.press("ArrowDown")
    search.press("Enter")
    expect(opened.popup.locator("h3")).to_have_text(second)


def test_a_place_that_is_not_on_the_map_is_found_in_its_list(
    open_map: Open, event: Callable[..., Any]
) -> None:
    lost = {"event_id": "u", "place_name": "Stepove", "quote": "At Stepove.", "status": "ambiguous"}
    opened = open_map([event(1), lost])
    search = opened.page.get_by_role("combobox", name="Find a place")
    search.fill("Stepov")
    expect(opened.page.get_by_role("option").first).to_contain_text("1 event")
    search.press("Enter")
    expect(opened.page.locator(".card:focus")).to_contain_text("At Stepove.")


def test_namesakes_keep_their_own_region(open_map: Open, event: Callable[..., Any]) -> None:
    both = [
        event(n, place_name="Ivanivka", admin1=region, geometry=None, status="ambiguous")
        for n, region in enumerate(["Donetsk Oblast", "Kherson Oblast"])
    ]
    opened = open_map(both)
    listed = list(csv.DictReader(io.StringIO(saved(opened, "CSV"), newline="")))
    assert sorted(row["admin1"] for row in listed) == ["Donetsk Oblast", "Kherson Oblast"]


def test_popup_has_the_newest_first_and_the_undated_last_and_follows_the_slider(
    open_map: Open, event: Callable[..., Any]
) -> None:
    opened = open_map(
        [event(n, event_date=day) for n, day in enumerate(["2023-05-01", None, "2023-05-03"])]
    )
    opened.marker("Bakhmut").click()
    dates = opened.popup.locator(".when")
    expect(dates).to_have_text(["on 3 May 2023", "on 1 May 2023", "date unknown"])
    opened.page.get_by_role("slider", name="From").focus()
    opened.page.keyboard.press("ArrowRight")
    expect(dates).to_have_text(["on 3 May 2023", "date unknown"])
    opened.page.get_by_role("checkbox", name="Date unknown").uncheck()
    expect(opened.popup.locator(".place-head p")).to_have_text("Donetsk Oblast · 1 event")


def test_one_day_and_unknown_days_have_their_box(open_map: Open, event: Callable[..., Any]) -> None:
    opened = open_map([event(1), event(2, "Lyman", event_date=None)])
    opened.page.get_by_role("checkbox", name="Date unknown").uncheck()
    expect(opened.marker("Lyman")).to_have_count(0)


def test_a_year_of_9999_is_no_end_of_the_slider(open_map: Open, event: Callable[..., Any]) -> None:
    opened = open_map([event(1), event(2, "Lyman", end_date="9999-12-31")])
    end = opened.page.get_by_role("slider", name="To")
    assert end.get_attribute("aria-valuetext") == "4 June 2024"


@pytest.mark.parametrize(
    "words", [["-minus", "plain"], ["a\\", "b"], ["a,b", "c"], ["ä & ö=", "%"]]
)
def test_odd_words_survive_in_an_address(
    open_map: Open, open_file: Open, event: Callable[..., Any], tmp_path: Path, words: list[str]
) -> None:
    rows = [event(n, claimant=word) for n, word in enumerate([*words, "third", "fourth"])]
    opened = open_map(rows)
    off = "() => [...geomap.opened[0].store.facets.get('claimant').off]"
    for chosen in ([1], [1, 2], [2, 3, 4]):
        opened.page.evaluate("codes => geomap.opened[0].store.only('claimant', codes)", chosen)
        address = opened.page.evaluate("geomap.opened[0].map.state.text()")
        again = open_file(tmp_path / "map.html", hash=address)
        again.page.wait_for_function("geomap.readyAt")
        assert sorted(again.page.evaluate(off)) == sorted(opened.page.evaluate(off))


def test_very_many_claimants_are_told_all_the_same(
    open_map: Open, event: Callable[..., Any]
) -> None:
    opened = open_map([event(n, claimant=f"witness {n}") for n in range(1200)])
    expect(opened.page.locator(".item-said").first).to_contain_text("witness")
    opened.page.get_by_role("tab", name="Table").click()
    expect(opened.page.locator(".col-claimant").first).to_contain_text("witness")
    assert "witness 7" in saved(opened, "CSV")


def test_a_layer_that_is_off_comes_back_when_it_is_asked_for(
    open_map: Open, rows: list[Any]
) -> None:
    drawn = EventMap(schema.table(rows))
    folium.LayerControl(collapsed=False).add_to(drawn)
    opened = open_map(drawn)
    opened.page.locator(".leaflet-control-layers label", has_text="Events").click()
    expect(opened.page.locator(".event-symbol")).to_have_count(0)
    with opened.page.expect_download():
        opened.page.get_by_role("button", name="Picture").click()
    opened.page.locator(".item", has_text="Marinka").click()
    expect(opened.popup.locator("h3")).to_have_text("Marinka")
    opened.assert_clean()


def test_focus_stays_where_it_can_be_seen(open_map: Open, rows: list[Any]) -> None:
    opened = open_map([*rows, {**rows[2], "event_id": "late", "event_date": "2023-05-09"}])
    page = opened.page
    where = "document.activeElement.tagName"
    page.get_by_role("switch", name="Protests").click()
    page.get_by_role("button", name="Show all").press("Enter")
    assert page.evaluate(where) != "BODY"
    page.get_by_role("button", name="One step on").click()
    page.get_by_role("button", name="All dates").press("Enter")
    assert page.evaluate(where) != "BODY"
    opened.marker("Bakhmut").focus()
    page.evaluate("geomap.opened[0].store.toggle('event_type', 1)")
    page.wait_for_timeout(300)
    assert page.evaluate("document.activeElement.className").startswith("handle")


def test_lists_and_nothing_in_cells_do_no_harm(open_map: Open, event: Callable[..., Any]) -> None:
    opened = open_map(
        [
            event(1, alternatives=[None, "Lyman"], quantities=[None, 3], claimant=["a", None, "b"]),
            event(2, alternatives=None, claimant=None),
        ]
    )
    opened.marker("Bakhmut").click()
    text = opened.popup.inner_text()
    assert "a, b" in text
    assert "NaN" not in text
    assert "None" not in text
    opened.assert_clean()


CELLS = [
    "=1+1", "'=1+1", "+1", "+cmd", "-5", "-5.2e3", "-x", "@a", "\t=1", "\n=1", "＝1", "−3", "plain",
    "", "''", "1=1",
]  # fmt: skip


def test_formulas_are_guarded_as_in_tables_that_are_written(
    open_map: Open, event: Callable[..., Any]
) -> None:
    opened = open_map([event(n, url=text) for n, text in enumerate(CELLS)])
    listed = csv.DictReader(io.StringIO(saved(opened, "CSV"), newline=""))
    found = {row["event_id"]: row["url"] for row in listed}
    assert [found[f"e{n}"] for n in range(len(CELLS))] == [guard(text) for text in CELLS]


def test_a_table_of_two_columns_of_one_name_is_refused() -> None:
    frame = gpd.GeoDataFrame({"a": [1]}, geometry=[Point(38, 48)], crs="EPSG:4326")
    twice = gpd.GeoDataFrame(
        frame.iloc[:, [0, 0, 1]].set_axis(["a", "a", "geometry"], axis=1), geometry="geometry"
    )
    with pytest.raises(PageError, match="two columns of the table are called 'a'"):
        EventMap(twice)
