"""Many documents as one events table: in order, bad ones told, by one process or by two."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from geomap import InputError, extract
from geomap.cli import main
from geomap.export import write_events
from geomap.inputs import read_inputs
from geomap.reports import many

ROOT = Path(__file__).parents[2]
TEXTS = (
    "Russian forces shelled Bakhmut, killing 3 people.",
    "Ворог атакував поблизу Лимана 12 разів.",
    "Two civilians were wounded in Kramatorsk on Monday. 🔥",
    "God morgon, det här är ett meddelande utan händelser och utan ordlista för språket.",
    "Войска обстреляли Купянск.",
)


def channel(path: Path, count: int, **more: object) -> Path:
    messages = [
        {"id": n, "type": "message", "date": f"2023-05-{1 + n % 28:02d}T10:00:00",
         "text": TEXTS[n % len(TEXTS)]}
        for n in range(count)
    ]  # fmt: skip
    whole = {"name": "News", "type": "public_channel", "id": 7, **more, "messages": messages}
    path.write_text(json.dumps(whole), encoding="utf-8")
    return path


def test_two_processes_give_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(many, "ALONE", 3)
    monkeypatch.setattr(many, "_REPORTS", 4)
    source = channel(tmp_path / "result.json", 40)
    (tmp_path / "a.txt").write_text("Lyman was shelled.")
    written, told = [], []
    seen: list[tuple[int, int, float | None]] = []

    def watch(name: str, done: int, total: int, share: float | None = None) -> None:
        if name == "result.json":
            seen.append((done, total, share))

    for processes in (1, 2):
        with pytest.warns(UserWarning, match="no lexicon") as caught:
            events = read_inputs(
                [str(source), tmp_path / "a.txt"],
                processes=processes,
                watch=watch,
            )
        write_events(events, tmp_path / f"{processes}.csv")
        written.append((tmp_path / f"{processes}.csv").read_bytes())
        told.append([str(each.message) for each in caught])
    assert written[0] == written[1]
    assert told[0] == told[1]
    assert (40, 0, 1.0) in seen
    assert len(told[0]) == 1
    assert "(8 of 40 reports)" in told[0][0]
    # The same words on two days, or twice, are events of their own.
    assert events["event_id"].nunique() >= 33
    assert list(events["source"])[-1] == "a.txt"
    assert set(events["claim_date"].dropna()) <= {f"2023-05-{d:02d}" for d in range(1, 29)}


def test_extract_reads_any_document(tmp_path: Path) -> None:
    events = extract(channel(tmp_path / "result.json", 3, username="news_ua"))
    assert set(events["url"]) == {f"https://t.me/news_ua/{n}" for n in range(3)}
    assert events["event_id"].nunique() >= 3


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    inner = tmp_path / "in"
    for name in ("a", "b"):
        (inner / name).mkdir(parents=True)
        (inner / name / "day.txt").write_text("Lyman was shelled.")
    (inner / "bad.pdf").write_bytes(b"%PDF-1.7 broken")
    (inner / "x.jpg").write_bytes(b"\xff\xd8")
    return tmp_path


@pytest.mark.usefixtures("folder")
def test_a_bad_file_of_a_folder_is_told_and_skipped(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["extract", "in", "-o", "e.csv"]) == 0
    lines = capsys.readouterr().err.splitlines()
    assert [line.partition(": warning: ")[2].split(":")[0] for line in lines] == [
        "in/x.jpg", "in/bad.pdf",
    ]  # fmt: skip
    found = rows(Path("e.csv"))
    assert [row["source"] for row in found] == ["day.txt", "day.txt"]
    assert found[0]["event_id"] != found[1]["event_id"]
    assert main(["extract", "in", "-o", "e.csv", "--strict"]) == 3


@pytest.mark.usefixtures("folder")
def test_a_bad_file_among_several(capsys: pytest.CaptureFixture[str]) -> None:
    Path("cut.json").write_bytes(channel(Path("r.json"), 5).read_bytes()[:-30])
    assert main(["extract", "cut.json", "in/a/day.txt", "-o", "e.csv"]) == 0
    assert "cut.json: is a damaged Telegram export" in capsys.readouterr().err
    assert [row["source"] for row in rows(Path("e.csv"))] == ["day.txt"]
    assert main(["extract", "in/a/day.txt", "in/bad.pdf", "-o", "e.csv", "--strict"]) == 3
    capsys.readouterr()
    assert main(["extract", "in/bad.pdf", "cut.json", "-o", "n.csv"]) == 1
    assert capsys.readouterr().err.splitlines()[-1] == (
        "geomap: error: none of the 2 inputs could be read"
    )
    assert main(["extract", "in/bad.pdf", "-o", "n.csv"]) == 1
    assert "in/bad.pdf: is a damaged PDF" in capsys.readouterr().err
    assert not Path("n.csv").exists()


@pytest.mark.usefixtures("folder")
def test_maps_of_folders_and_addresses_have_names(capsys: pytest.CaptureFixture[str]) -> None:
    from geomap.cli import _default_output

    assert main(["map", "in/a"]) == 0
    assert capsys.readouterr().out.startswith("a.html: 1 event")
    assert str(_default_output(["https://www.site.example/war/day%2Fone.html?x=1"])) == "one.html"
    assert str(_default_output(["https://www.site.example/"])) == "site.example.html"
    assert str(_default_output(["."])) == f"{Path().resolve().name}.html"
    # The map that lies in the folder is no report of it, and may be made again.
    assert main(["map", "in/a", "-o", "in/a/map.html"]) == 0
    assert main(["map", "in/a", "-o", "in/a/map.html"]) == 0
    assert "is a map that geomap made" in capsys.readouterr().err
    Path("in/a/page.html").write_text("<p>Lyman was shelled.")
    assert main(["map", "in/a", "-o", "in/a/page.html"]) == 1
    assert "is an input too" in capsys.readouterr().err


def test_a_folder_with_nothing_to_read(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="holds no document"):
        read_inputs([tmp_path])


def reading_for_long(folder: Path, seconds: float) -> subprocess.Popen[bytes]:
    """A command that has been reading an export for some time, and is far from its end."""
    source = channel(folder / "result.json", 60_000)
    process = subprocess.Popen(
        [sys.executable, "-m", "geomap", "extract", str(source), "-o", str(folder / "e.csv")],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    time.sleep(seconds)
    return process


@pytest.mark.skipif(os.name != "posix", reason="signals of a terminal")
def test_a_kill_half_way_leaves_the_old_file_and_no_process(tmp_path: Path) -> None:
    (tmp_path / "e.csv").write_text("of yesterday\n")
    process = reading_for_long(tmp_path, 8)
    assert process.poll() is None
    process.kill()
    process.wait()
    assert (tmp_path / "e.csv").read_text() == "of yesterday\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["e.csv", "result.json"]
    patience = time.monotonic() + 30
    while time.monotonic() < patience:
        try:
            os.killpg(process.pid, 0)
        except ProcessLookupError:
            return
        time.sleep(0.1)
    pytest.fail("processes that read for it live on")


@pytest.mark.skipif(os.name != "posix", reason="signals of a terminal")
def test_ctrl_c_leaves_nothing_behind(tmp_path: Path) -> None:
    process = reading_for_long(tmp_path, 8)
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=90)
    assert (out, err.decode().splitlines()[-1]) == (b"", "geomap: interrupted")
    assert b"Traceback" not in err
    assert process.returncode == 130
    assert [path.name for path in tmp_path.iterdir()] == ["result.json"]
