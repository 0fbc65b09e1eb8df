"""Who owns each piece of land: a country, or a region of the country drawn in detail.

Two sources draw the same border a little differently, and one of them draws Crimea into
Russia. Both are cut into faces along all their lines, and each face gets one owner: the
region it lies in comes before any country. Scraps between the two drawings go to the
neighbour that they touch most, so no sliver and no second border is left.
"""

from __future__ import annotations

from collections.abc import Mapping

import shapely
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

Owner = str
Face = tuple[Owner, Polygon]

# Square degrees; about 15 km2 at 48 N. The two sources differ by far less.
SCRAP = 2e-3


def faces(
    regions: Mapping[Owner, BaseGeometry],
    countries: Mapping[Owner, BaseGeometry],
    *,
    home: Owner,
    grid: float,
) -> list[Face]:
    """Split the land of `regions` and `countries` into faces with one owner each.

    All shapes are (lon, lat) degrees. `home` is the country that the regions make up, and
    owns no face itself. Corners of faces lie on a grid of `grid` degrees. Raises ValueError
    where a shape is not an area.
    """
    for name, shape in (*regions.items(), *countries.items()):
        if shape.geom_type not in ("Polygon", "MultiPolygon"):
            raise ValueError(f"{name} is a {shape.geom_type}, not an area")
    land = shapely.union_all(list(regions.values()))
    regions_at, countries_at = _Finder(regions), _Finder(countries)
    owned: list[Face] = []
    scraps: list[Polygon] = []
    for piece in _pieces([*regions.values(), *countries.values()], grid):
        inside = piece.representative_point()
        owner = regions_at(inside) or countries_at(inside)
        if owner is None:
            # A gap between two drawings; larger ones are open water.
            if piece.area < SCRAP / 10 and piece.intersects(land):
                scraps.append(piece)
        elif owner == home or (owner in countries and _cut_off(piece, land)):
            scraps.append(piece)
        else:
            owned.append((owner, piece))
    owned = _drop_lonely(owned, scraps, countries)
    owned.extend(_give_away(scraps, owned))
    return owned


class _Finder:
    """Finds the first area that a point lies in."""

    def __init__(self, shapes: Mapping[Owner, BaseGeometry]) -> None:
        self._names = list(shapes)
        self._tree = shapely.STRtree(list(shapes.values()))

    def __call__(self, point: BaseGeometry) -> Owner | None:
        hits = self._tree.query(point, predicate="within")
        return self._names[min(hits)] if len(hits) else None


def _pieces(shapes: list[BaseGeometry], grid: float) -> list[Polygon]:
    # Snapping while cutting keeps lines from crossing when they are rounded later.
    lines = shapely.union_all([shape.boundary for shape in shapes], grid_size=grid)
    found = shapely.get_parts(shapely.polygonize([lines]))
    return sorted(found, key=lambda piece: (piece.bounds, piece.area))


def _cut_off(piece: Polygon, land: BaseGeometry) -> bool:
    """Whether most of the outline of a small piece lies on the regions' own outline."""
    if piece.area > SCRAP:
        return False
    shared = shapely.intersection(piece.boundary, land.boundary).length
    return bool(shared > 0.6 * piece.boundary.length)


def _drop_lonely(
    owned: list[Face], scraps: list[Polygon], countries: Mapping[Owner, BaseGeometry]
) -> list[Face]:
    """Move to `scraps` the small pieces that touch a region but nothing of their own country."""
    regions = shapely.union_all([piece for owner, piece in owned if owner not in countries])
    tree = shapely.STRtree([piece for _, piece in owned])
    kept = []
    for number, (owner, piece) in enumerate(owned):
        if owner in countries and piece.area < SCRAP and _shares_line(piece, regions):
            around = tree.query(piece, predicate="intersects")
            company = [owned[n][1] for n in around if n != number and owned[n][0] == owner]
            if not any(_shares_line(piece, other) for other in company):
                scraps.append(piece)
                continue
        kept.append((owner, piece))
    return kept


def _shares_line(piece: Polygon, other: BaseGeometry) -> bool:
    if not shapely.intersects(piece, other):
        return False
    return bool(shapely.intersection(piece.boundary, other.boundary).length > 0)


def _give_away(scraps: list[Polygon], owned: list[Face]) -> list[Face]:
    """Every scrap goes to the owner that it touches along the longest line."""
    tree = shapely.STRtree([piece for _, piece in owned])
    given = []
    for scrap in scraps:
        shares: dict[Owner, float] = {}
        for number in sorted(tree.query(scrap, predicate="intersects")):
            owner, piece = owned[number]
            length = shapely.intersection(scrap.boundary, piece.boundary).length
            shares[owner] = shares.get(owner, 0.0) + length
        best = max(shares, key=lambda owner: (shares[owner], owner), default=None)
        if best is not None and shares[best] > 0:
            given.append((best, scrap))
    return given
