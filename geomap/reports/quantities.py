"""Quantities: a number with its qualifier and unit, in figures or in words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from .lexicon import Lexicon, even_out
from .numbers import FIGURES, number_pattern, number_value
from .wording import Wording

# Qualifiers are shorter than this, code points.
_QUALIFIER = 40
# Verbs of growth stand this close before a number, code points.
_LEAD = 40
# Up to this many words may stand between a number and what it counts.
_BETWEEN = r"(?:\s+[^\s\d.,;:!?()]+){0,3}?"
# A figure glued to these is a name (S-300, 155-mm, 18:00, 3rd), not a count.
_NO_COUNT_BEFORE = re.compile(r"[\w№#/:-]$|\w\.$|\d[.,:]$")
_NO_COUNT_AFTER = re.compile(r"-\w|:\d|/\d|[°º]|[.,]\d")
# "2 heavy and 3 light attacks": the first number counts what the second does.
_ELLIPSIS = re.compile(r"(?:\s+[^\W\d]+){1,2}\s+")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A counted thing; `low` and `high` are the bounds that the qualifier allows.

    "About" sets no bounds; `value` is None for words such as "dozens", which have a low
    bound alone. `start` and `end` cover qualifier, number and unit.
    """

    start: int
    end: int
    value: float | None
    low: float | None
    high: float | None
    qualifier: str | None
    unit: str | None

    def to_dict(self) -> dict[str, Any]:
        """An object of the column `quantities`."""
        return {
            "quantity": self.value,
            "quantity_low": self.low,
            "quantity_high": self.high,
            "quantity_qualifier": self.qualifier,
            "unit": self.unit,
        }


@dataclass(frozen=True)
class _Patterns:
    number: re.Pattern[str]
    before: tuple[tuple[Wording, str], ...]
    after: tuple[tuple[Wording, str], ...]
    units: tuple[tuple[Wording, str], ...]
    predicates: tuple[tuple[Wording, str], ...]
    behind: tuple[tuple[Wording, str], ...]
    vague: tuple[tuple[Wording, float], ...]
    not_counts: Wording | None
    upper: re.Pattern[str]
    joins: Wording | None
    subset: Wording | None
    reached: Wording | None
    resumes: Wording | None


@cache
def _patterns(lexicon: Lexicon) -> _Patterns:
    section = lexicon.section("quantities")
    to = lexicon.expand("|".join(section.get("to", ())) or "(?!)")

    def table(name: str, form: str = "{}", **around: str) -> tuple[tuple[Wording, str], ...]:
        entries = section.get(name, {}).items()
        compiled = (
            (lexicon.compile(form.replace("{}", "|".join(_listed(words))), **around), unit)
            for unit, words in entries
        )
        return tuple((wording, unit) for wording, unit in compiled if wording)

    def qualifier(side: str, **around: str) -> tuple[tuple[Wording, str], ...]:
        entries = section.get("qualifiers", ())
        compiled = ((lexicon.compile(q.get(side, ()), **around), q["qualifier"]) for q in entries)
        return tuple((wording, name) for wording, name in compiled if wording)

    def words(name: str, tail: str = "") -> Wording | None:
        return lexicon.compile(section.get(name, ()), tail=tail)

    # The longest first: "tens of thousands of" holds "thousands of".
    vague = sorted(section.get("vague", ()), key=lambda entry: -len(entry[0]))
    return _Patterns(
        number=re.compile(rf"(?<!\w)(?P<number>{number_pattern(lexicon)})(?!\w)", re.I),
        before=qualifier("before", tail=r"\s+$"),
        after=qualifier("after", head=r"\s+"),
        units=table("units", "(?P<unit>{})", head=rf"{_BETWEEN}\s+[«\"“„']?"),
        behind=table("units", tail=r"(?:\s*[:–—-])?\s+$"),
        predicates=table("predicates"),
        vague=tuple((w, float(low)) for words, low in vague if (w := lexicon.compile(words))),
        not_counts=words("not_counts"),
        upper=re.compile(
            rf"\s*[–—-]\s*(?P<n>{FIGURES})(?!\w)|\s+(?:{to})\s+(?P<m>{FIGURES})(?!\w)", re.I
        ),
        joins=words("joins"),
        subset=words("subset", tail=r"\s*$"),
        reached=words("reached", tail=r"\s*$"),
        resumes=words("resumes"),
    )


def _listed(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value


def find_quantities(
    text: str, lexicon: Lexicon, *, taken: tuple[tuple[int, int], ...] = ()
) -> tuple[Quantity, ...]:
    """Quantities of a sentence, in order; `taken` are spans of dates, not to be counted."""
    folded = even_out(text)
    patterns = _patterns(lexicon)
    blocked = [*taken]
    if patterns.not_counts:
        blocked += [m.span() for m in patterns.not_counts.finditer(folded)]
    found: list[Quantity] = []
    end = 0
    for match in patterns.number.finditer(folded):
        if match.start() < end or _blocked(folded, match, blocked):
            continue
        quantity = _read(folded, match, patterns, lexicon)
        if quantity is not None:
            found.append(quantity)
            end = quantity.end
    for pattern, low in patterns.vague:
        for match in pattern.finditer(folded):
            if all(match.end() <= q.start or match.start() >= q.end for q in found):
                unit, stop = _unit(folded, match.end(), patterns)
                found.append(Quantity(match.start(), stop, None, low, None, "at least", unit))
    found.sort(key=lambda q: q.start)
    told = [_with_predicate(folded, at, found, patterns) for at in range(len(found))]
    for at in range(len(told) - 1, 0, -1):
        between = folded[told[at - 1].end : told[at].start]
        if told[at - 1].unit is None and _ELLIPSIS.fullmatch(between):
            told[at - 1] = replace(told[at - 1], unit=told[at].unit)
    return tuple(_elided(folded, _resumed(folded, told, patterns), lexicon))


# What a number left bare may count again.
_COUNTED_AGAIN = ("attacks", "clashes", "strikes", "shellings", "drones", "missiles", "bombs")


def _elided(text: str, told: list[Quantity], lexicon: Lexicon) -> list[Quantity]:
    """Let "eight attacks at A and five at B" count attacks twice, and "eight at A and five
    attacks at B" too: a bare number before a place or a mark takes the unit of its neighbour."""
    joins, goes_on = _patterns(lexicon).joins, _goes_on(lexicon)
    for at in range(1, len(told)):
        one, other = told[at - 1], told[at]
        between = text[one.end : other.start]
        joined = "," in between or (joins and joins.search(between))
        if not joined or re.search(r"[.;:]\s", between):
            continue
        if other.unit is None and one.unit in _COUNTED_AGAIN and goes_on.match(text, other.end):
            told[at] = replace(other, unit=one.unit)
        elif one.unit is None and other.unit in _COUNTED_AGAIN and goes_on.match(text, one.end):
            told[at - 1] = replace(one, unit=other.unit)
    return told


@cache
def _goes_on(lexicon: Lexicon) -> re.Pattern[str]:
    """What stands behind a number that counts what another one does: a place, a mark, "and"."""
    places, joins = lexicon.section("places"), lexicon.section("quantities").get("joins", ())
    keys = ("near_before", "direction_before", "locative_before")
    words = [*(p for key in keys for p in places.get(key, ())), *joins]
    body = "|".join(lexicon.expand(word) for word in words) or "(?!)"
    # Where "near" stands behind a name, the name itself comes first.
    name = "(?!)" if places.get("locative_before") else "(?-i:[A-ZÀ-ÞА-ЯІЇЄҐ])"
    mark = r"\s*(?:[,.;)]|\s[–—-]\s|$)"
    return re.compile(rf"{mark}|\s+(?:(?:{body})(?!\w)|{name})", re.IGNORECASE)


def _resumed(text: str, told: list[Quantity], patterns: _Patterns) -> list[Quantity]:
    """Let "20 drones, 18 were shot down" count drones twice."""
    for at in range(1, len(told)):
        bare = told[at].unit is None and text[told[at].end : told[at].end + 1].isspace()
        if bare and patterns.resumes and patterns.resumes.match(text, told[at].end + 1):
            told[at] = replace(told[at], unit=told[at - 1].unit)
    return told


def _blocked(text: str, match: re.Match[str], blocked: list[tuple[int, int]]) -> bool:
    start, end = match.span()
    if any(start < b and end > a for a, b in blocked):
        return True
    if not text[start].isdigit():
        # "A five-storey building".
        return bool(re.match(r"-\w", text[end:]))
    return bool(
        _NO_COUNT_BEFORE.search(text[max(0, start - 3) : start]) or _NO_COUNT_AFTER.match(text, end)
    )


def _read(
    text: str, match: re.Match[str], patterns: _Patterns, lexicon: Lexicon
) -> Quantity | None:
    value = number_value(match.group("number"), lexicon)
    if value is None:
        return None
    start, end = match.span()
    upper = patterns.upper.match(text, end)
    high = number_value(upper.group("n") or upper.group("m"), lexicon) if upper else None
    head = text[max(0, start - _LEAD) : start]
    if upper and high is not None and high > value:
        end = upper.end()
        if patterns.reached and patterns.reached.search(head):
            # "Rose from 40 to 46": the number is the latter.
            value, high = high, None
    else:
        high = None
    qualifier: str | None = None
    for pattern, name in patterns.before:
        before = pattern.search(text[max(0, start - _QUALIFIER) : start])
        if before:
            lead = start - (before.end() - before.start())
            head = text[max(0, lead - _LEAD) : lead]
            if not (name == "up to" and patterns.reached and patterns.reached.search(head)):
                qualifier, start = name, lead
            break
    unit, end = _unit(text, end, patterns)
    if qualifier is None:
        for pattern, name in patterns.after:
            after = pattern.match(text, match.end())
            if after:
                qualifier, end = name, max(end, after.end())
                if unit is None:
                    unit, end = _unit(text, after.end(), patterns)
                break
    if high is not None:
        return Quantity(start, end, value, value, high, qualifier or "about", unit)
    low_bound, high_bound = _bounds(value, qualifier)
    return Quantity(start, end, value, low_bound, high_bound, qualifier, unit)


def _bounds(value: float, qualifier: str | None) -> tuple[float | None, float | None]:
    if qualifier in ("more than", "at least"):
        return value, None
    if qualifier in ("less than", "up to"):
        return None, value
    return (None, None) if qualifier == "about" else (value, value)


def _unit(text: str, end: int, patterns: _Patterns) -> tuple[str | None, int]:
    """The nearest unit after a number, and where it ends."""
    found = [
        (m.start("unit"), -m.end(), unit) for p, unit in patterns.units if (m := p.match(text, end))
    ]
    if not found:
        return None, end
    # The first that counts; of two at one place the longer: "missile strikes", not "missile".
    start, stop, unit = min(found)
    if patterns.joins and patterns.joins.search(text, end, start):
        verb = any(p.match(text, start) for p, _ in patterns.predicates)
        if verb and not re.match(r"\s*(?:[.,;:)]|$)", text[-stop:]):
            # "Killed two and wounded seven": the second verb has a number of its own.
            return None, end
    if any(p.search(text, end, start) for p, _ in patterns.predicates):
        # "Five were wounded by shelling": the verb tells what is counted.
        return None, end
    return unit, -stop


# What a verb of loss turns a count of these into: "killed 5 people" counts dead.
_PERSONS = ("people", "troops", "civilians", "children", None)


def _with_predicate(text: str, at: int, others: list[Quantity], patterns: _Patterns) -> Quantity:
    """Let "killed 5 people" count dead: the nearest such verb between the neighbours."""
    quantity = others[at]
    if quantity.unit not in _PERSONS:
        return quantity
    if patterns.subset and patterns.subset.search(text[: quantity.start]):
        # "Killed five, including two children": they are among the five.
        return quantity
    left = others[at - 1].end if at else 0
    right = others[at + 1].start if at + 1 < len(others) else len(text)
    last = right if at + 1 < len(others) else quantity.end
    nearest: tuple[int, str] | None = None
    for pattern, unit in patterns.predicates:
        for match in pattern.finditer(text, left, right):
            own = patterns.joins if last > match.start() >= quantity.end else None
            if own and own.search(text, quantity.end, match.start()):
                # "Killed one worker and wounded four": the verb behind "and" has its own number.
                continue
            distance = (
                quantity.start - match.end()
                if match.end() <= quantity.start
                else match.start() - quantity.end
            )
            if nearest is None or distance < nearest[0]:
                nearest = (distance, unit)
    if nearest is None:
        return _counted_before(text, quantity, patterns)
    return replace(quantity, unit=nearest[1])


def _counted_before(text: str, quantity: Quantity, patterns: _Patterns) -> Quantity:
    """Take the unit right before a number that has none: "attacks: 28"."""
    head = text[max(0, quantity.start - _LEAD) : quantity.start]
    if quantity.unit is None and text[quantity.start].isdigit():
        for pattern, unit in patterns.behind:
            if pattern.search(head):
                return replace(quantity, unit=unit)
    return quantity


def leading(
    quantities: tuple[Quantity, ...], units: Mapping[str, int], span: tuple[int, int]
) -> Quantity | None:
    """The quantity that a trigger with these units is about: by rank of unit, then the nearest."""
    start, end = span
    fitting = [q for q in quantities if q.unit in units]
    return min(
        fitting,
        key=lambda q: (units[q.unit or ""], max(0, q.start - end, start - q.end), q.start),
        default=None,
    )
