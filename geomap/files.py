"""Files in and out: inputs within a size limit, outputs whole or not at all."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import gazetteer

from .errors import InputError, OutputError

# What `gazetteer.read_bytes` reads standard input for; messages and suffixes depend on it here.
STDIN = "-"
MAX_TABLE_BYTES = 500_000_000


def source_name(path: str | Path) -> str:
    """Name an input the way rows and messages do: its file name, never its folder."""
    return "standard input" if str(path) == STDIN else Path(path).name or str(path)


def read_bytes(path: str | Path, *, limit: int | None = None) -> bytes:
    """Read a file, or standard input for "-", refusing more than `limit` bytes (20 MB).

    Raises InputError if it is missing, a folder, unreadable or too large.
    """
    with text_errors():
        if limit is None:
            return gazetteer.read_bytes(path)
        return gazetteer.read_bytes(path, limit=limit)


@contextmanager
def text_errors() -> Iterator[None]:
    """Raise what the gazetteer says of a file as an error of this package."""
    try:
        yield
    except gazetteer.InputError as error:
        raise InputError(str(error)) from None


def check_input(path: str | Path) -> None:
    """Raise InputError if `path` can be seen to be neither a file nor a folder to be read."""
    if str(path) != STDIN and not Path(path).is_file() and not Path(path).is_dir():
        read_bytes(path, limit=MAX_TABLE_BYTES)


def check_output(path: str | Path, *, inputs: tuple[str | Path, ...] = ()) -> None:
    """Raise OutputError if `path` can't be written or is one of `inputs`.

    Called before long work, so that a typing error costs no minutes.
    """
    target = Path(path)
    if "\0" in str(path):
        raise OutputError(f"{str(path)!r}: no file can have that name")
    if target.is_dir():
        raise OutputError(f"{path}: is a folder; name a file in it")
    if not target.parent.is_dir():
        raise OutputError(f"{path}: there is no folder {str(target.parent)!r}; create it first")
    if not os.access(target.parent if not target.exists() else target, os.W_OK):
        raise OutputError(f"{path}: no permission to write there")
    for other in inputs:
        if str(other) != STDIN and target.exists() and _same_file(other, target):
            raise OutputError(f"{path}: is an input too; name another file with -o")


@contextmanager
def replacing(path: str | Path) -> Iterator[Path]:
    """Give a temporary path to write to; it becomes `path` only if the block succeeds.

    The temporary file has the name of the target, in a folder of its own beside it, so
    that drivers which look at the suffix or leave files next to theirs do no harm. A pipe
    or device as target receives the finished bytes.
    """
    check_output(path)
    regular = not is_device(path)
    target = Path(os.path.realpath(path)) if regular else Path(path)
    try:
        folder = Path(tempfile.mkdtemp(prefix=".geomap-", dir=target.parent if regular else None))
    except OSError as error:
        raise OutputError(f"{path}: can't be written ({_reason(error)})") from None
    try:
        temporary = folder / target.name
        yield temporary
        if not regular:
            with target.open("wb") as device, temporary.open("rb") as written:
                shutil.copyfileobj(written, device)
            return
        if target.exists():
            shutil.copymode(target, temporary)
        temporary.replace(target)
    except OSError as error:
        ours = error.filename is None or str(error.filename).startswith((str(folder), str(target)))
        if isinstance(error, (OutputError, BrokenPipeError)) or not ours:
            raise
        raise OutputError(f"{path}: can't be written ({_reason(error)})") from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def is_device(path: str | Path) -> bool:
    """True for a pipe, a terminal or another device: what can be written to, not replaced."""
    return Path(path).exists() and not stat.S_ISREG(Path(path).stat().st_mode)


def _same_file(one: str | Path, other: Path) -> bool:
    try:
        return other.samefile(one)
    except (OSError, ValueError):
        return False


def _reason(error: Exception) -> str:
    text = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return text[:1].lower() + text[1:]
