"""Days, months and years as people give them: 2023-05-02, 2023-05 or 2023."""

from __future__ import annotations

import re
from datetime import date

_FORM = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


def partial_date(text: str) -> str:
    """Return an ISO day, month or year as given; raises ValueError for anything else."""
    match = _FORM.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is no date; write it as 2023-05-02")
    year, month, day = (int(part) if part else 1 for part in match.groups())
    try:
        date(year, month, day)
    except ValueError as error:
        raise ValueError(f"{text!r} is no date ({error}); write it as 2023-05-02") from None
    return text


_DAY_FIRST = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})")


def loose_date(text: str) -> str | None:
    """The ISO day of a table's cell: 2023-05-02 with or without a time, or 02.05.2023.

    None for anything else: 5/2/2023 is May in one country and February in another.
    """
    text = text.strip()
    if match := _DAY_FIRST.match(text):
        day, month, year = match.groups()
        text = f"{year}-{int(month):02}-{int(day):02}"
    for form in (text[:10], text):
        try:
            return partial_date(form)
        except ValueError:
            continue
    return None
