"""The command `geomap`: what it writes, says and returns, and what it never does."""

from __future__ import annotations

import csv
import importlib
import json
import os
import signal
import subprocess
import sys
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

import pytest
from shapely.geometry import Point

import geomap
from gazetteer import Match, Place, PlaceNotFound
from geomap import OutputError
from geomap.cli import main
from geomap.export import FORMATS

ROOT = Path(__file__).parents[2]
BAKHMUT = Place("geonames:1", "settlement", "Bakhmut", 48.59, 38.0, "UA", "Donetsk Oblast")


class FakeGazetteer:
    """Knows Bahmut alone."""

    opened: Any = ()

    @classmethod
    def open(cls, path: object = None) -> FakeGazetteer:
        cls.opened = path
        return cls()

    def __enter__(self) -> FakeGazetteer:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def resolve(self, name: str, **_: Any) -> Match:
        if name != "Bahmut":
            raise PlaceNotFound(name)
        return Match(BAKHMUT, 0.9, "Bahmut -> Bakhmut")


def fake_extract(report: Any, gazetteer: Any, likely: Any = None) -> list[dict[str, Any]]:
    """One event for each line: placed in Bakhmut where it says so."""
    rows = []
    for number, line in enumerate(report.text.splitlines()):
        here = "Bakhmut" in line
        rows.append(
            {
                "event_id": f"{report.source}-{number}",
                "claim_date": report.date,
                "quote": line,
                "source": report.source,
                "place_id": BAKHMUT.id if here else None,
                "geometry": Point(38.0, 48.59) if here else None,
                "status": "placed" if here else "no place",
            }
        )
    return rows


@pytest.fixture(autouse=True)
def small_world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, Any]]:
    """A folder to work in, a tiny gazetteer and extraction, and pages that are plain text."""
    pages: dict[str, Any] = {}

    class FakeMap:
        def __init__(self, events: Any, **options: Any) -> None:
            pages.update(options, events=events)

        def save(self, out: Path | BinaryIO, **_: Any) -> None:
            page = b'<main class="geomap">'
            out.write_bytes(page) if isinstance(out, Path) else out.write(page)

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("gazetteer.Gazetteer", FakeGazetteer, raising=False)
    extraction = importlib.import_module("geomap.reports.extract")
    monkeypatch.setattr(extraction, "extract_report", fake_extract)
    monkeypatch.setattr(importlib.import_module("geomap.drawing.eventmap"), "EventMap", FakeMap)
    Path("a.txt").write_text("Attack near Bakhmut.\nNothing else.\n")
    Path("b.csv").write_text("event_id,town,lat,lon\n7,Lyman,48.9,37.8\n8,Bahmut,,\n9,Nowhere,,\n")
    handler = signal.getsignal(signal.SIGTERM)
    yield pages
    signal.signal(signal.SIGTERM, handler)


def rows(path: str) -> list[dict[str, str]]:
    with Path(path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def one_error(capsys: pytest.CaptureFixture[str]) -> str:
    """The single line on standard error."""
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("geomap: error: ")
    assert err.count("\n") == 1
    return err.strip()


def test_extract_mixes_reports_and_tables(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["extract", "a.txt", "b.csv", "-o", "e.csv", "--date", "2023-05-02"]) == 0
    found = rows("e.csv")
    assert [row["event_id"] for row in found] == ["a.txt-0", "a.txt-1", "7", "8", "9"]
    assert [row["status"] for row in found] == [
        "placed", "no place", "placed", "placed", "not found",
    ]  # fmt: skip
    assert found[0]["claim_date"] == "2023-05-02"
    assert found[3]["place_name"] == "Bakhmut"
    assert capsys.readouterr() == ("e.csv: 5 events at 2 places, 2 not placed\n", "")


def test_strict_writes_and_returns_3() -> None:
    assert main(["extract", "a.txt", "-o", "e.csv", "--strict"]) == 3
    assert len(rows("e.csv")) == 2
    Path("a.txt").write_text("Attack near Bakhmut.")
    assert main(["extract", "a.txt", "-o", "e.csv", "--strict"]) == 0


def test_map_is_named_after_its_input(
    small_world: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["map", "a.txt"]) == 0
    assert Path("a.html").read_text() == '<main class="geomap">'
    assert (small_world["title"], small_world["language"], small_world["tiles"]) == (
        "a", "en", None,
    )  # fmt: skip
    assert capsys.readouterr().out == "a.html: 2 events at 1 place, 1 not placed\n"
    assert main(["map", "a.txt", "b.csv", "--title", "T", "--tiles", "X", "--language", "fi"]) == 0
    assert Path("a.html").is_file()
    assert [small_world[key] for key in ("title", "tiles", "language")] == ["T", "X", "fi"]
    assert len(small_world["events"]) == 5


def test_a_page_of_others_is_not_replaced_unasked(capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.html").write_text("a page that was saved beside its text")
    assert main(["map", "a.txt"]) == 1
    assert "a.html: is there and is no map of geomap" in one_error(capsys)
    assert Path("a.html").read_text() == "a page that was saved beside its text"
    assert main(["map", "a.txt", "-o", "a.html"]) == 0
    assert main(["map", "a.txt"]) == 0


def test_map_opens_the_page_when_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", opened.append)
    main(["map", "a.txt"])
    assert opened == []
    main(["map", "a.txt", "--open"])
    assert opened == [Path("a.html").resolve().as_uri()]


def test_locate_keeps_columns_and_rows(capsys: pytest.CaptureFixture[str]) -> None:
    Path("t.csv").write_text("n,town\n1,Bahmut\n2,=evil\n3,\n")
    assert main(["locate", "t.csv", "--place", "town", "-o", "o.csv"]) == 0
    found = rows("o.csv")
    assert [(row["n"], row["town"], row["status"], row["latitude"]) for row in found] == [
        ("1", "Bahmut", "placed", "48.59"),
        ("2", "'=evil", "not found", ""),
        ("3", "", "no place", ""),
    ]
    told = "o.csv: 3 rows: 1 placed, 1 not found, 1 no place\n"
    assert capsys.readouterr().out == told
    assert main(["locate", "t.csv", "--place", "town", "-o", "o.csv", "--strict"]) == 3
    assert main(["locate", "t.csv", "--place", "town", "-o", "o.html"]) == 0
    assert Path("o.html").read_text() == '<main class="geomap">'


def test_coordinates_need_no_gazetteer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FakeGazetteer, "opened", "never")
    Path("t.csv").write_text("lat,lon\n48,38\n")
    assert main(["extract", "t.csv", "-o", "e.csv"]) == 0
    assert FakeGazetteer.opened == "never"
    main(["extract", "t.csv", "-o", "e.csv", "--gazetteer", "my.db"])
    assert FakeGazetteer.opened == Path("my.db")


def test_named_gazetteer_is_opened() -> None:
    main(["extract", "b.csv", "-o", "e.csv"])
    assert FakeGazetteer.opened is None
    main(["extract", "b.csv", "-o", "e.csv", "--gazetteer", "my.db"])
    assert FakeGazetteer.opened == Path("my.db")


@pytest.mark.parametrize("suffix", sorted(set(FORMATS) - {".parquet"}))
@pytest.mark.parametrize("name", ["empty.txt", "empty.csv"])
def test_empty_input_gives_a_valid_empty_output(
    name: str, suffix: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path(name).touch()
    assert main(["extract", name, "-o", f"e{suffix}"]) == 0
    assert Path(f"e{suffix}").is_file()
    assert capsys.readouterr().out == f"e{suffix}: 0 events at 0 places\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["extract", "none.txt", "-o", "e.csv"], "none.txt: no such file"),
        (["extract", "a.txt", "none.csv", "-o", "e.csv"], "none.csv: no such file"),
        (["extract", "a.txt", "-o", "e.doc"], "e.doc: the suffix '.doc' is no output format"),
        (["extract", "a.txt", "-o", "e"], "e: without a suffix there is no output format"),
        (["extract", "a.txt", "-o", "no/e.csv"], "no/e.csv: there is no folder 'no'"),
        (["extract", "b.csv", "-o", "b.csv"], "b.csv: is an input too"),
        (["extract", "b.csv", "--place", "x", "-o", "e.csv"], "there is no column 'x'"),
        (["locate", "b.csv", "--place", "x", "-o", "e.csv"], "there is no column 'x'"),
        (["map", "a.txt", "--control", "x.geojson"], "x.geojson: no such file"),
        (["control", "info", "x.geojson"], "x.geojson: no such file"),
    ],
)
def test_errors_are_one_line_and_write_nothing(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {path.name: path.read_bytes() for path in Path().iterdir()}
    assert main(arguments) == 1
    assert message in one_error(capsys)
    assert {path.name: path.read_bytes() for path in Path().iterdir()} == before


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "arguments are required: COMMAND"),
        (["fly"], "invalid choice"),
        (["extract", "a.txt"], "required: -o/--output"),
        (["locate", "b.csv", "-o", "e.csv"], "required: --place"),
        (["map", "a.txt", "--date", "2.5.2023"], "write it as YYYY-MM-DD"),
        (["map", "a.txt", "--date", "2023-02-30"], "write it as YYYY-MM-DD"),
    ],
)
def test_wrong_usage_is_2(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
    assert message in capsys.readouterr().err


def raising(error: BaseException) -> Callable[..., Any]:
    def fail(*_: Any, **__: Any) -> Any:
        raise error

    return fail


def test_unexpected_errors_are_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    failure = raising(KeyError("a\nb\x1b[2J"))
    monkeypatch.setattr(
        importlib.import_module("geomap.reports.extract"), "extract_report", failure
    )
    assert main(["extract", "a.txt", "-o", "e.csv"]) == 1
    error = one_error(capsys)
    assert "unexpected KeyError" in error
    assert "run with --debug" in error
    assert "\x1b" not in error
    with pytest.raises(KeyError):
        main(["extract", "a.txt", "-o", "e.csv", "--debug"])


def test_control_characters_of_an_input_never_reach_the_terminal(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("t.csv").write_text("a\x1b[2J,b\n1,2\n")
    assert main(["extract", "t.csv", "-o", "e.csv"]) == 1
    assert "\x1b" not in one_error(capsys)


def test_ctrl_c_is_130(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    failure = raising(KeyboardInterrupt())
    monkeypatch.setattr(
        importlib.import_module("geomap.reports.extract"), "extract_report", failure
    )
    assert main(["extract", "a.txt", "-o", "e.csv"]) == 130
    assert capsys.readouterr().err == "geomap: interrupted\n"
    assert not Path("e.csv").exists()


def test_a_failed_page_leaves_the_old_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Broken:
        def __init__(self, *_: Any, **__: Any) -> None: ...

        def save(self, path: Path, **_: Any) -> None:
            raise OutputError("the disk is full")

    Path("a.html").write_text('old <main class="geomap">')
    monkeypatch.setattr(importlib.import_module("geomap.drawing.eventmap"), "EventMap", Broken)
    assert main(["map", "a.txt"]) == 1
    assert "the disk is full" in one_error(capsys)
    assert Path("a.html").read_text() == 'old <main class="geomap">'
    assert sorted(path.name for path in Path().iterdir()) == ["a.html", "a.txt", "b.csv"]


def test_own_warnings_are_shown_and_those_of_libraries_not(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def warn(report: Any, gazetteer: Any, likely: Any) -> list[dict[str, Any]]:
        warnings.warn("no lexicon", stacklevel=2)
        warnings.warn("will change", FutureWarning, stacklevel=2)
        warnings.warn_explicit("library", UserWarning, "x.py", 1, module="library.module")
        return []

    monkeypatch.setattr(importlib.import_module("geomap.reports.extract"), "extract_report", warn)
    before = warnings.filters[:], warnings.showwarning
    assert main(["extract", "a.txt", "-o", "e.csv"]) == 0
    assert capsys.readouterr().err == "geomap: warning: no lexicon\n"
    assert (warnings.filters[:], warnings.showwarning) == before


@pytest.mark.parametrize(
    "command", ["map", "extract", "locate", "control info", "control at", "control diff"]
)
def test_help_shows_an_example(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main([*command.split(), "--help"])
    assert caught.value.code == 0
    assert f"example:\n  geomap {command} " in capsys.readouterr().out


def run(*arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, "-m", "geomap", *arguments],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
        **options,
    )


def test_as_a_module() -> None:
    done = run("--version")
    assert (done.returncode, done.stdout) == (0, f"geomap {geomap.__version__}\n")
    done = run("extract", "none.txt", "-o", "e.csv")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "geomap: error: none.txt: no such file\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
def test_output_to_a_full_device_and_to_a_pipe() -> None:
    Path("t.csv").write_text("lat,lon\n48,38\n")
    Path("full.csv").symlink_to("/dev/full")
    done = run("extract", "t.csv", "-o", "full.csv")
    assert done.returncode == 1
    assert done.stderr.startswith("geomap: error: full.csv: can't be written (no space left")
    Path("out.jsonl").symlink_to("/dev/stdout")
    done = run("extract", "t.csv", "-o", "out.jsonl")
    assert json.loads(done.stdout)["latitude"] == 48.0
    assert done.stderr == "out.jsonl: 1 event at 1 place\n"


def test_a_reader_that_goes_away_is_no_error() -> None:
    Path("t.csv").write_text("lat,lon\n48,38\n")
    script = f"{sys.executable} -m geomap extract t.csv -o e.csv; echo $? > code"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    # The right side closes the pipe before anything is written to it.
    done = subprocess.run(
        ["sh", "-c", f"({script}) | true"],
        capture_output=True,
        text=True,
        env=environment,
        check=True,
    )
    assert done.stderr == ""
    assert Path("code").read_text().strip() == "0"
    assert len(rows("e.csv")) == 1


def test_functions_stay_functions_when_their_modules_are_imported() -> None:
    script = (
        "import geomap.tables.locate, geomap.reports.extract, geomap, inspect;"
        "print(inspect.isfunction(geomap.locate), inspect.isfunction(geomap.extract))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert done.stdout == "True True\n"


@pytest.mark.parametrize("output", ["e.csv", ".", "/dev/full", ""])
def test_a_map_that_is_no_page_is_an_error_of_one_line(
    output: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["map", "a.txt", "-o", output]) == 1
    assert "a map is an .html file" in one_error(capsys)
