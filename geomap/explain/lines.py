"""Lines of styled text that fit a terminal: wide characters, colours, no control characters."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import TextIO

# What is no terminal gets lines of this width, so that the same input prints the same.
COLUMNS = 100
# A space at which no line is broken; an input's own is an ordinary one by then.
NO_BREAK = "\u00a0"
# On a narrower terminal lines run over rather than fall to pieces.
_NARROWEST = 30
# They take no room and say nothing to a reader of the words.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_FIRST_ISOLATE, _END_ISOLATE = "\u2068", "\u2069"
_OURS = (_FIRST_ISOLATE, _END_ISOLATE)


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text of one look; `style` is the numbers of a terminal's SGR sequence."""

    text: str
    style: str = ""


Line = tuple[Run, ...]
_Cell = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Screen:
    """What lines are shown on."""

    columns: int = COLUMNS
    coloured: bool = False

    @classmethod
    def of(cls, stream: TextIO) -> Screen:
        """A terminal in its width and with colours, unless NO_COLOR is set; else plain lines."""
        if not stream.isatty():
            return cls()
        try:
            columns = os.get_terminal_size(stream.fileno()).columns
        except (OSError, ValueError):
            columns = 0
        return cls(columns or COLUMNS, not os.environ.get("NO_COLOR"))


def printable(text: str) -> str:
    """A text on one line without control characters, so that no input can steer a terminal."""
    if text.isprintable():
        return text
    shown = (" " if char.isspace() else char for char in _INVISIBLE.sub("", text))
    return "".join(char if char.isprintable() else "\ufffd" for char in shown)


def isolated(text: str) -> str:
    """Words written from right to left, kept from turning round what stands beside them."""
    turns = any(unicodedata.bidirectional(char) in ("R", "AL") for char in text)
    return f"{_FIRST_ISOLATE}{text}{_END_ISOLATE}" if turns else text


def width(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return sum(_columns(char) for char in text)


@lru_cache(maxsize=4096)
def _columns(char: str) -> int:
    if char in _OURS or unicodedata.category(char) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in ("W", "F") else 1


def wrap(line: Iterable[Run], columns: int, indent: int) -> list[Line]:
    """Break a line at its spaces; all but the first are indented. Long words are cut."""
    columns = max(columns, _NARROWEST)
    indent = min(indent, columns // 3)
    cells = [(char, run.style) for run in line for char in run.text]
    lines: list[list[_Cell]] = []
    while cells:
        room = columns - (indent if lines else 0)
        at = _break(cells, room)
        lines.append(cells[:at])
        cells = cells[at:]
        while cells and cells[0][0] == " ":
            cells = cells[1:]
    margin = Run(" " * indent)
    return [(*((margin,) if n else ()), *_runs(each)) for n, each in enumerate(lines)]


def _break(cells: list[_Cell], room: int) -> int:
    """Where a line of so many columns ends."""
    used, space, before = 0, 0, 0
    for at, (char, _) in enumerate(cells):
        if char == " " and at and cells[at - 1][0] != " ":
            space, before = at, used
        used += _columns(char)
        if used > room and char != " ":
            # The label of a line is no place to break it.
            return space if before > room // 3 else max(at, 1)
    return len(cells)


def _runs(cells: list[_Cell]) -> Line:
    text = "".join(char for char, _ in cells).rstrip(" ")
    grouped = groupby(cells[: len(text)], key=itemgetter(1))
    return tuple(Run("".join(char for char, _ in group), style) for style, group in grouped)


def render(line: Iterable[Run], *, coloured: bool) -> str:
    """A line as it is printed."""
    shown = "".join(
        f"\033[{run.style}m{run.text}\033[0m" if coloured and run.style else run.text
        for run in line
    )
    return shown.replace(NO_BREAK, " ")
