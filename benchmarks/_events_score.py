"""Expected events beside those that were read: which belong together, and what is right.

Matching is greedy. Every pair of an expected and a read event gets a weight: twice the
share of places that both have (two events without a place agree), one for the same event
type, a half each for the same sub-event type and the same outcome. Pairs are taken from
the heaviest down, the first in the text before others of the same weight, each event once; a
pair with neither a place nor the event type in common is none.

Fields are compared over matched events; a field that is empty on both sides is not compared.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from _cases import OWN

SINGLE = {
    "type": "event_type",
    "sub-type": "sub_event_type",
    "first": "event_date",
    "last": "end_date",
    "precision": "date_precision",
    "place": "places",
    "value": "quantity",
    "qualifier": "quantity_qualifier",
    "unit": "unit",
    "claimant": "claimant",
}
TOGETHER = {
    "exact type": ("event_type", "sub_event_type", "outcome"),
    "date": ("event_date", "end_date", "date_precision"),
    "quantity": ("quantity", "quantity_qualifier", "unit"),
}
"""Fields that are right only if all their columns are."""
COLUMNS = dict.fromkeys([*SINGLE.values(), *(c for group in TOGETHER.values() for c in group)])

Value = str | int | float | frozenset[tuple[str | None, str]] | None
Event = dict[str, Value]
"""The columns of the events table that are compared, and `places` as (name, status)."""


@dataclass(frozen=True, slots=True)
class EventCase:
    """A short text with the events that it tells; `outcome` is left out where it tells little."""

    id: str
    language: str
    date: str
    text: str
    events: tuple[Event, ...]


@dataclass(slots=True)
class EventTally:
    """How often each field was right, of how many; events matched, missed and invented."""

    right: Counter[str] = field(default_factory=Counter)
    compared: Counter[str] = field(default_factory=Counter)
    matched: int = 0
    expected: int = 0
    got: int = 0
    details: list[str] = field(default_factory=list)

    def add(self, other: EventTally) -> None:
        self.right.update(other.right)
        self.compared.update(other.compared)
        self.matched += other.matched
        self.expected += other.expected
        self.got += other.got
        self.details += other.details

    def figures(self) -> dict[str, float]:
        """Shares by field; `exact` is the share of all expected events."""
        shares = {
            name: self.right[name] / max(1, self.compared[name]) for name in (*TOGETHER, *SINGLE)
        }
        return shares | {
            "exact": self.right["exact"] / max(1, self.expected),
            "found": self.matched / max(1, self.expected),
            "true": self.matched / max(1, self.got),
        }


def load_events(folder: Path = OWN) -> list[EventCase]:
    """The cases of `events.jsonl`."""
    lines = (folder / "events.jsonl").read_text("utf-8").splitlines()
    return [_case(json.loads(line)) for line in lines]


def _case(data: dict[str, Any]) -> EventCase:
    events = tuple(
        event | {"places": frozenset(map(_place, event["places"]))} for event in data["events"]
    )
    return EventCase(data["id"], data["lang"], data["date"], data["text"], events)


def _place(place: dict[str, str]) -> tuple[str | None, str]:
    # What a name in the text may mean is open unless it is placed.
    return (place["name"] if place["status"] == "placed" else None, place["status"])


def of_rows(rows: Sequence[dict[str, Any]]) -> list[tuple[Event, str]]:
    """Events of the rows of an events table, with `why`; one row is one event and place."""
    events: dict[str, tuple[Event, set[tuple[str | None, str]], str]] = {}
    for row in rows:
        plain: Event = {name: row.get(name) for name in COLUMNS if name != "places"}
        _, places, _ = events.setdefault(row["event_id"], (plain, set(), row["why"]))
        if row["status"] != "no place":
            places.add(_place({"name": row["place_name"], "status": row["status"]}))
    return [(plain | {"places": frozenset(at)}, why) for plain, at, why in events.values()]


def match(expected: Sequence[Event], got: Sequence[Event]) -> list[tuple[int, int]]:
    """Which expected event is which read one, as pairs of positions."""
    weights = [
        (_weight(wanted, found), -i, -j)
        for i, wanted in enumerate(expected)
        for j, found in enumerate(got)
    ]
    pairs: dict[int, int] = {}
    for weight, i, j in sorted(weights, reverse=True):
        if weight > 0 and -i not in pairs and -j not in pairs.values():
            pairs[-i] = -j
    return sorted(pairs.items())


def _weight(wanted: Event, found: Event) -> float:
    same = wanted["event_type"] == found["event_type"]
    here, there = _places(wanted), _places(found)
    shared = len(here & there) / len(here | there) if here or there else float(same)
    if not same and not shared:
        return 0.0
    finer = sum(wanted.get(name) == found.get(name) for name in ("sub_event_type", "outcome"))
    return 2 * shared + same + finer / 2


def _places(event: Event) -> frozenset[Any]:
    places = event["places"]
    return places if isinstance(places, frozenset) else frozenset()


def score(case: EventCase, got: Sequence[tuple[Event, str]]) -> EventTally:
    """The fields of one case, with lines about all that is not right."""
    found = [event for event, _ in got]
    pairs = match(case.events, found)
    tally = EventTally(matched=len(pairs), expected=len(case.events), got=len(found))
    lines = []
    for i, j in pairs:
        wanted, seen = case.events[i], found[j]
        wrong = list(_compare(wanted, seen, tally))
        tally.right["exact"] += not wrong
        lines += [
            f"  {name}: expected {told(wanted, name)}, got {told(seen, name)}" for name in wrong
        ]
        lines += [f"    why: {got[j][1]}"] if wrong else []
    for i in sorted(set(range(len(case.events))) - {i for i, _ in pairs}):
        lines.append(f"  missed: {whole(case.events[i])}")
    for j in sorted(set(range(len(found))) - {j for _, j in pairs}):
        lines += [f"  invented: {whole(found[j])}", f"    why: {got[j][1]}"]
    if lines:
        tally.details = [f"{case.id} ({case.date}): {case.text}", *lines]
    return tally


def _compare(wanted: Event, seen: Event, tally: EventTally) -> Iterator[str]:
    """Counts the fields of a matched pair; the columns that differ."""
    same = {name: name not in wanted or wanted[name] == seen.get(name) for name in COLUMNS}
    groups = TOGETHER | {name: (column,) for name, column in SINGLE.items()}
    for name, columns in groups.items():
        if any(wanted.get(column) or seen.get(column) for column in columns):
            tally.compared[name] += 1
            tally.right[name] += all(same[column] for column in columns)
    yield from (name for name, is_same in same.items() if not is_same)


def told(event: Event, name: str) -> str:
    """A field in words."""
    value = event.get(name)
    if isinstance(value, frozenset):
        return ", ".join(sorted(f"{place or '?'} ({status})" for place, status in value)) or "none"
    return "none" if value is None else str(value)


def whole(event: Event) -> str:
    """All fields of an event in one line."""
    return "; ".join(told(event, name) for name in COLUMNS if event.get(name))
