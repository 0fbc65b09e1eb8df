"""Whether a place lies in an area that is given by name, in any spelling and case."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from .errors import GazetteerError
from .fold import is_cyrillic
from .geo import distance_km
from .key import key
from .model import Place
from .query import Query, admin_names, parse_query
from .rank import rank
from .romanise import readings
from .stem import forms

if TYPE_CHECKING:
    from .gazetteer import Gazetteer

AREAS = frozenset({"region", "district", "country", "macroregion"})


def inside_test(gazetteer: Gazetteer, name: str) -> Callable[[Place], bool | None]:
    """A test whether a place lies in an oblast, raion, macro-region or country.

    A country may be given by its ISO 3166-1 code too. Of many towns the raion is not known:
    the test gives None where their oblast must do. Raises GazetteerError for an unknown area.
    """
    areas = _areas(gazetteer, name)
    regions = {place.admin1 for place in areas if place.kind == "region"}
    countries = {place.country for place in areas if place.kind == "country"}
    countries |= gazetteer.store.countries() & {name.strip()}
    wide = [place for place in areas if place.kind == "macroregion"]
    districts = _districts(gazetteer, name)
    around = {admin1 for _, admin1 in districts}
    if not (areas or countries or districts):
        raise GazetteerError(f"no region or district {name!r} is known")

    def inside(place: Place) -> bool | None:
        if place.admin1 in regions or place.country in countries:
            return True
        if any(_reaches(area, place) for area in wide):
            return True
        if place.admin2:
            return (place.admin2, place.admin1) in districts
        return None if place.admin1 in around else False

    return inside


def _areas(gazetteer: Gazetteer, name: str) -> list[Place]:
    """Areas that a name may mean, as if a word for their kind stood beside it."""
    found = [
        candidate
        for query in parse_query(name)
        for hint in dict.fromkeys((query.hint, "region", "district"))
        for candidate in gazetteer.finder.find(
            Query(query.folded, hint), fuzzy=False, inflected=False
        )
    ]
    places = [ranked.place for ranked in rank(gazetteer.store, found)]
    return [place for place in places if place.kind in AREAS]


def _reaches(area: Place, place: Place) -> bool:
    """Whether a place lies in the circle that stands for a macro-region."""
    away = distance_km(area.latitude, area.longitude, place.latitude, place.longitude)
    return place.country == area.country and away <= (area.radius_km or 0.0)


def _districts(gazetteer: Gazetteer, name: str) -> set[tuple[str, str]]:
    """(district, region) of the districts that a name in any spelling or case means."""
    asked = set(admin_names(name))
    asked |= {form.text for text in asked for form in forms(text)}
    asked |= {read for text in asked for read, _ in readings(text)}
    keys = {key(text) for text in asked if is_cyrillic(text)}
    return {
        (district, region)
        for district, region in gazetteer.store.districts()
        for text in admin_names(district)
        if text in asked or keys & {key(read) for read, _ in readings(text)}
    }
