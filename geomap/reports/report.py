"""A report: a text with its source, its publication date and its language."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass

from ..errors import InputError

_DAY_OR_MONTH = re.compile(r"\d{4}-\d{2}(-\d{2})?")


@dataclass(frozen=True, slots=True)
class Report:
    """A text to read events from; offsets into it count Unicode code points.

    `date` is the day of publication, ISO 8601 ("2023-05-02"), or the month where the day
    is unknown ("2023-05"). `source` is a file name or a publisher, never a path. `id` tells
    reports of one source apart, such as the messages of a channel; it shows nowhere.
    """

    text: str
    source: str
    date: str | None = None
    language: str | None = None
    url: str | None = None
    id: str | None = None

    def __post_init__(self) -> None:
        try:
            _ = self.days
        except ValueError as error:
            raise InputError(f"{self.source}: {error}") from None

    @property
    def days(self) -> tuple[dt.date, dt.date] | None:
        """First and last day that the publication may have; None without a date."""
        return None if self.date is None else publication_days(self.date)


def publication_days(date: str) -> tuple[dt.date, dt.date]:
    """First and last day of "YYYY-MM-DD" or "YYYY-MM". Raises ValueError for anything else."""
    try:
        if not _DAY_OR_MONTH.fullmatch(date):
            raise ValueError
        first = dt.date.fromisoformat(date if len(date) == 10 else f"{date}-01")
    except ValueError:
        raise ValueError(
            f"{date!r} is not a date; write it as YYYY-MM-DD (2023-05-02) or YYYY-MM"
        ) from None
    if len(date) == 10:
        return first, first
    return first, first.replace(day=calendar.monthrange(first.year, first.month)[1])
