"""One line on a terminal that says how far long work has come; silent anywhere else."""

from __future__ import annotations

import sys
import time
from types import TracebackType


class Progress:
    """Shows `name: 1200 of 5000` on standard error, at most ten times a second."""

    def __init__(self) -> None:
        self._shown = False
        self._next = time.monotonic() + 0.5  # short work shows nothing
        self._terminal = sys.stderr is not None and sys.stderr.isatty()

    def __call__(self, name: str, done: int, total: int) -> None:
        if not self._terminal or time.monotonic() < self._next:
            return
        self._next = time.monotonic() + 0.1
        printable = "".join(char if char.isprintable() else "?" for char in name)
        if total:
            text = f"{printable}: {done:,} of {total:,}"
        else:  # how many there will be is not known of what is read as a stream
            text = f"{printable}: {done:,} ..." if done else f"{printable} ..."
        print(f"\r\x1b[K{text[:100]}", end="", file=sys.stderr, flush=True)
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
