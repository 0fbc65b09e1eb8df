"""A whole gazetteer file in memory, in columns, for whoever asks it many questions.

The file holds the columns beside its tables, which answer a few questions without reading them.
Both give the same answers: names stand in the order of the table's rows.
"""

from __future__ import annotations

import json
import math
import sqlite3
import sys
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate

from .records import NAME_COLUMNS, PLACE_COLUMNS, PLACE_FIELDS, Name, StoredPlace

WORDS = ("id", "kind", "name", "country", "admin1", "admin2", "told_names")
COUNTS = ("n", "population", "reported")
MEASURES = ("latitude", "longitude", "radius_km", "size", "prior", "former_prior", "squeeze")
"""The fields of a place: texts, whole numbers, and others."""
_BETWEEN = "\x1f"
"""Stands between the texts of a place."""
_INDEX, _COUNT, _MEASURE = "I", "q", "d"
"""Type codes of the columns: positions, whole numbers, and others."""

Content = str | bytes


def pack(db: sqlite3.Connection) -> Iterator[tuple[str, Content]]:
    """The columns of all names and places of an open file, with what each is called."""
    yield from _pack_names(db)
    yield from _pack_places(db)


def _pack_names(db: sqlite3.Connection) -> Iterator[tuple[str, Content]]:
    folds = _numbered(db.execute("SELECT DISTINCT fold FROM name ORDER BY fold"))
    keys = _numbered(db.execute("SELECT DISTINCT key FROM name WHERE key IS NOT NULL ORDER BY key"))
    owns = _numbered(db.execute("SELECT DISTINCT own FROM name WHERE own IS NOT NULL ORDER BY own"))
    kinds: dict[tuple[str, ...], int] = {}
    columns = {what: array(_INDEX) for what in ("place", "kind", "fold", "key", "own")}
    texts: list[str] = []
    for row in db.execute(f"SELECT {NAME_COLUMNS} FROM name ORDER BY rowid"):
        name = Name._make(row)
        texts.append(name.text)
        kind = (name.language, name.status, name.since, name.until)
        columns["place"].append(name.place)
        columns["kind"].append(kinds.setdefault(kind, len(kinds)))
        columns["fold"].append(folds[name.fold])
        # 0 stands for none.
        columns["key"].append(0 if name.key is None else 1 + keys[name.key])
        columns["own"].append(0 if name.own is None else 1 + owns[name.own])
    yield "folds", "\n".join(folds)
    yield "keys", "\n".join(keys)
    yield "owns", "\n".join(owns)
    yield "name kinds", json.dumps(list(kinds), ensure_ascii=False)
    yield from _pack_texts("name", texts)
    for what, column in columns.items():
        yield f"name {what}", _bytes(column)
    for what, first, count in (("fold", 0, len(folds)), ("key", 1, len(keys))):
        starts, order = _grouped(columns[what], first, count)
        yield f"{what} starts", _bytes(starts)
        yield f"{what} order", _bytes(order)


def _numbered(rows: Iterable[tuple[str]]) -> dict[str, int]:
    return {row[0]: number for number, row in enumerate(rows)}


def _grouped(column: Sequence[int], first: int, count: int) -> tuple[array[int], array[int]]:
    """Where each of `count` values from `first` on stands in a column: starts, and positions."""
    held = (at for at, value in enumerate(column) if value >= first)
    order = sorted(held, key=column.__getitem__)
    sizes = [0] * count
    for at in order:
        sizes[column[at] - first] += 1
    return array(_INDEX, accumulate(sizes, initial=0)), array(_INDEX, order)


def _pack_places(db: sqlite3.Connection) -> Iterator[tuple[str, Content]]:
    counts: dict[str, array[int]] = {field: array(_COUNT) for field in COUNTS}
    measures: dict[str, array[float]] = {field: array(_MEASURE) for field in MEASURES}
    texts: list[str] = []
    for row in db.execute(f"SELECT {PLACE_COLUMNS} FROM place ORDER BY n"):
        held = dict(zip(PLACE_FIELDS, row, strict=True))
        texts.append(_BETWEEN.join(held[field].replace(_BETWEEN, " ") for field in WORDS))
        for field, column in counts.items():
            column.append(held[field])
        for field, measure in measures.items():
            measure.append(math.nan if held[field] is None else held[field])
    yield from _pack_texts("place", texts)
    for field, column in counts.items():
        yield f"place {field}", _bytes(column)
    for field, measure in measures.items():
        yield f"place {field}", _bytes(measure)


def _pack_texts(what: str, texts: Sequence[str]) -> Iterator[tuple[str, Content]]:
    encoded = [text.encode() for text in texts]
    yield f"{what} texts", b"".join(encoded)
    yield f"{what} ends", _bytes(array(_INDEX, accumulate(map(len, encoded), initial=0)))


def _bytes(column: array[int] | array[float]) -> bytes:
    """A column as it is written, on every machine the same."""
    if sys.byteorder == "big":
        column = column[:]
        column.byteswap()
    return column.tobytes()


def _column(code: str, content: bytes) -> array[int]:
    column: array[int] = array(code)
    column.frombytes(content)
    if sys.byteorder == "big":
        column.byteswap()
    return column


class _Texts:
    """Many texts in one, encoded: as a Python text each letter would take two bytes or four."""

    def __init__(self, encoded: bytes, ends: Sequence[int]) -> None:
        self._encoded = encoded
        self._ends = ends

    def __getitem__(self, at: int) -> str:
        return self._encoded[self._ends[at] : self._ends[at + 1]].decode()


class _Groups:
    """The names of each fold, or key, by positions."""

    def __init__(self, values: Sequence[str], starts: Sequence[int], order: Sequence[int]) -> None:
        self.numbers = {value: number for number, value in enumerate(values)}
        self._starts = starts
        self._order = order

    def of(self, value: str) -> Sequence[int]:
        number = self.numbers.get(value)
        if number is None:
            return ()
        return self._order[self._starts[number] : self._starts[number + 1]]


class Packed:
    """All names and places; `content` gives what `pack` wrote."""

    def __init__(self, content: Callable[[str], Content]) -> None:
        def lines(what: str) -> list[str]:
            text = content(what)
            assert isinstance(text, str)
            return text.split("\n") if text else []

        def texts(what: str) -> _Texts:
            encoded = content(f"{what} texts")
            assert isinstance(encoded, bytes)
            return _Texts(encoded, column(f"{what} ends"))

        def column(what: str, code: str = _INDEX) -> array[int]:
            data = content(what)
            assert isinstance(data, bytes)
            return _column(code, data)

        self.folds = lines("folds")
        keys = lines("keys")
        self._keys = [None, *keys]
        self._owns = [None, *lines("owns")]
        self._kinds = [tuple(kind) for kind in json.loads(content("name kinds"))]
        self._texts = texts("name")
        self._place, self._kind = column("name place"), column("name kind")
        self._fold, self._key = column("name fold"), column("name key")
        self._own = column("name own")
        by_fold = _Groups(self.folds, column("fold starts"), column("fold order"))
        by_key = _Groups(keys, column("key starts"), column("key order"))
        self._by_fold, self._by_key = by_fold, by_key
        self.fold_numbers, self.key_numbers = by_fold.numbers, by_key.numbers
        self._words = texts("place")
        self._counts = [column(f"place {field}", _COUNT) for field in COUNTS]
        self._measures = [column(f"place {field}", _MEASURE) for field in MEASURES]

    def by_fold(self, folds: Iterable[str]) -> dict[str, list[Name]]:
        """Names whose folded text is one of these."""
        return self._names(self._by_fold, folds)

    def by_key(self, keys: Iterable[str]) -> dict[str, list[Name]]:
        """Names with one of these spelling-independent keys."""
        return self._names(self._by_key, keys)

    def _names(self, groups: _Groups, values: Iterable[str]) -> dict[str, list[Name]]:
        at = {value: places for value in values if (places := groups.of(value))}
        if len(at) > 1:
            # As the table has them: what is met first decides between equals.
            at = dict(sorted(at.items(), key=lambda item: item[1][0]))
        return {value: list(map(self._name, places)) for value, places in at.items()}

    def _name(self, at: int) -> Name:
        language, status, since, until = self._kinds[self._kind[at]]
        return Name(
            self._place[at],
            self._texts[at],
            language,
            status,
            since,
            until,
            self.folds[self._fold[at]],
            self._keys[self._key[at]],
            self._owns[self._own[at]],
        )

    def place(self, number: int) -> StoredPlace | None:
        """The place with this number."""
        numbers = self._counts[0]
        at = bisect_left(numbers, number)
        if at == len(numbers) or numbers[at] != number:
            return None
        id_, kind, name, country, admin1, admin2, told = self._words[at].split(_BETWEEN)
        _, population, reported = [column[at] for column in self._counts]
        latitude, longitude, radius, *weights = [column[at] for column in self._measures]
        return StoredPlace(
            (
                *(number, id_, kind, name, latitude, longitude, country, admin1, admin2),
                *(population, None if math.isnan(radius) else radius, reported, *weights, told),
            )
        )
