"""What the command line prints for people: plain lines, with colour on a terminal only."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from typing import TextIO

from .model import Match, Mention, Variant

_CODES = {"bold": "1", "dim": "2", "red": "31", "green": "32", "yellow": "33"}
_STATUS = {"placed": "green", "ambiguous": "yellow", "not found": "red"}


def paint(text: str, *styles: str, stream: TextIO | None = None) -> str:
    """Colour a text if the stream is a terminal and NO_COLOR is not set."""
    out = stream or sys.stdout
    if not styles or os.environ.get("NO_COLOR") or not out.isatty():
        return text
    return f"\033[{';'.join(_CODES[style] for style in styles)}m{text}\033[0m"


def printable(text: str) -> str:
    """A text without control characters, so that no input can steer the terminal."""
    return "".join(c if c.isprintable() else "\ufffd" for c in text)


def match_lines(match: Match) -> list[str]:
    """Two lines for a match: the place, and why."""
    place = match.place
    where = ", ".join(part for part in (place.admin2, place.admin1, place.country) if part)
    head = paint(place.name, "bold")
    at = f"{place.latitude:.4f}, {place.longitude:.4f}"
    return [
        f"  {head}  {place.kind}, {where}  {at}  score {match.score:.2f}  {place.id}",
        paint(f"    {printable(match.why)}", "dim"),
    ]


def lookup_lines(
    query: str, matches: Iterable[Match], *, ambiguous: bool, suggestions: Iterable[str]
) -> list[str]:
    """What a look-up found, or what was perhaps meant."""
    listed = list(matches)
    shown = printable(query)
    if not listed:
        near = ", ".join(suggestions)
        hint = f"; did you mean {near}?" if near else ""
        return [f"{shown}: {paint('not found', 'red')}{hint}"]
    note = f": {paint('ambiguous', 'yellow')}, name a region with --within" if ambiguous else ""
    return [f"{shown}{note}", *(line for match in listed for line in match_lines(match))]


def mention_line(mention: Mention) -> str:
    """One line for a mention: where it stands, what it says, what it is."""
    place = mention.place
    at = f"{mention.start}-{mention.end}"
    status = paint(mention.status, _STATUS[mention.status])
    what = f"{place.label} ({place.kind}) {mention.score:.2f}" if place else ""
    why = paint(printable(mention.why), "dim")
    return "  ".join(part for part in (at, printable(mention.text), status, what, why) if part)


def variant_line(variant: Variant) -> str:
    """One line for a spelling: text, language, status with dates, system."""
    dates = " to ".join(date or "?" for date in (variant.since, variant.until))
    when = f" ({dates})" if variant.since or variant.until else ""
    return f"{variant.text:<28}{variant.language:<5}{variant.status}{when}  {variant.system}"
