"""The regions and districts that a table of own places names."""

from __future__ import annotations

from functools import lru_cache

from ..errors import GazetteerError
from ..gazetteer import Gazetteer
from ..model import Place

COLUMN_OF = {"region": "admin1", "district": "admin2"}


class Areas:
    """Finds areas in whatever spelling; tables repeat them."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self.find = lru_cache(maxsize=4096)(self._find)
        self._held = {
            kind: {str(row[3]) for row in gazetteer.store.whereabouts(kind)} for kind in COLUMN_OF
        }

    def _find(self, text: str, kind: str, country: str) -> Place | None:
        """The area that a cell means, None for an empty one or where no area is held.

        Raises GazetteerError where those of the country are held and this is none of them.
        """
        if not text:
            return None
        for ranked in self._gazetteer.ranked(text):
            place = ranked.place
            if place.kind == kind and (not country or place.country == country):
                return place
        if country and country not in self._held[kind]:
            return None
        there = f" of {country}" if country else ""
        near = self._gazetteer.suggest(text)
        hint = f"; did you mean {near[0]}?" if near else ""
        raise GazetteerError(f"{COLUMN_OF[kind]} {text!r} is no known {kind}{there}{hint}")
