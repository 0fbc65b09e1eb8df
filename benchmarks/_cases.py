"""Labelled cases: how they are stored, and how they are read.

A folder holds `variants.tsv`, `articles.jsonl`, `reports.jsonl`, `placeless.tsv` and
`table.csv`; each may be missing, and may carry `_dev` in its name. What the columns mean
stands in docs/benchmarks.md.
"""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

OWN = Path(__file__).parent / "cases"


@dataclass(frozen=True, slots=True)
class Spelling:
    """One written form of a settlement, and which settlement that is."""

    language: str
    label: str
    id: str
    names: frozenset[str]
    oblast: str
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Gold:
    """A settlement that an article names; without coordinates it counts neither way."""

    surfaces: tuple[str, ...]
    name: str
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True, slots=True)
class Article:
    id: str
    language: str
    date: str
    text: str
    places: tuple[Gold, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that names no place, and what might be taken for one."""

    language: str
    text: str
    trap: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; `held` is False where the reference lacks the place."""

    place: str
    within: str
    date: str
    latitude: float
    longitude: float
    held: bool = True


@dataclass(frozen=True, slots=True)
class Cases:
    spellings: list[Spelling] = field(default_factory=list)
    articles: list[Article] = field(default_factory=list)
    reports: list[Article] = field(default_factory=list)
    sentences: list[Sentence] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)


def load(folder: Path = OWN) -> Cases:
    """All cases that a folder holds."""
    return Cases(
        spellings=[_spelling(row) for row in _rows(folder, "variants", "tsv")],
        articles=[_article(json.loads(line)) for line in _lines(folder, "articles", "jsonl")],
        reports=[_article(json.loads(line)) for line in _lines(folder, "reports", "jsonl")],
        sentences=[
            Sentence(row["lang"], row["text"], row["trap"])
            for row in _rows(folder, "placeless", "tsv")
        ],
        rows=[_row(row) for row in _rows(folder, "table", "csv")],
    )


def _find(folder: Path, stem: str, suffix: str) -> Path | None:
    names = (f"{stem}.{suffix}", f"{stem}_dev.{suffix}")
    return next((folder / name for name in names if (folder / name).exists()), None)


def _lines(folder: Path, stem: str, suffix: str) -> list[str]:
    path = _find(folder, stem, suffix)
    return path.read_text("utf-8").splitlines() if path else []


def _rows(folder: Path, stem: str, suffix: str) -> list[dict[str, str]]:
    path = _find(folder, stem, suffix)
    if path is None:
        return []
    with path.open(encoding="utf-8", newline="") as file:
        if suffix == "tsv":
            return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
        return list(csv.DictReader(file))


def _spelling(row: dict[str, str]) -> Spelling:
    return Spelling(
        language=row["lang"],
        label=row["label"],
        id=f"geonames:{row['geonameid']}",
        names=frozenset((row["name_en"], row["name_uk"])),
        oblast=row["oblast"],
        latitude=float(row["lat"]),
        longitude=float(row["lon"]),
    )


def _article(data: dict[str, Any]) -> Article:
    places = tuple(
        Gold(tuple(gold["surfaces"]), gold["canonical"], gold["lat"], gold["lon"])
        for gold in data["places"]
    )
    day = f"{data['date']}-15"[:10]  # a month is told; its middle stands for it
    return Article(data["id"], data["lang"], day, data["text"], places)


def _row(row: dict[str, str]) -> Row:
    return Row(
        place=row["place"],
        within=row["within"],
        date=row["date"],
        latitude=float(row.get("latitude") or row["lat"]),
        longitude=float(row.get("longitude") or row["lon"]),
        held=row.get("in_reference", "yes") == "yes",
    )
