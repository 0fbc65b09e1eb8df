"""The day that the name of a file tells."""

from __future__ import annotations

import datetime as dt
import re
from calendar import month_abbr

_MONTHS = [name.lower() for name in month_abbr]
_FORMS = (
    # 20250306, 2025-03-06, 2025_03_06
    re.compile(r"(?<!\d)(?P<y>20\d\d)[-_.]?(?P<m>[01]\d)[-_.]?(?P<d>[0-3]\d)(?!\d)"),
    # 06.03.2025, 6-3-2025
    re.compile(r"(?<!\d)(?P<d>[0-3]?\d)[-_.](?P<m>[01]?\d)[-_.](?P<y>20\d\d)(?!\d)"),
    # 06MAR2025
    re.compile(
        rf"(?<!\d)(?P<d>\d{{1,2}})[-_ ]?(?P<n>{'|'.join(_MONTHS[1:])})[a-z]*[-_ ]?"
        r"(?P<y>20\d\d)(?!\d)",
        re.IGNORECASE,
    ),
)


def day_in(name: str) -> dt.date | None:
    """The day in a file's name; the last one of several, None without any."""
    for form in _FORMS:
        days = [day for found in form.finditer(name) if (day := _day(found))]
        if days:
            return days[-1]
    return None


def _day(found: re.Match[str]) -> dt.date | None:
    parts = found.groupdict()
    month = _MONTHS.index(parts["n"].lower()) if parts.get("n") else int(parts["m"])
    try:
        return dt.date(int(parts["y"]), month, int(parts["d"]))
    except ValueError:
        return None
