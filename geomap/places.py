"""What the gazetteer says of a place, as the where columns of the events table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .reports.lexicon import common

if TYPE_CHECKING:
    from gazetteer import Place

EXACT = ("settlement", "facility")
# Finest first: an area that holds a finer place named beside it is only its context.
AREAS = (
    "municipality", "district", "sector", "water", "relief", "region", "macroregion", "country",
)  # fmt: skip
UNKNOWN_PRECISION = 7


def place_columns(place: Place, *, manner: str = "exact") -> dict[str, Any]:
    """The columns of a row at a place; `manner` is exact, near, direction or context.

    The geometry is a point in EPSG:4326; how exact it is follows from the kind of place and
    the manner, by the tables of common.toml.
    """
    from shapely.geometry import Point

    return {
        "place_id": place.id,
        "place_name": place.name,
        "place_kind": place.kind,
        "country": place.country or None,
        "admin1": place.admin1 or None,
        "admin2": place.admin2 or None,
        "geometry": Point(place.longitude, place.latitude),
        "geo_precision": _precision(place, manner),
        "radius_km": _radius(place, manner),
    }


def _precision(place: Place, manner: str) -> int:
    table = common()["geo_precision"]
    own = int(table.get(place.kind, UNKNOWN_PRECISION))
    return max(own, int(table.get(manner, own)))


def _radius(place: Place, manner: str) -> float:
    table = common()["radius"]
    own = table.get(place.kind, 0) if place.radius_km is None else place.radius_km
    return float(max(own, table.get(manner, 0)))
