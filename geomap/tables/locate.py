"""Rows that name places: each looked up in the gazetteer, none lost, moved or guessed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import InputError
from ..places import place_columns
from ..schema import CRS
from ..values import is_blank
from .cells import days

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

    from gazetteer import Gazetteer, Match

COLUMNS = (
    "place_id", "place_name", "place_text", "place_kind", "country", "admin1", "admin2",
    "geo_precision", "radius_km", "confidence", "why", "alternatives", "status",
)  # fmt: skip

Progress = Callable[[int, int], None]


class Locator:
    """Looks names up, each once however many rows repeat it.

    `gazetteer` is called at the first name: a table with coordinates needs none.
    """

    def __init__(self, gazetteer: Callable[[], Gazetteer]) -> None:
        self._gazetteer = gazetteer
        self._known: dict[tuple[str, str | None, str | None], dict[str, Any]] = {}

    def find(self, name: Any, *, within: Any = None, on: Any = None) -> dict[str, Any]:
        """The where and evidence columns for a name; always with a status and a why."""
        if is_blank(name):
            return _unplaced(None, "no place", "the row names no place")
        key = (str(name).strip(), _text(within), _day(on))
        if key not in self._known:
            self._known[key] = self._look_up(*key)
        return dict(self._known[key])

    def _look_up(self, name: str, within: str | None, on: str | None) -> dict[str, Any]:
        from gazetteer import (
            AmbiguousPlace,
            DatabaseMissing,
            DatabaseUnreadable,
            GazetteerError,
        )

        try:
            match = self._gazetteer().resolve(name, within=within, on=on)
        except AmbiguousPlace as error:
            return _unplaced(name, "ambiguous", str(error), error.matches)
        except (DatabaseMissing, DatabaseUnreadable):
            raise
        except GazetteerError as error:  # unknown, or its region is: never the name alone then
            return _unplaced(name, "not found", str(error))
        found = {"place_text": name, "confidence": match.score, "why": match.why}
        return place_columns(match.place) | found | {"alternatives": [], "status": "placed"}


def _unplaced(
    name: str | None, status: str, why: str, matches: tuple[Match, ...] = ()
) -> dict[str, Any]:
    nothing = dict.fromkeys((*COLUMNS, "geometry"))
    found = [match.to_dict() for match in matches]
    return nothing | {"place_text": name, "status": status, "why": why, "alternatives": found}


def _text(value: Any) -> str | None:
    return None if is_blank(value) else str(value).strip()


def _day(value: Any) -> str | None:
    try:
        return None if is_blank(value) else days(value)[0]
    except ValueError:
        return None  # a name's dates only explain; a date in words changes no answer


def locate(
    table: pd.DataFrame | str | Path,
    *,
    place: str,
    within: str | None = None,
    date: str | None = None,
    gazetteer: Gazetteer | None = None,
    progress: Progress | None = None,
) -> gpd.GeoDataFrame:
    """Look up the place of every row and add the where and evidence columns.

    `table` is a DataFrame or the path of a table; `place`, `within` (a region or district
    that decides between namesakes) and `date` are names of its columns. The result is a
    GeoDataFrame in EPSG:4326 with the same rows, order, index and columns; a column whose
    name the result needs is kept as `input_<name>`. Rows that aren't placed have an empty
    geometry and say why in `status`, `why` and `alternatives`. Without `gazetteer` the
    default one is opened. Raises InputError if a column is missing.
    """
    import geopandas as gpd
    import pandas as pd

    frame, problems, name = _frame(table)
    values = {
        role: _column(frame, column, name)
        for role, column in (("place", place), ("within", within), ("on", date))
    }
    with opened(gazetteer) as open_gazetteer:
        locator = Locator(lambda: open_gazetteer)
        found = []
        for index, problem in enumerate(problems):
            query = [values[role][index] for role in ("place", "within", "on")]
            if problem:
                found.append(_unplaced(_text(query[0]), "not found", problem))
            else:
                found.append(locator.find(query[0], within=query[1], on=query[2]))
            if progress:
                progress(index + 1, len(problems))
    needed = (*COLUMNS, "geometry", "latitude", "longitude")
    taken = {column: f"input_{column}" for column in needed if column in frame}
    frame = frame.rename(columns=taken)
    for column in COLUMNS:
        cells = [row[column] for row in found]
        frame[column] = pd.Series(cells, index=frame.index, dtype=object)
    geometry = gpd.GeoSeries([row["geometry"] for row in found], index=frame.index, crs=CRS)
    return gpd.GeoDataFrame(frame, geometry=geometry, crs=CRS)


def _frame(table: pd.DataFrame | str | Path) -> tuple[pd.DataFrame, list[str | None], str]:
    """A copy of a table or the table of a file, what is wrong with each row, and its name."""
    import geopandas as gpd
    import pandas as pd

    if isinstance(table, pd.DataFrame):
        frame = pd.DataFrame(table.copy())
        if isinstance(table, gpd.GeoDataFrame) and table.active_geometry_name:
            frame[table.geometry.name] = table.geometry.to_wkt()
        return frame, [None] * len(table), "the table"
    from .sheets import read_sheet

    sheet = read_sheet(table)
    cells = [[row.cells.get(column) for column in sheet.columns] for row in sheet.rows]
    problems = [
        f"{sheet.name}, line {row.line}: {row.problem}" if row.problem else None
        for row in sheet.rows
    ]
    return pd.DataFrame(cells, columns=sheet.columns, dtype=object), problems, str(table)


def _column(frame: pd.DataFrame, column: str | None, name: str) -> list[Any]:
    if column is None:
        return [None] * len(frame)
    if column not in frame.columns:
        if not len(frame.columns):
            return []
        listed = ", ".join(str(header) for header in frame.columns[:12])
        raise InputError(f"{name}: there is no column {column!r}; its columns are {listed}")
    return list(frame[column])


@contextmanager
def opened(gazetteer: Gazetteer | None, path: str | Path | None = None) -> Iterator[Gazetteer]:
    """The gazetteer given, left open afterwards, or else the one at `path` or the default."""
    if gazetteer is not None:
        yield gazetteer
        return
    from gazetteer import Gazetteer

    with Gazetteer.open(path) as own:
        yield own
