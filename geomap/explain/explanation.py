"""An extraction as lines to print: sentence by sentence, what was found and what it made."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..counted import counted
from ..reports.drafts import Draft
from ..reports.extract import Extraction
from ..reports.lexicon import languages
from ..reports.reading import Reading
from ..reports.sentences import blocks
from ..reports.tongue import report_language
from .events import Rows, event_lines
from .finding import Finding
from .findings import find
from .lines import NO_BREAK, Line, Run, Screen, isolated, printable, render, width, wrap
from .marks import STYLES, mark
from .words import shortened

if TYPE_CHECKING:
    from gazetteer import Mention

# Where the words of a line begin, and those of an event's line.
_LABEL = 12
_INNER = 20
_BOLD, _DIM = "1", "2"
# So much is shown of a paragraph that was not read.
_UNREAD = 200


@dataclass(frozen=True)
class _Told:
    """An extraction with what is looked up in it again and again."""

    extraction: Extraction
    language: str
    breaks: list[int]
    events: dict[int, list[tuple[Draft, Rows]]]
    mentions: list[Mention]

    @property
    def text(self) -> str:
        return self.extraction.report.text

    def line_of(self, at: int) -> int:
        """The number of the line that an offset stands in."""
        return bisect_left(self.breaks, at) + 1

    def mentions_in(self, start: int, end: int) -> list[Mention]:
        first, last = (bisect_left(self.mentions, at, key=_start) for at in (start, end))
        return self.mentions[first:last]


def _start(mention: Mention) -> int:
    return mention.start


def explain(extraction: Extraction, screen: Screen) -> Iterator[str]:
    """Lines that tell how a report was read, as they are to be printed on a screen."""
    report = extraction.report
    events: dict[int, list[tuple[Draft, Rows]]] = {}
    for draft, rows in extraction.events:
        events.setdefault(id(draft.reading), []).append((draft, rows))
    told = _Told(
        extraction,
        report_language(report) if report.text.strip() else "",
        [at for at, char in enumerate(report.text) if char == "\n"],
        events,
        sorted(extraction.mentions, key=_start),
    )
    for line, indent in _lines(told, screen.coloured):
        for part in wrap(line, screen.columns, indent) or [()]:
            yield render(part, coloured=screen.coloured)


def _lines(told: _Told, coloured: bool) -> Iterator[tuple[Line, int]]:
    yield (Run(_head(told), _BOLD),), _LABEL
    for part in _parts(told.extraction):
        yield (), 0
        if isinstance(part, Reading):
            yield from _sentence(told, part, coloured)
        else:
            yield from _unread(told, *part)


def _head(told: _Told) -> str:
    report = told.extraction.report
    name = printable(report.source)
    if not told.language:
        return f"{name}: an empty report, nothing to read"
    if not told.extraction.readings and told.language not in languages():
        known = told.language != "und"
        language = f"language {told.language!r}" if known else "a language that is not known"
        return f"{name}: in {language}, which has no lexicon; there are {', '.join(languages())}"
    published = f"published {report.date}" if report.date else "without a date"
    sentences = counted(len(told.extraction.readings), "sentence")
    events = counted(len(told.extraction.events), "event")
    return f"{name}: {told.language}, {published}, {sentences}, {events}"


def _parts(extraction: Extraction) -> Iterator[Reading | tuple[int, int]]:
    """The sentences that were read, and between them the paragraphs that were not."""
    if not extraction.readings:
        return
    starts = [reading.sentence.start for reading in extraction.readings]
    for block in blocks(extraction.report.text):
        first, last = bisect_left(starts, block.start), bisect_left(starts, block.end)
        if first == last:
            yield block.start, block.end
        yield from extraction.readings[first:last]


def _unread(told: _Told, start: int, end: int) -> Iterator[tuple[Line, int]]:
    shown = Run(printable(shortened(told.text[start:end], _UNREAD)))
    yield _labelled(f"line {told.line_of(start)}", _BOLD, shown), _LABEL
    why = Run(f"not read: there is no lexicon for language {told.language!r}")
    yield _labelled("  no event", _BOLD, why), _LABEL


def _sentence(told: _Told, reading: Reading, coloured: bool) -> Iterator[tuple[Line, int]]:
    start, end = reading.sentence.start, reading.sentence.end
    text = told.text[start:end]
    events = told.events.get(id(reading), [])
    drafts = [draft for draft, _ in events]
    findings = find(reading, told.mentions_in(start, end), drafts, told.line_of)
    sentence = mark(text, findings, coloured=coloured)
    yield _labelled(f"line {told.line_of(start)}", _BOLD, *sentence), _LABEL
    for finding in findings:
        yield _finding(finding, text), _LABEL
    for draft, rows in events:
        for label, words in event_lines(draft, rows):
            if label == "event":
                yield _labelled("  event", _BOLD, Run(words)), _LABEL
            else:
                yield _labelled(f"{'':{_LABEL}}{label}", _DIM, Run(words), column=_INNER), _INNER
    if not events:
        yield _labelled("  no event", _BOLD, Run(_no_event(told, reading))), _LABEL


def _finding(finding: Finding, text: str) -> Line:
    """`kind  words = what they were read as  <- rule`."""
    words = isolated(printable(text[finding.start : finding.end])) or "(not here)"
    rule = (Run(f"  <-{NO_BREAK}{printable(finding.rule)}", _DIM),) if finding.rule else ()
    read_as = Run(f" = {printable(finding.read_as)}")
    style = STYLES[finding.kind]
    return _labelled(f"  {finding.kind}", style, Run(words, style), read_as, *rule)


def _labelled(label: str, style: str, *runs: Run, column: int = _LABEL) -> Line:
    return (Run(label, style), Run(" " * max(1, column - width(label))), *runs)


def _no_event(told: _Told, reading: Reading) -> str:
    if reading.refines is not None:
        line = told.line_of(reading.refines.sentence.start)
        return f"tells more of the event of line {line}, which has its places"
    if reading.dropped:
        return "every trigger was dropped, for the reasons above"
    return f"no word of {reading.lexicon.language}.toml [events] in it"
