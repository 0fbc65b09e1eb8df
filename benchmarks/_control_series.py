"""Makes a long series of control data: an outline that changes a little from day to day.

Each day some land changes hands along the border, a small part appears or goes, and all other
vertices stay where they were, as in data that somebody draws by hand.
"""

from __future__ import annotations

import datetime as dt
import math
import random
from pathlib import Path

import shapely
from shapely.geometry import MultiPolygon, Point, Polygon

from geomap.control import ControlSeries, Snapshot

FIRST = dt.date(2024, 7, 8)
SPOTS = 4
"""Places a day where land changes hands; with all else some 25 new vertices a day."""
# How far a spot reaches, degrees: 700 m to 3 km.
REACH = (0.01, 0.04)
PARTS = 12
THINNED = 14
CONTESTED = 5


def make(days: int, folder: Path | None, seed: int = 1) -> ControlSeries:
    """A series of so many days from the first outline of a folder, or from a made one."""
    chance = random.Random(seed)
    area = outline(chance) if folder is None else _first(folder)
    snapshots = []
    grey: list[Polygon] = []
    for number in range(days):
        area = _next_day(area, chance)
        grey = _contested(grey, area, chance)
        areas = {"Russia": area, "contested": MultiPolygon(grey)}
        day = FIRST + dt.timedelta(days=number)
        snapshots.append(Snapshot(day, {k: v for k, v in areas.items() if not v.is_empty}, "made"))
    return ControlSeries(snapshots)


def _first(folder: Path) -> MultiPolygon:
    snapshot = ControlSeries.read(folder).snapshots[0]
    if snapshot.main is None:
        raise ValueError(f"{folder}: the first day has no areas")
    return snapshot.areas[snapshot.main]


def outline(chance: random.Random) -> MultiPolygon:
    """Land to the east of a ragged border of 3,000 vertices, with a hole."""
    border = []
    sway = 0.0
    for step in range(3000):
        share = step / 3000
        sway = 0.98 * sway + chance.gauss(0, 0.004)
        border.append((33 + 5 * math.sqrt(share) + sway, 46.6 + 3.4 * share))
    sides = Polygon([*border, (39.5, 50.0), (39.5, 46.6)]).buffer(0)
    # A long edge is no straight line in every projection; data have short ones.
    land = shapely.segmentize(sides, 0.05)
    whole = max(shapely.get_parts(land), key=lambda part: part.area)
    return MultiPolygon([whole.difference(_spot(39, 48, 0.1, chance))])


def _next_day(area: MultiPolygon, chance: random.Random) -> MultiPolygon:
    for _ in range(SPOTS):
        border = max(shapely.get_parts(area), key=lambda part: part.area).exterior
        at = border.interpolate(chance.random(), normalized=True)
        spot = _spot(at.x, at.y, chance.uniform(*REACH), chance)
        # One spot in three is lost again.
        area = _areas(area.union(spot) if chance.random() < 0.67 else area.difference(spot))
    area = _thinned(area, chance)
    parts = sorted(shapely.get_parts(area), key=lambda part: -part.area)
    if chance.random() < 0.2:
        at = parts[0].exterior.interpolate(chance.random(), normalized=True)
        part = _spot(at.x - 0.1, at.y, chance.uniform(*REACH), chance)
        area = _areas(area.union(part))
    elif len(parts) > PARTS:
        area = MultiPolygon(parts[:-1])
    return area


def _thinned(area: MultiPolygon, chance: random.Random) -> MultiPolygon:
    """Every second vertex of a stretch goes: whoever draws keeps the outline about as long."""
    largest, *others = sorted(shapely.get_parts(area), key=lambda part: -part.area)
    at = list(largest.exterior.coords)
    start = chance.randrange(1, len(at) - 2 * THINNED - 1)
    left = [*at[:start], *at[start : start + 2 * THINNED : 2], *at[start + 2 * THINNED :]]
    thinned = MultiPolygon([Polygon(left, largest.interiors), *others])
    return thinned if thinned.is_valid else area


def _contested(grey: list[Polygon], area: MultiPolygon, chance: random.Random) -> list[Polygon]:
    """A few parts beside the land that is held; one comes and one goes now and then."""
    grey = [part for part in grey if part.disjoint(area)]
    if len(grey) < CONTESTED:
        border = max(shapely.get_parts(area), key=lambda part: part.area).exterior
        at = border.interpolate(chance.random(), normalized=True)
        part = _spot(at.x - 0.05, at.y, 0.02, chance)
        if part.disjoint(area) and all(part.disjoint(other) for other in grey):
            grey.append(part)
    elif chance.random() < 0.1:
        grey.pop(0)
    return grey


def _spot(x: float, y: float, reach: float, chance: random.Random) -> Polygon:
    """A ragged patch of seven vertices around a point."""
    at = []
    for turn in range(7):
        angle = turn / 7 * 2 * math.pi
        far = reach * chance.uniform(0.5, 1)
        at.append((x + far * math.cos(angle), y + far * math.sin(angle) * 0.65))
    return Polygon(at)


def _areas(shape: object) -> MultiPolygon:
    """What is an area of it, without slivers of some square metres."""
    parts = [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon"]
    whole = [part for part in parts if part.area > 1e-6]
    return MultiPolygon([_without_slits(part) for part in whole])


def _without_slits(part: Polygon) -> Polygon:
    holes = [hole for hole in part.interiors if Polygon(hole).area > 1e-6]
    return Polygon(part.exterior, holes)


def events(series: ControlSeries, number: int = 300, seed: int = 1) -> list[dict[str, object]]:
    """Rows of an events table, spread over the days and along the border."""
    chance = random.Random(seed)
    rows: list[dict[str, object]] = []
    for row in range(number):
        snapshot = chance.choice(series.snapshots)
        border = next(iter(snapshot.areas.values())).geoms[0].exterior
        at = border.interpolate(chance.random(), normalized=True)
        rows.append(
            {
                "event_id": f"e{row}",
                "event_type": chance.choice(["Battles", "Explosions/Remote violence"]),
                "event_date": snapshot.day.isoformat(),
                "place_name": f"Place {row % 40}",
                "geometry": Point(at.x, at.y),
                "status": "placed",
            }
        )
    return rows
