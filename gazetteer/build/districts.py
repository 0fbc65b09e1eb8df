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

GENERIC = {"uk": "район", "ru": "район"}
GENERIC_EN = ("raion", "district")


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
    official = "historical" if row["until"] else "official"
    alternative = "historical" if row["until"] else "alternative"
    for language, generic in GENERIC.items():
        yield Spelling(f"{row[f'adjective_{language}']} {generic}", language, official)
    own = "uk" if country == "UA" else "ru"
    adjectives = {romanise(row[f"adjective_{own}"], rules().systems["en"], own): None}
    told = set()
    if not row["until"]:
        yield Spelling(shown, "en", official)
        told.add(fold(shown))
        if country != "UA":
            adjectives[shown.rpartition(" ")[0]] = None
    for name in filter(None, (row["town_en"], *adjectives)):
        for generic in GENERIC_EN:
            if fold(text := f"{name} {generic}") not in told:
                yield Spelling(text, "en", alternative)
    for language in GENERIC:
        yield Spelling(row[f"adjective_{language}"], language, "adjective")
    for adjective in adjectives:
        yield Spelling(adjective, "en", "adjective")
    for language in ("en", *GENERIC):
        if row[f"town_{language}"]:
            yield Spelling(row[f"town_{language}"], language, "short")
