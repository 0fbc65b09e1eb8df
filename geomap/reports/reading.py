"""A report read sentence by sentence: what each one holds, and who says it, when."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from .claimants import Claimant, Claimants
from .claims import Claim, find_claims
from .dates import DateSpan, dateline, find_dates
from .lexicon import Lexicon, common, even_out, languages, load
from .parties import Party, find_parties
from .placing import find_spots
from .quantities import Quantity, find_quantities
from .report import Report
from .sentences import Block, Sentence, blocks, split_block
from .speakers import describe, official_spans, placeless
from .spots import Spot
from .tongue import report_language
from .triggers import Dropped, Trigger, anywhere, attributes, find_triggers

if TYPE_CHECKING:
    from gazetteer import Mention

# A block shorter than this does not show its language; it has that of the report.
_SHOWS_LANGUAGE = 60
# A report whose only claimant stands in so many first sentences is told by it.
_HEAD = 3


@dataclass(eq=False)
class Reading:
    """What one sentence holds. Spans count from the start of the sentence."""

    sentence: Sentence
    text: str
    lexicon: Lexicon
    dates: tuple[DateSpan, ...]
    claims: tuple[Claim, ...] = ()
    triggers: tuple[Trigger, ...] = ()
    # Triggers that make no event; later steps add to those that the words take back.
    dropped: tuple[Dropped, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    parties: tuple[Party, ...] = ()
    spots: tuple[Spot, ...] = ()
    claimant: Claimant | None = None
    claim_date: dt.date | None = None
    claimed: str = "none"
    # The sentence that introduces a list, and the one before in the paragraph.
    introduces: Reading | None = field(default=None, repr=False)
    before: Reading | None = field(default=None, repr=False)
    # The sentence that names the claimant, where it is another.
    told_by: Reading | None = field(default=None, repr=False)
    # The sentence whose event this one tells more of.
    refines: Reading | None = field(default=None, repr=False)

    @property
    def event_dates(self) -> tuple[DateSpan, ...]:
        """Dates that are not those of a claim."""
        return tuple(d for d in self.dates if not self._dates_claim(d))

    @property
    def own_claim_date(self) -> dt.date | None:
        return next((d.first for d in self.dates if self._dates_claim(d)), None)

    def _dates_claim(self, date: DateSpan) -> bool:
        if date.period or date.precision > 2:
            return False
        return any(
            a <= date.start < b
            and not any(claim.end <= t.start < date.start for t in self.triggers)
            for claim in self.claims
            for a, b in [claim.segment]
        )


def read(report: Report, mentions: Sequence[Mention]) -> tuple[list[Reading], dt.date | None]:
    """Read the sentences whose language has a lexicon, and find the reference day.

    The reference day is that of publication, else the one in the head of the text.
    """
    main = report_language(report)
    reference = report.days[1] if report.days else None
    if reference is None and main in languages():
        reference = dateline(report.text, load(main))
    readings: list[Reading] = []
    claimants = Claimants()
    mentions = sorted(mentions, key=_start)
    for number, block in enumerate(blocks(report.text)):
        lexicon = _lexicon(report, block, main)
        if lexicon is None:
            continue
        for sentence in split_block(report.text, block, number, lexicon):
            first = bisect_left(mentions, sentence.start, key=_start)
            last = bisect_left(mentions, sentence.end, key=_start)
            inside = mentions[first:last]
            readings.append(_read(report, sentence, lexicon, inside, reference, claimants))
    for earlier, reading in pairwise(readings):
        if earlier.sentence.paragraph == reading.sentence.paragraph:
            reading.before = earlier
    _introduce(report, readings)
    _attribute(readings, claimants)
    return readings, reference


def _start(mention: Mention) -> int:
    return mention.start


def _lexicon(report: Report, block: Block, main: str) -> Lexicon | None:
    language = main
    length = block.end - block.start
    # A text of one block shows no other language than it does as a whole.
    if report.language is None and _SHOWS_LANGUAGE <= length < len(report.text.strip()):
        from gazetteer import detect_language

        found = detect_language(report.text[block.start : block.end], likely=main)
        language = found if found in languages() else main
    return load(language) if language in languages() else None


def _read(
    report: Report,
    sentence: Sentence,
    lexicon: Lexicon,
    mentions: Sequence[Mention],
    reference: dt.date | None,
    claimants: Claimants,
) -> Reading:
    text = even_out(sentence.text(report.text))
    dates = find_dates(text, lexicon, reference=reference)
    if report.days and report.days[0] < report.days[1]:
        dates = tuple(_within_month(date, report.days) for date in dates)
    reading = Reading(sentence, text, lexicon, dates)
    reading.triggers, reading.dropped = find_triggers(text, lexicon)
    events = tuple((t.start, t.end) for t in reading.triggers)
    named = [(m.start - sentence.start, m.end - sentence.start) for m in mentions]
    reading.claims = find_claims(
        placeless(text, named), lexicon, dates=dates, known=claimants.persons, events=events
    )
    taken = tuple((d.start, d.end) for d in dates)
    reading.quantities = find_quantities(text, lexicon, taken=taken)
    said = [(c.start, c.end) for c in reading.claims]
    persons = [(a, b) for a, b in official_spans(text) if any(c <= a < d for c, d in said)]
    mentions = [
        m for m in mentions if not any(a <= m.start - sentence.start < b for a, b in persons)
    ]
    reading.spots = find_spots(
        text,
        sentence.start,
        mentions,
        lexicon,
        claimed=said,
        triggers=events,
    )
    others = [(s.start - sentence.start, s.mention.end - sentence.start) for s in reading.spots]
    # "The city that Russia occupies": nobody acts there now.
    others += [found.span() for found in attributes(text, lexicon)]
    reading.parties = tuple(
        p
        for p in find_parties(text, lexicon)
        if not any(a <= p.start < b for a, b in [*said, *others])
    )
    reading.claimant = claimants.of(reading.claims)
    if reading.claimant is not None:
        reading.claimed = "own"
        reading.claim_date = reading.own_claim_date
    return reading


def _within_month(date: DateSpan, days: tuple[dt.date, dt.date]) -> DateSpan:
    """A short span counted from an unknown day of a month is somewhere in that month."""
    if not date.counted or date.precision > 3:
        return date
    first, last = days
    return replace(
        date, first=first, last=last, precision=4, why=f"some day of {first:%Y-%m}: no day is given"
    )


def _introduce(report: Report, readings: list[Reading]) -> None:
    """Link list items to the sentence that introduces the list with a colon."""
    intro: Reading | None = None
    for reading in readings:
        if reading.sentence.item:
            reading.introduces = intro
        else:
            end = reading.sentence.end
            intro = reading if report.text[:end].rstrip().endswith(":") else None


def _attribute(readings: list[Reading], claimants: Claimants) -> None:
    """Let a claim stay with its quotation and its paragraph, and keep its date."""
    said: dict[int, dt.date] = {}
    for reading in readings:
        if reading.claimant is not None:
            if reading.claim_date is not None:
                said[id(reading.claimant)] = reading.claim_date
            else:
                reading.claim_date = said.get(id(reading.claimant))
    for at, reading in enumerate(readings):
        if reading.claimant is None:
            source = _same_quotation(readings, at) or _earlier(readings, at)
            _carry(reading, source, "carried")
    _speak_for_report(readings)
    only = claimants.only
    if only is not None:
        whole = next((r for r in readings[:_HEAD] if r.claimant is only), None)
        speaks = only.body in common()["claims"]["speaks_for_report"]
        for reading in readings:
            if reading.claimant is None and speaks:
                _carry(reading, whole, "carried from the rest of the report")


def _speak_for_report(readings: list[Reading]) -> None:
    """Let the body that a report's title names ("Summary of the General Staff") tell it."""
    if not readings or readings[0].triggers or readings[0].claimant is not None:
        return
    title = readings[0]
    said = describe(title.text, title.lexicon)
    if said.body not in common()["claims"]["speaks_for_report"]:
        return
    title.claimant = Claimant(said.party, said.body)
    for reading in readings[1:]:
        if reading.claimant is None:
            _carry(reading, title, "named in the report's title")


def _carry(reading: Reading, source: Reading | None, how: str) -> None:
    if source is not None and source.claimant is not None:
        reading.claimant, reading.claim_date = source.claimant, source.claim_date
        reading.claimed, reading.told_by = how, source.told_by or source


def _same_quotation(readings: list[Reading], at: int) -> Reading | None:
    number = readings[at].sentence.quotation
    if number is None:
        return None
    same = [r for r in readings if r.sentence.quotation == number and r.claimed == "own"]
    return same[-1] if same else None


def _earlier(readings: list[Reading], at: int) -> Reading | None:
    """The sentence before in the paragraph, the one after it that says whose word it is,
    or the one that introduces a list."""
    reading = readings[at]
    paragraph = reading.sentence.paragraph
    if reading.before is not None and reading.before.claimant:
        return reading.before
    if at + 1 < len(readings) and readings[at + 1].sentence.paragraph == paragraph:
        after = readings[at + 1]
        pattern = anywhere(after.lexicon, "references", "claim")
        if pattern and pattern.search(after.text):
            return after
    return reading.introduces
