"""The command `gazetteer resolve`: a table in, the same table with places out."""

from __future__ import annotations

import argparse
import sys

NOT_PLACED = 3
"""Exit code with --strict, where a row was not placed."""


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    parser.add_argument("file", metavar="IN.csv", help="a table, or - for standard input")
    parser.add_argument("--place", required=True, metavar="COL", help="the column with the names")
    parser.add_argument("--within", metavar="COL", help="the column with the region or raion")
    parser.add_argument("--date", metavar="COL", help="the column with the date")
    parser.add_argument(
        "-o", "--output", required=True, metavar="OUT.csv", help="a .csv or .tsv file, or -"
    )
    parser.add_argument("--encoding", metavar="NAME", help="the table's encoding, if not found out")
    parser.add_argument("--strict", action="store_true", help="exit 3 if a row was not placed")


def run(args: argparse.Namespace) -> int:
    """Resolve the table and tell on standard error what became of its rows."""
    from .cli_progress import Progress
    from .console import printable
    from .gazetteer import Gazetteer
    from .tables import resolve_table

    with Gazetteer.open(args.gazetteer) as gazetteer, Progress("resolving") as progress:
        summary = resolve_table(
            gazetteer,
            args.file,
            args.output,
            place=args.place,
            within=args.within,
            date=args.date,
            encoding=args.encoding,
            progress=progress,
        )
    for column, shown in summary.renamed.items():
        print(f"column {column!r} of the table is kept as {shown!r}", file=sys.stderr)
    print(printable(str(summary)), file=sys.stderr)
    return NOT_PLACED if args.strict and summary.unplaced else 0
