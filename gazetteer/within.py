"""Whether a place lies in an area that is given by name, in any spelling and case.

An area may be a country, macro-region, oblast, raion or hromada, or a town that stands for
what lies around it. Of a raion that no settlement is known to lie in (an old one, one across
the border) the seat tells where it must be.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from .areas import Area, Circle
from .cells import areas_of
from .errors import GazetteerError
from .fold import fold, is_cyrillic
from .geo import distance_km
from .key import common_letters, key
from .model import Place
from .positions import positions
from .query import Query, admin_names, parse_query
from .rank import AMBIGUOUS_WITHIN, Ranked, rank
from .romanise import readings
from .rules import rules
from .stem import forms
from .surroundings import Spot, Surroundings, regions

if TYPE_CHECKING:
    from .gazetteer import Gazetteer

AREAS = frozenset({"region", "district", "municipality", "country", "macroregion"})
KIND_OF_HINT = {"region": ("region", "macroregion"), "district": ("district",)}
# How far a district, a hromada, a region or a town's outskirts reach from their seat.
REACH_KM = {"district": 45.0, "municipality": 25.0, "region": 150.0, "": 30.0}
CITY_KM = 25.0
"""The radius of the largest region that is a city."""
CACHED_AREAS = 50_000
LEAST_SEAT = 1_500
"""People of the smallest town that a district is named after."""
LEAST_REGION_SEAT = 20_000
"""... and of the smallest that somebody calls a region after."""
SEAT_STEPS = frozenset({"exact", "stem", "adjective", "key"})


class _Index:
    """The areas of one gazetteer: made at the first question, kept as long as it is open."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._store = gazetteer.store
        self._districts = gazetteer.store.districts()
        self.countries = frozenset(gazetteer.store.countries())
        self._surroundings: Surroundings | None = None
        self.areas: dict[tuple[str, bool], Area] = {}

    def surroundings(self) -> Surroundings:
        """Where the settlements lie; read at the first question."""
        if self._surroundings is None:
            self._surroundings = Surroundings(self._store)
        return self._surroundings

    def enclaves(self, region: Place) -> Iterator[str]:
        """The city regions that lie in the circle of a region."""
        for city, radius in self._regions:
            if radius > CITY_KM or city.country != region.country or city.name == region.name:
                continue
            away = distance_km(region.latitude, region.longitude, city.latitude, city.longitude)
            if away <= (region.radius_km or 0.0):
                yield city.name

    @cached_property
    def _regions(self) -> list[tuple[Spot, float]]:
        return regions(self._store)

    @cached_property
    def _by_fold(self) -> dict[str, set[tuple[str, str]]]:
        found: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for district, region in self._districts:
            for text in admin_names(district):
                found[text].add((district, region))
        return dict(found)

    @cached_property
    def _by_key(self) -> dict[str, set[tuple[str, str]]]:
        found: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for text, districts in self._by_fold.items():
            for each in {key(text)} if is_cyrillic(text) else _keys(text):
                found[each] |= districts
        return dict(found)

    def districts(self, asked: Iterable[str]) -> set[tuple[str, str]]:
        """(district, region) of the districts that have one of these folded names.

        The name as it stands, then its basic forms, then other spellings: the first that
        finds any, so that a raion is not taken for another with a name alike.
        """
        listed = list(dict.fromkeys(asked))
        stems = [form.text for text in listed for form in forms(text)]
        for texts in (listed, stems):
            if found := set().union(*(self._by_fold.get(text, ()) for text in texts)):
                return found
        for texts in (listed, stems, _towns_of(listed)):
            keys = {each for text in texts for each in _keys(text)} - {""}
            if found := set().union(*(self._by_key.get(each, ()) for each in keys)):
                return found
        return set()


_INDEXES: WeakKeyDictionary[Gazetteer, _Index] = WeakKeyDictionary()


def inside_test(gazetteer: Gazetteer, name: str) -> Callable[[Place], bool | None]:
    """A test whether a place lies in an oblast, raion, macro-region or country.

    A country may be given by its ISO 3166-1 code too. Of many towns the raion is not known:
    the test gives None where their oblast must do. Raises GazetteerError for an unknown area.
    """
    areas = [find_area(gazetteer, part) for part in areas_of(name)]
    if not areas or not all(areas):
        raise GazetteerError(f"no region or district {name!r} is known")

    def inside(place: Place) -> bool | None:
        answers = [area.inside(place) for area in areas]
        return False if False in answers else None if None in answers else True

    return inside


def find_area(gazetteer: Gazetteer, name: str, *, town: bool = False) -> Area:
    """The area that a name means; false where none is known. Asked often, found once.

    With `town`, what lies around the town of that name, whatever else bears it.
    """
    index = _index(gazetteer)
    asked = (name.strip(), town)
    if asked not in index.areas:
        if len(index.areas) >= CACHED_AREAS:
            index.areas.clear()
        if town:
            seats = _seats(gazetteer, parse_query(asked[0]))
            index.areas[asked] = _around(index, asked[0], "", [r.place for r in seats])
        else:
            found = _find(gazetteer, index, asked[0])
            if not found and (bare := _without_preposition(asked[0])):
                found = _find(gazetteer, index, bare)
            index.areas[asked] = found
    return index.areas[asked]


def around(gazetteer: Gazetteer, name: str, places: Iterable[Place]) -> Area:
    """What lies around any of these places."""
    return _around(_index(gazetteer), name, "", places)


def surroundings(gazetteer: Gazetteer) -> Surroundings:
    """Where the settlements of a gazetteer lie."""
    return _index(gazetteer).surroundings()


def _index(gazetteer: Gazetteer) -> _Index:
    index = _INDEXES.get(gazetteer)
    if index is None:
        index = _INDEXES[gazetteer] = _Index(gazetteer)
    return index


def area_kind(name: str) -> str:
    """The kind of area that a name's own words tell: region, district, municipality, or ""."""
    text = positions().in_full(name)
    if _municipality(text):
        return "municipality"
    hints = {query.hint for query in parse_query(text)}
    return next((kind for kind in ("region", "district") if kind in hints), "")


def municipality(name: str) -> str:
    """The name of a hromada or rada without the word for it; "" if it is none."""
    return _municipality(positions().in_full(name))


def _without_preposition(name: str) -> str:
    """An area's name without the "in" before it; "" if there is none."""
    head, _, tail = name.partition(" ")
    return tail if fold(head) in rules().any_language.context.get("containment", ()) else ""


def _municipality(text: str) -> str:
    """The name of a hromada without the word for it; "" if it is none."""
    match = positions().municipality.fullmatch(fold(text))
    return (match["p"] or match["q"]) if match else ""


def _find(gazetteer: Gazetteer, index: _Index, name: str) -> Area:
    text = positions().in_full(name)
    kind = area_kind(name)
    if kind == "municipality":
        seats = _seats(gazetteer, [Query(_municipality(text))])
        seats = seats or _seats(gazetteer, map(Query, _bases(_municipality(text))))
        return _around(index, name, kind, [seat.place for seat in seats])
    queries = [query for query in parse_query(text) if kind in ("", query.hint)]
    places = _areas(gazetteer, queries, kind)
    districts = set()
    if kind != "region":
        named = [p for p in places if p.kind == "district"]
        districts = {(place.name, place.admin1) for place in named}
        districts |= index.districts(
            text for query in queries for text in (query.folded, *admin_names(query.folded))
        )
    circles = [
        Circle(p, p.radius_km or REACH_KM["district"]) for p in places if p.kind == "district"
    ]
    area = Area(
        name,
        kind,
        regions=frozenset(place.admin1 for place in places if place.kind == "region"),
        countries=frozenset(place.country for place in places if place.kind == "country")
        | (index.countries & {name}),
        districts=frozenset(districts & set(index._districts)),
        wide=tuple(place for place in places if place.kind == "macroregion"),
        enclaves=frozenset(
            city for place in places if place.kind == "region" for city in index.enclaves(place)
        ),
        surroundings=index.surroundings,
    )
    return area or _by_seat(gazetteer, index, name, kind, queries, circles)


def _areas(gazetteer: Gazetteer, queries: list[Query], kind: str) -> list[Place]:
    """Areas that a name may mean, as if a word for their kind stood beside it."""
    hints = (kind,) if kind else ("", "region", "district")
    # Regions are few, and a word says that one is meant: a typo may be put right.
    for fuzzy in (False, True) if kind == "region" else (False,):
        found = [
            candidate
            for query in queries
            for hint in hints
            for candidate in gazetteer.finder.find(
                Query(query.folded, hint), fuzzy=fuzzy, inflected=False
            )
        ]
        places = [ranked.place for ranked in rank(gazetteer.store, found)]
        areas = [place for place in places if place.kind in KIND_OF_HINT.get(kind, AREAS)]
        if areas:
            return areas
    return []


def _by_seat(
    gazetteer: Gazetteer,
    index: _Index,
    name: str,
    kind: str,
    queries: list[Query],
    circles: list[Circle],
) -> Area:
    """An area known by its town alone: the town's raion where it bears its name, or a circle."""
    names = [query.folded for query in queries]
    least = {"district": LEAST_SEAT, "region": LEAST_REGION_SEAT}.get(kind, 0)
    seats = [r.place for r in _seats(gazetteer, map(Query, names)) if r.place.population >= least]
    if not seats and kind == "district":
        towns = _seats(gazetteer, map(Query, _towns_of(names)))
        seats = [r.place for r in towns if r.place.population >= least]
    named = frozenset(
        (seat.admin2, seat.admin1) for seat in seats if seat.admin2 and _named_after(seat)
    )
    if named and kind != "region":
        return Area(name, kind, districts=named, surroundings=index.surroundings)
    if not circles:
        return _around(index, name, kind, seats)
    return Area(name, kind, circles=tuple(circles), surroundings=index.surroundings)


def _around(index: _Index, name: str, kind: str, seats: Iterable[Place]) -> Area:
    circles = tuple(Circle(seat, REACH_KM[kind]) for seat in seats)
    return Area(name, kind, circles=circles, surroundings=index.surroundings)


def _seats(gazetteer: Gazetteer, queries: Iterable[Query]) -> list[Ranked]:
    """The towns that an area may be named after; of several, those that are as likely."""
    found = [
        candidate
        for query in queries
        for candidate in gazetteer.finder.find(query, fuzzy=False, inflected=False)
        if candidate.step in SEAT_STEPS
    ]
    ranked = [r for r in rank(gazetteer.store, found) if r.place.kind == "settlement"]
    return [r for r in ranked if ranked[0].score - r.score < AMBIGUOUS_WITHIN]


def _bases(adjective: str) -> list[str]:
    """The names that a hromada's feminine adjective may come from: Очеретинська, Очеретине."""
    spelled = [adjective, *(read for read, _ in readings(adjective))]
    return _towns_of(
        text.removesuffix(ending) + replacement
        for text in spelled
        for ending, replacement in positions().feminine.items()
        if text.endswith(ending)
    )


def _towns_of(adjectives: Iterable[str]) -> list[str]:
    """The towns that adjectives of areas may come from: Бахмутський or Bakhmutskyi, Бахмут."""
    spelled = (read for text in adjectives for read in (text, *(r for r, _ in readings(text))))
    return list(
        dict.fromkeys(form.text for text in spelled if is_cyrillic(text) for form in forms(text))
    )


def _named_after(seat: Place) -> bool:
    """Whether a town's raion bears its name: Polohy and Polohivskyi raion, by their keys."""
    district = {each for text in admin_names(seat.admin2) for each in _keys(text)}
    town = {key(fold(name)) for name in seat.names if is_cyrillic(name)} | _keys(fold(seat.name))
    return any(
        common_letters(a, b) >= max(3, (len(b) + 1) // 2) for a in district for b in town if a and b
    )


def _keys(text: str) -> set[str]:
    """The keys of a folded name in whatever spelling."""
    if is_cyrillic(text):
        return {key(text)}
    return {key(read) for read, _ in readings(text)}
