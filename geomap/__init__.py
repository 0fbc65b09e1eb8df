"""Reports and tables of a war become an events table and one offline HTML map.

    events = geomap.extract("report.txt", date="2023-05-02")
    geomap.EventMap(events).save("map.html")

Names are loaded at their first use, so `import geomap` costs next to nothing.
"""

from __future__ import annotations

import importlib
import sys
import types
from typing import TYPE_CHECKING, Any

from gazetteer import __version__

if TYPE_CHECKING:
    from .errors import GeomapError, InputError, OutputError, PageError
    from .eventmap import EventMap
    from .export import write_events
    from .extract import extract
    from .locate import locate
    from .read import read_report
    from .report import Report
    from .schema import COLUMNS, count_events
    from .tables import read_events

__all__ = [
    "COLUMNS",
    "EventMap",
    "GeomapError",
    "InputError",
    "OutputError",
    "PageError",
    "Report",
    "__version__",
    "count_events",
    "extract",
    "locate",
    "read_events",
    "read_report",
    "write_events",
]

_HOMES = {
    "COLUMNS": "schema",
    "EventMap": "eventmap",
    "GeomapError": "errors",
    "InputError": "errors",
    "OutputError": "errors",
    "PageError": "errors",
    "Report": "report",
    "count_events": "schema",
    "extract": "extract",
    "locate": "locate",
    "read_events": "tables",
    "read_report": "read",
    "write_events": "export",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(importlib.import_module(f".{_HOMES[name]}", __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


class _Package(types.ModuleType):
    """Keeps `geomap.extract` and `geomap.locate` the functions: importing a submodule of the
    same name would otherwise put the module in their place."""

    def __setattr__(self, name: str, value: Any) -> None:
        if not (name in _HOMES and isinstance(value, types.ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
