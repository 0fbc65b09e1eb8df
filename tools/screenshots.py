"""Take pictures of a map in every state: `python tools/screenshots.py MAP.html FOLDER`.

The page gets no network, so the pictures also show that the map needs none. Needs playwright and
Chromium; the variable CHROMIUM names one that is not on the path.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Error, Page, sync_playwright

QUIET = ["--no-sandbox", "--disable-background-networking", "--disable-component-update"]
DESKTOP = (1400, 960)
PHONE = (390, 844)


@dataclass(frozen=True)
class State:
    """A picture: its file name, what is done before it is taken, and the size of the window."""

    name: str
    do: Callable[[Page, str], None]
    size: tuple[int, int] = DESKTOP


def nothing(page: Page, place: str) -> None:
    page.mouse.move(0, 0)


def popup(page: Page, place: str) -> None:
    page.locator(f'.handle[aria-label^="{place}:"]').first.click(timeout=5000)
    page.locator(".event-popup").wait_for()


def village(page: Page, place: str) -> None:
    """Further down in the events of a place."""
    popup(page, place)
    page.locator(".leaflet-popup-content").evaluate("one => { one.scrollTop = 420; }")


def dates(page: Page, place: str) -> None:
    page.locator(".time-button.forward").click()


def filters(page: Page, place: str) -> None:
    page.locator(".all-filters > summary").click()
    page.locator('.filter[data-facet="claimant"] summary').click()
    page.locator('.filter[data-facet="claimant"] input').nth(1).uncheck()


def table(page: Page, place: str) -> None:
    page.get_by_role("tab").nth(1).click()
    page.locator("tbody tr").first.wait_for()


def unplaced(page: Page, place: str) -> None:
    page.get_by_role("tab").nth(2).click()
    page.locator(".unplaced .card").first.wait_for()


def search(page: Page, place: str) -> None:
    page.locator('[role="combobox"]').first.fill(place[:4])
    page.locator('[role="option"]').first.wait_for()


def panel(page: Page, place: str) -> None:
    page.locator(".fold").click()


def control(page: Page, place: str) -> None:
    """A day of control data, with what changed since the day before."""
    page.evaluate("location.hash = '#time=2023-05-01..2023-05-03&since=day'")
    page.reload()
    page.locator(".control-said:not(:empty)").wait_for()


STATES = (
    State("map", popup),
    State("desktop", nothing),
    State("village", village),
    State("time", dates),
    State("filters", filters),
    State("table", table),
    State("unplaced", unplaced),
    State("search", search),
    State("phone", nothing, PHONE),
    State("phone-popup", popup, PHONE),
    State("phone-panel", panel, PHONE),
)
# Taken of a map that has control data.
CONTROL_STATES = (State("control", control), State("phone-control", control, PHONE))


def main(arguments: list[str] | None = None) -> int:
    """Run the command; returns an exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("map", type=Path, metavar="MAP.html")
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("--place", default="Bakhmut", help="whose symbol is opened")
    parser.add_argument("--only", metavar="STATE", choices=[state.name for state in STATES])
    parser.add_argument("--control", action="store_true", help="the states of control data alone")
    options = parser.parse_args(arguments)
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if chromium is None:
        return fail("no Chromium found: install chromium, or name one in the variable CHROMIUM")
    if not options.map.is_file():
        return fail(f"{options.map}: no such map")
    options.folder.mkdir(parents=True, exist_ok=True)
    address = options.map.resolve().as_uri()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=QUIET)
        for state in CONTROL_STATES if options.control else STATES:
            if options.only in (None, state.name):
                try:
                    take(browser, address, state, options.place, options.folder)
                except Error as error:
                    return fail(f"{state.name}: {error.message.splitlines()[0]}")
        browser.close()
    return 0


def take(browser: Browser, address: str, state: State, place: str, folder: Path) -> None:
    """Open the page without network, bring it into a state, and save what it shows."""
    width, height = state.size
    page = browser.new_page(
        viewport={"width": width, "height": height},
        reduced_motion="reduce",
        device_scale_factor=2 if state.size == PHONE else 1,
    )
    page.route(lambda url: not url.startswith("file:"), lambda route: route.abort())
    page.goto(address)
    page.wait_for_function("window.geomap?.readyAt")
    page.wait_for_timeout(400)
    state.do(page, place)
    page.mouse.move(0, 0)  # no tooltip in the picture
    page.wait_for_timeout(500)
    page.screenshot(path=folder / f"{state.name}.png")
    page.close()


def fail(text: str) -> int:
    """Say in one line what is wrong."""
    print(f"screenshots: {text}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
