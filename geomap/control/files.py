"""The files of control data: one, a folder of them, or packed ones; each opened safely."""

from __future__ import annotations

import gzip
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

from ..errors import InputError
from ..files import read_bytes
from ..vectorfiles import SUFFIXES

PACKED = frozenset({".gz", ".zip"})
# What goes with a shapefile, and is no layer of its own.
_BESIDE = frozenset({".dbf", ".shx", ".prj", ".cpg", ".sbn", ".sbx", ".qpj", ".qmd"})
_UNREADABLE = (
    OSError, EOFError, zlib.error, zipfile.BadZipFile, NotImplementedError, RuntimeError,
)  # fmt: skip
# Bytes of a file, and of all that a packed one holds.
MAX_BYTES = 500_000_000
_BLOCK = 1 << 20
FILES = 20_000


def listed(paths: Iterable[str | Path]) -> list[Path]:
    """Files of control data in the order of their names, those of a folder in its place.

    A path with a `*` stands for the files that it matches. Raises InputError for a path that
    isn't there or matches nothing, and for a folder without such files.
    """
    found: list[Path] = []
    for path in _matched(paths):
        if not path.is_dir():
            if not path.exists():
                read_bytes(path)  # raises the error that fits
            if not path.is_file():
                raise InputError(f"{path}: is no file; control data are read from files alone")
            found.append(path)
            continue
        inside = [f for f in sorted(path.iterdir()) if f.is_file() and _is_layer(f)]
        if not inside:
            raise InputError(f"{path}: holds no control data; files end in {_endings()}")
        if len(inside) > FILES:
            raise InputError(f"{path}: holds {len(inside):,} files; {FILES:,} is the limit")
        found += inside
    return found


def _matched(paths: Iterable[str | Path]) -> Iterator[Path]:
    for name in map(str, paths):
        if not name.strip() or name == "-":
            raise InputError("control data: name a file or a folder; '-' and '' are none")
        path = Path(name)
        if "*" not in name or path.exists():
            yield path
            continue
        rooted = path.is_absolute()
        pattern = str(path.relative_to(path.anchor)) if rooted else str(path)
        found = sorted(Path(path.anchor if rooted else ".").glob(pattern))
        if not found:
            raise InputError(f"{path}: matches no file")
        yield from found


def _is_layer(path: Path) -> bool:
    return path.suffix.lower() in SUFFIXES | PACKED and not path.name.startswith(".")


def _endings() -> str:
    return ", ".join(sorted(SUFFIXES | PACKED))


@contextmanager
def unpacked(path: Path) -> Iterator[list[Path]]:
    """The layers of a file: itself, or what a packed one holds, in a folder that goes again."""
    if path.stat().st_size > MAX_BYTES:
        raise InputError(f"{path}: larger than {MAX_BYTES / 1e6:g} MB, the limit")
    if path.suffix.lower() not in PACKED:
        if path.suffix.lower() not in SUFFIXES:
            raise InputError(f"{path}: is no control data; files end in {_endings()}")
        yield [path]
        return
    with TemporaryDirectory(prefix="geomap-") as folder:
        try:
            if path.suffix.lower() == ".gz":
                layers = [_gunzipped(path, Path(folder))]
            else:
                layers = _unzipped(path, Path(folder))
        except _UNREADABLE as error:
            told = " ".join(str(error).split())[:100]
            raise InputError(f"{path}: can't be unpacked ({told})") from None
        yield layers


def _gunzipped(path: Path, folder: Path) -> Path:
    name = path.stem if Path(path.stem).suffix.lower() in SUFFIXES else f"{path.stem}.geojson"
    with gzip.open(path) as packed:
        _copy(packed, folder / name, path, 0)
    return folder / name


def _unzipped(path: Path, folder: Path) -> list[Path]:
    layers = []
    places: dict[str, Path] = {}
    total = 0
    with zipfile.ZipFile(path) as archive:
        for number, member in enumerate(archive.infolist()):
            # The name alone: a path in an archive may lead anywhere.
            name = Path(member.filename).name
            suffix = Path(name).suffix.lower()
            if member.is_dir() or suffix not in SUFFIXES | _BESIDE or name.startswith("."):
                continue
            if number > FILES:
                raise InputError(f"{path}: holds more than {FILES:,} files, the limit")
            # Folders in an archive may hold files of one name; a shapefile's parts stay together.
            inside = folder / f"{len(places):04d}"
            target = places.setdefault(str(Path(member.filename).parent), inside) / name[-100:]
            target.parent.mkdir(exist_ok=True)
            with archive.open(member) as packed:
                total += _copy(packed, target, path, total)
            if suffix in SUFFIXES:
                layers.append(target)
    if not layers:
        raise InputError(f"{path}: holds no control data; files end in {_endings()}")
    return sorted(layers)


def _copy(packed: IO[bytes] | gzip.GzipFile, target: Path, path: Path, before: int) -> int:
    """Unpack a file, counting its bytes as they come: what an archive says of them may be false."""
    written = 0
    with target.open("wb") as file:
        while block := packed.read(_BLOCK):
            written += len(block)
            if before + written > MAX_BYTES:
                raise InputError(f"{path}: unpacks to more than {MAX_BYTES / 1e6:g} MB, the limit")
            file.write(block)
    return written
