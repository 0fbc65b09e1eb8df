"""Single values as JSON knows them: what stands for nothing, numbers, and lists."""

from __future__ import annotations

import json
import math
import re
from datetime import date, datetime
from typing import Any

from gazetteer import clean_text

NUMBER = re.compile(r"[-+−]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d{1,3})?")


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


def items(value: Any) -> list[Any]:
    """Read a list, or its JSON text. Raises ValueError if it is none."""
    value = plain(value)
    if isinstance(value, str):
        value = plain(json.loads(value))
    if not isinstance(value, list):
        raise ValueError("is not a list")
    return value
