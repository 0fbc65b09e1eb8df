"""How fast a page of many events is built and opened, and what it weighs.

    python benchmarks/map_page.py [--events N] [--runs N] [--throttle TIMES] [--reference DIR]

Beside our page stand folium's FastMarkerCluster and, where `--reference` names its folder, a
bare page that draws the same events on one canvas: no map of events can do much better.
Machines differ and are noisy: what counts are the ratios within one run.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import _page_build
import _page_table
from _page_table import PAGES, SLOWED

PEER_EVENTS = 100_000
"""Of more, FastMarkerCluster takes minutes and gigabytes."""
# The names of the measures in the table, by those of the fields.
NAMES = {
    "ready": "ready",
    "memory": "tab memory",
    "step": "time step",
    "filter": "filter step",
    "redraw": "redraw",
    "popup": "popup",
}

Meter = Callable[[str, Path, float], dict[str, float | None]]
"""Opens a page with the processor slowed so many times; gives measures by name."""


@dataclass(frozen=True, slots=True)
class Folder:
    """Where the files of a benchmark lie while it runs."""

    path: Path
    reference: Path | None

    @property
    def events(self) -> Path:
        return self.path / "events.pkl"


def main(argv: list[str] | None = None) -> None:
    args = _arguments(argv)
    pages = list(_pages(args))
    meter = _meter(args.events)
    with tempfile.TemporaryDirectory() as temporary:
        path = Path(temporary)
        reference = args.reference and _page_build.prepare(args.reference, path / "reference")
        folder = Folder(path, reference)
        _page_build.make_events(args.events, folder.events, reference=reference)
        figures = _figures(pages, folder, meter, args)
    outcomes = list(_page_table.outcomes(figures, events=args.events, slowed=args.throttle))
    if args.json:
        print(json.dumps(_summary(figures, outcomes, args), indent=2))
        return
    print(f"{args.events:,} events, median of {args.runs} runs", end="")
    print(f"; slowed: {args.throttle:g} times slower" if args.throttle != 1 else "")
    print("\n".join(_page_table.table(figures)))
    print("\n".join(_page_table.ratios(outcomes)))


def _arguments(argv: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--events", type=_positive, default=100_000, metavar="N")
    parser.add_argument("--runs", type=_positive, default=3, metavar="N", help="take the median")
    parser.add_argument(
        "--throttle",
        type=float,
        default=_page_table.PHONE,
        metavar="TIMES",
        help="open ours and the reference with a slowed processor too; 1 leaves it out",
    )
    parser.add_argument(
        "--reference",
        type=Path,
        metavar="DIR",
        help="with " + ", ".join(_page_build.REFERENCE_FILES),
    )
    parser.add_argument(
        "--peers-always",
        action="store_true",
        help=f"FastMarkerCluster with more than {PEER_EVENTS:,} events too",
    )
    parser.add_argument("--json", action="store_true", help="print JSON")
    args = parser.parse_args(argv)
    if args.throttle < 1:
        parser.error("--throttle: 1 or more")
    if args.reference:
        missing = [n for n in _page_build.REFERENCE_FILES if not (args.reference / n).is_file()]
        if missing:
            parser.error(f"{args.reference} lacks {', '.join(missing)}")
    return args


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError
    return number


def _pages(args: argparse.Namespace) -> Iterator[str]:
    """The pages to compare; what is left out is told."""
    if args.reference:
        yield "reference"
    else:
        _tell("the reference page is left out: --reference names no folder")
    if args.events <= PEER_EVENTS or args.peers_always:
        yield "peer"
    else:
        _tell(f"{PAGES['peer']} is left out above {PEER_EVENTS:,} events (--peers-always)")
    yield "ours"


def _meter(events: int) -> Meter | None:
    """What opens the pages, or None where no browser is there; that is told."""
    try:
        import _page_meter
    except ImportError as error:
        _tell(f"pages are built and not opened: {error.name} is not installed (extra `dev`)")
        return None
    browser = _page_meter.chromium()
    if browser is None:
        _tell("pages are built and not opened: no Chromium found; CHROMIUM may name one")
        return None

    def opened(page: str, path: Path, slowed: float) -> dict[str, float | None]:
        got = _page_meter.measure(browser, page, path, events=events, slowed=slowed)
        return {NAMES[field]: value for field, value in asdict(got).items()}

    return opened


def _figures(
    pages: list[str], folder: Folder, meter: Meter | None, args: argparse.Namespace
) -> _page_table.Figures:
    """Build and open the pages in turn, as often as asked; one that fails is told and left out."""
    figures: dict[str, dict[str, list[float | None]]] = {page: defaultdict(list) for page in pages}
    for run in range(args.runs):
        for page in pages:
            if page not in figures:
                continue
            _tell(f"run {run + 1} of {args.runs}: {PAGES[page]}")
            try:
                for name, value in _run(page, folder, meter, args.throttle):
                    figures[page][name].append(value)
            except RuntimeError as error:
                _tell(f"{PAGES[page]}: {error}")
                del figures[page]
    return figures


def _run(
    page: str, folder: Folder, meter: Meter | None, slowed: float
) -> Iterator[tuple[str, float | None]]:
    """Measures of one page by name."""
    out = folder.path / f"{page}.html"
    built = _page_build.build(page, folder.events, out, reference=folder.reference)
    yield from {
        "build": built.seconds,
        "build memory": built.memory,
        "file": built.size,
    }.items()
    if meter is None:
        return
    yield from meter(page, out, 1).items()
    # No limit is set by the slowed peer, and it takes half a minute.
    if slowed != 1 and page != "peer":
        yield from ((SLOWED + name, value) for name, value in meter(page, out, slowed).items())


def _summary(
    figures: _page_table.Figures, outcomes: list[_page_table.Outcome], args: argparse.Namespace
) -> dict[str, object]:
    return {
        "events": args.events,
        "runs": args.runs,
        "throttle": args.throttle,
        "medians": {PAGES[page]: got for page, got in _page_table.medians(figures).items()},
        "ratios": [
            {
                "name": one.name,
                "unit": one.unit,
                "value": one.value,
                "limit": None if one.limit is None else str(one.limit),
                "missed": one.missed,
            }
            for one in outcomes
        ],
    }


def _tell(line: str) -> None:
    """What is left out or under way; the figures alone go to standard output."""
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
