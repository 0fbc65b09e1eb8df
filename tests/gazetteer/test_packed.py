"""A gazetteer in memory answers as its file does."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from gazetteer.model import Place
from gazetteer.paths import file_to_read
from gazetteer.records import NAME_COLUMNS, Name, StoredPlace
from gazetteer.store import PATIENCE, Store
from gazetteer.storing import write


@pytest.fixture(scope="module")
def file() -> Path:
    return file_to_read(None)


@pytest.fixture
def by_table(file: Path) -> Iterator[Store]:
    with closing(Store(file)) as store:
        yield store


@pytest.fixture
def by_column(file: Path) -> Iterator[Store]:
    with closing(Store(file)) as store:
        store.pack()
        yield store


def _column(file: Path, sql: str) -> list[str]:
    with closing(sqlite3.connect(file)) as db:
        return [row[0] for row in db.execute(sql)]


def test_names_by_fold(file: Path, by_table: Store, by_column: Store) -> None:
    folds = _column(file, "SELECT DISTINCT fold FROM name")[::41]
    assert len(folds) > 1000
    for at in range(0, len(folds), 7):
        some = [*folds[at : at + 7], "there is no such place"]
        assert list(by_table.by_fold(some).items()) == list(by_column.by_fold(some).items())
    assert by_table.packed is None


def test_names_by_key(file: Path, by_table: Store, by_column: Store) -> None:
    keys = _column(file, "SELECT DISTINCT key FROM name WHERE key IS NOT NULL")[::23]
    assert len(keys) > 200
    for at in range(0, len(keys), 5):
        some = keys[at : at + 5][::-1]
        assert list(by_table.by_key(some).items()) == list(by_column.by_key(some).items())
    assert by_table.packed is None


def test_places(file: Path, by_table: Store, by_column: Store) -> None:
    numbers = [int(number) for number in _column(file, "SELECT n FROM place")]
    for number in numbers[::7]:
        assert by_table.place_by_number(number).row == by_column.place_by_number(number).row


def test_every_name_is_there(file: Path, by_column: Store) -> None:
    packed = by_column.pack()
    with closing(sqlite3.connect(file)) as db:
        rows = [Name._make(row) for row in db.execute(f"SELECT {NAME_COLUMNS} FROM name")]
    held = sum(len(names) for names in packed.by_fold(packed.folds).values())
    assert held == len(rows) > 50_000
    keyed = sum(len(names) for names in packed.by_key(packed.key_numbers).values())
    assert keyed == sum(name.key is not None for name in rows)


def test_who_asks_much_is_answered_from_memory(by_table: Store) -> None:
    for _ in range(PATIENCE):
        by_table.by_fold(["bakhmut"])
    assert by_table.packed is None
    before = by_table.by_fold(["bakhmut"])
    assert by_table.packed is not None
    assert by_table.by_fold(["bakhmut"]) == before


def test_odd_names_stay_apart(tmp_path: Path) -> None:
    """Own places may have any name; numbers need not follow one another."""
    odd = Place("own:1", "settlement", "A\x1fB", 48.0, 37.0, "UA", "Donetsk Oblast", names=("é😀",))
    plain = Place("own:2", "region", "C", -48.5, -37.25, radius_km=12.5)
    entries = [
        (
            StoredPlace.of(number, place, reported=reported),
            [Name(number, text, "", "official", "", "", text.casefold(), None)],
        )
        for number, place, reported, text in ((3, odd, 2, "é😀"), (8, plain, -2, "𝔘"))
    ]
    file = tmp_path / "own.db"
    write(file, entries, {})
    with closing(Store(file)) as store:
        store.pack()
        first, second = store.place_by_number(3), store.place_by_number(8)
        assert (first.id, first.name, first.latitude) == ("own:1", "A B", 48.0)
        assert first.place.names == ("é😀",)
        assert (second.kind, second.radius_km, second.reported) == ("region", 12.5, -2)
        assert second.place.longitude == -37.25
        assert store.by_fold(["𝔘"])["𝔘"][0].place == 8
        assert store.by_fold(["𝔘".casefold()])["𝔘".casefold()][0].text == "𝔘"
