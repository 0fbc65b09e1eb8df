"""Find in a dump the settlements that our own tables know, so that none is held twice."""

from __future__ import annotations

import math
from collections.abc import Iterator

from ..build.draft import Draft, Spellings
from ..fold import fold, is_cyrillic
from ..geo import KM_A_DEGREE, distance_km
from ..key import key
from ..model import Place
from .stage import Stage

REACH_KM = 6.0
"""Our tables' coordinates are as coarse as this; two villages of a name lie farther apart."""


def find_known(stage: Stage, draft: Draft) -> dict[int, list[str]]:
    """Ids of the draft's settlements by the GeoNames number of the staged place they are."""
    by_id = dict(stage.db.execute("SELECT id, target FROM alias"))
    found: dict[int, list[str]] = {}
    near: list[tuple[float, str, int]] = []
    for place_id, stored in draft.places.items():
        place = stored.place
        if place.kind != "settlement" or place.country not in draft.full:
            continue
        gid = _number(by_id.get(place_id, place_id))
        if gid is not None and _holds(stage, gid):
            found.setdefault(gid, []).append(place_id)
        else:
            names = draft.spellings[stored.n]
            near += ((km, place_id, gid) for km, gid in _near(stage, place, names))
    # One to one, the nearest first: two villages of a name may lie side by side.
    taken: set[int | str] = set()
    for _, place_id, gid in sorted(near):
        if place_id not in taken and gid not in taken:
            taken |= {place_id, gid}
            found.setdefault(gid, []).append(place_id)
    return found


def _number(place_id: str) -> int | None:
    scheme, _, number = place_id.partition(":")
    return int(number) if scheme == "geonames" else None


def _holds(stage: Stage, gid: int) -> bool:
    row = stage.db.execute("SELECT 1 FROM place WHERE gid = ? AND level = 0", (gid,)).fetchone()
    return row is not None


def _near(stage: Stage, place: Place, names: Spellings) -> Iterator[tuple[float, int]]:
    """(kilometres, GeoNames number) of the staged settlements that bear one of the names."""
    wanted = {name.fold for name in names} | {fold(place.name)}
    keys = {name.key or key(name.fold) for name in names if is_cyrillic(name.fold)}
    reach = max(REACH_KM, place.radius_km or 0.0)
    high = reach / KM_A_DEGREE
    wide = high / max(math.cos(math.radians(place.latitude)), 0.05)
    rows = stage.db.execute(
        "SELECT gid, name, latitude, longitude FROM place WHERE level = 0"
        " AND latitude BETWEEN ? AND ? AND longitude BETWEEN ? AND ?",
        (
            place.latitude - high,
            place.latitude + high,
            place.longitude - wide,
            place.longitude + wide,
        ),
    ).fetchall()
    for gid, name, latitude, longitude in rows:
        away = distance_km(place.latitude, place.longitude, latitude, longitude)
        if away > reach:
            continue
        folded = {fold(name), *(fold(row.text) for row in stage.names_of(gid))}
        if folded & wanted or any(key(text) in keys for text in folded if is_cyrillic(text)):
            yield away, gid
