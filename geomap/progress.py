"""One line on a terminal that shows how far long work has come; silent anywhere else."""

from __future__ import annotations

import sys
import time
from types import TracebackType

_WIDTH = 24  # characters of a bar
_LONGEST = 100  # characters of the line


class Progress:
    """Shows a name, a count and a bar on standard error, at most ten times a second."""

    def __init__(self) -> None:
        self._shown = False
        self._next = time.monotonic() + 0.5  # short work shows nothing
        self._terminal = sys.stderr is not None and sys.stderr.isatty()

    def __call__(self, name: str, done: int, total: int, share: float | None = None) -> None:
        """Say how much of a thing is done; `share` (0 to 1) where no total is known."""
        if not self._terminal or time.monotonic() < self._next:
            return
        self._next = time.monotonic() + 0.1
        printable = "".join(char if char.isprintable() else "?" for char in name)
        if total:
            counted, share = f"{done:,} of {total:,}", done / total
        else:  # how many there will be is not known of what is read as a stream
            counted = f"{done:,} ..." if done else "..."
        bar = "" if share is None else f"  {_bar(share)}"
        name_room = _LONGEST - len(counted) - len(bar)
        text = f"{printable[:name_room]}: {counted}{bar}"
        print(f"\r\x1b[K{text}", end="", file=sys.stderr, flush=True)
        self._shown = True

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._shown:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def _bar(share: float) -> str:
    """A share of 1 as a bar with its percentage."""
    share = min(max(share, 0.0), 1.0)
    full = int(share * _WIDTH)
    return f"[{'#' * full}{'.' * (_WIDTH - full)}] {int(share * 100):3d} %"
