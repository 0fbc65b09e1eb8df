"""Reports in, from hostile files: decoded, refused with one line, never garbage."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from geomap import InputError, files
from geomap.read import input_kind, read_report

CODE_PAGES = {
    "cp1251": ["Бои за Бахмут продолжаются.", "АРМИЯ РОССИИ", "Бої за Бахмут тривають", "Бахмут"],
    "koi8-u": ["Армия РФ взяла Соледар", "Під Авдіївкою відбито 12 атак", "Бахмут"],
    "cp866": ["Войска отошли от Авдеевки. Потери: 20 человек."],
    "iso8859-5": ["Бои за Бахмут продолжаются."],
    "mac-cyrillic": ["Армия РФ взяла Соледар"],
    "cp1252": ["Venäjän joukot hyökkäsivät Bahmutissa", "Größe", "a été très dure", "“Bahmut” – 5"],
    "latin-1": ["Hyökkäys lähellä Kupjanskia", "Kämpfe um Bachmut", "El ejército atacó"],
    "cp1250": ["Wojska zaatakowały Bachmut i Łymań", "Těžké boje u Bachmutu před útoky"],
    "iso8859-2": ["Straty są ciężkie", "Żołnierze bronią się koło Łymania"],
}


@pytest.mark.parametrize(
    ("encoding", "text"), [(page, text) for page, texts in CODE_PAGES.items() for text in texts]
)
def test_short_text_in_a_code_page(tmp_path: Path, encoding: str, text: str) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes(text.encode(encoding))
    assert read_report(path).text == text


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
@pytest.mark.parametrize("text", ["Бахмут", "Attack near Bakhmut.\nВорог", "Hyökkäys"])
def test_unicode_with_and_without_bom(tmp_path: Path, encoding: str, text: str) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes(text.encode(encoding))
    assert read_report(path).text == text


def test_offsets_are_those_of_text_mode(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes("Перший\r\nдругий\rтретій\n".encode())
    assert read_report(path).text == path.read_text(encoding="utf-8")


def test_text_cut_within_a_letter_stays_utf8(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes(("Бахмут та Лиман. " * 20).encode()[:-3])
    assert read_report(path).text.startswith("Бахмут та Лиман. Бахмут")


def test_control_characters_become_spaces_one_for_one(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes(b"Attack near\x00Bakhmut, " + "Bakh\u200bmut".encode())
    assert read_report(path).text == "Attack near Bakhmut, Bakh\u200bmut"


def test_named_encoding_is_used_and_checked(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes("Größe".encode("cp850"))
    assert read_report(path, encoding="cp850").text == "Größe"
    with pytest.raises(InputError, match="is not valid ascii"):
        read_report(path, encoding="ascii")
    with pytest.raises(InputError, match="there is no encoding 'cp9999'"):
        read_report(path, encoding="cp9999")


def test_empty_file_is_an_empty_report(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.touch()
    report = read_report(path, date="2023-05-02", language="fi")
    assert (report.text, report.date, report.language) == ("", "2023-05-02", "fi")


def test_source_is_the_file_name_only(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text("x")
    assert read_report(path).source == "report.txt"


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = SimpleNamespace(buffer=io.BytesIO("Бахмут".encode()))
    monkeypatch.setattr(sys, "stdin", stream)
    report = read_report("-")
    assert (report.text, report.source) == ("Бахмут", "standard input")


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, "binary data"),
        ("a.txt", b"\x00\x01\x02\x03" * 50, "binary data"),
        ("a.txt", b"%PDF-1.7 ...", "is a damaged PDF"),
        ("a.docx", b"PK\x03\x04", "is a damaged DOCX document"),
        ("a", b"PK\x03\x04....word/document.xml", "is a damaged DOCX document"),
        ("a.odt", b"PK\x03\x04", "a word processor document can't be read yet"),
        ("a.txt", b"{\\rtf1", "a word processor document can't be read yet"),
        ("a.txt", b"PK\x03\x04....data.bin", "a compressed archive can't be read yet"),
    ],
)
def test_what_is_no_text_is_refused(
    tmp_path: Path, name: str, content: bytes, message: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(InputError, match=message) as caught:
        read_report(path)
    assert "\n" not in str(caught.value)


def test_missing_file_folder_and_impossible_name(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        read_report(tmp_path / "none.txt")
    with pytest.raises(InputError, match="is a folder"):
        read_report(tmp_path)
    with pytest.raises(InputError, match="can't be read"):
        read_report("a\x00b")


def test_too_large_a_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes(b"x" * 101)
    assert len(files.read_bytes(path, limit=101)) == 101
    with pytest.raises(InputError, match=r"larger than 0\.0001 MB"):
        files.read_bytes(path, limit=100)


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.txt", "text", "report"),
        ("a.md", "text", "report"),
        ("a", "text", "report"),
        ("a.csv", "x,y", "table"),
        ("a.TSV", "x\ty", "table"),
        ("a.jsonl", "", "table"),
        ("a.xlsx", "", "table"),
        ("a", '{"type": "FeatureCollection", "features": []}', "table"),
        ("a.txt", '{"name": "x", "type":"FeatureCollection"}', "table"),
    ],
)
def test_kinds_are_told_apart(tmp_path: Path, name: str, content: str, kind: str) -> None:
    path = tmp_path / name
    path.write_text(content)
    assert input_kind(path) == kind


def test_standard_input_is_a_report() -> None:
    assert input_kind("-") == "report"
