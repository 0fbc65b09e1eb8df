"""Layers that a user adds to the map as to any folium map."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import folium
import pytest
from folium.plugins import MarkerCluster
from playwright.sync_api import expect

from geomap import schema
from geomap.drawing.eventmap import EventMap

Open = Callable[..., Any]
SQUARE = {
    "type": "Feature",
    "properties": {"name": "a square"},
    "geometry": {
        "type": "Polygon",
        "coordinates": [[[37.2, 48.2], [37.4, 48.2], [37.4, 48.4], [37.2, 48.4], [37.2, 48.2]]],
    },
}


@pytest.fixture
def own_map(rows: list[Any]) -> EventMap:
    return EventMap(schema.table(rows))


def test_marker_with_a_popup_works_offline(open_map: Open, own_map: EventMap) -> None:
    folium.Marker([48.3, 37.0], popup="A <b>note</b> of mine", tooltip="hover").add_to(own_map)
    opened = open_map(own_map)
    opened.page.locator("img.leaflet-marker-icon").click()
    assert opened.page.locator(".leaflet-popup b").inner_text() == "note"
    width = opened.page.locator("img.leaflet-marker-icon").evaluate("one => one.naturalWidth")
    assert width in (25, 50)
    opened.assert_clean()


def test_circle_and_geojson_switch_with_a_layer_control(open_map: Open, own_map: EventMap) -> None:
    group = folium.FeatureGroup(name="Mine").add_to(own_map)
    folium.CircleMarker([48.3, 37.0], radius=9, popup=folium.Popup("circle")).add_to(group)
    folium.GeoJson(SQUARE, name="Square", tooltip="square").add_to(own_map)
    folium.LayerControl(collapsed=False).add_to(own_map)
    opened = open_map(own_map)
    paths = opened.page.locator(".leaflet-overlay-pane path")
    assert paths.count() == 2
    opened.page.locator(".leaflet-control-layers label", has_text="Mine").click()
    assert paths.count() == 1
    opened.page.locator(".leaflet-control-layers label", has_text="Events").click()
    expect(opened.page.locator(".event-symbol")).to_have_count(0)
    opened.page.locator(".leaflet-control-layers label", has_text="Events").click()
    expect(opened.page.locator(".event-symbol")).to_have_count(3)
    opened.assert_clean()


def test_clusters_use_the_installed_package(open_map: Open, own_map: EventMap) -> None:
    cluster = MarkerCluster().add_to(own_map)
    for step in range(5):
        folium.Marker([48.3 + step / 10000, 37.0]).add_to(cluster)
    opened = open_map(own_map)
    expect(opened.page.locator(".marker-cluster").last).to_have_text("5")
    opened.assert_clean()


def test_a_script_in_a_users_popup_does_not_run(open_map: Open, own_map: EventMap) -> None:
    bad = "</script><script>window.__xss.push(1)</script><img src=x onerror=window.__xss.push(2)>"
    folium.Marker([48.3, 37.0], popup=bad).add_to(own_map)
    opened = open_map(own_map)
    opened.page.locator("img.leaflet-marker-icon").click()
    opened.page.wait_for_timeout(100)
    assert opened.page.evaluate("window.__xss") == []
    expect(opened.page.locator(".event-symbol")).to_have_count(3)


def test_tiles_are_asked_of_their_host_alone_and_the_built_in_map_stays(
    open_map: Open, rows: list[Any]
) -> None:
    opened = open_map(EventMap(schema.table(rows), tiles="OpenStreetMap.Mapnik"))
    opened.page.wait_for_selector(".event-symbol")
    opened.page.wait_for_timeout(200)
    asked = [url for url in opened.requests if not url.startswith("file:")]
    assert asked
    assert all(url.startswith("https://tile.openstreetmap.org/") for url in asked)
    assert "OpenStreetMap" in opened.page.locator(".leaflet-control-attribution").inner_text()
    assert opened.page.locator(".leaflet-basemap-pane canvas").count() == 1
    assert opened.page.locator(".name").count() > 3
