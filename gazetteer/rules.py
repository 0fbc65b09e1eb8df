"""Rules of languages and romanisations, compiled from `rules/**/*.toml` into one JSON file.

The TOML files are what people read and write (docs/rules.md); reading JSON takes a
millisecond, so a look-up starts at once.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, TypeVar

from .errors import DatabaseMissing, RuleError
from .tags import Tags

RULES = Path(__file__).parent / "rules"
COMPILED = Path(__file__).parent / "data" / "rules.json"

COMMONEST = ("uk", "ru", "en", "de", "pl", "fi", "fr", "es")
NATIVE = frozenset({"uk", "ru"})
"""Languages that the places' own names are written in."""

Forms = Mapping[str, Mapping[str, tuple[str, ...]]]


@dataclass(frozen=True, eq=False)
class Language:
    """How one language bends place names, and the words that stand beside them.

    `ordinary` are common words that are villages too, `ordinary_endings` those of adjectives
    that may be either; `elisions` are words that an apostrophe joins to the next. `compounds`:
    a word behind a name may be written as one with it (Donetskregionen). `translates`: texts
    translate the `descriptive` words of names.
    `endings` and `adjectives` map an ending to the endings the basic form may have had.
    `generic` maps a kind of place to the words (`*` for any ending) before and after a name.
    `descriptive` are words that tell namesakes apart, by their meaning (new, great).
    """

    code: str
    name: str
    script: str
    min_stem: int
    inflects: str
    letters: str
    not_letters: str
    frequent: str
    function_words: frozenset[str]
    generic: Forms
    context: Mapping[str, tuple[str, ...]]
    not_places: frozenset[str]
    ordinary: frozenset[str]
    ordinary_endings: tuple[str, ...]
    elisions: frozenset[str]
    capital_nouns: bool
    compounds: bool
    translates: bool
    endings: Forms
    adjectives: Mapping[str, tuple[str, ...]]
    descriptive: Mapping[str, tuple[str, ...]]
    samples: Mapping[str, tuple[tuple[str, str], ...]] = field(repr=False)


@dataclass(frozen=True, eq=False)
class System:
    """A way to write Cyrillic names in the letters of another language; keys as in docs/rules.md.

    `script` is that of what it writes: Latin, or Cyrillic where one Cyrillic language respells
    the names of another.
    """

    id: str
    name: str
    language: str
    script: str
    tables: Forms
    samples: Mapping[str, tuple[tuple[str, str], ...]] = field(repr=False)

    @property
    def derives(self) -> bool:
        """Whether the gazetteer writes its spellings beside the names on record: then a name
        that the sources have in one of the languages of the country is found in the other.
        """
        return self.script == "Cyrillic" and self.language in NATIVE


Made = TypeVar("Made")


class _Lazy(Mapping[str, Made]):
    """Makes a value of its raw form when it is first asked for: a look-up needs few."""

    def __init__(self, raw: Mapping[str, Any], make: Callable[[Mapping[str, Any]], Made]) -> None:
        self._raw = dict(sorted(raw.items()))
        self._make = make
        self._made: dict[str, Made] = {}

    def __getitem__(self, key: str) -> Made:
        if key not in self._made:
            self._made[key] = self._make(self._raw[key])
        return self._made[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._raw)

    def __len__(self) -> int:
        return len(self._raw)

    @property
    def raw(self) -> Mapping[str, Any]:
        return self._raw


@dataclass(frozen=True, eq=False)
class Rules:
    """All languages and systems, by code, the given names of people, and words of position."""

    languages: _Lazy[Language]
    systems: _Lazy[System]
    given_names: frozenset[str]
    surname_endings: tuple[str, ...] = ()
    organisations: tuple[tuple[str, ...], ...] = ()
    """Names of organisations and papers that hold a place's name, word by word."""
    positions: Mapping[str, Any] = field(default_factory=dict)
    """What positions.toml says; `gazetteer.positions` reads it."""

    def of_script(self, script: str) -> tuple[Language, ...]:
        codes = [code for code, raw in self.languages.raw.items() if raw["script"] == script]
        # Where several explain a form, the one that most reports are in is named.
        codes.sort(key=lambda code: COMMONEST.index(code) if code in COMMONEST else 99)
        return tuple(self.languages[code] for code in codes)

    def generic_tags(self, script: str, language: str | None = None) -> Tags:
        """The words of a script's languages, or of one, that say a kind of place: (side, kind)."""
        return _generic_tags(self, script, language)

    @cached_property
    def any_language(self) -> Language:
        """All languages in one, for a text too short to tell: words only, no endings."""
        everyone = self.languages.values()
        return Language(
            code="und",
            name="any language",
            script="",
            min_stem=3,
            inflects="all",
            letters="",
            not_letters="",
            frequent="",
            function_words=frozenset[str]().union(*(lang.function_words for lang in everyone)),
            generic=_merged(everyone),
            context=_joined(lang.context for lang in everyone),
            not_places=frozenset[str]().union(*(lang.not_places for lang in everyone)),
            ordinary=frozenset[str]().union(*(lang.ordinary for lang in everyone)),
            ordinary_endings=tuple(e for lang in everyone for e in lang.ordinary_endings),
            elisions=frozenset(),
            capital_nouns=False,
            compounds=False,
            translates=False,
            endings={},
            adjectives={},
            descriptive={},
            samples={},
        )


@lru_cache(maxsize=64)
def _generic_tags(known: Rules, script: str, language: str | None) -> Tags:
    tags = Tags()
    raw = known.languages.raw
    codes = [code for code in raw if raw[code]["script"] == script]
    for code in [language] if language in codes else codes:
        for kind, sides in raw[code]["generic"].items():
            for side, words in sides.items():
                tags.add(words, (side, kind))
    return tags


Words = Mapping[str, tuple[str, ...]]


def _joined(tables: Iterable[Words]) -> dict[str, tuple[str, ...]]:
    joined: dict[str, tuple[str, ...]] = {}
    for table in tables:
        for key, words in table.items():
            joined[key] = (*joined.get(key, ()), *words)
    return joined


def _merged(languages: Iterable[Language]) -> dict[str, dict[str, tuple[str, ...]]]:
    listed = list(languages)
    kinds = dict.fromkeys(kind for lang in listed for kind in lang.generic)
    return {kind: _joined(lang.generic.get(kind, {}) for lang in listed) for kind in kinds}


@lru_cache(maxsize=1)
def rules() -> Rules:
    """Return the shipped rules.

    Raises DatabaseMissing if they were never compiled (an unbuilt checkout).
    """
    try:
        raw = json.loads(COMPILED.read_text("utf-8"))
    except FileNotFoundError as error:
        raise DatabaseMissing(
            "the gazetteer's data is not built; run `make setup` or `python -m gazetteer.build`"
        ) from error
    return parse(raw)


def parse(raw: Mapping[str, Any]) -> Rules:
    """Make `Rules` of the merged rule files; each is made at its first use."""
    languages = _Lazy(raw["languages"], _language)
    systems = _Lazy(raw["systems"], _system)
    return Rules(
        languages,
        systems,
        frozenset(raw["given_names"]),
        tuple(raw.get("surname_endings", ())),
        tuple(tuple(name.split(" ")) for name in raw.get("organisations", ())),
        raw.get("positions", {}),
    )


def check(raw: Mapping[str, Any]) -> None:
    """Make all of the rules at once; raises RuleError where one lacks something."""
    try:
        made = parse(raw)
        for mapping in (made.languages, made.systems):
            list(mapping.values())
    except (KeyError, TypeError, AttributeError) as error:
        raise RuleError(f"lacks or misuses {error}") from error


def _tuples(table: Mapping[str, Any]) -> dict[str, tuple[Any, ...]]:
    return {key: tuple(value) for key, value in table.items() if isinstance(value, list)}


def _nested(table: Mapping[str, Any]) -> dict[str, dict[str, tuple[Any, ...]]]:
    return {key: _tuples(value) for key, value in table.items()}


def _language(data: Mapping[str, Any]) -> Language:
    return Language(
        code=data["code"],
        name=data["name"],
        script=data["script"],
        min_stem=data["min_stem"],
        inflects=data.get("inflects", "all"),
        letters=data.get("letters", ""),
        not_letters=data.get("not_letters", ""),
        frequent=data.get("frequent", ""),
        function_words=frozenset(data["function_words"]),
        generic=_nested(data["generic"]),
        context=_tuples(data["context"]),
        not_places=frozenset(data["not_places"]["words"]),
        ordinary=frozenset(data["not_places"].get("ordinary", ())),
        ordinary_endings=tuple(data["not_places"].get("ordinary_endings", ())),
        elisions=frozenset(data.get("elisions", ())),
        capital_nouns=data.get("capital_nouns", False),
        compounds=data.get("compounds", False),
        translates=data.get("translates", False),
        endings=_nested(data["endings"]),
        adjectives=_tuples(data.get("adjectives", {})),
        descriptive=_tuples(data.get("descriptive", {})),
        samples={key: tuple(map(tuple, rows)) for key, rows in data["samples"].items()},
    )


def _system(data: Mapping[str, Any]) -> System:
    return System(
        id=data["id"],
        name=data["name"],
        language=data["language"],
        script=data.get("script", "Latin"),
        tables=_nested({key: data[key] for key in ("uk", "ru", "be") if key in data}),
        samples={key: tuple(map(tuple, rows)) for key, rows in data["samples"].items()},
    )
