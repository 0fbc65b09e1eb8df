"""A table as it was read: rows of cells under their own headers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry


@dataclass(slots=True)
class Row:
    """One row: its cells by header, its line (or number) in the file, and what is wrong."""

    cells: dict[str, Any]
    line: int
    geometry: BaseGeometry | None = None
    problem: str | None = None


@dataclass(slots=True)
class Sheet:
    """A table as read: `name` is the file's name, `columns` its headers in order."""

    name: str
    columns: list[str] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    decimal_comma: bool = False
    has_geometry: bool = False
    guarded: bool = False  # opens in spreadsheets: formulas carry an apostrophe if we wrote it
