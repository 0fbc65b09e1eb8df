"""Which of a place's names are its own, and which of these is shown."""

from __future__ import annotations

from functools import lru_cache

from ..build.database import plain, rows
from ..build.draft import guess_language
from ..fold import fold, is_cyrillic
from ..key import key
from ..romanise import romanise
from ..rules import rules
from .dump import OFFICIAL
from .stage import StagedName, StagedPlace


def settled(names: list[StagedName], country: str, main: str) -> list[StagedName]:
    """Names with the official ones first; an only name of a language is the official one.

    Of several in a country's own language the one is official that the main name romanises: a
    dump has "Миколаїв" for Mykolaivka, too.
    """
    for language in ("en", *OFFICIAL.get(country, ())):
        of_it = [i for i, n in enumerate(names) if n.language == language]
        current = [i for i in of_it if names[i].status in ("official", "alternative")]
        if len(current) == 1:
            names[current[0]] = names[current[0]]._replace(status="official")
    for i in _strangers(names, country, main):
        names[i] = names[i]._replace(status="alternative")
    languaged = [n if n.language else n._replace(language=guess_language(n.text)) for n in names]
    return sorted(languaged, key=lambda n: n.status != "official")


def _strangers(names: list[StagedName], country: str, main: str) -> list[int]:
    """Official names in a country's own language that are other names than the main one."""
    found = []
    system, shown = rules().systems["en"], fold(plain(main))
    for language in OFFICIAL.get(country, ()):
        official = [
            i
            for i, name in enumerate(names)
            if name.language == language and name.status == "official" and is_cyrillic(name.text)
        ]
        keys = {
            key(fold(names[i].text))
            for i in official
            if fold(romanise(names[i].text, system, language)) == shown
        }
        if keys:
            found += [i for i in official if key(fold(names[i].text)) not in keys]
    return found


def display_name(row: StagedPlace, names: list[StagedName]) -> str:
    """The common English form: ours, else what GeoNames prefers, without marks of soft signs.

    Of several the one that Ukraine's own romanisation gives; where there is none, that.
    """
    if ours := _ours().get(f"geonames:{row.gid}"):
        return ours
    english = [plain(n.text) for n in names if n.language == "en" and n.status == "official"]
    if row.country == "UA":
        native = [n.text for n in names if n.language == "uk" and n.status == "official"]
        if not native and is_cyrillic(row.name):
            native = [row.name]
        system = rules().systems["en"]
        romanised = [romanise(text, system, "uk") for text in native if is_cyrillic(text)]
        agreed = [text for text in english if fold(text) in set(map(fold, romanised))]
        return (agreed or english or romanised or [plain(row.name)])[0]
    return (english or [plain(row.name)])[0]


@lru_cache(maxsize=1)
def _ours() -> dict[str, str]:
    """The project's own choice of names, by id."""
    return {row["id"]: row["name"] for row in rows("display.csv")}
