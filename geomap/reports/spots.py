"""A spot: a mention as the place of an event, and how exactly it tells where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gazetteer import Mention, Place


@dataclass(frozen=True, slots=True)
class Spot:
    """A mention as the place of an event; `manner` is exact, near, direction or context.

    `start` counts from the beginning of the report. `weak` places are named in passing,
    such as the region of a governor who speaks, and serve where there is no other.
    """

    mention: Mention
    manner: str
    weak: bool = False

    @property
    def start(self) -> int:
        return self.mention.start

    @property
    def place(self) -> Place | None:
        return self.mention.place

    @property
    def countries(self) -> frozenset[str]:
        """ISO codes of the countries that the place may lie in; empty where none is known."""
        places = [self.place] if self.place else [m.place for m in self.mention.alternatives]
        return frozenset(p.country for p in places if p.country)

    @property
    def kind(self) -> str:
        place = self.place or next((m.place for m in self.mention.alternatives), None)
        return place.kind if place else "settlement"
