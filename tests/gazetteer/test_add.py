"""Own places and names: all of a table or nothing, the same twice, and kept by updates."""

from __future__ import annotations

import io
import re
import sqlite3
from pathlib import Path

import pytest
from dumps import dump, name, place

from gazetteer import Gazetteer, OwnPlacesError
from gazetteer.cli import main
from gazetteer.own.add import add
from gazetteer.own.table import COLUMNS
from gazetteer.update import update

DOCS = Path(__file__).parents[2] / "docs" / "own-places.md"
BAKHMUT = "geonames:713174"

TABLE = """\
name,latitude,longitude,kind,country,admin1,population,alias_of,text,language,status,since,until
Post Seven,48.61,37.95,facility,UA,Донецкая область,,,,,,,
Zelenyi Stan,48.2,37.1,,ua,,12,,,,,,
,,,,,,,geonames:713174,Bakmuttia,fi,colloquial,2022-02,
,,,,,,,Post Seven,Сьомий пост,uk,,,
,,,,,,,Marinka,Marynivka Stara,,historical,1900,1920
"""


def table(folder: Path, text: str, name: str = "own.csv", encoding: str = "utf-8") -> str:
    path = folder / name
    path.write_text(text, encoding)
    return str(path)


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "g.db"


def problems(folder: Path, target: Path, text: str) -> tuple[str, ...]:
    """What is told of a table that must not be added."""
    existed = target.exists()
    with pytest.raises(OwnPlacesError) as caught:
        add(table(folder, text), target)
    assert target.exists() == existed
    assert all("\n" not in line for line in (str(caught.value), *caught.value.problems))
    return caught.value.problems or (str(caught.value),)


def test_places_and_names_are_found_from_then_on(tmp_path: Path, target: Path) -> None:
    done = add(table(tmp_path, TABLE), target)
    assert (done.places, done.names) == (2, 3)
    with Gazetteer.open(target) as gazetteer:
        post = gazetteer.resolve("Post Seven").place
        assert post.id == "own:post-seven@48.610,37.950"
        assert (post.kind, post.country, post.admin1) == ("facility", "UA", "Donetsk Oblast")
        assert gazetteer.resolve("Сьомий пост").id == post.id
        assert gazetteer.resolve("Bakmuttia").id == BAKHMUT
        assert gazetteer.resolve("Zelenyi Stan").place.population == 12
        variants = {v.text: v for v in gazetteer.variants("Marynivka Stara")}
        assert (variants["Marynivka Stara"].since, variants["Marynivka Stara"].until) == (
            "1900", "1920",
        )  # fmt: skip
        assert gazetteer.resolve("Bahmutissa").id == BAKHMUT, "all else is as it was"


def test_the_same_table_twice_changes_nothing(tmp_path: Path, target: Path) -> None:
    path = table(tmp_path, TABLE)
    add(path, target)
    before = target.read_bytes()
    assert add(path, target).names == 3
    assert target.read_bytes() == before


def test_a_row_with_an_id_can_be_corrected(tmp_path: Path, target: Path) -> None:
    head = "id,name,latitude,longitude,alias_of,text\n"
    add(table(tmp_path, head + "post-7,Post Seven,48.6,37.9,,\n,,,,own:post-7,Stolp\n"), target)
    add(table(tmp_path, head + "post-7,Post Seven,48.7,37.8,,\n"), target)
    with Gazetteer.open(target) as gazetteer:
        assert len(gazetteer.lookup("Post Seven")) == 1
        moved = gazetteer.place("own:post-7")
        assert moved is not None
        assert (moved.latitude, moved.longitude) == (48.7, 37.8)
        assert "Stolp" in moved.names, "names that were added stay"


def test_an_added_status_and_date_replace_what_was_known(tmp_path: Path, target: Path) -> None:
    head = "alias_of,text,language,status,since\n"
    add(table(tmp_path, head + f"{BAKHMUT},Bachmut,pl,exonym,1990\n"), target)
    with Gazetteer.open(target) as gazetteer:
        found = [v for v in gazetteer.variants("Bakhmut") if v.text == "Bachmut"]
        known = [v for v in found if v.status != "generated"]
        assert [(v.language, v.status, v.since) for v in known] == [("pl", "exonym", "1990")]


def test_own_things_outlive_updates(tmp_path: Path, target: Path) -> None:
    rows = [place(713174, "Bakhmut", 48.59, 38.0), place(1, "Vyhadane", 48.0, 37.0)]
    source = dump(tmp_path / "src", rows, [name(713174, "uk", "Бахмут", flags="p")])
    add(table(tmp_path, TABLE), target)
    with Gazetteer.open(target) as gazetteer:
        marinka = gazetteer.resolve("Marynivka Stara").id
    done = update(["UA"], target, source=str(source))
    with Gazetteer.open(target) as gazetteer:
        assert gazetteer.resolve("Сьомий пост").place.name == "Post Seven"
        assert gazetteer.resolve("Bakmuttia").id == BAKHMUT
        assert gazetteer.resolve("Zelenyi Stan").place.population == 12
        if gazetteer.place(marinka) is None:
            assert any(marinka in note for note in done.notes), "told, where a place is gone"
    # What has no place now comes back with it.
    rows.append(place(int(marinka.removeprefix("geonames:")), "Marinka", 47.94, 37.5))
    update(["UA"], target, source=str(dump(tmp_path / "src", rows)))
    with Gazetteer.open(target) as gazetteer:
        assert gazetteer.resolve("Marynivka Stara").id == marinka
        statuses = {
            each.text: each.status for each in gazetteer.store.names_of(_number(gazetteer, marinka))
        }
    assert statuses["Marynivka Stara"] == "historical"
    before = _dump(target)
    add(table(tmp_path, TABLE), target)
    assert _dump(target) == before


def _number(gazetteer: Gazetteer, place_id: str) -> int:
    stored = gazetteer.store.place_by_id(place_id)
    assert stored is not None
    return stored.n


def _dump(path: Path) -> list[str]:
    with sqlite3.connect(path) as db:
        return sorted(db.iterdump())


def test_every_bad_row_is_told_with_its_line(tmp_path: Path, target: Path) -> None:
    text = """\
name,latitude,longitude,kind,country,admin1,population,id,alias_of,text,language,status,since,until
Fine,48,37,,,,,,,,,,,
,48,37,,,,,,,,,,,
A,,37,,,,,,,,,,,
B,91,37,,,,,,,,,,,
C,48,nan,,,,,,,,,,,
D,"48,5",37,,,,,,,,,,,
E,48,37,village,,,,,,,,,,
F,48,37,,Ukraine,,,,,,,,,
G,48,37,,,,1.5,,,,,,,
H,48,37,,,,,No Way,,,,,,
?!,48,37,,,,,,,,,,,
I,48,37,,,,,,,x,,,,
,,,,,,,,geonames:713174,,,,,
,,,,,,,,geonames:99999999,x,,,,
,,,,,,,,Andriivka,x,,,,
,,,,,,,,geonames:713174,x,Finnish,,,
,,,,,,,,geonames:713174,x,,good,,
,,,,,,,,geonames:713174,x,,,1.1.2020,
,,,,,,,,geonames:713174,x,,,2020,2019
,48,37,,,,,,geonames:713174,x,,,,
Fine,48,37,,,,,,,,,,,
J,48,37,,,,,,,,,,,,,,
"K
K",48,x,,,,,,,,,,,
"""
    told = problems(tmp_path, target, text)
    expected = {
        3: "no name", 4: "no latitude", 5: "latitude 91 is not on the globe",
        6: "longitude 'nan' is no number", 7: "latitude '48,5' is no number",
        8: "kind 'village' is none of settlement", 9: "country 'Ukraine'",
        10: "population '1.5'", 11: "id 'No Way'", 12: "name '?!' has no letter",
        13: "text belongs to a row with alias_of", 14: "no text",
        15: "no place has the id 'geonames:99999999'", 16: "'Andriivka' is ambiguous; give the id",
        17: "language 'Finnish'", 18: "status 'good'", 19: "since: '1.1.2020' is no date",
        20: "until 2019 comes before since 2020", 21: "latitude belongs to a row without alias_of",
        22: "the same place as line 2", 23: "17 cells, but 14 columns", 24: "longitude 'x'",
    }  # fmt: skip
    assert len(told) == len(expected)
    for line, (number, what) in zip(told, expected.items(), strict=True):
        assert f"own.csv, line {number}: " in line
        assert what in line


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "first row must name the columns"),
        ("48,37,Post\n", "first row must name the columns"),
        ("name,lattitude\nA,48\n", "no column 'lattitude'; the columns are id, name, latitude"),
        ("name,name\nA,B\n", "is there twice"),
        ("name,latitude,longitude\n", "no rows"),
        ('name,latitude,longitude\n"A,48,37\n', "line 2: is no CSV"),
    ],
)
def test_a_table_that_is_none(tmp_path: Path, target: Path, text: str, told: str) -> None:
    (line,) = problems(tmp_path, target, text)
    assert told in line


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [(",", "utf-8-sig"), (";", "cp1251"), ("\t", "utf-16")],
)
def test_tables_as_spreadsheets_write_them(
    tmp_path: Path, target: Path, mark: str, encoding: str
) -> None:
    rows = [["Name", "Latitude", "Longitude", ""], ["Сьомий пост", "48.6", "37.9", ""], [""] * 4]
    text = "\r\n".join(mark.join(row) for row in rows) + "\r\n"
    path = tmp_path / "own.csv"
    path.write_bytes(text.encode(encoding))
    add(str(path), target)
    with Gazetteer.open(target) as gazetteer:
        assert gazetteer.resolve("Сьомий пост").place.latitude == 48.6


def test_hostile_cells_are_only_text(tmp_path: Path, target: Path) -> None:
    cells = ["=HYPERLINK(\"http://x\")", "@SUM(A1)", "<script>alert(1)</script>",
             "x'); DROP TABLE place;--", "Pos\u202et\u200b \x1b[31mNine"]  # fmt: skip
    rows = [f'"{cell.replace(chr(34), chr(34) * 2)}",48.{i},37' for i, cell in enumerate(cells)]
    add(table(tmp_path, "\n".join(["name,latitude,longitude", *rows])), target)
    with Gazetteer.open(target) as gazetteer, sqlite3.connect(target) as db:
        names = [row[0] for row in db.execute("SELECT name FROM own_place ORDER BY latitude")]
        ids = [row[0] for row in db.execute("SELECT id FROM own_place")]
        assert names[:4] == cells[:4]
        assert names[4].isprintable()
        assert all(re.fullmatch(r"own:[\w-]+@[\d.,]+", each) for each in ids)
        assert gazetteer.resolve("Kharkiv").name == "Kharkiv"


def test_the_command_tells_every_bad_row(
    tmp_path: Path, target: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = table(tmp_path, "name,latitude,longitude\nA\x1b[1m,x,1\nB,2,y\n")
    assert main(["add", bad, "--gazetteer", str(target)]) == 1
    out, err = capsys.readouterr()
    lines = err.splitlines()
    assert out == ""
    assert ["line 2" in lines[0], "line 3" in lines[1]] == [True, True]
    assert lines[-1].startswith("gazetteer: error: 2 rows are wrong, so nothing was added")
    assert "\x1b" not in err
    assert not target.exists()
    assert main(["add", str(tmp_path / "none.csv"), "--gazetteer", str(target)]) == 1
    assert "no such file" in capsys.readouterr().err


def test_a_table_from_standard_input(
    target: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(TABLE.encode())))
    assert main(["add", "-", "--gazetteer", str(target)]) == 0
    assert capsys.readouterr().out == f"2 places and 3 names added to {target}\n"


def test_without_a_named_file_the_users_own_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.delenv("GAZETTEER_DB", raising=False)
    assert main(["add", table(tmp_path, TABLE)]) == 0
    assert (tmp_path / "geomap" / "gazetteer.db").exists()
    assert main(["lookup", "Post Seven"]) == 0
    assert "own:post-seven" in capsys.readouterr().out
    assert main(["info"]) == 0
    assert "2 places and 3 names added" in capsys.readouterr().out


def test_the_documented_example_works(
    tmp_path: Path, target: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = DOCS.read_text("utf-8")
    example = re.search(r"```csv\n(.*?)```", page, re.S)
    assert example
    assert main(["add", table(tmp_path, example[1]), "--gazetteer", str(target)]) == 0
    assert "2 places and 3 names added" in capsys.readouterr().out
    assert "2 places and 3 names added" in page
    main(["lookup", "Зеніт", "--gazetteer", str(target)])
    for line in capsys.readouterr().out.splitlines()[:2]:
        assert line in page


def test_every_column_is_documented() -> None:
    page = DOCS.read_text("utf-8")
    assert [column for column in COLUMNS if f"`{column}`" not in page] == []


def test_a_region_that_nobody_knows_is_told(tmp_path: Path) -> None:
    table = tmp_path / "places.csv"
    table.write_text(
        "name,latitude,longitude,country,admin1,admin2\n"
        "Post 1,48.1,37.4,UA,Donezk,Backmut raion\n"
        "Post 2,48.1,37.4,UA,Atlantis,\n"
        "Post 3,48.1,37.4,,,Atlantis raion\n"
        "Post 4,49.2,0.1,FR,Normandie,\n",
        encoding="utf-8",
    )
    with pytest.raises(OwnPlacesError) as caught:
        add(str(table), tmp_path / "own.db")
    assert [problem.rpartition("line ")[2] for problem in caught.value.problems] == [
        "3: admin1 'Atlantis' is no known region of UA",
        "4: admin2 'Atlantis raion' is no known district",
    ]
    assert not (tmp_path / "own.db").exists()
    table.write_text("\n".join(table.read_text(encoding="utf-8").splitlines()[::4]), "utf-8")
    add(str(table), tmp_path / "own.db")
    with Gazetteer.open(tmp_path / "own.db") as own:
        assert own.resolve("Post 4").place.admin1 == "Normandie"
