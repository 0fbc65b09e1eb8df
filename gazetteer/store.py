"""The gazetteer's SQLite file: its tables, and the few questions asked of it.

`write` makes a file whole or not at all; `Store` reads one and never changes it.
"""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple

from .errors import DatabaseMissing, DatabaseUnreadable
from .key import beginnings
from .model import Kind, Place
from .writing import replacing

FORMAT = 2
BUILTIN = Path(__file__).parent / "data" / "gazetteer.db"

SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE place (
    n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, name TEXT NOT NULL,
    latitude REAL NOT NULL, longitude REAL NOT NULL, country TEXT NOT NULL,
    admin1 TEXT NOT NULL, admin2 TEXT NOT NULL, population INTEGER NOT NULL,
    radius_km REAL, reported INTEGER NOT NULL, names TEXT NOT NULL DEFAULT ''
);
CREATE TABLE name (
    place INTEGER NOT NULL, text TEXT NOT NULL, language TEXT NOT NULL, status TEXT NOT NULL,
    since TEXT NOT NULL, until TEXT NOT NULL, fold TEXT NOT NULL, key TEXT, own TEXT
);
CREATE TABLE bulk (what TEXT PRIMARY KEY, lines TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE alias (id TEXT PRIMARY KEY, place INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE source (
    country TEXT PRIMARY KEY, url TEXT NOT NULL, dated TEXT NOT NULL, places INTEGER NOT NULL,
    names INTEGER NOT NULL, licence TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE own_place (
    id TEXT PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, latitude REAL NOT NULL,
    longitude REAL NOT NULL, country TEXT NOT NULL, admin1 TEXT NOT NULL, admin2 TEXT NOT NULL,
    population INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE own_name (
    id TEXT NOT NULL, text TEXT NOT NULL, language TEXT NOT NULL, status TEXT NOT NULL,
    since TEXT NOT NULL, until TEXT NOT NULL, PRIMARY KEY (id, text, since)
) WITHOUT ROWID;
"""
_INDEXES = """
CREATE INDEX name_fold ON name (fold);
CREATE INDEX name_key ON name (key) WHERE key IS NOT NULL;
CREATE INDEX name_place ON name (place);
"""
_NAME_COLUMNS = "place, text, language, status, since, until, fold, key, own"
_UNTOLD = ("adjective", "generated", "short")
"""Statuses of spellings that are no names of their own."""
_TOLD = f"""
UPDATE place SET names = coalesce((
    SELECT group_concat(text, char(10)) FROM (
        SELECT text FROM name WHERE name.place = place.n
        AND status NOT IN ({",".join(f"'{status}'" for status in _UNTOLD)}) ORDER BY rowid
    )
), '')
"""
_SHARED = """
SELECT fold FROM name WHERE own IS NOT NULL GROUP BY fold HAVING count(DISTINCT place) > 1
ORDER BY fold
"""
MAPPED = 1 << 28
"""Bytes of the file that are read by mapping it, without a copy."""
_BATCH = 500  # parameters a statement may safely carry


class Name(NamedTuple):
    """One spelling of a place as the gazetteer keeps it; `place` is the row's number.

    `status` is official, alternative, exonym, historical, colloquial, or one of the weak
    ones: short (a region's bare name), adjective, and namesake (another place's own name). It
    is generated where no source has the spelling. `own` is the place's own name, folded, where
    this one is a spelling of it.
    """

    place: int
    text: str
    language: str
    status: str
    since: str
    until: str
    fold: str
    key: str | None
    own: str | None = None

    @property
    def periods(self) -> tuple[tuple[str, str], ...]:
        """(since, until) of each time the name was in use; empty where nothing is known."""
        if not (self.since or self.until):
            return ()
        return tuple(zip(self.since.split(";"), self.until.split(";"), strict=True))

    def in_use(self, day: str) -> bool:
        """Whether the name was in use on an ISO day, month or year."""
        return any(
            (not since or since <= day) and (not until or day < until)
            for since, until in self.periods
        )

    @property
    def weak(self) -> bool:
        """Whether the name means the place only beside a word that says its kind."""
        return self.status in {"short", "adjective"}


@dataclass(frozen=True)
class StoredPlace:
    """A place with what the ranking wants to know: how often reports name it.

    `reported` is 2 for what a front-line table or a sector of the front names, 1 for what
    lies near the front, else 0, and -1 outside the country that reports are about.
    """

    n: int
    place: Place
    reported: int

    @cached_property
    def size(self) -> float:
        """How big a settlement is, 0..1, by the logarithm of its population; unknown is small."""
        return min(1.0, math.log10(max(self.place.population, 30)) / 6.5)


Entry = tuple[StoredPlace, Iterable[Name]]
"""A place with its names."""


def write(
    path: Path,
    entries: Iterable[Entry],
    meta: dict[str, str],
    *,
    aliases: Iterable[tuple[str, str]] = (),
    finish: Callable[[sqlite3.Connection], None] | None = None,
) -> None:
    """Write a gazetteer file in one step: readers see the old one or the new one.

    `entries` may be endless streams: nothing of them is kept. `aliases` are pairs of another
    id and the id of a written place. `finish` may change what was written.
    """
    with replacing(path) as part, closing(sqlite3.connect(part)) as db:
        db.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + SCHEMA)
        rows = {"format": str(FORMAT), **meta}
        db.executemany("INSERT INTO meta VALUES (?, ?)", sorted(rows.items()))
        for stored, names in entries:
            insert(db, stored, names)
        db.executemany("INSERT OR IGNORE INTO alias SELECT ?, n FROM place WHERE id = ?", aliases)
        db.executescript(_INDEXES)
        if finish is not None:
            finish(db)
        summarise(db)
        db.commit()
        db.executescript("ANALYZE; VACUUM;")


def insert(db: sqlite3.Connection, stored: StoredPlace, names: Iterable[Name]) -> None:
    """Put a place and its names into an open file."""
    db.execute(f"INSERT INTO place VALUES ({','.join('?' * 12)}, '')", _place_row(stored))
    insert_names(db, names)


def insert_names(db: sqlite3.Connection, names: Iterable[Name]) -> None:
    """Put names into an open file."""
    db.executemany(
        f"INSERT INTO name ({_NAME_COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?)",
        (
            (n.place, n.text, n.language, n.status, n.since, n.until, n.fold, n.key, n.own)
            for n in names
        ),
    )


def summarise(db: sqlite3.Connection) -> None:
    """Write what is read at once: a place's names, and what many questions are about.

    Those are all folded names, the ones that several places call their own, all keys and how
    they begin.
    """
    db.execute(_TOLD)
    folds = [row[0] for row in db.execute("SELECT DISTINCT fold FROM name ORDER BY fold")]
    keys = db.execute("SELECT DISTINCT key FROM name WHERE key IS NOT NULL ORDER BY key")
    known = [row[0] for row in keys]
    begun = sorted({text for key in known for text in beginnings(key)})
    shared = [row[0] for row in db.execute(_SHARED)]
    rows = (("folds", folds), ("shared", shared), ("keys", known), ("beginnings", begun))
    db.executemany(
        "INSERT OR REPLACE INTO bulk VALUES (?, ?)",
        ((what, "\n".join(lines)) for what, lines in rows),
    )


def _place_row(stored: StoredPlace) -> tuple[object, ...]:
    place = stored.place
    return (
        stored.n,
        place.id,
        place.kind,
        place.name,
        place.latitude,
        place.longitude,
        place.country,
        place.admin1,
        place.admin2,
        place.population,
        place.radius_km,
        stored.reported,
    )


@cache
def _names_in(column: str, count: int) -> str:
    """The question for names whose column has one of so many values."""
    marks = ",".join("?" * count)
    return f"SELECT {_NAME_COLUMNS} FROM name WHERE {column} IN ({marks}) ORDER BY rowid"


class Store:
    """Read-only questions to one gazetteer file.

    Raises DatabaseMissing or DatabaseUnreadable, naming the file, when opened.
    """

    def __init__(self, path: Path) -> None:
        if not path.exists():
            hint = "; run `make setup`" if path == BUILTIN else ""
            raise DatabaseMissing(f"no gazetteer at {path}{hint}")
        self.path = path
        try:
            # Nothing is ever written, so any thread may read.
            uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
            self._db = sqlite3.connect(uri, uri=True, check_same_thread=False)
            self._db.execute(f"PRAGMA mmap_size={MAPPED}")
            found = dict(self._db.execute("SELECT key, value FROM meta"))
        except sqlite3.Error as error:
            raise DatabaseUnreadable(f"{path.name} is no gazetteer file ({error})") from error
        if found.get("format") != str(FORMAT):
            raise DatabaseUnreadable(
                f"{path.name} has gazetteer format {found.get('format')}, this version reads "
                f"{FORMAT}; make it again"
            )
        self.meta = found
        self.place_by_number = lru_cache(maxsize=65536)(self._place_by_number)
        self.names_of = lru_cache(maxsize=4096)(self._names_of)

    def close(self) -> None:
        self._db.close()

    def by_fold(self, folds: Sequence[str]) -> dict[str, list[Name]]:
        """Names whose folded text is one of these."""
        return self._names_where("fold", folds)

    def by_key(self, keys: Sequence[str]) -> dict[str, list[Name]]:
        """Names with one of these spelling-independent keys."""
        return self._names_where("key", keys)

    def _names_where(self, column: str, values: Sequence[str]) -> dict[str, list[Name]]:
        found: dict[str, list[Name]] = {}
        at = Name._fields.index(column)
        for start in range(0, len(values), _BATCH):
            batch = values[start : start + _BATCH]
            for row in self._db.execute(_names_in(column, len(batch)), batch):
                found.setdefault(row[at], []).append(Name._make(row))
        return found

    def bulk(self, what: str) -> list[str]:
        """One of the lists that `summarise` wrote; the folded names are sorted."""
        row = self._db.execute("SELECT lines FROM bulk WHERE what = ?", (what,)).fetchone()
        return row[0].split("\n") if row[0] else []

    def has_key_like(self, prefix: str) -> bool:
        """Whether a key begins so."""
        sql = "SELECT 1 FROM name WHERE key >= ? AND key < ? LIMIT 1"
        after = prefix[:-1] + chr(ord(prefix[-1]) + 1)
        return self._db.execute(sql, (prefix, after)).fetchone() is not None

    def keys_like(self, first: str, shortest: int, longest: int) -> list[str]:
        """Distinct keys that begin with a letter and have a length in a range."""
        rows = self._db.execute(
            "SELECT DISTINCT key FROM name WHERE key >= ? AND key < ?"
            " AND length(key) BETWEEN ? AND ?",
            (first, chr(ord(first) + 1), shortest, longest),
        )
        return [row[0] for row in rows]

    def folds_of_phrases(self) -> list[str]:
        """Folded names of more than one word."""
        rows = self._db.execute("SELECT DISTINCT fold FROM name WHERE instr(fold, ' ')")
        return [row[0] for row in rows]

    def place_by_id(self, place_id: str) -> StoredPlace | None:
        """The place that an id means, or an id of old now stands for, without its names."""
        row = self._db.execute("SELECT n FROM place WHERE id = ?", (place_id,)).fetchone()
        if row is None:
            sql = "SELECT place FROM alias WHERE id = ?"
            row = self._db.execute(sql, (place_id,)).fetchone()
        return self.place_by_number(row[0]) if row else None

    def _place_by_number(self, number: int) -> StoredPlace:
        row = self._db.execute("SELECT * FROM place WHERE n = ?", (number,)).fetchone()
        kind: Kind = row[2]
        place = Place(
            id=row[1],
            kind=kind,
            name=row[3],
            latitude=row[4],
            longitude=row[5],
            country=row[6],
            admin1=row[7],
            admin2=row[8],
            population=row[9],
            names=tuple(dict.fromkeys(row[12].split("\n"))) if row[12] else (),
            radius_km=row[10],
        )
        return StoredPlace(number, place, row[11])

    def _names_of(self, number: int) -> tuple[Name, ...]:
        sql = f"SELECT {_NAME_COLUMNS} FROM name WHERE place = ? ORDER BY rowid"
        return tuple(Name._make(row) for row in self._db.execute(sql, (number,)))

    def countries(self) -> set[str]:
        """ISO 3166-1 alpha-2 codes of the countries held."""
        rows = self._db.execute("SELECT DISTINCT country FROM place WHERE country <> ''")
        return {row[0] for row in rows}

    def districts(self) -> list[tuple[str, str]]:
        """Every second-level district that a place lies in, with its first-level region."""
        rows = self._db.execute("SELECT DISTINCT admin2, admin1 FROM place WHERE admin2 <> ''")
        return [(row[0], row[1]) for row in rows]

    def counts(self) -> Iterator[tuple[str, str, int]]:
        """(country, kind, how many places), for `gazetteer info`."""
        yield from self._db.execute(
            "SELECT country, kind, count(*) FROM place GROUP BY country, kind"
            " ORDER BY count(*) DESC, country, kind"
        )

    def count_names(self) -> int:
        return int(self._db.execute("SELECT count(*) FROM name").fetchone()[0])
