"""How often the gazetteer is right, beside two floors and beside the last frozen figures.

    python benchmarks/accuracy.py [--data DIR] [--gazetteer PATH] [--details] [--freeze]

Scores spellings, news items, sentences without a place and a table of losses; the cases are
those of benchmarks/cases, or of a folder of the same form.
"""

from __future__ import annotations

import argparse
import contextlib
import csv
import io
import json
import os
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

import _floors
import _score
from _cases import OWN, Article, Cases, Row, Sentence, Spelling, load
from _score import Found, Tallies, Tally, together

from gazetteer import Gazetteer, GazetteerError, Place
from gazetteer.paths import ENVIRONMENT
from gazetteer.store import BUILTIN

BASELINES = Path(__file__).parent / "baselines.json"
DIGITS = 4
Figures = dict[str, float]


def main(argv: list[str] | None = None) -> None:
    args = _arguments(argv)
    path = Path(args.gazetteer or os.environ.get(ENVIRONMENT) or BUILTIN)
    with Gazetteer.open(path) as gaz:
        size = "built-in" if path.resolve() == BUILTIN.resolve() else "full"
        print(f"{size} gazetteer, {sum(n for _, _, n in gaz.store.counts())} places")
        # Baselines hold for our own cases; figures of other sets are not kept here.
        own = args.data is None
        cases = load(args.data or OWN)
        baselines = _baselines().get(size, {}) if own else {}
        figures = _run(gaz, path, cases, baselines, details=args.details, floors=args.floors)
    if args.freeze and own:
        _freeze(size, figures)


def _arguments(argv: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--data", type=Path, metavar="DIR", help="cases of the same form")
    parser.add_argument("--gazetteer", metavar="PATH", help=f"else {ENVIRONMENT}, else built-in")
    parser.add_argument("--details", action="store_true", help="list what is not right")
    parser.add_argument("--freeze", action="store_true", help="keep the figures as the baseline")
    parser.add_argument("--no-floors", dest="floors", action="store_false", help="ours alone")
    return parser.parse_args(argv)


def _run(
    gaz: Gazetteer, path: Path, cases: Cases, baselines: Figures, *, details: bool, floors: bool
) -> Figures:
    lowly = _lookups(path) if floors else {}
    figures: Figures = {}

    def show(title: str, score: Callable[[], tuple[Figures, list[str]]], *, keep: bool) -> None:
        start = time.perf_counter()
        found, lines = score()
        seconds = time.perf_counter() - start
        told = "  ".join(
            _told(key, value, baselines if keep else {}) for key, value in found.items()
        )
        print(f"  {title:<24}{told}  ({seconds:.1f} s)")
        if keep:
            figures.update(found)
            for line in lines if details else ():
                print(f"    {line}")

    if cases.spellings:
        print(f"variants: {len(cases.spellings)} spellings")
        show("gazetteer", partial(spellings, cases, partial(first, gaz)), keep=True)
        for name, look in lowly.items():
            show(name, partial(spellings, cases, look), keep=False)
        show("with its oblast told", partial(in_oblast, cases, gaz), keep=True)
    for what, items in (("articles", cases.articles), ("reports", cases.reports)):
        if not items:
            continue
        print(f"{what}: {len(items)} items")
        show("gazetteer", partial(articles, what, items, partial(scan, gaz)), keep=True)
        for name, look in lowly.items():
            show(name, partial(articles, what, items, partial(_floor_scan, look)), keep=False)
    if cases.sentences:
        print(f"placeless: {len(cases.sentences)} sentences")
        show("gazetteer", partial(placeless, cases, partial(scan, gaz)), keep=True)
        for name, look in lowly.items():
            show(name, partial(placeless, cases, partial(_floor_scan, look)), keep=False)
    if cases.rows:
        print(f"table: {len(cases.rows)} rows")
        show("gazetteer", partial(table, cases, partial(place_rows, gaz, path)), keep=True)
        for name, look in lowly.items():
            show(name, partial(table, cases, partial(_floor_rows, look)), keep=False)
    return figures


# --- the four scores, each as figures and the lines about what is not right ---


def spellings(cases: Cases, look: Callable[[str], Place | None]) -> tuple[Figures, list[str]]:
    by_language = _score.spellings(cases.spellings, lambda case: look(case.label))
    tally = together(by_language.values())
    figures = {
        "variants.right": tally.share(tally.right),
        "variants.empty": tally.share(tally.missed),
        "variants.wrong": tally.share(tally.wrong),
    }
    return figures, [*tally.details, _by_language(by_language, lambda t: t.share(t.right))]


def in_oblast(cases: Cases, gaz: Gazetteer) -> tuple[Figures, list[str]]:
    """The very place, no namesake: each spelling with the oblast that its place lies in."""

    def first_within(case: Spelling) -> Place | None:
        try:
            matches = gaz.lookup(case.label, within=case.oblast, limit=1)
        except GazetteerError:  # an unknown region
            return None
        return matches[0].place if matches else None

    tally = together(
        _score.spellings(cases.spellings, first_within, right=_score.is_there).values()
    )
    figures = {
        "oblast.the very place": tally.share(tally.right),
        "oblast.empty": tally.share(tally.missed),
        "oblast.wrong": tally.share(tally.wrong),
    }
    return figures, [f"in its oblast: {line}" for line in tally.details]


def articles(
    what: str, items: Sequence[Article], look: Callable[..., Iterator[Found]]
) -> tuple[Figures, list[str]]:
    by_language = _score.articles(items, look)
    tally = together(by_language.values())
    figures = {
        f"{what}.precision": tally.precision,
        f"{what}.recall": tally.recall,
        f"{what}.F1": tally.f1,
    }
    return figures, [*tally.details, _by_language(by_language, lambda t: t.f1)]


def placeless(cases: Cases, look: Callable[..., Iterator[Found]]) -> tuple[Figures, list[str]]:
    by_language = _score.placeless(cases.sentences, look)
    tally = together(by_language.values())
    figures = {"placeless.invented": tally.share(tally.wrong)}
    return figures, [*tally.details, _by_language(by_language, lambda t: t.share(t.wrong))]


def table(cases: Cases, place: Callable[[list[Row]], list[_At]]) -> tuple[Figures, list[str]]:
    tally = _score.table(cases.rows, place(cases.rows))
    held = max(1, sum(row.held for row in cases.rows))
    figures = {
        "table.right": tally.right / held,
        "table.wrong": tally.wrong / len(cases.rows),
        "table.not placed": tally.missed / held,
    }
    return figures, tally.details


# --- how the gazetteer answers ---

_At = tuple[float, float] | None


def first(gaz: Gazetteer, name: str) -> Place | None:
    """The first answer of `gazetteer lookup`."""
    matches = gaz.lookup(name, limit=1)
    return matches[0].place if matches else None


def scan(gaz: Gazetteer, case: Article | Sentence) -> Iterator[Found]:
    """What `gazetteer scan` places; the language is left to be detected."""
    date = case.date if isinstance(case, Article) else None
    for mention in gaz.scan(case.text, date=date):
        if mention.status == "placed" and mention.place is not None:
            yield mention.text, mention.place


def place_rows(gaz: Gazetteer, path: Path, rows: list[Row]) -> list[_At]:
    """The coordinates that `gazetteer resolve` gives, or the library where it is missing."""
    from gazetteer.cli import main as command

    with tempfile.TemporaryDirectory() as folder:
        asked, answered = Path(folder) / "in.csv", Path(folder) / "out.csv"
        with asked.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(("place", "within", "date"))
            writer.writerows((row.place, row.within, row.date) for row in rows)
        columns = ["--place", "place", "--within", "within", "--date", "date"]
        database = ["--gazetteer", str(path)]
        said = io.StringIO()
        try:
            with contextlib.redirect_stderr(said):
                code = command(["resolve", str(asked), *columns, *database, "-o", str(answered)])
        except SystemExit:
            return [_one_row(gaz, row) for row in rows]
        if code:
            raise SystemExit(f"gazetteer resolve: exit code {code}: {said.getvalue().strip()}")
        with answered.open(encoding="utf-8", newline="") as file:
            return [
                (float(row["latitude"]), float(row["longitude"]))
                if row["status"] == "placed"
                else None
                for row in csv.DictReader(file)
            ]


def _one_row(gaz: Gazetteer, row: Row) -> _At:
    try:
        match = gaz.resolve(row.place, within=row.within)
    except GazetteerError:  # not found, ambiguous, or an unknown region
        return None
    return match.latitude, match.longitude


# --- how the floors answer ---


def _lookups(path: Path) -> dict[str, Callable[[str], Place | None]]:
    names = _floors.known_names(path)
    found: dict[str, Callable[[str], Place | None]] = {
        "exact look-up": lambda name: names.get(name.casefold())
    }
    try:
        found["anyascii + edit ratio"] = _floors.naive(names)
    except ImportError as error:
        print(f"no naive floor: {error.name} is not installed (it comes with the extra `bench`)")
    return found


def _floor_scan(look: Callable[[str], Place | None], case: Article | Sentence) -> Iterator[Found]:
    return _floors.scan(case.text, look)


def _floor_rows(look: Callable[[str], Place | None], rows: list[Row]) -> list[_At]:
    places = [look(row.place) for row in rows]
    return [(place.latitude, place.longitude) if place else None for place in places]


# --- telling and keeping ---


def _told(key: str, value: float, baselines: Figures) -> str:
    text = f"{key.partition('.')[2]} {value:.3f}"
    if key in baselines:
        text += f" ({value - baselines[key]:+.3f})"
    return text


def _by_language(tallies: Tallies, figure: Callable[[Tally], float]) -> str:
    return "  ".join(f"{language} {figure(tallies[language]):.2f}" for language in sorted(tallies))


def _baselines() -> dict[str, Figures]:
    if not BASELINES.exists():
        return {}
    kept: dict[str, Figures] = json.loads(BASELINES.read_text("utf-8"))
    return kept


def _freeze(size: str, figures: Figures) -> None:
    kept = _baselines() | {size: {key: round(value, DIGITS) for key, value in figures.items()}}
    BASELINES.write_text(json.dumps(kept, indent=2, sort_keys=True) + "\n", "utf-8")
    print(f"{BASELINES.name} holds these figures for the {size} gazetteer")


if __name__ == "__main__":
    main()
