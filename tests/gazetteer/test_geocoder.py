"""The gazetteer behind geopy's interface, and behind that of geopandas."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest
from geopy.exc import ConfigurationError, GeocoderQueryError, GeopyError
from geopy.location import Location

from gazetteer import (
    AmbiguousPlace,
    GazetteerError,
    GazetteerGeocoder,
    Match,
    Place,
    PlaceNotFound,
)

BAKHMUT = Match(
    Place("geonames:1", "settlement", "Bakhmut", 48.59, 38.0, "UA", "Donetsk Oblast"), 0.9, "name"
)
NAMESAKES = tuple(
    Match(Place(f"geonames:{n}", "settlement", "Andriivka", 48 + n, 37.0, "UA"), 0.7, "name")
    for n in (1, 0)
)


class FakeGazetteer:
    """Knows Bahmut, and two places by the name of Andriivka."""

    closed = 0

    def lookup(self, name: str, *, within: str | None = None, limit: int = 5) -> list[Match]:
        if within == "Atlantis":
            raise GazetteerError("no region or district 'Atlantis' is known")
        found = {"Bahmut": [BAKHMUT], "Andriivka": list(NAMESAKES)}.get(name, [])
        return found[:limit]

    def resolve(self, name: str, *, within: str | None = None) -> Match:
        found = self.lookup(name, within=within)
        if not found:
            raise PlaceNotFound(name)
        if len(found) > 1 and within is None:
            raise AmbiguousPlace(name, tuple(found))
        return found[0]

    def close(self) -> None:
        type(self).closed += 1


@pytest.fixture
def coder() -> GazetteerGeocoder:
    gazetteer: Any = FakeGazetteer()
    return GazetteerGeocoder(gazetteer=gazetteer)


def test_one_place(coder: GazetteerGeocoder) -> None:
    location = coder.geocode("Bahmut")
    assert isinstance(location, Location)
    address, (latitude, longitude) = location
    assert (address, latitude, longitude) == ("Bakhmut, Donetsk Oblast", 48.59, 38.0)
    assert location.raw == BAKHMUT.to_dict()


def test_unknown_is_none(coder: GazetteerGeocoder) -> None:
    assert coder.geocode("Nowhere") is None
    assert coder.geocode("Nowhere", exactly_one=False) is None


def test_ambiguous_is_none_or_all(coder: GazetteerGeocoder) -> None:
    assert coder.geocode("Andriivka") is None
    found = coder.geocode("Andriivka", exactly_one=False, timeout=3)
    assert found is not None
    assert [location.latitude for location in found] == [49, 48]
    limited = coder.geocode("Andriivka", exactly_one=False, limit=1)
    assert limited is not None
    assert len(limited) == 1


def test_within_decides(coder: GazetteerGeocoder) -> None:
    location = coder.geocode("Andriivka", within="Donetsk")
    assert location is not None
    assert location.latitude == 49


def test_errors_are_those_of_geopy(coder: GazetteerGeocoder, tmp_path: Path) -> None:
    with pytest.raises(GeocoderQueryError, match="Atlantis"):
        coder.geocode("Bahmut", within="Atlantis")
    query: Any = None
    with pytest.raises(GeocoderQueryError, match="a place name is text, not None"):
        coder.geocode(query)
    with pytest.raises(ConfigurationError):
        GazetteerGeocoder(tmp_path / "none.db")
    assert issubclass(ConfigurationError, GeopyError)


def test_reverse_is_refused(coder: GazetteerGeocoder) -> None:
    with pytest.raises(NotImplementedError, match="by name only"):
        coder.reverse((48.59, 38.0))


def test_only_its_own_gazetteer_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FakeGazetteer, "closed", 0)
    given: Any = FakeGazetteer()
    with GazetteerGeocoder(gazetteer=given):
        pass
    assert FakeGazetteer.closed == 0
    opened = staticmethod(lambda path=None: FakeGazetteer())
    monkeypatch.setattr("gazetteer.geocoder.Gazetteer.open", opened)
    with GazetteerGeocoder() as coder:
        assert coder.geocode("Bahmut") is not None
    assert FakeGazetteer.closed == 1
    dropped = GazetteerGeocoder()
    del dropped
    assert FakeGazetteer.closed == 2


def test_provider_of_geopandas(monkeypatch: pytest.MonkeyPatch) -> None:
    opened = staticmethod(lambda path=None: FakeGazetteer())
    monkeypatch.setattr("gazetteer.geocoder.Gazetteer.open", opened)
    names = ["Bahmut", "Nowhere", None, "Andriivka"]
    frame = gpd.tools.geocode(names, provider=GazetteerGeocoder)
    assert frame.crs == "EPSG:4326"
    assert (frame.geometry[0].x, frame.geometry[0].y) == (38.0, 48.59)
    assert frame["address"][0] == "Bakhmut, Donetsk Oblast"
    assert [shape.is_empty for shape in frame.geometry] == [False, True, True, True]
