"""The theatre: which countries, or first-level regions of them, are held whole.

`data/theatre.json` names countries by ISO code, with "all" or GeoNames' first-level codes, and
sketches where the front has run: (latitude, longitude), WGS84 degrees.
"""

from __future__ import annotations

import json
import math
from itertools import pairwise
from pathlib import Path

KM_A_DEGREE = 111.2
Point = tuple[float, float]
_FILE = Path(__file__).parent.parent / "data" / "theatre.json"
_DATA = json.loads(_FILE.read_text("utf-8"))
COUNTRIES: dict[str, frozenset[str] | None] = {
    country: None if codes == "all" else frozenset(codes)
    for country, codes in _DATA["countries"].items()
}


def holds(country: str, admin1_code: str) -> bool:
    """Whether a place of this country and first-level code belongs to the theatre."""
    if country not in COUNTRIES:
        return False
    codes = COUNTRIES[country]
    return codes is None or admin1_code in codes


def near_front(latitude: float, longitude: float) -> bool:
    """Whether a point lies within reach of the sketched front, where reports name villages."""
    front = _DATA["front"]
    reach = front["reach_km"] / KM_A_DEGREE
    squeeze = math.cos(math.radians(latitude))
    here = (0.0, 0.0)
    line = [((lat - latitude), (lon - longitude) * squeeze) for lat, lon in front["line"]]
    return any(_distance(here, a, b) <= reach for a, b in pairwise(line))


def _distance(p: Point, a: Point, b: Point) -> float:
    """Distance of a point from a segment, all on a plane."""
    along = (b[0] - a[0], b[1] - a[1])
    length = along[0] ** 2 + along[1] ** 2
    share = ((p[0] - a[0]) * along[0] + (p[1] - a[1]) * along[1]) / length if length else 0.0
    share = min(1.0, max(0.0, share))
    return math.hypot(p[0] - a[0] - share * along[0], p[1] - a[1] - share * along[1])
