"""Lexicons: the words of a language that tell events, as data, one TOML file a language.

The format is described in docs/lexicons.md. A pattern is a regular expression with two
comforts: a space stands for any white space, and `{name}` for an entry of `[words]`.
Patterns match whole words, whatever their case, in text that went through `even_out`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from .wording import FREE, LexiconError, Wording

COMMON = "common"

# Typing habits that must not decide whether a word is recognised; each is one code
# point for one code point, so that offsets stay those of the source.
_HABITS = str.maketrans(
    {
        "’": "'",
        "ʼ": "'",
        "`": "'",
        "´": "'",
        "‘": "'",
        "\u00a0": " ",
        "\u202f": " ",
        "\u2009": " ",
        "ё": "е",
        "Ё": "Е",
        "‑": "-",
        "−": "-",
    }
)
_MACRO = re.compile(r"\{([a-z_]+)\}")
_GAPS = {
    # Words between two parts of a pattern, inside one clause: none crosses a full stop.
    # The marks inside a number ("1,020") end none, nor does the stop of an ordinal ("am 2. Mai").
    "gap": r"(?:(?:\d{1,2}\.|[^\s.,;:!?]+(?:[.,]\d[^\s.,;:!?]*)*)\s+){0,6}?",
    "list": r"(?:(?:\d{1,2}\.|[^\s.;:!?]+(?:\.\d[^\s.;:!?]*)*)\s+){0,12}?",
}


_SPACE = re.compile(r" +(\?)?")


def _white_space(found: re.Match[str]) -> str:
    return r"\s*" if found.group(1) else r"\s+"


def even_out(text: str) -> str:
    """Even out apostrophes, hyphens, spaces and ё; the length stays the same."""
    return text.translate(_HABITS)


@dataclass(frozen=True, eq=False)
class Lexicon:
    """The words of one language; `data` is the file as read."""

    language: str
    data: Mapping[str, Any]

    def section(self, name: str) -> Mapping[str, Any]:
        """A table of the file; empty where the file has none."""
        found = self.data.get(name, {})
        if not isinstance(found, Mapping):
            raise LexiconError(f"{self.language}.toml: [{name}] has to be a table")
        return found

    def expand(self, pattern: str) -> str:
        """Write out the macros and the spaces of a pattern."""
        words = self.section("words")

        def macro(found: re.Match[str]) -> str:
            name = found.group(1)
            if name in _GAPS:
                return _GAPS[name]
            if name not in words:
                raise LexiconError(f"{self.language}.toml: {{{name}}} is not in [words]")
            return f"(?:{self.expand(words[name])})"

        return _SPACE.sub(_white_space, _MACRO.sub(macro, pattern))

    def compile(
        self, patterns: str | Iterable[str], *, head: str = FREE, tail: str = ""
    ) -> Wording | None:
        """One expression for any of the patterns as whole words; None for no pattern.

        `head` and `tail` are expressions for what stands before and behind the words.
        """
        listed = [patterns] if isinstance(patterns, str) else list(patterns)
        if not any(listed):
            return None
        words = "|".join(self.expand(pattern) for pattern in listed)
        return Wording(words, head=head, tail=tail, name=f"{self.language}.toml")


@cache
def languages() -> tuple[str, ...]:
    """The languages that have a lexicon, sorted."""
    names = (entry.name for entry in (files(__package__) / "lexicons").iterdir())
    return tuple(sorted(n[:-5] for n in names if n.endswith(".toml") and n[:-5] != COMMON))


@cache
def load(language: str) -> Lexicon:
    """Read the lexicon of a language; raises LexiconError for one that has none."""
    if language not in languages():
        raise LexiconError(
            f"no lexicon for language {language!r}; there are {', '.join(languages())}"
        )
    return Lexicon(language, _read(language))


@cache
def common() -> Mapping[str, Any]:
    """What all languages share: kinds of event, parties, media, periods, confidence."""
    return _read(COMMON)


def _read(name: str) -> Mapping[str, Any]:
    source = (files(__package__) / "lexicons" / f"{name}.toml").read_text(encoding="utf-8")
    try:
        return tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"{name}.toml: {error}") from error
