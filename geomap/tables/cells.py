"""Single cells of a table: days, coordinates, and formulas made harmless."""

from __future__ import annotations

import calendar
import re
from datetime import date
from typing import Any

from ..values import NUMBER, number

# A spreadsheet runs a cell that begins so (OWASP, "CSV Injection").
FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
MONTHS = {name.casefold(): number for number, name in enumerate(calendar.month_name) if name}
MONTHS |= {name.casefold(): number for number, name in enumerate(calendar.month_abbr) if name}


def days(value: Any) -> tuple[str, str, int | None]:
    """Read a date as (first day, last day, UCDP date_prec), the last None for a full date.

    ISO dates and times, "2 May 2023", "02.05.2023" (day first) and the partial "2023-05" and
    "2023". Raises ValueError for others: 5/2/2023 is May in one country, February in another.
    """
    text = str(value).strip()
    if match := re.match(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?!\d)", text):
        year, month, day = map(int, match.groups())
    elif match := re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", text):
        day, month, year = map(int, match.groups())
    elif match := re.fullmatch(r"(\d{1,2})[ -]([A-Za-z]{3,9})\.?,?[ -](\d{4})", text):
        day, year = int(match[1]), int(match[3])
        month = MONTHS.get(match[2].casefold(), 0)
    elif match := re.fullmatch(r"(\d{4})-(\d{2})", text):
        first = date(int(match[1]), int(match[2]), 1)
        last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
        return first.isoformat(), last.isoformat(), 4
    elif match := re.fullmatch(r"(\d{4})(\.0)?", text):
        return date(int(match[1]), 1, 1).isoformat(), date(int(match[1]), 12, 31).isoformat(), 5
    else:
        raise ValueError("is not a date; write it as 2023-05-02")
    try:
        iso = date(year, month, day).isoformat()
    except ValueError:
        raise ValueError("is not a day of the calendar") from None
    return iso, iso, None


def coordinate(value: Any, *, limit: int, decimal_comma: bool = False) -> float:
    """Read degrees between -limit and limit. Raises ValueError, saying what is wrong."""
    result = number(value, decimal_comma=decimal_comma)
    if not -limit <= result <= limit:
        raise ValueError(f"is not between -{limit} and {limit}")
    return result


def guard(text: str) -> str:
    """Put an apostrophe before what a spreadsheet would take for a formula."""
    if FORMULA.match(text) and not NUMBER.fullmatch(text):
        return "'" + text
    return text


def unguard(text: str) -> str:
    """Undo `guard`."""
    return text[1:] if text.startswith("'") and FORMULA.match(text) else text
