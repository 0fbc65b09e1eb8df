"""Give areas the spellings of the towns they are named after.

"Gebiet Charkiw" and "Pokrovskin suunta" are areas; the town alone stays the town.
"""

from __future__ import annotations

import sqlite3

from ..fold import fold
from ..geo import distance_km
from ..storing import name_often

SECTOR_TOWN_KM = 60.0


def share_short_names(db: sqlite3.Connection) -> None:
    """Add to each region, district and sector every name of its town, as a short name.

    A town that a sector of the front is called after is a reported place.
    """
    areas = db.execute(
        "SELECT n, kind, name, latitude, longitude, radius_km FROM place"
        " WHERE kind IN ('region', 'district', 'sector') ORDER BY n"
    ).fetchall()
    for number, kind, name, latitude, longitude, radius in areas:
        for short in _town_names(db, number, kind, name):
            if kind == "region":
                town = _town_of_region(db, short, name)
            elif kind == "district":
                town = _town_near(db, short, latitude, longitude, radius or 0.0, own=True)
            else:
                town = _town_near(db, short, latitude, longitude, SECTOR_TOWN_KM)
            if town is None:
                continue
            if kind == "sector":
                name_often(db, town)
            _share(db, number, town)


def _town_names(db: sqlite3.Connection, number: int, kind: str, name: str) -> list[str]:
    """Folded names of the town that an area is named after."""
    if kind == "sector":
        return [fold(name.removesuffix(" direction"))]
    language = "uk" if kind == "region" else "en"
    rows = db.execute(
        "SELECT fold FROM name WHERE place = ? AND status = 'short' AND language = ?"
        " ORDER BY rowid",
        (number, language),
    ).fetchall()
    return [row[0] for row in rows]


_BEARERS = (
    "SELECT DISTINCT p.n, p.latitude, p.longitude, p.population, p.name FROM name"
    " JOIN place AS p ON p.n = name.place WHERE name.fold = ? AND p.kind = 'settlement'"
)


def _town_of_region(db: sqlite3.Connection, folded: str, region: str) -> int | None:
    """The largest settlement of that name in the region: its villages may be called so too."""
    rows = db.execute(
        f"{_BEARERS} AND p.admin1 = ? ORDER BY p.population DESC, p.n LIMIT 1", (folded, region)
    )
    row = rows.fetchone()
    return row[0] if row else None


def _town_near(
    db: sqlite3.Connection, folded: str, lat: float, lon: float, reach: float, *, own: bool = False
) -> int | None:
    """The largest settlement of that name within so many kilometres.

    `own`: its own name only, since Donetsk has Oleksandrivka among those it once had.
    """
    near = [
        (-population, number)
        for number, lat_b, lon_b, population, name in db.execute(_BEARERS, (folded,))
        if not (own and fold(name) != folded) and distance_km(lat, lon, lat_b, lon_b) <= reach
    ]
    return min(near)[1] if near else None


def _share(db: sqlite3.Connection, area: int, town: int) -> None:
    """Copy the names of a town in use, but those that the area has already."""
    held = dict(db.execute("SELECT fold, status FROM name WHERE place = ?", (area,)))
    rows = db.execute(
        "SELECT text, language, fold, key FROM name WHERE place = ?"
        " AND status NOT IN ('historical', 'namesake') ORDER BY rowid",
        (town,),
    ).fetchall()
    for text, language, folded, key in rows:
        if held.get(folded) == "alternative":
            db.execute(
                "UPDATE name SET status = 'short' WHERE place = ? AND fold = ?", (area, folded)
            )
        elif folded not in held:
            db.execute(
                "INSERT INTO name (place, text, language, status, since, until, fold, key)"
                " VALUES (?, ?, ?, 'short', '', '', ?, ?)",
                (area, text, language, folded, key),
            )
