"""The events of a sentence, as pairs of a label and words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..reports.drafts import Draft
from .lines import isolated, printable
from .words import precision_words, quantity_words, spot_words

Rows = tuple[dict[str, Any], ...]


def event_lines(draft: Draft, rows: Rows) -> Iterator[tuple[str, str]]:
    """An event as its rows in the table have it; places with how sure each row is."""
    row = rows[0]
    kind = (row["event_type"], row["sub_event_type"], row["outcome"])
    yield "event", ", ".join(column for column in kind if column)
    yield "when", _days(row)
    if row["quantity"] is not None or row["quantity_low"] is not None or row["unit"]:
        yield "count", quantity_words(row)
    others = [q for q in row["quantities"] if any(q[key] != row[key] for key in q)]
    if others:
        yield "counts", "; ".join(quantity_words(q) for q in others)
    if not draft.spots:
        yield "where", f"no place; confidence {row['confidence']:g}"
    for spot, each in zip(draft.spots, rows, strict=False):
        told = f"{isolated(printable(spot.mention.text))} = {printable(spot_words(spot))}"
        yield "where", f"{told}; confidence {each['confidence']:g}"
    yield "actor", row["actor"] or "not told"
    yield "target", row["target"] or "not told"
    yield "says", printable(row["claimant"] or "nobody who is named")
    yield "why", printable("; ".join(draft.why))


def _days(row: Mapping[str, Any]) -> str:
    first, last = row["event_date"], row["end_date"]
    if first is None:
        return "no date"
    days = first if first == last else f"{first} to {last}"
    return f"{days} ({precision_words(row['date_precision'])})"
