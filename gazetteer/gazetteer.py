"""The gazetteer: one object that answers every question about place names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from .candidates import Finder
from .encoding import clean_text
from .errors import AmbiguousPlace, DatabaseUnreadable, PlaceNotFound
from .fold import fold, is_cyrillic
from .model import Kind, Match, Place
from .paths import file_to_read, user_file
from .query import parse_query
from .rank import ALONE, Beside, Ranked, is_ambiguous, rank, to_match
from .rules import rules
from .store import Store
from .weighing import Candidate

if TYPE_CHECKING:
    from .likely import Likely
    from .model import Mention, Variant
    from .phrases import PhraseStarts
    from .words import Words


def _is_generic(name: str) -> bool:
    """Whether a name is nothing but a word for a kind of place: "raion", "river"."""
    folded = fold(name)
    return bool(rules().generic_tags("Cyrillic" if is_cyrillic(folded) else "Latin").of(folded))


def _is_exact(candidates: Iterable[Candidate]) -> bool:
    return any(c.step == "exact" for c in candidates)


def _better(some: Iterable[Candidate], more: Iterable[Candidate]) -> list[Candidate]:
    """The best candidate for each place, of two readings of a name."""
    best = {c.place: c for c in some}
    for c in more:
        if c.place not in best or c.evidence > best[c.place].evidence:
            best[c.place] = c
    return list(best.values())


class Gazetteer:
    """Answers look-ups from one gazetteer file; use it as a context manager.

    `Gazetteer.open()` reads the file that the variable GAZETTEER_DB names, else the one that
    `gazetteer update` made, else the one that ships with the package.
    """

    def __init__(self, store: Store) -> None:
        self.store = store
        self.finder = Finder(store)

    @classmethod
    def open(cls, path: str | Path | None = None) -> Self:
        """Open a gazetteer file; raises DatabaseMissing or DatabaseUnreadable.

        Without a path the file that GAZETTEER_DB names, else the user's own, else the built-in.
        """
        file = file_to_read(path)
        try:
            return cls(Store(file))
        except DatabaseUnreadable as error:
            if file != user_file():
                raise
            raise DatabaseUnreadable(
                f"{error}; run `gazetteer update` again, or delete {file}"
            ) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self.store.close()

    def lookup(
        self,
        name: str,
        *,
        within: str | None = None,
        near: tuple[float, float] | None = None,
        on: str | None = None,
        limit: int = 5,
    ) -> list[Match]:
        """Places that a name may mean, best first; empty if it is unknown.

        `within` is a region in any spelling (GazetteerError if unknown), `near` a
        (latitude, longitude) in WGS84 degrees, `on` an ISO date that `why` speaks of.
        """
        ranked = self.ranked(name, within=within, near=near)
        return [to_match(r, name.strip(), on=on) for r in ranked[: max(limit, 0)]]

    def resolve(
        self,
        name: str,
        *,
        within: str | None = None,
        near: tuple[float, float] | None = None,
        on: str | None = None,
    ) -> Match:
        """The one place that a name means; raises PlaceNotFound or AmbiguousPlace."""
        ranked = self.ranked(name, within=within, near=near)
        if not ranked:
            raise PlaceNotFound(name, tuple(self.suggest(name)))
        if is_ambiguous(ranked):
            raise AmbiguousPlace(name, tuple(to_match(r, name, on=on) for r in ranked[:5]))
        return to_match(ranked[0], name.strip(), on=on)

    def scan(
        self,
        text: str,
        *,
        language: str | None = None,
        date: str | None = None,
        likely: Likely | None = None,
    ) -> list[Mention]:
        """Find the place names in a running text, in order, without overlaps.

        `language` (ISO 639-1) overrides detection; `date` (ISO) is the day of the text;
        `likely` tells how far places are from where events are likely (see `likely.Likely`),
        one more reason to prefer one of several places with the same name.
        """
        from .scan import scan

        return scan(self, text, language=language, date=date, likely=likely)

    def variants(self, name: str, *, within: str | None = None) -> list[Variant]:
        """Known and generated spellings of the place that a name means.

        Raises PlaceNotFound or AmbiguousPlace.
        """
        from .variants import variants

        return variants(self.store, self.resolve(name, within=within).place)

    def is_ambiguous(
        self, name: str, *, within: str | None = None, near: tuple[float, float] | None = None
    ) -> bool:
        """Whether several places answer to a name and nothing decides between them."""
        return is_ambiguous(self.ranked(name, within=within, near=near))

    def info(self) -> dict[str, Any]:
        """What the gazetteer holds: source, licence, counts by country and kind."""
        places = [
            {"country": country, "kind": kind, "places": count}
            for country, kind, count in self.store.counts()
        ]
        return {**self.store.meta, "names": self.store.count_names(), "places": places}

    def place(self, place_id: str) -> Place | None:
        """The place with this id, or None."""
        stored = self.store.place_by_id(place_id)
        return stored.place if stored else None

    def places(self, *, kind: Kind | None = None, country: str = "") -> Iterator[Place]:
        """Every place in the order of ids; only those of a kind or a country (ISO 3166-1) if named.

        The order is that of the ids' text: "geonames:10" comes before "geonames:9".
        """
        for stored in self.store.places(kind or "", country.upper()):
            yield stored.place

    def name_in(self, place: Place, *, language: str) -> str:
        """What a place is called in a language (ISO 639-1), as "Bahmut" in Finnish.

        Where the gazetteer has no such name, the national name in the language's own spelling;
        where it has no spelling either, the place's main name.
        """
        from .own_name import own_name

        return own_name(self.store, place, language)

    def suggest(self, name: str, *, limit: int = 3) -> list[str]:
        """Names near to an unknown one, for "did you mean"."""
        from .suggest import suggest

        return suggest(self.store, name, limit=limit)

    @cached_property
    def words(self) -> Words:
        """What words of running texts may mean; made at its first use."""
        from .words import Words

        return Words(self.finder)

    @cached_property
    def phrases(self) -> PhraseStarts:
        """Which words may begin a name of several words; made at its first use."""
        from .phrases import PhraseStarts

        return PhraseStarts(self.store, self.finder.speller.key_starts)

    def candidates(self, name: str) -> list[Candidate]:
        """Unranked candidates over all readings of a written name, best one for each place."""
        found: list[Candidate] = []
        for query in parse_query(name):
            more = self.finder.find(query, fuzzy=True, inflected=False)
            found = _better(found, more) if found else list(more)
            # What is known as it stands needs no guess at what its parts may mean.
            if any(c.evidence == 1.0 for c in found):
                break
        return [] if not _is_exact(found) and _is_generic(name) else found

    def ranked(
        self,
        name: str,
        *,
        within: str | None = None,
        near: tuple[float, float] | None = None,
    ) -> list[Ranked]:
        """Ranked candidates for a name by itself, those outside `within` left out."""
        name = clean_text(name)
        beside = Beside(rings=((1.0, (near,)),), asked=True) if near is not None else ALONE
        ranked = rank(self.store, self.candidates(name), beside=beside)
        if within and within.strip():
            from .within import inside_test

            inside = inside_test(self, within)
            sure = [r for r in ranked if inside(r.place) is True]
            ranked = sure or [r for r in ranked if inside(r.place) is None]
        return ranked
