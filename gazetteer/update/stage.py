"""The working table of an update: a SQLite file, so that memory stays flat for any country."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from .dump import DumpName, DumpPlace

# Cells of a kilometre: to the north anywhere, to the east at 71 degrees, wider farther south.
_CELLS_NORTH, _CELLS_EAST = 111, 36

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

    def count(self, country: str) -> tuple[int, int]:
        """How many settlements of a country are staged, and names of them."""
        mine = "country = ? AND level = 0"
        places = self.db.execute(f"SELECT count(*) FROM place WHERE {mine}", (country,))
        names = self.db.execute(
            f"SELECT count(*) FROM name WHERE gid IN (SELECT gid FROM place WHERE {mine})",
            (country,),
        )
        return int(places.fetchone()[0]), int(names.fetchone()[0])

    def index(self) -> None:
        """Call when all is loaded and before the questions below."""
        self.db.executescript(
            "CREATE INDEX name_gid ON name (gid); CREATE INDEX name_text ON name (text);"
            "CREATE INDEX place_latitude ON place (latitude)"
        )

    def places(self) -> Iterator[StagedPlace]:
        """All staged places by their GeoNames number."""
        yield from map(StagedPlace._make, self.db.execute("SELECT * FROM place ORDER BY gid"))

    def names_a_settlement(self, text: str) -> bool:
        """Whether a staged settlement has exactly this name."""
        row = self.db.execute(
            "SELECT 1 FROM name JOIN place ON place.gid = name.gid"
            " WHERE name.text = ? AND place.level = 0 LIMIT 1",
            (text,),
        ).fetchone()
        return row is not None

    def carried(self) -> dict[int, bool]:
        """Whether names are keyed, for each place that comes from the file of old."""
        return {gid: bool(keyed) for gid, keyed in self.db.execute("SELECT * FROM carried")}

    def names_of(self, gid: int) -> list[StagedName]:
        rows = self.db.execute(
            "SELECT text, language, status, since, until FROM name WHERE gid = ? ORDER BY rowid",
            (gid,),
        )
        return [StagedName(*row) for row in rows]

    def neighbours(self) -> Iterator[tuple[int, int]]:
        """Pairs of settlements that lie within two kilometres or so, by a grid."""
        self.db.executescript(
            f"CREATE TABLE cell AS SELECT gid, CAST(latitude * {_CELLS_NORTH} AS INTEGER) AS y,"
            f" CAST(longitude * {_CELLS_EAST} AS INTEGER) AS x FROM place WHERE level = 0;"
            "CREATE INDEX cell_yx ON cell (y, x, gid)"
        )
        yield from self.db.execute(
            "SELECT a.gid, b.gid FROM cell AS a JOIN cell AS b ON b.y IN (a.y - 1, a.y, a.y + 1)"
            " AND b.x BETWEEN a.x - 1 AND a.x + 1 AND b.gid > a.gid ORDER BY a.gid, b.gid"
        )

    def place(self, gid: int) -> StagedPlace | None:
        row = self.db.execute("SELECT * FROM place WHERE gid = ?", (gid,)).fetchone()
        return StagedPlace(*row) if row else None

    def join(self, keep: int, drop: int) -> None:
        """Make one place of two: names and the other id go to the one that is kept."""
        self.db.execute(
            "INSERT INTO name SELECT ?, name, '', 'alternative', '', '' FROM place WHERE gid = ?",
            (keep, drop),
        )
        self.db.execute("UPDATE name SET gid = ? WHERE gid = ?", (keep, drop))
        self.db.execute("DELETE FROM place WHERE gid = ?", (drop,))
        self.db.execute(
            "UPDATE alias SET target = ? WHERE target = ?", (f"geonames:{keep}", f"geonames:{drop}")
        )
        self.add_alias(drop, f"geonames:{keep}")

    def add_alias(self, gid: int, target: str) -> None:
        """Another id, that of a dropped row, for a place that will be written."""
        self.db.execute("INSERT INTO alias VALUES (?, ?)", (f"geonames:{gid}", target))
