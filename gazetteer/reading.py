"""Text files in: bytes within a size limit, whatever their encoding."""

from __future__ import annotations

import sys
from pathlib import Path

from .encoding import decode_text
from .errors import InputError

STDIN = "-"
MAX_BYTES = 20_000_000


def read_text(path: str, *, limit: int = MAX_BYTES) -> str:
    """Read a file, or standard input for "-", as text with "\\n" at line ends.

    Raises InputError if it is missing, a folder, unreadable, binary or larger than `limit`
    bytes.
    """
    return decode_text(read_bytes(path, limit=limit), "standard input" if path == STDIN else path)


def read_bytes(path: str | Path, *, limit: int = MAX_BYTES) -> bytes:
    """Read a file, or standard input for "-", refusing more than `limit` bytes.

    Raises InputError if it is missing, a folder, unreadable or too large.
    """
    try:
        if str(path) == STDIN:
            data = sys.stdin.buffer.read(limit + 1)
        else:
            with Path(path).open("rb") as file:
                data = file.read(limit + 1)
    except FileNotFoundError:
        raise InputError(f"{path}: no such file") from None
    except IsADirectoryError:
        raise InputError(f"{path}: is a folder; name a file in it") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise InputError(f"{path}: can't be read ({reason})") from None
    if len(data) > limit:
        raise InputError(f"{path}: larger than {limit / 1e6:g} MB, the limit; split it")
    return data
