"""Reports and tables of a war become an events table and one offline HTML map.

    events = geomap.extract("report.txt", date="2023-05-02")
    geomap.EventMap(events).save("map.html")

Names are loaded at their first use, so `import geomap` costs next to nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from gazetteer import __version__

if TYPE_CHECKING:
    from .control import ControlSeries, add_control
    from .documents.reading import read_reports
    from .drawing.eventmap import EventMap
    from .errors import GeomapError, InputError, OutputError, PageError
    from .export import write_events
    from .read import read_report
    from .reports.extract import extract
    from .reports.report import Report
    from .schema import COLUMNS, count_events
    from .tables.locate import locate
    from .tables.reader import read_events

__all__ = [
    "COLUMNS",
    "ControlSeries",
    "EventMap",
    "GeomapError",
    "InputError",
    "OutputError",
    "PageError",
    "Report",
    "__version__",
    "add_control",
    "count_events",
    "extract",
    "locate",
    "read_events",
    "read_report",
    "read_reports",
    "write_events",
]

_HOMES = {
    "COLUMNS": "schema",
    "ControlSeries": "control",
    "EventMap": "drawing.eventmap",
    "GeomapError": "errors",
    "InputError": "errors",
    "OutputError": "errors",
    "PageError": "errors",
    "Report": "reports.report",
    "add_control": "control",
    "count_events": "schema",
    "extract": "reports.extract",
    "locate": "tables.locate",
    "read_events": "tables.reader",
    "read_report": "read",
    "read_reports": "documents.reading",
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
