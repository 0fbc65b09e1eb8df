"""Tables of other makers: which of their columns is the date, where none is called event_date."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..errors import PageError
from .days import NO_DAY, day_numbers

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

# Heads that carry the day of an event, best first; compared without case.
DATE_HEADS = ("event_date", "date", "day", "datetime", "timestamp", "time", "t", "when")


def with_schema_names(events: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The same table with an `event_date`, if any of its columns can stand for one.

    A head of DATE_HEADS with days under it is taken, or else the only column of dates that
    there is. Raises PageError where two columns have the same name.
    """
    import pandas as pd

    if events.columns.has_duplicates:
        twice = events.columns[events.columns.duplicated()][0]
        raise PageError(f"two columns of the table are called {twice!r}; rename one of them")
    if "event_date" in events.columns:
        return events
    heads = {str(name).strip().casefold(): name for name in reversed(list(events.columns))}
    named = [heads[head] for head in DATE_HEADS if head in heads]
    dated = [
        name
        for name in events.columns
        if name != events.geometry.name and pd.api.types.is_datetime64_any_dtype(events[name])
    ]
    if len(dated) == 1:
        named += dated
    found = next((name for name in named if _has_days(events[name])), None)
    return events if found is None else events.rename(columns={found: "event_date"})


def _has_days(series: pd.Series[Any]) -> bool:
    """Whether a column that may carry days does: "14:30" is a time of any day."""
    some = series.dropna().head(200)
    return bool((day_numbers(some) != NO_DAY).any())
