"""What a long step tells a person who waits: one line on a terminal, nothing elsewhere."""

from __future__ import annotations

import sys
import time
from typing import TextIO

EVERY = 0.1  # seconds between two drawings


class Progress:
    """Rewrites one line of a terminal; silent where the stream is none."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream if stream is not None else sys.stderr
        self._shown = bool(self._stream) and self._stream.isatty()
        self._drawn = 0.0
        self._width = 0

    def show(self, text: str, *, at_once: bool = False) -> None:
        """Replace the line, not more often than an eye can follow."""
        now = time.monotonic()
        if not self._shown or (not at_once and now - self._drawn < EVERY):
            return
        self._drawn = now
        self._stream.write("\r" + text.ljust(self._width))
        self._stream.flush()
        self._width = len(text)

    def clear(self) -> None:
        """Leave the terminal as it was."""
        if self._shown and self._width:
            self._stream.write("\r" + " " * self._width + "\r")
            self._stream.flush()
            self._width = 0


def megabytes(count: int) -> str:
    return f"{count / 1e6:.1f} MB"
