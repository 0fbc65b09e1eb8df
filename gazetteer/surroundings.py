"""Where the settlements of the gazetteer lie, by district and on a grid: what is near a point."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from .geo import KM_A_DEGREE, distance_km
from .store import Store

CELL = 0.2
"""Degrees that a cell of the grid is wide and high: 22 km from south to north."""


class Spot(NamedTuple):
    """A settlement as far as its whereabouts go."""

    name: str
    latitude: float
    longitude: float
    country: str
    admin1: str
    admin2: str


def regions(store: Store) -> list[tuple[Spot, float]]:
    """The first-level regions of a gazetteer, each with its radius in kilometres."""
    found = ((Spot._make(row[:-1]), row[-1]) for row in store.whereabouts("region"))
    return [(spot, radius) for spot, radius in found if isinstance(radius, float)]


class Surroundings:
    """The settlements of one gazetteer, read once (a second for a million)."""

    def __init__(self, store: Store) -> None:
        self._grid: dict[tuple[int, int], list[Spot]] = defaultdict(list)
        for row in store.whereabouts("settlement"):
            spot = Spot._make(row[:-1])
            self._grid[_cell(spot.latitude, spot.longitude)].append(spot)

    def near(self, latitude: float, longitude: float, km: float) -> Iterator[tuple[float, Spot]]:
        """(kilometres, settlement) for those within a distance of a point, in no order."""
        for spot in self.about(latitude, longitude, km):
            away = distance_km(latitude, longitude, spot.latitude, spot.longitude)
            if away <= km:
                yield away, spot

    def about(self, latitude: float, longitude: float, km: float) -> Iterator[Spot]:
        """All settlements within a distance of a point, and some beyond: a quick first choice."""
        row, column = _cell(latitude, longitude)
        rows = math.ceil(km / KM_A_DEGREE / CELL)
        columns = math.ceil(km / KM_A_DEGREE / CELL / max(0.05, math.cos(math.radians(latitude))))
        for y in range(row - rows, row + rows + 1):
            for x in range(column - columns, column + columns + 1):
                yield from self._grid.get((y, x), ())

    def nearest(self, latitude: float, longitude: float, km: float) -> tuple[float, Spot] | None:
        """The settlement nearest to a point, if there is one within a distance."""
        found = self.near(latitude, longitude, km)
        return min(found, key=lambda pair: (pair[0], pair[1].name), default=None)


def _cell(latitude: float, longitude: float) -> tuple[int, int]:
    return math.floor(latitude / CELL), math.floor(longitude / CELL)
