"""Snapshots out of files of control data, with a word about what was put right.

The day of a feature is that of a property; else the one in its file's name; else the one
that the caller gives. Whose area it is, a property tells as well; where none does, a file
`control.toml` beside the data or what is known of their maker (see classes.toml).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from shapely.geometry.base import BaseGeometry

from ..errors import InputError
from ..values import is_blank
from . import mend
from .classes import Maker, day_columns, label_of
from .features import read_features
from .filedays import day_in
from .files import listed, unpacked
from .makers import maker
from .snapshot import Snapshot


@dataclass
class Drawn:
    """Control data as read: snapshots by day, and notes of what was put right."""

    snapshots: list[Snapshot]
    notes: list[str]


class _Notes:
    """What was put right, each thing with the names of the files that it was in."""

    def __init__(self) -> None:
        self._names: dict[str, list[str]] = {}

    def add(self, told: str, name: str) -> None:
        names = self._names.setdefault(told, [])
        if name not in names[-1:]:
            names.append(name)

    def in_words(self) -> list[str]:
        """One line for each thing."""
        lines = []
        for told, names in self._names.items():
            more = f" and {len(names) - 1:,} more" if len(names) > 1 else ""
            lines.append(f"{names[0]}{more}: {told}")
        return lines


@dataclass
class _Layer:
    """The shapes of one day in one file, by label."""

    day: dt.date
    file: str
    maker: Maker
    shapes: dict[str, list[BaseGeometry]] = field(default_factory=dict)


def read_snapshots(
    paths: Sequence[str | Path],
    *,
    date: dt.date | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Drawn:
    """Read the snapshots of files and folders, in the order of their days.

    `date` is the day of data that bear none. Raises InputError for a file that can't be
    read as control data, has no day, or lies nowhere near Ukraine.
    """
    files = listed(paths)
    if not files:
        raise InputError("no control data: name a file or a folder")
    notes = _Notes()
    read: dict[dt.date, Snapshot] = {}
    for done, path in enumerate(files):
        if progress:
            progress(done, len(files))
        with unpacked(path) as layers:
            for layer in layers:
                for each in _layers(layer, path, date, notes):
                    snapshot = _snapshot(each, notes)
                    before = read.get(each.day)
                    if before is not None:
                        snapshot = _both(before, snapshot, each.file, notes)
                    read[each.day] = snapshot
    return Drawn([read[day] for day in sorted(read)], notes.in_words())


def _both(before: Snapshot, new: Snapshot, file: str, notes: _Notes) -> Snapshot:
    """Two files of one day: the classes of one maker together, else the later one alone."""
    day = f"a day twice ({new.day})"
    shared = sorted(before.areas.keys() & new.areas.keys())
    lines = before.line.is_empty or new.line.is_empty
    if before.source == new.source and not shared and lines:
        line = new.line if before.line.is_empty else before.line
        return replace(new, areas={**before.areas, **new.areas}, line=line)
    if before.areas == new.areas and before.line == new.line:
        notes.add(f"{day}, with the same areas", file)
    else:
        notes.add(f"{day}, with other areas or of another maker; this file counts", file)
    return new


def _layers(layer: Path, path: Path, date: dt.date | None, notes: _Notes) -> Iterator[_Layer]:
    """The features of a file, grouped by day."""
    who = maker(path, layer)
    of_name = day_in(layer.name) or day_in(path.name)
    groups: dict[dt.date, _Layer] = {}
    rows, shapes = read_features(layer, path)
    for row, shape in zip(
        rows, mend.straight(shapes, path, lambda told: notes.add(told, path.name)), strict=True
    ):
        day, unread = _day_of(row)
        if unread is not None:
            notes.add(f"{unread[:40]!r} is no day; the file's name or --date tells it", path.name)
        day = day or of_name or date
        if day is None:
            raise InputError(f"{path}: no day in its properties or its name; give it with --date")
        label, unknown = label_of(row)
        if unknown is not None:
            notes.add(f"whose areas are {unknown[:40]!r} is not known", path.name)
        group = groups.setdefault(day, _Layer(day, path.name, who))
        group.shapes.setdefault(label or who.label, []).append(shape)
    yield from groups.values()


def _snapshot(layer: _Layer, notes: _Notes) -> Snapshot:
    areas = {}
    for label in sorted(layer.shapes):
        area = mend.whole_area(layer.shapes[label], lambda told: notes.add(told, layer.file))
        if not area.is_empty:
            areas[label] = area
    line = mend.whole_line(shape for shapes in layer.shapes.values() for shape in shapes)
    if not areas and line.is_empty:
        raise InputError(f"{layer.file}: holds no area and no line of {layer.day}")
    return Snapshot(layer.day, areas, layer.maker.source, layer.maker.rest, line)


def _day_of(row: Mapping[str, Any]) -> tuple[dt.date | None, str | None]:
    """The day that the properties of a feature tell, and a value that is none."""
    by_name = {str(name).casefold(): value for name, value in row.items()}
    unread = None
    for name in day_columns():
        value = by_name.get(name)
        if value is None or is_blank(value):
            continue
        day = _day(value)
        if day is not None:
            return day, None
        unread = unread or str(value)
    return None, unread


def _day(value: Any) -> dt.date | None:
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = str(value).strip()
    try:
        return dt.date.fromisoformat(text[:10])
    except ValueError:
        return day_in(text)
