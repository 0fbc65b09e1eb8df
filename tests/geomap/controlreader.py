"""Reads a packed series of control data back as a page's script does."""

from __future__ import annotations

import base64
import gzip
from dataclasses import dataclass
from typing import Any

import numpy as np
from shapely.geometry import MultiLineString, MultiPolygon, Polygon

from geomap.drawing.controlpack import PackedControl

from .pagereader import column


@dataclass
class Day:
    """What a page knows of a day."""

    areas: dict[str, MultiPolygon]
    contact: MultiLineString
    about: dict[str, Any]


def read(packed: PackedControl) -> list[Day]:
    """All days of a series."""
    groups = _groups(packed)
    about = packed.about
    days, vertices, rings, steps = (groups[n] for n in ("days", "vertices", "rings", "steps"))
    at = np.stack([np.cumsum(_signed(vertices[n])) for n in ("x", "y")], axis=1) / about["scale"]
    parts = _parts(groups, about["shares"])
    found = []
    before: list[int] = []
    ring = step = fresh = 0
    for number, count in enumerate(days["rings"]):
        whole: list[int] = []
        of_day: list[tuple[int, list[int]]] = []
        kept = 0
        for _ in range(count):
            one: list[int] = []
            for _ in range(rings["steps"][ring]):
                offset, length = int(steps["offset"][step]), int(steps["length"][step])
                start = int(_signed(np.array([offset >> 1]))[0]) + (kept if offset & 1 else fresh)
                end = start + length
                if offset & 1:
                    one += before[start:end]
                    kept = end
                else:
                    one += range(start, end)
                    fresh = end
                step += 1
            of_day.append((int(rings["kind"][ring]), one))
            whole += one
            ring += 1
        before = whole
        told = _told(days, number, about)
        lines = _contact(of_day, days["main"][number], at, vertices["inland"], parts)
        found.append(Day(_areas(of_day, at, about["labels"]), lines, told))
    assert step == len(steps["offset"])
    return found


def _groups(packed: PackedControl) -> dict[str, dict[str, Any]]:
    data = gzip.decompress(base64.b64decode(packed.data))
    groups: dict[str, dict[str, Any]] = {}
    at = 0
    for group in packed.about["groups"]:
        groups[group["name"]] = {}
        for one in group["columns"]:
            size = one["width"] * group["length"]
            values = column(data[at : at + size], one, group["length"])
            groups[group["name"]][one["name"]] = values
            at += size
    assert at == len(data)
    return groups


def _signed(values: Any) -> Any:
    values = np.asarray(values, np.int64)
    return (values >> 1) ^ -(values & 1)


def _parts(groups: Any, whole: int) -> dict[tuple[int, int], list[tuple[float, float]]]:
    edges, shares = groups["edges"], groups["shares"]
    found = {}
    at = 0
    for low, high, count in zip(edges["low"], edges["high"], edges["shares"], strict=True):
        both = zip(shares["begin"][at : at + count], shares["end"][at : at + count], strict=True)
        found[int(low), int(high)] = [(begin / whole, end / whole) for begin, end in both]
        at += count
    return found


def _areas(rings: Any, at: Any, labels: list[Any]) -> dict[str, MultiPolygon]:
    parts: dict[str, list[tuple[Any, list[Any]]]] = {}
    for kind, ring in rings:
        if kind == 0:
            continue
        of_label = parts.setdefault(labels[kind // 2], [])
        if kind % 2:
            of_label[-1][1].append(at[ring])
        else:
            of_label.append((at[ring], []))
    return {
        label: MultiPolygon([Polygon(outer, holes) for outer, holes in of_label])
        for label, of_label in parts.items()
    }


def _contact(rings: Any, main: int, at: Any, inland: Any, parts: Any) -> MultiLineString:
    lines = []
    for kind, ring in rings:
        if kind // 2 != main:
            continue
        ends = ring[1:] if main == 0 else [*ring[1:], ring[0]]
        for a, b in zip(ring, ends, strict=False):
            if main == 0 or (key := (min(a, b), max(a, b))) not in parts:
                shares = [(0, 1)] if main == 0 or (inland[a] and inland[b]) else []
            else:
                shares = parts[key]
                a, b = key
            way = at[b] - at[a]
            lines += [[at[a] + begin * way, at[a] + end * way] for begin, end in shares]
    return MultiLineString(lines)


def _told(days: Any, number: int, about: Any) -> dict[str, Any]:
    told = {name: values[number] for name, values in days.items()}
    told["main"] = about["labels"][told["main"]]
    told["source"] = about["sources"][told["source"]]
    return told
