"""One day's control as it was drawn: areas by who holds them, or the line alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from shapely.geometry import MultiLineString, MultiPolygon

# What lies in an area that the data don't say more of.
HELD = "held (the data do not say by whom)"
CONTESTED = "contested"


@dataclass(frozen=True)
class Snapshot:
    """Areas by label ("Russia", "Ukraine", "contested" ...), in EPSG:4326, (lon, lat).

    `rest` is who holds what no area covers inside the country, where the data tell that.
    `line` is set where the data draw the line of contact and no areas.
    """

    day: dt.date
    areas: Mapping[str, MultiPolygon]
    source: str
    rest: str | None = None
    line: MultiLineString = field(default_factory=MultiLineString)

    @property
    def main(self) -> str | None:
        """The label whose border is the line of contact.

        That of a side other than the one which holds the rest; of two sides, the one with
        less land (the other's border is mostly the country's). Contested land is no side.
        """
        sides = [label for label in self.areas if is_side(label)]
        others = [label for label in sides if label != self.rest] or sides
        return min(others, key=lambda label: (self.areas[label].area, label), default=None)


def is_side(label: str) -> bool:
    """Whether a label says that somebody holds the land, and not who claims or contests it."""
    return label != CONTESTED and not label.startswith("claimed")


def in_words(label: str) -> str:
    """ "held by Russia", or a label that is no side's name as it is."""
    return f"held by {label}" if is_side(label) and label != HELD else label
