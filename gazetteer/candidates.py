"""From a folded name to the places it may mean, each with its evidence and the rules used.

The steps, from sure to unsure: exact, stem (an ending undone), key (another spelling),
fuzzy (a typo). Evidence is 1.0 for the very name and less for every step away from it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .fold import is_cyrillic
from .key import key, likeness
from .query import KINDS_OF_HINT, Query
from .romanise import readings
from .rules import rules
from .stem import Form, forms
from .store import Name, Store

KEY_COST = 0.03
SAME_SCRIPT_COST = 0.06
"""A Cyrillic spelling that is not the name's own: another language's, or another place."""
LEAST_KEY = 4
"""Keys of fewer classes say nothing."""
LEAST_LIKENESS = 0.72
LIKENESS_WEIGHT = 1.1
SHORT_NAME_COST = 0.2
NAMESAKE_COST = 0.1
"""A name that a place has on record, but that is another place's own."""
FUZZY_COST = 0.12
FUZZY_LEAST = 0.8
FUZZY_MIN_LETTERS = 5
WRONG_KIND_COST = 0.35
SECTOR_BY_TOWN_COST = 0.1


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place (by number) that a name may mean.

    `step` is exact, stem, adjective, key or fuzzy.
    """

    place: int
    evidence: float
    step: str
    name: Name
    why: str


def find(
    store: Store,
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
    exact = list(_exact(store, [identity], query, "exact"))
    if exact and not inflected:
        return _of_kind(store, _best(exact), query)
    stems = list(forms(query.folded, language))
    found = exact + list(_exact(store, stems, query, "stem"))
    if not exact:
        found += _by_key(store, [identity, *stems], query, language)
    if not found and fuzzy:
        found = list(_fuzzy(store, query, language))
    return _of_kind(store, _best(found), query)


def _of_kind(store: Store, found: list[Candidate], query: Query) -> tuple[Candidate, ...]:
    """Only the places of the kind that a word beside the name gives, where there are any."""
    kinds = KINDS_OF_HINT.get(query.hint, frozenset())
    right = [c for c in found if store.place_by_number(c.place).place.kind in kinds]
    return tuple(right or found)


def _best(found: Iterable[Candidate]) -> list[Candidate]:
    best: dict[int, Candidate] = {}
    for candidate in found:
        held = best.get(candidate.place)
        if held is None or candidate.evidence > held.evidence:
            best[candidate.place] = candidate
    return sorted(best.values(), key=lambda c: (-c.evidence, c.place))


def _exact(store: Store, tried: list[Form], query: Query, step: str) -> Iterator[Candidate]:
    held = store.by_fold([form.text for form in tried])
    for form in tried:
        for name in held.get(form.text, ()):
            used = "adjective" if form.adjective else step
            yield from _candidate(store, name, 1.0 - form.cost, used, query, (form.why,))


def _by_key(
    store: Store, tried: list[Form], query: Query, language: str | None
) -> Iterator[Candidate]:
    wanted = (language,) if language else ()
    spellings: list[tuple[Form, str, str]] = []
    for form in tried:
        if is_cyrillic(form.text):
            spellings.append((form, form.text, ""))
        spellings += ((form, text, system) for text, system in readings(form.text, wanted))
    keyed = [(form, text, system, key(text)) for form, text, system in spellings]
    wanted_keys = dict.fromkeys(k for _, _, _, k in keyed if len(k) >= LEAST_KEY)
    held = store.by_key(list(wanted_keys))
    for form, text, system, text_key in keyed:
        for name in held.get(text_key, ()):
            like = likeness(text, name.fold)
            # A short key with its ending undone says little: then all letters must fit.
            least = 1.0 if form.why and len(text_key) == LEAST_KEY else LEAST_LIKENESS
            if like >= least:
                cost = form.cost + KEY_COST + LIKENESS_WEIGHT * (1 - like)
                cost += 0.0 if system else SAME_SCRIPT_COST
                whys = (form.why, _spelling(text, system))
                step = "adjective" if form.adjective else "key"
                yield from _candidate(store, name, 1.0 - cost, step, query, whys)


def _spelling(text: str, system: str) -> str:
    return f"{rules().systems[system].name} of {text}" if system else "another spelling"


def _fuzzy(store: Store, query: Query, language: str | None) -> Iterator[Candidate]:
    if len(query.folded) < FUZZY_MIN_LETTERS:
        return
    from rapidfuzz.distance import Levenshtein

    wanted = (language,) if language else ()
    spelled = ((query.folded, ""),) if is_cyrillic(query.folded) else readings(query.folded, wanted)
    tried: dict[str, tuple[str, str]] = {}
    for text, system in spelled:
        tried.setdefault(key(text), (text, system))
    for wanted_key, (text, _) in tried.items():
        if len(wanted_key) < FUZZY_MIN_LETTERS - 1:
            continue
        near = [
            other
            for other in store.keys_like(wanted_key[0], len(wanted_key) - 1, len(wanted_key) + 1)
            if Levenshtein.distance(wanted_key, other, score_cutoff=1) <= 1
        ]
        for names in store.by_key(near).values():
            for name in names:
                like = likeness(text, name.fold)
                if like >= FUZZY_LEAST:
                    evidence = 1.0 - FUZZY_COST - LIKENESS_WEIGHT * (1 - like)
                    yield from _candidate(store, name, evidence, "fuzzy", query, ("typo",))


def _candidate(
    store: Store, name: Name, evidence: float, step: str, query: Query, rules_used: tuple[str, ...]
) -> Iterator[Candidate]:
    """Weigh a name by what it is: weak names want a word beside them that says the kind."""
    place = store.place_by_number(name.place).place
    kinds = KINDS_OF_HINT.get(query.hint)
    right_kind = kinds is not None and place.kind in kinds
    if not right_kind and (name.status == "adjective" or _is_sector_of_town(name, place.kind)):
        return
    if name.status == "short" and not right_kind:
        evidence -= SHORT_NAME_COST
    if name.status == "namesake":
        evidence -= NAMESAKE_COST
    if kinds is not None and not right_kind:
        by_town = query.hint == "sector" and place.kind == "settlement"
        evidence -= SECTOR_BY_TOWN_COST if by_town else WRONG_KIND_COST
    if evidence > 0:
        yield Candidate(name.place, evidence, step, name, _why(name, place.name, rules_used))


def _is_sector_of_town(name: Name, kind: str) -> bool:
    """A sector of the front has its town's name only beside a word such as "direction"."""
    return kind == "sector" and name.status == "short"


def _why(name: Name, shown: str, rules_used: tuple[str, ...]) -> str:
    """The last links of the chain: the name that was found, and the place it belongs to."""
    chain = "".join(f" [{rule}]" for rule in rules_used if rule)
    last = shown if name.text == shown and chain else f"{shown} [{_what(name, shown)}]"
    return f"{name.text}{chain} -> {last}" if chain else last


def _what(name: Name, shown: str) -> str:
    """What a known name is to its place."""
    if name.text == shown:
        return "its name"
    if name.status == "historical":
        return f"former name {name.text}, {dates(name)}"
    if name.status == "short":
        return "the area named after the town"
    if name.status == "adjective":
        return "adjective"
    if name.status == "namesake":
        return "a name on record, and another place's own"
    language = rules().languages.get(name.language)
    if name.status == "official" and language is not None:
        return f"{language.name} name"
    return "colloquial name" if name.status == "colloquial" else "known spelling"


def dates(name: Name) -> str:
    """When a name was in use: "1924 to 2016-02-04", "until 2016-02-04", "since 2024-09-19"."""
    told = []
    for since, until in name.periods:
        if since and until:
            told.append(f"{since} to {until}")
        else:
            told.append(f"until {until}" if until else f"since {since}")
    return " and ".join(told) or "dates unknown"
