"""`gazetteer resolve`: no row lost or moved, whatever the table looks like."""

from __future__ import annotations

import csv
import io
import sys
from pathlib import Path

import pytest

from gazetteer import Gazetteer, InputError
from gazetteer.cli import main
from gazetteer.delimited import read_rows
from gazetteer.sniffing import find_delimiter, find_encoding
from gazetteer.tables import COLUMNS, harmless, resolve_table

TABLE = "id,place,oblast\n1,Bahmutissa,\n2,Авдіївка,Донецька область\n3,Xyzzyq,\n"


def write(folder: Path, data: str | bytes, name: str = "in.csv") -> Path:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def resolve(source: Path, *more: str, place: str = "place", out: str = "out.csv") -> int:
    target = out if out == "-" else str(source.parent / out)
    return main(["resolve", str(source), "--place", place, "-o", target, *more])


def rows(folder: Path, out: str = "out.csv", delimiter: str = ",") -> list[dict[str, str]]:
    with (folder / out).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=delimiter))


def error(
    capsys: pytest.CaptureFixture[str], source: Path, *more: str, place: str = "place"
) -> str:
    """The one line that is told of a table that can't be resolved; nothing is written."""
    assert resolve(source, *more, place=place) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("gazetteer: error: ")
    assert told.err.count("\n") == 1
    assert sorted(path.name for path in source.parent.iterdir()) == [source.name]
    return told.err


def test_the_same_columns_rows_and_order_and_nine_more(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert resolve(write(tmp_path, TABLE), "--within", "oblast") == 0
    found = rows(tmp_path)
    assert list(found[0]) == ["id", "place", "oblast", *COLUMNS]
    assert [row["id"] for row in found] == ["1", "2", "3"]
    assert [row["status"] for row in found] == ["placed", "placed", "not found"]
    assert found[0]["place_id"] == "geonames:713174"
    assert found[0]["place_name"] == "Bakhmut"
    assert found[0]["admin1"] == "Donetsk Oblast"
    assert float(found[0]["latitude"]) == pytest.approx(48.594, abs=0.01)
    assert 0 < float(found[0]["score"]) <= 1
    assert "Finnish inessive" in found[0]["why"]
    assert {found[2][name] for name in COLUMNS[:7]} == {""}
    assert "Xyzzyq" in found[2]["why"]
    told = capsys.readouterr()
    assert told.out == ""
    assert "3 rows: 2 placed, 0 ambiguous, 1 not found" in told.err


def test_strict_exits_3_only_where_a_row_was_not_placed(tmp_path: Path) -> None:
    assert resolve(write(tmp_path, TABLE), "--strict") == 3
    assert len(rows(tmp_path)) == 3
    assert resolve(write(tmp_path, "place\nBakhmut\n"), "--strict") == 0


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_any_delimiter(tmp_path: Path, delimiter: str) -> None:
    table = "n,place,note\n1,Bakhmut,a\n2,Lyman,b\n".replace(",", delimiter)
    assert resolve(write(tmp_path, table), out="out.tsv") == 0
    found = rows(tmp_path, "out.tsv", "\t")
    assert [row["place_name"] for row in found] == ["Bakhmut", "Lyman"]
    assert [row["note"] for row in found] == ["a", "b"]


def test_a_header_decides_where_commas_stand_in_the_cells(tmp_path: Path) -> None:
    table = "note;place\n1,5;Bakhmut, Donetsk Oblast\n2,5;Lyman, Donetsk Oblast\n"
    assert resolve(write(tmp_path, table)) == 0
    assert [row["place_name"] for row in rows(tmp_path)] == ["Bakhmut", "Lyman"]


@pytest.mark.parametrize(
    ("encoding", "place"),
    [
        ("utf-8", "Бахмут"), ("utf-8-sig", "Бахмут"), ("utf-16", "Бахмут"),
        ("utf-16-le", "Бахмут"), ("cp1251", "Бахмут"), ("koi8-u", "Бахмут"),
        ("latin-1", "Hyökkäys Bahmutissa"),
    ],
)  # fmt: skip
def test_any_encoding(tmp_path: Path, encoding: str, place: str) -> None:
    name = place.split()[-1]
    table = (
        f"place,note\n{name},{place} — біля міста\n"
        if "Б" in place
        else f"place,note\n{name},{place}\n"
    )
    if encoding == "koi8-u":
        table = table.replace("—", "-")
    assert resolve(write(tmp_path, table.encode(encoding))) == 0
    (row,) = rows(tmp_path)
    assert row["place"] == name
    assert row["place_name"] == "Bakhmut"


def test_an_encoding_that_shows_late_is_found_all_the_same(tmp_path: Path) -> None:
    table = "place,note\n" + "Bakhmut,plain\n" * 20_000 + "Бахмут,біля міста Часів Яр\n"
    assert resolve(write(tmp_path, table.encode("cp1251"))) == 0
    found = rows(tmp_path)
    assert len(found) == 20_001
    assert found[-1]["note"] == "біля міста Часів Яр"


def test_a_damaged_byte_is_told_with_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = ["place,note", *("Бахмут,біля" for _ in range(30))]
    data = "\n".join(lines).encode().replace("біля".encode(), b"\xd0\xff", 1)
    assert "in.csv, line 2:" in error(capsys, write(tmp_path, data))
    wrong = error(capsys, write(tmp_path, "place\nБахмут".encode("cp1251")), "--encoding", "utf-8")
    assert "in.csv, line 2:" in wrong
    assert "no encoding" in error(capsys, write(tmp_path, TABLE), "--encoding", "utf-99")


@pytest.mark.parametrize("cell", ['one\r\ntwo, "three"\n', "a\rb", "a\nb", "x\r"])
def test_quoted_line_ends_delimiters_and_quotes_stay(tmp_path: Path, cell: str) -> None:
    out = io.StringIO()
    csv.writer(out).writerows([["note", "place"], [cell, "Bakhmut"], ["", "Lyman"]])
    assert resolve(write(tmp_path, out.getvalue())) == 0
    assert [row["note"] for row in rows(tmp_path)] == [cell, ""]


def test_ragged_rows_stay_and_answers_stand_under_their_headers(tmp_path: Path) -> None:
    assert (
        resolve(write(tmp_path, "id,place,note\n1\n2,Bakhmut\n3,Lyman,x,more,still\n\n4,,\n")) == 0
    )
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        table = list(csv.reader(file))
    assert [row[:1] for row in table] == [["id"], ["1"], ["2"], ["3"], [], ["4"]]
    at = table[0].index("place_name")
    assert [row[at] for row in table if row] == ["place_name", "", "Bakhmut", "Lyman", ""]
    assert table[3][-2:] == ["more", "still"]
    assert rows(tmp_path)[0]["why"] == "the cell is empty"


def test_a_nul_and_old_line_ends_lose_nothing(tmp_path: Path) -> None:
    assert resolve(write(tmp_path, "place,note\rBakh\0mut,a\0b\rLyman,c\r")) == 0
    found = rows(tmp_path)
    assert [row["note"] for row in found] == ["a\0b", "c"]
    assert found[1]["place_name"] == "Lyman"


def test_limits_are_told_with_file_and_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    long = "place,note\nLyman,x\nBakhmut," + "x" * 1_000_001
    assert "in.csv, line 3:" in error(capsys, write(tmp_path, long))
    wide = 'place,note\nBakhmut,"' + "x\n" * 600_000 + '"\n'
    assert "in.csv, line 2: a cell of more than" in error(capsys, write(tmp_path, wide))
    unclosed = 'place,note\nLyman,y\nBakhmut,"never closed\nLyman,z\n'
    assert "in.csv, line 3: a quotation mark" in error(capsys, write(tmp_path, unclosed))


def test_what_is_no_table_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "is empty" in error(capsys, write(tmp_path, ""))
    assert "is empty" in error(capsys, write(tmp_path, "\n\n"))
    assert "workbook" in error(capsys, write(tmp_path, b"PK\x03\x04" + bytes(range(256))))
    assert "binary" in error(capsys, write(tmp_path, bytes(range(256)) * 50))
    missing = tmp_path / "none" / "gone.csv"
    missing.parent.mkdir()
    assert resolve(missing) == 1
    assert "no such file" in capsys.readouterr().err


def test_a_header_alone_gives_a_header_alone(tmp_path: Path) -> None:
    assert resolve(write(tmp_path, "place\n"), "--strict") == 0
    assert (tmp_path / "out.csv").read_text("utf-8") == ",".join(["place", *COLUMNS]) + "\n"


def test_a_missing_column_is_told_with_those_there_are(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = error(capsys, write(tmp_path, TABLE), place="Place")
    assert "did you mean 'place'" in told
    assert "'id', 'place', 'oblast'" in told
    assert "'raion'" in error(capsys, write(tmp_path, TABLE), "--within", "raion")
    assert "several columns" in error(capsys, write(tmp_path, "place,place\na,b\n"))


def test_columns_of_the_added_names_are_kept_under_another(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert resolve(write(tmp_path, "status,place\nlost,Bakhmut\n")) == 0
    (row,) = rows(tmp_path)
    assert (row["input_status"], row["status"]) == ("lost", "placed")
    assert "'input_status'" in capsys.readouterr().err
    again = write(tmp_path, (tmp_path / "out.csv").read_bytes(), "again.csv")
    assert resolve(again, out="twice.csv") == 0
    assert rows(tmp_path, "twice.csv")[0]["input_status"] == "lost"


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"), ("+cmd", "'+cmd"), ("@x", "'@x"), ("\tx", "'\tx"),
        ("\rx", "'\rx"), ("-2+3", "'-2+3"), ("'=x", "''=x"), ("＝x", "'＝x"),
        ("-12.5", "-12.5"), ("-12,5", "-12,5"), ("+380", "+380"), ("-1e5", "-1e5"), ("-", "-"),
        ("--", "--"), ("", ""), ("Bakhmut", "Bakhmut"), ("'quoted'", "'quoted'"),
    ],
)  # fmt: skip
def test_formulas_are_made_harmless_and_numbers_stay(cell: str, shown: str) -> None:
    assert harmless(cell) == shown


def test_no_cell_that_is_written_is_a_formula(tmp_path: Path) -> None:
    assert resolve(write(tmp_path, '=a,place\n-5.5,"=1+1"\n@x,Bakhmut\n')) == 0
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert "-5.5" in cells
    assert not [cell for cell in cells if cell[:1] in "=+@" and cell]


def test_standard_input_and_output(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TABLE.encode()), "utf-8"))
    assert main(["resolve", "-", "--place", "place", "-o", "-"]) == 0
    out = capsys.readouterr().out
    assert [row["id"] for row in csv.DictReader(io.StringIO(out))] == ["1", "2", "3"]


def test_the_output_is_never_the_input(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = write(tmp_path, TABLE)
    assert resolve(source, out="in.csv") == 1
    assert "the input itself" in capsys.readouterr().err
    (tmp_path / "link.csv").symlink_to(source)
    assert resolve(source, out="link.csv") == 1
    assert source.read_text("utf-8") == TABLE


def test_an_output_of_another_format_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert resolve(write(tmp_path, TABLE), out="out.xlsx") == 1
    assert ".csv or .tsv" in capsys.readouterr().err


def test_an_error_half_way_leaves_the_old_output(tmp_path: Path) -> None:
    source = write(tmp_path, 'place\nBakhmut\n"open\n')
    (tmp_path / "out.csv").write_text("old")
    assert resolve(source) == 1
    assert (tmp_path / "out.csv").read_text() == "old"


def test_wrong_usage_exits_2(capsys: pytest.CaptureFixture[str]) -> None:
    for argv in (
        ["resolve"],
        ["resolve", "x.csv", "-o", "y.csv"],
        ["resolve", "x.csv", "--place", "p"],
    ):
        with pytest.raises(SystemExit) as caught:
            main(argv)
        assert caught.value.code == 2
        assert capsys.readouterr().err.count("\n") == 1


def test_a_long_table_goes_through_in_order(tmp_path: Path, gaz: Gazetteer) -> None:
    count = 30_000
    table = "n,place\n" + "".join(f"{n},{'Bakhmut' if n % 2 else 'Lyman'}\n" for n in range(count))
    seen: list[tuple[int, int]] = []
    summary = resolve_table(
        gaz,
        write(tmp_path, table),
        tmp_path / "out.csv",
        place="place",
        progress=lambda done, total: seen.append((done, total)),
    )
    assert str(summary) == f"{count:,} rows: {count:,} placed, 0 ambiguous, 0 not found"
    assert [row["n"] for row in rows(tmp_path)] == [str(n) for n in range(count)]
    assert seen == sorted(seen)
    assert seen[-1][0] <= seen[-1][1] == len(table)


def test_rows_tell_the_line_they_begin_on() -> None:
    file = io.BytesIO(b'a,b\n"1\n2",x\n\n3,y\n')
    encoding = find_encoding(file, "x.csv")
    delimiter = find_delimiter(file, encoding)
    found = list(read_rows(file, "x.csv", encoding=encoding, delimiter=delimiter))
    assert [(row.line, len(row.cells)) for row in found] == [(1, 2), (2, 2), (4, 0), (5, 2)]


def test_a_library_user_gets_the_error_too(gaz: Gazetteer, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no column"):
        resolve_table(gaz, write(tmp_path, TABLE), tmp_path / "out.csv", place="town")
