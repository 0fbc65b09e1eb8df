"""Lines of a text inside a zip file, streamed, however large it claims to be."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import cast

from ..errors import DumpError, SourceUnavailable

MAX_UNPACKED = 3_000_000_000
MAX_RATIO = 100
"""Dumps shrink to a fifth; a file that grows a hundredfold is made to fill a disk."""
SUSPECT_FROM = 20_000_000
MAX_LINE = 200_000  # bytes; GeoNames' longest column has 10,000 characters

_AGAIN = "fetch it again"


def lines(path: Path, member: str) -> Iterator[tuple[int, str]]:
    """(number, text) of each line; bytes that are no UTF-8 become U+FFFD.

    Raises DumpError naming the file, and the line where it breaks.
    """
    number = 0
    with _opened(path) as archive:
        info = _checked(archive, path, member)
        left = MAX_UNPACKED
        try:
            with io.BufferedReader(cast(io.RawIOBase, archive.open(info)), 1 << 16) as file:
                while line := file.readline(MAX_LINE):
                    number += 1
                    left -= len(line)
                    if left < 0:
                        raise _too_large(path)
                    if len(line) >= MAX_LINE:
                        raise DumpError(f"{path.name}, line {number}: is endless; {_AGAIN}")
                    yield number, line.decode("utf-8", "replace").rstrip("\r\n")
        except (zipfile.BadZipFile, zlib.error, EOFError) as error:
            raise DumpError(
                f"{path.name}: is damaged after line {number} ({error}); {_AGAIN}"
            ) from error


def dated(path: Path, member: str) -> str:
    """The ISO date on which the text was packed."""
    with _opened(path) as archive:
        year, month, day = _checked(archive, path, member).date_time[:3]
    return f"{year:04}-{month:02}-{day:02}"


def _opened(path: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(path)
    except zipfile.BadZipFile as error:
        with path.open("rb") as file:
            start = file.read(256).lstrip().lower()
        if start.startswith((b"<!", b"<html", b"<?xml")):
            what = "is a web page, not a zip file"
        elif start.startswith(b"pk"):
            what = "is cut short or damaged"
        else:
            what = "is no zip file"
        raise DumpError(f"{path.name}: {what}; {_AGAIN}") from error
    except OSError as error:
        raise SourceUnavailable(f"{path}: can't be read ({error.strerror or error})") from error


def _checked(archive: zipfile.ZipFile, path: Path, member: str) -> zipfile.ZipInfo:
    try:
        info = archive.getinfo(member)
    except KeyError:
        raise DumpError(f"{path.name}: holds no {member}; is it the right file?") from None
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise DumpError(f"{path.name}: is packed in a way that GeoNames does not use; {_AGAIN}")
    if info.flag_bits & 0x1:
        raise DumpError(f"{path.name}: is locked with a password")
    grows = info.file_size > SUSPECT_FROM and info.file_size > MAX_RATIO * info.compress_size
    if grows or info.file_size > MAX_UNPACKED:
        raise _too_large(path)
    return info


def _too_large(path: Path) -> DumpError:
    return DumpError(f"{path.name}: would unpack to an absurd size and was not read; {_AGAIN}")
