"""Where gazetteer files are: named, the user's own, or the built-in one."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from .store import BUILTIN

ENVIRONMENT = "GAZETTEER_DB"
FILE_NAME = "gazetteer.db"


def user_file() -> Path:
    """The file in the user's data folder that `update` and `add` write; may not exist."""
    return _data_home() / "geomap" / FILE_NAME


def named_file(path: str | Path | None = None) -> Path | None:
    """The file that was named, in a call or by the environment."""
    named = path or os.environ.get(ENVIRONMENT)
    return Path(named) if named else None


def file_to_read(path: str | Path | None = None) -> Path:
    """The named file, else the user's own if there is one, else the built-in."""
    named = named_file(path)
    if named is not None:
        return named
    own = user_file()
    return own if own.exists() else BUILTIN


def file_to_write(path: str | Path | None = None) -> Path:
    """The named file, else the user's own: the built-in one is never changed."""
    return named_file(path) or user_file()


def _data_home() -> Path:
    """The folder of the platform for a user's data; XDG_DATA_HOME wins on each of them."""
    # The specification tells to ignore a relative path.
    given = os.environ.get("XDG_DATA_HOME", "")
    if given and Path(given).is_absolute():
        return Path(given)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support"
    return Path.home() / ".local" / "share"
