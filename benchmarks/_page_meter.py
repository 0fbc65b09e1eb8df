"""Opens a page in a Chromium of its own and measures it.

Nothing comes from the network: links of folium are answered from installed packages, tiles
by one picture, and all else by nothing.
"""

from __future__ import annotations

import base64
import os
import shutil
import struct
import zlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, CDPSession, Error, Page, sync_playwright

from geomap.drawing import assets

LAUNCH = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--enable-precise-memory-info",
)
WINDOW = {"width": 1280, "height": 800}
PROBES = Path(__file__).with_name("_page_probes.js")
ASKED = ("step", "filter", "redraw", "popup")

LIMIT_MS = 300_000
QUIET_MS = 1_500
"""A page is ready if nothing long has run for this time since."""
TYPES = {".css": "text/css", ".js": "application/javascript", ".png": "image/png"}


class MeterError(RuntimeError):
    """A page could not be measured; the message says in one line why."""


@dataclass(frozen=True, slots=True)
class Opened:
    """What a page took; None is what it can't do, or what this system doesn't tell."""

    ready: float
    step: float | None
    filter: float | None
    redraw: float | None
    popup: float | None
    memory: float | None
    """Peak of the tab's process, in millions of bytes."""


def chromium() -> str | None:
    """The browser that CHROMIUM names, or one on the path."""
    found = (shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome"))
    return os.environ.get("CHROMIUM") or next(filter(None, found), None)


def measure(browser: str, name: str, path: Path, *, events: int, slowed: float = 1) -> Opened:
    """Open a page as "reference", "peer" or "ours", with the processor slowed so many times.

    Raises MeterError where the page fails, or isn't ready in five minutes.
    """
    try:
        with sync_playwright() as playwright:
            started = playwright.chromium.launch(executable_path=browser, args=LAUNCH)
            try:
                return _measure(started, name, path, events, slowed)
            finally:
                started.close()
    except Error as error:
        raise MeterError(error.message.strip().splitlines()[0]) from error


def _measure(browser: Browser, name: str, path: Path, events: int, slowed: float) -> Opened:
    page = browser.new_context(viewport=WINDOW).new_page()  # type: ignore[arg-type]
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(error.message))
    session = page.context.new_cdp_session(page)
    _answer(session)
    begin = f"window.__bench.begin({name!r}, {QUIET_MS}, {LIMIT_MS});"
    page.add_init_script(PROBES.read_text("utf-8") + begin)
    if slowed != 1:
        session.send("Emulation.setCPUThrottlingRate", {"rate": slowed})
    page.goto(path.as_uri(), wait_until="load", timeout=LIMIT_MS)
    ready = _ask(page, "ready")
    if ready is None or faults:
        raise MeterError(faults[0].splitlines()[0] if faults else "it never drew")
    session.send("HeapProfiler.collectGarbage")
    times = {what: _ask(page, "measure", what, events) for what in ASKED}
    return Opened(ready=ready, memory=_tab_memory(browser), **times)


def _ask(page: Page, function: str, *arguments: Any) -> float | None:
    asked = f"(given) => window.__bench.{function}(...given)"
    answer: float | None = page.evaluate(asked, list(arguments))
    return answer


def _tab_memory(browser: Browser) -> float | None:
    """The peak of the browser's largest tab, in MB; only Linux tells."""
    told = browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")
    tabs = [Path(f"/proc/{one['id']}") for one in told["processInfo"] if one["type"] == "renderer"]
    peaks = [
        int(line.split()[1]) * 1024 / 1e6
        for tab in tabs
        # The browser draws its own frame in a tab as well.
        if tab.exists() and b"--top-chrome-webui" not in (tab / "cmdline").read_bytes()
        for line in (tab / "status").read_text().splitlines()
        if line.startswith("VmHWM")
    ]
    return max(peaks, default=None)


# --- in place of the network ---


def _answer(session: CDPSession) -> None:
    """Answer requests ourselves. A route of playwright would also slow the page's own file."""

    def fulfil(paused: dict[str, Any]) -> None:
        kind, body = _answer_to(paused["request"]["url"])
        headers = {"Content-Type": kind, "Access-Control-Allow-Origin": "*"}
        session.send(
            "Fetch.fulfillRequest",
            {
                "requestId": paused["requestId"],
                "responseCode": 200,
                "responseHeaders": [{"name": k, "value": v} for k, v in headers.items()],
                "body": base64.b64encode(body).decode(),
            },
        )

    session.on("Fetch.requestPaused", fulfil)
    patterns = [{"urlPattern": f"{scheme}://*"} for scheme in ("http", "https")]
    session.send("Fetch.enable", {"patterns": patterns})


@cache
def _answer_to(url: str) -> tuple[str, bytes]:
    """Type and body."""
    ending = Path(urlsplit(url).path).suffix
    kind = TYPES.get(ending, "application/octet-stream")
    if ending == ".png":
        return kind, _picture()
    return kind, (assets.bundled(url) or "").encode()


@cache
def _picture() -> bytes:
    """A grey PNG of the size of a tile."""
    side = 256

    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    header = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    pixels = zlib.compress((b"\0" + b"\xe8" * side) * side)
    chunks = ((b"IHDR", header), (b"IDAT", pixels), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*each) for each in chunks)
