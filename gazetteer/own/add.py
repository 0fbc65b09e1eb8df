"""Put a table of own places and names into the user's gazetteer file, all of it or nothing."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from ..errors import AmbiguousPlace, GazetteerError, PlaceNotFound
from ..gazetteer import Gazetteer
from ..model import Place
from ..paths import file_to_write
from ..store import BUILTIN
from ..storing import summarise
from ..trouble import told_plainly
from ..writing import replacing
from .areas import Areas
from .rows import OwnName, OwnPlace, put_own, read_own
from .table import PlaceRow, Table, read_table


@dataclass(frozen=True, slots=True)
class Added:
    """The file that was written, and how many places and names of the table it holds now."""

    path: Path
    places: int
    names: int


def add(table: str, target: Path | None = None) -> Added:
    """Add the places and names of a CSV file; the same file twice changes nothing more.

    Raises OwnPlacesError, with a line for every bad row, and then nothing is written.
    """
    target = target or file_to_write()
    read = read_table(table)
    base = target if target.exists() else BUILTIN
    with Gazetteer.open(base) as gazetteer:
        places = _placed(gazetteer, read)
    held_places, held_names = _held(base)
    if target.exists() and not read.problems and held_places >= set(places):
        names = _resolved(base, read)
        if held_names >= set(names):
            return Added(target, len(places), len(names))
    with told_plainly(target.parent), replacing(target) as part:
        shutil.copyfile(base, part)
        _put(part, places, [])
        # Names are looked up where the new places are: a table may name its own.
        names = _resolved(part, read)
        _put(part, [], names)
    return Added(target, len(places), len(names))


def _held(path: Path) -> tuple[set[OwnPlace], set[OwnName]]:
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as db:
        places, names = read_own(db)
    return set(places), set(names)


def _put(path: Path, places: Sequence[OwnPlace], names: Sequence[OwnName]) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.executescript("PRAGMA journal_mode=MEMORY; PRAGMA synchronous=OFF;")
        put_own(db, places, names)
        summarise(db)
        db.commit()


def _placed(gazetteer: Gazetteer, table: Table) -> list[OwnPlace]:
    """The places as they are stored; notes those in a region or district that nobody knows."""
    areas = Areas(gazetteer)
    found: list[OwnPlace] = []
    for row in table.places:
        try:
            found.append(_place(areas, row))
        except GazetteerError as error:
            table.problems[row.line] = str(error)
    return found


def _place(areas: Areas, row: PlaceRow) -> OwnPlace:
    region = areas.find(row.admin1, "region", row.country)
    district = areas.find(row.admin2, "district", row.country)
    return OwnPlace(
        id=row.id,
        kind=row.kind,
        name=row.name,
        latitude=row.latitude,
        longitude=row.longitude,
        country=row.country or (region.country if region else ""),
        admin1=region.name if region else row.admin1,
        admin2=district.name if district else row.admin2,
        population=row.population,
    )


def _resolved(path: Path, table: Table) -> list[OwnName]:
    """The names with the ids of their places; raises OwnPlacesError with all problems."""
    found: list[OwnName] = []
    with Gazetteer.open(path) as gazetteer:
        for row in table.names:
            try:
                place = _meant(gazetteer, row.alias_of)
            except GazetteerError as error:
                table.problems[row.line] = f"alias_of: {error}"
                continue
            given = (row.text, row.language, row.status, row.since, row.until)
            found.append(OwnName(place.id, *given))
    table.check()
    return found


def _meant(gazetteer: Gazetteer, alias_of: str) -> Place:
    place = gazetteer.place(alias_of)
    if place is not None:
        return place
    try:
        return gazetteer.resolve(alias_of).place
    except AmbiguousPlace as error:
        ids = ", ".join(f"{match.label} = {match.id}" for match in error.matches[:4])
        raise GazetteerError(f"{alias_of!r} is ambiguous; give the id: {ids}") from None
    except PlaceNotFound:
        if ":" in alias_of:
            raise GazetteerError(f"no place has the id {alias_of!r}") from None
        raise
