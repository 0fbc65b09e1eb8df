"""What tests of control on the map share: a small series, and questions to a page that shows it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from shapely.geometry import MultiPolygon, box

from geomap.control import ControlSeries, Snapshot

# Where the colour of the layer is asked for: (latitude, longitude).
ALWAYS = (48.3, 38.2)
WON = (48.3, 37.7)
LOST = (48.9, 38.2)
NEVER = (48.3, 36.8)
GREY = (48.9, 37.3)

PIXEL = """([latitude, longitude]) => {
    const { control } = geomap.opened[0].map;
    const { scale, left, top, ratio } = control.canvas.sight();
    const at = geomap.project(latitude, longitude);
    const [x, y] = [at.x * scale - left, at.y * scale - top].map((v) => Math.round(v * ratio));
    const copy = new OffscreenCanvas(9, 9).getContext('2d', { willReadFrequently: true });
    copy.drawImage(control.canvas.pen.canvas, 4 - x, 4 - y);
    // A few pixels: a pattern has gaps.
    const { data } = copy.getImageData(0, 0, 9, 9);
    return [0, 1, 2, 3].map((k) => data.filter((_, i) => i % 4 === k).reduce((a, b) => a + b) / 81);
}"""


def shot(day: str, areas: dict[str, Any], source: str = "DeepStateMap", **more: Any) -> Snapshot:
    whole = {label: MultiPolygon([area]) for label, area in areas.items()}
    return Snapshot(dt.date.fromisoformat(day), whole, source, **more)


def three_days() -> ControlSeries:
    """Three days: land in the west is won on the second, land in the north lost on the third."""
    first = box(38, 48, 38.5, 49.1)
    second = box(37.5, 48, 38.5, 49.1)
    third = box(37.5, 48, 38.5, 48.7)
    return ControlSeries(
        [
            shot("2023-05-03", {"Russia": first}),
            shot("2023-05-05", {"Russia": second, "contested": box(37.2, 48.8, 37.45, 49)}),
            shot("2023-05-12", {"Russia": third}),
        ]
    )


def alpha(opened: Any, place: tuple[float, float]) -> float:
    return float(opened.page.evaluate(PIXEL, place)[3])


def held(opened: Any) -> list[bool]:
    """Which of the places lie in an area that is drawn."""
    return [alpha(opened, place) > 10 for place in (ALWAYS, WON, LOST, NEVER)]


def choose(opened: Any, first: str, last: str | None = None) -> None:
    days = [first, last or first]
    opened.page.evaluate(
        "days => geomap.opened[0].store.setTime(...days.map(geomap.days.fromIso))", days
    )


def said(opened: Any) -> Any:
    return opened.page.locator(".control-said")


def changed(series: ControlSeries, before: int, after: int) -> str:
    """The words for a change of the fixture."""
    first, last = series.days[before], series.days[after]
    change = series.change(first, last)
    gained, lost = (f"{round(km2):,}" for km2 in (change.gained_km2, change.lost_km2))
    since = f"{first.day} {first:%B %Y}"
    return f"Since the snapshot of {since}: {gained} km² gained, {lost} km² lost"


def land(series: ControlSeries, number: int) -> str:
    return f"{round(series.area_km2(series.days[number])):,} km²"


def chart(opened: Any) -> Any:
    return opened.page.get_by_role("slider", name="Land held by Russia")
