"""What other sentences of a report add to an event: its places, its dates and its sides."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from itertools import takewhile

from ..places import AREAS
from .dates import DateSpan
from .days import unclear_day
from .drafts import Draft, drafts
from .merge import merge
from .parties import opponent, teller
from .placing import choose
from .reading import Reading
from .report import Report
from .sides import complete_sides
from .spots import Spot
from .triggers import Dropped, anywhere

# A sentence without a place looks this many sentences back in its paragraph.
_BACK = 3
# "The city" reaches further back, over paragraphs.
_FAR_BACK = 5
# Losses without a place look this many paragraphs back for those they belong to.
_PARAGRAPHS = 3
_PLAIN = frozenset({"assault", "attempted", "fighting", "clash"})


def compose(report: Report, readings: list[Reading], reference: dt.date | None) -> list[Draft]:
    """The events of a report, with all that its sentences say of them, each once."""
    narrator = _narrator(readings)
    found: list[Draft] = []
    for at, reading in enumerate(readings):
        refined = _refined(reading, found)
        if refined is not None:
            _refer(reading, refined)
            continue
        side = _side(reading) or narrator
        for draft in drafts(reading, side):
            if not draft.own_place:
                _borrow(draft, readings, at)
            complete_sides(draft, found, side)
            found.append(draft)
    for at, draft in enumerate(found):
        _inherit(draft, _close(draft, found, at))
    period = _period(readings)
    for draft in found:
        _when(draft, period, report, reference)
        _who(draft)
        _where(draft)
    return merge(found)


def _side(reading: Reading) -> str | None:
    party = reading.claimant.party if reading.claimant else None
    return party if opponent(party) else None


def _narrator(readings: list[Reading]) -> str | None:
    """The side that a report is told from, where all its claims come from one side."""
    sides = {side for reading in readings if (side := _side(reading))}
    if not sides:
        sides = {side for reading in readings if (side := teller(reading.parties))}
    if len(sides) == 1:
        return sides.pop()
    homes = {r.lexicon.section("sides").get("home") for r in readings}
    home = homes.pop() if len(homes) == 1 and not sides else None
    return str(home) if home else None


def _borrow(draft: Draft, readings: list[Reading], at: int) -> None:
    """Take the places of the sentence before, in the same quotation or paragraph."""
    here = draft.reading.sentence
    if _is_total(draft):
        opening = [r for r in readings[:at] if r.sentence.paragraph == here.paragraph]
        if opening:
            _lend(draft, opening[0], AREAS)
        return
    for earlier in reversed(readings[max(0, at - _BACK) : at]):
        same = earlier.sentence.paragraph == here.paragraph or (
            here.quotation is not None and earlier.sentence.quotation == here.quotation
        )
        if not same:
            break
        if _lend(draft, earlier):
            return
    if draft.reading.introduces is not None and _lend(draft, draft.reading.introduces):
        return
    noun = anywhere(draft.reading.lexicon, "references", "place_nouns")
    if noun is not None and noun.search(draft.reading.text):
        # "The city" is the one spoken of last, be it a paragraph ago.
        any(_lend(draft, earlier) for earlier in reversed(readings[max(0, at - _FAR_BACK) : at]))


def _is_total(draft: Draft) -> bool:
    """Whether an event sums up a reporting period or the whole front."""
    whole = anywhere(draft.reading.lexicon, "references", "whole")
    return draft.kind.total and bool(
        any(date.period for date in draft.reading.dates)
        or (whole and whole.search(draft.reading.text))
    )


def _lend(draft: Draft, reading: Reading, kinds: Collection[str] = ()) -> bool:
    """Give a draft the places of a sentence, or only those of some kinds."""
    listed = (s for s in reading.spots if s.mention.status != "not found" and not s.weak)
    spots = choose(s for s in listed if not kinds or s.kind in kinds)
    spots = tuple(s for s in spots if s.kind != "country")
    if spots:
        draft.spots = spots
        names = ", ".join(s.mention.text for s in spots)
        draft.step("borrowed_place", f"no place of its own: {names} from the sentence before")
    return bool(spots)


def _refer(reading: Reading, refined: Draft) -> None:
    """Note that what a sentence tells belongs to an event of another."""
    reading.refines = refined.reading
    at = refined.reading.sentence.start
    reading.dropped += tuple(Dropped(t, "refers", at=at) for t in reading.triggers)


def _refined(reading: Reading, found: list[Draft]) -> Draft | None:
    """The event told before that a sentence only says the place of, which it now has."""
    spots = choose(s for s in reading.spots if not s.weak)
    if not spots or not found:
        return None
    here = reading.sentence.paragraph
    losses = anywhere(reading.lexicon, "references", "events")
    if losses and losses.search(reading.text) and not reading.quantities:
        close = takewhile(lambda d: here - _paragraph(d) <= _PARAGRAPHS, reversed(found))
        waiting = next((d for d in close if not d.spots), None)
        if waiting is not None:
            _refine(waiting, spots)
            return waiting
    places = anywhere(reading.lexicon, "references", "places")
    plain = all(trigger.kind.name in _PLAIN for trigger in reading.triggers)
    last = found[-1]
    if places and places.search(reading.text) and plain and _paragraph(last) == here:
        _refine(last, spots)
        return last
    return None


def _refine(draft: Draft, spots: tuple[Spot, ...]) -> None:
    exact = [s for s in draft.spots if s.kind == "settlement"]
    draft.spots = choose([*exact, *spots])
    names = ", ".join(s.mention.text for s in spots)
    draft.step("refined_place", f"places from the sentence that refers to it: {names}")


def _paragraph(draft: Draft) -> int:
    return draft.reading.sentence.paragraph


def _close(draft: Draft, found: list[Draft], at: int) -> Iterator[Draft]:
    """Events told shortly before the one at an index, the latest first."""
    last = _paragraph(draft) - _PARAGRAPHS
    return takewhile(lambda d: _paragraph(d) >= last, (found[n] for n in range(at - 1, -1, -1)))


def _inherit(draft: Draft, earlier: Iterable[Draft]) -> None:
    """Losses without place and time belong to those that the same claimant told of."""
    if draft.spots or draft.date is not None or not draft.kind.loser:
        return
    for other in earlier:
        same = other.claimant is not None and other.claimant is draft.claimant
        if other.kind is draft.kind and same and other.spots:
            draft.spots, draft.date = other.spots, other.date
            draft.target = draft.target or other.target
            draft.step("inherited_place", "part of the losses that the same claimant told before")
            return


def _period(readings: list[Reading]) -> DateSpan | None:
    """The reporting period that a briefing names once for all its sentences."""
    return next((d for r in readings for d in r.dates if d.period), None)


def _when(
    draft: Draft,
    period: DateSpan | None,
    report: Report,
    reference: dt.date | None,
) -> None:
    reading = draft.reading
    if draft.date is not None:
        _set_days(draft, draft.date, "own_date", draft.date.why)
        draft.own_date = True
        return
    unclear = unclear_day(reading.text)
    if unclear is not None:
        # Another day would contradict the words, whichever they mean.
        draft.step("no_date", f"{unclear}: not guessed")
        return
    nearby = _nearby_date(reading)
    if nearby is not None:
        _set_days(draft, nearby, "nearby_date", f"{nearby.why} (sentence before)")
    elif reading.claim_date is not None:
        day = reading.claim_date
        why = f"no date of its own: the day of the claim, {day}, stands in"
        _set_days(draft, DateSpan(0, 0, day, day, 2, why), "claim_date", why)
    elif period is not None:
        _set_days(draft, period, "nearby_date", f"{period.why}, the period of the report")
    elif reference is not None:
        first = report.days[0] if report.days else reference
        why = "no date of its own: the day of the report stands in"
        precision = 2 if first == reference else 4
        _set_days(draft, DateSpan(0, 0, first, reference, precision, why), "report_date", why)
    else:
        draft.step("no_date", "no date in the report")


def _set_days(draft: Draft, date: DateSpan, step: str, why: str) -> None:
    draft.first, draft.last, draft.precision = date.first, date.last, date.precision
    draft.step(step, why)


def _nearby_date(reading: Reading) -> DateSpan | None:
    """The day that the sentences before in the paragraph are about, the nearest first."""
    before = reading.before
    for _ in range(_BACK):
        if before is None:
            return None
        days = [d for d in before.event_dates if d.precision <= 2]
        if days and (before.triggers or not before.claims):
            return days[0]
        before = before.before
    return None


def _who(draft: Draft) -> None:
    claimant = draft.claimant
    how = draft.reading.claimed
    if claimant is None:
        draft.step("no_claimant", "nobody is named who says so")
    elif how == "own":
        draft.step("own_claimant", f"claimed by {claimant.label}")
    else:
        draft.step("carried_claimant", f"claimed by {claimant.label}, {how}")


def _where(draft: Draft) -> None:
    if not draft.spots:
        draft.step("no_place", "no place in reach of the words")
    elif draft.own_place:
        draft.step("own_place")
