"""The commands that look after the gazetteer's file: update, add and info."""

from __future__ import annotations

import argparse
import json
import sys

from . import __version__
from .console import printable
from .errors import OwnPlacesError
from .paths import file_to_write


def update(args: argparse.Namespace) -> None:
    """Load dumps, and tell what came and what was left out."""
    from .update import OFFICIAL, Progress
    from .update import update as run

    progress = Progress()
    try:
        done = run(
            args.countries,
            file_to_write(args.gazetteer),
            source=args.source or OFFICIAL,
            progress=progress,
        )
    finally:
        progress.clear()
    for country, places, names in done.countries:
        print(f"{country}: {places} settlements with {names} names")
    for note in done.notes:
        print(f"gazetteer: note: {printable(note)}", file=sys.stderr)
    print(f"written to {printable(str(done.path))}")


def add(args: argparse.Namespace) -> None:
    """Add own places; every bad row is told before the command fails."""
    from .own.add import add as run

    try:
        done = run(args.file, file_to_write(args.gazetteer))
    except OwnPlacesError as error:
        for problem in error.problems if len(error.problems) > 1 else ():
            print(f"gazetteer: {printable(problem)}", file=sys.stderr)
        raise
    print(f"{done.places} places and {done.names} names added to {printable(str(done.path))}")


def info(args: argparse.Namespace) -> None:
    """Print what the gazetteer in use holds."""
    from .about import about
    from .gazetteer import Gazetteer

    with Gazetteer.open(args.gazetteer) as gazetteer:
        found = about(gazetteer)
    if args.json:
        print(json.dumps(found, ensure_ascii=False))
        return
    for key in ("file", "name", "source", "licence", "names"):
        print(f"{key:<10}{printable(str(found[key]))}")
    print(f"{'places':<10}{sum(row['places'] for row in found['places'])}")
    for row in found["places"]:
        if row["places"] >= 10:
            print(f"  {row['country'] or '-':<4}{row['kind']:<14}{row['places']:>7}")
    for dump in found["dumps"]:
        print(
            f"{'dump':<10}{dump['country']} of {dump['date']}: {dump['places']} settlements, "
            f"{dump['names']} names, from {printable(dump['source'])} ({dump['licence']})"
        )
    if found["version"] != __version__:
        print(f"made by version {found['version']}: update again for the tables of {__version__}")
    own = found["own"]
    if own["places"] or own["names"]:
        print(f"{'own':<10}{own['places']} places and {own['names']} names added")
