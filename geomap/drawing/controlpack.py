"""A series of control data as one block for a page: every day, the line of contact, and areas.

`about` says what the block holds and how to read it; columns are packed as those of events.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from shapely.geometry import MultiPolygon

from ..control import ControlSeries
from ..control.measure import area_km2
from .controlchange import Lands
from .controledges import Edges, Line, degrees, lengths_km, line
from .controlrings import LINE, SCALE, DayRings, Ints, Steps, Vertices, day_rings, steps
from .packing import Packed, codes, numbers, pack

_EPOCH = dt.date(1970, 1, 1).toordinal()
# A share of an edge is an integer of two bytes: on an edge of 100 km, 2 m.
SHARES = 0xFFFF


@dataclass(frozen=True, slots=True)
class PackedControl:
    """`data` is the block, `about` what a page must know to read it."""

    about: dict[str, Any]
    data: str


def pack_control(series: ControlSeries) -> PackedControl:
    """Pack all snapshots of a series."""
    snapshots = series.snapshots
    labels = _numbered(label for snapshot in snapshots for label in sorted(snapshot.areas))
    sources = _numbered(snapshot.source for snapshot in snapshots)
    vertices, edges = Vertices(), Edges()
    days = [day_rings(snapshot, vertices, labels) for snapshot in snapshots]
    mains = [labels.get(snapshot.main or "", LINE) for snapshot in snapshots]
    borders = [edges.numbers(day.edges(main)) for day, main in zip(days, mains, strict=True)]
    at = vertices.at
    ends = edges.ends
    km = lengths_km(at, ends)
    contact = line(at, ends, km, series.margin_km)
    # Where data draw the line itself, nothing of it is left out.
    lengths = [
        float((contact.km if main else km)[np.abs(border) - 1].sum())
        for border, main in zip(borders, mains, strict=True)
    ]
    areas = [s.areas[s.main] if s.main else MultiPolygon() for s in snapshots]
    lands = Lands(series.days, mains, areas, borders, degrees(at, ends))
    groups = {
        "days": {
            "day": Packed(np.array([day.toordinal() - _EPOCH for day in series.days]), steps=True),
            "source": codes(np.array([sources[s.source] for s in snapshots]), len(sources) + 1),
            "main": codes(np.array(mains), len(labels) + 1),
            "rings": Packed(np.array([len(day.kinds) for day in days], np.uint32)),
            "line_km": numbers(np.array(lengths)),
            **_areas(series, labels),
            **lands.changes(),
        },
        "vertices": {
            "x": Packed(_zigzag(np.diff(at[:, 0], prepend=0))),
            "y": Packed(_zigzag(np.diff(at[:, 1], prepend=0))),
            "inland": Packed(contact.inland.astype(np.uint8)),
        },
        **_rings(days, steps(days, len(at)), len(labels)),
        **_contact(contact, ends),
    }
    about = {
        "span": [series.days[0].toordinal() - _EPOCH, series.days[-1].toordinal() - _EPOCH],
        "scale": SCALE,
        "shares": SHARES,
        "labels": [None, *labels],
        "sources": [None, *sources],
        "groups": [_described(name, columns) for name, columns in groups.items()],
    }
    columns = {f"{name}.{key}": one for name, group in groups.items() for key, one in group.items()}
    return PackedControl(about, pack(columns))


def _numbered(words: Any) -> dict[str, int]:
    """Numbers from 1 for words, in the order in which they come."""
    return {word: number for number, word in enumerate(dict.fromkeys(words), 1)}


def _described(name: str, columns: Mapping[str, Packed]) -> dict[str, Any]:
    length = len(next(iter(columns.values())).values)
    described = [column.describe(key) for key, column in columns.items()]
    return {"name": name, "length": length, "columns": described}


def _zigzag(values: Ints) -> Any:
    """Small numbers of either sign as small numbers without one."""
    return np.where(values < 0, -2 * values - 1, 2 * values).astype(np.uint32)


def _areas(series: ControlSeries, labels: Mapping[str, int]) -> dict[str, Packed]:
    """Square kilometres of every label on every day."""
    found = np.zeros((len(labels), len(series.days)))
    for day, snapshot in enumerate(series.snapshots):
        for label, area in snapshot.areas.items():
            found[labels[label] - 1, day] = area_km2(area)
    return {f"area_{number}": numbers(found[number - 1]) for number in labels.values()}


def _rings(days: list[DayRings], made: Steps, labels: int) -> dict[str, dict[str, Packed]]:
    kinds = np.concatenate([day.kinds for day in days])
    return {
        "rings": {
            "kind": codes(kinds, 2 * labels + 2),
            "steps": Packed(made.of_ring.astype(np.uint32)),
        },
        "steps": {
            "offset": Packed(_zigzag(made.offset) << 1 | made.copied.astype(np.uint32)),
            "length": Packed(made.length.astype(np.uint32)),
        },
    }


def _contact(contact: Line, ends: Ints) -> dict[str, dict[str, Packed]]:
    """The edges that are in part the line of contact."""
    listed = ends[contact.edge]
    shares = [np.round(share * SHARES).astype(np.uint16) for share in (contact.begin, contact.end)]
    return {
        "edges": {
            "low": Packed(listed[:, 0], steps=True),
            "high": Packed(listed[:, 1], steps=True),
            "shares": Packed(contact.of_edge.astype(np.uint8)),
        },
        "shares": {"begin": Packed(shares[0]), "end": Packed(shares[1])},
    }
