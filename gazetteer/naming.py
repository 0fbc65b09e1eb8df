"""Which part of a cell is the name, and which are the areas around it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from .cells import Written
from .within import area_kind, find_area

if TYPE_CHECKING:
    from .gazetteer import Gazetteer

MOST_WORDS = 3
"""Words of an area that may follow a name without a comma."""


def name_first(gazetteer: Gazetteer, written: Written) -> Written:
    """A cell with its name first: "Donetsk Oblast, Bakhmut" turned round, "Bakhmut Ukraine" cut."""
    written = _area_last(gazetteer, written)
    if not written.parts:
        return written
    everything = (written.name, *written.parts)
    if area_kind(written.name) not in ("region", "district"):
        first = find_area(gazetteer, written.name)
        if not (first.countries and not first.regions and not first.districts):
            return written
    names = [part for part in written.parts if not area_kind(part)]
    names = [part for part in names if not find_area(gazetteer, part).countries]
    if not names:
        return written
    return replace(
        written, name=names[-1], parts=tuple(part for part in everything if part != names[-1])
    )


def _area_last(gazetteer: Gazetteer, written: Written) -> Written:
    """A cell without commas, "Bakhmut Donetsk Oblast", cut before the area that it ends with."""
    words = written.name.split()
    if written.parts or len(words) < 2 or find_area(gazetteer, written.name):
        return written
    for cut in range(max(1, len(words) - MOST_WORDS), len(words)):
        tail = " ".join(words[cut:])
        area = find_area(gazetteer, tail)
        if area.countries or (area_kind(tail) in ("region", "district") and not area.loose):
            return replace(written, name=" ".join(words[:cut]), parts=(tail,))
    return written
