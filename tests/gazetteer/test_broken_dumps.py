"""Files that are not what they should be: one line says which, where and what to do."""

from __future__ import annotations

import errno
import sqlite3
import zipfile
from pathlib import Path

import pytest
from dumps import dump, name, pack, place

import gazetteer.update
from gazetteer import Gazetteer, GazetteerError
from gazetteer.cli import main
from gazetteer.update import update
from gazetteer.update.archive import lines

GOOD = [place(gid, "Vyhadane", 48 + gid / 50, 37.0) for gid in range(1, 40)]


def fails(source: Path, target: Path, told: str) -> str:
    """The error of an update that must leave the old file as it is."""
    target.parent.mkdir(exist_ok=True)
    if not target.exists():
        update(["UA"], target, source=str(dump(target.parent / "good", GOOD)))
    old = target.read_bytes()
    with pytest.raises(GazetteerError, match=told) as caught:
        update(["UA"], target, source=str(source))
    assert target.read_bytes() == old
    assert [p.name for p in target.parent.iterdir() if p.name.startswith(".")] == []
    text = str(caught.value)
    assert "\n" not in text
    return text


@pytest.fixture(scope="module")
def target(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("target") / "g.db"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return dump(tmp_path / "src", GOOD, [name(1, "uk", "Вигадане")])


def test_a_zip_file_cut_short(source: Path, target: Path) -> None:
    path = source / "UA.zip"
    path.write_bytes(path.read_bytes()[:-40])
    assert "UA.zip" in fails(source, target, "cut short or damaged; fetch it again")


def test_a_damaged_zip_file(source: Path, target: Path) -> None:
    path = source / "alternatenames" / "UA.zip"
    rows = [name(1, "en", f"Name {i}") for i in range(3000)]
    pack(path, "UA.txt", rows)
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0xFF
    path.write_bytes(bytes(data))
    fails(source, target, r"UA\.zip: is damaged after line")


def test_a_web_page_instead(source: Path, target: Path) -> None:
    (source / "UA.zip").write_text("<!DOCTYPE html><html>Too many requests</html>")
    fails(source, target, "is a web page, not a zip file")


def test_another_zip_file(source: Path, target: Path) -> None:
    pack(source / "UA.zip", "PL.txt", GOOD)
    fails(source, target, "holds no UA.txt")


@pytest.mark.parametrize(
    "missing", ["UA.zip", "alternatenames/UA.zip", "admin1CodesASCII.txt", "admin2Codes.txt"]
)
def test_a_missing_file(source: Path, target: Path, missing: str) -> None:
    (source / missing).unlink()
    fails(source, target, f"{missing}: no such file")


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (["1", "Kyiv"], "2 columns instead of 19"),
        (place(1, "X", 48, 37)[:-1], "18 columns"),
        (place("x1", "X", 48, 37), "id 'x1'"),
        (place(1, "X", "north", 37), "latitude 'north'"),
        (place(1, "X", 98, 37), "latitude 98 is not on the globe"),
        (place(1, "X", 48, "nan"), "longitude 'nan'"),
        (place(1, "X", 48, "1e1"), "longitude '1e1'"),
        (place(1, "X", 48, -180.5), "longitude -180.5 is not on the globe"),
        (place(1, "X", 48, 37, population="many"), "population 'many'"),
        (place(1, "X", 48, 37, country="PL"), "country 'PL' instead of UA"),
        (place(1, "\u200b", 48, 37), "no name"),
    ],
)
def test_broken_rows(source: Path, target: Path, row: list[str], told: str) -> None:
    """Many are an error with the line of the first, one is left out and told."""
    pack(source / "UA.zip", "UA.txt", [GOOD[0], *[row] * 30])
    fails(source, target, rf"UA\.zip: 30 of 31 rows are broken, the first in line 2: {told}")
    pack(source / "UA.zip", "UA.txt", [*GOOD, row])
    done = update(["UA"], target.with_name("one.db"), source=str(source))
    assert done.countries[0][1] == len(GOOD)
    (note,) = done.notes
    assert "1 broken row left out" in note
    assert f"line {len(GOOD) + 1}: {told}" in note


def test_broken_names(source: Path, target: Path) -> None:
    pack(source / "alternatenames" / "UA.zip", "UA.txt", [["1", "1", "uk"]] * 9)
    fails(source, target, "9 of 9 rows are broken, the first in line 1: 3 columns instead of 10")


def test_tables_of_regions_in_the_wrong_form(source: Path, target: Path) -> None:
    (source / "admin1CodesASCII.txt").write_text("UA,05,Donetsk\n" * 9)
    fails(source, target, "admin1CodesASCII.txt: 9 of 9 rows are broken")


def test_bytes_that_are_no_text(source: Path, target: Path) -> None:
    with zipfile.ZipFile(source / "UA.zip", "w") as archive:
        archive.writestr("UA.txt", "\n".join("\t".join(row) for row in GOOD).encode("utf-16"))
    fails(source, target, "rows are broken")


def test_a_dump_without_settlements(source: Path, target: Path) -> None:
    pack(source / "UA.zip", "UA.txt", [place(1, "Richka", 48, 37, code="STM")])
    fails(source, target, "holds no settlement of UA")


def test_a_bomb_is_not_unpacked(source: Path, target: Path) -> None:
    with zipfile.ZipFile(source / "UA.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("UA.txt", b"\n" * 60_000_000)
    fails(source, target, "absurd size")


def test_a_line_without_end_is_not_read_into_memory(tmp_path: Path) -> None:
    path = tmp_path / "UA.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("UA.txt", b"x" * 10_000_000)
    with pytest.raises(GazetteerError, match="line 1: is endless"):
        list(lines(path, "UA.txt"))


def test_a_zip_file_with_a_password(source: Path, target: Path) -> None:
    path = source / "UA.zip"
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(bytes(data))
    fails(source, target, "password")


@pytest.mark.parametrize("code", ["XX", "UKR", "../etc", "", "UA.zip"])
def test_an_unknown_country(source: Path, target: Path, code: str) -> None:
    with pytest.raises(GazetteerError, match="there is no country"):
        update([code], target, source=str(source))


@pytest.mark.parametrize("where", ["nowhere", "ftp://example.org/", "file:///tmp"])
def test_an_impossible_source(target: Path, where: str) -> None:
    with pytest.raises(GazetteerError, match="--source takes a folder or an http address"):
        update(["UA"], target, source=where)


@pytest.mark.parametrize(
    "trouble",
    [OSError(errno.ENOSPC, "No space left on device"), "database or disk is full"],
    ids=["file", "database"],
)
def test_a_full_disk(
    source: Path, target: Path, monkeypatch: pytest.MonkeyPatch, trouble: OSError | str
) -> None:
    def full(db: sqlite3.Connection) -> None:
        if isinstance(trouble, OSError):
            raise trouble
        db.execute("PRAGMA max_page_count = 1")
        db.execute("CREATE TABLE more AS SELECT * FROM name")

    update(["UA"], target, source=str(source))
    monkeypatch.setattr(gazetteer.update, "relate", full)
    fails(source, target, "the disk is full")


def test_a_folder_that_cannot_be_written(source: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(GazetteerError, match="file"):
        update(["UA"], tmp_path / "file" / "g.db", source=str(source))


def test_other_countries_of_an_old_format_must_be_named(source: Path, tmp_path: Path) -> None:
    target = tmp_path / "g.db"
    update(["UA"], target, source=str(source))
    with sqlite3.connect(target) as db:
        db.execute("UPDATE meta SET value = '0' WHERE key = 'format'")
    rows = [place(50, "Vydumanka", 53.1, 29.2, country="BY", admin1="04")]
    dump(source, rows, country="BY")
    with pytest.raises(GazetteerError, match="gazetteer update BY UA"):
        update(["BY"], target, source=str(source))
    update(["BY", "UA"], target, source=str(source))
    with Gazetteer.open(target) as gazetteer:
        assert gazetteer.place("geonames:50") is not None


def test_the_command_tells_broken_rows_and_goes_on(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pack(source / "UA.zip", "UA.txt", [*GOOD, ["broken\x1b[31m"]])
    target = str(tmp_path / "g.db")
    assert main(["update", "UA", "--gazetteer", target, "--source", str(source)]) == 0
    out, err = capsys.readouterr()
    assert out.startswith(f"UA: {len(GOOD)} settlements")
    assert out.endswith(f"written to {target}\n")
    assert "1 broken row left out" in err
    assert "\x1b" not in out + err
