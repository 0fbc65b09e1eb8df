"""What can go wrong in a look-up; the command line catches `GazetteerError` once."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .model import Match


class GazetteerError(Exception):
    """Base of every error of this package; its text is one line for a person to read."""


class DatabaseMissing(GazetteerError, FileNotFoundError):
    """A gazetteer file was named, or should have been built, and is not there."""


class DatabaseUnreadable(GazetteerError, ValueError):
    """A file was named as a gazetteer and is none, or is one of another format version."""


class RuleError(GazetteerError, ValueError):
    """A rule file breaks the format that docs/rules.md describes."""


class InputError(GazetteerError, ValueError):
    """An input file can't be read as text: missing, a folder, binary, or too large."""


class SourceUnavailable(GazetteerError, OSError):
    """A file of a full gazetteer can't be fetched, read or written; says what to do."""


class DumpError(GazetteerError, ValueError):
    """A file of a full gazetteer is there, but is not what it should be."""


class OwnPlacesError(GazetteerError, ValueError):
    """Rows of a table of own places are wrong; `problems` has a line for each of them."""

    def __init__(self, message: str, problems: tuple[str, ...] = ()) -> None:
        self.problems = problems
        super().__init__(message)


class PlaceNotFound(GazetteerError, LookupError):
    """No known place answers to the name."""

    def __init__(self, query: str, suggestions: tuple[str, ...] = ()) -> None:
        self.query = query
        self.suggestions = suggestions
        hint = f"; did you mean {', '.join(suggestions)}?" if suggestions else ""
        super().__init__(f"no place found for {query!r}{hint}")


class AmbiguousPlace(GazetteerError, LookupError):
    """Several places answer to the name and nothing in the query decides between them."""

    def __init__(self, query: str, matches: tuple[Match, ...]) -> None:
        self.query = query
        self.matches = matches
        names = "; ".join(match.label for match in matches[:4])
        super().__init__(f"{query!r} is ambiguous: {names} (name a region with within=)")
