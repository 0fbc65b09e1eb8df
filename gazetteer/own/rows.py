"""Own places and names inside a gazetteer file.

They are kept twice: as they were given, in tables of their own, from which the next update
takes them; and among all other places and names, where readers find them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from ..build.complete import complete
from ..build.draft import Spellings
from ..model import Kind, Place
from ..records import NAME_COLUMNS, Name, StoredPlace
from ..storing import insert, insert_names


class OwnPlace(NamedTuple):
    """A place that somebody added; `id` begins with own:."""

    id: str
    kind: Kind
    name: str
    latitude: float
    longitude: float
    country: str = ""
    admin1: str = ""
    admin2: str = ""
    population: int = 0


class OwnName(NamedTuple):
    """A name that somebody added to the place with this id."""

    id: str
    text: str
    language: str
    status: str
    since: str = ""
    until: str = ""


def read_own(db: sqlite3.Connection) -> tuple[tuple[OwnPlace, ...], tuple[OwnName, ...]]:
    """What was added to a file."""
    places = db.execute("SELECT * FROM own_place ORDER BY id")
    names = db.execute("SELECT * FROM own_name ORDER BY id, text, since")
    return tuple(map(OwnPlace._make, places)), tuple(map(OwnName._make, names))


def put_own(
    db: sqlite3.Connection, places: Sequence[OwnPlace], names: Sequence[OwnName]
) -> list[str]:
    """Add or renew own places and names; returns ids that no place of the file has."""
    db.executemany(f"INSERT OR REPLACE INTO own_place VALUES ({','.join('?' * 9)})", places)
    db.executemany("INSERT OR REPLACE INTO own_name VALUES (?,?,?,?,?,?)", names)
    for place in places:
        _put_place(db, place)
    added: dict[str, list[OwnName]] = {}
    for name in names:
        added.setdefault(name.id, []).append(name)
    return [place_id for place_id, given in added.items() if not _put_names(db, place_id, given)]


def number_of(db: sqlite3.Connection, place_id: str) -> int | None:
    """The number of the place with an id, or that an id of old stands for."""
    row = db.execute(
        "SELECT n FROM place WHERE id = ?1 UNION ALL SELECT place FROM alias WHERE id = ?1",
        (place_id,),
    ).fetchone()
    return row[0] if row else None


def _put_place(db: sqlite3.Connection, own: OwnPlace) -> None:
    number = number_of(db, own.id)
    if number is None:
        number = db.execute("SELECT coalesce(max(n), 0) + 1 FROM place").fetchone()[0]
    else:
        db.execute("DELETE FROM place WHERE n = ?", (number,))
        db.execute("DELETE FROM name WHERE place = ?", (number,))
    place = Place(**own._asdict())
    spellings = Spellings(number, keyed=True)
    spellings.add(own.name, "", "official")
    names = db.execute("SELECT * FROM own_name WHERE id = ? ORDER BY text, since", (own.id,))
    for name in map(OwnName._make, names):
        spellings.add(*name[1:4], since=name.since, until=name.until)
    complete(place, spellings)
    # Somebody who adds a place expects reports to name it.
    insert(db, StoredPlace.of(number, place, reported=2), spellings)


def _put_names(db: sqlite3.Connection, place_id: str, given: Sequence[OwnName]) -> bool:
    number = number_of(db, place_id)
    if number is None:
        return False
    spellings = Spellings(number, keyed=True)
    held = db.execute(
        f"SELECT {NAME_COLUMNS} FROM name WHERE place = ? AND status <> 'generated' ORDER BY rowid",
        (number,),
    )
    spellings.hold(Name(*row) for row in held)
    for name in given:
        spellings.drop(name.text)
    for name in given:
        spellings.add(*name[1:4], since=name.since, until=name.until)
    complete(_place(db, number), spellings)
    db.execute("DELETE FROM name WHERE place = ?", (number,))
    insert_names(db, spellings)
    return True


def _place(db: sqlite3.Connection, number: int) -> Place:
    columns = "id, kind, name, latitude, longitude, country, admin1, admin2, population"
    row = db.execute(f"SELECT {columns} FROM place WHERE n = ?", (number,)).fetchone()
    return Place(*row)
