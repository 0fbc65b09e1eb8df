"""Tables of other makers: which of their columns is the date, where none is called event_date."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import geopandas as gpd

# Heads that carry the day of an event, best first; compared without case.
DATE_HEADS = ("event_date", "date", "day", "datetime", "timestamp", "time", "t", "when")


def with_schema_names(events: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The same table with an `event_date`, if any of its columns can stand for one.

    A head of DATE_HEADS is taken, or else the only column of dates that there is.
    """
    import pandas as pd

    if "event_date" in events.columns:
        return events
    heads = {str(name).strip().casefold(): name for name in reversed(list(events.columns))}
    found = next((heads[head] for head in DATE_HEADS if head in heads), None)
    if found is None:
        dated = [
            name
            for name in events.columns
            if name != events.geometry.name and pd.api.types.is_datetime64_any_dtype(events[name])
        ]
        found = dated[0] if len(dated) == 1 else None
    return events if found is None else events.rename(columns={found: "event_date"})
