"""Claims: the words of a sentence that tell who says so, and when it was said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from .dates import DateSpan
from .lexicon import Lexicon, common
from .parties import find_parties
from .triggers import anywhere

_HARD = re.compile(r"[,;”“\"»]|[:.](?=\s)| [–—-] ")
_NAME = r"[A-ZÀ-ÞА-ЯІЇЄҐ][\w'-]+"
_NAMES = re.compile(rf"(?<![\w'-]){_NAME}(?:\s+{_NAME})*")
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
    sentence: str, lexicon: Lexicon, *, dates: tuple[DateSpan, ...], known: tuple[str, ...] = ()
) -> tuple[Claim, ...]:
    """Claims of a folded sentence, in order; `known` are names of earlier claimants."""
    found = list(_according(sentence, lexicon, dates, known))
    found += _verbs(sentence, lexicon, dates, known)
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
    sentence: str, lexicon: Lexicon, dates: tuple[DateSpan, ...], known: tuple[str, ...]
) -> Iterator[Claim]:
    verbs = anywhere(lexicon, "claims", "verbs")
    for verb in verbs.finditer(sentence) if verbs else ():
        start = _back(sentence, verb.start(), lexicon, known)
        said = describe(sentence[start : verb.start()], lexicon, known)
        inverted = not sentence[_clause_start(sentence, verb.start()) : verb.start()].strip()
        end = verb.end()
        if inverted or not said.somebody:
            first = _after_date(verb.end(), dates)
            stop = _reach(sentence, first, dates, lexicon)
            after = describe(sentence[first:stop], lexicon, known)
            if after.somebody:
                start, end, said, inverted = verb.start(), stop, after, True
            elif inverted:
                continue
        if said.somebody:
            yield Claim(start, end, said, _segment(sentence, start, end, inverted, dates, lexicon))


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
    for found_party in find_parties(rest, lexicon):
        blank = " " * (found_party.end - found_party.start - 2)
        rest = rest[: found_party.start] + f" ,{blank}" + rest[found_party.end :]
    person = None if media and not body else _person(rest, lexicon, known)
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
