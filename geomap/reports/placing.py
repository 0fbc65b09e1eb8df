"""Places of an event: which mentions of a sentence say where it happened, how exactly."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ..places import AREAS, EXACT, place_columns
from .lexicon import Lexicon
from .listing import linked, listed, orient, without_asides
from .parties import find_parties
from .spots import Spot
from .triggers import anywhere, stands_before

if TYPE_CHECKING:
    from gazetteer import Mention, Place

_COMMA = re.compile(r"[,;:]\s")


def find_spots(
    sentence: str,
    offset: int,
    mentions: Iterable[Mention],
    lexicon: Lexicon,
    *,
    claimed: Iterable[tuple[int, int]] = (),
    triggers: Iterable[tuple[int, int]] = (),
) -> tuple[Spot, ...]:
    """Mentions of a folded sentence that may say where; names of sides are left out.

    `claimed` and `triggers` are spans in the sentence, `offset` is where it starts.
    """
    found: list[Spot] = []
    claimed, triggers = list(claimed), list(triggers)
    following = anywhere(lexicon, "background", "attributive_after")
    sides = find_parties(sentence, lexicon)
    for mention in mentions:
        start, end = mention.start - offset, mention.end - offset
        if any(p.start < start and end <= p.end for p in sides):
            # The "Dnepr" grouping of forces is no river.
            continue
        manner = _manner(sentence, start, end, lexicon)
        weak = any(a <= start < b for a, b in claimed)
        if _is_side(mention, sentence[start:end], lexicon):
            led = any(0 <= start - b <= 2 for _, b in triggers)
            if (
                weak
                or _acts(sentence, start, end, triggers, lexicon)
                or not (led or _is_locative(sentence, start, end, lexicon))
            ):
                continue
        described = stands_before(sentence, start, lexicon, "background", "attributive")
        if described or (following and following.match(sentence, _word_at(sentence, end))):
            manner = "context"
        found.append(Spot(mention, manner, weak))
    return _of_lists(orient(found, sentence, offset, lexicon), sentence, offset, lexicon)


def _of_lists(
    spots: Sequence[Spot], sentence: str, offset: int, lexicon: Lexicon
) -> tuple[Spot, ...]:
    """Give the places of a list the manner of its first: "near A and B"."""
    text = without_asides(sentence, offset, spots)
    kept: list[Spot] = []
    last: Spot | None = None
    for spot in spots:
        start = spot.start - offset
        if last and spot.manner == "exact" and last.manner != "exact":
            between = (text, last.mention.end - offset, start)
            own = stands_before(sentence, start, lexicon, "places", "locative_before")
            if not own and listed(*between, lexicon):
                spot = replace(spot, manner=last.manner)
        kept.append(spot)
        if spot.manner != "context" or last is None or last.manner == "context":
            last = spot
    return tuple(kept)


def _manner(sentence: str, start: int, end: int, lexicon: Lexicon) -> str:
    for manner in ("direction", "near"):
        if stands_before(sentence, start, lexicon, "places", f"{manner}_before"):
            return manner
        after = anywhere(lexicon, "places", f"{manner}_after")
        if after and after.match(sentence, _word_at(sentence, end)):
            return manner
    return "exact"


def _word_at(sentence: str, at: int) -> int:
    """The offset of the next thing that is no white space."""
    while at < len(sentence) and sentence[at].isspace():
        at += 1
    return at


def beside(
    spots: Iterable[Spot], sentence: str, offset: int, at: int, lexicon: Lexicon
) -> tuple[Spot, ...]:
    """The places that stand with a trigger: between its commas, and lists that reach there.

    All of them where none does.
    """
    every = list(spots)
    sentence = without_asides(sentence, offset, every, keep=at)
    left = max((m.end() for m in _COMMA.finditer(sentence, 0, at)), default=0)
    comma = _COMMA.search(sentence, at)
    right = comma.start() if comma else len(sentence)
    groups: list[list[Spot]] = []
    for spot in every:
        start = spot.start - offset
        if spot.manner == "context":
            continue
        if groups and linked(sentence, groups[-1][-1].mention.end - offset, start, lexicon):
            groups[-1].append(spot)
        else:
            groups.append([spot])
    near = [
        spot
        for group in groups
        if any(left <= s.start - offset < right and s.kind in EXACT for s in group)
        for spot in group
    ]
    return tuple(near or every)


def _is_side(mention: Mention, text: str, lexicon: Lexicon) -> bool:
    """Whether a mention is a country, or a capital that may stand for its government."""
    place = mention.place
    if place is not None and place.kind == "country":
        return True
    parties = find_parties(text, lexicon)
    return any(party.start == 0 and party.end == len(text) for party in parties)


def _acts(
    sentence: str, start: int, end: int, triggers: list[tuple[int, int]], lexicon: Lexicon
) -> bool:
    """Whether a side does what a passive beside it tells: "taken by Ukraine"."""
    agent = anywhere(lexicon, "sides", "agent_before")
    for a, b in triggers if agent else ():
        if agent and b <= start and agent.fullmatch(sentence[b:start].strip()):
            return True
        if 0 <= a - end <= 1 and stands_before(sentence, start, lexicon, "sides", "agent_before"):
            return True
    return False


def _is_locative(sentence: str, start: int, end: int, lexicon: Lexicon) -> bool:
    if stands_before(sentence, start, lexicon, "places", "locative_before"):
        return True
    form = anywhere(lexicon, "places", "locative_form")
    return bool(form and form.fullmatch(sentence[start:end]))


def choose(spots: Iterable[Spot]) -> tuple[Spot, ...]:
    """The places of an event out of all that its words name: the finest of each area."""
    listed = list(spots)
    firm = [s for s in listed if not s.weak and s.manner != "context" and s.kind != "country"]
    candidates = (
        firm
        or [s for s in listed if s.kind != "country" and s.manner == "context"]
        or [s for s in listed if s.kind != "country"]
        or [s for s in listed if not s.weak]
    )
    exact = [s for s in candidates if s.kind in EXACT]
    kept = [s for s in candidates if s in exact or not _holds_finer(s, candidates, bool(exact))]
    unique: dict[str, Spot] = {}
    for spot in kept:
        key = spot.place.id if spot.place else spot.mention.text.casefold()
        unique.setdefault(key, spot)
    return tuple(unique.values())


def _holds_finer(spot: Spot, others: list[Spot], exact: bool) -> bool:
    if spot.kind not in AREAS:
        return False
    rank = AREAS.index(spot.kind)
    finer = [o for o in others if o.kind in EXACT or o.kind in AREAS[:rank]]
    if spot.kind in ("sector", "macroregion", "water", "relief"):
        return exact or (spot.kind == "macroregion" and bool(finer))
    return any(_same_region(spot.place, o.place) for o in finer)


def _same_region(area: Place | None, finer: Place | None) -> bool:
    """Whether the finer place may lie in the area; unknown regions count as the same."""
    if area is None or finer is None:
        return True
    name = area.admin1 or (area.name if area.kind == "region" else "")
    return not name or not finer.admin1 or name == finer.admin1 or area.name == finer.admin1


def where_columns(spot: Spot) -> dict[str, Any]:
    """The columns of a row that say where, for a placed, ambiguous or unknown mention."""
    mention, place = spot.mention, spot.place
    return {
        "place_text": mention.text,
        "status": mention.status,
        "alternatives": [match.to_dict() for match in mention.alternatives],
        **(place_columns(place, manner=spot.manner) if place is not None else {}),
    }
