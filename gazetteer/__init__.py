"""Place names in all their spellings and case forms, resolved to coordinates.

    from gazetteer import Gazetteer
    with Gazetteer.open() as gaz:
        gaz.lookup("Bahmutissa")

Everything is offline. Nothing heavy is imported before it is used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .errors import (
    AmbiguousPlace,
    DatabaseMissing,
    DatabaseUnreadable,
    DumpError,
    GazetteerError,
    InputError,
    OwnPlacesError,
    PlaceNotFound,
    RuleError,
    SourceUnavailable,
)
from .model import Match, Mention, Place, Variant

if TYPE_CHECKING:
    from .encoding import clean_text, decode_text
    from .gazetteer import Gazetteer
    from .geo import distance_km
    from .geocoder import GazetteerGeocoder
    from .language import detect_language
    from .reading import read_bytes

__all__ = [
    "AmbiguousPlace",
    "DatabaseMissing",
    "DatabaseUnreadable",
    "DumpError",
    "Gazetteer",
    "GazetteerError",
    "GazetteerGeocoder",
    "InputError",
    "Match",
    "Mention",
    "OwnPlacesError",
    "Place",
    "PlaceNotFound",
    "RuleError",
    "SourceUnavailable",
    "Variant",
    "clean_text",
    "decode_text",
    "detect_language",
    "distance_km",
    "read_bytes",
]
__version__ = "0.1.0"

_LAZY = {
    "Gazetteer": "gazetteer",
    "GazetteerGeocoder": "geocoder",
    "clean_text": "encoding",
    "decode_text": "encoding",
    "detect_language": "language",
    "distance_km": "geo",
    "read_bytes": "reading",
}


def __getattr__(name: str) -> Any:
    if name not in _LAZY:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f".{_LAZY[name]}", __name__), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *_LAZY])
