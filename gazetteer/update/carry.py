"""What an update takes over from the file that it replaces: other countries, own places."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from ..errors import DatabaseUnreadable
from ..own.rows import OwnName, OwnPlace, read_own
from ..store import FORMAT
from .areas import KINDS
from .stage import Stage


class SourceRow(NamedTuple):
    """A dump: where it came from, its day, and how many settlements and names of it are held."""

    country: str
    url: str
    dated: str
    places: int
    names: int
    licence: str


@dataclass(frozen=True)
class Earlier:
    """The file that is to be replaced, if there is one."""

    path: Path | None = None
    format: str = ""
    sources: tuple[SourceRow, ...] = ()
    own_places: tuple[OwnPlace, ...] = ()
    own_names: tuple[OwnName, ...] = ()

    def beside(self, countries: list[str]) -> frozenset[str]:
        """Countries of earlier updates that this one does not bring anew.

        Raises DatabaseUnreadable where they can't be taken over.
        """
        others = [row.country for row in self.sources if row.country not in countries]
        if others and self.format != str(FORMAT):
            named = " ".join([*countries, *others])
            raise DatabaseUnreadable(
                f"{self.path} is of an older format and holds {', '.join(others)} too; "
                f"name all: gazetteer update {named}"
            )
        return frozenset(others)


def read_earlier(path: Path) -> Earlier:
    """Look at the file that will be replaced; raises DatabaseUnreadable if it is no gazetteer."""
    if not path.exists():
        return Earlier()
    try:
        uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
        with closing(sqlite3.connect(uri, uri=True)) as db:
            held = dict(db.execute("SELECT key, value FROM meta"))
            if "format" not in held:
                raise DatabaseUnreadable(f"{path} is no gazetteer file; it was left as it is")
            tables = {row[0] for row in db.execute("SELECT name FROM sqlite_master")}
            sources: tuple[SourceRow, ...] = ()
            if "source" in tables:
                rows = db.execute("SELECT * FROM source ORDER BY country")
                sources = tuple(map(SourceRow._make, rows))
            places, names = read_own(db) if "own_place" in tables else ((), ())
    except sqlite3.Error as error:
        raise DatabaseUnreadable(
            f"{path} is no gazetteer file ({error}); it was left as it is"
        ) from error
    return Earlier(path, held["format"], sources, places, names)


def carry(stage: Stage, earlier: Earlier, countries: frozenset[str]) -> None:
    """Stage the places of earlier updates as they were written."""
    if not countries or earlier.path is None:
        return
    db = stage.db
    db.commit()
    db.execute("ATTACH DATABASE ? AS old", (f"{earlier.path.resolve().as_uri()}?mode=ro",))
    marks = ",".join("?" * len(countries))
    level = " ".join(f"WHEN '{kind}' THEN {number}" for number, kind in KINDS.items())
    gid = "CAST(substr(p.id, 10) AS INTEGER)"
    mine = f"p.id LIKE 'geonames:%' AND p.kind <> 'country' AND p.country IN ({marks})"
    given = tuple(sorted(countries))
    db.execute(
        f"INSERT INTO place SELECT {gid}, CASE p.kind {level} ELSE 0 END, 0, p.name, '',"
        " p.latitude, p.longitude, p.country, p.admin1, p.admin2, p.population"
        f" FROM old.place AS p WHERE {mine}",
        given,
    )
    db.execute(
        f"INSERT INTO carried SELECT {gid}, EXISTS (SELECT 1 FROM old.name AS n"
        f" WHERE n.place = p.n AND n.key IS NOT NULL) FROM old.place AS p WHERE {mine}",
        given,
    )
    # Namesakes are found anew, since other places may be there now, and so is what follows
    # from a name.
    db.execute(
        f"INSERT INTO name SELECT {gid}, n.text, n.language,"
        " replace(n.status, 'namesake', 'alternative'), n.since, n.until"
        f" FROM old.place AS p JOIN old.name AS n ON n.place = p.n WHERE {mine}"
        " AND n.status <> 'generated' ORDER BY n.rowid",
        given,
    )
    db.execute(
        f"INSERT INTO alias SELECT a.id, p.id FROM old.alias AS a"
        f" JOIN old.place AS p ON p.n = a.place WHERE p.country IN ({marks})",
        given,
    )
    db.commit()
    db.execute("DETACH DATABASE old")
