"""The gazetteer as a geopy geocoder, and so as a provider of `geopandas.tools.geocode`.

GazetteerGeocoder().geocode("Bahmutissa")       # Location(Bakhmut, ..., (48.59, 38.00))
geopandas.tools.geocode(["Bahmut", "Nowhere"], provider=GazetteerGeocoder)
"""

from __future__ import annotations

import weakref
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, overload

from geopy.adapters import URLLibAdapter
from geopy.exc import ConfigurationError, GeocoderQueryError
from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
from geopy.location import Location

from .errors import AmbiguousPlace, GazetteerError, PlaceNotFound
from .gazetteer import Gazetteer

if TYPE_CHECKING:
    from .model import Match

LIMIT = 10


class GazetteerGeocoder(Geocoder):  # type: ignore[misc]  # geopy ships no types
    """Geocodes place names offline; made once, it answers any number of queries.

    `path` names a gazetteer file, by default the one that `Gazetteer.open()` finds;
    `gazetteer` is an open one to use instead, which stays open. `timeout` is accepted as
    every geocoder does and means nothing: no request is made. Raises geopy's
    ConfigurationError if the file can't be used.
    """

    def __init__(
        self,
        path: str | Path | None = None,
        *,
        gazetteer: Gazetteer | None = None,
        timeout: Any = DEFAULT_SENTINEL,
    ) -> None:
        super().__init__(timeout=timeout, adapter_factory=URLLibAdapter)
        if gazetteer is not None:
            self._gazetteer = gazetteer
            return
        try:
            self._gazetteer = Gazetteer.open(path)
        except GazetteerError as error:
            raise ConfigurationError(str(error)) from error
        # geopandas makes a geocoder and drops it without a word.
        self._close = weakref.finalize(self, self._gazetteer.close)

    def __exit__(self, *details: Any) -> None:
        super().__exit__(*details)
        if hasattr(self, "_close"):
            self._close()

    @overload
    def geocode(
        self,
        query: str,
        *,
        exactly_one: Literal[True] = True,
        timeout: Any = ...,
        within: str | None = None,
        limit: int | None = None,
    ) -> Location | None: ...
    @overload
    def geocode(
        self,
        query: str,
        *,
        exactly_one: Literal[False],
        timeout: Any = ...,
        within: str | None = None,
        limit: int | None = None,
    ) -> list[Location] | None: ...
    def geocode(
        self,
        query: str,
        *,
        exactly_one: bool = True,
        timeout: Any = DEFAULT_SENTINEL,
        within: str | None = None,
        limit: int | None = None,
    ) -> Location | list[Location] | None:
        """Find a place by its name, in any spelling or case form.

        With `exactly_one` the result is a Location, or None if the name is unknown **or
        ambiguous**: a wrong place is worse than none. `exactly_one=False` gives all that the
        name may mean, best first, at most `limit` (10), or None. `within` names a region or
        district. A Location has a readable address, (latitude, longitude) in WGS84, and as
        `raw` the object of `gazetteer lookup --json`. Raises geopy's GeocoderQueryError for
        a query that is no text and for an unknown `within`.
        """
        if not isinstance(query, str):
            raise GeocoderQueryError(f"a place name is text, not {query!r}")
        try:
            if exactly_one:
                return _location(self._gazetteer.resolve(query, within=within))
            matches = self._gazetteer.lookup(query, within=within, limit=limit or LIMIT)
        except (PlaceNotFound, AmbiguousPlace):
            return None
        except GazetteerError as error:
            raise GeocoderQueryError(str(error)) from error
        return [_location(match) for match in matches] or None

    def reverse(
        self, query: Any, *, exactly_one: bool = True, timeout: Any = DEFAULT_SENTINEL
    ) -> Location:
        """Not offered: the gazetteer knows names, not what lies at a point."""
        raise NotImplementedError("GazetteerGeocoder finds places by name only")


def _location(match: Match) -> Location:
    return Location(match.label, (match.latitude, match.longitude), match.to_dict())
