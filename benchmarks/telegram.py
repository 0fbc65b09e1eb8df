"""How long an export of many messages takes to become a table, and in how much memory.

    python benchmarks/telegram.py [--messages 20000] [--sentences 1]

Makes an export in the format of Telegram Desktop out of the labelled cases, each message of
so many sentences of one language, and runs `geomap extract` on it. With one sentence most
texts come up many times over, as in channels that pass on what others wrote; with three
hardly any does. Memory is the most that the command and its processes hold at one time
(Linux tells it: each page that they share counts as the part of each).
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from _cases import OWN

DAYS = 365
EVERY = 0.5  # seconds between two looks at the memory


def write_export(path: Path, messages: int, sentences: int) -> None:
    """Write an export of a channel with messages out of the cases; the same each time."""
    texts: dict[str, list[str]] = {}
    for line in (OWN / "events.jsonl").read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        texts.setdefault(case["lang"], []).append(case["text"])
    chance = random.Random(1)
    languages = [language for language, told in texts.items() for _ in told]
    listed = []
    for number in range(messages):
        told = texts[chance.choice(languages)]
        text = " ".join(chance.choice(told) for _ in range(sentences))
        month, day = divmod(number % DAYS, 28)
        date = f"2023-{1 + month % 12:02d}-{1 + day:02d}T10:00:00"
        listed.append({"id": number + 1, "type": "message", "date": date, "text": text})
    whole = {"name": "News", "type": "public_channel", "id": 1, "messages": listed}
    path.write_text(json.dumps(whole, ensure_ascii=False), encoding="utf-8")


def measure(command: list[str]) -> tuple[float, float | None]:
    """Seconds that a command takes, and the most memory that it held, in MB."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    most = 0.0
    while process.poll() is None:
        most = max(most, _held(process.pid))
        time.sleep(EVERY)
    seconds = time.perf_counter() - start
    if process.returncode:
        assert process.stderr is not None
        sys.exit(process.stderr.read().decode())
    return seconds, most or None


def _held(pid: int) -> float:
    """Memory of a process and all that it started, in MB; 0 where the system tells none."""
    total = 0.0
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                total = int(line.split()[1]) / 1000
        for task in Path(f"/proc/{pid}/task").iterdir():
            total += sum(_held(int(child)) for child in (task / "children").read_text().split())
    except OSError:
        pass  # it has ended in between
    return total


def main() -> None:
    """Print one line for an export."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--messages", type=int, default=20_000)
    parser.add_argument("--sentences", type=int, default=1, help="of each message")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        export, table = Path(folder) / "result.json", Path(folder) / "events.csv"
        write_export(export, options.messages, options.sentences)
        size = export.stat().st_size / 1e6
        script = str(Path(sys.executable).with_name("geomap"))
        seconds, memory = measure([script, "extract", str(export), "-o", str(table)])
        rows = sum(1 for _ in table.open(encoding="utf-8")) - 1
    held = f"{memory:.0f} MB" if memory else "unknown"
    rate = options.messages / seconds
    print(
        f"{options.messages:,} messages of {options.sentences} sentence(s), {size:.1f} MB of JSON"
    )
    print(f"{seconds:.1f} s, {rate:,.0f} messages/s, memory {held}, {rows:,} rows")


if __name__ == "__main__":
    main()
