"""Documents of every kind become reports: what a reader sees, and never a traceback."""

from __future__ import annotations

import io
import json
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from geomap import InputError, read_report, read_reports
from geomap.documents.markdown import markdown_text
from geomap.documents.page import public_url
from geomap.documents.pdf import joined_words
from geomap.read import input_kind

PAGE = """<!DOCTYPE html>
<html><head><title>Town under fire | Border Post</title>
<meta property="og:site_name" content="Border Post">
<meta name="author" content="Jane Writer">
<meta property="article:published_time" content="2023-05-02T10:00:00+03:00">
<link rel="canonical" href="https://border.example/town?id=7">
<script>var tracked = "Kherson";</script></head>
<body><nav><a href="/">Home</a> <a href="/war">War</a></nav>
<article><h1>Town under fire</h1><p class="byline">By Jane Writer</p>
<p>Russian forces shelled <b>Bakh</b>mut on Monday, the General Staff of Ukraine said in its
evening report, and twelve attacks near the village of Ivanivske were repelled.</p>
<p>Two people were wounded in <a href="/k">Kramatorsk</a>, the governor added later that day.</p>
</article><footer>All rights reserved</footer></body></html>"""


def one_line(path: Path, message: str) -> None:
    with pytest.raises(InputError, match=message) as caught:
        list(read_reports(path))
    assert "\n" not in str(caught.value)


def text_or_one_line(path: Path) -> None:
    message = ""
    try:
        read_report(path)
    except InputError as error:
        message = str(error)
    assert "\n" not in message


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("# Battle for **Bakhmut**\nAttacks.", "Battle for Bakhmut\n\nAttacks."),
        ("Summary\n=======\n\nText", "Summary\n\n\nText"),
        ("*Lyman* and __Kupiansk__, ~~Soledar~~ `Izium`", "Lyman and Kupiansk, Soledar Izium"),
        ("Near [Bakhmut](https://x.example/a_(b) \"title\").", "Near Bakhmut."),
        ("[![map](a.png)](b.html) of ![Lyman][1]\n\n[1]: c.png", "map of Lyman\n"),
        ("> quoted\n> > twice", "quoted\ntwice"),
        ("* one\n+ two\n- [x] three", "- one\n- two\n- three"),
        ("5*3 = 15, 2 * 3, snake_case, 10**6", "5*3 = 15, 2 * 3, snake_case, 10**6"),
        ("Bakh**mut**, \\*not\\* emphasis", "Bakhmut, *not* emphasis"),
        ("| town | killed |\n|---|---:|\n| Lyman | 5 |", "town | killed\n\nLyman | 5"),
        ("<b>Lyman</b> &amp; Izium<!-- hidden\nnote -->", "Lyman & Izium"),
        ("```\ncode\n```", "code"),
        ("Fell[^1].\n", "Fell."),
    ],
)  # fmt: skip
def test_markdown_is_read_as_it_looks(source: str, text: str) -> None:
    assert markdown_text(source)[0].rstrip("\n") == text.rstrip("\n")


def test_markdown_front_matter_gives_the_day(tmp_path: Path) -> None:
    path = tmp_path / "post.md"
    path.write_text("---\ntitle: x\ndate: 2023-05-02T10:00\n---\nAttack near Lyman.")
    report = read_report(path)
    assert (report.text, report.date, report.source) == (
        "Attack near Lyman.", "2023-05-02", "post.md",
    )  # fmt: skip
    assert read_report(path, date="2023-06-01").date == "2023-06-01"
    path.write_text("---\ndate: 2023-99-99\n---\nText")
    assert read_report(path).date is None


@pytest.mark.parametrize("mark", ["*", "_", "[", "`", "**a ", "[a](", "![", "<a", "\\", "|", "> "])
def test_odd_markdown_takes_no_longer(mark: str) -> None:
    start = time.perf_counter()
    markdown_text(mark * (200_000 // len(mark)))
    assert time.perf_counter() - start < 20


@pytest.mark.parametrize("name", ["a.html", "a.htm", "a.xhtml", "a.txt", "a"])
def test_a_page_is_its_main_text(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(PAGE)
    assert input_kind(path) == "report"
    report = read_report(path)
    assert report.text.startswith("Town under fire\n")
    assert "shelled Bakhmut on Monday" in " ".join(report.text.split())
    assert "wounded in Kramatorsk" in report.text
    for hidden in ("Home", "tracked", "rights reserved"):
        assert hidden not in report.text
    assert (report.source, report.date, report.url) == (
        "Border Post", "2023-05-02", "https://border.example/town?id=7",
    )  # fmt: skip
    assert read_report(path, date="2024-01-01").date == "2024-01-01"


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<p>Bakhmut", "Bakhmut"),
        ("<div><p>Attack near<br>Lyman</div></p></b>", "Attack near\nLyman"),
        ("<html><script>x</script></html>", ""),
        ("", ""),
        ("<p>\u202bБахмут\u202c Bakh\u200bmut 🔥 &#xD800; &#0;", "🔥"),
        ("<?xml version='1.0' encoding='utf-8'?><html xmlns='http://www.w3.org/1999/xhtml'>"
         "<body><p>Attack near Lyman</p></body></html>", "Attack near Lyman"),
    ],
)  # fmt: skip
def test_malformed_pages_give_what_is_in_them(tmp_path: Path, source: str, text: str) -> None:
    path = tmp_path / "a.html"
    path.write_text(source, encoding="utf-8")
    assert text in read_report(path).text


def test_a_page_says_its_encoding_and_may_be_wrong(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    text = "<html><head><meta charset='%s'></head><body><p>Бої за Бахмут тривають</p></body></html>"
    for named, used in (("windows-1251", "cp1251"), ("utf-8", "cp1251"), ("nonsense", "utf-8")):
        path.write_bytes((text % named).encode(used))
        assert "Бої за Бахмут тривають" in read_report(path).text


@pytest.mark.parametrize(
    "source", ["<div>" * 50_000 + "Lyman", "<p>Lyman</p>" * 60_000, "<" * 100_000, "<a " * 50_000]
)
def test_pages_made_to_break_programs(tmp_path: Path, source: str) -> None:
    path = tmp_path / "a.html"
    path.write_text(source)
    text_or_one_line(path)


def test_a_page_of_a_person_is_not_named_after_them(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(PAGE.replace('content="Border Post"', 'content="Jane Writer"'))
    report = read_report(path)
    assert "Jane" not in report.source


def test_what_is_no_date_of_publication(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    heads = (
        '<meta property="article:modified_time" content="2024-01-01">',
        '<script type="application/ld+json">{"@type": "NewsArticle",'
        ' "dateModified": "2024-01-01"}</script>',
        '<meta name="twitter:site" content="@jane">',
        "",
    )
    for head in heads:
        path.write_text(
            f"<html><head>{head}</head><body><article><p>On 3 May 2021 a house burned in Lyman,"
            " the mayor of the town said in a report.</p></article><footer>© 2020</footer></body>"
        )
        report = read_report(path)
        assert (report.date, report.source) == (None, "a.html")


def test_a_page_that_the_parser_gives_up_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text("<div>" * 300 + "Lyman")
    assert read_report(path).text == "Lyman"
    path.write_text("<div>" * 50_000 + "Lyman")
    one_line(path, "nested too deep")


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "file:///etc/passwd", "https://a:b@c.example/", "//c.example", None,
     "https://x.example/" + "a" * 3000, "http://[", "https://x.example/a b"],
)  # fmt: skip
def test_only_public_addresses_are_told(url: str | None) -> None:
    assert public_url(url) is None


def pdf(*lines: str, encrypt: str = "") -> bytes:
    """A PDF of a page for each of the texts; a blank one for an empty text."""
    from pypdf import PdfWriter
    from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

    writer = PdfWriter()
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    for text in lines:
        page = writer.add_blank_page(600, 800)
        if not text:
            continue
        stream = DecodedStreamObject()
        shown = " T* ".join(f"({line}) Tj" for line in text.split("\n"))
        stream.set_data(f"BT /F1 12 Tf 14 TL 50 700 Td {shown} ET".encode())
        page[NameObject("/Contents")] = writer._add_object(stream)
        page[NameObject("/Resources")] = DictionaryObject(
            {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
        )
    if encrypt:
        writer.encrypt(encrypt, algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_pdf_is_the_text_of_its_pages(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(pdf("Shelling near Bakh-\nmut.", "Lyman was shelled."))
    report = read_report(path, date="2023-05-02")
    assert report.text.split() == ["Shelling", "near", "Bakhmut.", "Lyman", "was", "shelled."]
    assert (report.source, report.date, report.url) == ("report.pdf", "2023-05-02", None)


def test_what_a_pdf_can_be_instead(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    whole = pdf("Lyman was shelled.")
    for data, message in (
        (pdf(""), r"without text \(scanned pages\?\)"),
        (pdf("x", encrypt="secret"), "protected by a password"),
        (b"%PDF-1.7\n" + b"\0\xff" * 200, "damaged PDF"),
        (b"no pdf", "damaged PDF|is a PDF"),
        (whole[: len(whole) // 3], "damaged PDF|without text"),
    ):
        path.write_bytes(data)
        if data != b"no pdf":
            one_line(path, message)
    path.write_bytes(pdf("Lyman", encrypt=""))
    assert read_report(path).text.strip() == "Lyman"


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("Bakh-\nmut fell", "Bakhmut fell"),
        ("Бах-\nмут", "Бахмут"),
        ("Ivano-\nFrankivsk", "Ivano-Frankivsk"),
        ("Russian-backed, Russian-\nbacked", "Russian-backed, Russian-backed"),
        ("12-\n14 attacks", "12-\n14 attacks"),
    ],
)
def test_words_cut_at_line_ends(text: str, joined: str) -> None:
    assert joined_words(text) == joined


WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
BODY = """<w:p><w:r><w:t>Attack near </w:t></w:r><w:r><w:t>Lyman.</w:t></w:r></w:p>
<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Bakhmut</w:t></w:r></w:p></w:tc>
<w:tc><w:p><w:r><w:t>5</w:t><w:br/><w:t>dead</w:t></w:r></w:p></w:tc></w:tr>
<w:tr><w:tc><w:p><w:r><w:t>Izium</w:t></w:r></w:p></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>
<w:p><w:del><w:r><w:delText>Deleted</w:delText></w:r></w:del><w:r><w:t>The end</w:t></w:r>
<mc:AlternateContent xmlns:mc="m"><mc:Choice><w:r><w:t> of it</w:t></w:r></mc:Choice>
<mc:Fallback><w:r><w:t> twice</w:t></w:r></mc:Fallback></mc:AlternateContent></w:p>"""


def docx(body: str = BODY, *, before: str = "", part: str = "word/document.xml") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            part,
            f'<?xml version="1.0"?>{before}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body>'
            "</w:document>",
        )
    return out.getvalue()


@pytest.mark.parametrize("name", ["a.docx", "a"])
def test_docx_paragraphs_and_tables_in_order(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(docx())
    assert read_report(path).text.split("\n") == [
        "Attack near Lyman.", "Bakhmut | 5 dead", "Izium", "The end of it",
    ]  # fmt: skip


def test_what_a_docx_can_be_instead(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.docx"
    entity = '<!DOCTYPE x [<!ENTITY a "aaaa">]>'
    for data, message in (
        (docx("<w:p><w:r><w:t>&a;</w:t></w:r></w:p>", before=entity), "declares a document type"),
        (docx("<w:p>"), "damaged DOCX"),
        (docx(part="other.xml"), "is no DOCX document"),
        (docx()[:200], "damaged DOCX"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "protected by a password"),
        (b"", "damaged DOCX"),
    ):
        path.write_bytes(data)
        one_line(path, message)
    path.write_bytes(docx("<w:p/>" * 300_000))
    assert path.stat().st_size < 100_000
    monkeypatch.setattr("geomap.documents.docx.MAX_UNPACKED", 1_000_000)
    one_line(path, "would unpack to more than 1 MB")


def message(number: int, text: object, **more: object) -> dict[str, object]:
    return {
        "id": number, "type": "message", "date": "2023-05-02T10:00:00", "from": "Jane Writer",
        "from_id": "user4242", "author": "Jane Writer", "text": text, **more,
    }  # fmt: skip


CHANNEL = {"name": "Front 🔥 News", "type": "public_channel", "id": 77, "username": "front_news"}
MESSAGES = [
    {**message(1, "Jane joined"), "type": "service"},
    message(2, "Attack near Lyman.", edited="2023-06-01T10:00:00", forwarded_from="Jane Writer"),
    message(3, ["Fire in ", {"type": "bold", "text": "Bakhmut"}, "!"]),
    message(4, "", photo="p.jpg"),
    message(5, ["Said ", {"type": "mention_name", "text": "Jane Writer", "user_id": 4242}, "."],
            date="2023-05-03T23:59:59"),
    message(6, "No day \ud83d", date="?", date_unixtime="1683200000"),
]  # fmt: skip


def export(path: Path, data: object) -> Path:
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


def test_each_message_of_a_channel_is_a_report(tmp_path: Path) -> None:
    path = export(tmp_path / "result.json", {**CHANNEL, "messages": MESSAGES})
    assert input_kind(path) == "report"
    reports = list(read_reports(path, date="2020-01-01"))
    assert "\ud83d" not in reports[3].text
    assert [(r.text.strip("?\ufffd "), r.date, r.url) for r in reports] == [
        ("Attack near Lyman.", "2023-05-02", "https://t.me/front_news/2"),
        ("Fire in Bakhmut!", "2023-05-02", "https://t.me/front_news/3"),
        ("Said .", "2023-05-03", "https://t.me/front_news/5"),
        ("No day", "2023-05-04", "https://t.me/front_news/6"),
    ]
    assert {r.source for r in reports} == {"Front 🔥 News"}
    assert len({r.id for r in reports}) == 4
    assert "Jane" not in repr(reports)
    assert "4242" not in repr(reports)
    with pytest.raises(InputError, match="holds many reports"):
        read_report(path)


def test_a_full_export_names_channels_only(tmp_path: Path) -> None:
    chats = [
        {**CHANNEL, "messages": MESSAGES[1:3]},
        {"name": "Jane Writer", "type": "personal_chat", "id": 4242, "messages": MESSAGES[1:2]},
        {"type": "saved_messages", "id": 1, "messages": [message(1, "Lyman")]},
    ]
    data = {
        "about": "Here is the data you requested.",
        "personal_information": {"user_id": 4242, "first_name": "Jane"},
        "contacts": {"list": [{"first_name": "Jane"}] * 50},
        "chats": {"about": "x", "list": chats},
        "left_chats": {
            "list": [{"type": "private_group", "name": "Us", "messages": MESSAGES[1:2]}]
        },
    }
    path = export(tmp_path / "result.json", data)
    assert input_kind(path) == "report"
    reports = list(read_reports(path))
    unnamed = ["Telegram chat"] * 3
    assert [r.source for r in reports] == ["Front 🔥 News"] * 2 + unnamed
    assert [r.url is None for r in reports] == [False, False, True, True, True]


@pytest.mark.parametrize(
    "data",
    [
        [{"town": "Lyman"}],
        {"type": "FeatureCollection", "features": []},
        {"type": "FeatureCollection", "messages": [], "features": []},
        {"columns": ["a"], "data": [[1]]},
        {"messages": []},
        {},
    ],
)
def test_other_json_stays_a_table(tmp_path: Path, data: object) -> None:
    path = export(tmp_path / "a.json", data)
    assert input_kind(path) == "table"
    one_line(path, "is a table, not a report")


def test_damaged_exports_are_one_line(tmp_path: Path) -> None:
    path = export(tmp_path / "result.json", {**CHANNEL, "messages": MESSAGES})
    whole = path.read_bytes()
    path.write_bytes(whole[:-40])
    one_line(path, "is a damaged Telegram export")
    odd = [
        {"id": {}, "text": {"a": 1}}, {"text": [[1], None, {"text": None}]}, {"text": None}, {},
        message(1, 7), "text", None, 5, ["x"],
    ]  # fmt: skip
    export(path, {**CHANNEL, "name": None, "id": [], "username": "a/../b", "messages": odd})
    assert list(read_reports(path)) == []
    export(path, {**CHANNEL, "messages": [message(1, "x" * 1_100_000)]})
    one_line(path, "holds a message of 1,100,000 characters")


def test_standard_input_may_be_any_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys
    from types import SimpleNamespace

    def given(data: bytes) -> None:
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(data)))

    given(json.dumps({**CHANNEL, "messages": MESSAGES}).encode())
    assert len(list(read_reports("-"))) == 4
    given(pdf("Lyman"))
    assert next(read_reports("-")).text.strip() == "Lyman"
    given(PAGE.encode())
    assert next(read_reports("-")).source == "Border Post"


def test_a_long_line_and_marks_within_names(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"a" * 50_000_000)
    one_line(path, "larger than 20 MB")
    for name in ("a.md", "a.html", "a.txt"):
        (tmp_path / name).write_text(
            "\u200fБах\u200bмут\u200e 🔥\ufeff and\u2066 Lyman\u2069\n" * 3
        )
        assert "Lyman" in read_report(tmp_path / name).text


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    (folder / "b" / "c").mkdir(parents=True)
    (folder / ".hidden").mkdir()
    (folder / ".hidden" / "x.txt").write_text("hidden")
    (folder / ".x.txt").write_text("hidden")
    (folder / "z.txt").write_text("Last")
    (folder / "b" / "a.md").write_text("# First")
    (folder / "b" / "c" / "d.docx").write_bytes(docx("<w:p><w:r><w:t>Second</w:t></w:r></w:p>"))
    (folder / "p.pdf").write_bytes(b"%PDF-1.7 broken")
    (folder / "photo.jpg").write_bytes(b"\xff\xd8")
    (folder / "t.csv").write_text("town\nLyman\n")
    (folder / "m.html").write_text('<html><body class="geomap">map</body></html>')
    export(folder / "result.json", {**CHANNEL, "messages": MESSAGES[1:2]})
    return folder


def test_a_folder_is_read_by_name(mixed: Path, recwarn: pytest.WarningsRecorder) -> None:
    reports = list(read_reports(mixed))
    assert [r.text for r in reports] == ["First", "Second", "Attack near Lyman.", "Last"]
    told = [str(each.message).removeprefix(str(mixed)) for each in recwarn]
    assert [line.split(":")[0] for line in told] == ["/m.html", "/photo.jpg", "/t.csv", "/p.pdf"]


def test_a_folder_without_documents_is_an_error(tmp_path: Path) -> None:
    one_line(tmp_path, "holds no document that can be read")


@pytest.mark.parametrize(
    ("suffix", "make"), [(".pdf", lambda: pdf("Lyman")), (".docx", docx), (".html", PAGE.encode)]
)
def test_bytes_changed_at_random_never_give_a_traceback(
    tmp_path: Path, suffix: str, make: Callable[[], bytes]
) -> None:
    import random

    whole, path = make(), tmp_path / f"a{suffix}"
    chance = random.Random(5)
    for _ in range(40):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 20)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        path.write_bytes(data)
        text_or_one_line(path)
