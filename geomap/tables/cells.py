"""Single cells of a table: numbers, days, coordinates, lists, and formulas made harmless."""

from __future__ import annotations

import calendar
import json
import math
import re
from datetime import date, datetime
from typing import Any

from gazetteer import clean_text

NUMBER = re.compile(r"[-+−]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d{1,3})?")
# A spreadsheet runs a cell that begins so (OWASP, "CSV Injection").
FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
MONTHS = {name.casefold(): number for number, name in enumerate(calendar.month_name) if name}
MONTHS |= {name.casefold(): number for number, name in enumerate(calendar.month_abbr) if name}


def is_blank(value: object) -> bool:
    """True for what stands for nothing: None, NaN, NaT and text without a character."""
    if value is None:
        return True
    if isinstance(value, str):
        return not value.strip()
    if isinstance(value, (list, dict, tuple)):
        return False
    try:
        return bool(value != value)  # NaN and NaT differ from themselves
    except (TypeError, ValueError):
        return type(value).__name__ == "NAType"  # pandas.NA; an array is not blank


def plain(value: Any) -> Any:
    """Turn a value of numpy or pandas into what JSON knows; blank becomes None."""
    if value is None:
        return None
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, dict):
        return {clean_text(str(key)): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, (bool, int)):
        return value
    if isinstance(value, datetime):
        if is_blank(value):
            return None
        midnight = (value.hour, value.minute, value.second) == (0, 0, 0)
        return value.date().isoformat() if midnight else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if hasattr(value, "tolist"):
        return plain(value.tolist())
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    return None if is_blank(value) else clean_text(str(value))


def number(value: Any, *, decimal_comma: bool = False) -> float:
    """Read a number. Raises ValueError for anything but a finite decimal number."""
    if isinstance(value, bool):
        raise ValueError("is not a number")
    if isinstance(value, (int, float)):
        result = float(value)
    else:
        text = str(value).strip()
        if decimal_comma and "." not in text:
            text = text.replace(",", ".", 1)
        if not NUMBER.fullmatch(text):
            raise ValueError("is not a number")
        result = float(text.replace("−", "-"))
    if not math.isfinite(result):
        raise ValueError("is not a finite number")
    return result


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


def items(value: Any) -> list[Any]:
    """Read a list, or its JSON text. Raises ValueError if it is none."""
    value = plain(value)
    if isinstance(value, str):
        value = plain(json.loads(value))
    if not isinstance(value, list):
        raise ValueError("is not a list")
    return value


def guard(text: str) -> str:
    """Put an apostrophe before what a spreadsheet would take for a formula."""
    if FORMULA.match(text) and not NUMBER.fullmatch(text):
        return "'" + text
    return text


def unguard(text: str) -> str:
    """Undo `guard`."""
    return text[1:] if text.startswith("'") and FORMULA.match(text) else text
