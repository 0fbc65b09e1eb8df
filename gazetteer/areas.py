"""Areas as far as a gazetteer knows them: an oblast by its name, a raion by those in it, or by
its town.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from .geo import distance_km
from .model import Place
from .surroundings import Surroundings

DISTRICT_SLACK = 1.3
"""How much farther than its circle a district may reach in some direction."""


@dataclass(frozen=True, slots=True)
class Circle:
    """What lies around a town: as good as is known where no border is."""

    seat: Place
    radius_km: float

    def away(self, place: Place) -> float:
        return distance_km(self.seat.latitude, self.seat.longitude, place.latitude, place.longitude)

    def reaches(self, place: Place) -> bool:
        """Whether a place lies around the town, in the same region, and not clearly elsewhere."""
        seat = self.seat
        if place.country != seat.country:
            return False
        if place.admin1 and seat.admin1 and place.admin1 != seat.admin1:
            return False
        reach = self.radius_km
        if seat.kind == "district":
            reach *= 1.0 if place.admin2 else DISTRICT_SLACK
        elif place.admin2 != seat.admin2:
            reach /= 2
        return self.away(place) <= reach


@dataclass(frozen=True, eq=False)
class Area:
    """What a name of an area stands for; `districts` are pairs of (admin2, admin1).

    `kind` is the one that its own words tell, or "" for a bare name; `enclaves` are cities that
    are regions by themselves, such as Kyiv in Kyiv Oblast.
    """

    name: str
    kind: str
    regions: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    districts: frozenset[tuple[str, str]] = frozenset()
    wide: tuple[Place, ...] = ()
    circles: tuple[Circle, ...] = ()
    enclaves: frozenset[str] = frozenset()
    surroundings: Callable[[], Surroundings] = field(repr=False, kw_only=True)

    def __bool__(self) -> bool:
        """Whether anything is known of the area."""
        found = (self.regions, self.countries, self.districts, self.wide, self.circles)
        return any(found)

    @property
    def loose(self) -> bool:
        """Whether only a town tells where the area is."""
        return not (self.regions or self.countries or self.districts or self.wide)

    def inside(self, place: Place) -> bool | None:
        """Whether a place lies in the area; None where its record doesn't tell."""
        if place.admin1 in self.regions or place.country in self.countries:
            return True
        if any(_reaches(area, place) for area in self.wide):
            return True
        if place.admin2 and (place.admin2, place.admin1) in self.districts:
            return True
        if place.admin1 in self.enclaves:
            return None
        if any(circle.reaches(place) for circle in self.circles):
            return None
        if not place.admin2 and any(place.admin1 == admin1 for _, admin1 in self.districts):
            return None
        return False

    def of_region(self, place: Place) -> bool:
        """Whether a place lies in the oblast of the area, as far as one is known."""
        around = {admin1 for _, admin1 in self.districts} | self.regions
        around |= {circle.seat.admin1 for circle in self.circles}
        return place.admin1 in around or not around - {""}

    def of_country(self, place: Place) -> bool:
        """Whether a place lies in the country of the area, as far as that is known."""
        if self.countries:
            return place.country in self.countries
        return not self.circles or any(c.seat.country == place.country for c in self.circles)

    def away_km(self, place: Place, *, limit: float) -> float | None:
        """How far a place lies from what is known to lie in the area; None beyond the limit."""
        found = [circle.away(place) for circle in self.circles]
        if self.districts or self.regions or self.countries:
            found += [
                distance_km(place.latitude, place.longitude, spot.latitude, spot.longitude)
                for spot in self.surroundings().about(place.latitude, place.longitude, limit)
                if (spot.admin2, spot.admin1) in self.districts
                or spot.admin1 in self.regions
                or spot.country in self.countries
            ]
        return min((away for away in found if away <= limit), default=None)


def _reaches(area: Place, place: Place) -> bool:
    """Whether a place lies in the circle that stands for a macro-region."""
    away = distance_km(area.latitude, area.longitude, place.latitude, place.longitude)
    return place.country == area.country and away <= (area.radius_km or 0.0)
