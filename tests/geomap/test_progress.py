"""The line that shows how far long work has come."""

from __future__ import annotations

import io
import sys

import pytest

from geomap.progress import Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


Patch = pytest.MonkeyPatch


def shown(monkeypatch: Patch, name: str, done: int, total: int, share: float | None = None) -> str:
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    show = Progress()
    show._next = 0.0  # as if half a second had gone by
    with show:
        show(name, done, total, share)
    before, line, cleared = screen.getvalue().split("\r\x1b[K")
    assert before == cleared == ""
    return line


def test_a_total_shows_as_a_bar(monkeypatch: Patch) -> None:
    line = shown(monkeypatch, "table.csv", 2500, 10_000)
    assert line == f"table.csv: 2,500 of 10,000  [{'#' * 6}{'.' * 18}]  25 %"


def test_a_stream_shows_what_share_of_it_is_read(monkeypatch: Patch) -> None:
    assert shown(monkeypatch, "result.json", 40, 0, share=0.5).endswith("] " + " 50 %")


def test_nothing_is_known_of_the_end(monkeypatch: Patch) -> None:
    assert shown(monkeypatch, "pipe", 7, 0) == "pipe: 7 ..."


def test_a_name_can_neither_fill_the_line_nor_steer_the_terminal(monkeypatch: Patch) -> None:
    line = shown(monkeypatch, "\x1b[2J" + "x" * 300, 1, 2)
    assert len(line) <= 102
    assert "\x1b" not in line
    assert line.endswith("] " + " 50 %")


def test_short_work_and_pipes_show_nothing(monkeypatch: Patch) -> None:
    screen, pipe = Terminal(), io.StringIO()
    monkeypatch.setattr(sys, "stderr", screen)
    with Progress() as show:
        show("quick.csv", 1, 2)
    monkeypatch.setattr(sys, "stderr", pipe)
    with Progress() as show:
        show._next = 0.0
        show("long.csv", 1, 2)
    assert screen.getvalue() == pipe.getvalue() == ""
