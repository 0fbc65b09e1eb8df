"""Reads a page's data back as its script does, so that tests can compare it with a table."""

from __future__ import annotations

import base64
import gzip
import json
import re
from datetime import date
from typing import Any

import numpy as np

NO_DAY = MISSING = -(2**31)
EPOCH = date(1970, 1, 1).toordinal()


def block(page: str, name: str) -> str:
    """The text of a block of the event layer."""
    found = re.search(rf'id="event_layer_\d+_{name}">([^<]*)</script>', page)
    assert found, f"the page has no block {name}"
    return found[1]


def unsqueeze(text: str) -> bytes:
    return gzip.decompress(base64.b64decode(text))


def column(data: bytes, about: dict[str, Any], length: int) -> Any:
    """One column from its planes; steps and scales undone."""
    planes = np.frombuffer(data, np.uint8).reshape(about["width"], length)
    raw = np.ascontiguousarray(planes.T)
    if about.get("float"):
        return raw.view("<f8").ravel()
    kind = {1: "u1", 2: "<u2", 4: "<i4"}[about["width"]]
    values = raw.view(kind).ravel().astype(np.int64)
    if about.get("steps"):
        values = np.cumsum(values).astype(np.int64)
        values = (values + 2**31) % 2**32 - 2**31
    if about.get("scale", 1) != 1:
        return np.where(values == MISSING, np.nan, values / about["scale"])
    return values


def read(page: str) -> dict[str, Any]:
    """The rows of a page as dicts without blank values, its places, and where it opens."""
    about = json.loads(block(page, "data"))
    data = unsqueeze(block(page, "columns"))
    tables: list[dict[str, Any]] = []
    at = 0
    for described, length in (
        (about["rowColumns"], about["rows"]),
        (about["placeColumns"], about["places"]),
    ):
        held = {}
        for one in described:
            size = one["width"] * length
            held[one["name"]] = column(data[at : at + size], one, length)
            at += size
        tables.append(held)
    assert at == len(data)
    rows, places = tables
    words = about["words"]
    texts = _texts(page, about, rows)
    return {
        "rows": [_row(number, rows, words, texts[number]) for number in range(about["rows"])],
        "places": [_place(number, places, words) for number in range(about["places"])],
        "view": about["view"],
        "events": about["events"],
    }


def _texts(page: str, about: dict[str, Any], rows: dict[str, Any]) -> list[dict[str, Any]]:
    text = block(page, "texts")
    found: list[dict[str, Any]] = [{} for _ in range(about["rows"])]
    order = np.argsort(rows["place"], kind="stable")
    start = at = 0
    for length in about["lengths"]:
        piece = json.loads(unsqueeze(text[start : start + length]))
        for name, values in piece.items():
            for step, value in enumerate(values):
                if value is not None:
                    found[order[at + step]][name] = value
        start += length
        at += about["piece"]
    assert start == len(text)
    return found


def _row(number: int, rows: dict[str, Any], words: Any, texts: dict[str, Any]) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for name, values in rows.items():
        value = values[number]
        if name in ("date", "end", "claim"):
            if value != NO_DAY:
                key = {"date": "event_date", "end": "end_date", "claim": "claim_date"}[name]
                row[key] = date.fromordinal(int(value) + EPOCH).isoformat()
        elif name in words:
            if words[name][value] is not None:
                row[name] = words[name][value]
        elif name in ("event", "place") or (value == value and value):
            row[name] = float(value) if isinstance(value, float) else int(value)
    return {**row, **texts}


def _place(number: int, places: dict[str, Any], words: Any) -> dict[str, Any]:
    place: dict[str, Any] = {"shown": False, "area": False}
    if not places.get("shown", [0] * (number + 1))[number]:
        return place
    place["shown"] = True
    place["at"] = [places["latitude"][number] / 1e5, places["longitude"][number] / 1e5]
    place["area"] = bool(places["area"][number]) if "area" in places else False
    for name in words:
        if name in places and words[name][places[name][number]] is not None:
            place[name] = words[name][places[name][number]]
    return place
