"""Columns of the events table in words: numbers, days, sides, kinds, places."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..reports.spots import Spot
from ..reports.triggers import Kind

if TYPE_CHECKING:
    from gazetteer import Place

_PRECISION = {1: "a day", 2: "2 to 6 days", 3: "a week", 4: "a month", 5: "more than a month"}


def kind_words(kind: Kind) -> str:
    """A kind with its columns: `repelled (Battles, Armed clash, repelled)`."""
    columns = (kind.event_type, kind.sub_event_type, kind.outcome)
    return f"{kind.name} ({', '.join(column for column in columns if column)})"


def shortened(text: str, length: int = 60) -> str:
    """The beginning of a long text."""
    return text if len(text) <= length else f"{text[:length]}..."


def quoted(text: str) -> str:
    """Words of a report between quotation marks, on one line."""
    return f"'{' '.join(text.split())}'"


def precision_words(precision: int | None) -> str:
    return f"precision {precision}, {_PRECISION[precision]}" if precision in _PRECISION else ""


def quantity_words(row: Mapping[str, Any]) -> str:
    """A quantity with its qualifier, bounds and unit: `more than 25 attacks`."""
    value, low, high = row["quantity"], row["quantity_low"], row["quantity_high"]
    unit = row["unit"] or "(no unit)"
    if low is not None and high is not None and low != high:
        return f"{low:,g} to {high:,g} {unit}"
    number = low if value is None else value
    parts = (row["quantity_qualifier"], "" if number is None else f"{number:,g}", unit)
    return " ".join(part for part in parts if part)


def place_words(place: Place) -> str:
    """A place with its kind and where it lies: `Bakhmut (settlement, Donetsk Oblast, UA)`."""
    where = dict.fromkeys((place.kind, place.admin1, place.country))
    return f"{place.name} ({', '.join(str(part) for part in where if part)})"


def spot_words(spot: Spot) -> str:
    """The place that a mention stands for, and how the event lies to it."""
    mention = spot.mention
    if mention.place is not None:
        told = place_words(mention.place)
    elif mention.status == "ambiguous":
        told = "ambiguous: " + " or ".join(place_words(m.place) for m in mention.alternatives)
    else:
        told = mention.status
    manner = {"near": ", near it", "direction": ", to a side of it", "context": ", as context only"}
    weak = ", serves where no other place is named" if spot.weak else ""
    return told + manner.get(spot.manner, "") + weak
