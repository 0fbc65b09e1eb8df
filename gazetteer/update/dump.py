"""GeoNames' own tables: what their columns mean, and what counts as a broken row.

Format: https://download.geonames.org/export/dump/readme.txt (CC BY 4.0).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from .. import tidy
from ..errors import DumpError

PLACE_COLUMNS = 19
NAME_COLUMNS = 10
LICENCE = "GeoNames, CC BY 4.0"
AREAS = {"ADM1": 1, "ADM2": 2, "ADM3": 3}
GONE = frozenset({"PPLH", "PPLCH"})
"""Populated places that were; abandoned and destroyed ones (PPLQ, PPLW) are still named."""
QUARTER = "PPLX"
OFFICIAL = {"BY": ("be", "ru"), "MD": ("ro",), "RU": ("ru",), "UA": ("uk",)}
"""Languages, beside English, whose preferred name is a place's official one."""
FEW = 3
SHARE = 0.01
"""Broken rows beyond a few and beyond this share of a file make it a wrong file."""
_NUMBER = re.compile(r"-?\d{1,3}(\.\d{1,12})?", re.ASCII)
_COUNT = re.compile(r"\d{1,12}", re.ASCII)


@dataclass(frozen=True, slots=True)
class DumpPlace:
    """A row of CC.txt. `level` is 1 to 3 for an administrative area, 0 for a settlement."""

    gid: int
    name: str
    plain_name: str
    latitude: float
    longitude: float
    level: int
    quarter: bool
    country: str
    admin1: str
    admin2: str
    population: int


@dataclass(frozen=True, slots=True)
class DumpName:
    """A row of alternatenames/CC.txt that is a name; `status` as a gazetteer's."""

    gid: int
    text: str
    language: str
    status: str
    since: str
    until: str


@dataclass
class Tally:
    """How many rows of a file were read and how many were broken, with the first of these."""

    file: str
    rows: int = 0
    broken: int = 0
    first: str = ""

    def spoilt(self, line: int, reason: str) -> None:
        self.broken += 1
        self.first = self.first or f"line {line}: {reason}"

    def check(self) -> None:
        """Raise DumpError if too many rows are broken for the rest to be believed."""
        many = self.broken > max(FEW, SHARE * self.rows) or self.broken * 2 > self.rows
        if self.broken and many:
            raise DumpError(
                f"{self.file}: {self.broken} of {self.rows} rows are broken, the first in "
                f"{self.first}; is it GeoNames' file? fetch it again"
            )

    @property
    def told(self) -> str:
        rows = "row" if self.broken == 1 else "rows"
        return f"{self.file}: {self.broken} broken {rows} left out, the first in {self.first}"


class _Broken(ValueError):
    """A row that can't be used."""


def places(lines: Iterable[tuple[int, str]], country: str, tally: Tally) -> Iterator[DumpPlace]:
    """The settlements and administrative areas of a country's dump."""
    for number, line in lines:
        if not line.strip():
            continue
        tally.rows += 1
        try:
            place = _place(line.split("\t"), country)
        except _Broken as error:
            tally.spoilt(number, str(error))
            continue
        if place is not None:
            yield place


def names(lines: Iterable[tuple[int, str]], country: str, tally: Tally) -> Iterator[DumpName]:
    """The names of a country's places, without codes, links and machine transliterations."""
    for number, line in lines:
        if not line.strip():
            continue
        tally.rows += 1
        try:
            yield from _names(line.split("\t"), country)
        except _Broken as error:
            tally.spoilt(number, str(error))


def codes(path: Path) -> dict[str, str]:
    """Names by code from admin1CodesASCII.txt or admin2Codes.txt."""
    tally = Tally(path.name)
    found: dict[str, str] = {}
    with path.open(encoding="utf-8", errors="replace") as file:
        for number, line in enumerate(file, 1):
            if not line.strip():
                continue
            tally.rows += 1
            columns = line.rstrip("\r\n").split("\t")
            name = tidy.clean(columns[1]) if len(columns) == 4 else ""
            if name:
                found[columns[0]] = name
            elif len(columns) != 4:
                tally.spoilt(number, f"{len(columns)} columns instead of 4")
    tally.check()
    return found


def _place(columns: list[str], country: str) -> DumpPlace | None:
    if len(columns) != PLACE_COLUMNS:
        raise _Broken(f"{len(columns)} columns instead of {PLACE_COLUMNS}")
    gid = _gid(columns[0])
    latitude, longitude = (
        _degrees(columns[4], 90, "latitude"),
        _degrees(columns[5], 180, "longitude"),
    )
    if columns[8] != country:
        raise _Broken(f"country {columns[8][:10]!r} instead of {country}")
    population = columns[14] or "0"
    if not _COUNT.fullmatch(population):
        raise _Broken(f"population {population[:20]!r}")
    if "\ufffd" in columns[1]:
        raise _Broken("a name that is no UTF-8")
    kind, code = columns[6], columns[7]
    level = AREAS.get(code, 0) if kind == "A" else 0
    if code in GONE or not (kind == "P" or level):
        return None
    name = tidy.clean(columns[1])
    if not name:
        raise _Broken("no name")
    return DumpPlace(
        gid, name, tidy.clean(columns[2]), latitude, longitude, level, code == QUARTER,
        country, columns[10], columns[11], int(population),
    )  # fmt: skip


def _names(columns: list[str], country: str) -> Iterator[DumpName]:
    # The table had eight columns until 2019, without dates.
    if len(columns) not in (8, NAME_COLUMNS):
        raise _Broken(f"{len(columns)} columns instead of {NAME_COLUMNS}")
    gid, language = _gid(columns[1]), columns[2].strip()
    preferred, colloquial, historic = (columns[i] == "1" for i in (4, 6, 7))
    since, until = (tidy.day(text) for text in (*columns[8:10], "", "")[:2])
    if not tidy.is_language(language):
        return
    if "\ufffd" in columns[3]:
        raise _Broken("a name that is no UTF-8")
    if historic or until:
        status = "historical"
    elif colloquial:
        status = "colloquial"
    elif preferred and (language == "en" or language in OFFICIAL.get(country, ())):
        status = "official"
    else:
        status = "alternative"
    for part in tidy.parts(columns[3]):
        text = tidy.clean(part)
        if text and (language or tidy.is_written(text)):
            yield DumpName(gid, text, language, status, since, until)


def _gid(text: str) -> int:
    if not _COUNT.fullmatch(text):
        raise _Broken(f"id {text[:20]!r}")
    return int(text)


def _degrees(text: str, most: int, what: str) -> float:
    if not _NUMBER.fullmatch(text):
        raise _Broken(f"{what} {text[:20]!r}")
    value = float(text)
    if not -most <= value <= most:
        raise _Broken(f"{what} {text} is not on the globe")
    return value
