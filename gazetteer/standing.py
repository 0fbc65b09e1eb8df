"""How likely a place is to be meant, before anything is known of the text that names it."""

from __future__ import annotations

import math

SMALLEST = 30
"""People who live in a settlement of which nothing is known."""
LARGEST = 6.5
"""The logarithm of the population of the largest cities."""
REPORTED_BONUS = 0.1
"""... for each level of `reported`."""
_KIND_PRIOR = {
    "country": 1.0,
    "region": 0.9,
    "macroregion": 0.9,
    "sector": 0.6,
    "district": 0.6,
    "water": 0.7,
    "relief": 0.5,
    "facility": 0.6,
    "municipality": 0.4,
}


def size(population: int) -> float:
    """How big a settlement is, 0..1, by the logarithm of its population; unknown is small."""
    return min(1.0, math.log10(max(population, SMALLEST)) / LARGEST)


def prior(kind: str, size: float, reported: int, *, former: bool = False) -> float:
    """How likely a place is to be meant, 0..1.

    Settlements by their size; places that front reports name more (`reported`, see
    `store.StoredPlace`), and by a former name half as often.
    """
    if kind != "settlement":
        return _KIND_PRIOR[kind]
    often = REPORTED_BONUS * reported
    return min(1.0, size + (often / 2 if former and often > 0 else often))
