"""The answer for one cell of a table, and how several become one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from .geo import distance_km
from .model import Match, Place, Status
from .rank import SAME_PLACE_KM

MOST_ALTERNATIVES = 5
OTHER_SHARE = 0.9
"""What is left of a score where a part of the cell was not understood."""


@dataclass(frozen=True, slots=True)
class CellAnswer:
    """What a cell means: a place or a point with a reason, or the reason why there is none.

    `manner` is exact, near, side, away, offset, between, facility or coordinates;
    `radius_km` says how far off the point may be where it stands for something beside it.
    For offset, between and coordinates, `place` is None and the point is computed.
    """

    status: Status
    why: str
    score: float = 0.0
    place: Place | None = None
    place_name: str = ""
    admin1: str = ""
    admin2: str = ""
    latitude: float | None = None
    longitude: float | None = None
    manner: str = "exact"
    radius_km: float | None = None
    alternatives: tuple[Match, ...] = ()

    @property
    def place_id(self) -> str:
        return self.place.id if self.place else ""


def together(text: str, answers: Sequence[CellAnswer]) -> CellAnswer:
    """One answer for the alternatives of a cell, where they are names of one place."""
    placed = [answer for answer in answers if answer.status == "placed"]
    if not placed:
        unsure = [answer for answer in answers if answer.status == "ambiguous"]
        told = "; ".join(answer.why for answer in answers)
        return replace((unsure or list(answers))[0], why=f"{text!r} names alternatives: {told}")
    best = max(placed, key=lambda answer: answer.score)
    spots = [point_of(answer) for answer in placed]
    if any(distance_km(*spots[0], *other) > SAME_PLACE_KM for other in spots[1:]):
        told = " or ".join(dict.fromkeys(shown(answer) for answer in placed))
        matches = tuple(
            Match(answer.place, answer.score, answer.why) for answer in placed if answer.place
        )
        return CellAnswer("ambiguous", f"{text!r} names {told}", best.score, alternatives=matches)
    others = [answer for answer in answers if answer.status != "placed"]
    meant = [
        answer
        for answer in others
        if any(match.place.id == best.place_id for match in answer.alternatives)
    ]
    if len(meant) == len(others):
        return replace(best, why=f"{best.why}; the other names of the cell may mean it too")
    told = f"{best.why}; of the other names of the cell none is sure"
    return replace(best, why=told, score=round(best.score * OTHER_SHARE, 3))


def ambiguous(written: str, matches: Sequence[Match], note: str) -> CellAnswer:
    """The answer where several places are as likely."""
    several = len({match.label for match in matches}) < len(matches)
    at = [f" ({m.latitude:.2f}, {m.longitude:.2f})" if several else "" for m in matches]
    labels = list(dict.fromkeys(m.label + where for m, where in zip(matches, at, strict=True)))
    more = f" or {len(labels) - 3} more" if len(labels) > 3 else ""
    told = f"{written} -> may be {' or '.join(labels[:3])}{more}"
    return CellAnswer(
        "ambiguous",
        "; ".join(filter(None, (told, note))),
        matches[0].score,
        alternatives=tuple(matches[:MOST_ALTERNATIVES]),
    )


def point_of(answer: CellAnswer) -> tuple[float, float]:
    """Where a placed answer lies: (latitude, longitude)."""
    if answer.latitude is None or answer.longitude is None:
        raise ValueError(f"{answer.place_name} is not placed")
    return answer.latitude, answer.longitude


def shown(answer: CellAnswer) -> str:
    """A place with its id, for a reason that rests on it."""
    return f"{answer.place_name} ({answer.place_id})" if answer.place_id else answer.place_name
