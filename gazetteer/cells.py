"""What stands in one cell of a table: names, what is in brackets, parts behind commas, figures.

Only the text is taken apart here; `gazetteer.resolving` asks what the parts mean.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .fold import fold
from .positions import positions

LEAST_LETTERS = 3
"""A slash between shorter words is an abbreviation's (н/п), not a choice."""
_BRACKETS = re.compile(r"[(\[（]([^()\[\]（）]*)[)\]）]")
_COMMA = re.compile(r"\s*,\s*(?!\d)|(?<!\d)\s*,\s*")
_SPACES = re.compile(r"\s+")
_HALVES = (
    r"(?P<ns>[NSnsСсПп]?)\s*(?P<lat>[+\-−]?\d{1,2}(?:[.,]\d+)?)\s*°?\s*(?P<ns2>[NSns]?)",
    r"(?P<ew>[EWew]?)\s*(?P<lon>[+\-−]?\d{1,3}(?:[.,]\d+)?)\s*°?\s*(?P<ew2>[EWew]?)",
)
_DECIMAL = re.compile(rf"\(?{_HALVES[0]}(?:\s*[;/]\s*|\s*,\s+|,(?=\D*\d+\.)|\s+){_HALVES[1]}\)?")
_MINUTES = re.compile(
    r"(\d{1,2})\s*[°º]\s*(\d{1,2}(?:\.\d+)?)\s*['’′]\s*(?:(\d{1,2}(?:\.\d+)?)\s*[\"”″]\s*)?([NSns])"
    r"[\s,;]*"
    r"(\d{1,3})\s*[°º]\s*(\d{1,2}(?:\.\d+)?)\s*['’′]\s*(?:(\d{1,2}(?:\.\d+)?)\s*[\"”″]\s*)?([EWew])"
)


@dataclass(frozen=True, slots=True)
class Written:
    """One name of a cell with what stands in brackets and behind commas."""

    name: str
    brackets: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()


def tidy(text: str) -> str:
    """A name without the marks that people put around one: ~Bakhmut, Bakhmut?, *Bakhmut."""
    return text.strip(" \t?*~!#•·…=<>|_")


def is_empty(text: str) -> bool:
    """Whether a cell holds no letter and no figure, or a word that says so: n/a, unknown."""
    return not any(map(str.isalnum, text)) or fold(text) in positions().blank


def alternatives(text: str) -> list[str]:
    """The names between which a cell leaves the choice: "Bakhmut / Artemivsk"."""
    pieces = [""]
    for number, piece in enumerate(_outside_brackets(text)):
        if number % 2:
            pieces[-1] += piece
            continue
        first, *others = positions().alternatives.split(piece)
        pieces[-1] += first
        pieces += others
    pieces = [piece.strip() for piece in pieces if piece.strip()]
    letters = [sum(map(str.isalpha, piece)) for piece in pieces]
    if len(pieces) < 2 or min(letters) < LEAST_LETTERS:
        return [text.strip()]
    return pieces


def _outside_brackets(text: str) -> list[str]:
    """The text cut at its brackets; those with their contents are every second piece."""
    return re.split(r"([(\[（][^()\[\]（）]*[)\]）])", text)


def take_apart(text: str) -> Written:
    """A name, the contents of its brackets, and the parts behind its commas."""
    brackets = tuple(part for found in _BRACKETS.findall(text) for part in split_parts(found))
    bare = _SPACES.sub(" ", _BRACKETS.sub(" ", text)).replace(" ,", ",")
    name, *parts = split_parts(bare) or [""]
    if not name and brackets:
        return Written(brackets[0], brackets[1:], tuple(parts))
    return Written(name, brackets, tuple(parts))


def split_parts(text: str) -> list[str]:
    """The parts of a text between its commas; a comma between figures is none."""
    return [part for each in _COMMA.split(text) if (part := each.strip(" ,;")) and part != "-"]


def areas_of(text: str) -> list[str]:
    """The areas that a text such as "X raion (Y oblast)" or "X raion, Y oblast" names."""
    written = take_apart(text)
    return [part for part in (written.name, *written.parts, *written.brackets) if part]


def coordinates(text: str) -> tuple[float, float] | None:
    """(latitude, longitude) where a cell holds these: 48.59, 38.00 or 48°35'24"N 38°0'0"E.

    Degrees of WGS84, latitude first. Raises ValueError for figures that lie off the globe.
    """
    text = text.strip()
    if match := _MINUTES.fullmatch(text):
        latitude = _degrees(*match.group(1, 2, 3, 4))
        longitude = _degrees(*match.group(5, 6, 7, 8))
    elif match := _DECIMAL.fullmatch(text):
        latitude = _signed(match["lat"], match["ns"] or match["ns2"])
        longitude = _signed(match["lon"], match["ew"] or match["ew2"])
    else:
        return None
    if abs(latitude) > 90 or abs(longitude) > 180:
        raise ValueError(f"{text} is no latitude and longitude")
    return latitude, longitude


def _degrees(degrees: str, minutes: str, seconds: str | None, half: str) -> float:
    value = int(degrees) + float(minutes) / 60 + float(seconds or 0) / 3600
    return -value if half.upper() in "SW" else value


def _signed(figure: str, half: str) -> float:
    value = float(figure.replace(",", ".").replace("−", "-"))
    return -value if half and half.upper() in "SW" else value
