"""Explanations kept until all is read and written, then printed."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from typing import TextIO

from ..reports.extract import Extraction
from .explanation import explain
from .lines import Screen


@dataclass
class Explanations:
    """What was read of each report, to be printed in one go: a line of progress may be shown."""

    kept: list[Extraction] = field(default_factory=list)

    def __call__(self, extraction: Extraction) -> None:
        self.kept.append(extraction)

    def print(self, stream: TextIO) -> None:
        """Print all of them, an empty line between two."""
        if isinstance(stream, io.TextIOWrapper):
            # A place name that the terminal's encoding lacks is no reason to stop.
            stream.reconfigure(errors="replace")
        screen = Screen.of(stream)
        for number, extraction in enumerate(self.kept):
            if number:
                print(file=stream)
            for line in explain(extraction, screen):
                print(line, file=stream)
