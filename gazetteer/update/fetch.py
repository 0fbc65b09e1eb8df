"""Fetch one file over HTTP: it arrives whole or not at all.

What a second try may mend (a cut connection, a busy server) is tried again, going on where it
stopped; what it can't (no such file, a web page instead) ends at once.
"""

from __future__ import annotations

import base64
import http.client
import ssl
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from email.message import Message
from pathlib import Path
from typing import IO
from urllib.parse import unquote, urlsplit, urlunsplit

from ..errors import SourceUnavailable
from .progress import Progress, megabytes

_CHUNK = 1 << 16
_TRY_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})
_OFFLINE = "check the network, or name a folder with the files: --source DIR"


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait for a server, how often to ask again, and how much to take.

    Times in seconds. A connection slower than `slowest` bytes a second over a whole `timeout`
    counts as cut.
    """

    timeout: float = 30.0
    attempts: int = 4
    pause: float = 1.0
    slowest: int = 500
    largest: int = 400_000_000
    sleep: Callable[[float], None] = time.sleep


class _Interrupted(Exception):
    """A try failed that may succeed when repeated."""


class _Redirects(urllib.request.HTTPRedirectHandler):
    max_redirections = 5

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        if req.full_url.startswith("https:") and not newurl.startswith("https:"):
            raise SourceUnavailable(f"{req.full_url}: leads to an unprotected address; refused")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def fetch(url: str, target: Path, *, patience: Patience, progress: Progress) -> None:
    """Download a file; raises SourceUnavailable with one line that says what is wrong."""
    part = _Part(target)
    shown = without_password(url)
    reason = ""
    for attempt in range(patience.attempts):
        if attempt:
            wait = patience.pause * 2 ** (attempt - 1)
            progress.show(f"{shown}: {reason}; trying again in {wait:g} s", at_once=True)
            patience.sleep(wait)
        try:
            _try(url, part, patience, progress)
            return
        except _Interrupted as error:
            reason = str(error)
    raise SourceUnavailable(f"{shown}: {reason}; tried {patience.attempts} times; {_OFFLINE}")


def without_password(url: str) -> str:
    """An address as it may be shown and recorded."""
    parts = urlsplit(url)
    if "@" not in parts.netloc:
        return url
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


def _request(url: str, headers: dict[str, str]) -> urllib.request.Request:
    request = urllib.request.Request(without_password(url), headers=headers)
    parts = urlsplit(url)
    if parts.username is not None:
        user = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
        code = base64.b64encode(user.encode()).decode("ascii")
        # Not for the server that a redirect may lead to.
        request.add_unredirected_header("Authorization", f"Basic {code}")
    return request


class _Part:
    """What has arrived of a file, and the mark by which the server knows the same version."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.version = ""

    @property
    def size(self) -> int:
        return self.path.stat().st_size if self.path.exists() else 0

    def forget(self) -> None:
        self.path.unlink(missing_ok=True)
        self.version = ""


def _try(url: str, part: _Part, patience: Patience, progress: Progress) -> None:
    if not part.version:
        part.forget()
    start = part.size
    headers = {"User-Agent": "geomap gazetteer", "Accept-Encoding": "identity"}
    if start:
        headers |= {"Range": f"bytes={start}-", "If-Range": part.version}
    opener = urllib.request.build_opener(_Redirects)
    try:
        request = _request(url, headers)
        with opener.open(request, timeout=patience.timeout) as answer:
            start = _begin(url, part, answer, start, patience)
            _receive(url, part, answer, start, patience, progress)
    except urllib.error.HTTPError as error:
        _refused(url, part, error)
    except urllib.error.URLError as error:
        if isinstance(error.reason, ssl.SSLCertVerificationError):
            raise SourceUnavailable(
                f"{without_password(url)}: the server's certificate is not valid "
                f"({error.reason.verify_message})"
            ) from error
        raise _Interrupted(f"no answer ({_told(error.reason)})") from error
    except (TimeoutError, http.client.HTTPException, ConnectionError, ssl.SSLError) as error:
        raise _Interrupted(f"the connection broke off ({_told(error)})") from error


def _told(error: object) -> str:
    text = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return "timed out" if isinstance(error, TimeoutError) else str(text)


def _refused(url: str, part: _Part, error: urllib.error.HTTPError) -> None:
    shown = without_password(url)
    if error.code == 416:  # what we have is longer than the file: it was replaced
        part.forget()
        raise _Interrupted("the file changed meanwhile") from error
    if error.code in _TRY_AGAIN:
        raise _Interrupted(f"the server answers {error.code} {error.reason}") from error
    if 300 <= error.code < 400:
        raise SourceUnavailable(f"{shown}: the server sends from one address to another") from error
    hint = "; is the country code right?" if error.code == 404 else ""
    raise SourceUnavailable(f"{shown}: the server answers {error.code} {error.reason}{hint}") from (
        error
    )


def _begin(
    url: str, part: _Part, answer: http.client.HTTPResponse, start: int, patience: Patience
) -> int:
    """Check the head of an answer; returns where its first byte belongs."""
    head: Message = answer.headers
    shown = without_password(url)
    if head.get_content_type() == "text/html":
        raise SourceUnavailable(f"{shown}: the server sends a web page instead of the file")
    resumed = answer.status == 206
    if resumed and not head.get("Content-Range", "").startswith(f"bytes {start}-"):
        part.forget()
        raise _Interrupted("the server sends another part than the one asked for")
    if not resumed:
        start = 0
    if start + _length(head) > patience.largest:
        raise _too_large(shown, patience)
    # A weak mark does not promise the same bytes.
    mark = head.get("ETag", "")
    part.version = mark if mark and not mark.startswith("W/") else head.get("Last-Modified", "")
    return start


def _length(head: Message) -> int:
    text = head.get("Content-Length", "")
    return int(text) if text.isascii() and text.isdecimal() else 0


def _too_large(shown: str, patience: Patience) -> SourceUnavailable:
    return SourceUnavailable(f"{shown}: larger than {megabytes(patience.largest)}, the limit")


def _receive(
    url: str,
    part: _Part,
    answer: http.client.HTTPResponse,
    start: int,
    patience: Patience,
    progress: Progress,
) -> None:
    whole = start + _length(answer.headers)
    name = part.path.name
    have, since, counted = start, time.monotonic(), 0
    with part.path.open("ab" if start else "wb") as file:
        while chunk := answer.read1(_CHUNK):
            file.write(chunk)
            have += len(chunk)
            counted += len(chunk)
            if have > patience.largest:
                raise _too_large(without_password(url), patience)
            progress.show(f"{name}: {megabytes(have)}" + (f" of {megabytes(whole)}" * (whole > 0)))
            if (passed := time.monotonic() - since) >= patience.timeout:
                if counted < patience.slowest * passed:
                    raise _Interrupted("the connection is too slow")
                since, counted = time.monotonic(), 0
    if have < whole:
        raise _Interrupted(f"cut off after {megabytes(have)} of {megabytes(whole)}")
