"""Settlements that a dump has twice, made one.

GeoNames has gathered villages from several lists, and some came twice, a few hundred metres
apart, under the Ukrainian name and again under the Russian one.
"""

from __future__ import annotations

from ..build.namesakes import letter_masks, likeness
from ..fold import fold
from ..geo import distance_km
from .display import display_name, settled
from .stage import Stage, StagedPlace

DOUBLE_KM = 1.0
ALIKE = 0.6
"""Orlivka and Orlovka are one; a village that has a neighbour's name among its own is not."""


def join_doubles(stage: Stage) -> None:
    """Join settlements within a kilometre that have a name of their own in common.

    Where one's own name is only another name of the other, what they are called must be alike.
    The more populous one is kept; the other's names and its id lead there.
    """
    kept: dict[int, int] = {}
    for pair in list(stage.neighbours()):
        a, b = (stage.place(_last(kept, gid)) for gid in pair)
        if a is None or b is None or a.gid == b.gid or not _same(stage, a, b):
            continue
        keep, drop = sorted((a, b), key=lambda place: (-place.population, place.gid))
        stage.join(keep.gid, drop.gid)
        kept[drop.gid] = keep.gid


def _last(kept: dict[int, int], gid: int) -> int:
    """The place that a chain of joins leads to."""
    while gid in kept:
        gid = kept[gid]
    return gid


def _same(stage: Stage, a: StagedPlace, b: StagedPlace) -> bool:
    if distance_km(a.latitude, a.longitude, b.latitude, b.longitude) > DOUBLE_KM:
        return False
    (shown_a, own_a, all_a), (shown_b, own_b, all_b) = _names(stage, a), _names(stage, b)
    if own_a & own_b:
        return True
    alike = likeness(len(shown_a), letter_masks(shown_a), shown_b) >= ALIKE
    return alike and bool(own_a & all_b or own_b & all_a)


def _names(stage: Stage, place: StagedPlace) -> tuple[str, set[str], set[str]]:
    """Folded names: the shown one, those of the place's own, and all that are in use."""
    names = settled(stage.names_of(place.gid), place.country, place.name)
    own = {fold(name.text) for name in names if name.status == "official"}
    shown = fold(display_name(place, names))
    own |= {fold(place.name), shown}
    return shown, own, own | {fold(name.text) for name in names if name.status != "historical"}
