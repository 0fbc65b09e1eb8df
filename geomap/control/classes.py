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
def _classes() -> tuple[tuple[str | None, re.Pattern[str]], ...]:
    return tuple(
        (entry.get("label"), re.compile("|".join(entry["patterns"]), re.IGNORECASE))
        for entry in _table()["classes"]
    )


def day_columns() -> tuple[str, ...]:
    """Properties that may hold the day of a feature, best first."""
    return tuple(_table()["days"])


def label_of(properties: Mapping[str, Any]) -> tuple[str | None, str | None]:
    """The label of an area by its properties, and a word for its holder that isn't known.

    Both are None where no property says anything. A side that is named counts before words
    that leave the side open, whatever property they stand in.
    """
    table = _table()
    by_name = {str(name).casefold(): value for name, value in properties.items()}
    vague = unknown = None
    for name in (*table["holders"], *table["properties"]):
        value = by_name.get(name)
        if value is None or is_blank(value):
            continue
        known, found = _read(str(value))
        if found is not None and found != HELD:
            return found, None
        vague = vague or found
        # "Not occupied" says whose the land is not, and "Klingons" nothing that is known here.
        if found is None and (known or name in table["holders"]):
            unknown = unknown or str(value)
    if unknown is not None and vague is None:
        return HELD, unknown
    return vague, None


def _read(words: str) -> tuple[bool, str | None]:
    """Whether words are known, and the label that they mean, if any."""
    words = words.replace("_", " ").replace("ё", "е").replace("Ё", "Е")
    for label, pattern in _classes():
        if pattern.search(words):
            return True, label
    return False, None


def maker_of(name: str) -> Maker | None:
    """Who draws a file, by its name; None for a name that tells nobody known."""
    for entry in _table()["makers"]:
        if re.search(entry["files"], name, re.IGNORECASE):
            return Maker(entry["source"], entry["label"], entry["rest"])
    return None
