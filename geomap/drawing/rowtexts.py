"""The texts of an events table in small compressed pieces, which a page opens when it needs one.

A piece holds the rows of neighbouring places, so that what opens at one symbol lies together.
Each is JSON: the values of a column for all rows of the piece, by the column's name.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from ..values import items, plain
from .columnvalues import cell_text
from .packing import squeeze
from .pagetable import TEXTS, PageTable

PIECE = 512
# Pieces made at a time: enough for all threads, little enough for flat memory.
BATCH = 32
THREADS = 2
# List columns of objects, each with the keys of the schema.
OBJECTS = ("alternatives", "quantities")
# What of a gazetteer match the page says of another place that was meant, perhaps.
ALTERNATIVE_KEYS = ("name", "kind", "admin2", "admin1", "country", "score")


def pieces(table: PageTable) -> Iterator[str]:
    """The pieces in order, each as packing.squeeze makes it."""
    rows = table.order[table.by_place]
    types: dict[str, str] = {column.name: column.type for column in TEXTS}
    types |= dict.fromkeys(OBJECTS, "objects")
    names = [*types, *table.numerous]
    columns = {
        name: (table.frame[name].array, types.get(name, "text"))
        for name in names
        if name in table.frame and table.frame[name].notna().any()
    }
    if (unread := _unread_dates(table)) is not None:
        columns["event_date"] = (unread, "text")

    def piece(start: int) -> str:
        wanted = rows[start : start + PIECE]
        held = {}
        for name, (values, kind) in columns.items():
            made = [_VALUES[kind](value) for value in _listed(values.take(wanted))]
            if any(value is not None for value in made):
                held[name] = made
        text = json.dumps(held, ensure_ascii=False, separators=(",", ":"))
        return squeeze(text.encode())

    with ThreadPoolExecutor(THREADS) as pool:
        starts = range(0, len(rows), PIECE)
        for begin in range(0, len(starts), BATCH):
            yield from pool.map(piece, starts[begin : begin + BATCH])


def _listed(values: Any) -> Any:
    """The values as Python's own: those of Arrow are slow to walk one by one."""
    return values.tolist() if hasattr(values, "tolist") else values


def _unread_dates(table: PageTable) -> Any:
    """Dates that are none, as "last spring": shown as they stand."""
    import pandas as pd

    from .days import NO_DAY

    if "date" not in table.rows:
        return None
    unread = table.rows["date"].values == NO_DAY
    if not unread.any():
        return None
    given = table.frame["event_date"].iloc[table.order].map(plain)
    given = given.where(unread & given.notna())
    if not given.notna().any():
        return None
    values = pd.Series(None, index=range(len(given)), dtype=object)
    values.iloc[table.order] = given.astype(object).to_numpy()
    return values.array


def _day(value: Any) -> str | None:
    text = cell_text(value)
    return text and text[:10]


def _number(value: Any) -> float | None:
    value = plain(value)
    return value if isinstance(value, (int, float)) else None


def _list(value: Any) -> list[Any] | None:
    """A list column; tables that went through a text file have it as JSON."""
    if value is None:
        return None
    try:
        found = items(value)
    except ValueError:
        text = cell_text(value)
        found = [text] if text else []
    return [_alternative(one) for one in found if one not in (None, "", [], {})] or None


def _objects(value: Any) -> list[Any] | None:
    """A list of objects; a bare text stands for one with that name."""
    found = _list(value) or []
    return [one if isinstance(one, Mapping) else {"name": str(one)} for one in found] or None


def _alternative(one: Any) -> Any:
    """Of a gazetteer match only what the page says; anything else as it is."""
    if isinstance(one, Mapping) and "name" in one:
        return {key: one[key] for key in ALTERNATIVE_KEYS if one.get(key) not in (None, "")}
    return one


_VALUES = {
    "text": cell_text,
    "date": _day,
    "number": _number,
    "integer": _number,
    "list": _list,
    "objects": _objects,
}
