"""The worked example of docs/adding-a-language.md does what the page says."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import gazetteer
from gazetteer.rules import rules

PAGE = Path(__file__).parents[2] / "docs" / "adding-a-language.md"
PACKAGE = Path(gazetteer.__file__).parent
FILES = dict(re.findall(r"<!-- file: (\S+) -->\n```toml\n(.*?)```", PAGE.read_text("utf-8"), re.S))
BENT = {"Kupjanskut": "Kupiansk", "Avdijivkës": "Avdiivka", "Çasiv Jarin": "Chasiv Yar"}
TEXT = "Ushtria tha se sulmet në Avdijivkë dhe afër Kupjanskut vazhdojnë."


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package with the two files of the page, its rules compiled anew."""
    folder = tmp_path_factory.mktemp("copy")
    shutil.copytree(PACKAGE, folder / "gazetteer", ignore=shutil.ignore_patterns("__pycache__"))
    for name, text in FILES.items():
        (folder / "gazetteer" / "rules" / name).write_text(text, "utf-8")
    run(folder, "-c", "from gazetteer.build.compile_rules import compile_rules; compile_rules()")
    return folder


def run(folder: Path, *arguments: str, given: str | None = None) -> list[str]:
    command = [sys.executable, *arguments]
    done = subprocess.run(command, cwd=folder, input=given, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def command(folder: Path, *arguments: str, given: str | None = None) -> list[dict[str, Any]]:
    lines = run(folder, "-m", "gazetteer", *arguments, "--json", given=given)
    return [json.loads(line) for line in lines]


def test_the_example_is_a_language_that_is_not_shipped() -> None:
    assert set(FILES) == {"systems/sq.toml", "languages/sq.toml"}
    assert "sq" not in rules().languages
    assert "sq" not in rules().systems


def test_bent_names_of_the_new_language_are_found(copy: Path) -> None:
    answers = command(copy, "lookup", *BENT)
    assert {a["query"]: a["matches"][0]["name"] for a in answers} == BENT
    assert all("Albanian" in a["matches"][0]["why"] for a in answers)


def test_the_new_language_is_detected_and_read(copy: Path) -> None:
    assert run(copy, "-c", f"import gazetteer; print(gazetteer.detect_language({TEXT!r}))") == [
        "sq"
    ]
    found = command(copy, "scan", "-", given=TEXT)
    assert [(m["text"], m["place"]["name"]) for m in found] == [
        ("Avdijivkë", "Avdiivka"),
        ("Kupjanskut", "Kupiansk"),
    ]


def test_the_new_spelling_is_among_the_variants(copy: Path) -> None:
    assert "Çasiv Jar" in {v["text"] for v in command(copy, "variants", "Chasiv Yar")}


def test_the_samples_of_the_example_hold(copy: Path) -> None:
    """The tests of all rule files take the new ones up by themselves."""
    tests = Path(__file__).with_name("test_rules.py")
    shutil.copy(tests, copy / tests.name)
    quiet = ("-q", "-p", "no:cacheprovider", "--import-mode=importlib")
    run(copy, "-m", "pytest", *quiet, tests.name, "-k", "sq or undone or written")
