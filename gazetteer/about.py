"""What the gazetteer in use holds, and where each part comes from."""

from __future__ import annotations

from typing import Any

from .gazetteer import Gazetteer
from .store import BUILTIN


def about(gazetteer: Gazetteer) -> dict[str, Any]:
    """`Gazetteer.info()` with the file, the dumps that were loaded and what was added."""
    path = gazetteer.store.path
    dumps, (places, names) = gazetteer.store.dumps(), gazetteer.store.own_counts()
    keys = ("country", "source", "date", "licence", "places", "names")
    return {
        "file": "built-in" if path == BUILTIN else str(path),
        **gazetteer.info(),
        "version": gazetteer.store.meta.get("version", "unknown"),
        "dumps": [dict(zip(keys, row, strict=True)) for row in dumps],
        "own": {"places": places, "names": names},
    }
