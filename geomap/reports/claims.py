"""Claims: the words of a sentence that tell who says so, and when it was said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .dates import DateSpan
from .lexicon import Lexicon
from .speakers import CAPITAL, Said, describe, is_name
from .triggers import anywhere

# A stop inside a sentence parts clauses, unless it ends an initial or an ordinal ("am 2. Mai").
_HARD = re.compile(rf"[,;”“\"»]|:(?=\s)|(?<!\s{CAPITAL})(?<!\s\d)(?<!\s\d\d)\.(?=\s)| [–—-] ")
_QUOTED_NAME = re.compile(rf"[«\"“„]{CAPITAL}[\w-]*[»\"”]")
# How far a claim's own words may reach from its verb.
_WINDOW = 140


@dataclass(frozen=True)
class Claim:
    """A claim in a sentence: the words of the claimant and the span that dates the claim.

    `rule` is the entry of [claims] in the lexicon that knows its words.
    """

    start: int
    end: int
    said: Said
    segment: tuple[int, int]
    rule: str = ""


def find_claims(
    sentence: str,
    lexicon: Lexicon,
    *,
    dates: tuple[DateSpan, ...],
    known: tuple[str, ...] = (),
    events: tuple[tuple[int, int], ...] = (),
) -> tuple[Claim, ...]:
    """Claims of a folded sentence, in order.

    `known` are names of earlier claimants, `events` the spans of words that tell events.
    """
    found = list(_according(sentence, lexicon, dates, known, events))
    found += _verbs(sentence, lexicon, dates, known, events)
    return tuple(sorted(found, key=lambda claim: claim.start))


def _according(
    sentence: str,
    lexicon: Lexicon,
    dates: tuple[DateSpan, ...],
    known: tuple[str, ...],
    events: tuple[tuple[int, int], ...],
) -> Iterator[Claim]:
    before = anywhere(lexicon, "claims", "according")
    for match in before.finditer(sentence) if before else ():
        start = match.end()
        end, said = _named(sentence, start, dates, lexicon, known, events)
        end, said = _with_title(sentence, start, end, said, lexicon, known, dates)
        if said.somebody:
            yield Claim(match.start(), end, said, (match.start(), end), "according")
    after = anywhere(lexicon, "claims", "according_after")
    for match in after.finditer(sentence) if after else ():
        start = _back(sentence, match.start(), lexicon, known)
        said = describe(sentence[start : match.start()], lexicon, known)
        if said.somebody:
            yield Claim(start, match.end(), said, (start, match.end()), "according_after")


def _verbs(
    sentence: str,
    lexicon: Lexicon,
    dates: tuple[DateSpan, ...],
    known: tuple[str, ...],
    events: tuple[tuple[int, int], ...],
) -> Iterator[Claim]:
    verbs = anywhere(lexicon, "claims", "verbs")
    for verb in verbs.finditer(sentence) if verbs else ():
        titled = _titled(sentence, verb.start(), lexicon, known, events)
        start = _back(sentence, verb.start(), lexicon, known) if titled is None else titled
        told = _told_by(sentence, start, verb, events, lexicon)
        said = describe(sentence[start:told], lexicon, known)
        inverted = titled is None and _opens_clause(sentence, verb.start())
        end = verb.end() if told == verb.start() else told
        if inverted or not said.somebody:
            first = _after_date(verb.end(), dates)
            stop = _reach(sentence, first, dates, lexicon)
            after = Said()
            if not _tells(events, verb.start(), first, stop):
                stop, after = _named(sentence, first, dates, lexicon, known)
            if after.somebody:
                stop, after = _with_title(sentence, first, stop, after, lexicon, known, dates)
                start, end, said, inverted = verb.start(), stop, after, True
            elif inverted:
                continue
        if said.somebody:
            segment = _segment(sentence, start, end, inverted, dates, lexicon)
            if start and not any(a >= start for a, _ in events):
                # "..., he said in his address on Sunday": nothing more is told behind the claim.
                mark = _HARD.search(sentence, end)
                segment = segment[0], max(segment[1], mark.start() if mark else len(sentence))
            yield Claim(start, end, said, segment, "verbs")


def _told_by(
    sentence: str,
    start: int,
    verb: re.Match[str],
    events: tuple[tuple[int, int], ...],
    lexicon: Lexicon,
) -> int:
    """Where what was said begins if it stands before a verb that ends the clause.

    "Die Armee hat russische Angriffe auf Lyman bestätigt": behind the finite verb.
    """
    told = next((a for a, b in events if start < a < verb.start() < b), None)
    if told is None:
        return verb.start()
    ends = anywhere(lexicon, "claims", "ends")
    found = ends.search(sentence, start, told) if ends else None
    return found.start() if found else told


def _named(
    sentence: str,
    first: int,
    dates: tuple[DateSpan, ...],
    lexicon: Lexicon,
    known: tuple[str, ...],
    events: tuple[tuple[int, int], ...] = (),
) -> tuple[int, Said]:
    """Who is named from an offset on, and where the words end.

    A date may part them: "according to the report of Monday of the General Staff". What happened
    is no longer who says so, even without a comma between them.
    """
    told = [a for a, _ in events if a >= first]
    stop = min([_reach(sentence, first, dates, lexicon), *told])
    said = describe(sentence[first:stop], lexicon, known)
    date = next((d for d in dates if d.start == stop), None)
    if date is None or said.party or said.body or said.person or said.media:
        return stop, said
    leads_on = anywhere(lexicon, "claims", "of")
    at = date.end + len(sentence[date.end :]) - len(sentence[date.end :].lstrip())
    if leads_on and leads_on.match(sentence, at):
        further = min([_reach(sentence, at, dates, lexicon), *told])
        named = describe(sentence[at:further], lexicon, known)
        if named.body or named.person:
            return further, named
    return stop, said


def _with_title(
    sentence: str,
    first: int,
    stop: int,
    said: Said,
    lexicon: Lexicon,
    known: tuple[str, ...],
    dates: tuple[DateSpan, ...],
) -> tuple[int, Said]:
    """Take in what follows a comma: "said NAME, mayor of PLACE", "said the mayor, NAME"."""
    if sentence[stop : stop + 1] != "," or bool(said.person) == bool(said.body):
        return stop, said
    end = _reach(sentence, stop + 1, dates, lexicon)
    titles = anywhere(lexicon, "claims", "titles")
    name, title = sentence[first:stop], sentence[stop + 1 : end]
    if said.body:
        name, title = title, name
    both = is_name(name.rstrip(".")) if said.body else describe(title, lexicon, known).body
    if both and titles and titles.search(title):
        return end, describe(sentence[first:end], lexicon, known)
    return stop, said


def _opens_clause(sentence: str, at: int) -> bool:
    return not sentence[_clause_start(sentence, at) : at].strip()


def _tells(events: tuple[tuple[int, int], ...], verb: int, first: int, stop: int) -> bool:
    """Whether what is said, not who says it, stands behind a verb: the events are there."""
    inside = any(first <= a < stop for a, _ in events)
    return inside and not any(b <= verb for _, b in events)


def _titled(
    sentence: str,
    at: int,
    lexicon: Lexicon,
    known: tuple[str, ...],
    events: tuple[tuple[int, int], ...],
) -> int | None:
    """Where "NAME, TITLE of PLACE, said" begins, or "TITLE of PLACE, NAME, said"."""
    if not sentence[:at].rstrip().endswith(","):
        return None
    comma = len(sentence[:at].rstrip()) - 1
    middle = _clause_start(sentence, comma)
    if middle == 0 or sentence[middle - 1] != ",":
        return None
    start = _clause_start(sentence, middle - 1)
    parts = sentence[start : middle - 1], sentence[middle:comma]
    if any(start <= a < at for a, _ in events) or not all(part.strip() for part in parts):
        return None
    pairs = [(describe(part, lexicon, known), part) for part in parts]
    first = pairs[0][0]
    if start == 0 and (first.body or first.person):
        # "The governor, speaking in Dnipro, said": a sentence begins with its subject.
        return start
    titles = anywhere(lexicon, "claims", "titles")
    heads = [bool(said.body or (titles and titles.search(p))) for said, p in pairs]
    names = [bool(said.person or is_name(p)) for said, p in pairs]
    return start if (names[0] and heads[1]) or (heads[0] and names[1]) else None


def _after_date(at: int, dates: tuple[DateSpan, ...]) -> int:
    """Step over a date right behind a verb: "reported on 16 August the spokesman"."""
    return next((d.end for d in dates if 0 <= d.start - at <= 2), at)


def _clause_start(sentence: str, at: int) -> int:
    marks = [m.end() for m in _HARD.finditer(sentence, max(0, at - _WINDOW), at)]
    return marks[-1] if marks else max(0, at - _WINDOW)


def _back(sentence: str, at: int, lexicon: Lexicon, known: tuple[str, ...]) -> int:
    """Where the claimant's words before a verb begin; an apposition is stepped over."""
    start = _clause_start(sentence, at)
    said = describe(sentence[start:at], lexicon, known)
    if said.somebody and not (said.body and not said.person and _apposed(sentence, start)):
        return start
    if start > 0 and sentence[start - 1] == "," and sentence[start:at].strip():
        earlier = _clause_start(sentence, start - 1)
        if describe(sentence[earlier : start - 1], lexicon, known).person:
            return earlier
    return start


def _apposed(sentence: str, start: int) -> bool:
    return start > 0 and sentence[start - 1] == ","


def _reach(sentence: str, at: int, dates: tuple[DateSpan, ...], lexicon: Lexicon) -> int:
    """Where the words of a claimant after a verb end: at a mark, a date, "that" or a verb.

    Where the finite verb comes second, as in German, it ends them too."""
    patterns = (_HARD, *(anywhere(lexicon, "claims", key) for key in ("that", "verbs", "ends")))
    found = [p.search(sentence, at, at + _WINDOW) for p in patterns if p]
    stops = [match.start() for match in found if match]
    stops += [d.start for d in dates if d.start >= at][:1]
    return min([*stops, at + _WINDOW, len(sentence)])


def _segment(
    sentence: str,
    start: int,
    end: int,
    inverted: bool,
    dates: tuple[DateSpan, ...],
    lexicon: Lexicon,
) -> tuple[int, int]:
    """The span of a sentence whose dates are those of the claim."""
    that = anywhere(lexicon, "claims", "that")
    found = that.search(sentence, end, end + _WINDOW) if that else None
    if found and not any(d.precision > 2 for d in dates if end <= d.start < found.start()):
        first = _clause_start(sentence, start) if start else 0
        return (0 if first <= 2 else first), found.start()
    if inverted:
        # "Reported the "Khortytsia" grouping on Monday": a name in quotation marks ends nothing.
        plain = _QUOTED_NAME.sub(lambda m: "x" * len(m.group()), sentence)
        mark = _HARD.search(plain, end)
        return start, mark.start() if mark else len(sentence)
    near = [d for d in dates if end <= d.start and len(sentence[end : d.start].split()) <= 3]
    near = [d for d in near if not _HARD.search(sentence[end : d.start])]
    return start, near[0].end if near else end
