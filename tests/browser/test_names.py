"""The names of cities and towns on the built-in base map: never over each other, more from near."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from typing import Any

import pytest

DONBAS = [48.3, 37.8]
ZOOMS = [5, 6, 7, 8, 9, 10, 11]
# Sets the view, waits for the names, and takes them as they are noted and as they are seen.
LOOK = """async ([at, zoom]) => {
    const map = Object.values(window).find((one) => one instanceof L.Map);
    map.setView(at, zoom, { animate: false });
    await new Promise((done) => setTimeout(done, 150));
    const labels = map.page.labels;
    const times = [1, 2, 3, 4, 5].map(() => {
        const before = performance.now();
        labels.draw();
        return performance.now() - before;
    });
    const frame = map.getContainer().getBoundingClientRect();
    const seen = [...document.querySelectorAll('.names .name, .names .dot')].map((one) => {
        const { left, top, width, height } = one.getBoundingClientRect();
        const [x, y] = [left - frame.left, top - frame.top];
        return { kind: one.className, text: one.textContent, x, y, width, height };
    });
    return { placed: labels.placed, seen, time: Math.min(...times) };
}"""


@pytest.fixture
def opened(open_map: Callable[..., Any], rows: list[dict[str, Any]]) -> Any:
    opened = open_map(rows)
    opened.page.wait_for_selector(".names .name")
    return opened


def look(opened: Any, zoom: float, at: list[float] = DONBAS) -> dict[str, Any]:
    found: dict[str, Any] = opened.page.evaluate(LOOK, [at, zoom])
    return found


def texts(found: dict[str, Any]) -> list[str]:
    return [one["text"] for one in found["placed"]]


def ordered(names: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(names, key=lambda one: (one["text"], one["x"]))


def overlap(a: dict[str, Any], b: dict[str, Any]) -> bool:
    return bool(
        a["x"] < b["x"] + b["width"]
        and b["x"] < a["x"] + a["width"]
        and a["y"] < b["y"] + b["height"]
        and b["y"] < a["y"] + a["height"]
    )


def test_no_two_names_overlap_at_any_zoom(opened: Any) -> None:
    for zoom in ZOOMS:
        found = look(opened, zoom)
        assert len(found["placed"]) > 15, zoom
        clashes = [(a, b) for a, b in combinations(found["seen"], 2) if overlap(a, b)]
        assert not clashes, zoom
    opened.assert_clean()


def test_what_is_noted_is_what_is_seen(opened: Any) -> None:
    found = look(opened, 8.5)
    names = [one for one in found["seen"] if one["kind"].startswith("name")]
    dots = [one for one in found["seen"] if one["kind"].startswith("dot")]
    assert len(dots) == sum(1 for one in found["placed"] if one["dot"])
    for noted, seen in zip(ordered(found["placed"]), ordered(names), strict=True):
        assert noted["text"] == seen["text"]
        assert noted["x"] == pytest.approx(seen["x"], abs=1)
        assert noted["y"] == pytest.approx(seen["y"], abs=1)
        assert seen["width"] <= noted["width"] + 1.5


def test_nearer_views_show_more_and_smaller_places(opened: Any) -> None:
    far, near, close = (texts(look(opened, zoom)) for zoom in (6, 9, 11))
    assert len(near) > 2 * len(far)
    assert {"Kharkiv", "Zaporizhzhia"} <= set(far)
    assert "Chasiv Yar" in near
    assert "Chasiv Yar" not in far
    assert "Pleshchiivka" in close
    assert "Pleshchiivka" not in near


def test_no_place_is_named_twice(opened: Any) -> None:
    for zoom in ZOOMS:
        names = texts(look(opened, zoom))
        # Cities of the reviewed labels, and places with events.
        for name in ("Donetsk", "Bakhmut", "Lyman", "Marinka", "Horlivka", "Kramatorsk"):
            assert names.count(name) <= 1, (zoom, name)


def test_names_come_before_the_next_frame(opened: Any) -> None:
    """A layout takes a few milliseconds; a frame has sixteen."""
    assert all(look(opened, zoom)["time"] < 16 for zoom in ZOOMS)


def test_fonts_stand_where_a_picture_can_take_them(opened: Any) -> None:
    found = look(opened, 9)
    fonts = opened.page.evaluate("geomap.Labels.FONTS")
    dots = opened.page.evaluate("geomap.Labels.DOTS")
    assert {one["kind"] for one in found["placed"]} <= set(fonts)
    assert {one["kind"] for one in found["placed"] if one["dot"]} <= set(dots)
    assert all(font["font"] and font["colour"] for font in fonts.values())
