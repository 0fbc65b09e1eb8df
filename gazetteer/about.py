"""What the gazetteer in use holds, and where each part comes from."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import Any

from .gazetteer import Gazetteer
from .store import BUILTIN

_DUMPS = "SELECT country, url, dated, licence, places, names FROM source ORDER BY country"
_OWN = "SELECT (SELECT count(*) FROM own_place), (SELECT count(*) FROM own_name)"


def about(gazetteer: Gazetteer) -> dict[str, Any]:
    """`Gazetteer.info()` with the file, the dumps that were loaded and what was added."""
    path = gazetteer.store.path
    uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
    with closing(sqlite3.connect(uri, uri=True)) as db:
        dumps = db.execute(_DUMPS).fetchall()
        places, names = db.execute(_OWN).fetchone()
    keys = ("country", "source", "date", "licence", "places", "names")
    return {
        "file": "built-in" if path == BUILTIN else str(path),
        **gazetteer.info(),
        "version": gazetteer.store.meta.get("version", "unknown"),
        "dumps": [dict(zip(keys, row, strict=True)) for row in dumps],
        "own": {"places": places, "names": names},
    }
