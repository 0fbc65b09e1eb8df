"""Weaken an alternative name that is rather another place's own name.

GeoNames has Slovjansk among the names that Nikopol once had: of those who bear it,
Sloviansk has a name of its own that resembles it. It has Донецьке for the city of Donetsk,
too: of those who bear it, the village has it as a spelling of its own name.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from itertools import groupby

from ..key import likeness as spelled_alike

RATHER_ANOTHER = 0.3
"""How much more like another's own name, 0..1, makes a name rather that one's."""

# Every bearer of a name that several places bear, with each of the bearer's own names.
_BEARERS = """
SELECT name.fold, name.place, name.rowid, name.status, own.fold
FROM name LEFT JOIN name AS own ON own.place = name.place AND own.status = 'official'
WHERE name.fold IN (
    SELECT fold FROM name GROUP BY fold
    HAVING count(*) > 1 AND sum(status = 'alternative') > 0
)
ORDER BY name.fold, name.place
"""


_OTHERS_OWN = """
SELECT name.rowid, name.fold, mine.fold FROM name
JOIN name AS mine ON mine.place = name.place AND mine.own = mine.fold
WHERE name.status = 'alternative' AND name.own IS NULL AND name.key IS NOT NULL
AND EXISTS (
    SELECT 1 FROM name AS other WHERE other.fold = name.fold AND other.place <> name.place
    AND other.own IS NOT NULL AND other.status IN ('official', 'alternative', 'generated')
)
"""
# Towns are few: the order of the joins is the way to them.
_OF_A_TOWN = """
SELECT DISTINCT name.rowid FROM place AS town
CROSS JOIN name AS other ON other.place = town.n AND other.status = 'official'
CROSS JOIN name ON name.fold = other.fold AND name.status = 'alternative'
CROSS JOIN place AS mine ON mine.n = name.place AND mine.n <> town.n
WHERE town.kind = 'settlement' AND town.population >= :town
AND mine.kind = 'settlement' AND mine.country = town.country
AND town.population >= :times * mine.population
AND NOT EXISTS (
    SELECT 1 FROM name AS own WHERE own.place = name.place AND own.fold = name.fold
    AND own.status = 'official'
)
ORDER BY name.rowid
"""
TOWN, TIMES = 8000, 4
"""The people of a town, and how many times those of a village, that has the name for its own."""
HARDLY_FORMER = 0.6
"""So alike its own name, a place's other name is a slip; a former name is another word."""


def mark_namesakes(db: sqlite3.Connection) -> None:
    """Give such names the status "namesake"; needs the indexes on names."""
    slips = [
        (rowid,)
        for rowid, folded, own in db.execute(_OTHERS_OWN).fetchall()
        if spelled_alike(folded, own) >= HARDLY_FORMER
    ]
    db.executemany("UPDATE name SET status = 'namesake' WHERE rowid = ?", slips)
    people = {"town": TOWN, "times": TIMES}
    of_a_town = db.execute(_OF_A_TOWN, people).fetchall()
    db.executemany("UPDATE name SET status = 'namesake' WHERE rowid = ?", of_a_town)
    weak = [(rowid,) for rowid in _namesakes(db)]
    db.executemany("UPDATE name SET status = 'namesake' WHERE rowid = ?", weak)


def _namesakes(db: sqlite3.Connection) -> Iterator[int]:
    for folded, rows in groupby(db.execute(_BEARERS), key=lambda row: row[0]):
        masks = letter_masks(folded)
        near: dict[int, float] = {}
        alternative: list[tuple[int, int]] = []
        for _, place, rowid, status, own in rows:
            # A long list of villages with one name needs no measuring.
            like = (
                0.0 if own is None else 1.0 if own == folded else likeness(len(folded), masks, own)
            )
            if place not in near and status == "alternative":
                alternative.append((place, rowid))
            near[place] = max(near.get(place, 0.0), like)
        best = max(near.values())
        yield from (rowid for place, rowid in alternative if best - near[place] >= RATHER_ANOTHER)


def letter_masks(text: str) -> dict[str, int]:
    """For each letter, the bits of the positions where it stands."""
    found: dict[str, int] = {}
    for index, letter in enumerate(text):
        found[letter] = found.get(letter, 0) | 1 << index
    return found


def likeness(length: int, masks: dict[str, int], other: str) -> float:
    """Twice the longest common subsequence over both lengths, 0..1.

    Hyyrö's bit-parallel way: one step a letter, where difflib takes a hundred times as long.
    """
    full = (1 << length) - 1
    row = full
    for letter in other:
        common = row & masks.get(letter, 0)
        row = ((row + common) | (row - common)) & full
    return 2 * (length - row.bit_count()) / (length + len(other))
