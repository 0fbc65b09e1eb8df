"""How well events are read from reports, field by field and language by language.

    python benchmarks/events.py [--lang CODE ...] [--gazetteer PATH] [--details] [--freeze]

The cases are those of benchmarks/cases/events.jsonl. Beside the figures stand those of a
floor that knows no language: one event of the commonest kind in each sentence, on the day
of publication, with the first number, the first name that an exact look-up knows, and no
claimant. How events are matched and fields compared stands in _events_score.py.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import warnings
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import _floors
import _text
from _events_score import Event, EventCase, EventTally, load_events, of_rows, score

import geomap
from gazetteer import Gazetteer
from gazetteer.paths import ENVIRONMENT
from gazetteer.store import BUILTIN
from geomap.reports.lexicon import languages

BASELINES = Path(__file__).parent / "baselines.json"
DIGITS = 4
LINES = {"exact type": 0.92, "date": 0.95, "quantity": 0.95, "claimant": 0.90, "place": 0.95}
"""Figures to reach."""
SHOWN = (
    ("exact type", "type", "sub-type", "date", "first", "last", "precision"),
    ("place", "quantity", "value", "qualifier", "unit", "claimant"),
)
Reader = Callable[[EventCase], list[tuple[Event, str]]]
Tallies = dict[str, EventTally]


def main(argv: list[str] | None = None) -> None:
    args = _arguments(argv)
    path = Path(args.gazetteer or os.environ.get(ENVIRONMENT) or BUILTIN)
    size = "built-in" if path.resolve() == BUILTIN.resolve() else "full"
    cases = load_events()
    floor = tally(_chosen(cases, args.lang), floor_reader(cases, path))
    with Gazetteer.open(path) as gaz:
        ours = tally(_chosen(cases, args.lang), reader(gaz))
    without = sorted(set(ours) - set(languages()))
    print(f"{size} gazetteer, {sum(t.expected for t in ours.values())} events")
    if without:
        print(f"no lexicon yet: {', '.join(without)}")
    for line in _table(ours, floor):
        print(line)
    for line in _reached(together(ours, without)):
        print(line)
    _changes(size, ours)
    if args.details:
        print("\n".join(line for one in ours.values() for line in one.details))
    if args.freeze:
        _freeze(size, ours)


def _arguments(argv: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--lang", nargs="+", metavar="CODE", help="these languages alone")
    parser.add_argument("--gazetteer", metavar="PATH", help=f"else {ENVIRONMENT}, else built-in")
    parser.add_argument("--details", action="store_true", help="list what is not right")
    parser.add_argument("--freeze", action="store_true", help="keep the figures as the baseline")
    return parser.parse_args(argv)


def _chosen(cases: Sequence[EventCase], wanted: Sequence[str] | None) -> list[EventCase]:
    return [case for case in cases if not wanted or case.language in wanted]


def tally(cases: Sequence[EventCase], read: Reader) -> Tallies:
    """The scores of each language, in the order of the cases."""
    tallies: Tallies = {}
    for case in cases:
        tallies.setdefault(case.language, EventTally()).add(score(case, read(case)))
    return tallies


def together(tallies: Tallies, without: Sequence[str] = ()) -> EventTally:
    """The sum of all languages but some."""
    whole = EventTally()
    for language, one in tallies.items():
        if language not in without:
            whole.add(one)
    return whole


def figures(tallies: Tallies) -> dict[str, float]:
    """The figures that are kept: by language and field, for languages that have a lexicon."""
    return {
        f"{language}.{name}": value
        for language, one in tallies.items()
        if language in languages()
        for name, value in one.figures().items()
    }


def reader(gazetteer: Gazetteer) -> Reader:
    """What `geomap.extract` reads; the language is left to be detected."""

    def read(case: EventCase) -> list[tuple[Event, str]]:
        report = geomap.Report(text=case.text, source=case.id, date=case.date)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # no lexicon: the first line says so
            table = geomap.extract(report, gazetteer=gazetteer)
        rows = [
            {name: _plain(value) for name, value in row.items()} for row in table.to_dict("records")
        ]
        return of_rows(rows)

    return read


def _plain(value: Any) -> Any:
    if hasattr(value, "date"):
        return None if value != value else value.date().isoformat()
    return None if isinstance(value, float) and value != value else value


def floor_reader(cases: Sequence[EventCase], path: Path) -> Reader:
    """One event a sentence, of the commonest kind and unit of all the cases."""
    events = [event for case in cases for event in case.events]
    names = _floors.known_names(path)

    def commonest(*columns: str) -> tuple[Any, ...]:
        return Counter(tuple(event.get(c) for c in columns) for event in events).most_common(1)[0][
            0
        ]

    type_, sub_type, outcome = commonest("event_type", "sub_event_type", "outcome")
    units = Counter(event["unit"] for event in events if event["unit"])
    unit = units.most_common(1)[0][0]

    def read(case: EventCase) -> list[tuple[Event, str]]:
        found: list[tuple[Event, str]] = []
        for sentence in _text.sentences_of(case.text):
            number = re.search(r"\d+", sentence)
            place = next(_floors.scan(sentence, lambda s: names.get(s.casefold())), None)
            event: Event = {
                "event_type": type_,
                "sub_event_type": sub_type,
                "outcome": outcome,
                "event_date": case.date,
                "end_date": case.date,
                "date_precision": 2,
                "quantity": int(number[0]) if number else None,
                "quantity_qualifier": None,
                "unit": unit if number else None,
                "claimant": None,
                "places": frozenset([(place[1].name, "placed")] if place else []),
            }
            found.append((event, "floor"))
        return found

    return read


# --- telling and keeping ---


def _table(ours: Tallies, floor: Tallies) -> list[str]:
    rows = {**ours, "all": together(ours), "floor": together(floor)}
    lines = [f"{'':<7}{'precision':>12}{'recall':>12}{'exact':>12}"]
    for name, one in rows.items():
        told = (
            f"{one.matched}/{one.got}",
            f"{one.matched}/{one.expected}",
            f"{one.right['exact']}/{one.expected}",
        )
        lines.append(f"{name:<7}" + "".join(f"{cell:>12}" for cell in told))
    for block in SHOWN:
        lines += ["", f"{'':<7}" + "".join(f"{name:>12}" for name in block)]
        for name, one in rows.items():
            cells = (f"{one.right[field]}/{one.compared[field]}" for field in block)
            lines.append(f"{name:<7}" + "".join(f"{cell:>12}" for cell in cells))
    return [*lines, ""]


def _reached(whole: EventTally) -> list[str]:
    found = whole.figures()
    lines = ["languages with a lexicon, beside the lines to reach:"]
    for name, line in LINES.items():
        told = "reached" if found[name] >= line else "missed"
        lines.append(f"  {name:<12}{found[name]:.3f}  (at least {line:.2f}: {told})")
    for told, name in (("precision", "true"), ("recall", "found"), ("exact", "exact")):
        lines.append(f"  {told:<12}{found[name]:.3f}")
    return lines


def _key(size: str) -> str:
    return f"events, {size}"


def _baselines() -> dict[str, dict[str, float]]:
    kept: dict[str, dict[str, float]] = json.loads(BASELINES.read_text("utf-8"))
    return kept


def _changes(size: str, ours: Tallies) -> None:
    kept = _baselines().get(_key(size), {})
    for name, value in figures(ours).items():
        if name in kept and abs(value - kept[name]) >= 10**-DIGITS:
            print(f"  {name} {value:.3f} ({value - kept[name]:+.3f})")


def _freeze(size: str, ours: Tallies) -> None:
    """Languages that were left out keep their figures."""
    kept = _baselines()
    found = {name: round(value, DIGITS) for name, value in figures(ours).items()}
    kept[_key(size)] = kept.get(_key(size), {}) | found
    BASELINES.write_text(json.dumps(kept, indent=2, sort_keys=True) + "\n", "utf-8")
    print(f"{BASELINES.name} holds these figures for the {size} gazetteer")


if __name__ == "__main__":
    main()
