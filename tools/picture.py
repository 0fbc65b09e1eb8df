"""Take a picture of a map: `python tools/picture.py MAP.html OUT.png [--open PLACE]`.

The page gets no network, so a picture also shows that the map needs none. Needs playwright and
Chromium; the variable CHROMIUM names one that is not on the path.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from pathlib import Path

from playwright.sync_api import Error, sync_playwright

QUIET = ["--no-sandbox", "--disable-background-networking", "--disable-component-update"]


def main(arguments: list[str] | None = None) -> int:
    """Run the command; returns an exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("map", type=Path, metavar="MAP.html")
    parser.add_argument("picture", type=Path, metavar="OUT.png")
    parser.add_argument("--open", metavar="PLACE", help="open the symbol of this place first")
    parser.add_argument("--size", default="1400x900", metavar="WIDTHxHEIGHT")
    options = parser.parse_args(arguments)
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if chromium is None:
        return fail("no Chromium found: install chromium, or name one in the variable CHROMIUM")
    if not options.map.is_file():
        return fail(f"{options.map}: no such map")
    try:
        width, height = (int(side) for side in options.size.split("x"))
    except ValueError:
        return fail(f"--size {options.size}: write it as 1400x900")
    try:
        take(chromium, options.map, options.picture, (width, height), options.open)
    except Error as error:
        return fail(f"{options.map}: {error.message.splitlines()[0]}")
    return 0


def take(
    chromium: str, page_file: Path, picture: Path, size: tuple[int, int], place: str | None
) -> None:
    """Open the page without network, wait until it stands still, and save what it shows."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=QUIET)
        page = browser.new_page(
            viewport={"width": size[0], "height": size[1]}, reduced_motion="reduce"
        )
        page.route(lambda url: not url.startswith("file:"), lambda route: route.abort())
        page.goto(page_file.resolve().as_uri())
        page.wait_for_selector(".names .name")
        if place:
            page.locator(f'[aria-label^="{place}:"]').first.click(timeout=5000)
            page.mouse.move(0, 0)  # no tooltip in the picture
        page.wait_for_timeout(400)
        page.screenshot(path=picture)
        browser.close()


def fail(text: str) -> int:
    """Say in one line what is wrong."""
    print(f"picture: {text}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
