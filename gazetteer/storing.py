"""Write a gazetteer's SQLite file, whole or not at all: its tables and what is summed up in it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path

from .key import beginnings
from .packed import pack
from .phrases import phrase_starts
from .records import NAME_COLUMNS, PLACE_COLUMNS, PLACE_FIELDS, Name, StoredPlace
from .store import FORMAT
from .writing import replacing

SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE place (
    n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, name TEXT NOT NULL,
    latitude REAL NOT NULL, longitude REAL NOT NULL, country TEXT NOT NULL,
    admin1 TEXT NOT NULL, admin2 TEXT NOT NULL, population INTEGER NOT NULL,
    radius_km REAL, reported INTEGER NOT NULL, size REAL NOT NULL, prior REAL NOT NULL,
    former_prior REAL NOT NULL, squeeze REAL NOT NULL, told_names TEXT NOT NULL
);
CREATE TABLE name (
    place INTEGER NOT NULL, text TEXT NOT NULL, language TEXT NOT NULL, status TEXT NOT NULL,
    since TEXT NOT NULL, until TEXT NOT NULL, fold TEXT NOT NULL, key TEXT, own TEXT
);
CREATE TABLE bulk (what TEXT PRIMARY KEY, content NOT NULL) WITHOUT ROWID;
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
_PLACE = f"{{}} INTO place ({PLACE_COLUMNS}) VALUES ({','.join('?' * len(PLACE_FIELDS))})"
_UNTOLD = ("adjective", "generated", "short")
"""Statuses of spellings that are no names of their own."""
_TOLD = f"""
UPDATE place SET told_names = coalesce((
    SELECT group_concat(text, char(10)) FROM (
        SELECT text FROM name WHERE name.place = place.n
        AND status NOT IN ({",".join(f"'{status}'" for status in _UNTOLD)})
        GROUP BY text ORDER BY min(rowid)
    )
), '')
"""
_SHARED = """
SELECT fold FROM name WHERE own IS NOT NULL GROUP BY fold HAVING count(DISTINCT place) > 1
ORDER BY fold
"""

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
    db.execute(_PLACE.format("INSERT"), stored.row)
    insert_names(db, names)


def name_often(db: sqlite3.Connection, number: int) -> None:
    """Note that reports often name the place with this number."""
    row = db.execute(f"SELECT {PLACE_COLUMNS} FROM place WHERE n = ?", (number,)).fetchone()
    stored = StoredPlace.of(number, StoredPlace(row).place, reported=2)
    db.execute(_PLACE.format("REPLACE"), stored.row)


def insert_names(db: sqlite3.Connection, names: Iterable[Name]) -> None:
    """Put names into an open file."""
    db.executemany(
        f"INSERT INTO name ({NAME_COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?)",
        (
            (n.place, n.text, n.language, n.status, n.since, n.until, n.fold, n.key, n.own)
            for n in names
        ),
    )


def summarise(db: sqlite3.Connection) -> None:
    """Write what is read at once: a place's names, and what many questions are about.

    Those are all columns (see `packed`), the names that several places call their own, how keys
    begin, and what names of several words begin with.
    """
    db.execute(_TOLD)
    keys = db.execute("SELECT DISTINCT key FROM name WHERE key IS NOT NULL")
    begun = sorted({text for (key,) in keys for text in beginnings(key)})
    shared = [row[0] for row in db.execute(_SHARED)]
    phrases = db.execute("SELECT DISTINCT fold FROM name WHERE fold LIKE '% %' ORDER BY fold")
    tables = phrase_starts(fold for (fold,) in phrases)
    put = "INSERT OR REPLACE INTO bulk VALUES (?, ?)"
    db.execute(put, ("beginnings", "\n".join(begun)))
    db.execute(put, ("shared", "\n".join(shared)))
    db.executemany(
        put, ((what, json.dumps(table, ensure_ascii=False)) for what, table in tables.items())
    )
    db.executemany(put, pack(db))
