"""The values that a look-up returns: places, matches, mentions and variants.

All coordinates are WGS84 degrees. Offsets count Unicode code points.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

Kind = Literal[
    "settlement",
    "region",
    "district",
    "municipality",
    "macroregion",
    "sector",
    "country",
    "water",
    "relief",
    "facility",
]
Status = Literal["placed", "ambiguous", "not found"]


@dataclass(frozen=True, slots=True)
class Place:
    """A place on the map. Names carry dates; a place has none.

    `radius_km` says how far an area reaches from its coordinates; None for a point.
    """

    id: str
    kind: Kind
    name: str
    latitude: float
    longitude: float
    country: str = ""
    admin1: str = ""
    admin2: str = ""
    population: int = 0
    names: tuple[str, ...] = ()
    radius_km: float | None = None

    def __post_init__(self) -> None:
        if not -90 <= self.latitude <= 90 or not -180 <= self.longitude <= 180:
            raise ValueError(f"{self.id}: {self.latitude}, {self.longitude} is not on the globe")

    @property
    def label(self) -> str:
        """The name with its district and region: `Andriivka, Bakhmut raion, Donetsk Oblast`."""
        return ", ".join(part for part in (self.name, self.admin2, self.admin1) if part)


@dataclass(frozen=True, slots=True)
class Match:
    """A place that a query may mean, how sure that is (0..1), and why."""

    place: Place
    score: float
    why: str

    @property
    def id(self) -> str:
        return self.place.id

    @property
    def name(self) -> str:
        return self.place.name

    @property
    def kind(self) -> Kind:
        return self.place.kind

    @property
    def latitude(self) -> float:
        return self.place.latitude

    @property
    def longitude(self) -> float:
        return self.place.longitude

    @property
    def label(self) -> str:
        return self.place.label

    def to_dict(self) -> dict[str, Any]:
        """The JSON object of `gazetteer lookup --json`; its keys are a contract."""
        place = self.place
        return {
            "id": place.id,
            "name": place.name,
            "names": list(place.names),
            "kind": place.kind,
            "country": place.country,
            "admin1": place.admin1,
            "admin2": place.admin2,
            "latitude": place.latitude,
            "longitude": place.longitude,
            "score": self.score,
            "why": self.why,
        }


@dataclass(frozen=True, slots=True)
class Mention:
    """A span of a text that names a place: `text == source[start:end]`.

    `match` is None unless `status` is "placed"; `alternatives` holds the other
    candidates, or all of them where none was chosen, best first.
    """

    start: int
    end: int
    text: str
    status: Status
    match: Match | None
    score: float
    why: str
    alternatives: tuple[Match, ...] = ()

    @property
    def place(self) -> Place | None:
        return self.match.place if self.match else None

    def to_dict(self) -> dict[str, Any]:
        """The JSON object of `gazetteer scan --json`; its keys are a contract."""
        return {
            "start": self.start,
            "end": self.end,
            "text": self.text,
            "status": self.status,
            "place": self.match.to_dict() if self.match else None,
            "score": self.score,
            "why": self.why,
            "alternatives": [match.to_dict() for match in self.alternatives],
        }


@dataclass(frozen=True, slots=True)
class Variant:
    """One spelling of a name, with the system that writes it so.

    `status` is the name's ("official", "alternative", "historical" ...) or
    "generated"; `since` and `until` are ISO dates or years, empty where unknown.
    """

    text: str
    language: str
    system: str
    status: str
    since: str = ""
    until: str = ""

    def to_dict(self) -> dict[str, str]:
        """The JSON object of `gazetteer variants --json`."""
        return {
            "text": self.text,
            "language": self.language,
            "system": self.system,
            "status": self.status,
            "since": self.since,
            "until": self.until,
        }
