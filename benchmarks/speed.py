"""How fast the gazetteer answers and reads, and what it costs in memory and on disk.

    python benchmarks/speed.py [--gazetteer PATH] [--size MB] [--source DIR]

Machines differ and are noisy: what counts are the ratios to other programs in the same run.
Look-ups and scans are measured in processor time, starts and updates by the clock.
"""

from __future__ import annotations

import argparse
import gc
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import _floors
import _peers
import _text
import startup
from _cases import Cases, load
from _peak import peak_mb
from _peers import Timing
from _score import bears

from gazetteer import Gazetteer, Place
from gazetteer.paths import ENVIRONMENT
from gazetteer.store import BUILTIN

DEFAULT_MB = 1.0
EXACT_QUERIES = 20_000
FUZZY_QUERIES = 1_000
BRUTE_QUERIES = 200
"""Comparing with every name is slow; a sample shows it."""
STARTS = 10


def main(argv: list[str] | None = None) -> None:
    args = _arguments(argv)
    path = Path(args.gazetteer or os.environ.get(ENVIRONMENT) or BUILTIN)
    cases = load()
    text = _text.generate(cases.articles, cases.spellings, int(args.size * 1e6))
    if args.scan:
        _scan_alone(path, text, args.scan)
        return
    print(f"{path.name}: {path.stat().st_size / 1e6:.1f} MB on disk")
    names = _floors.known_names(path)
    _exact(path, names)
    _fuzzy(path, names, cases)
    _scan(path, names, text, args.size)
    _cold_start(path)
    if args.source:
        _update(args.source)


def _arguments(argv: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--gazetteer", metavar="PATH", help=f"else {ENVIRONMENT}, else built-in")
    parser.add_argument("--size", type=float, default=DEFAULT_MB, metavar="MB", help="of the text")
    parser.add_argument("--source", metavar="DIR", help="a GeoNames dump: time `update UA` too")
    parser.add_argument("--scan", choices=("whole", "paragraphs"), help=argparse.SUPPRESS)
    return parser.parse_args(argv)


def _exact(path: Path, names: dict[str, Place]) -> None:
    """Known names, each asked once, against a Python dict that holds them all."""
    wanted = list(names)[:: max(1, len(names) // EXACT_QUERIES)][:EXACT_QUERIES]
    with Gazetteer.open(path) as gaz:
        gaz.lookup(wanted[0])
        gc.freeze()  # the names that this program holds are no load of a look-up
        ours = _peers.timed("", lambda: sum(bool(gaz.lookup(name, limit=1)) for name in wanted))
        gc.unfreeze()
    floor = _peers.timed("", lambda: sum(name.casefold() in names for name in wanted))
    rate, base = len(wanted) / ours.seconds, len(wanted) / floor.seconds
    print(f"look-ups of known names  {rate:10,.0f} a second  (a dict: {base:,.0f} a second)")


def _fuzzy(path: Path, names: dict[str, Place], cases: Cases) -> None:
    """Typing errors: one letter wrong, in spellings of the cases."""
    case_of = {case.label: case for case in cases.spellings}
    queries = list(_text.typos(list(case_of), FUZZY_QUERIES))
    seconds = []
    answered = right = 0
    with Gazetteer.open(path) as gaz:
        gaz.lookup("Bakhmut")
        for query, name in queries:
            start = time.process_time()
            matches = gaz.lookup(query, limit=1)
            seconds.append(time.process_time() - start)
            answered += bool(matches)
            right += bool(matches) and bears(matches[0].place, case_of[name])
    brute = _peers.brute_force(names, [query for query, _ in queries[:BRUTE_QUERIES]])
    print(f"look-ups of typos        {_percentiles(seconds)}  ({right} of {len(queries)} right,")
    print(f"                         {answered - right} wrong, the others not found)")
    ratio = statistics.median(brute) / statistics.median(seconds)
    print(f"  rapidfuzz over all     {_percentiles(brute)}  (ours: {ratio:.1f} times as fast)")


def _percentiles(seconds: Sequence[float]) -> str:
    cuts = statistics.quantiles(seconds, n=20)
    return f"p50 {cuts[9] * 1000:8.2f} ms  p95 {cuts[18] * 1000:8.2f} ms"


def _scan(path: Path, names: dict[str, Place], text: _text.Text, size: float) -> None:
    """One long text, its language detected, against scanners that know English at most."""
    print(
        f"scan of {text.size / 1e6:.2f} MB that doesn't repeat,"
        f" {text.places_a_kilobyte:.1f} places a kB"
    )
    ours, before, peak = _alone(path, size, "whole")
    _tell(ours, ours, text)
    _tell(_alone(path, size, "paragraphs")[0], ours, text)
    for peer in _peers.scanners(names, text.paragraphs):
        if isinstance(peer, str):
            print(f"  {peer}")
        else:
            _tell(peer, ours, text)
    print(f"peak memory of the scan  {peak:8.1f} MB  (before it: {before:.1f} MB)")


def _alone(path: Path, size: float, how: str) -> tuple[Timing, float, float]:
    """The scan in a process of its own: no cache is warm, and no other work's memory counts."""
    here = [sys.executable, __file__, "--gazetteer", str(path), "--size", str(size)]
    done = subprocess.run([*here, "--scan", how], check=True, stdout=subprocess.PIPE, text=True)
    seconds, found, before, peak = map(float, done.stdout.split())
    return Timing(f"gazetteer, {how}", seconds, int(found)), before, peak


def _scan_alone(path: Path, text: _text.Text, how: str) -> None:
    texts = [text.whole] if how == "whole" else text.paragraphs
    before = peak_mb()
    with Gazetteer.open(path) as gaz:
        timing = _peers.timed("", lambda: _placed(gaz, texts))
    print(timing.seconds, timing.found, before, peak_mb())


def _placed(gaz: Gazetteer, texts: Sequence[str]) -> int:
    return sum(m.status == "placed" for text in texts for m in gaz.scan(text))


def _tell(timing: Timing, ours: Timing, text: _text.Text) -> None:
    rate = text.size / 1e6 / timing.seconds
    ratio = ours.seconds / timing.seconds
    print(f"  {timing.name:<22} {rate:8.2f} MB/s  {ratio:7.2f} x ours  {timing.found:7,} placed")


def _cold_start(path: Path) -> None:
    command = [sys.executable, "-m", "gazetteer", "lookup", *startup.NAMES]
    floor = [sys.executable, "-c", "import sqlite3, argparse, json"]
    database = [*command, "--gazetteer", str(path)]
    pairs = [(startup.seconds(database), startup.seconds(floor)) for _ in range(STARTS + 1)][1:]
    ours, base = (statistics.median(column) for column in zip(*pairs, strict=True))
    print(
        f"cold start, {len(startup.NAMES)} look-ups {ours * 1000:8.1f} ms "
        f" {ours / base:.2f} x an empty Python"
    )


def _update(source: str) -> None:
    """`gazetteer update UA` from a dump on disk, into a file of its own."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "full.db"
        command = [sys.executable, "-m", "gazetteer", "update", "UA", "--source", source]
        start = time.perf_counter()
        done = subprocess.run(
            [*command, "--gazetteer", str(target)], capture_output=True, text=True
        )
        seconds = time.perf_counter() - start
        if done.returncode:
            print(f"update UA: failed: {done.stderr.strip().splitlines()[-1]}")
        else:
            print(
                f"update UA                {seconds:8.1f} s   {target.stat().st_size / 1e6:.1f} MB"
            )


if __name__ == "__main__":
    main()
