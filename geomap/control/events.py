"""Events held against the control of their day, and claims against that of the days after.

Nothing here changes what a report says: the columns of control stand beside the claim.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from ..counted import counted
from ..values import is_blank
from .series import ControlSeries, Standing
from .snapshot import HELD, in_words, is_side

if TYPE_CHECKING:
    import geopandas as gpd

# Beside the columns of the schema: how many days older than the event the snapshot is.
AGE = "control_age_days"
# Outcomes that say that land is in somebody's hands since; others say nothing of it.
CLAIMS = frozenset({"captured", "liberated"})
# Who liberates where nobody is named.
_LIBERATES = "Ukraine"
# A claim is held against snapshots of so many days from its own on.
CHECK_DAYS = 60
# A place is so far off at most that the control of its point says something of it.
_EXACT_PRECISION, _EXACT_KM = 2, 10.0
# A claim of a day or some days can be held against those after; one of a month can't. The line
# of a day says little of an event of some week or month.
_EXACT_DATE, _WEEK = 2, 3


def add_control(events: gpd.GeoDataFrame, series: ControlSeries) -> gpd.GeoDataFrame:
    """A copy of an events table with its columns of control filled from a series.

    `control` is empty outside the country where no area says otherwise, before the first
    snapshot and where the last one is older than the series allows; so are the others then,
    and for events of an unknown week. Where the series says nothing, what a row has stays.
    `distance_to_front_km` is that of the point: an event that may have been 30 km off has it
    all the same, and its `radius_km` beside it. `control_check` is filled for claims that a
    place was taken.
    """
    table = events.copy()
    where = _points(table)
    precision = [_number(value) for value in _column(table, "date_precision")]
    days = [
        None if coarse is not None and coarse > _WEEK else _day(value)
        for value, coarse in zip(_column(table, "event_date"), precision, strict=True)
    ]
    standing = series.at(where[:, 0], where[:, 1], days)
    filled = _filled(standing, series)
    filled["control_check"] = _checks(table, where, series)
    values = zip(*filled.values(), strict=True)
    silent = [all(value is None for value in row) for row in values]
    for name, new in filled.items():
        kept = zip(_column(table, name), new, silent, strict=True)
        table[name] = _object(before if empty else now for before, now, empty in kept)
    return table


def _filled(standing: Standing, series: ControlSeries) -> dict[str, list[Any]]:
    used = [series.snapshots[i] if i >= 0 else None for i in standing.snapshot.tolist()]
    distances = np.round(standing.distance_km, 1).tolist()
    ages = standing.age_days.tolist()
    return {
        "control": standing.control.tolist(),
        "control_date": [s.day.isoformat() if s else None for s in used],
        "control_source": [s.source if s else None for s in used],
        "distance_to_front_km": [None if km != km else km for km in distances],
        AGE: [age if s else None for age, s in zip(ages, used, strict=True)],
    }


@dataclass(frozen=True)
class _Claim:
    """That a place (longitude, latitude) has been in a side's hands since a day."""

    at: tuple[float, float]
    holder: str
    day: dt.date


def _checks(table: gpd.GeoDataFrame, where: Any, series: ControlSeries) -> list[str | None]:
    """What the days after say of each claim that a place was taken."""
    names = ("outcome", "actor", "geo_precision", "radius_km", "date_precision")
    rows = zip(*(_column(table, name) for name in names), *_spans(table), strict=True)
    labels = {label for s in series.snapshots for label in (*s.areas, s.rest) if label}
    sides = set(filter(is_side, labels))
    claims: dict[int, _Claim] = {}
    for number, (outcome, actor, precision, radius, dated, first, last) in enumerate(rows):
        holder, day = _claimed_by(outcome, actor), last or first
        exact = _at_most(precision, _EXACT_PRECISION) and _at_most(radius, _EXACT_KM)
        known = exact and _at_most(dated, _EXACT_DATE) and np.isfinite(where[number]).all()
        if holder in sides and day is not None and known:
            lon, lat = where[number].tolist()
            claims[number] = _Claim((lon, lat), holder, day)
    told = dict(zip(claims, _told(list(claims.values()), series), strict=True))
    return [told.get(number) for number in range(len(table))]


def _told(claims: Sequence[_Claim], series: ControlSeries) -> Iterator[str]:
    """What snapshots say of claims: all are looked up together, as many share each snapshot."""
    days = [_days_of(claim, series) for claim in claims]
    spots = [claim.at for claim, listed in zip(claims, days, strict=True) for _ in listed]
    lon, lat = np.array(spots, dtype=np.float64).reshape(-1, 2).T
    standing = series.held(lon, lat, [day for listed in days for day in listed])
    found = zip(standing.snapshot.tolist(), standing.control.tolist(), strict=True)
    for claim, listed in zip(claims, days, strict=True):
        yield _check(claim, list(islice(found, len(listed))), series)


def _days_of(claim: _Claim, series: ControlSeries) -> list[dt.date]:
    """The day of a claim and those of the snapshots after it that it is held against."""
    first = bisect_right(series.days, claim.day)
    end = bisect_right(series.days, claim.day + dt.timedelta(days=CHECK_DAYS))
    return [claim.day, *series.days[first:end]]


def _spans(table: gpd.GeoDataFrame) -> tuple[list[dt.date | None], list[dt.date | None]]:
    """First and last days; a last day that is before the first is none."""
    first = [_day(value) for value in _column(table, "event_date")]
    last = [_day(value) for value in _column(table, "end_date")]
    return first, [b if a and b and b >= a else None for a, b in zip(first, last, strict=True)]


def _check(claim: _Claim, found: list[tuple[int, str | None]], series: ControlSeries) -> str:
    """Whether, and when, snapshots from that of the day on show a point in a side's hands.

    `found` has the number of each snapshot (-1: none tells of the day) and its label.
    """
    other: str | None = None
    for number, label in found:
        if number < 0:
            continue
        snapshot = series.snapshots[number]
        when = f"{snapshot.day}, {_apart(snapshot.day, claim.day)}"
        if label == claim.holder:
            return f"consistent with control on {when}, according to {snapshot.source}"
        if label is not None and snapshot.day >= claim.day:
            # What was drawn before the claim can bear it out, and can't speak against it.
            against = is_side(label) and label != HELD
            how = f"not consistent with control up to {when}" if against else f"open on {when}"
            other = f"{how}: {in_words(label)}, according to {snapshot.source}"
    if other is not None:
        return other
    if not any(series.days[number] >= claim.day for number, _ in found if number >= 0):
        return f"no control data of the {CHECK_DAYS} days after the claim"
    return "the control data do not say who held the place"


def _apart(snapshot: dt.date, claim: dt.date) -> str:
    days = (snapshot - claim).days
    if days == 0:
        return "the same day"
    return f"{counted(abs(days), 'day')} {'later' if days > 0 else 'before'}"


def _claimed_by(outcome: Any, actor: Any) -> str | None:
    """Whose hands a claim says a place is in."""
    if is_blank(outcome) or str(outcome) not in CLAIMS:
        return None
    if is_blank(actor):
        return _LIBERATES if outcome == "liberated" else None
    return str(actor)


def _at_most(value: Any, limit: float) -> bool:
    """Whether a number is not above a limit; what is not told is exact, what is no number not."""
    if is_blank(value):
        return True
    number = _number(value)
    return number is not None and number <= limit


def _number(value: Any) -> float | None:
    try:
        return None if is_blank(value) else float(value)
    except (TypeError, ValueError):
        return None


def _points(table: gpd.GeoDataFrame) -> Any:
    """Longitude and latitude of each row's point; NaN where it has none."""
    shapes = table.geometry
    if table.crs is not None and table.crs != "EPSG:4326":
        shapes = shapes.to_crs("EPSG:4326")
    drawn = shapes.to_numpy()
    # An empty point, and what is no point, have no coordinate here.
    return np.column_stack([shapely.get_x(drawn), shapely.get_y(drawn)])


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
