"""Where a map opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .. import basemap

if TYPE_CHECKING:
    from numpy.typing import NDArray

Bounds = list[list[float]]


def view(points: NDArray[np.float64], areas: NDArray[np.bool_]) -> Bounds:
    """The bounds to show, [[south, west], [north, east]], of points [latitude, longitude].

    Places in and around Ukraine decide, or all where none is there, and points before areas;
    of many, the middle nine tenths, so that one far place does not make the others small.
    """
    west, south, east, north = basemap.ukraine().bounds
    everywhere = points[~areas] if (~areas).any() else points
    near = everywhere[
        (everywhere[:, 0] >= south - 3)
        & (everywhere[:, 0] <= north + 3)
        & (everywhere[:, 1] >= west - 3)
        & (everywhere[:, 1] <= east + 5)
    ]
    chosen = near if len(near) else everywhere
    if not len(chosen):
        return [[south, west], [north, east]]
    ordered = np.sort(chosen, axis=0)
    cut = int(len(ordered) * 0.05)
    low, high = ordered[cut], ordered[len(ordered) - 1 - cut]
    return [[float(low[0]), float(low[1])], [float(high[0]), float(high[1])]]
