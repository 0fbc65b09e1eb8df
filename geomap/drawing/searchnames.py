"""The spellings by which a page finds its places, from the gazetteer."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from .packing import squeeze
from .pagetable import PageTable

if TYPE_CHECKING:
    from gazetteer import Gazetteer

# Every spelling that rules make, besides those that are known, takes some milliseconds a place:
# only for so many places, those with most events.
GENERATED = 100
# Places far down a long list are found by the name that the table has.
KNOWN = 20_000


def search_names(table: PageTable, database: Path | None = None) -> str:
    """Spellings of the places on a page: JSON of [place number, names], squeezed."""
    from gazetteer import Gazetteer, GazetteerError

    wanted = _places(table)
    try:
        with Gazetteer.open(database) as gazetteer:
            listed = [
                [number, _names(gazetteer, name, place_id, generate=rank < GENERATED)]
                for rank, (number, name, place_id) in enumerate(wanted)
            ]
    except GazetteerError:
        listed = [[number, [name]] for number, name, _ in wanted if name]
    text = json.dumps([one for one in listed if one[1]], ensure_ascii=False, separators=(",", ":"))
    return squeeze(text.encode())


def _places(table: PageTable) -> list[tuple[int, str | None, str | None]]:
    """Number, name and id of the places that have one, fullest first."""
    if not {"place_name", "place_id"} & set(table.places):
        return []
    counts = np.bincount(table.rows["place"].values, minlength=table.place_count)
    ordered = np.argsort(-counts, kind="stable")

    def word(column: str, place: int) -> str | None:
        if column not in table.places:
            return None
        text: str | None = table.words[column][table.places[column].values[place]]
        return text

    named = [
        (int(place), word("place_name", place), word("place_id", place))
        for place in ordered[:KNOWN]
    ]
    return [one for one in named if one[1] or one[2]]


def _names(
    gazetteer: Gazetteer, name: str | None, place_id: str | None, *, generate: bool
) -> list[str]:
    """All spellings of a place, each once, the table's own first."""
    from gazetteer import AmbiguousPlace, PlaceNotFound

    names = [name] if name else []
    place = gazetteer.place(place_id) if place_id else None
    if place is not None:
        names += [place.name, *place.names]
        if generate:
            # A name that several places share is no way to ask for one of them.
            with suppress(PlaceNotFound, AmbiguousPlace):
                found = gazetteer.variants(place.name, within=place.admin1 or None)
                names += [variant.text for variant in found]
    return list(dict.fromkeys(names))
