"""A stretch of a text that may name a place, on its way from the words to a decision."""

from __future__ import annotations

from typing import NamedTuple

from .weighing import Candidate


class Span(NamedTuple):
    """A possible name with its candidates.

    `hint` is the kind that a word beside it gives. `expected`: a place stands here, known or
    not. `unsure`: only the start of a sentence may have given it its capital; `ordinary`: and
    it is a common word besides. `conjunctions` and `containment` are words of its language:
    those that join a list, and those between a place and the region around it.
    """

    start: int
    end: int
    text: str
    paragraph: int
    candidates: tuple[Candidate, ...]
    hint: str
    expected: bool
    unsure: bool
    ordinary: bool
    conjunctions: frozenset[str]
    containment: frozenset[str]
