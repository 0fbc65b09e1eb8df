"""The command `geomap`: parses, imports what a command needs, calls the library, prints.

Exit codes: 0 done, 1 a one-line error on standard error, 2 wrong usage, 3 with --strict where
something was not placed, 130 after Ctrl-C.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import signal
import sys
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from .counted import counted
from .options import parse

if TYPE_CHECKING:
    import geopandas as gpd

    from .inputs import Explainer

DONE, FAILED, STRICT, INTERRUPTED = 0, 1, 3, 130

# Rows of a map from which on writing it shows how far it is.
LONG = 50_000


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code; usage errors exit with 2."""
    options = parse(arguments)
    _stop_on_sigterm()
    with warnings.catch_warnings():
        if not options.debug:
            _quieten()
        return _run(options)


def _run(options: argparse.Namespace) -> int:
    """Run a command and turn whatever stops it into an exit code."""
    try:
        code = COMMANDS[options.command](options)
        sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        if options.debug:
            raise
        print("geomap: interrupted", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of our output has gone, which is its right; no message at exit either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except Exception as error:
        if options.debug:
            raise
        _complain(_message(error))
        return FAILED


def _quieten() -> None:
    """Show our own warnings as one line each, and those of libraries not at all."""

    def show(message: Warning | str, *_: Any, **__: Any) -> None:
        print(f"geomap: warning: {_one_line(str(message))}", file=sys.stderr)

    warnings.simplefilter("ignore")
    warnings.filterwarnings("default", category=UserWarning, module=r"geomap\.")
    warnings.showwarning = show


def _message(error: Exception) -> str:
    """One line for a person: the text of an expected error, the kind of an unexpected one."""
    from gazetteer import GazetteerError

    from .errors import GeomapError

    if isinstance(error, (GeomapError, GazetteerError)):
        return _one_line(str(error))
    told = _one_line(str(error))
    kind = type(error).__name__
    return f"unexpected {kind}{': ' + told if told else ''} (run with --debug for the traceback)"


def _one_line(text: str) -> str:
    """Text safe for a terminal: no line breaks, no escape sequences of an input."""
    return "".join(char if char.isprintable() else "?" for char in " ".join(text.split()))[:500]


def _complain(text: str) -> None:
    coloured = sys.stderr.isatty() and not os.environ.get("NO_COLOR")
    label = "\x1b[31;1merror:\x1b[0m" if coloured else "error:"
    print(f"geomap: {label} {text}", file=sys.stderr)


def _stop_on_sigterm() -> None:
    """Leave through the `finally` blocks when told to stop, so that no temporary file stays."""

    def stop(number: int, _frame: Any) -> None:
        sys.exit(128 + number)

    # Outside the main thread it is for whoever runs us there to decide.
    with contextlib.suppress(ValueError):
        signal.signal(signal.SIGTERM, stop)


def _map(options: argparse.Namespace) -> int:
    from .errors import InputError

    output = options.output or _default_output(options.inputs)
    if output.suffix.lower() not in (".html", ".htm"):
        raise InputError(f"-o {output}: a map is an .html file; `geomap extract` writes tables")
    events = _read(options, output)
    from .drawing.eventmap import EventMap
    from .progress import Progress

    title = options.title if options.title is not None else _default_title(options.inputs)
    page = EventMap(
        events,
        title=title,
        tiles=options.tiles,
        language=options.language,
        gazetteer=options.gazetteer,
        control=options.series,
    )
    with Progress() as show:
        # Shorter ones are written before a line could be read.
        long = len(events) > LONG
        page.save(output, progress=(lambda *done: show(output.name, *done)) if long else None)
    code = _report(options, output, events)
    if options.open:
        import webbrowser

        webbrowser.open(output.resolve().as_uri())
    return code


def _extract(options: argparse.Namespace) -> int:
    from .export import write_events, writer

    output: Path | None = options.output
    if output is not None:
        writer(output)
    if not options.explain:
        events = _read(options, output)
    else:
        from .explain.printing import Explanations

        explanations = Explanations()
        events = _read(options, output, explanations)
    if output is not None:
        write_events(events, output)
    if options.explain:
        explanations.print(_stream(output))
        if not explanations.kept:
            print("geomap: no report among the inputs: nothing to explain", file=sys.stderr)
    return _strict(options, events) if output is None else _report(options, output, events)


def _locate(options: argparse.Namespace) -> int:
    from .export import write_events, writer
    from .files import check_output

    writer(options.output)
    if options.output.suffix.lower() == ".html":
        # A map needs dates and types as well: the same rows, read as events.
        options.inputs, options.date = [options.table], None
        events = _read(options, options.output)
    else:
        check_output(options.output, inputs=(options.table,))
        events = _locate_table(options)
    write_events(events, options.output)
    counts = events["status"].value_counts()
    parts = [f"{counts[status]:,} {status}" for status in sorted(counts.index, reverse=True)]
    listed = f": {', '.join(parts)}" if parts else ""
    _tell(options.output, f"{counted(len(events), 'row')}{listed}")
    return _strict(options, events)


def _locate_table(options: argparse.Namespace) -> gpd.GeoDataFrame:
    from .progress import Progress
    from .tables.locate import locate, opened

    with opened(None, options.gazetteer) as gazetteer, Progress() as show:
        return locate(
            options.table,
            place=options.place,
            within=options.within,
            gazetteer=gazetteer,
            progress=lambda done, total: show(options.table, done, total),
        )


def _read(
    options: argparse.Namespace, output: Path | None, explain: Explainer | None = None
) -> gpd.GeoDataFrame:
    from .documents.web import is_url
    from .files import check_input
    from .inputs import read_inputs
    from .progress import Progress
    from .reports.many import processors

    # What can be seen to fail shall fail before minutes of work.
    files = [path for path in options.inputs if not is_url(path)]
    control = getattr(options, "control", None) or []
    if output is not None:
        _check_output(output, files)
    for path in files:
        check_input(path)
    options.skipped = 0
    options.series = None
    if control:
        from .control.command import read_control
        from .control.files import listed
        from .files import check_output

        if output is not None:
            check_output(output, inputs=tuple(listed(control)))
        options.series = read_control(control)

    def skip(error: Exception) -> None:
        options.skipped += 1
        print(f"geomap: warning: {_one_line(str(error))}; skipped", file=sys.stderr)

    with Progress() as show:
        return read_inputs(
            options.inputs,
            date=options.date,
            place=options.place,
            within=options.within,
            database=options.gazetteer,
            watch=show,
            explain=explain,
            skip=skip,
            processes=processors(),
            control=options.series,
        )


def _check_output(output: Path, files: Sequence[str]) -> None:
    """Raise OutputError if the output can't be written or is an input, in a folder too."""
    from .documents.folder import documents_in
    from .files import check_output

    check_output(output, inputs=tuple(files))
    for path in files:
        if output.exists() and Path(path).is_dir() and Path(path).resolve() in _above(output):
            check_output(output, inputs=tuple(documents_in(path)[0]))


def _above(path: Path) -> Sequence[Path]:
    return path.resolve().parents


def _report(options: argparse.Namespace, output: Path, events: gpd.GeoDataFrame) -> int:
    """Print what was made, in one line."""
    from .schema import count_events
    from .values import is_blank

    on_map = events[events.geometry.notna()]
    ids = zip(on_map["place_id"], on_map.geometry, strict=True)
    places = len({shape.wkb if is_blank(place) else place for place, shape in ids})
    told = f"{counted(count_events(events), 'event')} at {counted(places, 'place')}"
    _tell(output, told + _unplaced(events))
    return _strict(options, events)


def _tell(output: Path, text: str) -> None:
    """Print what was made."""
    print(f"{output}: {text}", file=_stream(output))


def _stream(output: Path | None) -> TextIO:
    """Where to tell things: not among the data where these go to standard output."""
    from .files import is_device

    return sys.stderr if output is not None and is_device(output) else sys.stdout


def _unplaced(events: gpd.GeoDataFrame) -> str:
    from .schema import count_events

    missing = count_events(events[events.geometry.isna()])
    return f", {missing:,} not placed" if missing else ""


def _strict(options: argparse.Namespace, events: gpd.GeoDataFrame) -> int:
    lacking = bool(events.geometry.isna().any()) or getattr(options, "skipped", 0) > 0
    return STRICT if options.strict and lacking else DONE


def _default_output(inputs: Sequence[str]) -> Path:
    """The first input's name with .html, unless that would replace a page that isn't ours."""
    from .documents.folder import PAGE_MARK
    from .errors import OutputError

    output = Path((_stem(inputs[0]) or "map") + ".html")
    if output.is_file() and PAGE_MARK not in output.read_bytes():
        raise OutputError(f"{output}: is there and is no map of geomap; name the map with -o")
    return output


def _default_title(inputs: Sequence[str]) -> str:
    return _stem(inputs[0]) if len(inputs) == 1 else ""


def _stem(path: str) -> str:
    """What to call the result of an input: its name, without folder and suffix."""
    from urllib.parse import unquote, urlsplit

    from .documents.web import host_of, is_url

    if path == "-":
        return ""
    if is_url(path):
        host = host_of(path)
        path = Path(unquote(urlsplit(path).path)).name if host != path else ""
        kept = "".join(char for char in Path(path).stem if char.isalnum() or char in " ._-")
        return kept.strip(" .")[:100] or host
    return Path(path).resolve().name if Path(path).is_dir() else Path(path).stem


def _control(options: argparse.Namespace) -> int:
    from .control.command import run

    return run(options)


COMMANDS = {"map": _map, "extract": _extract, "locate": _locate, "control": _control}
