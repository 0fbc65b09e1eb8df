"""Fixtures: mentions made by hand, so that reading events is tested without a gazetteer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

import pytest

from gazetteer import Match, Mention, Place
from geomap.reports.extract import extract_events
from geomap.reports.report import Report


def _place(name: str, kind: str = "settlement", **more: Any) -> Place:
    """A place in Ukraine whose coordinates follow from its name."""
    latitude = 46 + sum(map(ord, name)) % 400 / 100
    defaults = {"latitude": latitude, "longitude": 37.0, "country": "UA"}
    return Place(id=f"test:{name}", kind=cast(Any, kind), name=name, **{**defaults, **more})


def _mentions(text: str, written: list[str]) -> list[Mention]:
    """Mentions of `surface`, `surface|kind` or `surface|kind|admin1`, wherever they stand.

    The kinds "ambiguous" and "not found" make mentions of that status.
    """
    found: list[Mention] = []
    for entry in written:
        surface, kind, admin1 = (*entry.split("|"), "", "")[:3]
        at = text.find(surface)
        assert at >= 0, f"{surface!r} is not in the text"
        while at >= 0:
            if not any(m.start <= at < m.end for m in found):
                found.append(_mention(at, surface, kind or "settlement", admin1))
            at = text.find(surface, at + 1)
    return sorted(found, key=lambda mention: mention.start)


def _mention(start: int, surface: str, kind: str, admin1: str) -> Mention:
    end = start + len(surface)
    if kind == "not found":
        return Mention(start, end, surface, "not found", None, 0.0, "no such name")
    if kind == "ambiguous":
        two = tuple(Match(_place(f"{surface} {n}"), 0.5, "same name") for n in (1, 2))
        return Mention(start, end, surface, "ambiguous", None, 0.5, "two places", two)
    match = Match(_place(surface, kind, admin1=admin1), 0.9, f"{surface} as written")
    return Mention(start, end, surface, "placed", match, 0.9, match.why)


def _told(
    text: str, places: list[str] | None = None, *, date: str | None = "2023-05-02", language: str
) -> list[dict[str, Any]]:
    """The events of a text, each with the names of all its rows under `places`."""
    report = Report(text, "sample", date, language)
    return _events(extract_events(report, _mentions(text, places or [])))


def _events(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """One entry an event, with the names in its rows."""
    found: dict[str, dict[str, Any]] = {}
    for row in rows:
        event = found.setdefault(row["event_id"], {**row, "places": []})
        if row.get("place_text"):
            event["places"].append(row["place_text"])
    return list(found.values())


@pytest.fixture
def mentions() -> Callable[..., list[Mention]]:
    """Make mentions of names written as `surface|kind|admin1`."""
    return _mentions


@pytest.fixture
def events() -> Callable[..., list[dict[str, Any]]]:
    """Put the rows of each event together."""
    return _events


@pytest.fixture
def told() -> Callable[..., list[dict[str, Any]]]:
    """Read the events of a text with the names in it given."""
    return _told
