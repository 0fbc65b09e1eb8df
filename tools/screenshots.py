"""Pictures of a map for the documentation: `python tools/screenshots.py MAP.html FOLDER`.

The variable CHROMIUM names the browser; without it playwright takes its own. The page gets no
network, so a picture also shows that the map needs none.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from playwright.sync_api import Error, sync_playwright

# File name, and the size of the window in CSS pixels.
PICTURES = (("map.png", 1280, 800), ("map-phone.png", 390, 844))
# Long enough for the first drawing and its animation; pictures are looked at, not measured.
SETTLE_MS = 1500

ARGUMENTS = ["--disable-background-networking", "--disable-component-update", "--disable-sync"]


def take(page_file: Path, folder: Path) -> None:
    """Write one PNG for each window size; raises `playwright.sync_api.Error`."""
    # Chromium's sandbox refuses to start as root, which containers and CI machines are.
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM"),
            args=[*ARGUMENTS, *(["--no-sandbox"] if as_root else [])],
        )
        for name, width, height in PICTURES:
            context = browser.new_context(
                viewport={"width": width, "height": height}, offline=True, reduced_motion="reduce"
            )
            page = context.new_page()
            page.goto(page_file.resolve().as_uri())
            page.wait_for_timeout(SETTLE_MS)
            page.screenshot(path=folder / name)
            print(folder / name)
            context.close()
        browser.close()


def main() -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("page", type=Path, metavar="MAP.html")
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    arguments = parser.parse_args()
    if not arguments.page.is_file():
        print(f"{arguments.page}: no such map; make map draws it", file=sys.stderr)
        return 1
    try:
        take(arguments.page, arguments.folder)
    except Error as error:
        print(f"{arguments.page}: {str(error).splitlines()[0]}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
