"""From a folded name to the places it may mean, each with its evidence and the rules used.

The steps, from sure to unsure: exact, stem (an ending undone), key (another spelling),
fuzzy (a typo). Evidence is 1.0 for the very name and less for every step away from it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from operator import itemgetter
from typing import NamedTuple

from .descriptive import untranslated
from .fold import is_cyrillic, strip_marks
from .key import key, likeness, swaps
from .known import Known
from .query import KINDS_OF_HINT, SOFT_HINTS, Query
from .records import Name
from .romanise import readings
from .rules import rules
from .stem import GUESSED_LANGUAGE_COST, Form, forms
from .store import Store
from .towards import Towards, Walk

KEY_COST = 0.03
SAME_SCRIPT_COST = 0.06
"""A Cyrillic spelling that is not the name's own: another language's, or another place."""
OTHER_SYSTEM_COST = 0.02
"""A spelling that neither the text's own language nor English uses."""
STRANGE_COST = 0.06
"""A reading by a system that lacks a letter of the name, and reads it without its mark."""
GENERATED_COST = 0.02
TRANSLATED_COST = 0.06
"""A name that the other language translates (Північне, Северное), if it does so at all."""
TRANSLATED_AND_READ_COST = 0.18
UNSTRESSED_COST, UNMARKED_COST = 0.015, 0.12
_STRESSED = str.maketrans("áàâéèêíìîïóòôúùûý", "aaaeeeiiiiooouuuy")
"""Vowels with marks that show how they are spoken."""
AS_WRITTEN_GAIN = 0.02
"""A reading that is the name to the letter says more than one that sounds like it."""
LEAST_KEY = 4
LEAST_KEY_ASKED = 3
"""Keys of fewer classes say nothing."""
LEAST_LIKENESS = 0.72
LIKENESS_WEIGHT = 1.1
SHORT_NAME_COST = 0.2
NAMESAKE_COST = 0.1
"""A name that a place has on record, but that is another place's own."""
FUZZY_COST = 0.12
FUZZY_LEAST = 0.8
FUZZY_BELOW = 0.82
"""A name that fits no better than this may be a misspelled other one."""
FUZZY_MIN_LETTERS = 5
SWAPPED_MIN_LETTERS = 7
"""Of a Latin name; Cyrillic ones need fewer letters."""
SWAPPED_MIN_CYRILLIC = 6
SWAPPED_LEAST = 0.85
"""Two letters in the wrong order and an odd spelling besides are too much."""
WRONG_KIND_COST = 0.35
RIGHT_KIND_GAIN = 0.03
"""A word beside the name that says what the place is speaks for the spelling, too."""
SECTOR_BY_TOWN_COST = 0.1
HOPELESS = 0.35
RESPELLED = frozenset({"official", "alternative", "exonym", "generated"})
MOST_RESPELLED = 3
RESPELLED_COST = 0.01
HELD = frozenset({"uk", "ru"})
"""Cyrillic languages that the gazetteer holds names in."""
CACHED_NAMES, CACHED_REACHES = 4096, 20_000
"""Candidates are many objects, a reach is a number."""


class Candidate(NamedTuple):
    """A place (by number) that a name may mean, by one of its names.

    `step` is exact, stem, adjective, key or fuzzy; `rules` led from what was written to
    the name.
    """

    place: int
    evidence: float
    step: str
    name: Name
    rules: tuple[str, ...] = ()


_PLACE, _EVIDENCE, _NUMBER = itemgetter(0), itemgetter(1), itemgetter(0)
PLAIN = frozenset({"official", "alternative", "exonym", "historical", "colloquial"})
"""Names that mean their place without more ado."""


class Spelling(NamedTuple):
    """A hypothesis in Cyrillic letters, its key, and the system that reads it so (or none)."""

    form: Form
    text: str
    key: str
    system: str


class Finder:
    """Finds candidates in one gazetteer file."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.known = Known(store)
        # Texts and tables repeat their names.
        self.find = lru_cache(maxsize=CACHED_NAMES)(self._find)
        self._systems_of = lru_cache(maxsize=64)(self._find_systems)
        self._reach = lru_cache(maxsize=CACHED_REACHES)(self._find_reach)

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
        fits = self._fits(exact, query)
        if fits and not inflected:
            exact += self._namesakes(exact, query)
            return self._of_kind(_best(exact), query)
        # In a text, an adjective of a language that nothing speaks for is none.
        adjectives = not inflected or language is not None or bool(query.hint)
        stems = forms(
            query.folded,
            language,
            self._reach(query.folded, language not in HELD),
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
        return self._of_kind(_best(found), query) if found else ()

    def prior(self, candidate: Candidate) -> float:
        """How likely a candidate's place is to be meant, before the text is known."""
        return self._store.place_by_number(candidate.place).prior

    def _find_reach(self, folded: str, respelled: bool) -> int:
        """How many letters of a word any known name begins with, in whatever spelling.

        `respelled`: a Cyrillic word may be of a language that spells the names in its own way.
        """
        cyrillic = is_cyrillic(folded)
        if not cyrillic and not self.known.packed:
            return len(folded)
        read = self.known.key_reach(folded) if cyrillic else self._walk.reach(folded)
        if cyrillic and respelled and read < len(folded):
            read = max(read, self._respelling.reach(folded))
        return read if read == len(folded) else max(read, self.known.reach(folded))

    @cached_property
    def _towards(self) -> Towards:
        systems = rules().systems.values()
        return Towards(system for system in systems if system.script == "Latin")

    @cached_property
    def _walk(self) -> Walk:
        return self._towards.walk(self.known.begins)

    def _fits(self, found: Sequence[Candidate], query: Query) -> bool:
        """Whether any of the candidates is what a word beside the name says."""
        kinds = KINDS_OF_HINT.get(query.hint)
        if kinds is None:
            return bool(found)
        return any(self._store.place_by_number(c.place).kind in kinds for c in found)

    def _of_kind(self, found: list[Candidate], query: Query) -> tuple[Candidate, ...]:
        """Only the places of the kind that a word beside the name gives, where there are any."""
        kinds = KINDS_OF_HINT.get(query.hint)
        if kinds is None:
            return tuple(found)
        right = [c for c in found if self._store.place_by_number(c.place).kind in kinds]
        return tuple(right if right or query.hint in SOFT_HINTS else found)

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
        for place, evidence, step, name, used in _best(found)[:MOST_RESPELLED] if found else ():
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
        cyrillic = is_cyrillic(query.folded)
        spelled = self._respelled if cyrillic else self._read
        # In a text a short key says nothing; somebody who asks for a short name means one.
        least_key = LEAST_KEY if inflected else LEAST_KEY_ASKED
        spellings = [s for s in spelled(query.folded, tried, language) if len(s.key) >= least_key]
        keys = self.known.held_keys(dict.fromkeys(s.key for s in spellings))
        held = self._store.by_key(keys) if keys else {}
        fits: list[tuple[int, float, list[Name]]] = []
        for key_, names in held.items():
            bases = [
                (number, spelling, _base(spelling, language))
                for number, spelling in enumerate(spellings)
                if spelling.key == key_
            ]
            alike: dict[str, list[Name]] = {}
            for name in names:
                alike.setdefault(name.fold, []).append(name)
            for fold, same in alike.items():
                number, evidence = _best_spelling(bases, fold)
                if evidence > 0:
                    fits.append((number, evidence, same))
        found: list[Candidate] = []
        # Of two that fit as well, the likelier reading explains the name.
        for number, evidence, same in sorted(fits, key=_NUMBER):
            spelling = spellings[number]
            step = "adjective" if spelling.form.adjective else "key"
            whys = (spelling.form.why, _spelling(spelling.text, spelling.system))
            found += self._weigh(same, evidence, step, query, whys)
        return found

    def _read(self, folded: str, tried: Sequence[Form], language: str | None) -> Iterator[Spelling]:
        """Readings of a Latin name and its forms that lead to known keys."""
        own = self._systems_of(language)
        for form in tried:
            for reading in self._walk.readings(form.text, held=self.known.may_be_key, first=own):
                system = self._likeliest(reading.systems, language)
                yield Spelling(form, reading.text, reading.key, system)

    @cached_property
    def _respelling(self) -> Walk:
        systems = rules().systems.values()
        respell = Towards(s for s in systems if s.script == "Cyrillic" and not s.derives)
        return respell.walk(self.known.begins)

    def _respelled(
        self, folded: str, tried: Sequence[Form], language: str | None
    ) -> Iterator[Spelling]:
        """Cyrillic forms as they stand, and as readers of another Cyrillic language spell them.

        A text in a language whose names are held needs no respelling.
        """
        for form in tried:
            yield Spelling(form, form.text, key(form.text), "")
            if language in HELD:
                continue
            for reading in self._respelling.readings(form.text, held=self.known.may_be_key):
                systems = self._respelling.systems_of(reading.systems)
                system = min(systems, key=lambda s: (s.language != language, s.id))
                yield Spelling(form, reading.text, reading.key, system.id)

    def _find_systems(self, language: str | None) -> int:
        """The systems that a language writes names by, as bits."""
        systems = enumerate(self._towards.systems)
        return sum(1 << bit for bit, system in systems if system.language == language)

    def key_starts(self, folded: str, letters: int) -> set[str]:
        """The first letters of the keys that a word may have, in whatever spelling."""
        if is_cyrillic(folded):
            return {key(folded)[:letters]}
        return self._walk.starts(folded, letters)

    def _likeliest(self, bits: int, language: str | None) -> str:
        """Of the systems that read so, that of the text's language, else the first."""
        able = [s for bit, s in enumerate(self._towards.systems) if bits >> bit & 1]
        return min(able, key=lambda s: (s.language != language, s.language != "en", s.id)).id

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
        found = self._exact(tried, query, "fuzzy")
        found += self._by_key(tried, query, language, inflected=True)
        return [c._replace(step="fuzzy") for c in found if c.evidence >= SWAPPED_LEAST]

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

    def _weigh(
        self,
        names: Iterable[Name],
        evidence: float,
        step: str,
        query: Query,
        rules_used: tuple[str, ...],
    ) -> list[Candidate]:
        """The candidates that names make, each weighed by what kind of name it is."""
        found = []
        for name in names:
            weight = evidence
            if query.hint or name.status not in PLAIN:
                weight = min(1.0, weight - self._cost(name, query))
            if weight > 0:
                found.append(Candidate(name.place, weight, step, name, rules_used))
        return found

    def _cost(self, name: Name, query: Query) -> float:
        """What a name costs: weak ones want a word beside them that says the kind."""
        kind = self._store.place_by_number(name.place).kind
        kinds = KINDS_OF_HINT.get(query.hint)
        right_kind = kinds is not None and kind in kinds
        if not right_kind and (name.status == "adjective" or _is_called_after_town(name, kind)):
            return math.inf
        cost = -RIGHT_KIND_GAIN if right_kind else 0.0
        if name.status == "short" and not right_kind:
            cost += SHORT_NAME_COST
        if name.status == "namesake":
            cost += NAMESAKE_COST
        if name.status == "generated":
            cost += GENERATED_COST
            if name.own is None:
                same = is_cyrillic(query.folded)
                cost += TRANSLATED_COST if same else TRANSLATED_AND_READ_COST
        if kinds is not None and not right_kind:
            by_town = query.hint == "sector" and kind == "settlement"
            cost += SECTOR_BY_TOWN_COST if by_town else WRONG_KIND_COST
        return cost


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


def _best(found: Sequence[Candidate]) -> list[Candidate]:
    if len(found) < 2:
        return list(found)
    best: dict[int, Candidate] = {}
    for candidate in found:
        held = best.get(candidate.place)
        if held is None or candidate.evidence > held.evidence:
            best[candidate.place] = candidate
    found_best = sorted(best.values(), key=_PLACE)
    found_best.sort(key=_EVIDENCE, reverse=True)
    # What fits so much less well never comes near the best, whatever the context says.
    least = found_best[0].evidence - HOPELESS
    if found_best[-1].evidence > least:
        return found_best
    return [c for c in found_best if c.evidence > least]


def _base(spelling: Spelling, language: str | None) -> float:
    """The evidence of a spelling that fits a name to the letter."""
    base = 1.0 - spelling.form.cost - KEY_COST
    base -= 0.0 if spelling.system else SAME_SCRIPT_COST
    base -= STRANGE_COST if _is_strange(spelling.form.text, spelling.system, language) else 0.0
    return base - _system_cost(spelling.system, language)


def _best_spelling(bases: Iterable[tuple[int, Spelling, float]], fold: str) -> tuple[int, float]:
    """Of some numbered spellings with one key, the one that says most for a folded name.

    With its evidence, which is 0 where none says anything.
    """
    best, found = 0.0, 0
    for number, spelling, base in bases:
        if base + AS_WRITTEN_GAIN <= best:
            continue
        like = likeness(spelling.text, fold)
        # A short key with its ending undone says little: then all letters must fit.
        strict = bool(spelling.form.why) and len(spelling.key) <= LEAST_KEY
        if like >= (1.0 if strict else LEAST_LIKENESS):
            evidence = base - LIKENESS_WEIGHT * (1 - like)
            evidence += AS_WRITTEN_GAIN if like == 1.0 and spelling.system else 0.0
            if evidence > best:
                best, found = evidence, number
    return found, best


@lru_cache(maxsize=256)
def _system_cost(system: str, language: str | None) -> float:
    if not system:
        return 0.0
    if language is None:
        # A Cyrillic name is rather Ukrainian or Russian than Belarusian.
        return GUESSED_LANGUAGE_COST if rules().systems[system].script == "Cyrillic" else 0.0
    return 0.0 if rules().systems[system].language in {language, "en"} else OTHER_SYSTEM_COST


@lru_cache(maxsize=8192)
def _is_strange(text: str, system: str, language: str | None) -> bool:
    """Whether a text has a letter that the system never writes: no Dane writes "Charkově".

    The text's own language may lengthen a vowel before an ending.
    """
    if not system or text.isascii() or rules().systems[system].language == language:
        return False
    letters = _letters(system)
    return any(letter.isalpha() and letter not in letters for letter in text)


@lru_cache(maxsize=64)
def _letters(system: str) -> frozenset[str]:
    tables = rules().systems[system].tables.values()
    return frozenset(
        "".join(text for table in tables for texts in table.values() for text in texts)
    )


def _spelling(text: str, system: str) -> str:
    return f"{rules().systems[system].name} of {text}" if system else "another spelling"


def _is_called_after_town(name: Name, kind: str) -> bool:
    """A sector or raion has its town's name only beside a word such as "direction"."""
    return kind in {"sector", "district"} and name.status == "short"
