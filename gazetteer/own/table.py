"""Read a table of own places and names: every row is checked, every bad one is told."""

from __future__ import annotations

import csv
import io
import math
import re
from dataclasses import dataclass, field
from typing import get_args

from ..build.database import country_codes
from ..days import partial_date
from ..errors import OwnPlacesError
from ..fold import fold
from ..model import Kind
from ..reading import read_text
from ..tidy import LONGEST, clean

PLACE_COLUMNS = (
    "id", "name", "latitude", "longitude", "kind", "country", "admin1", "admin2", "population",
)  # fmt: skip
NAME_COLUMNS = ("alias_of", "text", "language", "status", "since", "until")
COLUMNS = (*PLACE_COLUMNS, *NAME_COLUMNS, "note")
KINDS: tuple[Kind, ...] = get_args(Kind)
STATUSES = ("official", "alternative", "exonym", "historical", "colloquial")
MOST_ROWS = 100_000
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*|und")
_ID = re.compile(r"[a-z0-9][a-z0-9._/-]{0,79}")
_COUNT = re.compile(r"[0-9]{1,11}")

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A row that adds a place."""

    line: int
    id: str
    kind: Kind
    name: str
    latitude: float
    longitude: float
    country: str
    admin1: str
    admin2: str
    population: int


@dataclass(frozen=True, slots=True)
class NameRow:
    """A row that adds a name to the place that `alias_of` means, an id or a name."""

    line: int
    alias_of: str
    text: str
    language: str
    status: str
    since: str
    until: str


class _Wrong(ValueError):
    """A cell that can't be used."""


@dataclass
class Table:
    """The rows of a table, and what is wrong with the others, by line."""

    name: str
    places: list[PlaceRow] = field(default_factory=list)
    names: list[NameRow] = field(default_factory=list)
    problems: dict[int, str] = field(default_factory=dict)

    def check(self) -> None:
        """Raise OwnPlacesError with every problem there is."""
        if not self.problems:
            return
        told = tuple(
            f"{self.name}, line {line}: {problem}"
            for line, problem in sorted(self.problems.items())
        )
        rows = "1 row is" if len(told) == 1 else f"{len(told)} rows are"
        raise OwnPlacesError(f"{rows} wrong, so nothing was added; {told[0]}", told)


def read_table(path: str) -> Table:
    """Read a table; raises InputError or OwnPlacesError where it can't be read as one."""
    table = Table("standard input" if path == "-" else path)
    header, rows = _rows(read_text(path), table.name)
    for line, cells in rows:
        if len(cells) > len(header):
            table.problems[line] = f"{len(cells)} cells, but {len(header)} columns"
            continue
        row = dict.fromkeys(COLUMNS, "") | dict(zip(header, map(_tidy, cells), strict=False))
        if not any(row.values()):
            continue
        try:
            if row["alias_of"]:
                table.names.append(_name(line, row))
            else:
                table.places.append(_place(line, row))
        except _Wrong as error:
            table.problems[line] = str(error)
    _mark_doubles(table)
    if not (table.places or table.names or table.problems):
        raise OwnPlacesError(f"{table.name}: has no rows below its header")
    return table


def _rows(text: str, shown: str) -> tuple[list[str], list[tuple[int, list[str]]]]:
    first = text.partition("\n")[0]
    mark = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    rows: list[tuple[int, list[str]]] = []
    start = 1
    try:
        for cells in reader:
            rows.append((start, cells))
            start = reader.line_num + 1
            if len(rows) > MOST_ROWS:
                raise OwnPlacesError(f"{shown}: more than {MOST_ROWS} rows; split it")
    except csv.Error as error:
        raise OwnPlacesError(f"{shown}, line {start}: is no CSV ({error})") from None
    header = [cell.strip().casefold() for cell in rows[0][1]] if rows else []
    if not {"name", "alias_of"} & set(header):
        raise OwnPlacesError(
            f"{shown}: the first row must name the columns, such as name,latitude,longitude"
        )
    unknown = [cell for cell in header if cell and cell not in COLUMNS]
    if unknown:
        raise OwnPlacesError(
            f"{shown}: there is no column {unknown[0]!r}; the columns are {', '.join(COLUMNS)}"
        )
    if twice := [cell for cell in header if cell and header.count(cell) > 1]:
        raise OwnPlacesError(f"{shown}: the column {twice[0]!r} is there twice")
    return header, rows[1:]


def _tidy(cell: str) -> str:
    return clean(cell) or cell.strip()


def _place(line: int, row: Row) -> PlaceRow:
    if given := [column for column in NAME_COLUMNS if row[column]]:
        raise _Wrong(f"{given[0]} belongs to a row with alias_of")
    name = _name_of(row, "name")
    latitude, longitude = _degrees(row, "latitude", 90), _degrees(row, "longitude", 180)
    kind = row["kind"].casefold() or "settlement"
    if kind not in KINDS:
        raise _Wrong(f"kind {row['kind']!r} is none of {', '.join(KINDS)}")
    country = row["country"].upper()
    if country and country not in country_codes():
        raise _Wrong(f"country {row['country']!r} is no ISO code of two letters, such as UA")
    population = row["population"] or "0"
    if not _COUNT.fullmatch(population):
        raise _Wrong(f"population {population!r} is no whole number")
    own_id = row["id"].removeprefix("own:")
    if own_id and not _ID.fullmatch(own_id):
        raise _Wrong(f"id {row['id']!r}: use small letters, digits and - . _ /")
    # Without an id of its own a place is what it is called and where it lies.
    slug = "-".join(re.findall(r"\w+", fold(name)))
    return PlaceRow(
        line,
        f"own:{own_id or f'{slug}@{latitude:.3f},{longitude:.3f}'}",
        kind,
        name,
        latitude,
        longitude,
        country,
        _short(row, "admin1"),
        _short(row, "admin2"),
        int(population),
    )


def _name(line: int, row: Row) -> NameRow:
    if given := [column for column in PLACE_COLUMNS if row[column] and column != "name"]:
        raise _Wrong(f"{given[0]} belongs to a row without alias_of")
    if row["name"] and row["text"]:
        raise _Wrong("the added name stands in text; leave name empty")
    text = _name_of(row, "name" if row["name"] else "text")
    if row["language"] and not _LANGUAGE.fullmatch(row["language"]):
        raise _Wrong(f"language {row['language']!r} is no code such as uk")
    status = row["status"].casefold() or "alternative"
    if status not in STATUSES:
        raise _Wrong(f"status {row['status']!r} is none of {', '.join(STATUSES)}")
    since, until = (_date(row, column) for column in ("since", "until"))
    if since and until and until < since:
        raise _Wrong(f"until {until} comes before since {since}")
    return NameRow(line, row["alias_of"], text, row["language"], status, since, until)


def _name_of(row: Row, column: str) -> str:
    if not row[column]:
        raise _Wrong("no name" if column == "name" else f"no {column}")
    name = clean(row[column])
    if not name or not fold(name):
        reason = (
            f"is longer than {LONGEST} characters"
            if len(row[column]) > LONGEST
            else ("has no letter")
        )
        raise _Wrong(f"{column} {row[column][:30]!r} {reason}")
    return name


def _short(row: Row, column: str) -> str:
    if len(row[column]) > LONGEST:
        raise _Wrong(f"{column} is longer than {LONGEST} characters")
    return row[column]


def _degrees(row: Row, column: str, most: int) -> float:
    if not row[column]:
        raise _Wrong(f"no {column}")
    try:
        value = float(row[column]) if row[column].isascii() else math.nan
    except ValueError:
        value = math.nan
    if math.isnan(value):
        raise _Wrong(f"{column} {row[column]!r} is no number; write it as 48.5942")
    if not -most <= value <= most:
        raise _Wrong(f"{column} {row[column]} is not on the globe")
    return value


def _date(row: Row, column: str) -> str:
    try:
        return partial_date(row[column]) if row[column] else ""
    except ValueError as error:
        raise _Wrong(f"{column}: {error}") from None


def _mark_doubles(table: Table) -> None:
    """Rows that would overwrite another row of the same table."""
    first: dict[str, PlaceRow] = {}
    for row in table.places:
        held = first.setdefault(row.id, row)
        if held is not row:
            table.problems[row.line] = f"the same place as line {held.line}"
