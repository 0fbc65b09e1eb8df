"""Scripts, styles and pictures that go into a page, read from installed packages.

Leaflet, jQuery and Leaflet.markercluster come from their XStatic packages; our own script
and style are the files in `geomap/page`.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterable
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any
from urllib.parse import urlsplit

from ..errors import PageError

# The order in which the page's modules load: each may use what comes before it.
SCRIPTS = (
    "core.js",
    "unpack.js",
    "words.js",
    "days.js",
    "store.js",
    "counting.js",
    "symbols.js",
    "boxes.js",
    "outlines.js",
    "basemap.js",
    "labels.js",
    "rows.js",
    "portions.js",
    "card.js",
    "mapcanvas.js",
    "extents.js",
    "groups.js",
    "chips.js",
    "dots.js",
    "paint.js",
    "handles.js",
    "popup.js",
    "hits.js",
    "opening.js",
    "layer.js",
    "legend.js",
    "filters.js",
    "search.js",
    "inshort.js",
    "list.js",
    "table.js",
    "unplaced.js",
    "panel.js",
    "histogram.js",
    "timebar.js",
    "state.js",
    "download.js",
    "picture.js",
    "tools.js",
    "map.js",
)
# What a page with control has besides; these extend some of the others, and come after them.
CONTROL_SCRIPTS = (
    "controlseries.js",
    "controllines.js",
    "controlpaint.js",
    "controllayer.js",
    "controlwords.js",
    "controlnote.js",
    "controlpanel.js",
    "controlchart.js",
    "controlpicture.js",
    "controlmap.js",
)
STYLES = (
    "map.css",
    "panel.css",
    "filters.css",
    "table.css",
    "card.css",
    "timebar.css",
    "phone.css",
)
CONTROL_STYLES = ("control.css",)


@cache
def page_file(name: str) -> str:
    """The text of one of our own page files, as "map.css" or "texts/en.json"."""
    return _read(resources.files("geomap") / "page" / name)


def page_script(names: Iterable[str] = SCRIPTS) -> str:
    """Our page script: all its modules in order."""
    return "\n".join(page_file(name) for name in names)


def page_style(names: Iterable[str] = STYLES) -> str:
    """Our style: all its sheets in order."""
    return "\n".join(page_file(name) for name in names)


@cache
def page_json(name: str) -> Any:
    """One of our own JSON page files, parsed."""
    return json.loads(page_file(name))


def languages() -> tuple[str, ...]:
    """Codes of the languages that the page's texts come in, sorted."""
    folder = resources.files("geomap") / "page" / "texts"
    return tuple(sorted(entry.name.removesuffix(".json") for entry in folder.iterdir()))


def bundled(url: str) -> str | None:
    """The text of the file that a link names, or None where no package carries it.

    Pictures that a style refers to are put in as data. Raises PageError where the package
    that carries the file is not installed.
    """
    entry = page_json("packages.json")["files"].get(_plain_name(url))
    if entry is None:
        return None
    module, name = entry
    folder = _package(module)
    if name.endswith(".css"):
        return _with_pictures(_read(folder / name), folder)
    return re.sub(r"^//# sourceMappingURL=.*$", "", _read(folder / name), flags=re.MULTILINE)


def marker_pictures() -> dict[str, str]:
    """Leaflet's default marker as data: URIs, by the names of its options."""
    folder = _package("xstatic.pkg.leaflet") / "images"
    names = {
        "iconUrl": "marker-icon.png",
        "iconRetinaUrl": "marker-icon-2x.png",
        "shadowUrl": "marker-shadow.png",
    }
    return {option: _data_uri(folder / name) for option, name in names.items()}


def _plain_name(url: str) -> str:
    """`.../jquery-3.7.1.min.js` becomes `jquery.js`."""
    name = urlsplit(url).path.rsplit("/", 1)[-1].lower()
    return re.sub(r"-\d[\d.]*(?=\.)", "", name).replace(".min.", ".")


def _package(module: str) -> Traversable:
    try:
        return resources.files(module) / "data"
    except ModuleNotFoundError:
        install = page_json("packages.json")["installs"][module]
        raise PageError(
            f"the package {install} is missing, which carries a script of the page; "
            f"install it with `pip install {install}`"
        ) from None


def _read(file: Traversable) -> str:
    # Browsers hash scripts with \n line ends, whatever the file has.
    return file.read_text(encoding="utf-8").replace("\r\n", "\n").replace("\r", "\n")


def _with_pictures(style: str, folder: Traversable) -> str:
    def picture(found: re.Match[str]) -> str:
        file = folder.joinpath(*found[1].strip("'\"").split("/"))
        return f"url({_data_uri(file)})" if file.is_file() else "none"

    # The default marker's path in the style serves only to find a folder of pictures.
    style = re.sub(r"\.leaflet-default-icon-path\s*\{[^}]*\}", "", style)
    return re.sub(r"url\((?!['\"]?(?:data:|#))([^)]+)\)", picture, style)


def _data_uri(file: Traversable) -> str:
    return "data:image/png;base64," + base64.b64encode(file.read_bytes()).decode("ascii")
