"""The page as a file: what is in it, what it may load, and how it is written."""

from __future__ import annotations

import io
import json
import re
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import folium
import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from folium.plugins import HeatMap, MarkerCluster
from shapely.geometry import LineString, Point

from geomap import schema
from geomap.drawing import assets
from geomap.drawing.eventmap import EventMap
from geomap.drawing.offline import safe_json
from geomap.drawing.tiles import find
from geomap.errors import InputError, OutputError, PageError

from .pagereader import read


def row(number: int, latitude: float = 48.595, longitude: float = 38.0, **values: Any) -> Any:
    return {
        "event_id": f"e{number}",
        "event_type": "Battles",
        "place_name": "Bakhmut",
        "geometry": Point(longitude, latitude),
        "status": "placed",
        **values,
    }


@pytest.fixture
def events() -> gpd.GeoDataFrame:
    return schema.table([row(1), row(2), row(3, 47.942, 37.503, place_name="Marinka")])


def rendered(drawn: EventMap) -> str:
    page: str = drawn.get_root().render()
    return page


def data_of(frame: gpd.GeoDataFrame) -> Any:
    """What a page made of a table holds, read back."""
    return read(rendered(EventMap(frame)))


def policy(page: str) -> str:
    found = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert found
    return found[1].replace("&#39;", "'")


def test_page_holds_leaflet_and_our_script_and_nothing_else(events: gpd.GeoDataFrame) -> None:
    page = rendered(EventMap(events))
    assert "Leaflet 1.9" in page
    assert "jQuery v" not in page
    assert "bootstrap" not in page.lower()
    assert "fontawesome" not in page.lower()
    assert not re.search(r"<(?:script|link|img|iframe)\b[^>]*\b(?:src|href)=", page)
    assert "sourceMappingURL" not in page
    assert "url(images/" not in page


def test_policy_allows_no_network(events: gpd.GeoDataFrame) -> None:
    allowed = policy(rendered(EventMap(events)))
    assert "default-src 'none'" in allowed
    assert "http" not in allowed
    assert "unsafe-eval" not in allowed
    scripts = re.search(r"script-src ([^;]*)", allowed)
    assert scripts
    assert all(source.startswith("'sha256-") for source in scripts[1].split())


def test_same_events_give_the_same_bytes(events: gpd.GeoDataFrame) -> None:
    def draw() -> str:
        drawn = EventMap(events, title="Twice")
        group = folium.FeatureGroup(name="Mine").add_to(drawn)
        folium.Marker([48, 37], popup=folium.Popup("a popup"), tooltip="t").add_to(group)
        folium.GeoJson({"type": "Point", "coordinates": [37, 48]}, name="P").add_to(drawn)
        folium.LayerControl().add_to(drawn)
        return rendered(drawn)

    first = draw()
    assert first == draw()
    assert not re.search(r"_[0-9a-f]{32}\b", first)


def test_rendering_twice_gives_the_same_page(events: gpd.GeoDataFrame) -> None:
    drawn = EventMap(events)
    folium.Marker([48, 37], popup="x").add_to(drawn)
    assert rendered(drawn) == rendered(drawn)


def test_popups_bring_jquery_and_markers_their_pictures(events: gpd.GeoDataFrame) -> None:
    drawn = EventMap(events)
    folium.Marker([48, 37], popup="hello").add_to(drawn)
    page = rendered(drawn)
    assert "jQuery v3" in page
    assert page.count("data:image/png;base64,") >= 5
    assert "bootstrap" not in page.lower()


def test_plugins_that_a_package_carries_are_put_in(events: gpd.GeoDataFrame) -> None:
    drawn = EventMap(events)
    MarkerCluster([[48, 37], [48.1, 37]]).add_to(drawn)
    page = rendered(drawn)
    assert "Leaflet.markercluster=" in page
    assert ".marker-cluster-small" in page


@pytest.mark.parametrize(
    ("layer", "script"),
    [
        (lambda: HeatMap([[48, 37]]), "leaflet_heat"),
        (lambda: folium.Marker([48, 37], icon=folium.Icon(color="red")), "awesome-markers"),
        (lambda: folium.TileLayer("OpenStreetMap"), "tiles=NAME"),
    ],
)
def test_what_no_package_carries_is_refused_or_allowed(
    events: gpd.GeoDataFrame, layer: Callable[[], Any], script: str
) -> None:
    drawn = EventMap(events)
    layer().add_to(drawn)
    with pytest.raises(PageError, match=script) as caught:
        rendered(drawn)
    assert "allow_network=True" in str(caught.value)
    assert "\n" not in str(caught.value)
    drawn = EventMap(events, allow_network=True)
    layer().add_to(drawn)
    assert "img-src data: https:" in policy(rendered(drawn))


def test_allowed_scripts_are_linked_and_their_hosts_named(events: gpd.GeoDataFrame) -> None:
    drawn = EventMap(events, allow_network=True)
    HeatMap([[48, 37]]).add_to(drawn)
    page = rendered(drawn)
    link = re.search(r'<script src="(https://[^/"]+)[^"]*heat[^"]*">', page)
    assert link
    assert link[1] in policy(page)


def test_raw_markup_can_not_bring_a_remote_script(events: gpd.GeoDataFrame) -> None:
    drawn = EventMap(events)
    markup = '<script src="https://example.org/x.js"></script>'
    drawn.get_root().html.add_child(folium.Element(markup))
    with pytest.raises(PageError, match=re.escape("https://example.org/x.js")):
        rendered(drawn)


def test_tiles_are_named_with_their_host_and_credit(events: gpd.GeoDataFrame) -> None:
    page = rendered(EventMap(events, tiles="OpenStreetMap.Mapnik"))
    assert "img-src data: https://tile.openstreetmap.org;" in policy(page)
    assert "OpenStreetMap" in page
    assert '"arcs":[' in page


def test_unknown_tiles_come_with_suggestions(events: gpd.GeoDataFrame) -> None:
    with pytest.raises(PageError, match=r"did you mean .*OpenStreetMap\.Mapnik"):
        EventMap(events, tiles="OpenStreetMap.Mapnick")
    with pytest.raises(PageError, match="key"):
        find("Thunderforest.OpenCycleMap")


def test_carto_tiles_work_without_a_key_but_say_so() -> None:
    with pytest.warns(UserWarning, match="CARTO"):
        tiles = find("cartodb positron")
    assert tiles.name == "CartoDB.Positron"
    assert "insert your" not in tiles.url
    assert "https://a.basemaps.cartocdn.com" in tiles.hosts


def test_title_and_data_are_escaped(events: gpd.GeoDataFrame) -> None:
    bad = "</title></script><script>alert(1)</script>\u2028&"
    page = rendered(EventMap(schema.table([row(1, quote=bad)]), title=bad))
    assert "<script>alert" not in page
    assert "&lt;/title&gt;" in page
    assert safe_json(json.dumps(bad, ensure_ascii=False)).isascii()
    assert json.loads(safe_json(json.dumps(bad, ensure_ascii=False))) == bad


def test_wrong_arguments_say_what_is_wrong(events: gpd.GeoDataFrame) -> None:
    with pytest.raises(InputError, match=r"control\.geojson"):
        EventMap(events, control="control.geojson")
    with pytest.raises(PageError, match="choose one of en, fi, uk"):
        EventMap(events, language="sv")
    with pytest.raises(PageError, match="GeoDataFrame"):
        EventMap(pd.DataFrame({"event_id": ["a"]}))


def test_save_writes_one_file(events: gpd.GeoDataFrame, tmp_path: Path) -> None:
    path = tmp_path / "map.html"
    EventMap(events).save(str(path))
    assert path.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert [one.name for one in tmp_path.iterdir()] == ["map.html"]
    assert stat.S_IMODE(path.stat().st_mode) & stat.S_IRUSR
    buffer = io.BytesIO()
    EventMap(events).save(buffer, close_file=False)
    assert buffer.getvalue() == path.read_bytes()


def test_a_failed_save_leaves_the_old_file(
    events: gpd.GeoDataFrame, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "map.html"
    path.write_text("old")

    def full(*_: Any, **__: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OutputError, match="no space left on device"):
        EventMap(events).save(path)
    assert path.read_text() == "old"
    assert [one.name for one in tmp_path.iterdir()] == ["map.html"]


@pytest.mark.parametrize("name", ["missing/map.html", "folder", "a\0b.html"])
def test_where_nothing_can_be_written_one_line_says_so(
    events: gpd.GeoDataFrame, tmp_path: Path, name: str
) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(OutputError) as caught:
        EventMap(events).save(tmp_path / name)
    assert "\n" not in str(caught.value)
    assert name in str(caught.value).replace("\\x00", "\0")


def test_events_of_one_place_share_a_symbol() -> None:
    data = data_of(
        schema.table(
            [
                row(1),
                row(2, 48.595004, 38.00001),
                row(2, 47.942, 37.503),
                row(3, geo_precision=4, place_kind="region", place_name="Donetsk Oblast"),
                row(4, geometry=None, status="not found"),
            ]
        )
    )
    assert [one["event"] for one in data["rows"]] == [0, 1, 1, 2, 3]
    assert [one["place"] for one in data["rows"]] == [1, 1, 2, 3, 4]
    assert [place["shown"] for place in data["places"]] == [False, True, True, True, False]
    assert [place["area"] for place in data["places"][1:4]] == [False, False, True]
    assert data["places"][3]["region"] == "Donetsk Oblast"


def test_tables_of_other_makers_are_understood() -> None:
    frame = gpd.GeoDataFrame(
        {
            "event_id": [7, np.int64(8), None],
            "event_date": [pd.Timestamp("2023-05-01"), pd.NaT, "2023-05-02T10:00:00"],
            "quantity": [np.float64(3.0), np.nan, pd.NA],
            "sources": ['["a.txt"]', None, np.array(["b.txt"])],
            "confidence": ["0.5", "much", float("inf")],
        },
        geometry=[Point(4230166, 6216000), None, LineString([(0, 0), (2, 0)])],
        crs="EPSG:3857",
    )
    data = data_of(frame)
    # In the order of time; what has no date comes last.
    first, third, second = data["rows"]
    assert first["event_id"] == "7"
    assert first["event_date"] == "2023-05-01"
    assert first["quantity"] == 3
    assert first["sources"] == ["a.txt"]
    assert first["confidence"] == 0.5
    assert data["places"][first["place"]]["at"] == [
        pytest.approx(48.65, abs=0.01),
        pytest.approx(38.0, abs=0.01),
    ]
    assert set(second) == {"event_id", "event", "place"}
    assert second["place"] == 0
    assert third["event_date"] == "2023-05-02"
    assert third["sources"] == ["b.txt"]
    assert data["places"][third["place"]]["shown"]
    assert "quantity" not in third


def test_texts_that_are_no_unicode_do_not_stop_a_map(tmp_path: Path) -> None:
    EventMap(schema.table([row(1, quote="a\ud800b")]), title="\udfff").save(tmp_path / "m.html")
    page = (tmp_path / "m.html").read_text(encoding="utf-8")
    assert read(page)["rows"][0]["quote"] == "a\ufffdb"
    assert "<title>\ufffd</title>" in page


@pytest.mark.parametrize("kind", ["region", "macroregion", "country", "district", "sector"])
def test_areas_are_not_points(kind: str) -> None:
    data = data_of(schema.table([row(1, place_kind=kind, place_name="Somewhere")]))
    assert data["places"][1]["area"]


def test_view_is_the_theatre() -> None:
    def view(*points: tuple[float, float], **values: Any) -> Any:
        listed = [row(n, *point, **values) for n, point in enumerate(points)]
        return data_of(schema.table(listed))["view"]

    assert view((48, 37), (49, 38), (38.9, -77.0)) == [[48, 37], [49, 38]]
    assert view((38.9, -77.0), (40, -75)) == [[38.9, -77.0], [40, -75]]
    (south, west), (north, east) = view()
    assert (south, north) == (pytest.approx(44.4, abs=0.1), pytest.approx(52.4, abs=0.1))
    assert (west, east) == (pytest.approx(22.1, abs=0.1), pytest.approx(40.2, abs=0.1))
    many = [(48 + n / 1000, 37.5) for n in range(40)] + [(51.0, 25.0)]
    assert view(*many)[0][1] == 37.5


def test_texts_of_all_languages_have_the_same_keys() -> None:
    def keys(texts: Any, path: str = "") -> set[str]:
        # Plural forms and the table's English words: a language has those that it needs.
        own = path in ("/outcomes", "/sub_types")
        if not isinstance(texts, dict) or "other" in texts or own:
            return {path}
        return {key for name, value in texts.items() for key in keys(value, f"{path}/{name}")}

    english = keys(assets.page_json("texts/en.json"))
    assert len(english) > 80
    for language in assets.languages():
        assert keys(assets.page_json(f"texts/{language}.json")) == english


def test_every_event_type_has_a_name_and_its_own_shape() -> None:
    types = assets.page_json("symbols.json")["types"]
    assert len({style["shape"] for style in types.values()}) == len(types)
    assert len({style["colour"] for style in types.values()}) == len(types)
    for language in assets.languages():
        assert set(types) <= set(assets.page_json(f"texts/{language}.json")["types"])


def test_page_script_puts_no_markup_in() -> None:
    script = assets.page_script()
    for risky in ("innerHTML =", "insertAdjacentHTML", "document.write", "eval(", "new Function"):
        assert risky not in script
    for store in ("localStorage", "sessionStorage", "document.cookie", "fetch(", "XMLHttpRequest"):
        assert store not in script
