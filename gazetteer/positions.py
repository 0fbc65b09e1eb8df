"""Words that say where a place lies from another, read by the templates of positions.toml.

`read("7 km southwest of Bakhmut")` gives an offset of 7 km at 225 degrees from "Bakhmut".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, Literal, cast

from .errors import RuleError
from .fold import fold
from .rules import rules

Manner = Literal["offset", "away", "between", "side", "near", "beside"]

POINTS = (
    "N", "NNE", "NE", "ENE", "E", "ESE", "SE", "SSE",
    "S", "SSW", "SW", "WSW", "W", "WNW", "NW", "NNW",
)  # fmt: skip
BEARINGS = {point: number * 22.5 for number, point in enumerate(POINTS)}
MANNERS: tuple[Manner, ...] = ("offset", "between", "away", "side", "near", "beside")
"""From the most telling to the least: a text is read by the first that fits."""
_PART = re.compile(r"\[[^\]]*\]|<[^>]*>|\{\w\}|[^\s\[\]<>{}]+")
_GAP = r"(?:\s+|(?<=['’ʼ~]))"
_GROUPS = {
    "{p}": r"(?P<p>\S.*?)",
    "{q}": r"(?P<q>\S.*?)",
    "{d}": r"(?P<d>\d{1,3}(?:[.,]\d{1,3})?)",
}
_WORDS = (*MANNERS, "municipality_before", "municipality_after")


@dataclass(frozen=True, slots=True)
class Position:
    """Where something lies from the places of these names, as written.

    `beside` is a place told from its namesakes by another. `distance_km` counts for offset and
    away, `bearing` (degrees from north, clockwise) for offset, side and beside.
    """

    manner: Manner
    names: tuple[str, ...]
    distance_km: float = 0.0
    bearing: float | None = None


@dataclass(frozen=True, eq=False)
class Words:
    """The words of one language, as patterns for a whole text."""

    patterns: Mapping[Manner, tuple[re.Pattern[str], ...]]
    units: Mapping[str, float]
    compass: tuple[tuple[re.Pattern[str], str], ...]

    def position(self, manner: Manner, text: str) -> Position | None:
        """A text read by the templates of one manner."""
        for pattern in self.patterns[manner]:
            match = pattern.fullmatch(text)
            if match is None:
                continue
            found = match.groupdict()
            names = tuple(found[name].strip(" ,") for name in ("p", "q") if found.get(name))
            if not all(any(map(str.isalpha, name)) for name in names):
                continue
            distance = 0.0
            if found.get("d"):
                distance = float(found["d"].replace(",", ".")) * self.units[found["u"].casefold()]
            return Position(manner, names, distance, self._bearing(found.get("c")))
        return None

    def _bearing(self, written: str | None) -> float | None:
        if not written:
            return None
        return next(
            (BEARINGS[point] for word, point in self.compass if word.fullmatch(written)), None
        )


@dataclass(frozen=True, eq=False)
class Positions:
    """All that positions.toml says; `regional` are classes of facilities named after oblasts."""

    languages: Mapping[str, Words]
    facilities: Mapping[str, tuple[str, ...]]
    regional: frozenset[str]
    uncertainty_km: Mapping[str, float]
    uncertainty_share: Mapping[str, float]
    municipality: re.Pattern[str]
    alternatives: re.Pattern[str]
    abbreviations: Mapping[str, str]
    feminine: Mapping[str, str]
    blank: frozenset[str]
    samples: Mapping[str, Any]

    def read(self, text: str) -> Position | None:
        """What a text says of a position, or None if it is a mere name."""
        if " " not in text:
            return None
        for manner in MANNERS:
            for words in self.languages.values():
                if position := words.position(manner, text):
                    return position
        return None

    def facility(self, text: str) -> tuple[str, str] | None:
        """(class, name of the town) where a text names an airfield, a dam ... by its town."""
        for kind, patterns in self._facility_patterns.items():
            for pattern in patterns:
                if match := pattern.fullmatch(text):
                    return kind, match["p"]
        return None

    def facility_names(self, kind: str, town: str) -> list[str]:
        """The names that a facility of a class may have by its town."""
        plain = (part for part in self.facilities[kind] if not re.search(r"[*<\[]", part))
        names = (template.replace("{p}", town) for template in plain)
        return [spelled for name in names for spelled in dict.fromkeys(_hyphens(name))]

    def in_full(self, text: str) -> str:
        """A text with the abbreviations of area words written out."""
        return self._short.sub(lambda match: self.abbreviations[match[0].casefold()], text)

    @cached_property
    def _short(self) -> re.Pattern[str]:
        words = sorted(map(re.escape, self.abbreviations), key=len, reverse=True)
        return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)", re.I)

    @cached_property
    def _facility_patterns(self) -> dict[str, tuple[re.Pattern[str], ...]]:
        return {
            kind: tuple(_pattern(template, "", "") for template in templates)
            for kind, templates in self.facilities.items()
        }


def _hyphens(name: str) -> Iterable[str]:
    """Both ways to write what a template joins by a hyphen: `air base`, `airbase`."""
    return name.replace("-", " "), name.replace("-", "")


@lru_cache(maxsize=1)
def positions() -> Positions:
    """The shipped words."""
    return parse(rules().positions)


def parse(raw: Mapping[str, Any]) -> Positions:
    """Make `Positions` of the file's tables; raises RuleError for what it lacks."""
    try:
        km = raw["kilometres"]
        languages = {code: _words(data, km) for code, data in sorted(raw["languages"].items())}
        before = [w for data in raw["languages"].values() for w in data["municipality_before"]]
        after = [w for data in raw["languages"].values() for w in data["municipality_after"]]
        either = raw["alternatives"]
        return Positions(
            languages=languages,
            facilities={kind: tuple(names) for kind, names in raw["facilities"].items()},
            regional=frozenset(raw["regional"]["facilities"]),
            uncertainty_km=dict(raw["uncertainty_km"]),
            uncertainty_share=dict(raw["uncertainty_share"]),
            municipality=re.compile(
                rf"(?:{_any(before)})\s+(?P<p>.+)|(?P<q>.+?)\s+(?:{_any(after)})", re.I
            ),
            alternatives=re.compile(
                rf"\s*(?:{'|'.join(map(re.escape, either['separators']))})\s*"
                rf"|\s+(?:{_any(either['words'])}|[-–—])\s+",
                re.I,
            ),
            abbreviations=dict(raw["abbreviations"]),
            feminine={fold(ending): fold(base) for ending, base in raw["feminine"].items()},
            blank=frozenset(fold(word) for word in raw["blank"]["words"]),
            samples=raw["samples"],
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise RuleError(f"lacks or misuses {error}") from error


def _words(data: Mapping[str, Any], kilometres: Mapping[str, float]) -> Words:
    for key in (*_WORDS, "units", "compass"):
        if key not in data:
            raise RuleError(f"a language lacks {key}")
    if wrong := set(data["compass"]) - set(BEARINGS):
        raise RuleError(f"no points of the compass: {', '.join(sorted(wrong))}")
    lengths = {
        word.casefold(): float(kilometres[unit])
        for unit, words in data["units"].items()
        for word in words
    }
    units = _any(lengths)
    compass = _any(word for words in data["compass"].values() for word in words)
    return Words(
        patterns={
            manner: tuple(_pattern(template, units, compass) for template in data[manner])
            for manner in MANNERS
        },
        units=lengths,
        compass=tuple(
            (re.compile(_literal(word), re.I), cast(str, point))
            for point, words in data["compass"].items()
            for word in words
        ),
    )


def _any(words: Iterable[str]) -> str:
    """An alternative of words; the longest is tried first."""
    return "|".join(sorted(map(_literal, words), key=len, reverse=True))


def _literal(words: str) -> str:
    escaped = re.escape(words.strip()).replace(r"\ ", r"\s+").replace(r"\*", r"\w*")
    return escaped.replace(r"\-", r"[\s\-‐-―]?").replace("'", "['’ʼ]")


def _pattern(template: str, units: str, compass: str) -> re.Pattern[str]:
    """Compile a template; parts stand apart, but for a unit and what an apostrophe elides."""
    groups = _GROUPS | {"{u}": f"(?P<u>{units})", "{c}": f"(?P<c>{compass})"}
    lead = pattern = ""
    for part in _PART.findall(template):
        words = f"(?:{_any(part[1:-1].split('|'))})"
        if part.startswith("["):
            if pattern:
                pattern += rf"(?:\s+{words})?"
            else:
                lead += rf"(?:{words}{_GAP})?"
            continue
        if pattern:
            pattern += r"\s*" if part == "{u}" else _GAP
        pattern += groups.get(part) or (words if part.startswith("<") else _literal(part))
    return re.compile(lead + pattern, re.I)
