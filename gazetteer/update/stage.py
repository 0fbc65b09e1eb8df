"""The working table of an update: a SQLite file, so that memory stays flat for any country."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from ..fold import fold
from ..geo import distance_km
from .dump import DumpName, DumpPlace

DOUBLE_KM = 1.0
"""Two entries of one own name this near are one settlement that GeoNames has twice."""

_SCHEMA = """
PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;
CREATE TABLE place (
    gid INTEGER PRIMARY KEY, level INTEGER, quarter INTEGER, name TEXT, plain_name TEXT,
    latitude REAL, longitude REAL, country TEXT, admin1 TEXT, admin2 TEXT, population INTEGER
);
CREATE TABLE name (
    gid INTEGER, text TEXT, language TEXT, status TEXT, since TEXT, until TEXT
);
CREATE TABLE carried (gid INTEGER PRIMARY KEY, keyed INTEGER);
CREATE TABLE alias (id TEXT, target TEXT);
"""


class StagedName(NamedTuple):
    """A name of a staged place."""

    text: str
    language: str
    status: str
    since: str = ""
    until: str = ""


class StagedPlace(NamedTuple):
    """A staged place; `admin1` and `admin2` are codes, but names where it is carried over."""

    gid: int
    level: int
    quarter: int
    name: str
    plain_name: str
    latitude: float
    longitude: float
    country: str
    admin1: str
    admin2: str
    population: int


class Stage:
    """Holds the places of the dumps until all is known of each; a context manager."""

    def __init__(self, path: Path) -> None:
        self.db = sqlite3.connect(path)
        self.db.executescript(_SCHEMA)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.db.close()

    def add_places(self, places: Iterable[DumpPlace]) -> None:
        self.db.executemany(
            "INSERT OR REPLACE INTO place VALUES (?,?,?,?,?,?,?,?,?,?,?)",
            (
                (
                    p.gid, p.level, p.quarter, p.name, p.plain_name, p.latitude, p.longitude,
                    p.country, p.admin1, p.admin2, p.population,
                )
                for p in places
            ),
        )  # fmt: skip

    def add_names(self, names: Iterable[DumpName]) -> None:
        """Keep the names of staged places; others are those of rivers, hills and the like."""
        held = {row[0] for row in self.db.execute("SELECT gid FROM place")}
        self.db.executemany(
            "INSERT INTO name VALUES (?,?,?,?,?,?)",
            (
                (n.gid, n.text, n.language, n.status, n.since, n.until)
                for n in names
                if n.gid in held
            ),
        )

    def has_settlements(self, country: str) -> bool:
        row = self.db.execute(
            "SELECT 1 FROM place WHERE country = ? AND level = 0 LIMIT 1", (country,)
        ).fetchone()
        return row is not None

    def index(self) -> None:
        """Call when all is loaded and before the questions below."""
        self.db.executescript(
            "CREATE INDEX name_gid ON name (gid); CREATE INDEX place_latitude ON place (latitude)"
        )

    def places(self) -> Iterator[StagedPlace]:
        """All staged places by their GeoNames number."""
        yield from map(StagedPlace._make, self.db.execute("SELECT * FROM place ORDER BY gid"))

    def carried(self) -> dict[int, bool]:
        """Whether names are keyed, for each place that comes from the file of old."""
        return {gid: bool(keyed) for gid, keyed in self.db.execute("SELECT * FROM carried")}

    def names_of(self, gid: int) -> list[StagedName]:
        rows = self.db.execute(
            "SELECT text, language, status, since, until FROM name WHERE gid = ? ORDER BY rowid",
            (gid,),
        )
        return [StagedName(*row) for row in rows]

    def join_doubles(self) -> None:
        """Make one place of settlements that the dump has twice."""
        pairs = list(self._doubles())
        gone: set[int] = set()
        for keep, drop in pairs:
            if keep in gone or drop in gone:
                continue
            gone.add(drop)
            self.db.execute(
                "INSERT INTO name SELECT ?, name, '', 'alternative', '', '' FROM place"
                " WHERE gid = ?",
                (keep, drop),
            )
            self.db.execute("UPDATE name SET gid = ? WHERE gid = ?", (keep, drop))
            self.db.execute("DELETE FROM place WHERE gid = ?", (drop,))
            self.add_alias(drop, f"geonames:{keep}")

    def _doubles(self) -> Iterator[tuple[int, int]]:
        """(kept, dropped), the one with more people kept."""
        self.db.create_function("fold", 1, fold, deterministic=True)
        rows = self.db.execute(
            "SELECT DISTINCT fold(o.text) AS folded, p.latitude, p.longitude, p.population, p.gid"
            " FROM place AS p JOIN (SELECT gid, text FROM name WHERE status = 'official'"
            " UNION ALL SELECT gid, name FROM place) AS o ON o.gid = p.gid"
            " WHERE p.level = 0 ORDER BY folded, p.latitude, p.gid"
        )
        reach = DOUBLE_KM / 111.0
        for _, same in groupby(rows, key=lambda row: row[0]):
            open_rows: list[tuple[float, float, int, int]] = []
            for _, latitude, longitude, population, gid in same:
                open_rows = [row for row in open_rows if latitude - row[0] <= reach]
                for lat_b, lon_b, people_b, gid_b in open_rows:
                    if distance_km(latitude, longitude, lat_b, lon_b) <= DOUBLE_KM:
                        order = sorted([(-population, gid), (-people_b, gid_b)])
                        yield order[0][1], order[1][1]
                open_rows.append((latitude, longitude, population, gid))

    def add_alias(self, gid: int, target: str) -> None:
        """Another id, that of a dropped row, for a place that will be written."""
        self.db.execute("INSERT INTO alias VALUES (?, ?)", (f"geonames:{gid}", target))
