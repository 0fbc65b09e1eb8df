"""Thin out a line after Visvalingam and Whyatt (1993), on whole-number coordinates.

The point that makes the smallest triangle with its neighbours goes first, until every
triangle is larger than the tolerance where it lies. Ends stay, so borders still meet.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Sequence
from itertools import pairwise

Vertex = tuple[int, int]


def simplify(line: Sequence[Vertex], *, tolerance: Callable[[Vertex], float]) -> list[Vertex]:
    """Return `line` without its least telling points; `tolerance` is an area at a vertex.

    A closed line keeps at least four points (three corners), or becomes empty where it is
    so small that a few triangles of the tolerance would cover it.
    """
    closed = line[0] == line[-1]
    if closed and abs(ring_area(line)) < 4 * tolerance(line[0]):
        return []
    before = list(range(-1, len(line) - 1))
    after = list(range(1, len(line) + 1))
    alive = [True] * len(line)
    left = len(line)

    def weight(index: int) -> float:
        corner = line[index]
        area = triangle(line[before[index]], corner, line[after[index]])
        return area / tolerance(corner)

    weights = [0.0] * len(line)
    heap = []
    for index in range(1, len(line) - 1):
        weights[index] = weight(index)
        heap.append((weights[index], index))
    heapq.heapify(heap)
    while heap and left > (4 if closed else 2):
        value, index = heapq.heappop(heap)
        if not alive[index] or value != weights[index]:
            continue
        if value >= 1:
            break
        alive[index] = False
        left -= 1
        previous, following = before[index], after[index]
        after[previous], before[following] = following, previous
        for neighbour in (previous, following):
            if 0 < neighbour < len(line) - 1:
                # Never below the removed one, or detail would vanish in a chain.
                weights[neighbour] = max(weight(neighbour), value)
                heapq.heappush(heap, (weights[neighbour], neighbour))
    return [vertex for vertex, kept in zip(line, alive, strict=True) if kept]


def triangle(a: Vertex, b: Vertex, c: Vertex) -> float:
    """Area of a triangle."""
    return abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2


def ring_area(ring: Sequence[Vertex]) -> float:
    """Signed area of a closed ring; positive where it runs counter-clockwise."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring)) / 2
