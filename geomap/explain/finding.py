"""A finding: words of a sentence, what they were read as, and the rule that did it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

FindingKind = Literal["place", "trigger", "dropped", "date", "quantity", "claimant", "side"]


@dataclass(frozen=True, slots=True)
class Finding:
    """A span of a sentence that means something; an empty one is known from elsewhere."""

    kind: FindingKind
    start: int
    end: int
    read_as: str
    rule: str = ""
