"""Dates of an events table as day numbers: days since 1970-01-01, negative before."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

# Stands for "no date"; no date of the calendar has this number.
NO_DAY = -(2**31)
_EPOCH = date(1970, 1, 1).toordinal()
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")


def day_numbers(series: pd.Series[Any]) -> NDArray[np.int32]:
    """The day of each value, NO_DAY where it is none; dates, datetimes and ISO texts count.

    A time of day is left out: the map goes by days.
    """
    import pandas as pd

    if pd.api.types.is_datetime64_any_dtype(series):
        naive = series.dt.tz_localize(None)
        days = naive.to_numpy().astype("datetime64[D]")
        numbers = np.full(len(series), NO_DAY, np.int32)
        known = ~np.isnat(days)
        numbers[known] = days[known].astype(np.int64)
        return numbers
    codes, values = pd.factorize(series.map(str), use_na_sentinel=False)
    known_days = np.array([_day(str(value)) for value in values], np.int32)
    return known_days[codes] if len(values) else np.zeros(0, np.int32)


def _day(text: str) -> int:
    found = _ISO.match(text)
    if not found:
        return NO_DAY
    try:
        return date.fromisoformat(found[0]).toordinal() - _EPOCH
    except ValueError:
        return NO_DAY
