"""How long a look-up takes from a cold start, against Python with what it needs.

    python benchmarks/startup.py [RUNS]

Runs `gazetteer lookup` and `python -c "import sqlite3, argparse, json"` in turn and prints
the medians and their ratio, which noise of the machine leaves alone.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

NAMES = ("Bahmut", "Marjinka", "Avdijivka", "Авдеевка", "Бахмутом", "Krasnoarmeysk")


def seconds(command: list[str]) -> float:
    """Wall time of one run of a command."""
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    script = Path(sys.executable).with_name("gazetteer")
    lookup = [str(script), "lookup", *NAMES]
    floor = [sys.executable, "-c", "import sqlite3, argparse, json"]
    pairs = [(seconds(lookup), seconds(floor)) for _ in range(runs + 1)][1:]
    ours, base = (statistics.median(column) for column in zip(*pairs, strict=True))
    ratio = statistics.median(a / b for a, b in pairs)
    print(f"gazetteer lookup of {len(NAMES)} names  {ours * 1000:7.1f} ms")
    print(f"import sqlite3, argparse, json     {base * 1000:7.1f} ms")
    print(f"ratio                              {ratio:7.2f}")


if __name__ == "__main__":
    main()
