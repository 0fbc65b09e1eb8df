"""Delimited text of any size, read and written a row at a time: CSV, TSV and their kin.

The file is gone through twice: `gazetteer.sniffing` checks every byte first, so that nothing
goes wrong half-way and no row is read amiss.
"""

from __future__ import annotations

import csv
import io
import shutil
import sys
import tempfile
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, BinaryIO

from .errors import InputError
from .sniffing import MAX_CELL

STDIN = "-"
IN_MEMORY = 10_000_000
Progress = Callable[[int, int], None]
"""Called with bytes read and bytes in all."""


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a record and the line it begins on, counted from 1."""

    line: int
    cells: list[str]


@contextmanager
def opened(source: str | Path) -> Iterator[tuple[BinaryIO, str]]:
    """A file's bytes, to be read more than once, and its name; standard input for "-".

    Raises InputError if it is missing, a folder or unreadable.
    """
    if str(source) == STDIN:
        with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as spool:
            shutil.copyfileobj(sys.stdin.buffer, spool)
            spool.seek(0)
            yield spool, "standard input"  # type: ignore[misc]
        return
    try:
        file = Path(source).open("rb")  # noqa: SIM115
    except FileNotFoundError:
        raise InputError(f"{source}: no such file") from None
    except IsADirectoryError:
        raise InputError(f"{source}: is a folder; name a file in it") from None
    except (OSError, ValueError) as error:
        raise InputError(
            f"{source}: can't be read ({getattr(error, 'strerror', None) or error})"
        ) from None
    with file:
        if file.seekable():
            yield file, str(source)
            return
        with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as spool:  # a named pipe
            shutil.copyfileobj(file, spool)
            spool.seek(0)
            yield spool, str(source)  # type: ignore[misc]


def read_rows(
    file: IO[bytes],
    name: str,
    *,
    encoding: str,
    delimiter: str,
    progress: Progress | None = None,
) -> Generator[Row, None, None]:
    """The records of a checked file, with blank lines as records without cells.

    Raises InputError, naming the line, for a cell or a line that is too long and a quotation
    mark that is never closed.
    """
    csv.field_size_limit(MAX_CELL)
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    text = io.TextIOWrapper(file, encoding=encoding, newline="")
    lines = _Lines(text, name)
    reader = csv.reader(lines, delimiter=delimiter)
    try:
        while True:
            start = reader.line_num + 1
            lines.record.clear()
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                raise InputError(f"{name}, line {start}: {_cause(error)}") from None
            if lines.ended and _unclosed(lines.record, delimiter):
                told = "a quotation mark is opened and never closed"
                raise InputError(f"{name}, line {start}: {told}")
            if progress and start % 1000 == 0:
                progress(file.tell(), size)
            yield Row(start, cells)
    finally:
        text.detach()  # the file is the caller's to close


def _cause(error: csv.Error) -> str:
    if "field larger" in str(error):
        return f"a cell of more than {MAX_CELL:,} characters; is a quotation mark left open?"
    return str(error)


def _unclosed(record: list[str], delimiter: str) -> bool:
    """Whether the last record of a file breaks off inside a quoted cell."""
    try:
        list(csv.reader(record, delimiter=delimiter, strict=True))
    except csv.Error as error:
        return "unexpected end" in str(error)
    return False


class _Lines:
    """The lines of a text, none longer than a limit; `record` keeps those of one record."""

    def __init__(self, text: io.TextIOWrapper, name: str) -> None:
        self._text = text
        self._name = name
        self._number = 0
        self.record: list[str] = []
        self.ended = False

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._text.readline(MAX_CELL + 1)
        self._number += 1
        if not line:
            self.ended = True
            raise StopIteration
        if len(line) > MAX_CELL:
            raise InputError(
                f"{self._name}, line {self._number}: longer than {MAX_CELL:,} characters"
            )
        self.record.append(line)
        return line
