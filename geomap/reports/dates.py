"""Date expressions: what day or span of days the words of a report mean.

Every expression is counted from a reference day, that of publication. Precision is
UCDP's date_prec: 1 a day, 2 two to six days, 3 a week, 4 a month, 5 more than a month.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from .days import back, calendar_span, numeric_days, precision_of
from .lexicon import Lexicon, common, even_out
from .numbers import number_pattern, number_value
from .wording import LexiconError, Wording, Wordings

_UNITS = ("day", "week", "month", "year", "hour")
_DATELINE_LENGTH = 300
# How far before a date the word for "since" may stand, code points.
_SINCE = 20


@dataclass(frozen=True, slots=True)
class DateSpan:
    """Words that name a day or days, first to last, and how precise they are.

    `period` marks the reporting period of a briefing ("over the past day"); `counted`
    ones are as uncertain as the reference day; of `ended` ones the words name the last day.
    `rule` is where it is known from.
    """

    start: int
    end: int
    first: dt.date
    last: dt.date
    precision: int
    why: str
    period: bool = False
    counted: bool = False
    rule: str = ""
    ended: bool = False


def find_dates(text: str, lexicon: Lexicon, *, reference: dt.date | None) -> tuple[DateSpan, ...]:
    """Date expressions of a text, in order, not overlapping; the longest wins.

    Without a reference day only full dates with a year are found.
    """
    folded = even_out(text)
    read = (reader(match, reference) for reader, match in _rules(lexicon).in_text(folded))
    found = [*_numeric(folded), *(span for span in read if span is not None)]
    found.sort(key=lambda span: (span.start - span.end, span.start))
    kept: list[DateSpan] = []
    for span in found:
        if all(span.end <= other.start or span.start >= other.end for other in kept):
            kept.append(span)
    return tuple(_since(folded, lexicon, span, reference) for span in sorted(kept, key=_start))


def dateline(text: str, lexicon: Lexicon) -> dt.date | None:
    """The day that the head of a text names with its year, for a report without a date."""
    spans = find_dates(text[:_DATELINE_LENGTH], lexicon, reference=None)
    return next((span.first for span in spans if span.precision == 1), None)


def _start(span: DateSpan) -> int:
    return span.start


# Reads what a pattern of dates has found, with the reference day; None where it is no date.
Reader = Callable[[re.Match[str], dt.date | None], DateSpan | None]
Rule = tuple[Reader, Wording]


@cache
def _rules(lexicon: Lexicon) -> Wordings[Reader]:
    section = lexicon.section("dates")
    rules = [_absolute(lexicon, pattern) for pattern in section.get("absolute", ())]
    rules += [_weekday(lexicon, pattern) for pattern in section.get("on_weekday", ())]
    for pattern in section.get("nights", ()):
        named = _weekday if "{weekday}" in pattern else _absolute
        rules.append(_night(lexicon, named(lexicon, pattern)))
    rules += [one for rule in section.get("rules", ()) for one in _relative(lexicon, rule)]
    return Wordings(rules)


def _numeric(text: str) -> list[DateSpan]:
    return [
        DateSpan(start, end, day, day, 1, f"date {day}", rule="a date in figures")
        for start, end, day in numeric_days(text)
    ]


def _choice(patterns: list[str], prefix: str) -> str:
    return "|".join(f"(?P<{prefix}{n}>{pattern})" for n, pattern in enumerate(patterns))


def _which(groups: Mapping[str, str | None], prefix: str) -> int | None:
    for name, value in groups.items():
        if value is not None and name.startswith(prefix) and name[len(prefix) :].isdigit():
            return int(name[len(prefix) :])
    return None


def _fill(lexicon: Lexicon, pattern: str) -> Wording:
    """Compile a date pattern: {day}, {month}, {weekday}, {year}, {n} and {unit} are groups."""
    section = lexicon.section("dates")
    units = section.get("units", {})
    parts = {
        "day": r"(?P<day>\d{1,2})",
        "day2": r"(?P<day2>\d{1,2})",
        "year": r"(?P<year>(?:19|20)\d\d)",
        "month": f"(?:{_choice(section.get('months', []), 'month')})",
        "month2": f"(?:{_choice(section.get('months', []), 'last_month')})",
        "weekday": f"(?:{_choice(section.get('weekdays', []), 'weekday')})",
        "weekday2": f"(?:{_choice(section.get('weekdays', []), 'last_weekday')})",
        "n": f"(?P<n>{number_pattern(lexicon)}|{'|'.join(_few(lexicon)) or '(?!)'})",
        "unit": f"(?:{_choice([units.get(u, '(?!)') for u in _UNITS], 'unit')})",
    }
    for name, part in parts.items():
        pattern = pattern.replace(f"{{{name}}}", part)
    compiled = lexicon.compile(pattern)
    if compiled is None:
        raise LexiconError(f"{lexicon.language}.toml: an empty pattern in [dates]")
    return compiled


def _few(lexicon: Lexicon) -> dict[str, int]:
    """Words such as "few" in "the past few months", and how many they count as."""
    return dict(lexicon.section("dates").get("few", {}))


def _absolute(lexicon: Lexicon, pattern: str) -> Rule:
    name = f"{lexicon.language}.toml [dates] absolute"

    def read(found: re.Match[str], reference: dt.date | None) -> DateSpan | None:
        groups = found.groupdict()
        months = _which(groups, "month"), _which(groups, "last_month")
        span = _named_days(groups, months, reference)
        if span is None:
            return None
        first, last = span
        if groups.get("night"):
            # The night to a day begins on the day before.
            first -= dt.timedelta(days=1)
        why = f"{found.group()!r} is {_days_in_words(first, last)}"
        precision = precision_of(first, last)
        ended = bool(groups.get("day2"))
        return DateSpan(*found.span(), first, last, precision, why, ended=ended, rule=name)

    return read, _fill(lexicon, pattern)


def _named_days(
    groups: Mapping[str, str | None],
    months: tuple[int | None, int | None],
    reference: dt.date | None,
) -> tuple[dt.date, dt.date] | None:
    """First and last day of a named day, days, month or year; none after the reference day.

    `months` are the one that the first day is in, and that of the last where it is another.
    """
    month, last_month = months
    day, last_day = groups.get("day"), groups.get("day2")
    year = int(groups["year"] or 0) if groups.get("year") else None
    if month is None:
        return _told_by(reference, dt.date(year, 1, 1), dt.date(year, 12, 31)) if year else None
    if year is None and reference is None:
        return None
    # Without a year the latest such day that is not after the reference day is meant.
    years = [year] if year else [reference.year, reference.year - 1] if reference else []
    for candidate in years:
        closing = month if last_month is None else last_month
        turns = closing < month
        # "From 30 December to 2 January 2024": the year is that of the last day.
        opened = candidate - 1 if turns and year else candidate
        length = calendar.monthrange(candidate, closing + 1)[1]
        start, stop = (int(day), int(last_day or day)) if day else (1, length)
        try:
            first = dt.date(opened, month + 1, start)
            last = dt.date(opened + turns, closing + 1, stop)
        except ValueError:
            continue
        if first <= last and (year or reference is None or first <= reference):
            return _told_by(reference, first, last)
    return None


def _told_by(reference: dt.date | None, first: dt.date, last: dt.date) -> tuple[dt.date, dt.date]:
    """Cut a span at the reference day: what is told had happened by then."""
    return first, min(last, reference) if reference and first <= reference else last


def _weekday(lexicon: Lexicon, pattern: str) -> Rule:
    name = f"{lexicon.language}.toml [dates] on_weekday"

    def read(found: re.Match[str], reference: dt.date | None) -> DateSpan | None:
        groups = found.groupdict()
        wanted, last = _which(groups, "weekday"), _which(groups, "last_weekday")
        if wanted is None or reference is None:
            return None
        named = wanted if last is None else last
        day = reference - dt.timedelta(days=(reference.weekday() - named) % 7)
        first = day - dt.timedelta(days=(named - wanted) % 7)
        words = _days_in_words(first, day)
        why = f"{found.group()!r} is {words}, the latest such day by {reference}"
        precision = precision_of(first, day)
        return DateSpan(*found.span(), first, day, precision, why, counted=True, rule=name)

    return read, _fill(lexicon, pattern)


def _night(lexicon: Lexicon, rule: Rule) -> Rule:
    """The night before a named day, which began on the day before it."""
    name = f"{lexicon.language}.toml [dates] nights"
    named, wording = rule

    def read(found: re.Match[str], reference: dt.date | None) -> DateSpan | None:
        day = named(found, reference)
        if day is None:
            return None
        first = day.first - dt.timedelta(days=1)
        why = f"{day.why}, and the night before"
        return replace(day, first=first, precision=2, why=why, rule=name)

    return read, wording


def _relative(lexicon: Lexicon, rule: Mapping[str, Any]) -> list[Rule]:
    patterns = [rule["pattern"]] if "pattern" in rule else rule["patterns"]
    few = _few(lexicon)
    name = f"{lexicon.language}.toml [dates] rules, means = {rule['means']}"

    def read(found: re.Match[str], reference: dt.date | None) -> DateSpan | None:
        span = _relative_days(lexicon, rule, found, reference, few) if reference else None
        if span is None:
            return None
        first, last = span
        # The last seven days touch eight dates, and are a week all the same.
        from_day = first + dt.timedelta(days=rule["means"] == "back" and first < last)
        return DateSpan(
            *found.span(),
            first,
            last,
            precision_of(from_day, last),
            f"{found.group()!r} is {_days_in_words(first, last)}",
            rule.get("period", False),
            counted=not rule.get("period_name"),
            rule=name,
        )

    return [(read, _fill(lexicon, pattern)) for pattern in patterns]


def _relative_days(
    lexicon: Lexicon,
    rule: Mapping[str, Any],
    found: re.Match[str],
    reference: dt.date,
    few: Mapping[str, int],
) -> tuple[dt.date, dt.date] | None:
    groups = found.groupdict()
    unit_index = _which(groups, "unit")
    unit = _UNITS[unit_index] if unit_index is not None else rule.get("unit", "day")
    written = groups.get("n")
    n: float | None = rule.get("n", 1)
    if written:
        n = next((v for w, v in few.items() if re.fullmatch(w, written, re.I)), None)
        n = number_value(written, lexicon) if n is None else n
    if n is None:
        return None
    match rule["means"]:
        case "days":
            first, last = rule["days"]
            return reference + dt.timedelta(days=first), reference + dt.timedelta(days=last)
        case "back":
            return back(reference, n, unit), reference
        case "ago":
            day = back(reference, n, unit)
            return day, day
        case "calendar":
            return calendar_span(reference, unit, rule.get("offset", 0))
        case "since period":
            first = common()["periods"][rule["period_name"]]
            return (first, reference) if first <= reference else None
        case "start of period":
            first = common()["periods"][rule["period_name"]]
            return first, first + dt.timedelta(days=6)
        case other:
            raise LexiconError(f"{lexicon.language}.toml: [dates] knows no means {other!r}")


def _since(text: str, lexicon: Lexicon, span: DateSpan, reference: dt.date | None) -> DateSpan:
    """Stretch a day with "since" before it (or after, as in Finnish) to the reference day."""
    if reference is None or span.first > reference or span.ended:
        return span
    before, after = _since_patterns(lexicon)
    led = any(
        word.start() == span.start or not text[word.end() : span.start].strip()
        for word in (before.finditer(text, max(0, span.start - _SINCE), span.end) if before else ())
        if word.start() <= span.start
    )
    if led or (after and after.match(text, span.end)):
        precision = precision_of(span.first, reference)
        why = f"{span.why}, since then"
        return replace(span, last=reference, precision=precision, why=why)
    return span


@cache
def _since_patterns(lexicon: Lexicon) -> tuple[Wording | None, Wording | None]:
    since = lexicon.section("dates").get("since", {})
    before, after = since.get("before", ()), since.get("after", ())
    return lexicon.compile(before), lexicon.compile(after, head=r"\s+")


def _days_in_words(first: dt.date, last: dt.date) -> str:
    return str(first) if first == last else f"{first} to {last}"
