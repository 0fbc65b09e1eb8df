"""Districts: raions of Ukraine and the districts of Russian border regions, with their names.

districts.csv has a row for each district; district_names.csv has, for each name that one bears
or bore, the town it comes from and its Ukrainian and Russian adjectives. All spellings follow
from these: "Бахмутський район", "Бахмутский район", "Bakhmut raion", "Bakhmutskyi raion".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..fold import fold
from ..romanise import romanise
from ..rules import rules

GENERIC = {"uk": ("район",), "ru": ("район",), "en": ("raion", "district")}
"""Words for a district, the official one first."""
OKRUG = {
    "uk": ("округ", "міський округ", "муніципальний округ"),
    "ru": ("округ", "городской округ", "муниципальный округ"),
    "en": ("okrug", "urban okrug", "municipal okrug"),
}
"""Since 2018 many Russian districts were made okrugs; reports use both words."""


@dataclass(frozen=True, slots=True)
class Spelling:
    """One name of a district as the database keeps it."""

    text: str
    language: str
    status: str


def spellings(row: Mapping[str, str], shown: str, country: str) -> Iterator[Spelling]:
    """All names that a row of district_names.csv stands for, the official ones first.

    `shown` is the district's name in districts.csv. The bare adjective and the bare town are
    weak names: only a word for "district" beside them makes them one.
    """
    adjectives = {
        "uk": [row["adjective_uk"]],
        "ru": [row["adjective_ru"]],
        "en": _english_adjectives(row, shown, country),
    }
    if not row["until"]:
        yield Spelling(shown, "en", "official")
    for language, (first, *_) in adjectives.items():
        if language != "en":
            status = "historical" if row["until"] else "official"
            yield Spelling(f"{first} {GENERIC[language][0]}", language, status)
    told = {fold(shown)} if not row["until"] else set()
    for text, language in _with_generic(row, adjectives, country):
        if fold(text) not in told:
            told.add(fold(text))
            yield Spelling(text, language, "historical" if row["until"] else "alternative")
    for language, forms in adjectives.items():
        yield from (Spelling(form, language, "adjective") for form in forms)
    for language in GENERIC:
        if row[f"town_{language}"]:
            yield Spelling(row[f"town_{language}"], language, "short")


def _english_adjectives(row: Mapping[str, str], shown: str, country: str) -> list[str]:
    """The adjective in Latin letters; of a Russian district as it is shown too."""
    if country == "UA":
        return [_romanised(row["adjective_uk"], "uk")]
    own = "" if row["until"] else shown.rpartition(" ")[0]
    return list(dict.fromkeys(filter(None, (own, _romanised(row["adjective_ru"], "ru")))))


def _with_generic(
    row: Mapping[str, str], adjectives: Mapping[str, list[str]], country: str
) -> Iterator[tuple[str, str]]:
    """(text, language) of each name that has a word for district in it."""
    towns = [row["town_en"]]
    if country != "UA":
        # Ukrainian reports in English: Borysivka raion.
        towns.append(_romanised(row["town_uk"], "uk"))
    for town in dict.fromkeys(filter(None, towns)):
        yield from ((f"{town} {generic}", "en") for generic in GENERIC["en"])
    for language, forms in adjectives.items():
        generics = GENERIC[language] if language == "en" else ()
        if country != "UA":
            generics += OKRUG[language]
        for form in forms:
            yield from ((f"{form} {generic}", language) for generic in generics)


def _romanised(text: str, language: str) -> str:
    return romanise(text, rules().systems["en"], language)
