"""`geomap control info`, `at` and `diff`: what control data hold, on a day and between days."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import re
import sys
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..counted import counted
from ..errors import InputError
from .series import ControlSeries
from .snapshot import Snapshot, in_words

if TYPE_CHECKING:
    from gazetteer import Gazetteer

_POINT = re.compile(r"\s*(-?\d+(?:\.\d+)?)\s*[,;\s]\s*(-?\d+(?:\.\d+)?)\s*")
# Names of settlements that are printed; all of them are in the written file.
_SHOWN = 12


def run(options: argparse.Namespace) -> int:
    """Run one of the commands; returns the exit code."""
    from ..files import check_output
    from .files import listed

    if options.what == "diff" and options.output is not None:
        check_output(options.output, inputs=tuple(listed(options.paths)))
    return {"info": _info, "at": _at, "diff": _diff}[options.what](options)


def read_control(
    paths: Sequence[str], *, date: str | None = None, every_note: bool = False
) -> ControlSeries:
    """Read control data with a line of progress and a warning for what was put right.

    Slips of the pen are in nearly all such data: they are told with `every_note` only.
    """
    from ..progress import Progress
    from .mend import SLIVERS

    with Progress() as show:
        name = Path(paths[0]).name
        series = ControlSeries.read(
            *paths, date=date, progress=lambda done, total: show(name, done, total)
        )
    for note in series.notes:
        if every_note or SLIVERS not in note:
            warnings.warn(note, stacklevel=1)
    return series


def _read(options: argparse.Namespace) -> ControlSeries:
    every = options.what == "info"
    return read_control(options.paths, date=options.date, every_note=every)


def _day(text: str | None, fallback: dt.date, option: str) -> dt.date:
    if text is None:
        return fallback
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise InputError(f"{option} {text!r} is no day; write it as YYYY-MM-DD") from None


def _print(options: argparse.Namespace, told: dict[str, Any], lines: list[str]) -> None:
    if options.json:
        print(json.dumps(told, ensure_ascii=False, indent=1, allow_nan=False))
    else:
        print("\n".join(lines))


def _state(series: ControlSeries, snapshot: Snapshot) -> dict[str, Any]:
    areas = {label: round(series.area_km2(snapshot.day, label), 1) for label in snapshot.areas}
    return {
        "date": snapshot.day.isoformat(),
        "source": snapshot.source,
        "area_km2": areas,
        "line_km": round(series.line_km(snapshot.day), 1),
    }


def _state_in_words(state: dict[str, Any]) -> list[str]:
    areas = [f"  {in_words(label)}: {km2:,.0f} km²" for label, km2 in state["area_km2"].items()]
    line = f"  line of contact: {state['line_km']:,.0f} km"
    age = state.get("age_days")
    aged = f", {counted(age, 'day')} before" if age else ""
    return [f"{state['date']}{aged}, according to {state['source']}:", *areas, line]


def _info(options: argparse.Namespace) -> int:
    series = _read(options)
    first, last = series.snapshots[0], series.snapshots[-1]
    gaps = [(b - a).days for a, b in zip(series.days, series.days[1:], strict=False)]
    told: dict[str, Any] = {
        "snapshots": len(series.days),
        "first": first.day.isoformat(),
        "last": last.day.isoformat(),
        "longest_gap_days": max(gaps, default=0),
        "sources": sorted({s.source for s in series.snapshots}),
        "margin_km": series.margin_km,
        "states": [_state(series, s) for s in ((first, last) if len(gaps) else (first,))],
        "notes": list(series.notes),
    }
    span = f", {first.day} to {last.day}" if gaps else f", {first.day}"
    gap = f", at most {counted(max(gaps), 'day')} apart" if gaps else ""
    lines = [f"{counted(len(series.days), 'snapshot')}{span}{gap}"]
    for state in told["states"]:
        lines += _state_in_words(state)
    lines.append(f"The line leaves out what lies within {series.margin_km:g} km of a coast or of")
    lines.append("the border of the country.")
    _print(options, told, lines)
    return 0


def _at(options: argparse.Namespace) -> int:
    series = _read(options)
    if options.first or options.last:
        first = _day(options.first, series.days[0], "--from")
        last = _day(options.last, series.days[-1], "--to")
        days = [day for day in series.days if first <= day <= last]
        if not days:
            raise InputError(f"no snapshot from {first} to {last}: {_extent(series)}")
    else:
        days = [_day(options.date, series.days[-1], "--date")]
    if not options.where:
        states = [_aged(series, day) for day in days]
        lines = [line for state in states for line in _state_in_words(state)]
        _print(options, {"states": states}, lines)
        return 0
    with _places(options) as gazetteer:
        points = [_point(word, gazetteer) for word in options.where]
    told = [_standing(series, name, lat, lon, day) for name, lat, lon in points for day in days]
    _print(options, {"points": told}, [_standing_in_words(one) for one in told])
    return 0


def _aged(series: ControlSeries, day: dt.date) -> dict[str, Any]:
    snapshot = series.on(day)
    if (day - snapshot.day).days > series.max_age_days:
        limit = (
            f"the last snapshot is of {snapshot.day}, more than {series.max_age_days} days before"
        )
        raise InputError(f"no control data on {day}: {limit}")
    return {**_state(series, snapshot), "age_days": (day - snapshot.day).days}


def _extent(series: ControlSeries) -> str:
    return f"the data go from {series.days[0]} to {series.days[-1]}"


@contextmanager
def _places(options: argparse.Namespace) -> Iterator[Gazetteer | None]:
    """The gazetteer, where a word is no pair of coordinates."""
    from ..tables.locate import opened

    if all(_POINT.fullmatch(word) for word in options.where):
        yield None
        return
    with opened(None, options.gazetteer) as gazetteer:
        yield gazetteer


def _point(word: str, gazetteer: Gazetteer | None) -> tuple[str, float, float]:
    """Name, latitude and longitude of "48.59,38.0" or of a place's name."""
    found = _POINT.fullmatch(word)
    if found:
        lat, lon = float(found[1]), float(found[2])
        if not (-90 <= lat <= 90 and -180 <= lon <= 180):
            raise InputError(f"{word!r}: latitude comes first, then longitude, in degrees")
        return word.strip(), lat, lon
    assert gazetteer is not None
    place = gazetteer.resolve(word).place
    return place.name, place.latitude, place.longitude


def _standing(
    series: ControlSeries, name: str, lat: float, lon: float, day: dt.date
) -> dict[str, Any]:
    standing = series.at([lon], [lat], [day])
    number = int(standing.snapshot[0])
    snapshot = series.snapshots[number] if number >= 0 else None
    distance = float(standing.distance_km[0])
    return {
        "place": name,
        "latitude": lat,
        "longitude": lon,
        "date": day.isoformat(),
        "control": standing.control[0],
        "control_date": snapshot.day.isoformat() if snapshot else None,
        "control_source": snapshot.source if snapshot else None,
        "control_age_days": int(standing.age_days[0]) if snapshot else None,
        "distance_to_front_km": None if distance != distance else round(distance, 1),
    }


def _standing_in_words(told: dict[str, Any]) -> str:
    where = f"{told['place']}, {told['date']}"
    if told["control_date"] is None:
        return f"{where}: no control data of that day"
    label = told["control"]
    held = in_words(label) if label else "the data do not say who held it"
    age = told["control_age_days"]
    aged = f", {counted(age, 'day')} before" if age else ""
    distance = told["distance_to_front_km"]
    away = f", {distance:,} km from the line of contact" if distance is not None else ""
    source = f"{told['control_source']} ({told['control_date']}{aged})"
    return f"{where}: {held}{away}, according to {source}"


def _diff(options: argparse.Namespace) -> int:
    from ..tables.locate import opened

    series = _read(options)
    first = _day(options.first, series.days[0], "--from")
    last = _day(options.last, series.days[-1], "--to")
    if last < first:
        raise InputError(f"--to {last} is before --from {first}")
    change = series.change(first, last)
    if len(change.sources) > 1:
        warnings.warn(
            f"{' and '.join(change.sources)} drew the two days: what differs may be their view",
            stacklevel=1,
        )
    with opened(None, options.gazetteer) as gazetteer:
        won, lost = change.settlements(gazetteer)
    told: dict[str, Any] = {
        "from": change.first.isoformat(),
        "to": change.last.isoformat(),
        "side": change.label,
        "source": " and ".join(change.sources),
        "gained_km2": round(change.gained_km2, 2),
        "lost_km2": round(change.lost_km2, 2),
        "net_km2": round(change.gained_km2 - change.lost_km2, 2),
        "settlements_gained": [place.name for place in won],
        "settlements_lost": [place.name for place in lost],
    }
    if options.output is not None:
        from ..files import is_device
        from .changefile import write_change

        write_change(change, won, lost, options.output)
        aside = options.json or is_device(options.output)
        print(f"{options.output}: {_parts(change)}", file=sys.stderr if aside else sys.stdout)
    lines = [
        f"{change.label}, {change.first} to {change.last}, according to {told['source']}:",
        f"  gained {change.gained_km2:,.1f} km²{_listed(told['settlements_gained'])}",
        f"  lost {change.lost_km2:,.1f} km²{_listed(told['settlements_lost'])}",
    ]
    for asked, used, option in ((first, change.first, "--from"), (last, change.last, "--to")):
        if asked != used:
            lines.append(f"  ({option} {asked}: the last snapshot is of {used})")
    _print(options, told, lines)
    return 0


def _parts(change: Any) -> str:
    areas = len(change.gained.geoms) + len(change.lost.geoms)
    return counted(areas, "area")


def _listed(names: list[str]) -> str:
    if not names:
        return ""
    rest = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return f"; {counted(len(names), 'settlement')}: {', '.join(names[:_SHOWN])}{rest}"
