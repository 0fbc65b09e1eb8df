"""Near names for an unknown one: "did you mean Bakhmut?"."""

from __future__ import annotations

from .fold import fold, is_cyrillic
from .key import key
from .romanise import readings
from .store import Store

LEAST = 0.7
"""How alike the keys must be; written spellings, which differ more, by a little less."""
LEAST_WRITTEN = 0.55


def suggest(store: Store, name: str, *, limit: int = 3) -> list[str]:
    """Display names of places whose key is nearest to the name's, best first."""
    from rapidfuzz.distance import Levenshtein

    folded = fold(name)
    spelled = [folded] if is_cyrillic(folded) else [text for text, _ in readings(folded)]
    scored: dict[str, float] = {}
    for wanted in {key(text) for text in spelled} - {""}:
        for other in store.keys_like(wanted[0], len(wanted) - 2, len(wanted) + 2):
            like = Levenshtein.normalized_similarity(wanted, other)
            if like >= LEAST and like > scored.get(other, 0):
                scored[other] = like
    best = sorted(scored, key=lambda other: (-scored[other], other))[: limit * 4]
    found: dict[str, tuple[float, float]] = {}
    for other, names in store.by_key(best).items():
        for held in names:
            if not any(
                Levenshtein.normalized_similarity(folded, name.fold) >= LEAST_WRITTEN
                for name in store.names_of(held.place)
            ):
                continue
            stored = store.place_by_number(held.place)
            weight = (scored[other], stored.prior)
            found[stored.name] = max(weight, found.get(stored.name, weight))
    ordered = sorted(found, key=lambda shown: (-found[shown][0], -found[shown][1], shown))
    return ordered[:limit]
