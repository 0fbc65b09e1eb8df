"""Claims that contradict each other: "repelled", says one side, "captured", the other.

Which outcomes can't both be true of one attack stands in contradictions.toml. The claims stay
as they are, side by side; they share a `claim_group`, which says in words who claims what.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from .happenings import Happening, agree, near_days, overlap

# Reports of a day often speak of the evening before.
SLACK = 1


def mark_contradictions(events: Sequence[Happening]) -> None:
    """Give events that contradict each other a common `claim_group`, in words."""
    groups = _Groups()
    near: dict[tuple[str, Any], list[int]] = {}
    for number, event in enumerate(events):
        if event.side is None or event.days is None:
            continue
        for place in sorted(event.places) or [""]:
            others = {at for day in near_days(event) for at in near.get((place, day), ())}
            for other in sorted(others):
                if contradict(events[other], event):
                    groups.join(other, number)
            for day in near_days(event, slack=SLACK):
                near.setdefault((place, day), []).append(number)
    for members in groups.all():
        told = [events[number] for number in members]
        group = in_words(told)
        for event in told:
            event.rows = [{**row, "claim_group": group} for row in event.rows]


def contradict(one: Happening, other: Happening) -> bool:
    """Whether two claims of different sides, at a common place, can't both be true."""
    if one.side == other.side or not overlap(one, other, slack=SLACK):
        return False
    return _outcomes_differ(one, other) or _losses_differ(one, other)


def _outcomes_differ(one: Happening, other: Happening) -> bool:
    table = _table()
    for won, failed in table["outcomes"]:
        for a, b in ((one, other), (other, one)):
            if a.get("outcome") in won and b.get("outcome") in failed:
                return agree(_attacker(a), _attacker(b))
    held = table["hands"]
    if one.get("outcome") in held and other.get("outcome") in held:
        actors = one.get("actor"), other.get("actor")
        return None not in actors and actors[0] != actors[1]
    return False


def _attacker(event: Happening) -> Any:
    """Who attacked: the target of one who repels or holds, else the actor."""
    defends = event.get("outcome") in _table()["defends"]
    return event.get("target") if defends else event.get("actor")


def _losses_differ(one: Happening, other: Happening) -> bool:
    """The same losses, of the same side and days, in numbers that can't be the same."""
    if one.kind != other.kind or one.get("unit") not in _table()["losses"]:
        return False
    if one.get("unit") != other.get("unit") or one.days != other.days:
        return False
    whose = one.get("target") or one.get("actor"), other.get("target") or other.get("actor")
    if None in whose or whose[0] != whose[1] or one.number is None or other.number is None:
        return False
    return one.number[1] < other.number[0] or other.number[1] < one.number[0]


def in_words(events: Sequence[Happening]) -> str:
    """ "Bakhmut, 2023-05-01: Russia: captured | Ukraine: repelled"."""
    rows = [row for event in events for row in event.rows]
    names = sorted({str(row["place_name"]) for row in rows if row.get("place_name")})
    common = [
        name
        for name in names
        if all(any(row.get("place_name") == name for row in e.rows) for e in events)
    ]
    first = min(e.days[0] for e in events if e.days)
    claims = sorted({f"{e.get('claimant')}: {_what(e)}" for e in events})
    where = ", ".join([*(common or names)[:3], date.fromordinal(first).isoformat()])
    return f"{where}: {' | '.join(claims)}"


def _what(event: Happening) -> str:
    outcome, unit = event.get("outcome"), event.get("unit")
    if unit in _table()["losses"] and event.get("quantity") is not None:
        return f"{event.get('quantity'):,.0f} {unit}"
    return str(outcome or event.get("sub_event_type") or event.get("event_type"))


@cache
def _table() -> dict[str, Any]:
    text = (files(__package__) / "contradictions.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


class _Groups:
    """Numbers that belong together, directly or by way of others."""

    def __init__(self) -> None:
        self._parents: dict[int, int] = {}

    def _root(self, number: int) -> int:
        parents = self._parents
        while (parent := parents.setdefault(number, number)) != number:
            parents[number] = parents[parent]
            number = parent
        return number

    def join(self, one: int, other: int) -> None:
        a, b = sorted((self._root(one), self._root(other)))
        self._parents[b] = a

    def all(self) -> list[list[int]]:
        groups: dict[int, list[int]] = {}
        for number in sorted(self._parents):
            groups.setdefault(self._root(number), []).append(number)
        return list(groups.values())
