"""Words that tell namesakes apart (new, old, great, upper), which languages translate.

"Jaunā Odesa" is Latvian for Нова Одеса, "Ozimina Wielka" Polish for Велика Озимина: one word
of the name is translated, and may change its side, the other is spelled by sound.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import product

from .fold import fold, is_cyrillic
from .romanise import reader, romanise
from .rules import Language, System, rules
from .stem import Form, forms, languages_for

NATIVE = "uk"
TRANSLATED_COST = 0.04
MOST_FORMS = 12
"""Case forms of the other word that are tried."""
Words = dict[str, list[tuple[Language, str]]]
"""Folded words, each with the languages that have it and what it means there."""


def untranslated(folded: str, language: str | None = None) -> list[Form]:
    """What a name may be of which a language translated the first or the last word.

    The forms are spelled as that language spells Ukrainian names.
    """
    if " " not in folded:
        return []
    languages, _ = languages_for("Cyrillic" if is_cyrillic(folded) else "Latin", language)
    known = _words(languages)
    first, last = folded.split(" ", 1), folded.rsplit(" ", 1)
    found: dict[str, Form] = {}
    for word, rest in ((first[0], first[1]), (last[1], last[0])):
        for lang, meaning in known.get(word, ()):
            for form in _forms(word, rest, lang, meaning):
                if form.text != folded and form.text not in found:
                    found[form.text] = form
    return list(found.values())


@lru_cache(maxsize=1)
def translated_words() -> frozenset[str]:
    """All words that texts of some language translate so, folded."""
    return frozenset(
        word
        for lang in rules().languages.values()
        if lang.translates
        for words in lang.descriptive.values()
        for word in words
    )


def _forms(word: str, rest: str, lang: Language, meaning: str) -> Iterator[Form]:
    system = _system(lang)
    for form in (Form(rest, 0.0, ""), *forms(rest, lang.code, adjectives=False)[:MOST_FORMS]):
        for written, other in product(_written(lang, meaning), _read(form.text, system)):
            why = f"{lang.name} {word} for {meaning}"
            for text in (f"{written} {other}", f"{other} {written}"):
                yield Form(text, TRANSLATED_COST + form.cost, why)


@lru_cache(maxsize=64)
def _words(languages: tuple[Language, ...]) -> Words:
    found: Words = {}
    for lang in languages:
        for meaning, words in lang.descriptive.items():
            for word in words:
                found.setdefault(word, []).append((lang, meaning))
    return found


@lru_cache(maxsize=512)
def _written(lang: Language, meaning: str) -> tuple[str, ...]:
    """The Ukrainian words of a meaning, as a language spells them."""
    words = rules().languages[NATIVE].descriptive.get(meaning, ())
    system = _system(lang)
    if system is None or _is_respelled(system):
        return words
    return tuple(dict.fromkeys(fold(romanise(word, system, NATIVE)) for word in words))


def _read(folded: str, system: System | None) -> tuple[str, ...]:
    """A name in the letters that its candidates are looked up by."""
    if system is None or not _is_respelled(system):
        return (folded,)
    return reader(system.id).forms(folded)


def _is_respelled(system: System) -> bool:
    """Whether names in this spelling are read into Ukrainian letters first (Belarusian)."""
    return system.script == "Cyrillic" and not system.derives


def _system(lang: Language) -> System | None:
    """How a language spells Ukrainian names; Ukrainian itself has no system for them."""
    if lang.code == NATIVE:
        return None
    able = [
        system
        for system in rules().systems.values()
        if system.script == lang.script and lang.code in (system.id, system.language)
    ]
    return min(able, key=lambda system: system.id != lang.code, default=None)
