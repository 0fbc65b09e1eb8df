"""Other programs that find places in text, and their speed on the same text.

They come with the extra `bench`; what is missing is told in one line and left out.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from _floors import scan as capitalised

from gazetteer import Place


@dataclass(frozen=True, slots=True)
class Timing:
    """What was measured: seconds of processor time, and how many places came out."""

    name: str
    seconds: float
    found: int = 0


Paragraphs = Sequence[str]


def timed(name: str, run: Callable[[], int]) -> Timing:
    """Run once and time it by the processor, so that other work doesn't count.

    `run` returns how many places it found.
    """
    start = time.process_time()
    found = run()
    return Timing(name, time.process_time() - start, found)


def scanners(names: Mapping[str, Place], text: Paragraphs) -> Iterator[Timing | str]:
    """Timings of the peers that are installed, and a line about each that is not."""

    def look(surface: str) -> Place | None:
        return names.get(surface.casefold())

    yield timed("exact dict", lambda: sum(1 for p in text for _ in capitalised(p, look)))
    peers: dict[str, Callable[[], Callable[[str], int]]] = {
        "flashtext, our names": partial(_flashtext, names),
        "flashgeotext": _flashgeotext,
        "geotext": _geotext,
    }
    for name, make in peers.items():
        try:
            run = make()
        except ImportError as error:
            yield f"{name}: {error.name} is not installed (extra `bench`)"
            continue
        yield timed(name, partial(_total, run, text))


def _total(run: Callable[[str], int], text: Paragraphs) -> int:
    return sum(map(run, text))


def _flashtext(names: Mapping[str, Place]) -> Callable[[str], int]:
    """A trie of all names that we know, case aside; it knows no case forms."""
    from flashtext import KeywordProcessor

    finder = KeywordProcessor()
    for name, place in names.items():
        finder.add_keyword(name, place.id)
    return lambda text: len(finder.extract_keywords(text))


def _flashgeotext() -> Callable[[str], int]:
    """With its own cities and countries, as it is shipped."""
    from flashgeotext.geotext import GeoText
    from loguru import logger

    logger.disable("flashgeotext")
    finder = GeoText()

    def run(text: str) -> int:
        found = finder.extract(input_text=text)
        return sum(place["count"] for kind in found.values() for place in kind.values())

    return run


def _geotext() -> Callable[[str], int]:
    from geotext import GeoText

    def run(text: str) -> int:
        found = GeoText(text)
        return len(found.cities) + len(found.countries)

    return run


def brute_force(names: Mapping[str, Place], queries: Sequence[str]) -> list[float]:
    """Seconds for each query when rapidfuzz compares it with every known name."""
    from rapidfuzz import fuzz, process

    choices = list(names)
    seconds = []
    for query in queries:
        start = time.process_time()
        process.extractOne(query.casefold(), choices, scorer=fuzz.ratio, score_cutoff=60)
        seconds.append(time.process_time() - start)
    return seconds
