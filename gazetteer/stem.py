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
NO_ENDING_COST = 0.05
"""A name without any ending is rather a basic form than the genitive of a plural."""
RESTORED_COST = 0.02
NEUTER = frozenset("eoеоє")
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


Undone = tuple[Language, str, tuple[str, ...]]
"""What an ending may be: the language, its case, and the endings of the basic form."""
Endings = dict[str, list[Undone]]
LEAST_KEPT = 2
"""Letters that stay of a word when its ending goes; what comes out is longer (Jarze, Jar)."""
TAIL = 2
"""Letters by which a word that surely is no adjective is told, quickly."""


@lru_cache(maxsize=64)
def languages_for(script: str, language: str | None) -> tuple[tuple[Language, ...], float]:
    """Languages whose endings may apply, and what guessing them costs."""
    known = rules().languages.get(language or "")
    if known is not None and known.script == script:
        return (known,), 0.0
    return rules().of_script(script), GUESSED_LANGUAGE_COST


@lru_cache(maxsize=32768)
def forms(
    folded: str,
    language: str | None = None,
    reach: int | None = None,
    *,
    adjectives: bool = True,
) -> tuple[Form, ...]:
    """Basic forms that a folded name may stand for, without the name itself, cheapest first.

    With `reach`, only forms that keep no more than so many letters; without `adjectives`, only
    case endings are undone. Both narrow single words; a phrase is always tried in full.
    """
    best: dict[str, Form] = {}
    languages, guess = languages_for("Cyrillic" if is_cyrillic(folded) else "Latin", language)
    found = (
        word_forms(folded, languages, reach, adjectives=adjectives)
        if " " not in folded
        else _phrases(folded, languages)
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
    endings, _, _ = _endings((lang,))
    for _, case, replacements in endings.get(words[-1], ()):
        if "" in replacements:
            yield Form(" ".join(words[:-1]), CASE_COST, f"{lang.name} {case} -{words[-1]}")


@lru_cache(maxsize=65536)
def word_forms(
    word: str,
    languages: tuple[Language, ...],
    reach: int | None = None,
    *,
    adjectives: bool = True,
) -> tuple[Form, ...]:
    """Basic forms of one folded word, in one language or any of several.

    With `reach`, only forms that keep no more than so many of its letters: a form that keeps
    more than any known name begins with is none of them.
    """
    kept = len(word) if reach is None else reach
    endings, longest, of_adjectives = _endings(languages)
    of_places, longest_adjective, tails = _adjectives(languages if adjectives else ())
    if len(word) - longest - longest_adjective > kept:
        return ()
    bases: dict[str, tuple[Language, str, int]] = {}
    last = min(len(word), kept + longest_adjective)
    for at in range(max(0, len(word) - longest), last + 1):
        # A basic form that keeps too much may yet be an adjective of one that doesn't.
        for lang, case, replacements in (endings if at <= kept else of_adjectives).get(
            word[at:], ()
        ):
            if at >= min(LEAST_KEPT, lang.min_stem):
                for replacement in replacements:
                    base = word[:at] + replacement
                    if (
                        len(base) >= lang.min_stem
                        and base not in bases
                        and (at <= kept or _ends(base, tails))
                    ):
                        bases[base] = lang, case, at
    found = {
        base: Form(base, _cost(word[at:], base[at:]), f"{lang.name} {case} -{word[at:]}")
        for base, (lang, case, at) in bases.items()
        if at <= kept
    }
    for text in (word, *bases):
        if not _ends(text, tails):
            continue
        first = max(0, len(text) - longest_adjective)
        for at in range(first, min(len(text), kept + 1)):
            for lang, _, replacements in of_places.get(text[at:], ()):
                if at >= lang.min_stem:
                    for replacement in replacements:
                        place = text[:at] + replacement
                        if place not in found:
                            why = f"{lang.name} adjective {text}"
                            found[place] = Form(place, ADJECTIVE_COST, why, adjective=True)
    found.pop(word, None)
    if kept >= len(word):
        return tuple(found.values())
    too_long = word[: kept + 1]
    return tuple(form for form in found.values() if not form.text.startswith(too_long))


def _cost(ending: str, restored: str) -> float:
    """What undoing an ending costs: for one vowel another, of a neuter, is the rarer reading."""
    if not ending:
        return CASE_COST + NO_ENDING_COST
    return CASE_COST + (RESTORED_COST if len(ending) == 1 and restored in NEUTER else 0.0)


def _ends(text: str, tails: frozenset[str]) -> bool:
    return text[-TAIL:] in tails or text[-1:] in tails


@lru_cache(maxsize=64)
def _endings(languages: tuple[Language, ...]) -> tuple[Endings, int, Endings]:
    """The case endings of some languages, the length of the longest, and those of adjectives."""
    _, _, tails = _adjectives(languages)
    found: Endings = {}
    of_adjectives: Endings = {}
    for lang in languages:
        for case, table in lang.endings.items():
            for ending, replacements in table.items():
                undone = lang, case.replace("_", " "), replacements
                found.setdefault(ending, []).append(undone)
                some = tuple(r for r in replacements if len(r) < TAIL or _ends(r, tails))
                if some and lang.adjectives:
                    of_adjectives.setdefault(ending, []).append((*undone[:2], some))
    return found, max(map(len, found), default=0), of_adjectives


@lru_cache(maxsize=64)
def _adjectives(languages: tuple[Language, ...]) -> tuple[Endings, int, frozenset[str]]:
    """The endings of adjectives, the length of the longest, and their last letters."""
    found: Endings = {}
    for lang in languages:
        for ending, replacements in lang.adjectives.items():
            found.setdefault(ending, []).append((lang, "", replacements))
    tails = frozenset(ending[-TAIL:] for ending in found)
    return found, max(map(len, found), default=0), tails
