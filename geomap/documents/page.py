"""HTML pages: the main text, without menus, comments of readers and the author's name."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from gazetteer import clean_text, decode_text

from ..errors import InputError
from ..files import text_errors

_CHARSET = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.I)
_XML_ENCODING = re.compile(rb"\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{1,40})", re.I)
_XML_PROLOG = re.compile(r"\s*<\?xml[^>]{0,200}>")
_HIDDEN = ("script", "style", "noscript", "template", "head", "svg", "iframe", "object")
_INLINE = frozenset({
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "font", "i", "ins", "kbd",
    "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "tt", "u", "var",
    "wbr",
})  # fmt: skip
# The day of a change is not that of publication, and an account may be a person's.
_NOT_PUBLISHED = re.compile(r"modif|updated|last-?update|twitter:(?:site|creator)", re.I)
_MODIFIED_JSON = re.compile(r'"dateModified"', re.I)
# Elements within elements beyond this are no page but an attack on whoever walks through it.
_DEEPEST = 1000
_LONGEST_URL = 2000
# With more elements than this all text is taken: finding the main one grows with their square.
_MOST_ELEMENTS = 20_000


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says: its title and text, who published it, when and where."""

    text: str
    site: str | None = None
    date: str | None = None
    url: str | None = None


def read_page(data: bytes, name: str, *, encoding: str | None = None) -> Page:
    """Find the main text and the facts about a page. Raises InputError if it can't be read.

    `encoding` is what a server or a person says; else the page's own word counts, and
    where that is wrong or lacking, the content.
    """
    source = _XML_PROLOG.sub("", _decoded(data, name, encoding), count=1)
    if not source.strip():
        return Page("")
    try:
        return _read(source, name)
    except (InputError, MemoryError):
        raise
    except Exception as error:  # what a parser raises on a hostile page is not known beforehand
        raise InputError(
            f"{name}: can't be read as an HTML page ({type(error).__name__})"
        ) from error


def _decoded(data: bytes, name: str, encoding: str | None) -> str:
    head = data[:4096]
    for found in (_XML_ENCODING.match(head), _CHARSET.search(head)):
        if encoding is None and found:
            encoding = found[1].decode("ascii", "replace")
    with text_errors():
        if encoding and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
            try:
                return decode_text(data, name, encoding=encoding)
            except ValueError:
                pass  # a page may be wrong about itself
        return decode_text(data, name)


def _read(source: str, name: str) -> Page:
    from lxml import html

    # Surrogates and control characters can't stand in a tree.
    parser = html.HTMLParser(
        remove_comments=True, remove_pis=True, encoding="utf-8", huge_tree=True
    )
    data = clean_text(source).encode("utf-8")
    tree = html.document_fromstring(data, parser=parser, ensure_head_body=True)
    if any(entry.level_name == "FATAL" for entry in parser.error_log):
        # The parser has stopped there, and what it has left out would be missed silently.
        raise InputError(f"{name}: can't be read as an HTML page (it is nested too deep)")
    _forget(tree)
    plain, elements, deepest = _plain(tree), 0, 0
    for elements, element in enumerate(tree.iter()):
        if elements % 50 == 0:
            deepest = max(deepest, sum(1 for _ in element.iterancestors()))
    if deepest > _DEEPEST:
        return Page(plain)
    if elements > _MOST_ELEMENTS:
        for body in list(tree.iter("body")):
            body.clear()  # the head says enough of such a page
        return _facts(tree, "", plain)
    return _facts(tree, _main(tree), plain)


def _forget(tree: Any) -> None:
    """Take away what would be taken for the date of publication or the site and is neither."""
    for meta in list(tree.iter("meta")):
        named = " ".join(
            meta.get(key, "") for key in ("property", "name", "itemprop", "http-equiv")
        )
        if _NOT_PUBLISHED.search(named) and meta.getparent() is not None:
            meta.getparent().remove(meta)
    for script in tree.iter("script"):
        if "ld+json" in script.get("type", "") and script.text:
            script.text = _MODIFIED_JSON.sub('"then"', script.text)


def _main(tree: Any) -> str:
    """The main text, without menus, what readers comment and what stands below."""
    import logging

    from trafilatura import bare_extraction

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    found = bare_extraction(tree, include_comments=False)
    if found is None or isinstance(found, dict):
        return ""
    return clean_text(found.text or "").strip()


def _facts(tree: Any, text: str, plain: str) -> Page:
    """A page with its title over the text, and what it says of itself."""
    from trafilatura import extract_metadata

    # A date somewhere in the text is no date of publication; none is better than a guess.
    today = dt.date.today().isoformat()
    dates = {"original_date": True, "extensive_search": False, "max_date": today}
    found = extract_metadata(tree, date_config=dates)
    text = text or plain
    title = " ".join(clean_text(found.title or "").split())
    if title and not text.startswith(title):
        text = f"{title}\n\n{text}"
    site = " ".join(clean_text(found.sitename or "").split())[:100]
    if site and found.author and site.casefold() in found.author.casefold():
        site = ""  # a page of one person: the name is left out
    return Page(text, site or None, _day(found.date), public_url(found.url))


def _plain(tree: Any) -> str:
    """All text that is shown, a line for each block."""
    parts: list[str] = []
    hidden = 0
    from lxml import etree

    for event, element in etree.iterwalk(tree, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            hidden += tag in _HIDDEN
            if tag not in _INLINE:
                parts.append("\n")
            if not hidden and element.text:
                parts.append(" ".join(f".{element.text}.".split())[1:-1])
            continue
        hidden -= tag in _HIDDEN
        if tag not in _INLINE:
            parts.append("\n")
        if not hidden and element.tail:
            parts.append(" ".join(f".{element.tail}.".split())[1:-1])
    lines = (line.strip() for line in "".join(parts).split("\n"))
    return "\n".join(line for line in lines if line)


def _day(date: str | None) -> str | None:
    try:
        return dt.date.fromisoformat((date or "")[:10]).isoformat()
    except ValueError:
        return None


def public_url(url: str | None) -> str | None:
    """An address that may be told: of the web, without a password, not absurdly long."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc:
        return None
    text = str(url)
    return text if len(text) <= _LONGEST_URL and text.isprintable() and " " not in text else None
