"""Numbers in figures and in words, and their values."""

from __future__ import annotations

import re
from functools import cache

from .lexicon import Lexicon, even_out

# Figures: grouped by spaces or by one mark, or plain, with an optional decimal part.
_GROUPED = r"\d{1,3}(?:[ \u00a0\u202f]\d{3}(?!\d)){1,4}|\d{1,3}(?:[.,']\d{3}(?!\d)){1,4}"
FIGURES = rf"(?:{_GROUPED}|\d{{1,15}})(?:[.,]\d{{1,2}}(?!\d))?"


@cache
def _words(lexicon: Lexicon) -> tuple[tuple[re.Pattern[str], str, float], ...]:
    """Number words with what they do to the count: "add", "times" or "plus"."""
    section = lexicon.section("numbers")
    return tuple(
        (re.compile(lexicon.expand(pattern), re.IGNORECASE), step, float(value))
        for step, name in (("add", "words"), ("times", "times"), ("plus", "plus"))
        for pattern, value in section.get(name, ())
    )


@cache
def number_pattern(lexicon: Lexicon) -> str:
    """An expression for a number in figures or words, to build others with."""
    section = lexicon.section("numbers")
    plain = "|".join(lexicon.expand(p) for p, _ in section.get("words", ())) or "(?!)"
    scales = [p for name in ("times", "plus") for p, _ in section.get(name, ())]
    scale = "|".join(lexicon.expand(p) for p in scales) or "(?!)"
    glue = r"[\s-]?" if section.get("joined") else r"[\s-]"
    words = rf"(?:{plain}|{scale})(?:{glue}(?:{plain}|{scale})){{0,8}}"
    return rf"(?:{FIGURES}(?:\s+(?:{scale}))?|{words})"


def number_value(text: str, lexicon: Lexicon) -> float | None:
    """The value of a number in figures or words; None where it is none."""
    rest = even_out(text).strip()
    parts: list[float] = []
    figures = re.match(FIGURES, rest)
    if figures:
        parts.append(_figures_value(figures.group()))
        rest = rest[figures.end() :]
    while rest := rest.lstrip(" -"):
        best = max(
            ((m.end(), step, value) for p, step, value in _words(lexicon) if (m := p.match(rest))),
            default=(0, "", 0.0),
        )
        length, step, value = best
        if not length:
            return None
        if step == "times":
            # A multiplier takes all smaller parts before it: "hundred five thousand".
            smaller = 0.0
            while parts and parts[-1] < value:
                smaller += parts.pop()
            value *= smaller or 1
        parts.append(value)
        rest = rest[length:]
    return sum(parts) if parts else None


def _figures_value(figures: str) -> float:
    if re.fullmatch(_GROUPED, figures):
        return float(re.sub(r"[^\d]", "", figures))
    decimal = re.fullmatch(rf"({_GROUPED}|\d+)[.,](\d{{1,2}})", figures)
    if decimal:
        whole = re.sub(r"[^\d]", "", decimal.group(1))
        return float(f"{whole}.{decimal.group(2)}")
    return float(figures)
