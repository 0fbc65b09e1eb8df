"""`EventMap`: an events table as one HTML file that opens offline."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import folium
from folium.map import Layer
from jinja2 import Template

from gazetteer import clean_text

from .. import basemap, schema
from ..errors import PageError
from ..files import replacing
from . import assets, tiles
from .controllayer import Control, ControlLayer
from .offline import BASE64, JSON, OfflineFigure
from .packing import pack
from .pagetable import page_table
from .rowtexts import PIECE, pieces
from .searchnames import search_names
from .view import view

if TYPE_CHECKING:
    import geopandas as gpd

    from ..control import ControlSeries

# Blocks of data of a page: a name, the media type, and the text in pieces.
Blocks = Iterator[tuple[str, str, Iterable[str]]]
Progress = Callable[[int, int], None]


class EventMap(folium.Map):
    """A map of events; a folium map, so that layers of your own can be added to it.

    `events` is an events table (`geomap.schema`), or any GeoDataFrame with points; every
    column of the schema that it has adds to the page, and where none is called `event_date`
    a column of dates stands for it. `control` is a series of control data, or the paths of its
    files: who held what shows below the events, and events whose columns of control are empty
    get them. `tiles` names an online service of xyzservices, as "OpenStreetMap.Mapnik"; without
    it nothing is loaded from anywhere, and a base map of our own shows. `language` is that of
    the page's texts (en, fi, uk). `gazetteer` names the gazetteer file whose spellings the
    page's search knows. `allow_network` lets layers of yours load what no installed package
    carries.

    Raises PageError where the page can't be made as asked, InputError for control data that
    can't be read.
    """

    default_js = [("leaflet", "leaflet.js")]  # noqa: RUF012  # folium's own way to say it
    default_css = [("leaflet_css", "leaflet.css")]  # noqa: RUF012
    _template = Template(
        """
        {% macro header(this, kwargs) %}{% endmacro %}
        {% macro html(this, kwargs) %}
        <main class="geomap">
        <aside class="panel" id="{{ this.get_name() }}_panel"></aside>
        <div class="stage">
        <div class="map" id="{{ this.get_name() }}"></div>
        </div>
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
        control: Control | None = None,
        tiles: str | None = None,
        language: str = "en",
        gazetteer: str | Path | None = None,
        allow_network: bool = False,
    ) -> None:
        title = clean_text(title)
        if language not in assets.languages():
            known = ", ".join(assets.languages())
            raise PageError(f"the page has no texts in {language!r}; choose one of {known}")
        super().__init__(tiles=None)
        self._name = "EventMap"
        self._figure = OfflineFigure(
            title=title or _texts(language)["title"],
            language=language,
            noscript=_texts(language)["map"]["script"],
            allow_network=allow_network,
        )
        self._figure.add_child(self)
        self._page = {
            "language": language,
            "title": title or _texts(language)["title"],
            "texts": _page_texts(language, control=control is not None),
            "symbols": assets.page_json("symbols.json"),
        }
        BaseMapLayer(language=language).add_to(self)
        if tiles is not None:
            EventTiles(tiles).add_to(self)
        if control is not None:
            areas = ControlLayer(control, name=_texts(language)["control"]["title"])
            areas.add_to(self)
            events = _beside(events, areas.series)
        database = None if gazetteer is None else Path(gazetteer)
        self.events = EventLayer(events, name=_texts(language)["events"], gazetteer=database)
        self.events.add_to(self)

    def page_data(self) -> Blocks:
        """What the page's scripts need beside the events."""
        yield "data", JSON, [_json(self._page)]

    def save(
        self,
        outfile: str | bytes | Path | BinaryIO,
        close_file: bool = True,
        *,
        progress: Progress | None = None,
        **kwargs: Any,
    ) -> None:
        """Write the page to a file, whole or not at all, or to an open binary file.

        `progress` is told how many of the rows are written. Raises OutputError where the file
        can't be written, PageError where the page can't be made.
        """
        self.events.progress = progress
        pieces = (piece.encode() for piece in self._figure.pieces(**kwargs))
        if isinstance(outfile, (str, bytes, Path)):
            with replacing(os.fsdecode(outfile)) as temporary, temporary.open("wb") as file:
                file.writelines(pieces)
            return
        outfile.writelines(pieces)
        if close_file:
            outfile.close()

    def _repr_html_(self, **kwargs: Any) -> str:
        return self._figure._repr_html_(**kwargs)


def _beside(events: gpd.GeoDataFrame, series: ControlSeries) -> gpd.GeoDataFrame:
    """Events with their columns of control, where they have a day and none of these yet."""
    from ..control import add_control

    done = "control_date" in events.columns and events["control_date"].notna().any()
    return events if done or "event_date" not in events.columns else add_control(events, series)


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

    def page_data(self) -> Blocks:
        """The shapes and names that the page draws."""
        yield "data", JSON, [basemap.text(self.language)]


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
    """The events: their symbols, what opens at a symbol, and all that goes with them."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        var {{ this.get_name() }} = geomap.eventLayer("{{ this.get_name() }}",
            {{ this._parent.get_name() }});
        {% endmacro %}
        """
    )

    def __init__(
        self, events: gpd.GeoDataFrame, *, name: str, gazetteer: Path | None = None
    ) -> None:
        super().__init__(name=name, overlay=True)
        self._name = "EventLayer"
        self._table = page_table(events)
        self._gazetteer = gazetteer
        self.progress: Progress | None = None

    def page_data(self) -> Blocks:
        """The columns, the texts, the spellings to search by, and what they all are."""
        table = self._table
        lengths: list[int] = []
        yield "columns", BASE64, [pack({**table.rows, **table.places})]
        yield "texts", BASE64, self._texts(lengths)
        yield "names", BASE64, [search_names(table, self._gazetteer)]
        about = {
            "rows": len(table.order),
            "places": table.place_count,
            "events": table.events,
            "rowColumns": [column.describe(name) for name, column in table.rows.items()],
            "placeColumns": [column.describe(name) for name, column in table.places.items()],
            "words": table.words,
            "numerous": table.numerous,
            "columns": [name for name in schema.NAMES if name != "geometry"],
            "piece": PIECE,
            "lengths": lengths,
            "view": view(table.points, table.areas),
        }
        yield "data", JSON, [_json(about)]

    def _texts(self, lengths: list[int]) -> Iterator[str]:
        """The texts of the rows; `lengths` gets those of the pieces."""
        for text in pieces(self._table):
            lengths.append(len(text))
            yield text
            if self.progress is not None:
                rows = len(self._table.order)
                self.progress(min(len(lengths) * PIECE, rows), rows)


def _texts(language: str) -> dict[str, Any]:
    texts: dict[str, Any] = assets.page_json(f"texts/{language}.json")
    return texts


def _page_texts(language: str, *, control: bool) -> dict[str, Any]:
    """The texts that a page needs: those of control only where it shows that."""
    return {name: text for name, text in _texts(language).items() if control or name != "control"}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
