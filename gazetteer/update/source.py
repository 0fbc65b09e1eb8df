"""Where the files of a full gazetteer come from: a server or a folder laid out like it."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from ..errors import SourceUnavailable
from .fetch import Patience, fetch, without_password
from .progress import Progress

OFFICIAL = "https://download.geonames.org/export/dump/"


class Source(Protocol):
    """Gives files by their name on the server, such as "alternatenames/UA.zip"."""

    @property
    def shown(self) -> str:
        """Where it is, as it may be recorded."""

    def get(self, name: str) -> Path:
        """The file on this machine; raises SourceUnavailable."""


class Folder:
    """A folder that holds the files as the server does."""

    def __init__(self, path: Path) -> None:
        if not path.is_dir():
            what = "is no folder" if path.exists() else "no such folder"
            raise SourceUnavailable(f"{path}: {what}; --source takes a folder or an http address")
        self._path = path

    @property
    def shown(self) -> str:
        return str(self._path)

    def get(self, name: str) -> Path:
        path = self._path / name
        if not path.is_file():
            raise SourceUnavailable(f"{path}: no such file; the folder must hold {name}")
        return path


class Server:
    """A web server; what was fetched stays in a working folder."""

    def __init__(self, url: str, working: Path, *, patience: Patience, progress: Progress) -> None:
        self._url = url.rstrip("/") + "/"
        self._working = working
        self._patience = patience
        self._progress = progress

    @property
    def shown(self) -> str:
        return without_password(self._url)

    def get(self, name: str) -> Path:
        target = self._working / name.replace("/", "-")
        if not target.exists():
            arriving = target.with_name(target.name + ".part")
            fetch(self._url + name, arriving, patience=self._patience, progress=self._progress)
            arriving.replace(target)
        return target


def open_source(where: str, working: Path, *, patience: Patience, progress: Progress) -> Source:
    """A server for an http(s) address, else a folder."""
    scheme, colon, _ = where.partition("://")
    if not colon:
        return Folder(Path(where).expanduser())
    if scheme.lower() not in ("http", "https"):
        raise SourceUnavailable(f"{where}: --source takes a folder or an http address")
    return Server(where, working, patience=patience, progress=progress)
