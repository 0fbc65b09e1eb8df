"""A folder as an input: the documents in it and in its folders, sorted by name."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from ..errors import InputError
from .kinds import NOT_YET_SUFFIXES, SUFFIXES, TABLE_SUFFIXES, suffix_of
from .telegram import is_export

# What the program writes as a page begins with this, and is no report.
PAGE_MARK = b'class="geomap"'
_MARKED = 400_000


def documents_in(folder: str | Path) -> tuple[list[Path], list[str]]:
    """The documents of a folder in order, and a line for each other file.

    Hidden files and folders are left out, and links to folders are not followed.
    """
    found: list[Path] = []
    others: list[str] = []
    for path in _walk(Path(folder)):
        lack = _lack(path)
        if lack is None:
            found.append(path)
        else:
            others.append(f"{path}: {lack}; skipped")
    return found, others


def _walk(folder: Path) -> Iterator[Path]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        raise InputError(f"{folder}: can't be read ({error.strerror})") from None
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(folder / entry.name)
        elif not entry.is_dir():
            yield folder / entry.name


def _lack(path: Path) -> str | None:
    """Why a file of a folder is not read; None for a document."""
    suffix = suffix_of(path.name)
    if not path.is_file():
        return "is no file"
    if suffix == ".json":
        try:
            with path.open("rb") as file:
                if is_export(file):
                    return None
        except OSError:
            return None  # reading it says what is wrong
    if suffix in TABLE_SUFFIXES:
        return "is a table; name it as an input of its own"
    if suffix in NOT_YET_SUFFIXES:
        return f"{NOT_YET_SUFFIXES[suffix]} can't be read yet"
    if suffix not in SUFFIXES:
        return "is of no kind that can be read"
    if SUFFIXES[suffix] == "page" and _is_map(path):
        return "is a map that geomap made"
    return None


def _is_map(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return PAGE_MARK in file.read(_MARKED)
    except OSError:
        return False
