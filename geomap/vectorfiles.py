"""Vector files told by their first bytes, before a library opens them.

GDAL chooses a driver by content, whatever a file is called: a text that sends it to another
file, or to an address, would be followed. So a file has to be what its ending says.
"""

from __future__ import annotations

import re
from pathlib import Path

from .errors import InputError

_START = 4096
_JSON = re.compile(rb"\s*[\[{]")
_KML = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:\w+:)?kml\b", re.DOTALL)
_KINDS: dict[str, tuple[str, re.Pattern[bytes]]] = {
    ".geojson": ("GeoJSON", _JSON),
    ".json": ("GeoJSON", _JSON),
    ".topojson": ("TopoJSON", _JSON),
    ".kml": ("a KML file", _KML),
    ".gpkg": ("a GeoPackage", re.compile(rb"SQLite format 3\x00")),
    ".shp": ("a shapefile", re.compile(rb"\x00\x00\x27\x0a")),
    ".fgb": ("FlatGeobuf", re.compile(rb"fgb")),
    ".parquet": ("Parquet", re.compile(rb"PAR1")),
}
SUFFIXES = frozenset(_KINDS)


def check_kind(file: Path, path: str | Path) -> None:
    """Raise InputError where a file is not what its ending says; `path` stands for it."""
    name, start = _KINDS[file.suffix.lower()]
    try:
        with file.open("rb") as opened:
            head = opened.read(_START)
    except OSError as error:
        raise InputError(f"{path}: can't be read ({error.strerror})") from None
    if not start.match(head.removeprefix(b"\xef\xbb\xbf")):
        raise InputError(f"{path}: is not {name}, though its name ends in {file.suffix.lower()}")
