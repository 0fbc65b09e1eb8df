"""The command line: what it prints, its exit codes, and one-line errors for hostile input."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from gazetteer.cli import main

KEYS = [
    "id",
    "name",
    "names",
    "kind",
    "country",
    "admin1",
    "admin2",
    "latitude",
    "longitude",
    "score",
    "why",
]


def run(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, str, str]:
    code = main(list(argv))
    out, err = capsys.readouterr()
    return code, out, err


def fails(capsys: pytest.CaptureFixture[str], *argv: str) -> str:
    code, out, err = run(capsys, *argv)
    assert (code, out) == (1, "")
    assert err.startswith("gazetteer: error: ")
    assert err.count("\n") == 1
    assert "Traceback" not in err
    return err


def feed(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), "utf-8"))


def test_lookup_prints_place_and_reason(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "lookup", "Bahmutissa")
    assert code == 0
    assert "Bakhmut" in out
    assert "Finnish inessive" in out
    assert "\033" not in out


def test_lookup_json_has_the_contract_s_keys(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "lookup", "--json", "Bahmut", "Xyzzy")
    found, unknown = map(json.loads, out.splitlines())
    assert found["query"] == "Bahmut"
    assert list(found["matches"][0]) == KEYS
    assert found["matches"][0]["id"] == "geonames:713174"
    assert "Bachmut" in found["matches"][0]["names"]
    assert unknown == {"query": "Xyzzy", "matches": []}


def test_a_dash_reads_names_and_answers_blank_lines_too(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    feed(monkeypatch, "Bahmut\n\nМар'їнка\n".encode())
    _, out, _ = run(capsys, "lookup", "-", "--json", "--limit", "1")
    rows = [json.loads(line) for line in out.splitlines()]
    assert [row["query"] for row in rows] == ["Bahmut", "", "Мар'їнка"]
    assert [len(row["matches"]) for row in rows] == [1, 0, 1]


def test_an_unknown_name_is_said_to_be_so(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "lookup", "Bakhhmudd")
    assert code == 0
    assert "not found; did you mean Bakhmut" in out


def test_an_ambiguous_name_is_said_to_be_so(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "lookup", "Андріївка")
    assert "ambiguous" in out


def test_control_characters_do_not_reach_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "lookup", "\x1b[31mBahmut\x07")
    assert "\x1b" not in out
    assert "\x07" not in out


def test_variants_search_and_json(capsys: pytest.CaptureFixture[str]) -> None:
    _, search, _ = run(capsys, "variants", "Bakhmut", "--search")
    assert '"Бахмут" OR' in search
    _, lines, _ = run(capsys, "variants", "Bakhmut", "--json")
    rows = [json.loads(line) for line in lines.splitlines()]
    assert {"text", "language", "system", "status"} <= set(rows[0])
    assert len(rows) > 15


def test_variants_of_an_ambiguous_name_ask_for_a_region(capsys: pytest.CaptureFixture[str]) -> None:
    assert "ambiguous" in fails(capsys, "variants", "Андріївка")
    code, _, _ = run(capsys, "variants", "Андріївка", "--within", "Kharkiv Oblast")
    assert code == 0


def test_scan_json_has_the_contract_s_keys(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    report = tmp_path / "report.txt"
    text = "Атаки біля Бахмута 🙂 та Мар'їнки відбито."
    report.write_text(text, "utf-8")
    _, out, _ = run(capsys, "scan", str(report), "--json", "--date", "2023-05-02")
    rows = [json.loads(line) for line in out.splitlines()]
    keys = ["start", "end", "text", "status", "place", "score", "why", "alternatives"]
    assert [list(row) for row in rows] == [keys, keys]
    assert [text[row["start"] : row["end"]] for row in rows] == ["Бахмута", "Мар'їнки"]
    assert list(rows[0]["place"]) == KEYS


def test_info_names_source_and_licence(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "info")
    assert "GeoNames" in out
    assert "CC BY 4.0" in out
    _, as_json, _ = run(capsys, "info", "--json")
    assert json.loads(as_json)["names"] > 10_000


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-8-sig", "Taistelut Bahmutissa jatkuvat."),
        ("utf-16", "Taistelut Bahmutissa jatkuvat."),
        ("latin-1", "Venäjän hyökkäys Bahmutissa torjuttiin."),
        ("cp1251", "Ворог атакував поблизу Бахмута."),
    ],
)
def test_encodings(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, encoding: str, text: str
) -> None:
    report = tmp_path / "report.txt"
    report.write_bytes(text.encode(encoding))
    _, out, _ = run(capsys, "scan", str(report), "--json")
    assert json.loads(out.splitlines()[-1])["place"]["name"] == "Bakhmut"


def test_an_empty_report_has_no_mentions(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    assert run(capsys, "scan", str(tmp_path / "empty.txt"), "--json") == (0, "", "")


def test_bad_files_are_one_line_errors(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 40)
    assert "missing.txt" in fails(capsys, "scan", str(tmp_path / "missing.txt"))
    assert "folder" in fails(capsys, "scan", str(tmp_path))
    assert "binary" in fails(capsys, "scan", str(tmp_path / "binary.txt"))
    (tmp_path / "long.txt").write_text("x" * 40)
    monkeypatch.setattr("gazetteer.reading.read_text.__kwdefaults__", {"limit": 10})
    assert "larger" in fails(capsys, "scan", str(tmp_path / "long.txt"))


def test_a_named_gazetteer_that_is_missing_is_an_error(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "none.db" in fails(capsys, "lookup", "--gazetteer", str(tmp_path / "none.db"), "Bahmut")
    monkeypatch.setenv("GAZETTEER_DB", str(tmp_path / "gone.db"))
    assert "gone.db" in fails(capsys, "lookup", "Bahmut")


@pytest.mark.parametrize(
    "argv",
    [
        [],
        ["lookup"],
        ["lookup", "x", "--near", "91,0"],
        ["lookup", "x", "--near", "here"],
        ["lookup", "x", "--on", "yesterday"],
        ["lookup", "x", "--on", "2023-99-99"],
        ["lookup", "x", "--on", "٢٠٢٣"],
        ["lookup", "x", "--limit", "0"],
        ["frobnicate"],
        ["scan", "x.txt", "--lang", "xx"],
    ],
)
def test_wrong_usage_exits_2(capsys: pytest.CaptureFixture[str], argv: list[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(argv)
    assert caught.value.code == 2
    err = capsys.readouterr().err
    assert err.startswith("gazetteer")
    assert "--help" in err
    assert err.count("\n") == 1


@pytest.mark.parametrize("command", ["lookup", "variants", "scan", "info"])
def test_help_shows_an_example(capsys: pytest.CaptureFixture[str], command: str) -> None:
    with pytest.raises(SystemExit):
        main([command, "--help"])
    assert f"example: gazetteer {command}" in capsys.readouterr().out


def test_a_byte_that_is_no_text_costs_only_itself(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    feed(monkeypatch, b"Bakhmut\n\xff\nLyman\n")
    code, out, _ = run(capsys, "lookup", "-", "--json")
    assert code == 0
    assert [len(json.loads(line)["matches"]) > 0 for line in out.splitlines()] == [
        True,
        False,
        True,
    ]


def test_an_error_can_t_steer_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    assert "\x1b" not in fails(capsys, "scan", "\x1b[31mevil")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "koi8-u", "utf-16"])
def test_names_on_standard_input_come_in_any_encoding(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], encoding: str
) -> None:
    data = io.BufferedReader(io.BytesIO("Бахмут\nМар'їнка\n".encode(encoding)))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(data, "utf-8"))
    assert main(["lookup", "-", "--json", "--limit", "1"]) == 0
    found = [json.loads(line)["matches"] for line in capsys.readouterr().out.splitlines()]
    assert [matches[0]["name"] for matches in found] == ["Bakhmut", "Marinka"]
