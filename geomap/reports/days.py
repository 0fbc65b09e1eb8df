"""Days of the calendar: written in figures, counted back from a day, and how precise."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator

_ISO_TIME = r"T\d{2}(?::?\d{2}){0,2}(?:[.,]\d+)?(?:Z|[+-]\d{2}:?\d{2})?"
_NUMERIC = re.compile(
    rf"(?<![\w.])(?:(?P<iso>\d{{4}}-\d{{2}}-\d{{2}})(?:{_ISO_TIME})?"
    r"|(?P<dots>\d{1,2}\.\d{1,2}\.\d{4})|(?<!/)(?P<slashes>\d{1,2}/\d{1,2}/\d{4})(?!/))(?!\w)"
)


def numeric_days(text: str) -> Iterator[tuple[int, int, dt.date]]:
    """Dates in figures with their span: ISO 8601, day first with dots, and with slashes.

    5/2/2023 is May in one country and February in another: it is not guessed, as in
    tables. 25/12/2023 and 12/25/2023 can be read in one way only.
    """
    for found in _NUMERIC.finditer(text):
        days = _readings(found)
        if len(days) == 1:
            yield found.start(), found.end(), days[0]


def unclear_day(text: str) -> str | None:
    """The first date of a text that can be read in two ways, with both; None without any."""
    for found in _NUMERIC.finditer(text):
        days = _readings(found)
        if len(days) > 1:
            return f"{found.group()!r} may be {' or '.join(map(str, days))}"
    return None


def _readings(found: re.Match[str]) -> list[dt.date]:
    """The days of the calendar that figures may mean, earliest first."""
    if found["iso"]:
        year, month, day = map(int, found["iso"].split("-"))
    else:
        day, month, year = map(int, re.split(r"[./]", found["dots"] or found["slashes"]))
    orders = {(month, day), (day, month)} if found["slashes"] else {(month, day)}
    days = []
    for m, d in sorted(orders):
        try:
            days.append(dt.date(year, m, d))
        except ValueError:
            continue
    return days


def precision_of(first: dt.date, last: dt.date) -> int:
    """UCDP date_prec of a span of days."""
    days = (last - first).days + 1
    return next((p for p, most in ((1, 1), (2, 6), (3, 7), (4, 31)) if days <= most), 5)


def back(day: dt.date, n: float, unit: str) -> dt.date:
    """The day n units before a day; months keep the day of the month where they can."""
    if unit == "hour":
        return day - dt.timedelta(days=max(1, round(n / 24)))
    if unit in ("day", "week"):
        return day - dt.timedelta(days=round(n * (7 if unit == "week" else 1)))
    months = day.year * 12 + day.month - 1 - round(n * (12 if unit == "year" else 1))
    year, month = divmod(months, 12)
    if year < 1:
        return day
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def calendar_span(reference: dt.date, unit: str, offset: int) -> tuple[dt.date, dt.date]:
    """The calendar week, month or year of the reference day, or `offset` units from it."""
    if unit == "week":
        first = reference - dt.timedelta(days=reference.weekday() - 7 * offset)
        last = first + dt.timedelta(days=6)
    elif unit == "month":
        first = back(reference.replace(day=1), -offset, "month")
        last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
    else:
        first = dt.date(reference.year + offset, 1, 1)
        last = dt.date(reference.year + offset, 12, 31)
    return first, min(last, reference) if offset >= 0 else last
