"""`EventMap`: an events table as one HTML file that opens offline."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import folium
from folium.map import Layer
from jinja2 import Template

from gazetteer import clean_text

from .. import basemap
from ..errors import PageError
from ..files import replacing
from . import assets, tiles
from .offline import OfflineFigure
from .pagedata import page_text

if TYPE_CHECKING:
    import geopandas as gpd


class EventMap(folium.Map):
    """A map of events; a folium map, so that layers of your own can be added to it.

    `events` is an events table (`geomap.schema`), EPSG:4326. `tiles` names an online
    service of xyzservices, as "OpenStreetMap.Mapnik"; without it nothing is loaded from
    anywhere, and a base map of our own shows. `language` is that of the page's texts (en,
    fi, uk). `allow_network` lets layers of yours load what no installed package carries.

    Raises PageError where the page can't be made as asked.
    """

    default_js = [("leaflet", "leaflet.js")]  # noqa: RUF012  # folium's own way to say it
    default_css = [("leaflet_css", "leaflet.css")]  # noqa: RUF012
    _template = Template(
        """
        {% macro header(this, kwargs) %}{% endmacro %}
        {% macro html(this, kwargs) %}
        <main class="geomap">
        <aside class="panel" id="{{ this.get_name() }}_panel"></aside>
        <div class="map" id="{{ this.get_name() }}"></div>
        </main>
        {% endmacro %}
        {% macro script(this, kwargs) %}
        var {{ this.get_name() }} = geomap.map(
            "{{ this.get_name() }}", geomap.data("{{ this.get_name() }}_data"));
        {% endmacro %}
        """
    )

    def __init__(
        self,
        events: gpd.GeoDataFrame,
        *,
        title: str = "",
        control: None = None,
        tiles: str | None = None,
        language: str = "en",
        allow_network: bool = False,
    ) -> None:
        title = clean_text(title)
        if control is not None:
            raise PageError("the control layer isn't available yet; leave out control=")
        if language not in assets.languages():
            known = ", ".join(assets.languages())
            raise PageError(f"the page has no texts in {language!r}; choose one of {known}")
        super().__init__(tiles=None)
        self._name = "EventMap"
        self._figure = OfflineFigure(
            title=title or _texts(language)["title"],
            language=language,
            allow_network=allow_network,
        )
        self._figure.add_child(self)
        self._page = {
            "language": language,
            "title": title or _texts(language)["title"],
            "texts": _texts(language),
            "symbols": assets.page_json("symbols.json"),
        }
        BaseMapLayer(language=language).add_to(self)
        if tiles is not None:
            EventTiles(tiles).add_to(self)
        self.events = EventLayer(events, name=_texts(language)["events"])
        self.events.add_to(self)

    def page_data(self) -> str:
        """What the page's scripts need beside the events, as JSON."""
        return json.dumps(self._page, ensure_ascii=False, separators=(",", ":"))

    def save(
        self,
        outfile: str | bytes | Path | BinaryIO,
        close_file: bool = True,
        **kwargs: Any,
    ) -> None:
        """Write the page to a file, whole or not at all, or to an open binary file.

        Raises OutputError where it can't be written, PageError where it can't be made.
        """
        page = self._figure.render(**kwargs)
        if isinstance(outfile, (str, bytes, Path)):
            with replacing(os.fsdecode(outfile)) as temporary:
                temporary.write_bytes(page.encode())
            return
        outfile.write(page.encode())
        if close_file:
            outfile.close()

    def _repr_html_(self, **kwargs: Any) -> str:
        return self._figure._repr_html_(**kwargs)


class BaseMapLayer(Layer):
    """The built-in base map: sea, countries, regions and names."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        var {{ this.get_name() }} = geomap.baseMap(
            geomap.data("{{ this.get_name() }}_data"), {{ this.language|tojson }});
        {% endmacro %}
        """
    )

    def __init__(self, *, language: str) -> None:
        super().__init__(name=_texts(language)["basemap"], overlay=True, control=False)
        self._name = "BaseMap"
        self.language = language

    def page_data(self) -> str:
        """The JSON that the page draws."""
        return basemap.text()


class EventTiles(Layer):
    """Online tiles over the built-in base map, which shows where a tile fails to come."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        var {{ this.get_name() }} = geomap.tiles({{ this.options|tojson }});
        {% endmacro %}
        """
    )

    def __init__(self, name: str) -> None:
        found = tiles.find(name)
        super().__init__(name=found.name, overlay=True)
        self._name = "EventTiles"
        self.tile_hosts = found.hosts
        self.options = {
            "url": found.url,
            "attribution": found.attribution,
            "maxZoom": found.max_zoom,
            "subdomains": found.subdomains,
        }


class EventLayer(Layer):
    """The events: their symbols, what opens at a symbol, and the panel beside the map."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        var {{ this.get_name() }} = geomap.eventLayer(geomap.data("{{ this.get_name() }}_data"));
        geomap.panel("{{ this._parent.get_name() }}_panel",
            {{ this._parent.get_name() }}, {{ this.get_name() }});
        {% endmacro %}
        """
    )

    def __init__(self, events: gpd.GeoDataFrame, *, name: str) -> None:
        super().__init__(name=name, overlay=True)
        self._name = "EventLayer"
        self._table = page_text(events)

    def page_data(self) -> str:
        """The JSON that the page draws."""
        return self._table


def _texts(language: str) -> dict[str, Any]:
    texts: dict[str, Any] = assets.page_json(f"texts/{language}.json")
    return texts
