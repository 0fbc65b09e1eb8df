"""What control data of many days add to a page, and how fast the page steps through them.

    python benchmarks/control.py [FOLDER] [--days N] [--json]

FOLDER holds control data, of which the first day is the outline that the series begins with;
without it an outline is made. The page is opened in Chromium: every day that it decodes is
compared with the input, and the line of contact of some days with that of `geomap.control`.
"""

from __future__ import annotations

import argparse
import json
import pickle
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

import _control_series
import shapely
from _peak import peak_mb

from geomap.control import ControlSeries

LIMITS = {
    "added_mb": 0.5,
    "seconds": 60.0,
    "memory_mb": 1000.0,
    "points": 20.0,
    "step_median": 25.0,
    "off_by": 1e-5,
    "line_off_m": 20.0,
}
POINTS = 100_000


@dataclass
class Figures:
    """What was measured; times of steps are in ms, None where no browser is there."""

    days: int
    vertices: int
    added_mb: float
    seconds: float
    cpu_seconds: float
    memory_mb: float
    points: float
    ready: float | None = None
    step_median: float | None = None
    step_worst: float | None = None
    steps_over: int | None = None
    change_median: float | None = None
    change_worst: float | None = None
    off_by: float | None = None
    line_off_m: float | None = None


def main(argv: list[str] | None = None) -> int:
    """Run the benchmark; 1 where a limit is missed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folder", type=Path, nargs="?", metavar="FOLDER")
    parser.add_argument("--days", type=int, default=700, metavar="N")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--build", type=Path, help=argparse.SUPPRESS)
    args = parser.parse_args(argv)
    if args.build:
        _build(args.build)
        return 0
    _tell(f"making {args.days} days")
    series = _control_series.make(args.days, args.folder)
    with tempfile.TemporaryDirectory() as temporary:
        figures = _figures(series, Path(temporary))
    missed = [
        name
        for name, limit in LIMITS.items()
        if (value := getattr(figures, name)) is not None and value > limit
    ]
    if args.json:
        print(json.dumps({**asdict(figures), "missed": missed}, indent=2))
    else:
        print("\n".join(_table(figures, missed)))
    return 1 if missed else 0


def _figures(series: ControlSeries, folder: Path) -> Figures:
    (folder / "series.pkl").write_bytes(pickle.dumps(series))
    _tell("building the page")
    command = [sys.executable, __file__, "--build", str(folder)]
    told = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    built = json.loads(told)
    areas = [area for snapshot in series.snapshots for area in snapshot.areas.values()]
    vertices = int(shapely.get_num_coordinates(areas).sum())
    _tell("looking up points")
    points = _points(series)
    figures = Figures(days=len(series.days), vertices=vertices, points=points, **built)
    try:
        import _control_meter
    except ImportError as error:
        _tell(f"the page is not opened: {error.name} is not installed (extra `dev`)")
        return figures
    opened = _control_meter.measure(folder / "with.html", series)
    if opened is None:
        _tell("the page is not opened: no Chromium found; CHROMIUM may name one")
        return figures
    figures.ready = opened.ready
    figures.step_median, figures.step_worst = median(opened.steps), max(opened.steps)
    figures.steps_over = sum(step > LIMITS["step_median"] for step in opened.steps)
    figures.change_median, figures.change_worst = median(opened.changes), max(opened.changes)
    figures.off_by, figures.line_off_m = opened.off_by, opened.line_off_m
    return figures


def _points(series: ControlSeries) -> float:
    """Processor time to find side and distance of points all over the days, in seconds."""
    import numpy as np

    chance = np.random.default_rng(1)
    lon, lat = chance.uniform(23, 40, POINTS), chance.uniform(45, 52, POINTS)
    days = [series.days[number] for number in chance.integers(0, len(series.days), POINTS)]
    begun = time.process_time()
    series.at(lon, lat, days)
    return time.process_time() - begun


def _build(folder: Path) -> None:
    """In a process of its own: two pages, and what the second took more."""
    from geomap import schema
    from geomap.drawing.eventmap import EventMap

    series = pickle.loads((folder / "series.pkl").read_bytes())
    events = schema.table(_control_series.events(series))
    EventMap(events).save(folder / "without.html")
    begun, spent = time.perf_counter(), time.process_time()
    EventMap(events, control=series).save(folder / "with.html")
    # Beside other work the clock tells less than the processor.
    took = {
        "seconds": time.perf_counter() - begun,
        "cpu_seconds": time.process_time() - spent,
    }
    sizes = [(folder / f"{name}.html").stat().st_size for name in ("with", "without")]
    added = (sizes[0] - sizes[1]) / 1e6
    print(json.dumps({"added_mb": added, "memory_mb": peak_mb(), **took}))


def _table(figures: Figures, missed: list[str]) -> list[str]:
    rows = [
        ("days", f"{figures.days:,}", None),
        ("vertices of all days", f"{figures.vertices:,}", None),
        ("added to the page", f"{figures.added_mb:.3f} MB", "added_mb"),
        ("pack and build", f"{figures.seconds:.1f} s", "seconds"),
        ("of these the processor's", f"{figures.cpu_seconds:.1f} s", None),
        ("peak memory", f"{figures.memory_mb:.0f} MB", "memory_mb"),
        (f"side and distance, {POINTS:,}", f"{figures.points:.1f} s of processor", "points"),
    ]
    if figures.ready is not None:
        rows += [
            ("page ready", f"{figures.ready:.0f} ms", None),
            ("step to a day", _times(figures.step_median, figures.step_worst), "step_median"),
            ("steps above that limit", f"{figures.steps_over} of {figures.days}", None),
            ("with change shown", _times(figures.change_median, figures.change_worst), None),
            ("vertices off by at most", f"{figures.off_by:.1e} degrees", "off_by"),
            ("line off by at most", f"{figures.line_off_m:.1f} m", "line_off_m"),
        ]
    return [
        f"{name:24} {value:>36}"
        + (f"   limit {LIMITS[key]:g}{'  MISSED' if key in missed else ''}" if key else "")
        for name, value, key in rows
    ]


def _times(middle: float | None, worst: float | None) -> str:
    return f"median {middle:.1f} ms, worst {worst:.1f} ms"


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
