"""Undo case endings and adjectives: each undone form is a hypothesis with a cost.

`Bahmutissa` may be the Finnish inessive of `Bahmut`; that it may also be a name of its own
is for the ranking to weigh.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from .fold import is_cyrillic
from .rules import Language, rules

CASE_COST = 0.03
ADJECTIVE_COST = 0.12
# What a form costs more when nothing says that the text is in this language.
GUESSED_LANGUAGE_COST = 0.03
_MOST_FORMS = 400


@dataclass(frozen=True, slots=True)
class Form:
    """A hypothesis about the basic form of a name: folded text, cost 0..1, and the rule."""

    text: str
    cost: float
    why: str
    adjective: bool = False


def languages_for(folded: str, language: str | None) -> tuple[tuple[Language, float], ...]:
    """Languages whose endings may apply, with what guessing them costs."""
    script = "Cyrillic" if is_cyrillic(folded) else "Latin"
    known = rules().languages.get(language or "")
    if known is not None and known.script == script:
        return ((known, 0.0),)
    return tuple((lang, GUESSED_LANGUAGE_COST) for lang in rules().of_script(script))


@lru_cache(maxsize=32768)
def forms(folded: str, language: str | None = None) -> tuple[Form, ...]:
    """Basic forms that a folded name may stand for, without the name itself, cheapest first."""
    best: dict[str, Form] = {}
    for lang, guess in languages_for(folded, language):
        for form in _phrase(folded, lang):
            cost = form.cost + guess
            if form.text != folded and (form.text not in best or cost < best[form.text].cost):
                best[form.text] = Form(form.text, cost, form.why, form.adjective)
    return tuple(sorted(best.values(), key=lambda form: (form.cost, form.text)))


def _phrase(folded: str, lang: Language) -> list[Form]:
    """Undo the words of a phrase together: all of them, or only the last (Finnish)."""
    words = folded.split(" ")
    whole = [Form(word, 0.0, "") for word in words]
    options: list[list[Form]] = []
    for number, word in enumerate(words):
        bends = lang.inflects == "all" or number == len(words) - 1
        options.append([whole[number], *(word_forms(word, lang) if bends else ())])
    found: list[Form] = []
    for choice in product(*options):
        whys = [form.why for form in choice if form.why]
        if whys:
            text = " ".join(form.text for form in choice)
            cost = max(form.cost for form in choice)
            found.append(Form(text, cost, whys[-1], any(form.adjective for form in choice)))
        if len(found) >= _MOST_FORMS:
            break
    return found


@lru_cache(maxsize=65536)
def word_forms(word: str, lang: Language) -> tuple[Form, ...]:
    """Basic forms of one folded word in one language."""
    found: dict[str, Form] = {}
    for ending, case, replacements in lang.endings_by_length:
        if word.endswith(ending) and len(word) - len(ending) >= lang.min_stem:
            stem = word[: len(word) - len(ending)]
            for replacement in replacements:
                why = f"{lang.name} {case} -{ending}"
                found.setdefault(stem + replacement, Form(stem + replacement, CASE_COST, why))
    for form in (Form(word, 0.0, ""), *tuple(found.values())):
        for place in _places_of_adjective(form.text, lang):
            why = f"{lang.name} adjective {form.text}"
            found.setdefault(place, Form(place, ADJECTIVE_COST, why, adjective=True))
    found.pop(word, None)
    return tuple(found.values())


def _places_of_adjective(adjective: str, lang: Language) -> list[str]:
    return [
        adjective[: len(adjective) - len(ending)] + replacement
        for ending, replacements in lang.adjectives.items()
        if adjective.endswith(ending) and len(adjective) - len(ending) >= lang.min_stem
        for replacement in replacements
    ]
