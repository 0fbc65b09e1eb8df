"""Snapshots out of files of control data, with a word about what was put right.

The day of a feature is that of a property; else the one in its file's name; else the one
that the caller gives. Whose area it is, a property tells as well; where none does, a file
`control.toml` beside the data or what is known of their maker (see classes.toml).
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from shapely.geometry.base import BaseGeometry

from ..errors import InputError
from . import mend
from .classes import Maker, day_columns, label_of, maker_of
from .filedays import day_in
from .files import listed, unpacked
from .snapshot import Snapshot

SETTINGS = "control.toml"
_KEYS = ("source", "label", "rest")


@dataclass
class Drawn:
    """Control data as read: snapshots by day, and notes of what was put right."""

    snapshots: list[Snapshot]
    notes: list[str]


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
    noted: dict[str, list[str]] = {}
    read: dict[dt.date, Snapshot] = {}
    origin: dict[dt.date, str] = {}
    for done, path in enumerate(files):
        if progress:
            progress(done, len(files))
        with unpacked(path) as layers:
            for layer in layers:
                for each in _layers(layer, path, date, noted):
                    snapshot = _snapshot(each, noted)
                    if snapshot.day in read:
                        _note_double(snapshot, read[snapshot.day], each.file, noted, origin)
                    read[snapshot.day], origin[snapshot.day] = snapshot, each.file
    return Drawn([read[day] for day in sorted(read)], _in_words(noted))


def _note_double(
    new: Snapshot, old: Snapshot, file: str, noted: dict[str, list[str]], origin: dict[dt.date, str]
) -> None:
    same = new.areas == old.areas and new.line == old.line
    told = "twice the same" if same else "with different areas; the later file counts"
    noted.setdefault(f"one day in two files, {told}", []).append(
        f"{new.day} in {origin[new.day]} and {file}"
    )


def _in_words(noted: dict[str, list[str]]) -> list[str]:
    lines = []
    for told, names in noted.items():
        more = f" and {len(names) - 1:,} more" if len(names) > 1 else ""
        lines.append(f"{names[0]}{more}: {told}")
    return lines


def _layers(
    layer: Path, path: Path, date: dt.date | None, noted: dict[str, list[str]]
) -> Iterator[_Layer]:
    """The features of a file, grouped by day."""
    frame = _frame(layer, path)
    maker = _maker(path)
    day_column = _column(frame, day_columns())
    of_name = day_in(layer.name) or day_in(path.name)
    groups: dict[dt.date, _Layer] = {}
    rows = frame.drop(columns=frame.geometry.name).to_dict("records")
    shapes = mend.straight(
        frame.geometry, lambda told: noted.setdefault(told, []).append(path.name)
    )
    if len(shapes) != len(frame):
        # Empty shapes tell nothing; those that are left have to be told from them.
        kept = [shape is not None and not shape.is_empty for shape in frame.geometry]
        rows = [row for row, keep in zip(rows, kept, strict=True) if keep]
    for row, shape in zip(rows, shapes, strict=True):
        day = (_day(row[day_column]) if day_column else None) or of_name or date
        if day is None:
            raise InputError(f"{path}: no day in its properties or its name; give it with --date")
        group = groups.setdefault(day, _Layer(day, path.name, maker))
        group.shapes.setdefault(label_of(row) or maker.label, []).append(shape)
    if not groups:
        raise InputError(f"{path}: holds no area and no line")
    yield from groups.values()


def _snapshot(layer: _Layer, noted: dict[str, list[str]]) -> Snapshot:
    def note(told: str) -> None:
        names = noted.setdefault(told, [])
        if layer.file not in names[-1:]:
            names.append(layer.file)

    areas = {}
    for label in sorted(layer.shapes):
        area = mend.whole_area(layer.shapes[label], note)
        if not area.is_empty:
            areas[label] = area
    line = mend.whole_line(shape for shapes in layer.shapes.values() for shape in shapes)
    if not areas and line.is_empty:
        raise InputError(f"{layer.file}: holds no area and no line of {layer.day}")
    return Snapshot(layer.day, areas, layer.maker.source, layer.maker.rest, line)


def _frame(layer: Path, path: Path) -> Any:
    """A file's features in EPSG:4326."""
    import geopandas as gpd

    try:
        if layer.suffix.lower() == ".parquet":
            frame = gpd.read_parquet(layer)
        else:
            names = list(gpd.list_layers(layer)["name"])
            if len(names) > 1:
                import pandas as pd

                parts = [gpd.read_file(layer, layer=name).assign(layer=name) for name in names]
                frame = gpd.GeoDataFrame(pd.concat(parts, ignore_index=True), crs=parts[0].crs)
            else:
                frame = gpd.read_file(layer)
    except ImportError:
        raise InputError(f'{path}: Parquet needs an extra: pip install "geomap[parquet]"') from None
    except Exception as error:  # each driver raises its own
        told = " ".join(str(error).replace(str(layer), layer.name).split())[:150]
        raise InputError(f"{path}: can't be read as control data ({told})") from None
    if not isinstance(frame, gpd.GeoDataFrame) or not len(frame) or frame.geometry.isna().all():
        raise InputError(f"{path}: holds no area and no line")
    west, south, east, north = frame.total_bounds
    if frame.crs is None and not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        if not (-90 <= west <= east <= 90 and -180 <= south <= north <= 180):
            raise InputError(f"{path}: has coordinates in metres and does not say of which system")
    elif frame.crs is not None and frame.crs != "EPSG:4326":
        frame = frame.to_crs("EPSG:4326")
    return frame


def _column(frame: Any, names: Iterable[str]) -> str | None:
    by_name = {str(name).casefold(): str(name) for name in frame.columns}
    return next((by_name[name] for name in names if name in by_name), None)


def _day(value: Any) -> dt.date | None:
    if isinstance(value, dt.datetime):
        return None if value != value else value.date()  # NaT differs from itself
    text = str(value).strip()
    try:
        return dt.date.fromisoformat(text[:10])
    except ValueError:
        return day_in(text)


def _maker(path: Path) -> Maker:
    """Who draws the data: as a file beside them says, else by their name."""
    known = maker_of(path.name)
    settings = path.parent / SETTINGS
    if not settings.is_file():
        return Maker(_plain_name(known.source, path), known.label, known.rest)
    try:
        told = tomllib.loads(settings.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise InputError(f"{settings}: {error}") from None
    for key, value in told.items():
        if key not in _KEYS or not isinstance(value, str):
            listed_keys = ", ".join(f'{name} = "..."' for name in _KEYS)
            raise InputError(f"{settings}: {key!r} is not known there; use {listed_keys}")
    return Maker(
        told.get("source", _plain_name(known.source, path)),
        told.get("label", known.label),
        told.get("rest", known.rest),
    )


def _plain_name(source: str, path: Path) -> str:
    """A file's name without its day and ending, where the name stands for the maker."""
    return source if source != path.name else Path(source).stem
