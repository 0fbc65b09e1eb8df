"""Who draws control data, and whose areas they are: as a file beside them says, else by name."""

from __future__ import annotations

import tomllib
from pathlib import Path

from ..errors import InputError
from .classes import Maker, maker_of

SETTINGS = "control.toml"
_KEYS = ("source", "label", "rest")
# Letters of a name, and bytes of the file with the names.
_LONGEST, _MAX_BYTES = 100, 10_000


def maker(path: Path, layer: Path) -> Maker:
    """The maker of a layer; `path` is the file that it was named or unpacked from.

    Raises InputError for settings that can't be read.
    """
    known = maker_of(layer.name) or maker_of(path.name) or Maker(_stem(path))
    told = _settings(path.parent / SETTINGS)
    return Maker(
        told.get("source", known.source),
        told.get("label", known.label),
        told.get("rest", known.rest),
    )


def _settings(path: Path) -> dict[str, str]:
    if not path.exists():
        return {}
    keys = ", ".join(f'{name} = "..."' for name in _KEYS)
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise InputError(f"{path}: is larger than {_MAX_BYTES / 1000:g} kB; it holds {keys}")
        told = tomllib.loads(path.read_text(encoding="utf-8"))
    except (ValueError, RecursionError, OSError) as error:
        reason = " ".join(str(error).split())[:100]
        raise InputError(f"{path}: can't be read ({reason}); it holds {keys}") from None
    for key, value in told.items():
        if key not in _KEYS:
            raise InputError(f"{path}: {key!r} is not known there; use {keys}")
        if not (isinstance(value, str) and value.strip() and value.isprintable()):
            raise InputError(f"{path}: {key} has to be a text of one line")
        if len(value) > _LONGEST:
            raise InputError(f"{path}: {key} has to be shorter than {_LONGEST} characters")
    return told


def _stem(path: Path) -> str:
    """A file's name without its endings, where the name stands for the maker."""
    stem = path.name.split(".", 1)[0] if path.name.count(".") < 3 else path.stem
    readable = "".join(char if char.isprintable() else "?" for char in stem)
    return readable[:_LONGEST] or "unnamed data"
