"""Downloads from a server that behaves badly: whole and right, or one clear line."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from dumps import dump, name, place

from gazetteer import Gazetteer, GazetteerError
from gazetteer.cli import main
from gazetteer.update import update
from gazetteer.update.fetch import Patience, fetch
from gazetteer.update.progress import Progress

BODY = bytes(range(256)) * 2000
QUICK = Patience(timeout=0.5, attempts=3, pause=0.0, largest=2_000_000)
Answer = Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    """Answers with what the test has put up for the path."""

    protocol_version = "HTTP/1.1"
    answers: dict[str, list[Answer]]
    seen: list[tuple[str, str]]

    def do_GET(self) -> None:
        self.seen.append((self.path, self.headers.get("Range", "")))
        waiting = self.answers.get(self.path)
        if not waiting:
            self.send_error(404)
            return
        (waiting.pop(0) if len(waiting) > 1 else waiting[0])(self)
        self.close_connection = True

    def log_message(self, *args: object) -> None:
        """Keep the test's output clean."""


class Quiet(ThreadingHTTPServer):
    """A client that hangs up, as ours does when it has had enough, is no news."""

    def handle_error(self, *args: object) -> None:
        pass


class Site:
    """A server on this machine, and what it was asked for."""

    def __init__(self) -> None:
        self.answers: dict[str, list[Answer]] = {}
        self.seen: list[tuple[str, str]] = []
        mine = type("Mine", (Handler,), {"answers": self.answers, "seen": self.seen})
        self.server = Quiet(("127.0.0.1", 0), mine)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()
    yield made
    made.server.shutdown()
    made.server.server_close()


def send(body: bytes, *, code: int = 200, length: int | None = None, **headers: str) -> Answer:
    """Answer with these bytes; a larger `length` than is sent is a cut connection."""

    def answer(handler: Handler) -> None:
        handler.send_response(code)
        handler.send_header("Content-Length", str(len(body) if length is None else length))
        for key, value in headers.items():
            handler.send_header(key.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def rest_of(body: bytes) -> Answer:
    """Go on where the client stopped, as a good server does."""

    def answer(handler: Handler) -> None:
        start = int(handler.headers["Range"].removeprefix("bytes=").removesuffix("-"))
        assert handler.headers["If-Range"] == '"v1"'
        where = f"bytes {start}-{len(body) - 1}/{len(body)}"
        send(body[start:], code=206, Content_Range=where, ETag='"v1"')(handler)

    return answer


def drip(handler: Handler) -> None:
    """A byte now and then: no single wait is long, but nothing ever comes of it."""
    handler.send_response(200)
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    for _ in range(40):
        handler.wfile.write(b"x")
        handler.wfile.flush()
        time.sleep(0.05)


def silent(handler: Handler) -> None:
    time.sleep(1.5)


def get(site: Site, target: Path, patience: Patience = QUICK) -> bytes:
    fetch(f"{site.url}/f.zip", target, patience=patience, progress=Progress())
    return target.read_bytes()


def test_a_file_arrives_whole(site: Site, tmp_path: Path) -> None:
    site.answers["/f.zip"] = [send(BODY)]
    assert get(site, tmp_path / "f") == BODY


def test_a_cut_download_goes_on_where_it_stopped(site: Site, tmp_path: Path) -> None:
    cut = send(BODY[:200_000], length=len(BODY), ETag='"v1"')
    site.answers["/f.zip"] = [cut, rest_of(BODY)]
    assert get(site, tmp_path / "f") == BODY
    assert [span for _, span in site.seen] == ["", "bytes=200000-"]


def test_a_cut_download_starts_anew_where_it_cannot_go_on(site: Site, tmp_path: Path) -> None:
    """No mark of the version, or a server that sends the whole file again."""
    for tag in ({}, {"ETag": '"v1"'}):
        site.answers["/f.zip"] = [send(BODY[:999], length=len(BODY), **tag), send(BODY, **tag)]
        assert get(site, tmp_path / "f") == BODY
        (tmp_path / "f").unlink()
    assert [span for _, span in site.seen] == ["", "", "", "bytes=999-"]


def test_another_part_than_the_one_asked_for_is_not_taken(site: Site, tmp_path: Path) -> None:
    cut = send(BODY[:1000], length=len(BODY), ETag='"v1"')
    wrong = send(BODY[5:], code=206, Content_Range=f"bytes 5-{len(BODY) - 1}/{len(BODY)}")
    site.answers["/f.zip"] = [cut, wrong, send(BODY)]
    assert get(site, tmp_path / "f") == BODY


def test_a_busy_server_is_asked_again(site: Site, tmp_path: Path) -> None:
    site.answers["/f.zip"] = [send(b"", code=503), send(b"", code=429), send(BODY)]
    assert get(site, tmp_path / "f") == BODY


@pytest.mark.parametrize(
    ("answers", "told", "asked"),
    [
        ([send(BODY[:9], length=99)], r"cut off after 0.0 MB of 0.0 MB; tried 3 times", 3),
        ([send(b"", code=503)], "503", 3),
        ([send(b"", code=403)], "403", 1),
        ([send(b"<html>", Content_Type="text/html; charset=utf-8")], "a web page instead", 1),
        ([send(b"", length=3_000_000)], "larger than 2.0 MB", 1),
        ([send(b"", code=302, Location="/f.zip")], "from one address to another", 1),
        ([send(b"", code=302, Location="file:///etc/passwd")], "from one address", 1),
        ([silent], "timed out", 3),
        ([drip], "too slow", 3),
    ],
    ids=["cut", "busy", "forbidden", "html", "large", "loop", "file", "silent", "drip"],
)
def test_what_goes_wrong_is_told_in_one_line(
    site: Site, tmp_path: Path, answers: list[Answer], told: str, asked: int
) -> None:
    site.answers["/f.zip"] = answers
    with pytest.raises(GazetteerError, match=told) as caught:
        get(site, tmp_path / "f")
    assert site.url in str(caught.value)
    assert "\n" not in str(caught.value)
    redirected = "another" in told
    assert len(site.seen) == asked or (redirected and len(site.seen) < 10)


def test_more_than_announced_is_cut_at_the_limit(site: Site, tmp_path: Path) -> None:
    def endless(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Connection", "close")
        handler.end_headers()
        for _ in range(100):
            handler.wfile.write(BODY)

    site.answers["/f.zip"] = [endless]
    with pytest.raises(GazetteerError, match="larger than"):
        get(site, tmp_path / "f")
    assert (tmp_path / "f").stat().st_size < 3_000_000


def test_a_missing_file_asks_whether_the_code_is_right(site: Site, tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match=r"404.*country code"):
        get(site, tmp_path / "f")


def test_no_server_is_told_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match="--source DIR"):
        fetch("http://127.0.0.1:9/f", tmp_path / "f", patience=QUICK, progress=Progress())


def test_an_update_over_the_network(
    site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = dump(
        tmp_path / "src",
        [place(1, "Vyhadane", 48.7, 37.9)],
        [name(1, "uk", "Вигадане", flags="p")],
    )
    for path in folder.rglob("*"):
        if path.is_file():
            site.answers[f"/dump/{path.relative_to(folder)}"] = [send(path.read_bytes())]
    target = tmp_path / "new" / "g.db"
    address = site.url.replace("http://", "http://user:secret@") + "/dump"
    done = update(["UA"], target, source=f"{site.url}/dump", patience=QUICK)
    assert done.countries == [("UA", 1, 1)]
    with Gazetteer.open(target) as gazetteer:
        assert gazetteer.resolve("Вигадане").id == "geonames:1"
    assert list(target.parent.iterdir()) == [target], "nothing is left behind"
    old = target.read_bytes()
    site.answers["/dump/UA.zip"] = [send(b"", code=403)]
    assert main(["update", "UA", "--gazetteer", str(target), "--source", address]) == 1
    error = capsys.readouterr().err
    assert error.startswith("gazetteer: error: http://127")
    assert error.count("\n") == 1
    assert "secret" not in error
    assert target.read_bytes() == old
