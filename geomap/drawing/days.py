"""Dates of an events table as day numbers: days since 1970-01-01, negative before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from ..tables import cells

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

# Stands for "no date"; no date of the calendar has this number.
NO_DAY = -(2**31)
_EPOCH = date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class Spans:
    """First and last day of each value, NO_DAY where it is none.

    `precision` is UCDP's date_prec of a value that is a month or a year, else 0.
    """

    first: NDArray[np.int32]
    last: NDArray[np.int32]
    precision: NDArray[np.uint8]


def day_numbers(series: pd.Series[Any]) -> NDArray[np.int32]:
    """The first day of each value, NO_DAY where it is no date; see `day_spans`."""
    return day_spans(series).first


def day_spans(series: pd.Series[Any]) -> Spans:
    """The days of dates, datetimes and texts (`geomap.tables.cells.days` reads these).

    A time of day is left out: the map goes by days.
    """
    import pandas as pd

    dtype = series.dtype
    if isinstance(dtype, pd.DatetimeTZDtype) or (isinstance(dtype, np.dtype) and dtype.kind == "M"):
        naive = pd.Series(series.dt.tz_localize(None))
        found = naive.to_numpy(dtype="datetime64[D]", na_value=np.datetime64("NaT"))
        first = np.full(len(series), NO_DAY, np.int32)
        known = ~np.isnat(found)
        first[known] = found[known].astype(np.int64)
        return Spans(first, first, np.zeros(len(series), np.uint8))
    codes, values = pd.factorize(series.map(str), use_na_sentinel=False)
    read = np.array([_span(str(value)) for value in values], np.int64).reshape(-1, 3)[codes]
    return Spans(
        read[:, 0].astype(np.int32), read[:, 1].astype(np.int32), read[:, 2].astype(np.uint8)
    )


def _span(text: str) -> tuple[int, int, int]:
    try:
        first, last, precision = cells.days(text)
    except ValueError:
        return NO_DAY, NO_DAY, 0
    return _number(first), _number(last), precision or 0


def _number(iso: str) -> int:
    return date.fromisoformat(iso).toordinal() - _EPOCH
