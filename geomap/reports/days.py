"""Days of the calendar: spans counted back from a day, and how precise a span is."""

from __future__ import annotations

import calendar
import datetime as dt


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
