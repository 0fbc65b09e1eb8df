"""The theatre: which countries, or first-level regions of them, are held whole.

`data/theatre.json` names countries by ISO code, with "all" or GeoNames' first-level codes, and
sketches where the front has run: (latitude, longitude), WGS84 degrees.
"""

from __future__ import annotations

import json
import math
from itertools import pairwise
from pathlib import Path

from ..geo import KM_A_DEGREE

Point = tuple[float, float]
_FILE = Path(__file__).parent.parent / "data" / "theatre.json"
_DATA = json.loads(_FILE.read_text("utf-8"))
COUNTRIES: dict[str, frozenset[str] | None] = {
    country: None if codes == "all" else frozenset(codes)
    for country, codes in _DATA["countries"].items()
}


HOME: str = _DATA["home"]
_FRONT: tuple[Point, ...] = tuple((lat, lon) for lat, lon in _DATA["front"]["line"])
_REACH = _DATA["front"]["reach_km"] / KM_A_DEGREE
_NORTHERNMOST = max(latitude for latitude, _ in _FRONT) + _REACH
_SOUTHERNMOST = min(latitude for latitude, _ in _FRONT) - _REACH


def holds(country: str, admin1_code: str) -> bool:
    """Whether a place of this country and first-level code belongs to the theatre."""
    if country not in COUNTRIES:
        return False
    codes = COUNTRIES[country]
    return codes is None or admin1_code in codes


def how_reported(country: str, latitude: float, longitude: float) -> int:
    """How often reports name a settlement, before any table says more (see `StoredPlace`)."""
    if near_front(latitude, longitude):
        return 1
    return 0 if country == HOME else -2


def near_front(latitude: float, longitude: float) -> bool:
    """Whether a point lies within reach of the sketched front, where reports name villages."""
    if not _SOUTHERNMOST <= latitude <= _NORTHERNMOST:
        return False
    squeeze = math.cos(math.radians(latitude))
    line = [(lat - latitude, (lon - longitude) * squeeze) for lat, lon in _FRONT]
    # Most places lie west of all of it, or beyond it.
    if min(x for _, x in line) > _REACH or max(x for _, x in line) < -_REACH:
        return False
    return any(_distance((0.0, 0.0), a, b) <= _REACH for a, b in pairwise(line))


def _distance(p: Point, a: Point, b: Point) -> float:
    """Distance of a point from a segment, all on a plane."""
    along = (b[0] - a[0], b[1] - a[1])
    length = along[0] ** 2 + along[1] ** 2
    share = ((p[0] - a[0]) * along[0] + (p[1] - a[1]) * along[1]) / length if length else 0.0
    share = min(1.0, max(0.0, share))
    return math.hypot(p[0] - a[0] - share * along[0], p[1] - a[1] - share * along[1])
