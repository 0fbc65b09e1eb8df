"""From a folded name to the places it may mean, each with its evidence and the rules used.

The steps, from sure to unsure: exact, stem (an ending undone), key (another spelling),
fuzzy (a typo). Evidence is 1.0 for the very name and less for every step away from it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from operator import itemgetter

from .descriptive import untranslated
from .fold import is_cyrillic, strip_marks
from .key import key, likeness, swaps
from .known import Known
from .query import Query
from .records import Name
from .romanise import readings
from .rules import rules
from .spelled import LEAST_KEY, LIKENESS_WEIGHT, Speller, base_of, best_spelling, told
from .stem import Form, forms
from .store import Store
from .weighing import Candidate, Weigher, best_of

UNSTRESSED_COST, UNMARKED_COST = 0.015, 0.12
_STRESSED = str.maketrans("áàâéèêíìîïóòôúùûý", "aaaeeeiiiiooouuuy")
"""Vowels with marks that show how they are spoken."""
LEAST_KEY_ASKED = 3
"""Keys of fewer classes say nothing."""
FUZZY_COST = 0.12
FUZZY_LEAST = 0.8
FUZZY_BELOW = 0.82
"""A name that fits no better than this may be a misspelled other one."""
FUZZY_MIN_LETTERS = 5
SWAPPED_MIN_LETTERS = 7
"""Of a Latin name; Cyrillic ones need fewer letters."""
SWAPPED_MIN_CYRILLIC = 6
SWAPPED_LEAST, READ_COST = 0.85, 0.02
"""Two letters in the wrong order and an odd spelling besides are too much."""
RESPELLED = frozenset({"official", "alternative", "exonym", "generated"})
MOST_RESPELLED = 3
RESPELLED_COST = 0.01
CACHED_NAMES = 4096
_NUMBER = itemgetter(0)


class Finder:
    """Finds candidates in one gazetteer file."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.known = Known(store)
        # Texts and tables repeat their names.
        self.find = lru_cache(maxsize=CACHED_NAMES)(self._find)
        self.speller = Speller(self.known)
        self.weigher = Weigher(store)
        self._weigh = self.weigher.weigh

    def _find(
        self,
        query: Query,
        *,
        language: str | None = None,
        fuzzy: bool = True,
        inflected: bool = False,
    ) -> tuple[Candidate, ...]:
        """Candidates for one reading of a name, the best one for each place.

        With `inflected` (running text) case forms are tried even where the name as it stands
        is known: "Terniv" may be a village or the genitive of Terny.
        """
        identity = Form(query.folded, 0.0, "")
        exact = self._exact([identity, *_unstressed(query.folded)], query, "exact")
        fits = self.weigher.fits(exact, query)
        if fits and not inflected:
            exact += self._namesakes(exact, query)
            return self.weigher.of_kind(best_of(exact), query)
        # In a text, an adjective of a language that nothing speaks for is none.
        adjectives = not inflected or language is not None or bool(query.hint)
        stems = forms(
            query.folded,
            language,
            self.speller.reach(query.folded, language),
            adjectives=adjectives,
        )
        found = exact + self._exact(stems, query, "stem")
        found += self._namesakes(found, query)
        if not fits:
            found += self._exact(_unmarked(query.folded), query, "key")
            found += self._by_key([identity, *stems], query, language, inflected)
            found += self._untranslated(query, language, inflected)
        if fuzzy and all(c.evidence < FUZZY_BELOW for c in found):
            found += self._swapped(query, language)
            found += self._fuzzy(query, language)
        return self.weigher.of_kind(best_of(found), query) if found else ()

    def _exact(self, tried: Iterable[Form], query: Query, step: str) -> list[Candidate]:
        texts = self.known.held([form.text for form in tried])
        if not texts:
            return []
        held = self._store.by_fold(texts)
        found: list[Candidate] = []
        for form in tried:
            if form.text in held:
                used = "adjective" if form.adjective else step
                found += self._weigh(held[form.text], 1.0 - form.cost, used, query, (form.why,))
        return found

    def _namesakes(self, found: Sequence[Candidate], query: Query) -> list[Candidate]:
        """All other places with the own name of a place whose respelled name was found.

        A paper that writes one Сіверне "Siewerne" writes them all so, though only one has
        that spelling on record.
        """
        others: list[Candidate] = []
        for place, evidence, step, name, used in best_of(found)[:MOST_RESPELLED] if found else ():
            if name.own is None or name.own == name.fold or name.status not in RESPELLED:
                continue
            if not self.known.may_be_shared(name.own):
                continue
            held = self._store.by_fold([name.own]).get(name.own, ())
            named = [other for other in held if other.own is not None and other.place != place]
            whys = (*used, f"the name that {name.text} spells")
            others += self._weigh(named, evidence - RESPELLED_COST, step, query, whys)
        return others

    def _by_key(
        self, tried: list[Form], query: Query, language: str | None, inflected: bool
    ) -> list[Candidate]:
        # In a text a short key says nothing; somebody who asks for a short name means one.
        least_key = LEAST_KEY if inflected else LEAST_KEY_ASKED
        spellings = [s for s in self.speller.read(tried, language) if len(s.key) >= least_key]
        keys = self.known.held_keys(dict.fromkeys(s.key for s in spellings))
        held = self._store.by_key(keys) if keys else {}
        fits: list[tuple[int, float, list[Name]]] = []
        for key_, names in held.items():
            bases = [
                (number, spelling, base_of(spelling, language))
                for number, spelling in enumerate(spellings)
                if spelling.key == key_
            ]
            alike: dict[str, list[Name]] = {}
            for name in names:
                alike.setdefault(name.fold, []).append(name)
            for fold, same in alike.items():
                number, evidence = best_spelling(bases, fold)
                if evidence > 0:
                    fits.append((number, evidence, same))
        found: list[Candidate] = []
        # Of two that fit as well, the likelier reading explains the name.
        for number, evidence, same in sorted(fits, key=_NUMBER):
            spelling = spellings[number]
            step = "adjective" if spelling.form.adjective else "key"
            whys = (spelling.form.why, told(spelling.text, spelling.system))
            found += self._weigh(same, evidence, step, query, whys)
        return found

    def _untranslated(self, query: Query, language: str | None, inflected: bool) -> list[Candidate]:
        """Names of which one word is translated: Jaunā Odesa, Ozimina Wielka.

        In texts only of languages that do so as a rule: an English headline may say "New Odesa".
        """
        if inflected and not (language and rules().languages[language].translates):
            return []
        tried = untranslated(query.folded, language)
        if not tried:
            return []
        found = self._exact(tried, query, "key")
        return found + self._by_key(tried, query, language, inflected=True)

    def _swapped(self, query: Query, language: str | None) -> list[Candidate]:
        """Names of which two neighbouring letters stand in the wrong order: Bakhmtu, Вовчнаськ."""
        cyrillic = is_cyrillic(query.folded)
        if len(query.folded) < (SWAPPED_MIN_CYRILLIC if cyrillic else SWAPPED_MIN_LETTERS):
            return []
        tried = [Form(text, FUZZY_COST, "two letters swapped") for text in swaps(query.folded)]
        for text, _ in readings(query.folded, (language,) if language else ()):
            tried += [Form(t, FUZZY_COST + READ_COST, "two letters swapped") for t in swaps(text)]
        found = self._exact(tried, query, "fuzzy")
        return [c for c in found if c.evidence >= SWAPPED_LEAST]

    def _fuzzy(self, query: Query, language: str | None) -> Iterator[Candidate]:
        if len(query.folded) < FUZZY_MIN_LETTERS:
            return
        spelled = [(query.folded, "")] if is_cyrillic(query.folded) else []
        spelled += readings(query.folded, (language,) if language else ())
        tried: dict[str, str] = {}
        for text, _ in spelled:
            tried.setdefault(key(text), text)
        # A key belongs to the reading that comes first: the likelier ones do.
        near: dict[str, str] = {}
        for wanted, text in tried.items():
            if len(wanted) >= FUZZY_MIN_LETTERS - 1:
                for other in self.known.keys_one_slip_away(wanted):
                    near.setdefault(other, text)
        for other, names in self._store.by_key(list(near)).items():
            for name in names:
                like = likeness(near[other], name.fold)
                if like >= FUZZY_LEAST:
                    evidence = 1.0 - FUZZY_COST - LIKENESS_WEIGHT * (1 - like)
                    yield from self._weigh((name,), evidence, "fuzzy", query, ("typo",))


def _unstressed(folded: str) -> list[Form]:
    """The name without accents, which some languages set to show the stress."""
    if folded.isascii() or is_cyrillic(folded):
        return []
    bare = folded.translate(_STRESSED)
    return [] if bare == folded else [Form(bare, UNSTRESSED_COST, "without accents")]


def _unmarked(folded: str) -> list[Form]:
    """The name without marks that make other letters: "Šumy" is Шуми before it is Sumy."""
    if folded.isascii() or is_cyrillic(folded):
        return []
    bare = strip_marks(folded)
    known = (folded, folded.translate(_STRESSED))
    return [] if bare in known else [Form(bare, UNMARKED_COST, "without its marks")]
