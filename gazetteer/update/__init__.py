"""Load full GeoNames dumps of countries into a gazetteer file.

    update(["UA"], target)

The file is replaced in one step at the very end; whatever goes wrong before leaves it as it was.
"""

from __future__ import annotations

import shutil
import sqlite3
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from ..build.database import META, OWN_TABLES, country_codes, gather, relate
from ..errors import DumpError, SourceUnavailable
from ..own.rows import put_own
from ..paths import file_to_write
from ..store import write
from .archive import dated, lines
from .areas import join_areas
from .carry import Earlier, SourceRow, carry, read_earlier
from .doubles import join_doubles
from .dump import LICENCE, Tally, codes, names, places
from .fetch import Patience
from .known import find_known
from .merge import Merge
from .progress import Progress
from .source import OFFICIAL, Source, open_source
from .stage import Stage
from .trouble import told_plainly

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
                _write(stage, given, earlier, sorted([*sources, *kept]), done)
    progress.clear()
    return done


def _sweep(target: Path) -> None:
    """Remove what updates left behind that were killed long ago."""
    for pattern in (f"{_WORKING}*", f".{target.name}.*.part"):
        for path in target.parent.glob(pattern):
            if time.time() - path.stat().st_mtime < _STALE:
                continue
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)


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
    stage.add_places(places(_watched(files[0], member, progress), country, tallies[0]))
    tallies[0].check()
    if not stage.count(country)[0]:
        raise DumpError(f"{country}.zip: holds no settlement of {country}; is it the right file?")
    stage.add_names(names(_watched(files[1], member, progress), country, tallies[1]))
    tallies[1].check()
    done.notes += [tally.told for tally in tallies if tally.broken]
    return SourceRow(country, source.shown, dated(files[0], member), 0, 0, LICENCE)


def _watched(path: Path, member: str, progress: Progress) -> Iterator[tuple[int, str]]:
    for number, line in lines(path, member):
        if number % 5000 == 0:
            progress.show(f"{path.name}: {number} rows read")
        yield number, line


def _write(
    stage: Stage, source: Source, earlier: Earlier, sources: list[SourceRow], done: Updated
) -> None:
    stage.index()
    join_doubles(stage)
    for index, row in enumerate(sources):
        if not row.places:  # not taken over
            places, names = stage.count(row.country)
            sources[index] = row._replace(places=places, names=names)
            done.countries.append((row.country, places, names))
    draft = gather(frozenset(row.country for row in sources))
    tables = [codes(source.get(name)) for name in ("admin1CodesASCII.txt", "admin2Codes.txt")]
    areas = join_areas(stage, draft, *tables)
    merge = Merge(stage, draft, find_known(stage, draft), areas)

    def finish(db: sqlite3.Connection) -> None:
        relate(db)
        db.executemany("INSERT INTO source VALUES (?,?,?,?,?,?)", sources)
        lost = put_own(db, earlier.own_places, earlier.own_names)
        if lost:
            done.notes.append(f"own names of {', '.join(lost)}: no such place any more; kept aside")

    meta = {**META, "name": "full gazetteer", "source": f"GeoNames and {OWN_TABLES}"}
    write(done.path, merge.entries(), meta, aliases=merge.aliases, finish=finish)
