"""Where the events of a text are likely to be: one more reason to prefer one namesake.

A caller may know that reports of a day speak of a certain line or area. Of two villages with
one name, the one near it is meant a little more often; a name without rivals is left alone.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Protocol

from .rank import LOCAL_KINDS, NOTED_KM, Ranked, Weighed

LIKELY_SHARE = 0.06
"""What being right there adds to a score: more than leaves two places ambiguous, and less
than what the places beside a name in its text say."""
LIKELY_KM = 30.0


class Likely(Protocol):
    """Tells how far a place is from where events are likely."""

    @property
    def words(self) -> str:
        """What it is that is near, for `why`: "the line of contact of 2025-03-06"."""

    def km(self, latitude: float, longitude: float) -> float | None:
        """Kilometres from a point in WGS84 degrees; None where nothing is known."""


def toward(weighed: Sequence[Weighed], likely: Likely) -> list[Weighed]:
    """Candidates with what their nearness adds, where there are rivals among them."""
    local = [one for one in weighed if one.local]
    if len(local) < 2:
        return list(weighed)
    found = []
    for one in weighed:
        km = likely.km(one.stored.latitude, one.stored.longitude) if one.local else None
        gain = 0.0 if km is None else LIKELY_SHARE * math.exp(-km / LIKELY_KM)
        found.append(one._replace(score=one.score + gain))
    return found


def noted(ranked: Sequence[Ranked], likely: Likely) -> list[Ranked]:
    """Candidates that have rivals, each with its distance as a note where it is near."""
    if sum(one.stored.kind in LOCAL_KINDS for one in ranked) < 2:
        return list(ranked)
    found = []
    for one in ranked:
        km = likely.km(one.stored.latitude, one.stored.longitude)
        if km is None or km > NOTED_KM or one.stored.kind not in LOCAL_KINDS:
            found.append(one)
            continue
        note = f"{km:.0f} km from {likely.words}"
        found.append(one._replace(note=f"{one.note}; {note}" if one.note else note))
    return found
