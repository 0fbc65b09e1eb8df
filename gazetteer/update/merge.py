"""Make the places of a gazetteer from what was staged and what our tables know of it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from ..build.complete import complete
from ..build.database import district_name
from ..build.draft import Draft, Spellings, guess_language, is_city_district
from ..build.theatre import COUNTRIES, holds, how_reported
from ..fold import fold
from ..model import Place
from ..records import StoredPlace
from ..storing import Entry
from .areas import KINDS, RADIUS_KM, Areas, says_its_kind
from .display import display_name, settled
from .stage import Stage, StagedName, StagedPlace

CITY = 100_000
"""Cities of this size are named in reports in every spelling, wherever they lie."""

DOUBTFUL = 50_000
"""People of a settlement that the table of all cities of its country lacks: a slip of the dump,
which gives a hamlet the city's number."""


class Merge:
    """Streams the staged places as they are written, each joined with what is known of it.

    `aliases` fills while `entries` runs: pairs of another id and the id of the place.
    """

    def __init__(
        self, stage: Stage, draft: Draft, known: dict[int, list[str]], areas: Areas
    ) -> None:
        self._stage = stage
        self._draft = draft
        self._known = known
        self._areas = areas
        self._carried = stage.carried()
        self.aliases: list[tuple[str, str]] = list(stage.db.execute("SELECT id, target FROM alias"))

    def entries(self) -> Iterator[Entry]:
        """Places of the draft that no staged place is, then all staged places."""
        joined = frozenset(chain.from_iterable(self._known.values()))
        yield from self._draft.entries(without=joined | self._draft.provisional)
        following = len(self._draft.places)
        for row in self._stage.places():
            following += 1
            yield self._entry(following, row)

    def _entry(self, number: int, row: StagedPlace) -> Entry:
        known = [self._draft.places[place_id] for place_id in self._known.get(row.gid, ())]
        names = self._stage.names_of(row.gid)
        keyed = self._carried.get(row.gid)
        if keyed is None:
            names = settled(names, row.country, row.name)
            place = self._place(row, names, known)
            first = StagedName(place.name, "en", "official")
            city = row.country in COUNTRIES and row.population >= CITY
            keyed = city or holds(row.country, row.admin1)
        else:
            place = _as_it_was(row)
            first = _named(names, row.name)
        spellings = Spellings(number, keyed=keyed)
        self._add(spellings, first, row)
        for stored in known:
            spellings.join(self._draft.spellings[stored.n])
            if stored.place.id != place.id:
                self.aliases.append((stored.place.id, place.id))
        raw = (row.name, row.plain_name)
        names += [StagedName(text, guess_language(text), "alternative") for text in raw if text]
        # Our tables know the days of a renaming, a dump the years.
        dated = {name.fold for name in spellings if name.periods}
        for name in names:
            if fold(name.text) not in dated:
                self._add(spellings, name, row)
        complete(place, spellings)
        often = 0 if row.level else how_reported(row.country, row.latitude, row.longitude)
        reported = max([often, *(stored.reported for stored in known)])
        return StoredPlace.of(number, place, reported=reported), spellings

    def _add(self, spellings: Spellings, name: StagedName, row: StagedPlace) -> None:
        """A quarter's names are weaker than a village's, an area's bare name than its town's."""
        status = name.status
        if row.quarter and status == "official":
            status = "alternative"
        if row.level and status != "historical" and not says_its_kind(name.text):
            status = "short" if self._stage.names_a_settlement(name.text) else status
        spellings.add(name.text, name.language, status, since=name.since, until=name.until)

    def _place(self, row: StagedPlace, names: list[StagedName], known: list[StoredPlace]) -> Place:
        """The place as the dump has it; our tables say how it is called in English."""
        place_id = f"geonames:{row.gid}"
        ours = [s.place.name for s in known if s.place.id not in self._draft.provisional]
        shown = next(iter(ours), "") or display_name(row, names)
        if row.level == 2:
            shown = district_name(shown)
        region = self._areas.region.get((row.country, row.admin1), "")
        district = self._areas.district.get((row.country, row.admin1, row.admin2), "")
        if not district:
            district = next((district_name(s.place.admin2) for s in known), "")
        doubtful = (
            not known and row.population >= DOUBTFUL and COUNTRIES.get(row.country, ()) is None
        )
        counted = 0 if doubtful else row.population
        people = [counted, *(stored.place.population for stored in known)]
        part = row.quarter or is_city_district(row.name, (name.text for name in names))
        return Place(
            id=place_id,
            kind=KINDS[row.level],
            name=shown,
            latitude=row.latitude,
            longitude=row.longitude,
            country=row.country,
            admin1=shown if row.level == 1 else region,
            admin2=shown if row.level == 2 else district,
            population=0 if part else next(filter(None, people), 0),
            radius_km=RADIUS_KM[row.level],
        )


def _named(names: list[StagedName], text: str) -> StagedName:
    """The entry of the shown name, which may be weak."""
    same = (name for name in names if fold(name.text) == fold(text))
    return next(same, StagedName(text, "en", "official"))


def _as_it_was(row: StagedPlace) -> Place:
    """A place of an earlier update: its names of areas are spelled out already."""
    return Place(
        id=f"geonames:{row.gid}",
        kind=KINDS[row.level],
        name=row.name,
        latitude=row.latitude,
        longitude=row.longitude,
        country=row.country,
        admin1=row.admin1,
        admin2=row.admin2,
        population=row.population,
        radius_km=RADIUS_KM[row.level],
    )
