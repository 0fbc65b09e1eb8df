"""The same event told twice in a report: which two are one, and what is kept of them."""

from __future__ import annotations

from collections.abc import Iterable

from .drafts import Draft
from .spots import Spot
from .triggers import Dropped

# So many letters of a name stay the same in all its case forms.
_STEM = 4
# Only events dated this well may be the same where one has its date from the claim.
_SAME_DAYS = 2


def merge(found: Iterable[Draft]) -> list[Draft]:
    """One event where a report tells the same twice: kind, days, number, places, sides."""
    kept: list[Draft] = []
    # Only events of one kind and number near a common place need to be compared, and
    # headlines and events without a place with all of one kind and number.
    alike: dict[tuple[object, ...], dict[int, None]] = {}
    members: dict[tuple[object, ...], dict[int, None]] = {}
    for draft in found:
        group = (draft.kind.name, _number(draft))
        handles: list[tuple[object, ...]] = [(*group, place) for place in sorted(_reach(draft))]
        if _is_headline(draft) or not draft.spots:
            handles.append(group)
            near = sorted(members.get(group, ()))
        else:
            near = sorted({at for handle in (*handles, group) for at in alike.get(handle, ())})
        same = next((at for at in near if _same(kept[at], draft)), None)
        if same is None:
            same = len(kept)
            kept.append(draft)
        else:
            kept[same] = _join(kept[same], draft)
        members.setdefault(group, {})[same] = None
        for handle in handles:
            alike.setdefault(handle, {})[same] = None
    return kept


def _reach(draft: Draft) -> set[str]:
    """What to look an event up by: its places, and all that its sentence names."""
    spots = (*draft.spots, *draft.reading.spots)
    ids = {s.place.id for s in spots if s.place}
    return ids | {s.mention.text[:_STEM].casefold() for s in spots}


def _same(one: Draft, other: Draft) -> bool:
    """Whether two events of one kind and number are one."""
    days = (one.first, one.last) == (other.first, other.last) or (
        not (one.own_date and other.own_date)
        and max(one.precision or 0, other.precision or 0) <= _SAME_DAYS
    )
    who = one.claimant is other.claimant or one.claimant is None or other.claimant is None
    sides = all(
        a is None or b is None or a == b
        for a, b in ((one.actor, other.actor), (one.target, other.target))
    )
    return days and who and sides and _same_places(one, other)


def _same_places(one: Draft, other: Draft) -> bool:
    """Whether two events are at the same places; the same number may be told with fewer."""
    here, there = _places(one), _places(other)
    if here == there:
        return True
    if one.quantity is not None:
        # "12 attacks in the Lyman direction" are those told village by village further on.
        return _among(here, other.reading.spots) or _among(there, one.reading.spots)
    return (_is_headline(one) or _is_headline(other)) and (here <= there or there <= here)


def _among(places: set[str], spots: tuple[Spot, ...]) -> bool:
    ids = {s.place.id for s in spots if s.place}
    texts = [s.mention.text.casefold() for s in spots]
    return all(p in ids or any(text.startswith(p) for text in texts) for p in places)


def _is_headline(draft: Draft) -> bool:
    sentence = draft.reading.sentence
    return sentence.paragraph == 0 and not draft.reading.text.rstrip('”"»').endswith(
        (".", "!", "?")
    )


def _number(draft: Draft) -> tuple[object, ...] | None:
    q = draft.quantity
    return (q.value, q.low, q.qualifier, q.unit) if q else None


def _places(draft: Draft) -> set[str]:
    return {s.place.id if s.place else s.mention.text.casefold() for s in draft.spots}


def _join(one: Draft, other: Draft) -> Draft:
    """Keep the one that says more of the place; the other only adds to it."""
    more, less = (one, other) if len(_places(one)) >= len(_places(other)) else (other, one)
    if not more.own_date and less.own_date:
        more.first, more.last, more.precision = less.first, less.last, less.precision
        more.own_date = True
    more.actor, more.target = more.actor or less.actor, more.target or less.target
    more.why.append("told twice in the report")
    at = more.reading.sentence.start
    less.reading.dropped += (Dropped(less.trigger, "told twice", at=at),)
    return more
