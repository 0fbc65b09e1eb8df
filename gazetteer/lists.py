"""Names in a row: what stands in a list of places is a place, known or not.

"Near Курулька, Долина and Барвінкове": a name that the gazetteer lacks is told as not found
when it stands among names that it has.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from .spans import Span

KNOWN_IN_LIST = 2
"""How many known names make a row a list of places."""


def with_listed(text: str, spans: Iterable[Span]) -> Iterator[Span]:
    """Keep known spans, and of the unknown ones those in a list of places, as expected."""
    row: list[Span] = []
    for span in spans:
        if row and not joins(text[row[-1].end : span.start], span.conjunctions):
            yield from _of_row(row)
            row = []
        row.append(span)
    yield from _of_row(row)


def joins(between: str, conjunctions: frozenset[str]) -> bool:
    """Whether only a comma, a conjunction or both stand between two names of a line."""
    if "\n" in between:
        return False
    word = between.strip().removeprefix(",").strip().casefold()
    return word in conjunctions or (not word and "," in between)


def _of_row(row: Sequence[Span]) -> Iterator[Span]:
    known = sum(bool(span.candidates) for span in row)
    is_list = known >= KNOWN_IN_LIST or any(span.expected for span in row)
    for span in row:
        if span.candidates or span.expected:
            yield span
        elif is_list:
            yield span._replace(expected=True)
