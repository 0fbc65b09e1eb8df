"""Load full GeoNames dumps of countries into a gazetteer file.

    update(["UA"], target)

The file is replaced in one step at the very end; whatever goes wrong before leaves it as it was.
"""

from __future__ import annotations

import shutil
import sqlite3
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from ..build.database import META, OWN_TABLES, country_codes, gather, relate
from ..errors import DumpError, SourceUnavailable
from ..own.rows import put_own
from ..paths import file_to_write
from ..storing import write
from ..trouble import told_plainly
from .archive import dated, lines
from .areas import join_areas
from .carry import Earlier, SourceRow, carry, read_earlier
from .doubles import join_doubles
from .dump import LICENCE, Tally, codes, names, places
from .fetch import Patience
from .match import find_known
from .merge import Merge
from .progress import Progress
from .source import OFFICIAL, Source, open_source
from .stage import Stage

__all__ = ["OFFICIAL", "Patience", "Progress", "Updated", "update"]

_WORKING = ".gazetteer-update-"
_STALE = 24 * 3600  # seconds


@dataclass
class Updated:
    """What an update did: the file, (country, places, names) and what had to be left out."""

    path: Path
    countries: list[tuple[str, int, int]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def update(
    countries: Iterable[str],
    target: Path | None = None,
    *,
    source: str = OFFICIAL,
    patience: Patience | None = None,
    progress: Progress | None = None,
) -> Updated:
    """Replace what a gazetteer file has of these countries by GeoNames' full dumps.

    `countries` are ISO 3166-1 codes, `source` a web address or folder laid out as GeoNames'
    export/dump. Raises GazetteerError and leaves the file untouched.
    """
    target = target or file_to_write()
    progress = progress or Progress()
    wanted = _known_countries(countries)
    earlier = read_earlier(target)
    others = earlier.beside(wanted)
    done = Updated(target)
    with told_plainly(target.parent):
        target.parent.mkdir(parents=True, exist_ok=True)
        _sweep(target)
        with TemporaryDirectory(prefix=_WORKING, dir=target.parent) as folder:
            working = Path(folder)
            patience = patience or Patience()
            given = open_source(source, working, patience=patience, progress=progress)
            with Stage(working / "stage.db") as stage:
                sources = [_load(stage, given, code, progress, done) for code in wanted]
                carry(stage, earlier, others)
                kept = [row for row in earlier.sources if row.country in others]
                progress.show("joining names and places", at_once=True)
                _write(stage, given, earlier, sorted([*sources, *kept]), progress, done)
    progress.clear()
    return done


def _sweep(target: Path) -> None:
    """Remove what updates left behind that were killed long ago."""
    for pattern in (f"{_WORKING}*", f".{target.name}.*.part"):
        for path in target.parent.glob(pattern):
            with suppress(FileNotFoundError):  # another update ended just now
                if time.time() - path.stat().st_mtime < _STALE:
                    continue
                if path.is_dir():
                    shutil.rmtree(path, ignore_errors=True)
                else:
                    path.unlink()


def _known_countries(countries: Iterable[str]) -> list[str]:
    """Country codes in capitals, once each; raises SourceUnavailable for what is none."""
    held = country_codes()
    wanted = list(dict.fromkeys(code.strip().upper() for code in countries))
    for code in wanted:
        if code not in held:
            raise SourceUnavailable(
                f"there is no country {code!r}; name it by its ISO code of two letters, "
                "such as UA for Ukraine"
            )
    return wanted


def _load(
    stage: Stage, source: Source, country: str, progress: Progress, done: Updated
) -> SourceRow:
    """Stage the two dumps of a country; raises DumpError if they are not what they should be."""
    member = f"{country}.txt"
    files = [source.get(f"{country}.zip"), source.get(f"alternatenames/{country}.zip")]
    tallies = [Tally(f"{country}.zip"), Tally(f"alternatenames/{country}.zip")]
    told = [f"rows of {tally.file} read" for tally in tallies]
    rows = [_watched(lines(files[i], member), told[i], progress) for i in range(2)]
    stage.add_places(places(rows[0], country, tallies[0]))
    tallies[0].check()
    if not stage.count(country)[0]:
        raise DumpError(f"{country}.zip: holds no settlement of {country}; is it the right file?")
    stage.add_names(names(rows[1], country, tallies[1]))
    tallies[1].check()
    done.notes += [tally.told for tally in tallies if tally.broken]
    return SourceRow(country, source.shown, dated(files[0], member), 0, 0, LICENCE)


_T = TypeVar("_T")


def _watched(rows: Iterable[_T], what: str, progress: Progress) -> Iterator[_T]:
    """The same rows, told as they pass."""
    for number, row in enumerate(rows, 1):
        if number % 1000 == 0:
            progress.show(f"{number} {what}")
        yield row


def _write(
    stage: Stage,
    source: Source,
    earlier: Earlier,
    sources: list[SourceRow],
    progress: Progress,
    done: Updated,
) -> None:
    stage.index()
    join_doubles(stage)
    for index, row in enumerate(sources):
        if not row.places:  # not taken over
            count = stage.count(row.country)
            sources[index] = row._replace(places=count[0], names=count[1])
            done.countries.append((row.country, *count))
    draft = gather(frozenset(row.country for row in sources))
    tables = [codes(source.get(name)) for name in ("admin1CodesASCII.txt", "admin2Codes.txt")]
    areas = join_areas(stage, draft, *tables)
    merge = Merge(stage, draft, find_known(stage, draft), areas)

    def finish(db: sqlite3.Connection) -> None:
        progress.show("comparing names", at_once=True)
        relate(db)
        db.executemany("INSERT INTO source VALUES (?,?,?,?,?,?)", sources)
        lost = put_own(db, earlier.own_places, earlier.own_names)
        if lost:
            done.notes.append(f"own names of {', '.join(lost)}: no such place any more; kept aside")

    meta = {**META, "name": "full gazetteer", "source": f"GeoNames and {OWN_TABLES}"}
    entries = _watched(merge.entries(), "places written", progress)
    write(done.path, entries, meta, aliases=merge.aliases, finish=finish)
