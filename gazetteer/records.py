"""What a gazetteer file holds of a name and of a place, as it is read.

They are made by the hundred thousand: light objects, filled from a row in one step.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

from . import standing
from .model import Kind, Place

NAME_COLUMNS = "place, text, language, status, since, until, fold, key, own"
PLACE_FIELDS = (
    *("n", "id", "kind", "name", "latitude", "longitude", "country", "admin1", "admin2"),
    *("population", "radius_km", "reported", "size", "prior", "former_prior", "squeeze"),
    "told_names",
)
PLACE_COLUMNS = ", ".join(PLACE_FIELDS)


class Name(NamedTuple):
    """One spelling of a place as the gazetteer keeps it; `place` is the row's number.

    `status` is official, alternative, exonym, historical, colloquial, or one of the weak
    ones: short (a region's bare name), adjective, and namesake (another place's own name). It
    is generated where no source has the spelling. `own` is the place's own name, folded, where
    this one is a spelling of it.
    """

    place: int
    text: str
    language: str
    status: str
    since: str
    until: str
    fold: str
    key: str | None
    own: str | None = None

    @property
    def periods(self) -> tuple[tuple[str, str], ...]:
        """(since, until) of each time the name was in use; empty where nothing is known."""
        if not (self.since or self.until):
            return ()
        return tuple(zip(self.since.split(";"), self.until.split(";"), strict=True))

    def in_use(self, day: str) -> bool:
        """Whether the name was in use on an ISO day, month or year."""
        return any(
            (not since or since <= day) and (not until or day < until)
            for since, until in self.periods
        )

    @property
    def weak(self) -> bool:
        """Whether the name means the place only beside a word that says its kind."""
        return self.status in {"short", "adjective"}


class StoredPlace:
    """A place with what the ranking wants to know: how often reports name it.

    `reported` is 2 for what a front-line table or a sector of the front names, 1 for what
    lies near the front, else 0, and -2 outside the country that reports are about.

    `size` is how big a settlement is, `prior` how likely the place is meant by a name of today
    and `former_prior` by a former one, all 0..1; `squeeze` is the square of a degree of
    longitude here, in degrees of latitude. `told_names` are the names that answers show, a line
    each.
    """

    __slots__ = (*PLACE_FIELDS, "_place")
    n: int
    id: str
    kind: Kind
    name: str
    latitude: float
    longitude: float
    country: str
    admin1: str
    admin2: str
    population: int
    radius_km: float | None
    reported: int
    size: float
    prior: float
    former_prior: float
    squeeze: float
    told_names: str

    def __init__(self, row: Sequence[Any]) -> None:
        """Take a row of PLACE_COLUMNS."""
        (
            self.n,
            self.id,
            self.kind,
            self.name,
            self.latitude,
            self.longitude,
            self.country,
            self.admin1,
            self.admin2,
            self.population,
            self.radius_km,
            self.reported,
            self.size,
            self.prior,
            self.former_prior,
            self.squeeze,
            self.told_names,
        ) = row
        self._place: Place | None = None

    @classmethod
    def of(cls, number: int, place: Place, *, reported: int) -> StoredPlace:
        """A place that is about to be stored."""
        size = standing.size(place.population)
        stored = cls(
            (
                number,
                place.id,
                place.kind,
                place.name,
                place.latitude,
                place.longitude,
                place.country,
                place.admin1,
                place.admin2,
                place.population,
                place.radius_km,
                reported,
                size,
                standing.prior(place.kind, size, reported),
                standing.prior(place.kind, size, reported, former=True),
                math.cos(math.radians(place.latitude)) ** 2,
                "\n".join(place.names),
            )
        )
        stored._place = place
        return stored

    @property
    def row(self) -> tuple[object, ...]:
        """What is written of it: a row of PLACE_COLUMNS."""
        return tuple(getattr(self, field) for field in PLACE_FIELDS)

    @property
    def place(self) -> Place:
        """The place as answers give it; most places that a name may mean are no answer."""
        if self._place is None:
            self._place = Place(
                self.id,
                self.kind,
                self.name,
                self.latitude,
                self.longitude,
                self.country,
                self.admin1,
                self.admin2,
                self.population,
                tuple(self.told_names.split("\n")) if self.told_names else (),
                self.radius_km,
            )
        return self._place
