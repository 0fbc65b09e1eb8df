"""Builds the pages that `map_page.py` compares, each in a Python process of its own.

    python benchmarks/_page_build.py PAGE EVENTS.pkl PAGE.html [REFERENCE]

That process prints what it measured as JSON: the seconds from the events in memory to the
page on disk, and the peak of its memory, which the events are part of.
"""

from __future__ import annotations

import importlib
import json
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

import _page_events
import pandas as pd
from _peak import peak_mb

REFERENCE_FILES = ("gen.py", "limit.py", "limit.js")
REFERENCE_LEAFLET = "npm/node_modules/leaflet/dist"
"""Where the reference looks for Leaflet, from the current directory."""

TILES = "https://tile.openstreetmap.org/{z}/{x}/{y}.png"
# folium's own way to say what stands for a row: a marker with the text as its popup.
CALLBACK = """function (row) {
  const marker = L.marker(new L.LatLng(row[0], row[1]));
  marker.bindPopup(document.createTextNode(row[2]).textContent);
  return marker;
}"""


@dataclass(frozen=True, slots=True)
class Built:
    """What building took, with the size of the page; MB are millions of bytes."""

    seconds: float
    memory: float
    size: float


class BuildError(RuntimeError):
    """A page could not be built; the message is the last line of what went wrong."""


def prepare(reference: Path, folder: Path) -> Path:
    """A working folder for the reference: its files, and Leaflet where it looks for it."""
    leaflet = folder / REFERENCE_LEAFLET
    leaflet.mkdir(parents=True)
    for name in REFERENCE_FILES:
        shutil.copy(reference / name, folder / name)
    carried = resources.files("xstatic.pkg.leaflet") / "data"
    for name in ("leaflet.js", "leaflet.css"):
        (leaflet / name).write_bytes((carried / name).read_bytes())
    return folder


def make_events(count: int, path: Path, *, reference: Path | None) -> None:
    """Make the events of a run, by the reference's generator where there is one."""
    _run("events", str(path), str(count), folder=reference)


def build(page: str, events: Path, out: Path, *, reference: Path | None) -> Built:
    """Build a page; `reference` is the folder that `prepare` made.

    Raises BuildError where it fails.
    """
    told = json.loads(_run(page, str(events), str(out), folder=reference))
    return Built(told["seconds"], told["memory"], out.stat().st_size / 1e6)


def _run(page: str, *arguments: str, folder: Path | None) -> str:
    command = [sys.executable, __file__, page, *arguments, *([str(folder)] if folder else [])]
    done = subprocess.run(command, capture_output=True, text=True, cwd=folder)
    if done.returncode:
        lines = done.stderr.strip().splitlines()
        raise BuildError(lines[-1] if lines else f"exit code {done.returncode}")
    return done.stdout


# --- what runs in the other process ---


def _events(count: int, reference: Path | None) -> pd.DataFrame:
    if reference is None:
        return _page_events.events(count)
    made: pd.DataFrame = _module(reference, "gen").events(count)
    return made


def _reference(events: pd.DataFrame, reference: Path) -> Callable[[Path], Any]:
    write = _module(reference, "limit").write
    return lambda out: write(events, str(out), "2d")


def _module(folder: Path, name: str) -> Any:
    sys.path.insert(0, str(folder))
    return importlib.import_module(name)


def _peer(events: pd.DataFrame) -> Callable[[Path], Any]:
    import folium
    from folium import plugins

    cluster: Any = plugins.FastMarkerCluster

    def write(out: Path) -> None:
        drawn = folium.Map([48.5, 34.5], zoom_start=6, tiles=TILES, attr="OSM")
        rows = [list(row) for row in zip(events.lat, events.lon, events.text, strict=True)]
        cluster(rows, callback=CALLBACK).add_to(drawn)
        drawn.save(str(out))

    return write


def _ours(events: pd.DataFrame) -> Callable[[Path], Any]:
    from geomap import EventMap

    frame = _page_events.frame(events)
    return lambda out: EventMap(frame).save(out)


def main(page: str, events: Path, last: str, folder: Path | None = None) -> None:
    if page == "events":
        _events(int(last), folder).to_pickle(events)
        return
    table = pd.read_pickle(events)
    if page == "reference":
        assert folder is not None
        write = _reference(table, folder)
    else:
        write = {"peer": _peer, "ours": _ours}[page](table)
    del table  # what a page needs of it, its writer holds
    start = time.perf_counter()
    write(Path(last))
    seconds = time.perf_counter() - start
    print(json.dumps({"seconds": seconds, "memory": peak_mb()}))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), sys.argv[3], *map(Path, sys.argv[4:]))
