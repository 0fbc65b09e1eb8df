"""`geomap extract --explain`: what was found, by which rule, and why it made no event."""

from __future__ import annotations

import io
import json
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from gazetteer import Mention
from geomap.cli import main
from geomap.explain.explanation import explain
from geomap.explain.lines import Run, Screen, isolated, render, width, wrap
from geomap.explain.marks import nested
from geomap.explain.printing import Explanations
from geomap.reports.extract import Extraction, study
from geomap.reports.report import Report

Mentions = Callable[..., list[Mention]]
Explain = Callable[..., str]

ROOT = Path(__file__).parents[2]
WIDE = Screen(columns=1000)


@pytest.fixture
def explained(mentions: Mentions) -> Explain:
    """Explain a text with the names in it given, one line for each finding."""

    def told(
        text: str, places: list[str] | None = None, *, language: str = "en", screen: Screen = WIDE
    ) -> str:
        report = Report(text, "sample", "2023-05-02", language)
        return "\n".join(explain(study(report, mentions(text, places or [])), screen))

    return told


def test_a_sentence_in_english_is_marked_and_its_findings_tell_their_rules(
    explained: Explain,
) -> None:
    text = "On Monday Ukraine repelled more than 12 attacks near Lyman, the General Staff said."
    assert explained(text, ["Lyman"]).splitlines() == [
        "sample: en, published 2023-05-02, 1 sentence, 1 event",
        "",
        "line 1      [date On Monday] [side Ukraine] [trigger repelled]"
        " [quantity more than 12 attacks] near [place Lyman], [claimant the General Staff said].",
        "  date      On Monday = 2023-05-01, the latest such day by 2023-05-02"
        " (precision 1, a day)  <- en.toml [dates] on_weekday",
        "  side      Ukraine = Ukraine  <- en.toml [parties] Ukraine",
        "  trigger   repelled = repelled (Battles, Armed clash, repelled)"
        "  <- en.toml [events] repelled, pattern 2: repel(?:s|led|ling)?",
        "  quantity  more than 12 attacks = more than 12 attacks"
        "  <- en.toml [quantities] units attacks, qualifiers more than",
        "  place     Lyman = Lyman (settlement, UA), near it  <- Lyman as written",
        "  claimant  the General Staff said = General Staff  <- en.toml [claims] verbs",
        "  event     Battles, Armed clash, repelled",
        "            when    2023-05-01 (precision 1, a day)",
        "            count   more than 12 attacks",
        "            where   Lyman = Lyman (settlement, UA), near it; confidence 0.9",
        "            actor   Ukraine",
        "            target  Russia",
        "            says    General Staff",
        "            why     'repelled' -> repelled; 'On Monday' is 2023-05-01, the latest such"
        " day by 2023-05-02; claimed by General Staff",
    ]


def test_a_sentence_in_ukrainian(explained: Explain) -> None:
    text = "У понеділок ворог намагався наступати поблизу Білогорівки, успіху не мав."
    told = explained(text, ["Білогорівки"], language="uk")
    assert "[side ворог]" in told
    assert "[place Білогорівки]" in told
    assert "[trigger успіху не мав]" in told
    assert re.search(
        r"dropped   намагався наступати = attempted .*: covered by the more definite"
        r" 'успіху не мав' \(common.toml \[kinds.failed\] covers\)  <- uk.toml \[events\]",
        told,
    )


def test_a_sentence_in_finnish(explained: Explain) -> None:
    text = "Ukrainan asevoimien mukaan Bahmutissa torjuttiin tiistaina yli 35 hyökkäystä."
    told = explained(text, ["Bahmutissa"], language="fi")
    assert (
        "[claimant Ukrainan asevoimien mukaan] [place Bahmutissa] [trigger torjuttiin]"
        " [date tiistaina] [quantity yli 35 hyökkäystä]."
    ) in told
    assert "yli 35 hyökkäystä = more than 35 attacks  <- fi.toml [quantities] units attacks" in told


DROPPED = [
    ("Russia never attacked Lyman.", "negated by 'never' (en.toml [hedging] negated_before)"),
    (
        "Lyman could be attacked.",
        "only planned, possible or denied, by 'could be' (en.toml [hedging] dropped_before)",
    ),
    (
        "Tomorrow the enemy attacked Lyman.",
        "not yet happened, by 'Tomorrow' (en.toml [hedging] future)",
    ),
    (
        "Lyman is home to a plant that was shelled.",
        "only background, after 'is home to' (en.toml [background] main)",
    ),
    (
        "Russia tried to storm Lyman, but the assault failed.",
        "covered by the more definite 'assault failed' (common.toml [kinds.failed] covers)",
    ),
    (
        "Lyman was shelled on Sunday, shelled again.",
        "the same as 'shelled' of this clause (one event of a kind in a clause)",
    ),
    (
        "There are wounded in Lyman.",
        "no event without a number of dead, wounded, losses (common.toml [kinds.casualties] needs)",
    ),
    (
        "Ukraine repelled 12 attacks. Heavy fighting: it took place near Lyman.",
        "tells more of the event of line 1",
    ),
    (
        "Ukraine repelled 12 attacks near Lyman on Monday.\n\n"
        "On Monday 12 attacks were repelled near Lyman.",
        "the same event as that of line 1",
    ),
]


@pytest.mark.parametrize(("text", "reason"), DROPPED, ids=[reason[:12] for _, reason in DROPPED])
def test_a_dropped_trigger_tells_its_reason(explained: Explain, text: str, reason: str) -> None:
    lines = explained(text, ["Lyman"]).splitlines()
    dropped = [line for line in lines if line.startswith("  dropped ")]
    assert any(f": {reason}  <- en.toml [events] " in line for line in dropped), lines
    assert any("[dropped " in line for line in lines)


def test_a_doubted_trigger_stands_and_says_what_makes_it_less_sure(explained: Explain) -> None:
    told = explained("Russia reportedly shelled Lyman.", ["Lyman"])
    assert "; less sure by 'reportedly' (en.toml [hedging] hedged_before)" in told
    assert "  event " in told


def test_a_sentence_without_a_trigger_says_so(explained: Explain) -> None:
    told = explained("It was quiet in Lyman.", ["Lyman"])
    assert "  no event  no word of en.toml [events] in it" in told


def test_a_claimant_from_another_sentence_is_told_with_its_words(explained: Explain) -> None:
    text = "The General Staff said it was quiet.\nThen Lyman was shelled."
    assert (
        "  claimant  (not here) = General Staff"
        "  <- carried from the rest of the report: 'The General Staff said' in line 1"
    ) in explained(text, ["Lyman"])


def test_places_that_are_not_used_say_why(explained: Explain) -> None:
    told = explained("Kyiv said that Foo|x was shelled.", ["Kyiv|settlement", "Foo|not found"])
    assert "Kyiv (settlement, UA): no place of an event, means a side or a person here" in told
    assert "Foo = not found" in told


def test_spans_that_cross_are_cut_and_nested_ones_stay() -> None:
    text = "one two three four"
    assert nested([(0, 7, "date"), (4, 13, "place"), (8, 13, "side")], text) == [
        (0, 7, "date"),
        (4, 7, "place"),
        (8, 13, "place"),
        (8, 13, "side"),
    ]


def test_colours_stand_on_a_terminal_only(
    mentions: Mentions, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    def printed(stream: io.StringIO) -> str:
        text = "Ukraine repelled 12 attacks near Lyman."
        report = Report(text, "sample", "2023-05-02", "en")
        Explanations([study(report, mentions(text, ["Lyman"]))]).print(stream)
        return stream.getvalue()

    monkeypatch.delenv("NO_COLOR", raising=False)
    coloured = printed(Terminal())
    assert "\x1b[4;1;31mrepelled\x1b[0m" in coloured
    assert "[trigger" not in coloured
    assert "[trigger repelled]" in printed(io.StringIO())
    assert "\x1b" not in printed(io.StringIO())
    monkeypatch.setenv("NO_COLOR", "1")
    assert printed(Terminal()) == printed(io.StringIO())


def test_control_characters_never_reach_the_terminal(explained: Explain) -> None:
    evil = "Ly\x1b[31mman"
    text = f"Ukraine\x9b repelled\x07 12 attacks near {evil}, said \u202eIvan\r Petrenko."
    for screen in (WIDE, Screen(columns=80), Screen(coloured=True)):
        told = re.sub(r"\x1b\[[\d;]+m", "", explained(text, [evil], screen=screen))
        assert all(char.isprintable() for char in told.replace("\n", "")), told
    assert "[31m" in explained(text, [evil])


@pytest.mark.parametrize("columns", [20, 40, 80])
def test_lines_fit_the_terminal(explained: Explain, columns: int) -> None:
    text = f"On Monday Ukraine repelled 12 attacks near Lyman, {'巴赫穆特' * 12}, {'x' * 90}."
    for screen in (Screen(columns), Screen(columns, coloured=True)):
        told = re.sub(r"\x1b\[[\d;]+m", "", explained(text, ["Lyman"], screen=screen))
        assert max(map(width, told.splitlines())) <= max(columns, 30)
        assert told.count("穆") >= 12


def test_wide_and_combining_characters_take_their_columns() -> None:
    assert width("巴赫") == 4
    assert width("И\u0306") == 1
    lines = [render(line, coloured=False) for line in wrap([Run("a " + "巴" * 20)], 30, 4)]
    assert [width(line) for line in lines] == [30, 16]


def test_words_from_right_to_left_are_isolated() -> None:
    assert isolated("Lyman") == "Lyman"
    assert isolated("באחמוט") == "\u2068באחמוט\u2069"
    assert width(isolated("באחמוט")) == 6


def test_an_empty_report_and_one_without_a_lexicon(explained: Explain) -> None:
    empty = "\n".join(explain(Extraction(Report(" \n", "e.txt")), WIDE))
    assert empty == "e.txt: an empty report, nothing to read"
    swedish = explained("Det pågår strider i Bachmut.", language="sv")
    assert swedish.startswith("sample: in language 'sv', which has no lexicon; there are de, ")


@pytest.fixture
def report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    text = "Ukraine repelled 12 attacks near Lyman.\nThey attacked Xyzzyburg-on-Nowhere."
    Path("r.txt").write_text(text, "utf-8")
    return "r.txt"


def test_explaining_changes_no_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    inputs = [str(path) for path in sorted((ROOT / "examples").glob("*_*.txt"))]
    arguments = ["extract", *inputs, "--date", "2023-05-04", "-o"]
    assert main([*arguments, "plain.jsonl"]) == 0
    assert capsys.readouterr().out.count("\n") == 1
    assert main([*arguments, "explained.jsonl", "--explain"]) == 0
    assert Path("plain.jsonl").read_bytes() == Path("explained.jsonl").read_bytes()
    out, err = capsys.readouterr()
    assert out.count("\n  event ") == len(
        {json.loads(row)["event_id"] for row in Path("plain.jsonl").read_text("utf-8").splitlines()}
    )
    assert out.splitlines()[-1].startswith("explained.jsonl: ")
    assert not err


def test_without_an_output_nothing_is_written(
    report: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["extract", report, "--explain"]) == 0
    assert [path.name for path in tmp_path.iterdir()] == [report]
    out, err = capsys.readouterr()
    assert out.startswith("r.txt: en, without a date, 2 sentences, ")
    assert not err


def test_exit_codes(report: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path("nothing.txt").touch()
    assert main(["extract", "nothing.txt", "--explain", "--strict"]) == 0
    assert capsys.readouterr() == ("nothing.txt: an empty report, nothing to read\n", "")
    Path("unplaced.txt").write_text("Ukraine repelled 12 attacks.", "utf-8")
    assert main(["extract", "unplaced.txt", "--explain", "--strict"]) == 3
    assert main(["extract", "none.txt", "--explain"]) == 1
    with pytest.raises(SystemExit) as caught:
        main(["extract", report])
    assert caught.value.code == 2
    assert "required: -o/--output, or --explain" in capsys.readouterr().err


def test_a_language_without_a_lexicon_warns_and_is_done(
    report: str, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "De ryska trupperna anföll staden Bachmut på måndagen, sade generalstaben."
    Path("sv.txt").write_text(text, "utf-8")
    assert main(["extract", "sv.txt", "--explain"]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("sv.txt: in language 'sv', which has no lexicon")
    assert err.startswith("geomap: warning: sv.txt: no lexicon for language 'sv'")


def test_tables_have_nothing_to_explain(report: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path("t.csv").write_text("place,latitude,longitude\nLyman,48.99,37.81\n", "utf-8")
    assert main(["extract", "t.csv", "--explain"]) == 0
    told = "geomap: no report among the inputs: nothing to explain\n"
    assert capsys.readouterr() == ("", told)


def test_a_table_written_to_a_pipe_stays_a_table(
    report: str, capsys: pytest.CaptureFixture[str]
) -> None:
    os.mkfifo("out.jsonl")
    # Few rows fit into the pipe, so nobody needs to read while they are written.
    pipe = os.open("out.jsonl", os.O_RDONLY | os.O_NONBLOCK)
    assert main(["extract", report, "--explain", "-o", "out.jsonl"]) == 0
    with os.fdopen(pipe, "rb") as file:
        rows = file.read().splitlines()
    assert {json.loads(row)["source"] for row in rows} == {report}
    out, err = capsys.readouterr()
    assert out == ""
    assert "[trigger repelled]" in err
