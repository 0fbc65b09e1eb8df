"""Many events on one village, and very many places."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from playwright.sync_api import expect

from geomap.drawing.eventmap import EventMap

Open = Callable[..., Any]
NUMBER = 6000


def test_a_village_is_one_symbol_at_every_zoom(open_map: Open, event: Callable[..., Any]) -> None:
    opened = open_map([event(n, event_date=f"2023-0{1 + n % 9}-01") for n in range(400)])
    for zoom in (6, 9, 13):
        opened.page.evaluate(
            "zoom => geomap.opened[0].map.setView([48.595, 38], zoom, {animate: false})", zoom
        )
        expect(opened.marker("Bakhmut")).to_have_attribute("aria-label", "Bakhmut: 400 events")
        assert opened.page.locator(".event-symbol").count() == 1
    opened.page.get_by_role("button", name="One step on").click()
    expect(opened.marker("Bakhmut")).to_have_attribute("aria-label", "Bakhmut: 45 events")
    opened.marker("Bakhmut").click()
    assert opened.popup.locator(".card").count() == 20
    opened.popup.locator(".more").press("Enter")
    expect(opened.popup.locator(".card")).to_have_count(40)
    opened.assert_clean()


@pytest.fixture
def plain() -> gpd.GeoDataFrame:
    """Nothing but points and a column of dates."""
    rng = np.random.default_rng(5)
    points = gpd.points_from_xy(rng.uniform(32, 38, NUMBER), rng.uniform(47, 50, NUMBER))
    dates = pd.Timestamp("2022-02-24") + pd.to_timedelta(rng.integers(0, 900, NUMBER), unit="D")
    return gpd.GeoDataFrame({"Date": dates}, geometry=points, crs="EPSG:4326")


def test_points_and_dates_alone_make_a_map(open_map: Open, plain: gpd.GeoDataFrame) -> None:
    opened = open_map(EventMap(plain, title="Points"))
    expect(opened.page.locator(".totals")).to_contain_text("6,000 events at")
    assert opened.page.evaluate("geomap.opened[0].layer.dotted")
    assert opened.page.locator(".timebar").is_visible()
    expect(opened.page.locator(".events .item").first).to_contain_text("° N")
    assert opened.page.evaluate(
        """async () => {
            const {layer, store} = geomap.opened[0];
            let opened = false;
            for (let place = 1; place < store.placeCount && !opened; place += 1) {
                const point = layer.pointOf(place);
                const size = layer._map.getSize();
                if (point.x > 0 && point.y > 0 && point.x < size.x && point.y < size.y) {
                    opened = await layer.openAt(point);
                }
            }
            return opened;
        }"""
    )
    assert "° N" in opened.popup.locator("h3").first.inner_text()
    opened.assert_clean()


def test_dots_are_drawn_where_the_places_are(open_map: Open, plain: gpd.GeoDataFrame) -> None:
    opened = open_map(EventMap(plain))
    opened.page.wait_for_function("geomap.readyAt")
    # The pixel at each of some places is painted; far away from all it is not.
    painted = opened.page.evaluate(
        """() => {
            const {layer, store} = geomap.opened[0];
            const {scale, left, top, ratio} = layer.sight;
            const pen = layer.canvas.pen;
            const alpha = (x, y) => pen.getImageData(x * ratio, y * ratio, 1, 1).data[3];
            let hits = 0;
            let tried = 0;
            for (let p = 1; p < store.placeCount && tried < 200; p += 1) {
                const x = store.x[p] * scale - left;
                const y = store.y[p] * scale - top;
                if (x < 10 || y < 10 || x > layer.sight.width - 10) continue;
                if (y > layer.sight.height - 10) continue;
                tried += 1;
                if (alpha(x, y)) hits += 1;
            }
            return [hits, tried];
        }"""
    )
    assert painted[1] == 200
    assert painted[0] == 200


def test_dots_become_symbols_nearer_by(open_map: Open, plain: gpd.GeoDataFrame) -> None:
    opened = open_map(EventMap(plain))
    opened.page.wait_for_function("geomap.readyAt")
    opened.page.evaluate("geomap.opened[0].map.setView([48.5, 35], 11, {animate: false})")
    opened.page.wait_for_timeout(300)
    assert not opened.page.evaluate("geomap.opened[0].layer.dotted")
    assert opened.page.locator(".event-symbol").count() > 3
