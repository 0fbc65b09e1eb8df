"""Events as KML 2.2: placemarks with their dates and every filled column."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any
from xml.sax.saxutils import escape, quoteattr

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2">\n'


def document(records: Iterable[tuple[dict[str, Any], Any]]) -> str:
    """Make the file's text; rows without a place are placemarks without a geometry."""
    marks = "".join(_placemark(row, shape) for row, shape in records)
    return f"{HEAD}<Document>\n<name>Events</name>\n{marks}</Document>\n</kml>\n"


def _placemark(row: dict[str, Any], shape: Any) -> str:
    name = row.get("place_name") or row.get("place_text") or row.get("event_type") or "event"
    parts = [f"<name>{_text(name)}</name>"]
    if row.get("quote"):
        # Viewers take a description for HTML, so its text is escaped once more.
        parts.append(f"<description>{_text(escape(str(row['quote'])))}</description>")
    begin, end = row.get("event_date"), row.get("end_date")
    if begin and end and end != begin:
        span = f"<begin>{_text(begin)}</begin><end>{_text(end)}</end>"
        parts.append(f"<TimeSpan>{span}</TimeSpan>")
    elif begin:
        parts.append(f"<TimeStamp><when>{_text(begin)}</when></TimeStamp>")
    data = "".join(
        f"<Data name={quoteattr(str(key))}><value>{_text(value)}</value></Data>"
        for key, value in row.items()
        if value not in (None, "", [])
    )
    parts.append(f"<ExtendedData>{data}</ExtendedData>")
    if shape is not None:
        parts.append(_geometry(shape))
    return "<Placemark>" + "".join(parts) + "</Placemark>\n"


def _geometry(shape: Any) -> str:
    kind = shape.geom_type
    if hasattr(shape, "geoms"):
        return f"<MultiGeometry>{''.join(map(_geometry, shape.geoms))}</MultiGeometry>"
    if kind == "Polygon":
        rings = f"<outerBoundaryIs>{_ring(shape.exterior)}</outerBoundaryIs>" + "".join(
            f"<innerBoundaryIs>{_ring(ring)}</innerBoundaryIs>" for ring in shape.interiors
        )
        return f"<Polygon>{rings}</Polygon>"
    kind = "Point" if kind == "Point" else "LineString"
    return f"<{kind}>{_coordinates(shape)}</{kind}>"


def _ring(ring: Any) -> str:
    return f"<LinearRing>{_coordinates(ring)}</LinearRing>"


def _coordinates(shape: Any) -> str:
    pairs = " ".join(f"{point[0]},{point[1]}" for point in shape.coords)
    return f"<coordinates>{pairs}</coordinates>"


def _text(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    # Two code points that XML has no way to write.
    return escape(text.replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd"))
