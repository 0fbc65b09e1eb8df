"""What a side won and lost between two days."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely.geometry import MultiPolygon
from shapely.geometry.base import BaseGeometry

from ..errors import InputError
from .measure import area_km2
from .snapshot import Snapshot

if TYPE_CHECKING:
    from gazetteer import Gazetteer, Place


@dataclass(frozen=True)
class Change:
    """Land that came under a side's control and land that it lost, in EPSG:4326.

    `sources` are who drew the two snapshots. Where they are two, a change may be nothing but
    their different view.
    """

    first: dt.date
    last: dt.date
    label: str
    sources: tuple[str, ...]
    gained: MultiPolygon
    lost: MultiPolygon

    @cached_property
    def gained_km2(self) -> float:
        return area_km2(self.gained)

    @cached_property
    def lost_km2(self) -> float:
        return area_km2(self.lost)

    def settlements(self, gazetteer: Gazetteer) -> tuple[list[Place], list[Place]]:
        """Settlements of Ukraine with their centre in the land gained, and in that lost.

        The largest come first.
        """
        places = list(gazetteer.places(kind="settlement", country="UA"))
        lon = np.array([place.longitude for place in places])
        lat = np.array([place.latitude for place in places])
        found = []
        for area in (self.gained, self.lost):
            inside = shapely.contains_xy(area, lon, lat).tolist()
            listed = (place for place, is_in in zip(places, inside, strict=True) if is_in)
            found.append(sorted(listed, key=lambda p: (-(p.population or 0), p.name, p.id)))
        return found[0], found[1]


def between(first: Snapshot, last: Snapshot, label: str | None = None) -> Change:
    """What changed from one snapshot to another for the side with a label.

    Raises InputError where one of them has no areas with it.
    """
    label = label or last.main or first.main or "any side"
    for snapshot in (first, last):
        if label not in snapshot.areas:
            # An area that is not drawn is not lost: the data do not tell of it.
            labels = ", ".join(sorted(snapshot.areas)) or "none"
            where = f"control data of {snapshot.day} ({snapshot.source})"
            raise InputError(f"{where}: no areas of {label}; there are {labels}")
    before, after = first.areas[label], last.areas[label]
    sources = tuple(dict.fromkeys((first.source, last.source)))
    return Change(first.day, last.day, label, sources, _less(after, before), _less(before, after))


def _less(area: MultiPolygon, other: MultiPolygon) -> MultiPolygon:
    rest: BaseGeometry = shapely.difference(area, other)
    parts = shapely.get_parts(rest)
    return MultiPolygon([p for p in parts if p.geom_type == "Polygon" and not p.is_empty])
