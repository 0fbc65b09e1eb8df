"""A table with place names gets its places: the same rows in the same order, and nine columns.

Memory does not grow with the table: rows go through one at a time, and only the answers to
the last names asked are kept.
"""

from __future__ import annotations

import csv
import difflib
import io
import re
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from .answers import CellAnswer
from .days import loose_date
from .delimited import STDIN, Progress, Row, opened, read_rows
from .errors import InputError
from .resolving import resolve_cell
from .sniffing import find_delimiter, find_encoding
from .writing import replacing

if TYPE_CHECKING:
    from .gazetteer import Gazetteer

COLUMNS = (
    "place_id", "place_name", "admin1", "admin2", "latitude", "longitude", "score", "status",
    "why",
)  # fmt: skip
STDOUT = "-"
DELIMITER_OF = {".csv": ",", ".txt": ",", "": ",", ".tsv": "\t", ".tab": "\t"}
CACHED_CELLS = 20_000
# A spreadsheet runs a cell that begins so (OWASP, "CSV Injection"); an apostrophe hinders it.
_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_HARMLESS = re.compile(r"[+\-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:[eE][+\-]?\d+)?%?|[+\-]+")


@dataclass(slots=True)
class Summary:
    """How many rows were answered how."""

    statuses: Counter[str] = field(default_factory=Counter)
    renamed: dict[str, str] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        return self.statuses.total()

    @property
    def unplaced(self) -> int:
        return self.rows - self.statuses["placed"]

    def __str__(self) -> str:
        told = ", ".join(
            f"{self.statuses[status]:,} {status}" for status in ("placed", "ambiguous", "not found")
        )
        return f"{self.rows:,} row{'s' * (self.rows != 1)}: {told}"


def resolve_table(
    gazetteer: Gazetteer,
    source: str | Path,
    target: str | Path,
    *,
    place: str,
    within: str | None = None,
    date: str | None = None,
    encoding: str | None = None,
    progress: Progress | None = None,
) -> Summary:
    """Write the rows of `source` to `target` with the place that each row's name means.

    `place`, `within` and `date` are names of columns; "-" stands for standard input and
    output. Comma-separated UTF-8 is written, tab-separated to `.tsv`; the file appears whole or
    not at all. Raises InputError, naming file and line, for what is no table or lacks a column.
    """
    delimiter = _delimiter_for(source, target)
    with opened(source) as (file, name):
        found = find_encoding(file, name, asked=encoding)
        cut = find_delimiter(file, found, wanted=place)
        read = read_rows(file, name, encoding=found, delimiter=cut, progress=progress)
        with closing(read) as rows:
            header = next((row.cells for row in rows if row.cells), None)
            if header is None:
                raise InputError(f"{name}: is empty; a table begins with a line of column names")
            picks = [_column(header, column, name) for column in (place, within, date)]
            summary = Summary(renamed=_renamed(header))
            with _written(target) as out:
                writer = csv.writer(_PlainLines(out), delimiter=delimiter, lineterminator="\r\n")
                shown = [summary.renamed.get(column, column) for column in header]
                writer.writerow([*map(harmless, shown), *COLUMNS])
                writer.writerows(_answered(gazetteer, rows, len(header), picks, summary))
    return summary


def _answered(
    gazetteer: Gazetteer,
    rows: Iterator[Row],
    width: int,
    picks: Sequence[int | None],
    summary: Summary,
) -> Iterator[list[str]]:
    """The rows with their answers: those of a short row filled up, a long row's surplus last."""
    answer = _answers(gazetteer)
    for row in rows:
        cells = row.cells
        if not cells:
            yield []
            continue
        asked = (cells[pick] if pick is not None and pick < len(cells) else "" for pick in picks)
        added, status = answer(*asked)
        summary.statuses[status] += 1
        shown = [harmless(cell) for cell in cells]
        shown += [""] * (width - len(shown))
        yield [*shown[:width], *added, *shown[width:]]


def _answers(gazetteer: Gazetteer) -> Callable[[str, str, str], tuple[tuple[str, ...], str]]:
    @lru_cache(maxsize=CACHED_CELLS)
    def answer(place: str, within: str, date: str) -> tuple[tuple[str, ...], str]:
        found = resolve_cell(gazetteer, place, within=within, on=loose_date(date))
        return tuple(map(harmless, _cells(found))), found.status

    return answer


def _cells(found: CellAnswer) -> tuple[str, ...]:
    """The added columns of a row; a row that is not placed has only a status and a reason."""
    placed = found.status == "placed"
    return (
        found.place_id if placed else "",
        found.place_name if placed else "",
        found.admin1 if placed else "",
        found.admin2 if placed else "",
        "" if found.latitude is None else f"{found.latitude:.5f}",
        "" if found.longitude is None else f"{found.longitude:.5f}",
        f"{found.score:.3f}" if placed else "",
        found.status,
        found.why,
    )


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula; plain numbers and dashes stay as they are."""
    if _FORMULA.match(cell) and not _HARMLESS.fullmatch(cell):
        return "'" + cell
    return cell


def _column(header: Sequence[str], column: str | None, name: str) -> int | None:
    """The number of the column with a name; raises InputError for none or two."""
    if column is None:
        return None
    found = [number for number, each in enumerate(header) if each == column]
    found = found or [n for n, each in enumerate(header) if each.strip() == column.strip()]
    if len(found) == 1:
        return found[0]
    if found:
        where = " and ".join(str(number + 1) for number in found)
        raise InputError(f"{name}: several columns are named {column!r} ({where}); rename them")
    shown = [each.strip()[:40] for each in header]
    listed = ", ".join(map(repr, shown[:20])) + (", ..." if len(shown) > 20 else "")
    folded = {each.casefold(): each for each in shown}
    near = difflib.get_close_matches(column.casefold(), folded, n=1, cutoff=0.6)
    hint = f"did you mean {folded[near[0]]!r}? " if near else ""
    raise InputError(f"{name}: there is no column {column!r}; {hint}its columns are {listed}")


def _renamed(header: Sequence[str]) -> dict[str, str]:
    """The table's own columns that have the name of an added one, and what they are called."""
    renamed: dict[str, str] = {}
    taken = {*header, *COLUMNS}
    for column in dict.fromkeys(header):
        if column in COLUMNS:
            shown = f"input_{column}"
            while shown in taken:
                shown = f"input_{shown}"
            taken.add(shown)
            renamed[column] = shown
    return renamed


def _delimiter_for(source: str | Path, target: str | Path) -> str:
    """What to write between cells; raises InputError for a target that can't be written so."""
    if str(target) == STDOUT:
        return ","
    path = Path(target)
    if path.is_dir():
        raise InputError(f"{target}: is a folder; name a file in it")
    if str(source) != STDIN and path.exists() and Path(source).exists() and path.samefile(source):
        raise InputError(f"{target}: is the input itself; write to another file")
    suffix = path.suffix.casefold()
    if suffix not in DELIMITER_OF:
        raise InputError(f"{target}: tables are written as .csv or .tsv, not {suffix}")
    return DELIMITER_OF[suffix]


@contextmanager
def _written(target: str | Path) -> Iterator[TextIO]:
    """A text file that reaches its place only when all is written to it."""
    path = Path(target)
    if str(target) == STDOUT or (path.exists() and not path.is_file()):  # a pipe, /dev/stdout
        with tempfile.TemporaryFile("w+", encoding="utf-8", newline="") as spool:
            yield spool
            spool.flush()
            spool.seek(0)
            if str(target) == STDOUT:
                _to_stdout(spool)
            else:
                with path.open("w", encoding="utf-8", newline="") as out:
                    shutil.copyfileobj(spool, out)
        return
    with replacing(path) as part, part.open("w", encoding="utf-8", newline="") as out:
        yield out


class _PlainLines:
    """Ends rows with "\\n": told so itself, the csv module leaves a "\\r" in a cell unquoted."""

    def __init__(self, out: TextIO) -> None:
        self._out = out

    def write(self, row: str) -> int:
        return self._out.write(row.removesuffix("\r\n") + "\n")


def _to_stdout(spool: TextIO) -> None:
    sys.stdout.flush()
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", newline="")
    shutil.copyfileobj(spool, sys.stdout)
