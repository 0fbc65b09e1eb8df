"""Many reports, one event: what several tell is told once, claims stand side by side."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from .claims import mark_contradictions
from .happenings import Happening, happenings
from .same import join_told_twice

__all__ = ["Happening", "bring_together"]


def bring_together(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows of several reports with every event once, and contradicting claims marked.

    `rows` are those of `geomap.reports.extract`, report after report; the order of what stays
    is kept. An event that several reports tell keeps the rows of the one that tells most of
    it; `sources` names them all with their words, and numbers that differ become a range.
    Claims of one happening that contradict each other stay, and share a `claim_group`.
    """
    events = join_told_twice(happenings(rows))
    mark_contradictions(events)
    return [row for event in events for row in event.rows]
