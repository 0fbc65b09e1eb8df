"""How far a long command has come: one line on a terminal, nothing anywhere else."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import Self

PATIENCE = 0.5
"""Seconds before anything is shown; short work shows nothing."""


class Progress:
    """Shows `resolving: 42 %` on standard error, at most ten times a second."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._next = time.monotonic() + PATIENCE
        self._shown = False
        self._terminal = sys.stderr is not None and sys.stderr.isatty()

    def __call__(self, done: int, total: int) -> None:
        if not self._terminal or time.monotonic() < self._next:
            return
        self._next = time.monotonic() + 0.1
        self._shown = True
        share = f"{100 * done / total:.0f} %" if total else "..."
        print(f"\r\033[K{self._what}: {share}", end="", file=sys.stderr, flush=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._shown:
            print("\r\033[K", end="", file=sys.stderr, flush=True)
