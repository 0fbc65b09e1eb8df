"""The line of contact of a day as a reason to prefer one namesake to another."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np

from .measure import km_between, points_on_plane
from .series import ControlSeries


@dataclass(frozen=True)
class FrontOfDay:
    """Where the reports of a day are likely to play; a `gazetteer.likely.Likely`."""

    series: ControlSeries
    number: int

    @property
    def words(self) -> str:
        return f"the line of contact of {self.series.days[self.number]}"

    def km(self, latitude: float, longitude: float) -> float | None:
        """Kilometres to the line, on either side of it; None where the data draw none."""
        lon, lat = np.array([longitude]), np.array([latitude])
        nearest = self.series.nearest(self.number).to(points_on_plane(lon, lat))
        km = float(km_between(lon, lat, nearest)[0])
        return None if km != km else km


def front_of(series: ControlSeries, date: str | None) -> FrontOfDay | None:
    """The front for a report of a day (ISO 8601); None where no snapshot tells of that day."""
    if date is None or len(date) < 10:
        return None
    day = dt.date.fromisoformat(date[:10])
    number = series.index(day)
    if number is None or (day - series.days[number]).days > series.max_age_days:
        return None
    return FrontOfDay(series, number)
