"""A document behind an address: asked for once, since a person named it, and no more.

No cookies, no scripts, no pictures: one request and the few redirections of the server.
"""

from __future__ import annotations

import time
import zlib
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO, Any
from urllib.parse import unquote, urlsplit

from gazetteer import __version__

from ..errors import InputError

MAX_BYTES = 20_000_000
# Seconds for one answer of the network, and for the whole document.
TIMEOUT = 20.0
WHOLE = 90.0
_REDIRECTIONS = 5
_SCHEMES = ("http", "https")


@dataclass(frozen=True, slots=True)
class Download:
    """What a server sent: the bytes, where they came from in the end, and their type."""

    data: bytes
    url: str
    content_type: str
    charset: str | None

    @property
    def file_name(self) -> str:
        """The last part of the path, by which a kind may be told."""
        return PurePosixPath(unquote(urlsplit(self.url).path)).name


def is_url(path: object) -> bool:
    """True for an address of the web."""
    return isinstance(path, str) and path[:8].lower().startswith(("http://", "https://"))


def host_of(url: str) -> str:
    """The name of the server, without a leading www."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.") or url
    except ValueError:
        return url


def download(url: str, *, limit: int = MAX_BYTES) -> Download:
    """Fetch a document. Raises InputError, in one line, for whatever keeps it from us."""
    import http.client
    import urllib.error

    _check(url)
    try:
        with _opener().open(_request(url), timeout=TIMEOUT) as answer:
            data = _read(answer, url, limit)
            headers = answer.headers
            data = _unpacked(data, headers.get("Content-Encoding", ""), url, limit)
            return Download(
                data, answer.geturl(), headers.get_content_type(), headers.get_content_charset()
            )
    except urllib.error.HTTPError as error:
        error.close()
        if 300 <= error.code < 400:
            raise InputError(f"{url}: the server sends on to where nothing is read") from None
        told = " ".join(str(error.reason).split())[:100]
        raise InputError(f"{url}: the server answers {error.code} ({told})") from None
    except InputError:
        raise
    except TimeoutError:
        raise InputError(f"{url}: no answer within {TIMEOUT:g} seconds") from None
    except (OSError, http.client.HTTPException, ValueError) as error:
        reason = getattr(error, "reason", None) or getattr(error, "strerror", None) or error
        if isinstance(reason, TimeoutError):
            reason = f"no answer within {TIMEOUT:g} seconds"
        told = getattr(reason, "strerror", None) or str(reason) or type(error).__name__
        raise InputError(f"{url}: can't be fetched ({told})") from None


def _check(url: str) -> None:
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        raise InputError(f"{url}: is no address") from None
    if parts.scheme.lower() not in _SCHEMES or not parts.hostname:
        raise InputError(f"{url}: is no address of the web (http or https)")
    if "@" in parts.netloc:
        raise InputError(
            f"{parts.scheme}://{parts.hostname}: an address with a password is not fetched"
        )


def _request(url: str) -> Any:
    import urllib.request
    from urllib.parse import quote

    # An address copied from a page may hold letters beyond ASCII, and spaces.
    parts = urlsplit(url)
    host = parts.netloc.encode("idna").decode("ascii") if not parts.netloc.isascii() else ""
    safe = "/%:=&?~#+!$,;'@()*[]-._"
    clean = parts._replace(
        netloc=host or parts.netloc,
        path=quote(parts.path, safe=safe),
        query=quote(parts.query, safe=safe),
        fragment="",
    )
    headers = {
        "User-Agent": f"geomap/{__version__}",
        "Accept": "text/html,application/xhtml+xml,application/pdf,text/plain,*/*;q=0.5",
        "Accept-Encoding": "identity",
    }
    return urllib.request.Request(clean.geturl(), headers=headers)


def _opener() -> Any:
    """An opener for the web alone: without files, FTP and cookies, with few redirections."""
    import urllib.request

    class Redirections(urllib.request.HTTPRedirectHandler):
        max_redirections = _REDIRECTIONS
        max_repeats = 2

        def redirect_request(
            self, req: Any, fp: IO[bytes], code: int, msg: str, headers: Any, newurl: str
        ) -> Any:
            _check(newurl)
            return super().redirect_request(req, fp, code, msg, headers, newurl)

    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        urllib.request.HTTPHandler(),
        urllib.request.HTTPSHandler(),
        Redirections(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
        urllib.request.UnknownHandler(),
    ):
        opener.add_handler(handler)
    return opener


def _read(answer: Any, url: str, limit: int) -> bytes:
    """Read an answer within the limits of size and time."""
    until = time.monotonic() + WHOLE
    length = answer.headers.get("Content-Length", "")
    if length.isdecimal() and int(length) > limit:
        raise _too_large(url, limit)
    parts, size = [], 0
    while chunk := answer.read1(1 << 16):
        parts.append(chunk)
        size += len(chunk)
        if size > limit:
            raise _too_large(url, limit)
        if time.monotonic() > until:
            raise InputError(f"{url}: takes longer than {WHOLE:g} seconds; it was given up")
    if length.isdecimal() and size < int(length):
        raise InputError(f"{url}: the connection broke off")
    return b"".join(parts)


def _unpacked(data: bytes, coding: str, url: str, limit: int) -> bytes:
    """The document of an answer that is compressed though nobody asked for it."""
    coding = coding.strip().lower()
    if coding in ("", "identity"):
        return data
    if coding not in ("gzip", "x-gzip", "deflate"):
        raise InputError(f"{url}: the server compresses with {coding[:20]!r}, which is not read")
    try:
        unpacker = zlib.decompressobj(47)
        plain = unpacker.decompress(data, limit + 1)
    except zlib.error:
        raise InputError(f"{url}: what the server sent is damaged") from None
    if len(plain) > limit:
        raise _too_large(url, limit)
    return plain


def _too_large(url: str, limit: int) -> InputError:
    return InputError(f"{url}: larger than {limit / 1e6:g} MB, the limit")
