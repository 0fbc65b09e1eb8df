"""What holds for the project as a whole: public names, locks, and what no file may say."""

from __future__ import annotations

import importlib
import inspect
import re
import subprocess
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]

# A path of somebody's machine; the names are put together so that this file doesn't hold one.
MACHINE_PATH = re.compile(r"(?<![\w.$}~-])/(?:" + "|".join(["work", "root", "home"]) + r")/")
# Hosts of package registries: a mirror may stand in for each of them.
REGISTRY = re.compile("|".join(["pypi" + r"\.org", "python" + r"hosted\.org", "npm" + r"js\.org"]))


@cache
def project() -> dict[str, Any]:
    metadata: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    return dict(metadata["project"])


@cache
def tracked_texts() -> dict[str, str]:
    """Name and text of every tracked file that is text."""
    try:
        listing = subprocess.run(
            ["git", "ls-files", "-z"], capture_output=True, text=True, check=True, cwd=ROOT
        )
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a git checkout")
    texts = {}
    for name in filter(None, listing.stdout.split("\0")):
        path = ROOT / name
        if not path.is_file():  # removed, and not yet committed
            continue
        try:
            texts[name] = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
    return texts


@pytest.mark.parametrize("package", ["gazetteer", "geomap"])
def test_public_names_are_those_in_all(package: str) -> None:
    module = importlib.import_module(package)
    assert len(set(module.__all__)) == len(module.__all__)
    for name in module.__all__:
        assert getattr(module, name, None) is not None, name
    visible = {
        name
        for name, value in vars(module).items()
        if not name.startswith("_") and not inspect.ismodule(value)
    }
    assert visible - {"annotations", "TYPE_CHECKING", "Any"} <= set(module.__all__)


@pytest.mark.parametrize("package", ["gazetteer", "geomap"])
def test_public_names_are_documented(package: str) -> None:
    module = importlib.import_module(package)
    bare = [
        name
        for name in module.__all__
        if callable(value := getattr(module, name)) and not inspect.getdoc(value)
    ]
    assert not bare


def test_no_file_names_a_place_on_somebodys_machine() -> None:
    found = [
        f"{name}: {match[0]}"
        for name, text in tracked_texts().items()
        if (match := MACHINE_PATH.search(text))
    ]
    assert not found


@pytest.mark.parametrize("line", ["cd /ro" + "ot/x", '"/ho' + 'me/me/file"', "=/wo" + "rk/main"])
def test_a_machine_path_would_be_found(line: str) -> None:
    assert MACHINE_PATH.search(line)


def test_no_file_names_a_package_registry() -> None:
    found = [name for name, text in tracked_texts().items() if REGISTRY.search(text)]
    assert not found


def _pins(lock: str) -> dict[str, tuple[str, ...]]:
    """Requirement with version and marker, and its hashes."""
    text = (ROOT / lock).read_text(encoding="utf-8").replace("\\\n", "")
    pins = {}
    for line in text.splitlines():
        if line and not line.startswith((" ", "#")):
            requirement, *hashes = re.split(r"\s+--hash=", line.strip())
            pins[requirement.strip()] = tuple(hashes)
    return pins


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_lock_pins_all_with_hashes(lock: str) -> None:
    pins = _pins(lock)
    assert pins
    assert all("==" in requirement and hashes for requirement, hashes in pins.items())


def test_users_and_developers_run_the_same_versions() -> None:
    ours, theirs = _pins("requirements.lock"), _pins("requirements-dev.lock")
    assert {name: theirs.get(name) for name in ours} == ours


def test_lock_holds_every_dependency() -> None:
    locked = {re.split("==", requirement)[0] for requirement in _pins("requirements.lock")}
    assert {re.split("[<>=!~]", each)[0] for each in project()["dependencies"]} <= locked


def test_changelog_tells_of_this_version() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    versions = re.findall(r"^## \[(\d[^\]]*)\] - \d{4}-\d\d-\d\d$", changelog, re.MULTILINE)
    assert versions[0] == project()["version"]


def test_one_version() -> None:
    """geomap reads its version from the installed package; gazetteer carries it."""
    assert importlib.import_module("gazetteer").__version__ == project()["version"]
