"""Columns of an events table as arrays: words as numbers, cells as numbers, whatever they hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from ..values import number, plain

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray


def coded(series: pd.Series[Any]) -> tuple[NDArray[np.int64], list[Any]]:
    """The values as numbers into a list of clean texts, of which the first is "none"."""
    raw, values = factorized(series)
    known: dict[str | None, int] = {None: 0}
    places = np.zeros(len(values) + 1, np.int64)
    for number_of, value in enumerate(values.tolist()):
        places[number_of] = known.setdefault(cell_text(value), len(known))
    return places[raw], list(known)


def factorized(series: pd.Series[Any]) -> tuple[NDArray[np.int64], pd.Index[Any]]:
    """Which of the distinct values each is, -1 for none, and these values."""
    import pandas as pd

    try:
        raw, values = pd.factorize(series, use_na_sentinel=True)
    except TypeError:  # lists can't be compared
        raw, values = pd.factorize(series.map(_listed), use_na_sentinel=True)
    return raw.astype(np.int64), pd.Index(values)


def _listed(value: Any) -> str | None:
    """A cell of a column with lists among its values, as one text."""
    value = plain(value)
    if isinstance(value, list):
        return ", ".join(str(one) for one in value if one is not None) or None
    return None if value is None else str(value)


def cell_text(value: Any) -> str | None:
    """A cell as clean text, None where it is blank."""
    if type(value) is str and value and value.isprintable():
        return value
    value = plain(value)
    # pandas makes 7 of a column with gaps 7.0.
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return None if value in (None, "", []) else str(value)


def cell_numbers(series: pd.Series[Any]) -> NDArray[np.float64]:
    """The values as doubles, NaN where one is no finite number."""
    if series.dtype.kind in "iuf":
        values = series.to_numpy(dtype=np.float64, copy=True)
        values[~np.isfinite(values)] = np.nan
        return values
    return np.array([_number(value) for value in series], np.float64)


def _number(value: Any) -> float:
    try:
        return number(plain(value))
    except (ValueError, TypeError):
        return float("nan")


def small_numbers(series: pd.Series[Any]) -> NDArray[np.uint8]:
    """Codes of a few values, 0 where there is none."""
    return np.clip(np.nan_to_num(cell_numbers(series), nan=0.0), 0, 255).astype(np.uint8)
