"""The command line: parse, ask the library, print. Exit codes are in docs/commands.md."""

from __future__ import annotations

import argparse
import io
import math
import os
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NoReturn

from .cli_resolve import add_options as add_resolve_options
from .days import partial_date
from .encoding import lines_of
from .errors import GazetteerError

if TYPE_CHECKING:
    from .gazetteer import Gazetteer

_EXAMPLES = {
    "lookup": "gazetteer lookup Bahmutissa Мар'їнка --within 'Donetsk Oblast'",
    "variants": "gazetteer variants Bakhmut --search",
    "scan": "gazetteer scan report.txt --json",
    "resolve": "gazetteer resolve events.csv --place place --within oblast -o placed.csv",
    "update": "gazetteer update UA",
    "add": "gazetteer add places.csv",
    "info": "gazetteer info",
}


def main(argv: list[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    args = _parser().parse_args(argv)
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        # A byte that is no text, in or out, must cost no more than its own character.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        code = args.run(args)
        if sys.stdout is not None:  # closed by the caller (>&-)
            sys.stdout.flush()
    except GazetteerError as error:
        return _fail(str(error), args.debug)
    except BrokenPipeError:
        # The reader has gone (`| head`); keep Python from complaining when it flushes.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130
    except OSError as error:
        return _fail(f"can't write: {error.strerror or error}", args.debug)
    except Exception as error:  # the last stop: no traceback reaches a user unasked
        return _fail(f"{type(error).__name__}: {error} (run with --debug to see where)", args.debug)
    return code or 0


def _fail(message: str, debug: bool) -> int:
    if debug:
        raise  # called from an except block: shows the traceback that was asked for
    from .console import printable

    print(f"gazetteer: error: {printable(' '.join(message.split()))}", file=sys.stderr)
    return 1


class OneLineParser(argparse.ArgumentParser):
    """Tells wrong usage in one line; exits with 2."""

    def error(self, message: str) -> NoReturn:
        text = " ".join(message.split())
        self.exit(2, f"{self.prog}: error: {text} (see {self.prog} --help)\n")


def _parser() -> argparse.ArgumentParser:
    from . import __version__

    parser = OneLineParser(
        prog="gazetteer",
        description="Resolve place names in all their spellings and case forms to coordinates.",
        epilog="example: " + _EXAMPLES["lookup"],
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    lookup = _command(commands, "lookup", "places that a name may mean, best first", _lookup)
    lookup.add_argument("names", nargs="+", metavar="NAME", help="a name, or - for one a line")
    lookup.add_argument("--within", metavar="REGION", help="only places in this oblast or raion")
    lookup.add_argument("--near", type=_point, metavar="LAT,LON", help="prefer places near here")
    lookup.add_argument("--on", type=_date, metavar="DATE", help="say how names stood on this day")
    lookup.add_argument("--limit", type=_count, default=5, metavar="N", help="at most N (5)")
    _json(lookup)

    variants = _command(commands, "variants", "every known and generated spelling", _variants)
    variants.add_argument("name", metavar="NAME")
    variants.add_argument("--within", metavar="REGION", help="the oblast or raion it lies in")
    form = variants.add_mutually_exclusive_group()
    _json(form)
    form.add_argument("--search", action="store_true", help="a Boolean search string")

    scan = _command(commands, "scan", "place names in a running text", _scan)
    scan.add_argument("file", metavar="FILE", help="a text file, or - for standard input")
    scan.add_argument("--date", type=_date, metavar="DATE", help="the day of the text")
    scan.add_argument(
        "--lang", type=_language, metavar="CODE", help="its language; detected if not given"
    )
    _json(scan)

    resolve = _command(commands, "resolve", "the place of every row of a table", _resolve)
    add_resolve_options(resolve)

    update = _command(commands, "update", "load all places of a country from GeoNames", _update)
    update.add_argument("countries", nargs="+", metavar="CC", help="ISO country codes, as UA")
    update.add_argument(
        "--source", metavar="URL|DIR", help="where the dumps are, else GeoNames' server"
    )

    add = _command(commands, "add", "add your own places and names from a table", _add)
    add.add_argument("file", metavar="FILE.csv", help="a table, see docs/own-places.md")

    info = _command(commands, "info", "what the gazetteer holds, and from where", _info)
    _json(info)
    return parser


def _update(args: argparse.Namespace) -> None:
    from . import cli_data

    cli_data.update(args)


def _add(args: argparse.Namespace) -> None:
    from . import cli_data

    cli_data.add(args)


def _info(args: argparse.Namespace) -> None:
    from . import cli_data

    cli_data.info(args)


def _command(
    commands: argparse._SubParsersAction[OneLineParser],
    name: str,
    what: str,
    run: object,
) -> argparse.ArgumentParser:
    parser = commands.add_parser(
        name, help=what, description=what, epilog="example: " + _EXAMPLES[name]
    )
    parser.set_defaults(run=run)
    parser.add_argument("--gazetteer", metavar="PATH", help="use this file (else $GAZETTEER_DB)")
    parser.add_argument("--debug", action="store_true", help="show where an error came from")
    return parser


def _json(parser: argparse._ActionsContainer) -> None:
    parser.add_argument("--json", action="store_true", help="one JSON object a line")


def _point(text: str) -> tuple[float, float]:
    latitude, _, longitude = text.partition(",")
    try:
        point = float(latitude), float(longitude)
    except ValueError:
        point = (math.nan, math.nan)
    if not (-90 <= point[0] <= 90 and -180 <= point[1] <= 180):
        raise argparse.ArgumentTypeError(f"{text!r} is no point; write it as 48.59,38.00")
    return point


def _date(text: str) -> str:
    try:
        return partial_date(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _language(text: str) -> str:
    from .rules import rules

    known = rules().languages
    if text not in known:
        raise argparse.ArgumentTypeError(f"no rules for {text!r}; there are {', '.join(known)}")
    return text


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of 1 or more")
    return int(text)


def _open(args: argparse.Namespace) -> Gazetteer:
    from .gazetteer import Gazetteer

    return Gazetteer.open(args.gazetteer)


def _print_json(value: object) -> None:
    import json

    print(json.dumps(value, ensure_ascii=False))


def _lines(names: Iterable[str]) -> Iterator[str]:
    """The names of the command line, and for "-" the lines of standard input, as they come."""
    for name in names:
        if name == "-":
            stdin = getattr(sys.stdin, "buffer", None)
            if stdin is None:  # somebody put another stream there
                yield from (line.rstrip("\r\n") for line in sys.stdin)
            else:
                known = stdin.peek() if isinstance(stdin, io.BufferedReader) else b""
                yield from lines_of(stdin, known)
        else:
            yield name


def _lookup(args: argparse.Namespace) -> None:
    from .console import lookup_lines

    with _open(args) as gazetteer:
        for name in _lines(args.names):
            options = {"within": args.within, "near": args.near}
            matches = gazetteer.lookup(name, on=args.on, limit=args.limit, **options)
            if args.json:
                rows = [match.to_dict() for match in matches]
                _print_json({"query": name, "matches": rows})
                continue
            suggestions = () if matches else gazetteer.suggest(name)
            ambiguous = gazetteer.is_ambiguous(name, **options)
            lines = lookup_lines(name, matches, ambiguous=ambiguous, suggestions=suggestions)
            print("\n".join(lines))


def _variants(args: argparse.Namespace) -> None:
    from .console import variant_line
    from .variants import search_string

    with _open(args) as gazetteer:
        found = gazetteer.variants(args.name, within=args.within)
    if args.search:
        print(search_string(found))
    for variant in () if args.search else found:
        if args.json:
            _print_json(variant.to_dict())
        else:
            print(variant_line(variant))


def _scan(args: argparse.Namespace) -> None:
    from .console import mention_line
    from .reading import read_text

    text = read_text(args.file)
    with _open(args) as gazetteer:
        for mention in gazetteer.scan(text, language=args.lang, date=args.date):
            if args.json:
                _print_json(mention.to_dict())
            else:
                print(mention_line(mention))


def _resolve(args: argparse.Namespace) -> int:
    from .cli_resolve import run

    return run(args)


if __name__ == "__main__":
    sys.exit(main())
