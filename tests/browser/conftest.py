"""A headless Chromium without network, which notes every request and every complaint."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, sync_playwright
from shapely.geometry import Point

from geomap import schema
from geomap.control import ControlSeries
from geomap.drawing.eventmap import EventMap

from .controlled import three_days

PLACES = {
    "Bakhmut": (48.595, 38.0),
    "Marinka": (47.942, 37.503),
    "Lyman": (48.985, 37.811),
    "Avdiivka": (48.139, 37.744),
}
Row = dict[str, Any]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("browser")


@dataclass
class Opened:
    """A page that is open, with all that it asked for and complained of."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def marker(self, place: str) -> Any:
        return self.page.locator(f'.handle[aria-label^="{place}:"]')

    @property
    def popup(self) -> Any:
        return self.page.locator(".event-popup")

    def assert_clean(self) -> None:
        """The page asked nobody for anything and had nothing to complain of."""
        outside = [url for url in self.requests if not url.startswith(("file:", "data:", "about:"))]
        assert outside == []
        assert self.complaints == []


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if path is None:
        pytest.fail("no Chromium found: install chromium, or name one in the variable CHROMIUM")
    quiet = ["--no-sandbox", "--disable-background-networking", "--disable-component-update"]
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=quiet)
        yield started
        started.close()


@pytest.fixture
def open_file(browser: Browser) -> Iterator[Callable[..., Opened]]:
    contexts = []

    def open_one(
        path: Path,
        *,
        width: int = 1400,
        height: int = 900,
        hash: str = "",
        before: str = "",
        **options: Any,
    ) -> Opened:
        """Open a file; `before` is script that runs ahead of the page's own."""
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        opened = Opened(context.new_page())

        def route(way: Route) -> None:
            opened.requests.append(way.request.url)
            if way.request.url.startswith("file:"):
                way.continue_()
            else:
                way.abort()

        context.route("**/*", route)
        page = opened.page
        page.add_init_script(f"window.__xss = []; {before}")
        page.on(
            "console",
            lambda message: (
                opened.complaints.append(message.text)
                if message.type in ("error", "warning")
                else None
            ),
        )
        page.on("pageerror", lambda error: opened.complaints.append(str(error)))

        def refuse(dialog: Any) -> None:
            opened.complaints.append(f"dialog: {dialog.message}")
            dialog.dismiss()

        page.on("dialog", refuse)
        page.goto(path.as_uri() + hash)
        return opened

    yield open_one
    for context in contexts:
        context.close()


@pytest.fixture
def event() -> Callable[..., Row]:
    """Make a row at one of the places."""

    def make(number: int, place: str = "Bakhmut", **values: Any) -> Row:
        latitude, longitude = PLACES[place]
        return {
            "event_id": f"e{number}",
            "event_type": "Battles",
            "sub_event_type": "Armed clash",
            "event_date": "2023-05-01",
            "date_precision": 1,
            "place_id": f"test:{place}",
            "place_name": place,
            "place_text": place,
            "place_kind": "settlement",
            "country": "UA",
            "admin1": "Donetsk Oblast",
            "geometry": Point(longitude, latitude),
            "geo_precision": 1,
            "claimant": "the army's spokesman",
            "source": "report.txt",
            "language": "en",
            "quote": f"Attacks near {place} were beaten back.",
            "confidence": 0.9,
            "why": f"{place} [exact]",
            "status": "placed",
            **values,
        }

    return make


@pytest.fixture
def rows(event: Callable[..., Row]) -> list[Row]:
    """Six events: three at Bakhmut, one of them at Lyman too, and two without a place."""
    return [
        event(
            1,
            outcome="repelled",
            quantity=30,
            quantity_qualifier="more than",
            unit="attacks",
            place_text="Bahmutissa",
            quote="Yli 30 hyökkäystä torjuttiin Bahmutissa.",
            language="fi",
        ),
        event(2, event_type="Protests", event_date=None, claim_date="2023-05-02"),
        event(3),
        event(3, "Lyman"),
        event(4, "Marinka", geo_precision=2, radius_km=5),
        {
            "event_id": "e5",
            "event_type": "Battles",
            "place_text": "Andriivka",
            "quote": "There was fighting at Andriivka.",
            "status": "ambiguous",
            "why": "two places of that name are equally likely",
            "alternatives": [
                {"name": "Andriivka", "admin1": "Donetsk Oblast", "score": 0.5},
                {"name": "Andriivka", "admin1": "Kharkiv Oblast", "score": 0.49},
            ],
        },
        {
            "event_id": "e6",
            "event_type": "Strategic developments",
            "quote": "They refused to fight.",
            "status": "no place",
            "why": "the sentence names no place",
        },
    ]


@pytest.fixture
def open_map(open_file: Callable[..., Opened], tmp_path: Path) -> Callable[..., Opened]:
    """Draw rows, or a map, and open the page."""

    def open_one(
        what: list[Mapping[str, Any]] | EventMap,
        *,
        window: Mapping[str, Any] | None = None,
        **options: Any,
    ) -> Opened:
        drawn = what if isinstance(what, EventMap) else EventMap(schema.table(what), **options)
        drawn.save(tmp_path / "map.html")
        return open_file(tmp_path / "map.html", **(window or {}))

    return open_one


@pytest.fixture
def series() -> ControlSeries:
    """Three days of control data."""
    return three_days()


@pytest.fixture
def may_week(event: Callable[..., Any]) -> list[Any]:
    """An event a day from 1 to 7 May 2023."""
    return [event(n, event_date=f"2023-05-0{n}") for n in range(1, 8)]


@pytest.fixture
def open_control(
    open_map: Callable[..., Opened], may_week: list[Any], series: ControlSeries
) -> Callable[..., Opened]:
    def open_one(rows: Any = None, control: Any = None, **options: Any) -> Any:
        opened = open_map(rows or may_week, control=control or series, **options)
        opened.page.locator(".control-said:not(:empty)").wait_for()
        return opened

    return open_one
