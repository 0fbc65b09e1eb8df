"""Numbers of things in words: "1 day", "1,200 events"."""

from __future__ import annotations


def counted(count: int, noun: str) -> str:
    """A number with its noun; the plural ends in -s."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
