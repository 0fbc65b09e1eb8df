"""Texts of folium's popups and tooltips, made harmless where folium writes them into a script.

folium puts them between backticks, where `${...}` would run and a backslash would end the
text early. The browser undoes what is done here: a reader sees what was meant.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from branca.element import Element, Html
from folium.map import Popup, Tooltip


@contextmanager
def harmless(elements: Iterable[Element]) -> Iterator[None]:
    """Escape the texts while the elements are rendered, and put them back afterwards."""
    changed: list[tuple[Element, str, str]] = []
    for element in elements:
        if isinstance(element, Tooltip):
            changed.append((element, "text", element.text))
        elif isinstance(element, Popup):
            inside = element.html._children.values()
            changed += [(one, "data", one.data) for one in inside if isinstance(one, Html)]
    for element, name, text in changed:
        setattr(element, name, literal(text))
    try:
        yield
    finally:
        for element, name, text in changed:
            setattr(element, name, text)


def literal(text: str) -> str:
    """A text as it must stand between backticks to come out as it is."""
    # folium has put a backslash before each backtick of a popup already.
    text = text.replace("\\`", "`")
    return text.replace("\\", "\\\\").replace("`", "\\`").replace("${", "\\${")
