"""A folium figure that renders to one file: every script and style inside, no request made.

folium links its scripts to content delivery networks. Here each link is replaced by the
file that an installed package carries, and what none carries is an error, unless the
network is allowed. A Content-Security-Policy holds the page to that: it runs exactly the
scripts that were put in (by their hashes) and asks nobody for anything.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from branca.element import CssLink, Element, Figure, JavascriptLink
from folium import folium as folium_links
from folium.raster_layers import TileLayer, WmsTileLayer
from jinja2 import Template

from ..errors import PageError
from . import assets
from .literals import harmless

# What a script that folium wrote needs, by what it calls; names are those of folium's links.
NEEDS = (
    ("$(", ("jquery",)),
    (
        "L.AwesomeMarkers",
        (
            "awesome_markers",
            "bootstrap_css",
            "glyphicons_css",
            "awesome_markers_font_css",
            "awesome_markers_css",
            "awesome_rotate_css",
        ),
    ),
)
# Where each of folium's own links points to.
LINKS = dict([*folium_links._default_js, *folium_links._default_css])

# What a block of data holds: JSON, or base64, in which nothing needs an escape.
JSON, BASE64 = "application/json", "text/plain"

# Also `--`, which opens a comment after `<!`; a browser would read on into the page.
_ENDS_SCRIPT = re.compile(r"<(/script|!--)", re.IGNORECASE)
_INLINE = re.compile(r"<script\b([^>]*)>(.*?)</script\s*>", re.IGNORECASE | re.DOTALL)


class OfflineFigure(Figure):
    """The page around a map."""

    def __init__(self, *, title: str, language: str, noscript: str, allow_network: bool) -> None:
        super().__init__(title=title)
        self.noscript = noscript
        self.language = language
        self.allow_network = allow_network

    def render(self, **kwargs: Any) -> str:
        """Return the page as HTML; the same map gives the same text.

        Raises PageError where something on the map needs a file that no package carries.
        """
        return "".join(self.pieces(**kwargs))

    def pieces(self, **kwargs: Any) -> Iterator[str]:
        """The same text in pieces, so that a long page need never be whole in memory."""
        with _as_before(self), harmless(list(_walk(self))):
            before, after, rename = self._frame(kwargs)
        yield before
        for number, (name, kind, texts) in enumerate(self._data()):
            yield f'{chr(10) if number else ""}<script type="{kind}" id="{rename(name)}">'
            for text in texts:
                yield safe_json(text) if kind == JSON else text
            yield "</script>"
        yield after

    def _frame(self, kwargs: dict[str, Any]) -> tuple[str, str, _Renaming]:
        """The page before and after its data, and the names that its elements get."""
        for child in list(self._children.values()):
            child.render(**kwargs)
        links, head = _split(self.header, kwargs)
        body = self.html.render(**kwargs)
        script = _ENDS_SCRIPT.sub(r"<\\\1", self.script.render(**kwargs))
        for sign, names in NEEDS:
            if sign in script:
                links += [LINKS[name] for name in names if LINKS[name] not in links]
        self._check(links, f"{head}{body}")
        rename = _Renaming(self)
        head, body, script = (_as_parsed(rename(text)) for text in (head, body, script))
        inside = [text for url in links if url.endswith(".js") and (text := assets.bundled(url))]
        if "L.marker(" in script:
            inside.append(_default_marker())
        own = (*assets.SCRIPTS, *self._own("page_scripts"))
        inside += [assets.page_script(own), script]
        outside = [url for url in links if assets.bundled(url) is None]
        styles = [text for url in links if url.endswith(".css") and (text := assets.bundled(url))]
        sheets = (*assets.STYLES, *self._own("page_styles"))
        values = {
            "language": self.language,
            "title": self.title,
            "noscript": self.noscript,
            "policy": self._policy([*inside, *_inline_scripts(f"{head}{body}")], outside),
            "styles": _join("style", [*styles, assets.page_style(sheets)]) + _stylesheets(outside),
            "head": head.strip(),
            "body": body.strip(),
            "scripts": _remote_scripts(outside) + _join("script", inside),
        }
        before, after = (
            Template(part, keep_trailing_newline=True).render(values)
            for part in assets.page_file("page.html").split("{{ data }}")
        )
        return before, after, rename

    def _repr_html_(self, **kwargs: Any) -> str:
        """The page in a frame that may run scripts and do nothing else."""
        page = html.escape(self.render(**kwargs))
        return (
            f'<iframe srcdoc="{page}" '
            'sandbox="allow-scripts allow-downloads allow-popups '
            'allow-popups-to-escape-sandbox" '
            f'title="{html.escape(self.title or "")}" '
            'style="width:100%;height:640px;border:0"></iframe>'
        )

    def _data(self) -> Iterator[tuple[str, str, Iterable[str]]]:
        """The blocks of data of every element: their id, media type, and text in pieces."""
        for element in _walk(self):
            if hasattr(element, "page_data"):
                for name, kind, texts in element.page_data():
                    yield f"{element.get_name()}_{name}", kind, texts

    def _own(self, attribute: str) -> list[str]:
        """What elements name under an attribute, each once."""
        found: list[str] = []
        for element in _walk(self):
            found += getattr(element, attribute, ())
        return list(dict.fromkeys(found))

    def _check(self, links: list[str], markup: str) -> None:
        """Refuse what would need the network, unless that is allowed."""
        if self.allow_network:
            return
        for url in links:
            if assets.bundled(url) is None:
                raise PageError(
                    f"the map uses {urlsplit(url).path.rsplit('/', 1)[-1]} from {url}, which no "
                    "installed package carries: leave out the layer that needs it, or let the "
                    "page load it with EventMap(..., allow_network=True)"
                )
        for element in _walk(self):
            if isinstance(element, (TileLayer, WmsTileLayer)):
                raise PageError(
                    f"the tile layer {element.layer_name!r} would load pictures from the "
                    "network: name it with EventMap(..., tiles=NAME), or allow it with "
                    "EventMap(..., allow_network=True)"
                )
        found = re.search(r"<(?:script|link)\b[^>]*\b(?:src|href)\s*=\s*[\"']?(\S+)", markup)
        if found:
            raise PageError(
                f"the page would load {found[1].strip(chr(34))}: put its text in, or allow it "
                "with EventMap(..., allow_network=True)"
            )

    def _policy(self, scripts: list[str], outside: list[str]) -> str:
        hashes = [
            "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"
            for text in scripts
        ]
        pictures = ["data:", *sorted(self._own("tile_hosts"))]
        sources = {
            "default-src": ["'none'"],
            "script-src": hashes,
            "style-src": ["'unsafe-inline'"],
            "img-src": pictures,
            "font-src": ["data:"],
            "base-uri": ["'none'"],
            "form-action": ["'none'"],
        }
        if self.allow_network:
            hosts = sorted({_origin(url) for url in outside})
            sources["script-src"] += hosts
            sources["style-src"] += hosts
            sources["font-src"] += hosts
            sources["img-src"] = ["data:", "https:"]
            sources["connect-src"] = ["https:"]
        return "; ".join(" ".join([name, *values]) for name, values in sources.items())


@contextmanager
def _as_before(root: Element) -> Iterator[None]:
    """Undo what rendering adds to folium's elements, or a second page would have it twice."""
    before = [(element, element._children.copy()) for element in _walk(root)]
    try:
        yield
    finally:
        for element, children in before:
            element._children = children


class _Renaming:
    """Counts through the random ids of folium's elements, so that pages can be compared."""

    def __init__(self, root: Element) -> None:
        self._known = {element._id for element in _walk(root)}
        self._numbers: dict[str, str] = {}

    def __call__(self, text: str) -> str:
        return re.sub(r"(?<=_)[0-9a-f]{32}", self._number, text)

    def _number(self, found: re.Match[str]) -> str:
        if found[0] not in self._known:
            return found[0]
        return self._numbers.setdefault(found[0], str(len(self._numbers) + 1))


def _walk(element: Element, seen: set[int] | None = None) -> Iterator[Element]:
    """Every element that hangs on another, as a child or as an attribute."""
    seen = set() if seen is None else seen
    if id(element) in seen:
        return
    seen.add(id(element))
    yield element
    attributes = [value for value in vars(element).values() if isinstance(value, Element)]
    for below in (*element._children.values(), *attributes):
        yield from _walk(below, seen)


def _split(header: Element, kwargs: dict[str, Any]) -> tuple[list[str], str]:
    """The links of a header, and the rest of it as markup."""
    links: list[str] = []
    rest = []
    for name, child in header._children.items():
        if isinstance(child, (JavascriptLink, CssLink)):
            if child.url not in links:
                links.append(child.url)
        elif name != "meta_http":
            rest.append(child.render(**kwargs))
    return links, "\n".join(rest)


def _as_parsed(text: str) -> str:
    """A text as a browser's parser leaves it, or the hash of a script would be another one."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
    return text.encode("utf-8", "replace").decode("utf-8")


def _default_marker() -> str:
    pictures = json.dumps(assets.marker_pictures())
    return f'L.Icon.Default.imagePath = "";\nL.Icon.Default.mergeOptions({pictures});'


def _inline_scripts(markup: str) -> list[str]:
    found = _INLINE.findall(markup)
    return [text for attributes, text in found if "src=" not in attributes]


def _join(tag: str, texts: list[str]) -> str:
    return "\n".join(f"<{tag}>{text}</{tag}>" for text in texts)


def safe_json(text: str) -> str:
    """JSON text that no HTML parser and no old script engine can misread."""
    for sign in "<>&\u2028\u2029":
        if sign in text:
            text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _remote_scripts(urls: list[str]) -> str:
    tags = [f'<script src="{html.escape(url)}"></script>' for url in urls if ".css" not in url]
    return "".join(f"{tag}\n" for tag in tags)


def _stylesheets(urls: list[str]) -> str:
    tags = [f'<link rel="stylesheet" href="{html.escape(url)}">' for url in urls if ".css" in url]
    return "".join(f"\n{tag}" for tag in tags)
