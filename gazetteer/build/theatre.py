"""The theatre: which countries, or first-level regions of them, are held whole.

`data/theatre.json` names countries by ISO code, with "all" or GeoNames' first-level codes.
"""

from __future__ import annotations

import json
from pathlib import Path

_FILE = Path(__file__).parent.parent / "data" / "theatre.json"
COUNTRIES: dict[str, frozenset[str] | None] = {
    country: None if codes == "all" else frozenset(codes)
    for country, codes in json.loads(_FILE.read_text("utf-8"))["countries"].items()
}


def holds(country: str, admin1_code: str) -> bool:
    """Whether a place of this country and first-level code belongs to the theatre."""
    if country not in COUNTRIES:
        return False
    codes = COUNTRIES[country]
    return codes is None or admin1_code in codes
