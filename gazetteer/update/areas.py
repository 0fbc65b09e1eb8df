"""Regions and districts of a dump: those we have are joined, others become places.

Our own tables win: an administrative name is a political statement on a conflict map, so the
names of a region or district that the tables hold are taken from nowhere else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..build.database import district_name, rows
from ..build.draft import Draft
from ..fold import fold
from ..model import Kind
from ..query import parse_query
from .stage import Stage

KINDS: dict[int, Kind] = {0: "settlement", 1: "region", 2: "district", 3: "municipality"}
RADIUS_KM: dict[int, float | None] = {0: None, 1: 100.0, 2: 25.0, 3: 10.0}
_SAID = frozenset({"region", "district", "municipality"})
OFFICIAL_CODE = "katottg:"
"""Ids of Ukraine's districts; the code behind is GeoNames' admin2 code."""


@dataclass(frozen=True)
class Areas:
    """What codes of a dump are called: `region` by (country, code), `district` by all three."""

    region: Mapping[tuple[str, str], str]
    district: Mapping[tuple[str, str, str], str]


def join_areas(stage: Stage, draft: Draft, admin1: dict[str, str], admin2: dict[str, str]) -> Areas:
    """Name every region and district, and drop from the stage those that the draft holds."""
    region = {
        (country, code): name
        for (country, _, code), name in ((key.partition("."), name) for key, name in admin1.items())
    }
    region |= {(row["country"], row["code"]): row["region"] for row in rows("admin1.csv")}
    region_id = {
        (stored.place.country, stored.place.name): place_id
        for place_id, stored in draft.places.items()
        if stored.place.kind == "region"
    }
    found = stage.db.execute(
        "SELECT gid, country, admin1 FROM place WHERE level = 1 ORDER BY gid"
    ).fetchall()
    for gid, country, code in found:
        known = region_id.get((country, region.get((country, code), "")))
        if known is not None:
            _join(stage, gid, known)
    return Areas(region, _districts(stage, draft, region, admin2))


def _districts(
    stage: Stage, draft: Draft, region: Mapping[tuple[str, str], str], admin2: dict[str, str]
) -> dict[tuple[str, str, str], str]:
    district: dict[tuple[str, str, str], str] = {}
    for codes, name in admin2.items():
        country, _, rest = codes.partition(".")
        code1, _, code2 = rest.partition(".")
        ours = draft.places.get(OFFICIAL_CODE + code2)
        district[country, code1, code2] = ours.place.name if ours else district_name(name)
    by_name = _known_districts(draft)
    found = stage.db.execute(
        "SELECT gid, country, admin1, admin2, name FROM place WHERE level = 2 ORDER BY gid"
    ).fetchall()
    for gid, country, code1, code2, name in found:
        place_id = OFFICIAL_CODE + code2
        if place_id not in draft.places:
            within = region.get((country, code1), "")
            spelled = [name, *(row.text for row in stage.names_of(gid))]
            ids = [by_name.get((within, fold(text)), "") for text in spelled]
            place_id = next(filter(None, ids), "")
        if place_id:
            district[country, code1, code2] = draft.places[place_id].place.name
            _join(stage, gid, place_id)
        else:
            district.setdefault((country, code1, code2), district_name(name))
    return district


def _known_districts(draft: Draft) -> dict[tuple[str, str], str]:
    """Ids of the draft's districts by region and folded name."""
    return {
        (stored.place.admin1, name.fold): place_id
        for place_id, stored in draft.places.items()
        if stored.place.kind == "district"
        for name in draft.spellings[stored.n]
    }


def _join(stage: Stage, gid: int, place_id: str) -> None:
    stage.add_alias(gid, place_id)
    stage.db.execute("DELETE FROM place WHERE gid = ?", (gid,))
    stage.db.execute("DELETE FROM name WHERE gid = ?", (gid,))


def says_its_kind(text: str) -> bool:
    """Whether an area's name has a word like raion in it: without, it may be its town's name."""
    return any(query.hint in _SAID for query in parse_query(text))
