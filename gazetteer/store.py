"""The gazetteer's SQLite file as it is read: the few questions asked of it.

`Store` never changes a file; `storing` writes them.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from pathlib import Path

from .errors import DatabaseMissing, DatabaseUnreadable
from .packed import Content, Packed
from .records import NAME_COLUMNS, PLACE_COLUMNS, Name, StoredPlace

FORMAT = 4
BUILTIN = Path(__file__).parent / "data" / "gazetteer.db"

MAPPED = 1 << 28
"""Bytes of the file that are read by mapping it, without a copy."""
MOST_PLACES = 16_384
"""Places that are held in memory."""
PATIENCE = 2000
"""Questions about names before all is taken into memory: whoever asked so many asks more."""
_BATCH = 500  # parameters a statement may safely carry

_PLACE = f"SELECT {PLACE_COLUMNS} FROM place WHERE n = ?"


@cache
def _names_in(column: str, count: int) -> str:
    """The question for names whose column has one of so many values."""
    values = f"IN ({','.join('?' * count)})" if count > 1 else "= ?"
    return f"SELECT {NAME_COLUMNS} FROM name WHERE {column} {values} ORDER BY rowid"


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
        self._places: dict[int, StoredPlace] = {}
        self.packed: Packed | None = None
        self._asked = 0
        self.names_of = lru_cache(maxsize=4096)(self._names_of)

    def close(self) -> None:
        self._db.close()

    def pack(self) -> Packed:
        """Take all names and places into memory: many questions will come."""
        if self.packed is None:
            self.packed = Packed(self._content)
            # What was read of the file would count as memory of this program from now on.
            self._db.execute("PRAGMA mmap_size=0")
        return self.packed

    def _count(self) -> None:
        """Note a question to the tables."""
        self._asked += 1
        if self._asked > PATIENCE:
            self.pack()

    def by_fold(self, folds: Sequence[str]) -> dict[str, list[Name]]:
        """Names whose folded text is one of these."""
        if self.packed is not None:
            return self.packed.by_fold(folds)
        return self._names_where("fold", folds)

    def by_key(self, keys: Sequence[str]) -> dict[str, list[Name]]:
        """Names with one of these spelling-independent keys."""
        if self.packed is not None:
            return self.packed.by_key(keys)
        return self._names_where("key", keys)

    def _names_where(self, column: str, values: Sequence[str]) -> dict[str, list[Name]]:
        self._count()
        if len(values) == 1:
            rows = self._db.execute(_names_in(column, 1), values).fetchall()
            return {values[0]: list(map(Name._make, rows))} if rows else {}
        found: dict[str, list[Name]] = {}
        at = Name._fields.index(column)
        for start in range(0, len(values), _BATCH):
            batch = values[start : start + _BATCH]
            for row in self._db.execute(_names_in(column, len(batch)), batch):
                found.setdefault(row[at], []).append(Name._make(row))
        return found

    def bulk(self, what: str) -> list[str]:
        """One of the lists that `summarise` wrote."""
        content = str(self._content(what))
        return content.split("\n") if content else []

    def bulk_table(self, what: str) -> dict[str, dict[str, int]]:
        """One of the tables that `summarise` wrote."""
        table: dict[str, dict[str, int]] = json.loads(self._content(what))
        return table

    def _content(self, what: str) -> Content:
        sql = "SELECT content FROM bulk WHERE what = ?"
        content: Content = self._db.execute(sql, (what,)).fetchone()[0]
        return content

    def has_key_like(self, prefix: str) -> bool:
        """Whether a key begins so."""
        self._count()
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

    def place_by_id(self, place_id: str) -> StoredPlace | None:
        """The place that an id means, or an id of old now stands for, without its names."""
        row = self._db.execute("SELECT n FROM place WHERE id = ?", (place_id,)).fetchone()
        if row is None:
            sql = "SELECT place FROM alias WHERE id = ?"
            row = self._db.execute(sql, (place_id,)).fetchone()
        return self.place_by_number(row[0]) if row else None

    def place_by_number(self, number: int) -> StoredPlace:
        """The place in this row of the file."""
        found = self._places.get(number)
        if found is None:
            found = self.packed.place(number) if self.packed else self._read_place(number)
            if found is None:
                raise DatabaseUnreadable(f"{self.path.name} has no place {number}; make it again")
            if len(self._places) >= MOST_PLACES:
                self._places.clear()
            self._places[number] = found
        return found

    def _read_place(self, number: int) -> StoredPlace | None:
        row = self._db.execute(_PLACE, (number,)).fetchone()
        return StoredPlace(row) if row else None

    def _names_of(self, number: int) -> tuple[Name, ...]:
        sql = f"SELECT {NAME_COLUMNS} FROM name WHERE place = ? ORDER BY rowid"
        return tuple(Name._make(row) for row in self._db.execute(sql, (number,)))

    def countries(self) -> set[str]:
        """ISO 3166-1 alpha-2 codes of the countries held."""
        rows = self._db.execute("SELECT DISTINCT country FROM place WHERE country <> ''")
        return {row[0] for row in rows}

    def districts(self) -> list[tuple[str, str]]:
        """Every second-level district that a place lies in, with its first-level region."""
        rows = self._db.execute("SELECT DISTINCT admin2, admin1 FROM place WHERE admin2 <> ''")
        return [(row[0], row[1]) for row in rows]

    def whereabouts(self, kind: str) -> Iterator[tuple[object, ...]]:
        """(name, latitude, longitude, country, admin1, admin2, radius_km) of each such place."""
        yield from self._db.execute(
            "SELECT name, latitude, longitude, country, admin1, admin2, radius_km FROM place"
            " WHERE kind = ?",
            (kind,),
        )

    def places(self, kind: str = "", country: str = "") -> Iterator[StoredPlace]:
        """All places in the order of their ids, of one kind and of one country where named."""
        rows = self._db.execute(
            f"SELECT {PLACE_COLUMNS} FROM place WHERE ? IN ('', kind) AND ? IN ('', country)"
            " ORDER BY id",
            (kind, country),
        )
        yield from map(StoredPlace, rows)

    def dumps(self) -> list[tuple[object, ...]]:
        """(country, url, dated, licence, places, names) of each dump that was loaded."""
        sql = "SELECT country, url, dated, licence, places, names FROM source ORDER BY country"
        return self._db.execute(sql).fetchall()

    def own_counts(self) -> tuple[int, int]:
        """How many places and names people added."""
        sql = "SELECT (SELECT count(*) FROM own_place), (SELECT count(*) FROM own_name)"
        places, names = self._db.execute(sql).fetchone()
        return places, names

    def counts(self) -> Iterator[tuple[str, str, int]]:
        """(country, kind, how many places), for `gazetteer info`."""
        yield from self._db.execute(
            "SELECT country, kind, count(*) FROM place GROUP BY country, kind"
            " ORDER BY count(*) DESC, country, kind"
        )

    def count_names(self) -> int:
        return int(self._db.execute("SELECT count(*) FROM name").fetchone()[0])
