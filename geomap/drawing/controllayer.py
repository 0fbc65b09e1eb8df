"""Control as a layer of the page: areas, the line of contact, and their change over time."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from folium.map import Layer
from jinja2 import Template

from ..control import ControlSeries
from . import assets
from .controlpack import pack_control
from .offline import BASE64, JSON

# A series, or where its files are.
Control = ControlSeries | str | Path | Iterable[str | Path]


def series_of(control: Control) -> ControlSeries:
    """The series that was given, or that files and folders hold.

    Raises InputError for what can't be read.
    """
    if isinstance(control, ControlSeries):
        return control
    if isinstance(control, (str, os.PathLike)):
        return ControlSeries.read(control)
    return ControlSeries.read(*control)


class ControlLayer(Layer):
    """Who held what on the day that a page shows, below the events."""

    page_scripts = assets.CONTROL_SCRIPTS
    page_styles = assets.CONTROL_STYLES
    _template = Template(
        """
        {% macro script(this, kwargs) %}
        var {{ this.get_name() }} = geomap.controlLayer("{{ this.get_name() }}",
            {{ this._parent.get_name() }});
        {% endmacro %}
        """
    )

    def __init__(self, control: Control, *, name: str) -> None:
        super().__init__(name=name, overlay=True)
        self._name = "ControlLayer"
        self.series = series_of(control)
        self._packed = pack_control(self.series)

    def page_data(self) -> Iterator[tuple[str, str, Iterable[str]]]:
        """The block of all days, and what it is."""
        yield "columns", BASE64, [self._packed.data]
        about = json.dumps(self._packed.about, ensure_ascii=False, separators=(",", ":"))
        yield "data", JSON, [about]
