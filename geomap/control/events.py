"""Events held against the control of their day, and claims against that of the days after.

Nothing here changes what a report says: the columns of control stand beside the claim.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from ..values import is_blank
from .series import ControlSeries, Standing
from .snapshot import in_words, is_side

if TYPE_CHECKING:
    import geopandas as gpd

# Beside the columns of the schema: how many days older than the event the snapshot is.
AGE = "control_age_days"
# Outcomes that say that land is in somebody's hands since; others say nothing of it.
CLAIMS = frozenset({"captured", "liberated"})
# Ukraine liberates, whoever is named.
_LIBERATES = "Ukraine"
# A claim is held against snapshots of so many days from its own on.
CHECK_DAYS = 60
# A place is so far off at most that the control of its point says something of it.
_EXACT_PRECISION, _EXACT_KM = 2, 10.0


def add_control(events: gpd.GeoDataFrame, series: ControlSeries) -> gpd.GeoDataFrame:
    """A copy of an events table with its columns of control filled from a series.

    `control` is empty outside the country, before the first snapshot and where the last one
    is older than the series allows; so are the others then. `distance_to_front_km` is that
    of the point: an event that may have been 30 km off has it all the same, and its
    `radius_km` beside it. `control_check` is filled for claims that a place was taken.
    """
    table = events.copy()
    where = _points(table)
    days = [_day(value) for value in _column(table, "event_date")]
    standing = series.at(where[:, 0], where[:, 1], days)
    _fill(table, standing, series)
    table["control_check"] = _object(_checks(table, where, series))
    return table


def _fill(table: gpd.GeoDataFrame, standing: Standing, series: ControlSeries) -> None:
    known = standing.snapshot >= 0
    used = [series.snapshots[i] if i >= 0 else None for i in standing.snapshot.tolist()]
    table["control"] = _object(standing.control)
    table["control_date"] = _object([s.day.isoformat() if s else None for s in used])
    table["control_source"] = _object([s.source if s else None for s in used])
    distances = np.round(standing.distance_km, 1)
    table["distance_to_front_km"] = _object(
        [None if np.isnan(km) else float(km) for km in distances]
    )
    ages = zip(standing.age_days.tolist(), known.tolist(), strict=True)
    table[AGE] = _object([age if is_known else None for age, is_known in ages])


def _checks(table: gpd.GeoDataFrame, where: Any, series: ControlSeries) -> list[str | None]:
    """What the days after say of each claim that a place was taken."""
    claims: list[tuple[int, str, dt.date]] = []
    rows = zip(
        _column(table, "outcome"),
        _column(table, "actor"),
        _column(table, "geo_precision"),
        _column(table, "radius_km"),
        _column(table, "end_date"),
        _column(table, "event_date"),
        strict=True,
    )
    for number, (outcome, actor, precision, radius, last, first) in enumerate(rows):
        holder = _claimed_by(outcome, actor)
        day = _day(last) or _day(first)
        if holder and day and _is_exact(precision, radius) and np.isfinite(where[number]).all():
            claims.append((number, holder, day))
    checks: list[str | None] = [None] * len(table)
    labels = {label for s in series.snapshots for label in (*s.areas, s.rest) if label}
    for number, holder, day in claims:
        if holder in filter(is_side, labels):
            checks[number] = _check(where[number], holder, day, series)
    return checks


def _check(at: Any, holder: str, day: dt.date, series: ControlSeries) -> str:
    """Whether, and when, snapshots from that of the day on show a point in a side's hands."""
    before = series.at(at[:1], at[1:], [day])
    if before.control[0] == holder:
        snapshot = series.days[int(before.snapshot[0])]
        return f"consistent with control on {snapshot}, {_before(int(before.age_days[0]))}"
    later = [s.day for s in series.snapshots if 0 <= (s.day - day).days <= CHECK_DAYS]
    if not later:
        return f"no control data of the {CHECK_DAYS} days after the claim"
    repeated = np.repeat(at[None, :], len(later), axis=0)
    held = series.at(repeated[:, 0], repeated[:, 1], later).control.tolist()
    for snapshot_day, label in zip(later, held, strict=True):
        if label == holder:
            return f"consistent with control on {snapshot_day}, {_later(snapshot_day, day)}"
    if all(label is None for label in held):
        return "the control data do not say who held the place"
    shown = next(label for label in reversed(held) if label is not None)
    until = f"{later[-1]}, {_later(later[-1], day)}"
    return f"not consistent with control up to {until}: {in_words(shown)}"


def _before(days: int) -> str:
    return "the same day" if days == 0 else f"{days} day{'' if days == 1 else 's'} before"


def _later(day: dt.date, claim: dt.date) -> str:
    days = (day - claim).days
    return "the same day" if days == 0 else f"{days} day{'' if days == 1 else 's'} later"


def _claimed_by(outcome: Any, actor: Any) -> str | None:
    """Whose hands a claim says a place is in."""
    if is_blank(outcome) or str(outcome) not in CLAIMS:
        return None
    if outcome == "liberated":
        return _LIBERATES
    return None if is_blank(actor) else str(actor)


def _is_exact(precision: Any, radius: Any) -> bool:
    near = is_blank(precision) or float(precision) <= _EXACT_PRECISION
    return near and (is_blank(radius) or float(radius) <= _EXACT_KM)


def _points(table: gpd.GeoDataFrame) -> Any:
    """Longitude and latitude of each row's point; NaN where it has none."""
    shapes = table.geometry
    is_point = shapes.notna() & (shapes.geom_type == "Point") & ~shapes.is_empty
    found = np.full((len(table), 2), np.nan)
    points = shapes[is_point]
    found[is_point.to_numpy(), 0] = points.x
    found[is_point.to_numpy(), 1] = points.y
    return found


def _column(table: gpd.GeoDataFrame, name: str) -> Sequence[Any]:
    return list(table[name]) if name in table.columns else [None] * len(table)


def _day(value: Any) -> dt.date | None:
    if is_blank(value):
        return None
    try:
        return dt.date.fromisoformat(str(value)[:10])
    except ValueError:
        return None


def _object(values: Any) -> Any:
    import pandas as pd

    return pd.Series(list(values), dtype=object).to_numpy()
