"""What the same questions get without any knowledge of languages: the floors to stand above.

- *exact*: the surface form is looked up among all known names, case aside.
- *naive*: both sides go through anyascii; the name with the best edit ratio wins.

Both answer with the most populous of the places that bear a name.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

from _score import Found

from gazetteer import Place

LEAST_RATIO = 80.0
"""Below it the naive floor gives no answer; chosen in its favour on the spellings."""
_WORDS = re.compile(r"[^\W\d_][\w’'ʼ\"-]*")
LONGEST = 3


def known_names(path: Path) -> dict[str, Place]:
    """Every known name of a settlement, case aside, and the most populous place of that name."""
    query = (
        "SELECT lower(name.text), name.text, place.id, place.name, latitude, longitude, country,"
        " admin1, admin2, population, kind, place.n FROM name JOIN place ON place.n = name.place"
        " WHERE kind = 'settlement' AND status NOT IN ('adjective', 'generated')"
        " ORDER BY population, place.n DESC"
    )
    names: dict[str, Place] = {}
    own: dict[int, list[str]] = {}
    rows = []
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as db:
        for row in db.execute(query):
            own.setdefault(row[11], []).append(row[1])
            rows.append(row)
    places: dict[int, Place] = {}
    for _, text, id_, name, latitude, longitude, country, admin1, admin2, people, kind, n in rows:
        if n not in places:
            places[n] = Place(
                id=id_,
                kind=kind,
                name=name,
                latitude=latitude,
                longitude=longitude,
                country=country,
                admin1=admin1,
                admin2=admin2,
                population=people,
                names=tuple(own[n]),
            )
        names[text.casefold()] = places[n]
    return names


def naive(names: dict[str, Place]) -> Callable[[str], Place | None]:
    """The naive look-up; ImportError where anyascii is not installed."""
    from anyascii import anyascii
    from rapidfuzz import fuzz, process

    plain: dict[str, Place] = {}
    for text, place in names.items():
        ascii_text = anyascii(text).lower()
        held = plain.get(ascii_text)
        if held is None or place.population > held.population:
            plain[ascii_text] = place
    choices = list(plain)
    answers: dict[str, Place | None] = {}

    def first(name: str) -> Place | None:
        if name not in answers:
            wanted = anyascii(name).lower()
            best = process.extractOne(
                wanted, choices, scorer=fuzz.ratio, processor=None, score_cutoff=LEAST_RATIO
            )
            answers[name] = plain[best[0]] if best else None
        return answers[name]

    return first


def scan(text: str, first: Callable[[str], Place | None]) -> Iterator[Found]:
    """Every run of capitalised words that a look-up knows, the longest first."""
    words = list(_WORDS.finditer(text))
    at = 0
    while at < len(words):
        for length in range(min(LONGEST, len(words) - at), 0, -1):
            run = words[at : at + length]
            if not all(word[0][0].isupper() for word in run):
                continue
            surface = text[run[0].start() : run[-1].end()]
            place = first(surface)
            if place is not None:
                yield surface, place
                at += length - 1
                break
        at += 1
