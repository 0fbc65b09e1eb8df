"""Errors of the system, told in one line that says what to do."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .errors import GazetteerError, SourceUnavailable

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_NEEDED = "some 300 MB for a large country"


@contextmanager
def told_plainly(folder: Path) -> Iterator[None]:
    """Turn what the disk refuses into SourceUnavailable; `folder` is where we write."""
    try:
        yield
    except GazetteerError:
        raise
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL:
            raise _disk_full(folder) from error
        raise SourceUnavailable(f"{folder}: can't write there ({error})") from error
    except OSError as error:
        if error.errno in _FULL:
            raise _disk_full(folder) from error
        name = error.filename or folder
        raise SourceUnavailable(f"{name}: {error.strerror or error}") from error


def _disk_full(folder: Path) -> SourceUnavailable:
    return SourceUnavailable(f"{folder}: the disk is full; make room, {_NEEDED}")
