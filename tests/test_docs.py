"""The documentation can't drift: every command and option stands in docs/commands.md."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import gazetteer.cli
import geomap.options
from geomap.schema import COLUMNS

ROOT = Path(__file__).parents[1]
COMMANDS = (ROOT / "docs" / "commands.md").read_text("utf-8")
COMMON = {"-h", "--help"}


def parsers() -> Iterator[tuple[str, argparse.ArgumentParser]]:
    for name, parser in (
        ("gazetteer", gazetteer.cli._parser()),
        ("geomap", geomap.options.parser()),
    ):
        for action in parser._actions:
            if isinstance(action, argparse._SubParsersAction):
                for command, sub in action.choices.items():
                    yield f"{name} {command}", sub


@pytest.mark.parametrize(("name", "parser"), list(parsers()), ids=[n for n, _ in parsers()])
def test_a_command_and_its_options_are_documented(
    name: str, parser: argparse.ArgumentParser
) -> None:
    section = re.search(rf"### `{name}\b.*?(?=\n### |\n## |\Z)", COMMANDS, re.S)
    assert section, f"{name} is missing"
    options = {o for action in parser._actions for o in action.option_strings} - COMMON
    missing = [o for o in sorted(options) if o.startswith("--") and o not in COMMANDS]
    assert missing == []
    assert name in section.group()


def test_links_of_the_readme_lead_somewhere() -> None:
    for page in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))):
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text("utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_every_column_of_the_events_table_is_documented() -> None:
    page = (ROOT / "docs" / "events.md").read_text("utf-8")
    for column in COLUMNS:
        assert f"| `{column.name}` | {column.type} | {column.description} |" in page
