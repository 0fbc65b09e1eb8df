"""An address as an input: one request, within limits, and an error of one line."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from geomap import InputError, read_report
from geomap.documents import web
from geomap.read import input_kind

PAGE = (
    "<html><head><title>Бої</title></head><body><article><p>Ворог обстріляв Бахмут у понеділок,"
    " повідомив Генеральний штаб у вечірньому зведенні.</p></article></body></html>"
)


class Server(BaseHTTPRequestHandler):
    """Answers by the path that is asked for."""

    asked: list[tuple[str, dict[str, str]]]

    def do_GET(self) -> None:
        type(self).asked.append((self.path, dict(self.headers.items())))
        name = self.path.strip("/").partition("?")[0].replace(".", "_").replace("-", "_")
        getattr(self, f"_{name}", self._missing)()

    def answer(self, body: bytes, kind: str, **headers: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Set-Cookie", "a=b")
        for key, value in ({"Content_Length": str(len(body))} | headers).items():
            self.send_header(key.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def redirect(self, to: str) -> None:
        self.send_response(302)
        self.send_header("Location", to)
        self.end_headers()

    def _missing(self) -> None:
        self.send_error(404)

    def _page(self) -> None:
        self.answer(PAGE.encode("cp1251"), "text/html; charset=windows-1251")

    def _text_txt(self) -> None:
        self.answer(b"Attack near Lyman.", "text/plain")

    def _moved(self) -> None:
        self.redirect("/page")

    def _round(self) -> None:
        self.redirect("/round?" + self.path[-500:] + "x")

    def _to_file(self) -> None:
        self.redirect("file:///etc/passwd")

    def _large(self) -> None:
        self.answer(b"x" * 100, "text/plain", Content_Length="30000000")

    def _endless(self) -> None:
        self.send_response(200)
        self.end_headers()
        try:
            for _ in range(1000):
                self.wfile.write(b"x" * 100_000)
        except OSError:
            pass

    def _broken(self) -> None:
        self.answer(b"x" * 10, "text/plain", Content_Length="100")

    def _packed(self) -> None:
        self.answer(
            gzip.compress(PAGE.encode()), "text/html; charset=utf-8", Content_Encoding="gzip"
        )

    def _bomb(self) -> None:
        self.answer(gzip.compress(bytes(25_000_000)), "text/html", Content_Encoding="gzip")

    def _slow(self) -> None:
        threading.Event().wait(1.5)

    def _picture(self) -> None:
        self.answer(b"\xff\xd8", "image/jpeg")

    def _t_csv(self) -> None:
        self.answer(b"a,b\n", "text/csv")

    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    for variable in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(variable, raising=False)
    Server.asked = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("path", ["page", "moved", "packed"])
def test_a_page_of_the_web(site: str, path: str) -> None:
    url = f"{site}/{path}"
    assert input_kind(url) == "report"
    report = read_report(url, date="2023-05-02")
    assert "Ворог обстріляв Бахмут" in report.text
    final = "page" if path == "moved" else path
    assert (report.source, report.url, report.date) == (
        "127.0.0.1", f"{site}/{final}", "2023-05-02",
    )  # fmt: skip
    assert all("Cookie" not in headers for _, headers in Server.asked)
    assert len(Server.asked) == (2 if path == "moved" else 1)


def test_a_text_of_the_web(site: str) -> None:
    report = read_report(f"{site}/text.txt?a=b c#part")
    assert report.text == "Attack near Lyman."
    assert Server.asked[0][0] == "/text.txt?a=b%20c"


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("none", "the server answers 404"),
        ("round", "the server sends on to where nothing is read"),
        ("to-file", "the server sends on to where nothing is read"),
        ("large", "larger than 20 MB"),
        ("endless", "larger than 20 MB"),
        ("bomb", "larger than 20 MB"),
        ("broken", "can't be fetched|broke off"),
        ("slow", "no answer within 0.5 seconds|can't be fetched"),
        ("picture", "is image/jpeg, not a document"),
        ("t.csv", "is a table; save it"),
    ],
)
def test_what_a_server_may_do_is_one_line(
    site: str, path: str, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if path == "slow":
        monkeypatch.setattr(web, "TIMEOUT", 0.5)
    with pytest.raises(InputError, match=message) as caught:
        read_report(f"{site}/{path}")
    assert "\n" not in str(caught.value)
    assert len(Server.asked) <= 7


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("http://127.0.0.1:1/x", "can't be fetched"),
        ("http://127.0.0.1:99999/x", "is no address"),
        ("http:///x", "is no address"),
        ("http://[::1/x", "is no address"),
        ("http://a:secret@127.0.0.1/x", "an address with a password"),
        ("http://xn--/", "can't be fetched"),
        ("http://127.0.0.1:1/\x00\n", "can't be fetched"),
    ],
)
def test_addresses_that_lead_nowhere(url: str, message: str) -> None:
    with pytest.raises(InputError, match=message) as caught:
        read_report(url)
    assert "secret" not in str(caught.value)
