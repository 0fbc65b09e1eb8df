"""Claims: the words of a sentence that tell who says so, and when it was said."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from .dates import DateSpan
from .lexicon import Lexicon, common
from .parties import find_parties
from .triggers import anywhere

_CAPITAL = "[A-ZÀ-ÞА-ЯІЇЄҐ]"
_HARD = re.compile(rf"[,;”“\"»]|:(?=\s)|(?<!\s{_CAPITAL})\.(?=\s)| [–—-] ")
_NAME = rf"{_CAPITAL}[\w'-]+"
_NAMES = re.compile(rf"(?<![\w'-]){_NAME}(?:\s+(?:{_NAME}|{_CAPITAL}\.))*")
# How far a claim's own words may reach from its verb.
_WINDOW = 140


@dataclass(frozen=True)
class Said:
    """What a claim's words tell of the one who claims."""

    party: str | None = None
    body: str | None = None
    person: str | None = None
    media: str | None = None
    pronoun: str | None = None
    like: tuple[str, ...] = ()

    @property
    def somebody(self) -> bool:
        return any((self.party, self.body, self.person, self.media, self.pronoun))


@dataclass(frozen=True)
class Claim:
    """A claim in a sentence: the words of the claimant and the span that dates the claim."""

    start: int
    end: int
    said: Said
    segment: tuple[int, int]


@lru_cache
def _speakers(
    lexicon: Lexicon,
) -> tuple[tuple[re.Pattern[str], str, str | None, tuple[str, ...]], ...]:
    found = []
    for entry in lexicon.section("claims").get("speakers", ()):
        pattern = lexicon.compile(entry["pattern"])
        if pattern is not None:
            like = tuple(entry.get("like", ()))
            found.append((pattern, entry["label"], entry.get("party"), like))
    return tuple(found)


@lru_cache
def _media() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (name, re.compile(rf"(?<!\w)(?:{'|'.join(forms)})(?!\w)"))
        for name, forms in common()["media"].items()
    )


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
    found = list(_according(sentence, lexicon, dates, known))
    found += _verbs(sentence, lexicon, dates, known, events)
    return tuple(sorted(found, key=lambda claim: claim.start))


def _according(
    sentence: str, lexicon: Lexicon, dates: tuple[DateSpan, ...], known: tuple[str, ...]
) -> Iterator[Claim]:
    before = anywhere(lexicon, "claims", "according")
    for match in before.finditer(sentence) if before else ():
        start, end = match.end(), _reach(sentence, match.end(), dates, lexicon)
        said = describe(sentence[start:end], lexicon, known)
        if said.somebody:
            yield Claim(match.start(), end, said, (match.start(), end))
    after = anywhere(lexicon, "claims", "according_after")
    for match in after.finditer(sentence) if after else ():
        start = _back(sentence, match.start(), lexicon, known)
        said = describe(sentence[start : match.start()], lexicon, known)
        if said.somebody:
            yield Claim(start, match.end(), said, (start, match.end()))


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
        said = describe(sentence[start : verb.start()], lexicon, known)
        inverted = titled is None and _opens_clause(sentence, verb.start())
        end = verb.end()
        if inverted or not said.somebody:
            first = _after_date(verb.end(), dates)
            stop = _reach(sentence, first, dates, lexicon)
            told = _tells(events, verb.start(), first, stop)
            after = Said() if told else describe(sentence[first:stop], lexicon, known)
            if after.somebody:
                stop, after = _with_title(sentence, first, stop, after, lexicon, known, dates)
                start, end, said, inverted = verb.start(), stop, after, True
            elif inverted:
                continue
        if said.somebody:
            yield Claim(start, end, said, _segment(sentence, start, end, inverted, dates, lexicon))


def _with_title(
    sentence: str,
    first: int,
    stop: int,
    said: Said,
    lexicon: Lexicon,
    known: tuple[str, ...],
    dates: tuple[DateSpan, ...],
) -> tuple[int, Said]:
    """Take in the title that follows a name: "said NAME, mayor of PLACE"."""
    if said.person and not said.body and sentence[stop : stop + 1] == ",":
        end = _reach(sentence, stop + 1, dates, lexicon)
        titles = anywhere(lexicon, "claims", "titles")
        title = sentence[stop + 1 : end]
        body = describe(title, lexicon, known).body
        if body and titles and titles.search(title):
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
    titles = anywhere(lexicon, "claims", "titles")
    heads = [bool(said.body or (titles and titles.search(p))) for said, p in pairs]
    names = [bool(said.person or _is_name(p)) for said, p in pairs]
    return start if (names[0] and heads[1]) or (heads[0] and names[1]) else None


def _is_name(words: str) -> bool:
    return bool(_NAMES.fullmatch(words.strip()))


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
    """Where the words of a claimant after a verb end: at a mark, a date, "that" or a verb."""
    patterns = (_HARD, *(anywhere(lexicon, "claims", key) for key in ("that", "verbs")))
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
        mark = _HARD.search(sentence, end)
        return start, mark.start() if mark else len(sentence)
    near = [d for d in dates if end <= d.start and len(sentence[end : d.start].split()) <= 3]
    near = [d for d in near if not _HARD.search(sentence[end : d.start])]
    return start, near[0].end if near else end


@lru_cache(maxsize=4096)
def describe(words: str, lexicon: Lexicon, known: tuple[str, ...] = ()) -> Said:
    """Whom the words of a claim name: side, body, person, publisher or a pronoun."""
    body = party = media = None
    like: tuple[str, ...] = ()
    rest = words
    for name, pattern in _media():
        found = pattern.search(rest)
        if found:
            media = media or name
            rest = rest[: found.start()] + " , " + rest[found.end() :]
    for pattern, label, default, similar in _speakers(lexicon):
        found = pattern.search(rest)
        if found:
            if body is None:
                body, like = label, similar
                party = default
            rest = rest[: found.start()] + " , " + rest[found.end() :]
    parties = [p for p in find_parties(words, lexicon) if not p.relative]
    party = parties[0].name if parties else party
    official = _official(rest)
    for found_party in find_parties(rest, lexicon):
        blank = " " * (found_party.end - found_party.start - 2)
        rest = rest[: found_party.start] + f" ,{blank}" + rest[found_party.end :]
    person = None if media and not body else _person(rest, lexicon, known)
    if official is not None and (person is None or " " not in person or _official(person)):
        person, party = official["name"], party or official["party"]
        body = body if body and not official.get("body") else official.get("body")
    pronoun = None
    if not (body or person or media):
        for kind in ("person", "body"):
            pattern_of = anywhere(lexicon, "claims", f"{kind}_pronouns")
            if pattern_of and pattern_of.search(words):
                pronoun = pronoun or kind
    if media and not (body or person):
        party = None
    if party and not (body or person or pronoun or _speaks(words)):
        party = None
    return Said(party, body, person, media, pronoun, like)


@lru_cache
def _officials() -> tuple[tuple[re.Pattern[str], Mapping[str, str]], ...]:
    return tuple(
        (re.compile(rf"(?<![\w'-])(?:{'|'.join(entry['forms'])})(?![\w'])"), entry)
        for entry in common()["officials"]
    )


def official_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Where surnames of holders of public offices stand in a text."""
    return tuple(m.span() for pattern, _ in _officials() for m in pattern.finditer(text))


def _official(words: str) -> Mapping[str, str] | None:
    """The holder of a public office whom a surname means; the last one of several."""
    found = [(m.start(), entry) for p, entry in _officials() for m in p.finditer(words)]
    return max(found, key=lambda pair: pair[0])[1] if found else None


def _speaks(words: str) -> bool:
    """A side alone speaks only where little else is said: `Ukraine`, `US estimates`."""
    return len(words.split()) <= 5


def _person(words: str, lexicon: Lexicon, known: tuple[str, ...]) -> str | None:
    """A name met before, else a name of two words or more, else one after a title."""
    titles = anywhere(lexicon, "claims", "titles")
    never = _never_names(lexicon)
    text = titles.sub(lambda m: "," * len(m.group()), words) if titles else words
    full = titled = None
    for found in _NAMES.finditer(text):
        parts = [part for part in found.group().split() if not (never and never.fullmatch(part))]
        if not parts:
            continue
        same = [k for k in known if _same_person(parts[-1], k)]
        if same:
            return same[-1]
        if 2 <= len(parts) <= 4:
            full = full or " ".join(parts)
        elif text[: found.start()].rstrip(" ").endswith(",,"):
            titled = titled or parts[0]
    return full or titled


@lru_cache
def _never_names(lexicon: Lexicon) -> re.Pattern[str] | None:
    """Capitalised words that name nobody: days, months, holidays, platforms and a few more."""
    claims, dates = lexicon.section("claims"), lexicon.section("dates")
    own = (claims.get(key, "") for key in ("not_names", "holidays"))
    calendar = (*dates.get("months", ()), *dates.get("weekdays", ()))
    return lexicon.compile([w for w in (*own, *calendar, *common()["claims"]["platforms"]) if w])


def _same_person(word: str, name: str) -> bool:
    """Whether a surname, in whatever case form, is that of a person named before."""
    surname = name.split()[-1].casefold()
    stem = surname[: max(4, len(surname) - 2)]
    return word.casefold().startswith(stem) and abs(len(word) - len(surname)) <= 4
