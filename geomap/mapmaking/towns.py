"""The towns of the gazetteer as the base map shows them: where, what called, from which zoom.

`towns.json` beside this file is the reviewed part: towns abroad with their names, corrected
names, and settlements that are parts of a city.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from shapely import Point, prepare, union_all

from gazetteer import Gazetteer, Place, distance_km

from .. import basemap
from .make import dump

HOME = "UA"
LANGUAGES = ("en", "fi", "uk")
# Where the war goes on every settlement of the gazetteer shows, elsewhere the larger ones.
FRONT = frozenset(
    f"{name} Oblast"
    for name in (
        *("Chernihiv", "Dnipropetrovsk", "Donetsk", "Kharkiv", "Kherson", "Kyiv", "Luhansk"),
        *("Mykolaiv", "Sumy", "Zaporizhzhia"),
    )
)
LEAST_ELSEWHERE = 2000
CAPITAL = "Kyiv City"
# The least population for each zoom; what has less, or an unknown one, waits for the last.
ZOOMS = ((700_000, 5), (200_000, 6), (50_000, 7), (15_000, 8), (5_000, 9), (1_000, 10))
LAST_ZOOM = 11
# People on a square kilometre of a dense city: how far it reaches, at the least.
DENSITY = 8000
CITY = 40_000
# Neighbours, and how far beyond the map's coarse border a town may lie: to 200 m nobody sees it.
NEIGHBOURS = ("Belarus", "Hungary", "Moldova", "Poland", "Romania", "Russia", "Slovakia")
BEYOND = 0.002
# Two settlements of one name so near to each other are one, entered twice.
TWICE_KM = 5.0


def build(gazetteer: Gazetteer) -> str:
    """Return the towns as JSON text, the most important first; the same gazetteer gives the
    same bytes.

    Raises ValueError where the gazetteer lacks a place of the reviewed lists.
    """
    reviewed = _read("towns.json")
    abroad = [_named(gazetteer, one) for one in reviewed["abroad"]]
    corrected = {one["id"]: one for one in [*reviewed["abroad"], *reviewed["names"]]}
    parts = {one["id"] for one in reviewed["parts"]}
    home = [place for place in _home(gazetteer) if place.id not in parts]
    left_out = labelled(gazetteer)
    shown = [
        place
        for place in once(by_size([*on_our_side(outside_cities(home)), *abroad]))
        if place.id not in left_out
    ]
    rows = [_row(place, _names(gazetteer, place, corrected.get(place.id, {}))) for place in shown]
    return dump(
        {
            "about": {
                "licence": "CC BY 4.0",
                "source": "GeoNames (https://www.geonames.org), as the package gazetteer holds it: "
                "a selection, with names of our own; made by geomap.mapmaking",
            },
            "columns": ["latitude", "longitude", "zoom", *LANGUAGES],
            "towns": sorted(rows, key=lambda row: row[2]),  # stays in the order of size
        }
    )


def labelled(gazetteer: Gazetteer) -> set[str]:
    """Ids of the cities that the list of labels has already."""
    cities = [one["en"] for one in _read("labels.json")["labels"] if one["kind"] == "city"]
    return {gazetteer.lookup(name)[0].id for name in cities}


def zoom_of(population: int) -> int:
    """The zoom from which a town may show."""
    return next((zoom for least, zoom in ZOOMS if population >= least), LAST_ZOOM)


def by_size(places: Iterable[Place]) -> list[Place]:
    """The largest first."""
    return sorted(places, key=lambda place: (-place.population, place.id))


def outside_cities(places: Iterable[Place]) -> list[Place]:
    """Leave out what lies inside a larger city."""
    kept: list[Place] = []
    cities: list[tuple[Place, float]] = []
    for place in by_size(places):
        if any(_km(place, city) < reach for city, reach in cities):
            continue
        kept.append(place)
        if place.population >= CITY:
            cities.append((place, math.sqrt(place.population / DENSITY / math.pi)))
    return kept


def on_our_side(places: Iterable[Place]) -> list[Place]:
    """Leave out villages at the border that its coarse outline would put into a neighbour."""
    beyond = union_all([basemap.country_polygon(name) for name in NEIGHBOURS])
    home = basemap.ukraine()
    prepare([beyond, home])
    kept = []
    for place in places:
        point = Point(place.longitude, place.latitude)
        if not beyond.contains(point) or home.distance(point) <= BEYOND:
            kept.append(place)
    return kept


def once(places: Iterable[Place]) -> list[Place]:
    """Keep the first of those that have the same name and lie close together."""
    kept: dict[str, list[Place]] = {}
    for place in places:
        namesakes = kept.setdefault(place.name, [])
        if all(_km(place, other) > TWICE_KM for other in namesakes):
            namesakes.append(place)
    return by_size(place for namesakes in kept.values() for place in namesakes)


def _home(gazetteer: Gazetteer) -> Iterable[Place]:
    for place in gazetteer.places(kind="settlement", country=HOME):
        # Its quarters are settlements of their own in the gazetteer.
        if place.admin1 == CAPITAL and place.name != "Kyiv":
            continue
        if place.admin1 not in FRONT and place.population < LEAST_ELSEWHERE:
            continue
        # Without a Ukrainian name on record the English one may be Russian in disguise.
        if gazetteer.name_in(place, language="uk") != place.name:
            yield place


def _named(gazetteer: Gazetteer, one: dict[str, str]) -> Place:
    place = gazetteer.place(one["id"])
    if place is None or place.name != one["en"]:
        raise ValueError(f"the gazetteer has no {one['en']} with the id {one['id']}")
    return place


def _names(gazetteer: Gazetteer, place: Place, corrected: dict[str, str]) -> list[str]:
    names = [
        corrected.get(language) or gazetteer.name_in(place, language=language)
        for language in LANGUAGES
    ]
    return [name.replace("'", "’") for name in names]


def _row(place: Place, names: list[str]) -> list[Any]:
    at = [round(place.latitude, 3), round(place.longitude, 3)]
    return [*at, zoom_of(place.population), *names]


def _km(a: Place, b: Place) -> float:
    return distance_km(a.latitude, a.longitude, b.latitude, b.longitude)


def _read(name: str) -> Any:
    return json.loads(Path(__file__).with_name(name).read_text(encoding="utf-8"))
