"""The options of the command `geomap`, with an example for each command."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NoReturn

from gazetteer import __version__

FORMATS = ".html, .geojson, .csv, .jsonl, .parquet, .gpkg, .kml or .xlsx"
EPILOG = """\
examples:
  geomap map report.txt -o map.html          a map of what the report tells
  geomap extract report.txt -o events.csv    the events as a table
  geomap locate sightings.csv --place town -o placed.geojson
  geomap control diff control/ --from 2024-07-08 --to 2025-03-06

`geomap COMMAND --help` tells the options of a command.
"""


def _publication_date(text: str) -> str:
    from .reports.report import publication_days

    try:
        publication_days(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
    return text


class OneLineParser(argparse.ArgumentParser):
    """Tells wrong usage in one line; exits with 2."""

    def error(self, message: str) -> NoReturn:
        text = " ".join(message.split())
        self.exit(2, f"{self.prog}: error: {text} (see {self.prog} --help)\n")


def parser() -> argparse.ArgumentParser:
    """The parser of `geomap`; `command` of its result names the command."""
    root = OneLineParser(
        prog="geomap",
        description="Make a map, or a table, of what reports of a war tell.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    root.add_argument("--version", action="version", version=f"geomap {__version__}")
    commands = root.add_subparsers(
        title="commands", metavar="COMMAND", dest="command", required=True
    )

    _add_map(commands)
    _add_extract(commands)
    _add_locate(commands)
    _add_control(commands)
    return root


def parse(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """Read the command line; wrong usage exits with 2."""
    options = parser().parse_args(arguments)
    if options.command == "extract" and options.output is None and not options.explain:
        options.wrong("the following arguments are required: -o/--output, or --explain")
    return options


def _add_map(commands: Any) -> None:
    add = _command(
        commands,
        "map",
        "read reports and tables and write one offline HTML map",
        "geomap map report.txt events.csv -o output/map.html --date 2023-05-02",
    )
    _add_inputs(add)
    add("-o", "--output", type=Path, metavar="FILE.html",
        help="the map; by default the first input's name with .html, in this folder")  # fmt: skip
    _add_date(add)
    _add_columns(add)
    add("--title", metavar="TEXT", help="heading of the page; by default the input's name")
    add(
        "--language",
        default="en",
        metavar="CODE",
        help="language of the page's own words: en, uk or fi",
    )
    add("--tiles", metavar="NAME",
        help="load a background map from the network when the page is opened, e.g."
             " OpenStreetMap.Mapnik; by default the page loads nothing")  # fmt: skip
    _add_control_data(add)
    add("--open", action="store_true", help="show the map in the browser afterwards")


def _add_extract(commands: Any) -> None:
    add = _command(
        commands,
        "extract",
        "read reports and tables and write the events as a table",
        "geomap extract report.txt -o events.geojson --date 2023-05-02",
        "geomap extract report.txt --explain | less",
    )
    _add_inputs(add)
    add("-o", "--output", type=Path, metavar="FILE",
        help=f"ends in {FORMATS}; may be left out with --explain")  # fmt: skip
    add("--explain", action="store_true",
        help="print sentence by sentence what was found in the reports, by which rule, which"
             " events it made, and why words that tell an event made none")  # fmt: skip
    _add_date(add)
    _add_columns(add)
    _add_control_data(add)


def _add_locate(commands: Any) -> None:
    add = _command(
        commands,
        "locate",
        "look up the place names of a table and add coordinates",
        "geomap locate sightings.csv --place town --within oblast -o placed.csv",
    )
    add("table", metavar="TABLE", help="CSV, TSV, JSON lines, GeoJSON, KML, Parquet or Excel")
    add("--place", required=True, metavar="COLUMN", help="the column with place names")
    add("--within", metavar="COLUMN", help="the column with the region or district, if any")
    add("-o", "--output", type=Path, metavar="FILE", required=True, help=f"ends in {FORMATS}")


def _add_control(commands: Any) -> None:
    told = "tell what control data hold: who holds what, and the line of contact"
    control = commands.add_parser("control", help=told, description=told[0].upper() + told[1:])
    whats = control.add_subparsers(title="commands", metavar="COMMAND", dest="what", required=True)
    days = (
        ("--from", "first", "the first day, YYYY-MM-DD; by default that of the first snapshot"),
        ("--to", "last", "the last day; by default that of the last snapshot"),
    )
    _control_command(
        whats,
        "info",
        "the days, areas and the length of the line that a file or folder has",
        "geomap control info control/",
    )
    add = _control_command(
        whats,
        "at",
        "who held places on a day, and how far the line of contact was",
        "geomap control at control/ Bakhmut 48.28,37.18 --date 2025-03-06",
    )
    add("where", nargs="*", metavar="PLACE",
        help="a name, or LATITUDE,LONGITUDE; without any, the areas and the line of the"
             " day")  # fmt: skip
    for option, name, meaning in days:
        add(option, dest=name, metavar="DATE", help=f"{meaning}; all snapshots between are told")
    add = _control_command(
        whats,
        "diff",
        "what the side that holds the areas gained and lost between two days",
        "geomap control diff control/ --from 2024-07-08 --to 2025-03-06 -o changes.geojson",
    )
    for option, name, meaning in days:
        add(option, dest=name, metavar="DATE", help=meaning)
    add("-o", "--output", type=Path, metavar="FILE",
        help="areas and settlements that changed hands, as .geojson or .csv")  # fmt: skip


def _control_command(commands: Any, name: str, what: str, *examples: str) -> Callable[..., Any]:
    add = _command(commands, name, what, *examples)
    several = name != "at"
    add("paths", nargs="+" if several else 1, metavar="PATH",
        help="a file of control data or a folder of them")  # fmt: skip
    asked = "the day, YYYY-MM-DD, by default that of the last snapshot; also"
    add("--date", metavar="DATE",
        help=f"{asked if name == 'at' else ''} the day of data that bear none".strip())  # fmt: skip
    add("--json", action="store_true", help="print the same as JSON")
    return add


def _add_control_data(add: Callable[..., Any]) -> None:
    add("--control", metavar="PATH", action="append",
        help="control data to hold the events against and to draw: a file, or a folder of"
             " daily ones; may be given several times")  # fmt: skip


def _command(commands: Any, name: str, what: str, *examples: str) -> Callable[..., Any]:
    """Add a subcommand with the options that all share; returns its `add_argument`."""
    parser = commands.add_parser(
        name,
        help=what,
        description=what[0].upper() + what[1:] + ".",
        epilog="\n  ".join(("example:", *examples)),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.set_defaults(wrong=parser.error)
    parser.add_argument("--gazetteer", type=Path, metavar="PATH",
        help="gazetteer file to use instead of the built-in or updated one")  # fmt: skip
    parser.add_argument("--strict", action="store_true",
        help="exit with 3 if something could not be placed, or an input was skipped")  # fmt: skip
    parser.add_argument("--debug", action="store_true", help="show the traceback of an error")
    add: Callable[..., Any] = parser.add_argument
    return add


def _add_inputs(add: Callable[..., Any]) -> None:
    add("inputs", nargs="+", metavar="INPUT",
        help="reports (.txt, .md, .html, .pdf, .docx, result.json of Telegram, - for standard"
             " input), folders of them, addresses (https://...), and tables (.csv, .tsv, .geojson,"
             " .jsonl, .gpkg, .parquet, .xlsx), mixed as you like")  # fmt: skip


def _add_date(add: Callable[..., Any]) -> None:
    add("--date", type=_publication_date, metavar="DATE",
        help="when the reports were published, YYYY-MM-DD or YYYY-MM")  # fmt: skip


def _add_columns(add: Callable[..., Any]) -> None:
    add("--place", metavar="COLUMN", help="column of place names, where a table's don't tell")
    add("--within", metavar="COLUMN", help="column of the region or district of each place")
