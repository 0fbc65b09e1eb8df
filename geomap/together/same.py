"""The same event in several reports becomes one.

Two events are one if they come from different sources and are alike in type, outcome, days and
places, and if sides, claimant and number do not speak against it. Days that only overlap are
enough where the number is the same: "30 attacks on Monday" and "30 attacks in the past day".
Different numbers of the same days are one event only for what is counted differently by
whoever counts (VARYING); 12 attacks and 15 attacks are two claims.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from .happenings import Happening, agree, near_days, overlap

VARYING = frozenset({"dead", "wounded", "losses", "civilians", "children", "people", "buildings"})


def join_told_twice(events: Iterable[Happening]) -> list[Happening]:
    """Events with those of different sources joined that are one; the order stays."""
    kept: list[Happening] = []
    alike: dict[tuple[Any, ...], list[int]] = {}
    for event in events:
        handles = [
            (*event.kind, place, day)
            for place in sorted(event.places) or [""]
            for day in near_days(event)
        ]
        near = sorted({at for handle in handles for at in alike.get(handle, ())})
        at = next((at for at in near if is_same(kept[at], event)), None)
        if at is None:
            at = len(kept)
            kept.append(event)
        else:
            kept[at] = joined(kept[at], event)
        for handle in handles:
            alike.setdefault(handle, []).append(at)
    return kept


def is_same(one: Happening, other: Happening) -> bool:
    """Whether two events of one kind are one event, told by different sources."""
    if one.kind != other.kind or not one.told_by.isdisjoint(other.told_by):
        return False
    if not all(agree(one.get(name), other.get(name)) for name in ("actor", "target", "unit")):
        return False
    if not agree(one.side, other.side) or not _same_places(one, other):
        return False
    same_number = one.number is not None and one.number == other.number
    if one.days is not None and one.days == other.days:
        return same_number or _may_differ(one, other)
    return same_number and overlap(one, other)


def _same_places(one: Happening, other: Happening) -> bool:
    if not one.places or not other.places:
        # Without a place, only a number that is the same says that it is one event.
        return one.places == other.places and one.number is not None and one.number == other.number
    return one.places <= other.places or other.places <= one.places


def _may_differ(one: Happening, other: Happening) -> bool:
    """Whether numbers that are not the same can be of one event."""
    if one.number is None or other.number is None:
        return one.places == other.places
    return one.places == other.places and one.get("unit") in VARYING


def joined(one: Happening, other: Happening) -> Happening:
    """One event of two: the rows of the one with more places, the sources of both."""
    more, less = (one, other) if len(one.places) >= len(other.places) else (other, one)
    sources = [*one.sources, *other.sources]
    low_high = _range(one, other)
    rows = []
    for row in more.rows:
        merged = {**row, **low_high, "sources": sources}
        for name in ("actor", "target", "claimant", "url"):
            merged[name] = row.get(name) or less.get(name)
        merged["why"] = f"{row.get('why') or ''}; told by {len(sources)} reports".lstrip("; ")
        rows.append(merged)
    return Happening(rows)


def _range(one: Happening, other: Happening) -> dict[str, Any]:
    """The number where only one has it, or from the lowest to the highest of both."""
    if one.number is None or other.number is None:
        told = one if one.number is not None else other
        names = ("quantity", "quantity_low", "quantity_high", "quantity_qualifier", "unit")
        return {name: told.get(name) for name in names}
    if one.number == other.number:
        return {}
    numbers = (*one.number, *other.number)
    return {"quantity_low": min(numbers), "quantity_high": max(numbers)}
