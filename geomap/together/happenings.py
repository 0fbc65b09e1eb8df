"""An event with all its rows, and what of it is compared with others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

# Spans of more days than this are compared as they are, and not day by day.
LONG = 31


@dataclass
class Happening:
    """The rows of one event, at one or more places."""

    rows: list[dict[str, Any]]

    @property
    def first(self) -> dict[str, Any]:
        """The row that stands for all in what does not differ by place."""
        return self.rows[0]

    @cached_property
    def kind(self) -> tuple[Any, ...]:
        """Type, sub-event type and outcome."""
        return tuple(self.first.get(name) for name in ("event_type", "sub_event_type", "outcome"))

    @cached_property
    def places(self) -> frozenset[str]:
        """What the places are known by: their ids, or the words for those without one."""
        named = (row.get("place_id") or row.get("place_text") for row in self.rows)
        return frozenset(str(name).casefold() for name in named if name)

    @cached_property
    def days(self) -> tuple[int, int] | None:
        """First and last day as ordinals; None without a date."""
        start = _ordinal(self.first.get("event_date"))
        if start is None:
            return None
        return start, max(start, _ordinal(self.first.get("end_date")) or start)

    @cached_property
    def side(self) -> str | None:
        """Whose claim it is: "Ukraine" of "Ukraine (General Staff), via Reuters"."""
        claimant = self.first.get("claimant")
        return str(claimant).split(" (")[0].split(",")[0] if claimant else None

    @cached_property
    def number(self) -> tuple[float, float] | None:
        """Lowest and highest number that the event may have; None where it has none."""
        value = self.first.get("quantity")
        low, high = self.first.get("quantity_low"), self.first.get("quantity_high")
        if value is None and low is None and high is None:
            return None
        known = [float(one) for one in (low, value, high) if one is not None]
        return min(known), max(known)

    @cached_property
    def sources(self) -> list[dict[str, Any]]:
        """Who tells the event, each with its link and its words."""
        listed = self.first.get("sources") or []
        if listed and all(isinstance(one, dict) for one in listed):
            return list(listed)
        told = {name: self.first.get(name) for name in ("source", "url", "quote")}
        return [{name: value for name, value in told.items() if value}]

    @cached_property
    def told_by(self) -> frozenset[Any]:
        """The names of its sources."""
        return frozenset(one.get("source") for one in self.sources)

    def get(self, name: str) -> Any:
        """A column that is the same in all rows of the event."""
        return self.first.get(name)


def happenings(rows: Iterable[dict[str, Any]]) -> list[Happening]:
    """The events of rows, each with its rows, in the order in which they come first."""
    events: dict[Any, Happening] = {}
    for number, row in enumerate(rows):
        key = row.get("event_id") or number
        if key in events:
            events[key].rows.append(row)
        else:
            events[key] = Happening([row])
    return list(events.values())


def near_days(event: Happening, *, slack: int = 0) -> list[Any]:
    """What events of overlapping days have in common: each of the days, or a long span whole."""
    if event.days is None:
        return [None]
    first, last = event.days
    if last - first > LONG:
        return [(first, last)]
    return list(range(first - slack, last + slack + 1))


def overlap(one: Happening, other: Happening, *, slack: int = 0) -> bool:
    """Whether two events may have been on one day, or within `slack` days of each other."""
    if one.days is None or other.days is None:
        return False
    return one.days[0] <= other.days[1] + slack and other.days[0] <= one.days[1] + slack


def agree(one: Any, other: Any) -> bool:
    """Whether two values can be the same: what is not told agrees with everything."""
    return one is None or other is None or one == other


def _ordinal(value: Any) -> int | None:
    try:
        return date.fromisoformat(str(value)[:10]).toordinal()
    except ValueError:
        return None
