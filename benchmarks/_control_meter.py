"""Opens a page with control, steps through its days, and compares what it decodes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from _page_meter import LAUNCH, WINDOW, chromium
from playwright.sync_api import Page, sync_playwright

from geomap.control import ControlSeries
from geomap.control.measure import on_plane

# Reading a pixel makes the browser draw what it was told to, which it would put off.
STEPS = """since => {
    const { map, store } = geomap.opened[0];
    const { control } = map;
    control.setSince(since);
    const days = [...control.series.days.day];
    const pixel = () => control.canvas.pen.getImageData(0, 0, 1, 1);
    pixel();
    return days.map((day) => {
        const start = performance.now();
        store.setTime(store.span[0], day);
        pixel();
        return performance.now() - start;
    });
}"""
DECODE = """([from, to]) => {
    const { series } = geomap.opened[0].map.control;
    const found = [];
    for (let day = from; day < to; day += 1) {
        const { vertices, starts, kinds } = series.snapshot(day);
        found.push([...kinds].map((kind, ring) => [
            series.labels[kind >> 1],
            kind & 1,
            [...vertices.subarray(starts[ring], starts[ring + 1])].flatMap(
                (v) => [series.longitude[v], series.latitude[v]]),
        ]));
    }
    return found;
}"""
LINE = """day => {
    const { series } = geomap.opened[0].map.control;
    const degrees = (y) => (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI;
    return geomap.control.contact(series, day).map((line) =>
        line.map((value, i) => (i % 2 ? degrees(value) : 360 * (value - 0.5))));
}"""
BATCH = 20
# So many days have their line compared.
LINES = 15


@dataclass(frozen=True, slots=True)
class Opened:
    """Times in ms; how far vertices (degrees) and lines (metres) are off at most."""

    ready: float
    steps: list[float]
    changes: list[float]
    off_by: float
    line_off_m: float


def measure(path: Path, series: ControlSeries) -> Opened | None:
    """Open a page with this series; None without a browser."""
    browser = chromium()
    if browser is None:
        return None
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=browser, args=LAUNCH)
        page = started.new_context(viewport=WINDOW).new_page()  # type: ignore[arg-type]
        page.goto(path.as_uri())
        page.locator(".control-said:not(:empty)").wait_for()
        ready = page.evaluate("performance.now()")
        page.wait_for_timeout(500)
        steps, changes = (page.evaluate(STEPS, since) for since in ("none", "week"))
        off_by = _off_by(page, series)
        line_off = _line_off(page, series)
        started.close()
    return Opened(ready, steps, changes, off_by, line_off)


def _off_by(page: Page, series: ControlSeries) -> float:
    """The largest difference of a coordinate; infinite where rings don't match at all."""
    worst = 0.0
    total = len(series.days)
    for begin in range(0, total, BATCH):
        end = min(begin + BATCH, total)
        for day, found in zip(
            series.snapshots[begin:end], page.evaluate(DECODE, [begin, end]), strict=True
        ):
            worst = max(worst, _difference(_rings(day.areas), found))
    return worst


def _rings(areas: Any) -> list[tuple[str, int, Any]]:
    return [
        (label, hole, np.asarray(ring.coords)[:-1, :2])
        for label in areas
        for part in areas[label].geoms
        for hole, rings in ((0, [part.exterior]), (1, part.interiors))
        for ring in rings
    ]


def _difference(given: list[tuple[str, int, Any]], found: list[Any]) -> float:
    """Rings come in the same order; a ring may run the other way round, and lack what is twice."""
    if [one[:2] for one in given] != [tuple(one[:2]) for one in found]:
        return float("inf")
    worst = 0.0
    for (_, _, wanted), (_, _, flat) in zip(given, found, strict=True):
        got = np.reshape(flat, (-1, 2))
        wanted = _without_repeats(wanted)
        if len(wanted) != len(got):
            return float("inf")
        ways = [np.abs(way - got).max() for way in (wanted, wanted[::-1])]
        worst = max(worst, min(ways))
    return worst


def _without_repeats(ring: Any) -> Any:
    """Vertices that rounding makes one, as one; the first stands for the last, too."""
    rounded = np.round(ring * 1e5)
    kept = np.append(True, (rounded[1:] != rounded[:-1]).any(axis=1))
    while len(kept) and (rounded[kept][-1] == rounded[0]).all():
        kept[np.flatnonzero(kept)[-1]] = False
    return ring[kept]


def _line_off(page: Page, series: ControlSeries) -> float:
    """Metres between the line of the page and that of the series, on some days."""
    worst = 0.0
    for day in np.linspace(0, len(series.days) - 1, LINES).astype(int).tolist():
        parts = [np.reshape(flat, (-1, 2)) for flat in page.evaluate(LINE, day)]
        got = on_plane(shapely.MultiLineString(parts))
        wanted = on_plane(series.line(series.days[day]))
        worst = max(worst, float(shapely.hausdorff_distance(got, wanted)))
    return worst
