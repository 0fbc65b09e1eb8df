"""What a single word, or a row of words, of a running text may mean."""

from __future__ import annotations

from functools import lru_cache

from .candidates import Finder
from .fold import is_cyrillic
from .language import UNKNOWN
from .query import Query
from .weighing import Candidate

LEAST_EVIDENCE = {"exact": 0.6, "stem": 0.84, "adjective": 0.8, "key": 0.8}
LEAST_KEY_LETTERS = 5
MULTIWORD_EVIDENCE = 0.85
SHORT_NAME = 3  # letters: a name this short needs a word beside it
CITY_PRIOR = 0.95
"""... unless it is a form of a longer one that everybody knows."""
CACHED_WORDS = 50_000

Candidates = tuple[Candidate, ...]


class Words:
    """Looks words up by the language of their text; texts repeat their words."""

    def __init__(self, finder: Finder) -> None:
        self._finder = finder
        self.word = lru_cache(maxsize=CACHED_WORDS)(self._word)
        self.phrase = lru_cache(maxsize=CACHED_WORDS)(self._phrase)

    def find(self, query: Query, language: str) -> Candidates:
        """Candidates by the text's language, else by any: a translation leaves forms behind.

        Only Latin letters are shared by so many languages.
        """
        known = None if language == UNKNOWN else language
        found = self._finder.find(query, language=known, fuzzy=False, inflected=True)
        if not found and known and " " not in query.folded and not is_cyrillic(query.folded):
            found = self._finder.find(query, language=None, fuzzy=False, inflected=True)
        return found

    def _word(self, folded: str, hint: str, language: str, capital: bool) -> Candidates:
        """What a word may mean, as far as the evidence is enough in running text."""
        found = self.find(Query(folded, hint), language)
        if len(folded) <= SHORT_NAME and not hint:
            return tuple(c for c in found if self._is_short_name(c, language))
        kept = tuple(c for c in found if _enough(c, folded, hint))
        if hint in ("", "settlement") and any(c.step in {"exact", "stem"} for c in kept):
            kept = tuple(c for c in kept if c.step != "adjective")
        if not capital:
            # Polish writes adjectives of places small; no other word without a capital is one.
            kept = tuple(c for c in kept if c.step == "adjective" or c.name.weak)
        return kept

    def _is_short_name(self, candidate: Candidate, language: str) -> bool:
        """Whether a short word is a byname, or a form of a city's name: "до Сум"."""
        if candidate.step == "exact":
            return candidate.name.status == "colloquial"
        bent = candidate.step == "stem" and len(candidate.name.fold) > SHORT_NAME
        return bent and language != UNKNOWN and self._finder.weigher.prior(candidate) >= CITY_PRIOR

    def _phrase(self, folded: str, hint: str, language: str, capital: bool) -> Candidates:
        """What a row of words may mean; `capital`: all of them have one, so endings are undone."""
        if not capital and not self._finder.known.is_held(folded):
            return ()
        return tuple(
            c
            for c in self.find(Query(folded, hint), language)
            if c.evidence >= MULTIWORD_EVIDENCE and (c.step == "exact" or capital)
        )


def _enough(candidate: Candidate, folded: str, hint: str) -> bool:
    """Whether the evidence is enough for a single word of running text."""
    if hint:
        return candidate.evidence >= LEAST_EVIDENCE["exact"]
    if candidate.evidence < LEAST_EVIDENCE.get(candidate.step, 1.0):
        return False
    if candidate.step == "key" and len(folded) < LEAST_KEY_LETTERS:
        return False
    return len(candidate.name.fold) > SHORT_NAME
