"""What `map_page.py` measured as a table, and as ratios with the limits beside them."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

PAGES = {"reference": "reference", "peer": "FastMarkerCluster", "ours": "ours"}
"""The pages in the order of the columns, with the names to print."""

Figures = Mapping[str, Mapping[str, Sequence[float | None]]]
"""Page, measure, and the value of each run in turn; None is what could not be measured."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A row of the table."""

    name: str
    unit: str
    decimals: int = 0


OPENED = (
    Measure("ready", "ms"),
    Measure("tab memory", "MB"),
    Measure("time step", "ms", 1),
    Measure("filter step", "ms", 1),
    Measure("redraw", "ms", 1),
    Measure("popup", "ms", 1),
)
SLOWED = "slowed: "
"""How measures with a slowed processor begin."""
MEASURES = (
    Measure("build", "s", 2),
    Measure("build memory", "MB"),
    Measure("file", "MB", 1),
    *OPENED,
    # Memory is the same however slow the processor.
    *(Measure(SLOWED + one.name, one.unit, one.decimals) for one in OPENED if one.unit == "ms"),
)


@dataclass(frozen=True, slots=True)
class Limit:
    """Where a figure should stay: "<=", "<" or ">=" a number."""

    sign: str
    number: float

    def holds(self, value: float) -> bool:
        if self.sign == ">=":
            return value >= self.number
        return value < self.number or (self.sign == "<=" and value == self.number)

    def __str__(self) -> str:
        return f"{self.sign} {self.number:g}"


@dataclass(frozen=True, slots=True)
class Line:
    """A figure of ours, or the ratio of one page's to another's, with limits by events."""

    measure: str
    over: str
    under: str = ""
    limits: Mapping[int, Limit] | None = None

    @property
    def name(self) -> str:
        pages = f" / {PAGES[self.under]}" if self.under else ""
        return f"{self.measure}, {PAGES[self.over]}{pages}"


SMALL, LARGE = 100_000, 1_000_000
LINES = (
    Line("file", "ours", limits={SMALL: Limit("<=", 10), LARGE: Limit("<=", 90)}),
    Line("ready", "ours", "reference", {SMALL: Limit("<=", 1.8), LARGE: Limit("<=", 2.5)}),
    Line("ready", "peer", "ours", {SMALL: Limit(">=", 4)}),
    Line("build", "ours", "reference", {SMALL: Limit("<=", 3)}),
    Line("build", "peer", "ours"),
    Line("build", "ours", limits={LARGE: Limit("<", 30)}),
    Line("build memory", "ours", limits={LARGE: Limit("<", 1000)}),
    Line("tab memory", "ours", "reference", {SMALL: Limit("<=", 1.5)}),
    Line("tab memory", "peer", "ours"),
    Line("time step", "ours", limits={SMALL: Limit("<=", 16)}),
    Line("filter step", "ours", limits={SMALL: Limit("<=", 16)}),
    Line("redraw", "ours", limits={LARGE: Limit("<=", 150)}),
    Line("popup", "ours", limits={SMALL: Limit("<=", 100)}),
)
PHONE = 4
"""How many times slower a phone is: the limit of the slowed page holds for that."""
PHONE_LINE = Line(SLOWED + "ready", "ours", "reference", {SMALL: Limit("<=", 2)})


@dataclass(frozen=True, slots=True)
class Outcome:
    """A line with its value, which is the median of the runs."""

    name: str
    unit: str
    value: float
    limit: Limit | None

    @property
    def missed(self) -> bool:
        return self.limit is not None and not self.limit.holds(self.value)


def medians(figures: Figures) -> dict[str, dict[str, float]]:
    """The median of each page's measures, without those that gave nothing."""
    return {
        page: {
            name: statistics.median(known)
            for name, values in measures.items()
            if (known := [value for value in values if value is not None])
        }
        for page, measures in figures.items()
    }


def outcomes(figures: Figures, *, events: int, slowed: float) -> Iterator[Outcome]:
    """The lines that the figures allow; a ratio is taken within each run."""
    units = {one.name: one.unit for one in MEASURES}
    phone = (PHONE_LINE,) if slowed == PHONE else ()
    for line in (*LINES, *phone):
        if values := _values(line, figures):
            limit = (line.limits or {}).get(events)
            unit = "x" if line.under else units[line.measure]
            yield Outcome(line.name, unit, statistics.median(values), limit)


def _values(line: Line, figures: Figures) -> list[float]:
    over = figures.get(line.over, {}).get(line.measure, ())
    if not line.under:
        return [value for value in over if value is not None]
    under = figures.get(line.under, {}).get(line.measure, ())
    return [a / b for a, b in zip(over, under, strict=False) if a is not None and b]


def table(figures: Figures) -> Iterator[str]:
    """The medians, a column for each page."""
    found = medians(figures)
    pages = [page for page in PAGES if page in found]
    yield f"{'':24}" + "".join(f"{PAGES[page]:>19}" for page in pages)
    for one in MEASURES:
        if any(one.name in found[page] for page in pages):
            cells = (_cell(found[page].get(one.name), one.decimals) for page in pages)
            yield f"{one.name:<20} {one.unit:<3}" + "".join(f"{cell:>19}" for cell in cells)


def _cell(value: float | None, decimals: int) -> str:
    return "-" if value is None else f"{value:,.{decimals}f}"


def ratios(found: Sequence[Outcome]) -> Iterator[str]:
    """The outcomes, each with its limit, and a mark where it is missed."""
    for one in found:
        limit = "" if one.limit is None else str(one.limit)
        mark = "missed" if one.missed else ""
        yield f"{one.name:<38}{one.value:10,.2f} {one.unit:<4}{limit:<10}{mark}".rstrip()
