"""Undo case endings and adjectives: each undone form is a hypothesis with a cost.

`Bahmutissa` may be the Finnish inessive of `Bahmut`; that it may also be a name of its own
is for the ranking to weigh.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from .fold import is_cyrillic
from .rules import Language, rules

CASE_COST = 0.03
ADJECTIVE_COST = 0.12
# What a form costs more when nothing says that the text is in this language.
GUESSED_LANGUAGE_COST = 0.08
GUESSED_ADJECTIVE = 2.5
"""So much more it costs to take a name for an adjective of a language that nothing speaks for."""
_MOST_FORMS = 400
_FEWEST_FORMS = 40


class Form(NamedTuple):
    """A hypothesis about the basic form of a name: folded text, cost 0..1, and the rule."""

    text: str
    cost: float
    why: str
    adjective: bool = False


Endings = dict[str, list[tuple[Language, str, tuple[str, ...]]]]
"""What an ending may be: the language, its case, and the endings of the basic form."""


@lru_cache(maxsize=64)
def languages_for(script: str, language: str | None) -> tuple[tuple[Language, ...], float]:
    """Languages whose endings may apply, and what guessing them costs."""
    known = rules().languages.get(language or "")
    if known is not None and known.script == script:
        return (known,), 0.0
    return rules().of_script(script), GUESSED_LANGUAGE_COST


@lru_cache(maxsize=32768)
def forms(folded: str, language: str | None = None, reach: int | None = None) -> tuple[Form, ...]:
    """Basic forms that a folded name may stand for, without the name itself, cheapest first.

    With `reach`, only forms that keep no more than so many letters of a single word.
    """
    best: dict[str, Form] = {}
    languages, guess = languages_for("Cyrillic" if is_cyrillic(folded) else "Latin", language)
    found = (
        word_forms(folded, languages, reach) if " " not in folded else _phrases(folded, languages)
    )
    for form in found:
        cost = form.cost + guess * (GUESSED_ADJECTIVE if form.adjective else 1)
        if form.text != folded and (form.text not in best or cost < best[form.text].cost):
            best[form.text] = Form(form.text, cost, form.why, form.adjective)
    return tuple(sorted(best.values(), key=lambda form: (form.cost, form.text)))


def _phrases(folded: str, languages: Sequence[Language]) -> Iterator[Form]:
    most = max(_FEWEST_FORMS, _MOST_FORMS // len(languages))
    for language in languages:
        yield from _phrase(folded, language, most)


def _phrase(folded: str, lang: Language, most: int) -> list[Form]:
    """Undo the words of a phrase together: all of them, or only the last (Finnish)."""
    words = folded.split(" ")
    whole = [Form(word, 0.0, "") for word in words]
    options: list[list[Form]] = []
    for number, word in enumerate(words):
        bends = lang.inflects == "all" or number == len(words) - 1
        options.append([whole[number], *(word_forms(word, (lang,)) if bends else ())])
    found: list[Form] = []
    for choice in product(*options):
        whys = [form.why for form in choice if form.why]
        if whys:
            text = " ".join(form.text for form in choice)
            cost = max(form.cost for form in choice)
            found.append(Form(text, cost, whys[-1], any(form.adjective for form in choice)))
        if len(found) >= most:
            break
    return [*found, *_without_hyphened_ending(words, lang)]


def _without_hyphened_ending(words: Sequence[str], lang: Language) -> Iterator[Form]:
    """The name before an ending that a hyphen joins to it: "Bahmut-ban"; folding parts them."""
    endings, _ = _endings((lang,))
    for _, case, replacements in endings.get(words[-1], ()):
        if "" in replacements:
            yield Form(" ".join(words[:-1]), CASE_COST, f"{lang.name} {case} -{words[-1]}")


@lru_cache(maxsize=65536)
def word_forms(
    word: str, languages: tuple[Language, ...], reach: int | None = None
) -> tuple[Form, ...]:
    """Basic forms of one folded word, in one language or any of several."""
    found: dict[str, Form] = {}
    endings, longest = _endings(languages)
    for at in range(max(0, len(word) - longest), len(word) + 1):
        for lang, case, replacements in endings.get(word[at:], ()):
            if at >= lang.min_stem:
                stem, why = word[:at], f"{lang.name} {case} -{word[at:]}"
                for replacement in replacements:
                    found.setdefault(stem + replacement, Form(stem + replacement, CASE_COST, why))
    for text in (word, *found):
        for place, lang in _places_of_adjective(text, languages):
            why = f"{lang.name} adjective {text}"
            found.setdefault(place, Form(place, ADJECTIVE_COST, why, adjective=True))
    found.pop(word, None)
    if reach is None:
        return tuple(found.values())
    # A form that keeps more letters than any known name begins with is none of them.
    kept = word[: reach + 1]
    return tuple(f for f in found.values() if reach >= len(word) or not f.text.startswith(kept))


def _places_of_adjective(
    adjective: str, languages: tuple[Language, ...]
) -> Iterator[tuple[str, Language]]:
    endings, longest = _adjectives(languages)
    for at in range(max(0, len(adjective) - longest), len(adjective)):
        for lang, _, replacements in endings.get(adjective[at:], ()):
            if at >= lang.min_stem:
                for replacement in replacements:
                    yield adjective[:at] + replacement, lang


@lru_cache(maxsize=64)
def _endings(languages: tuple[Language, ...]) -> tuple[Endings, int]:
    """The case endings of some languages by their letters, and the length of the longest."""
    found: Endings = {}
    for lang in languages:
        for case, table in lang.endings.items():
            for ending, replacements in table.items():
                found.setdefault(ending, []).append((lang, case.replace("_", " "), replacements))
    return found, max(map(len, found), default=0)


@lru_cache(maxsize=64)
def _adjectives(languages: tuple[Language, ...]) -> tuple[Endings, int]:
    """The endings of adjectives, in the same way."""
    found: Endings = {}
    for lang in languages:
        for ending, replacements in lang.adjectives.items():
            found.setdefault(ending, []).append((lang, "", replacements))
    return found, max(map(len, found), default=0)
