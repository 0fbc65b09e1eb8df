"""What the words of control data mean: labels of areas, and who draws which files."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from ..values import is_blank
from .snapshot import HELD


@dataclass(frozen=True)
class Maker:
    """Who draws control data, and what is known of data that say nothing themselves."""

    source: str
    label: str = HELD
    rest: str | None = None


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "classes.toml").read_text(encoding="utf-8"))


@cache
def _classes() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (entry["label"], re.compile("|".join(entry["patterns"]), re.IGNORECASE))
        for entry in _table()["classes"]
    )


def day_columns() -> tuple[str, ...]:
    """Properties that may hold the day of a feature, best first."""
    return tuple(_table()["days"])


def label_of(properties: Mapping[str, Any]) -> str | None:
    """The label of an area by its properties; None where none of them says anything known."""
    by_name = {str(name).casefold(): value for name, value in properties.items()}
    for name in _table()["properties"]:
        value = by_name.get(name)
        if value is None or is_blank(value):
            continue
        found = label_in(str(value))
        if found:
            return found
    return None


def label_in(words: str) -> str | None:
    """The label that words mean, such as "occupied" or "Contested area"."""
    return next((label for label, pattern in _classes() if pattern.search(words)), None)


def maker_of(name: str) -> Maker:
    """Who draws a file, by its name; else the name itself stands for the maker."""
    for entry in _table()["makers"]:
        if re.search(entry["files"], name, re.IGNORECASE):
            return Maker(entry["source"], entry["label"], entry["rest"])
    return Maker(name)
