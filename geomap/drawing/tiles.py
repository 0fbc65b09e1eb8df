"""Online map tiles by their xyzservices names; nothing is fetched here."""

from __future__ import annotations

import difflib
import re
import warnings
from dataclasses import dataclass
from urllib.parse import urlsplit

from xyzservices import TileProvider, providers  # type: ignore[import-untyped]

from ..errors import PageError


@dataclass(frozen=True, slots=True)
class Tiles:
    """A tile service: its URL with {z}/{x}/{y}, whom to credit (HTML), and its hosts."""

    name: str
    url: str
    attribution: str
    max_zoom: int
    subdomains: str
    hosts: tuple[str, ...]


def find(name: str) -> Tiles:
    """Find a tile service by name, as "OpenStreetMap.Mapnik" or "CartoDB.Positron".

    Warns where a service may ask for a key; raises PageError where it surely does, or where
    no service has that name.
    """
    known = dict(providers.flatten())
    simple = {_simple(key): key for key in known}
    key = simple.get(_simple(name))
    if key is None:
        near = difflib.get_close_matches(_simple(name), list(simple), n=3, cutoff=0.5)
        hint = ", ".join(simple[one] for one in near) or "OpenStreetMap.Mapnik, CartoDB.Positron"
        raise PageError(f"no map tiles are called {name!r}; did you mean {hint}?")
    provider = known[key]
    if provider.requires_token() and key.startswith("CartoDB."):
        warnings.warn(
            f"{key}: CARTO may refuse tiles without a key; the built-in map shows then",
            stacklevel=3,
        )
    elif provider.requires_token():
        raise PageError(f"the tiles {key} ask for a key of your own; choose others")
    return _tiles(key, provider)


def _tiles(name: str, provider: TileProvider) -> Tiles:
    subdomains = str(provider.get("subdomains", "abc"))

    def fill(found: re.Match[str]) -> str:
        # Leaflet fills in where, which server, and the retina mark; the rest is known now.
        own = found[1] in ("x", "y", "z", "s", "r")
        return found[0] if own else str(provider.get(found[1], ""))

    url = re.sub(r"\{(\w+)\}", fill, provider["url"].removesuffix("?key={apikey}"))
    place = urlsplit(url)
    servers = subdomains if "{s}" in url else "-"
    hosts = sorted({place.netloc.replace("{s}", server) for server in servers})
    return Tiles(
        name=name,
        url=url,
        attribution=str(provider.get("html_attribution", provider.get("attribution", ""))),
        max_zoom=int(provider.get("max_zoom", 18)),
        subdomains=subdomains,
        hosts=tuple(f"{place.scheme}://{host}" for host in hosts),
    )


def _simple(name: str) -> str:
    return re.sub(r"[\s._-]+", "", name).casefold()
