"""The documentation can't drift: every command and option stands in docs/commands.md."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import gazetteer.cli
import geomap.cli
import geomap.options
from geomap.schema import COLUMNS

ROOT = Path(__file__).parents[1]
COMMANDS = (ROOT / "docs" / "commands.md").read_text("utf-8")
HELP = {"-h", "--help"}
# What every command of a package has may be told once.
SHARED = {"--debug", "--gazetteer", "--strict"}


def parsers() -> Iterator[tuple[str, argparse.ArgumentParser]]:
    for name, parser in (
        ("gazetteer", gazetteer.cli._parser()),
        ("geomap", geomap.options.parser()),
    ):
        yield from commands(name, parser)


def commands(
    name: str, parser: argparse.ArgumentParser
) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    """The commands below a parser that take options, with theirs of their own."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for command, sub in action.choices.items():
                below = list(commands(f"{name} {command}", sub))
                yield from below or [(f"{name} {command}", sub)]


def documented(heading: str) -> set[str]:
    """The options in the table of a section."""
    section = re.search(rf"^### {heading}.*?(?=^##|\Z)", COMMANDS, re.S | re.M)
    assert section, f"{heading} is missing"
    rows = re.findall(r"^\| (`-.*?) \|", section.group(), re.M)
    return {option for row in rows for option in re.findall(r"`(--?[a-z-]+)", row)}


@pytest.mark.parametrize(("name", "parser"), list(parsers()), ids=[n for n, _ in parsers()])
def test_the_options_of_a_command_are_documented_and_no_others(
    name: str, parser: argparse.ArgumentParser
) -> None:
    options = {o for action in parser._actions for o in action.option_strings} - HELP
    shared = documented(f"Options of every `{name.split()[0]}` command")
    assert shared <= SHARED & options
    assert documented(rf"`{name}\b") | shared == options


def test_links_of_the_readme_lead_somewhere() -> None:
    for page in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))):
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text("utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_every_column_of_the_events_table_is_documented() -> None:
    page = (ROOT / "docs" / "events.md").read_text("utf-8")
    for column in COLUMNS:
        assert f"| `{column.name}` | {column.type} | {column.description} |" in page


def test_the_readme_shows_what_the_command_prints(capsys: pytest.CaptureFixture[str]) -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    shown = re.search(r"    \$ gazetteer lookup Bahmutissa\n((?:    .*\n)+)", readme)
    assert shown
    gazetteer.cli.main(["lookup", "Bahmutissa"])
    printed = capsys.readouterr().out
    assert [line[4:] for line in shown.group(1).splitlines()] == printed.splitlines()


def test_the_guide_to_a_wrong_event_shows_what_the_command_prints(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page = (ROOT / "docs" / "lexicons.md").read_text("utf-8")
    section = re.search(r"^## When an event is wrong\n(.*?)^## ", page, re.S | re.M)
    assert section
    blocks = re.findall(r"(?:^    .*\n(?:^\n(?=    ))?)+", section.group(1), re.M)
    report, shown = (block.replace("\n    ", "\n")[4:] for block in blocks)
    command, _, expected = shown.partition("\n")
    monkeypatch.chdir(tmp_path)
    Path("report.txt").write_text(report, "utf-8")
    assert command.startswith("$ geomap extract report.txt")
    assert geomap.cli.main(command.split()[2:]) == 0
    assert capsys.readouterr().out.splitlines() == expected.splitlines()


def test_commands_of_the_documentation_name_files_that_are_there() -> None:
    for page in (
        ROOT / "README.md",
        ROOT / "docs" / "commands.md",
        ROOT / "examples" / "README.md",
    ):
        for path in re.findall(r"examples/[\w.]+", page.read_text("utf-8")):
            assert (ROOT / path).exists(), f"{page.name}: {path}"
