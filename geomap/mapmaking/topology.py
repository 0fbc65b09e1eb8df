"""Faces with owners become arcs (each border once) and rings that refer to the arcs.

Everything is whole numbers, so that shared borders are equal and not merely close.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise, zip_longest

from shapely.geometry import Polygon

from .simplify import Vertex, ring_area, simplify

Owner = str
Edge = tuple[Vertex, Vertex]


@dataclass(frozen=True, slots=True)
class Arc:
    """A line between two owners: `left` of its direction and `right` of it; None is water."""

    line: tuple[Vertex, ...]
    left: Owner | None
    right: Owner | None

    def reverse(self) -> Arc:
        """The same line the other way round."""
        return Arc(self.line[::-1], self.right, self.left)


def arcs(faces: Iterable[tuple[Owner, Polygon]], *, scale: int) -> list[Arc]:
    """Cut the outlines of `faces` (lon, lat) into arcs, rounded to 1/`scale` degrees, sorted."""
    steps = _steps(faces, scale)
    # Steps that leave each vertex: a step, or ~step where it is walked backwards.
    leaving: dict[Vertex, list[int]] = defaultdict(list)
    for number, step in enumerate(steps):
        leaving[step.line[0]].append(number)
        leaving[step.line[1]].append(~number)
    found = []
    seen: set[int] = set()
    nodes = [vertex for vertex in sorted(leaving) if _is_node(vertex, leaving, scale)]
    # Nodes first, then the rings that meet nobody.
    for vertex in (*nodes, *sorted(leaving)):
        for way in leaving[vertex]:
            if way not in seen:
                found.append(_canonical(_follow(way, steps, leaving, seen, scale)))
    return sorted(found, key=lambda arc: (arc.line, arc.left or "", arc.right or ""))


def _steps(faces: Iterable[tuple[Owner, Polygon]], scale: int) -> list[Arc]:
    """Every edge between two owners, once, as an arc of two points."""
    sides: dict[Edge, tuple[list[Owner], list[Owner]]] = {}
    for owner, face in faces:
        for number, ring in enumerate((face.exterior, *face.interiors)):
            line = _rounded(ring.coords, scale)
            if (ring_area(line) > 0) == (number > 0):
                line.reverse()
            for a, b in pairwise(line):
                left, right = sides.setdefault((min(a, b), max(a, b)), ([], []))
                (left if a < b else right).append(owner)
    steps = []
    for edge in sorted(sides):
        # Rounding may lay several edges on one; what cancels out is inside one owner.
        one, other = (Counter(side) for side in sides[edge])
        pairs = zip_longest(sorted((one - other).elements()), sorted((other - one).elements()))
        steps += [Arc(edge, *pair) for pair in pairs]
    return steps


def _follow(
    way: int, steps: list[Arc], leaving: dict[Vertex, list[int]], seen: set[int], scale: int
) -> Arc:
    """Walk from a node, or once round a ring, to the next node."""
    step = _walked(way, steps)
    line = [step.line[0]]
    while True:
        seen.update((way, ~way))
        line.append(_walked(way, steps).line[1])
        ahead = [one for one in leaving[line[-1]] if one not in seen]
        if _is_node(line[-1], leaving, scale) or not ahead:
            return Arc(tuple(line), step.left, step.right)
        way = ahead[0]


def _is_node(vertex: Vertex, leaving: dict[Vertex, list[int]], scale: int) -> bool:
    """Whether arcs end here: where lines meet, and at the edge of the map, which is no coast."""
    return len(leaving[vertex]) != 2 or abs(vertex[0]) == 180 * scale


def _walked(way: int, steps: list[Arc]) -> Arc:
    return steps[way] if way >= 0 else steps[~way].reverse()


def _rounded(coordinates: Iterable[tuple[float, ...]], scale: int) -> list[Vertex]:
    line: list[Vertex] = []
    for point in coordinates:
        vertex = (round(point[0] * scale), round(point[1] * scale))
        if not line or line[-1] != vertex:
            line.append(vertex)
    return line


def _canonical(arc: Arc) -> Arc:
    """The same arc whichever end the search began at."""
    if arc.line[0] == arc.line[-1]:
        ring = arc.line[:-1]
        start = ring.index(min(ring))
        arc = Arc((*ring[start:], *ring[:start], ring[start]), arc.left, arc.right)
    other = arc.reverse()
    return min(arc, other, key=lambda one: one.line)


def thin(
    found: Iterable[Arc], *, tolerance: Callable[[Vertex], float], finer: Iterable[Arc] = ()
) -> list[Arc]:
    """Simplify every arc; those in `finer` to a sixteenth of the tolerance."""
    careful = {arc.line for arc in finer}

    def fine(vertex: Vertex) -> float:
        return tolerance(vertex) / 16

    thinned = []
    for arc in found:
        limit = fine if arc.line in careful else tolerance
        line = simplify(arc.line, tolerance=limit)
        if len(line) > 1:
            thinned.append(Arc(tuple(line), arc.left, arc.right))
    return thinned


Ring = list[int]


def rings(found: list[Arc], owners: frozenset[Owner]) -> list[list[Ring]]:
    """The polygons of `owners` taken together: rings of arc numbers, shell first.

    A reversed arc is written `~number`, as in TopoJSON. Borders inside are left out.
    """
    ways: dict[int, Arc] = {}
    for number, arc in enumerate(found):
        if (arc.left in owners) != (arc.right in owners):
            forward = arc.left in owners
            ways[number if forward else ~number] = arc if forward else arc.reverse()
    leaving: dict[Vertex, list[int]] = defaultdict(list)
    for way, arc in ways.items():
        leaving[arc.line[0]].append(way)
    loops: list[Ring] = []
    unused = dict.fromkeys(sorted(ways))
    while unused:
        way = next(iter(unused))
        loop: Ring = []
        while way in unused:
            del unused[way]
            loop.append(way)
            way = max(leaving[ways[way].line[-1]], key=lambda one: _turn(ways[loop[-1]], ways[one]))
        loops.append(loop)
    return _nest(loops, ways)


def _turn(arriving: Arc, leaving: Arc) -> float:
    """How far left the way turns, -pi..pi; the leftmost way keeps touching rings apart."""
    (ax, ay), (bx, by) = arriving.line[-2:]
    (cx, cy) = leaving.line[1]
    turn = math.atan2(cy - by, cx - bx) - math.atan2(by - ay, bx - ax)
    return (turn + math.pi) % (2 * math.pi) - math.pi


def points(ring: Ring, found: list[Arc]) -> list[Vertex]:
    """The vertices of a ring of arc numbers, the first again at the end."""
    line: list[Vertex] = []
    for way in ring:
        part = found[way].line if way >= 0 else found[~way].line[::-1]
        line.extend(part[1:] if line else part)
    return line


def _nest(loops: list[Ring], ways: dict[int, Arc]) -> list[list[Ring]]:
    outlines = []
    for loop in loops:
        line: list[Vertex] = []
        for way in loop:
            line.extend(ways[way].line[1:] if line else ways[way].line)
        if len(line) > 3:
            outlines.append((ring_area(line), loop, line))
    shells = [(area, loop, Polygon(line)) for area, loop, line in outlines if area > 0]
    shells.sort(key=lambda shell: (shell[0], shell[1]))
    polygons = {tuple(loop): [loop] for _, loop, _ in shells}
    for area, loop, line in outlines:
        if area >= 0:
            continue
        inside = Polygon(line).representative_point()
        for _, shell, shape in shells:
            if shape.contains(inside):
                polygons[tuple(shell)].append(loop)
                break
    return sorted(polygons.values())
