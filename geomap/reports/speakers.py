"""Who speaks: the side, body, person or publisher that words of a report name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from .lexicon import Lexicon, common
from .parties import find_parties
from .triggers import anywhere
from .wording import Wording, Wordings

CAPITAL = "[A-ZÀ-ÞĆŁŃŚŹŻŠŽА-ЯІЇЄҐ]"
_NAME = rf"{CAPITAL}[\w'-]+"
_NAMES = re.compile(rf"(?<![\w'-]){_NAME}(?:\s+(?:{_NAME}|{CAPITAL}\.))*")


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


@cache
def _speakers(
    lexicon: Lexicon,
) -> tuple[tuple[Wording, str, str | None, tuple[str, ...]], ...]:
    found = []
    for entry in lexicon.section("claims").get("speakers", ()):
        pattern = lexicon.compile(entry["pattern"])
        if pattern is not None:
            like = tuple(entry.get("like", ()))
            found.append((pattern, entry["label"], entry.get("party"), like))
    return tuple(found)


@cache
def _media() -> tuple[tuple[str, Wording], ...]:
    return tuple(
        (name, Wording("|".join(forms), flags=0)) for name, forms in common()["media"].items()
    )


@cache
def _all_media() -> Wordings[str]:
    return Wordings(_media())


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
    if official is not None and _is_official(person, official):
        person, party = official["name"], official["party"]
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


@cache
def _officials() -> tuple[Wording, tuple[Mapping[str, str], ...]]:
    """One expression with a group for each holder of an office, and the holders."""
    entries = tuple(common()["officials"])
    forms = "|".join(f"({'|'.join(entry['forms'])})" for entry in entries)
    return Wording(forms, head=r"(?<![\w'-])", tail="(?!')", flags=0), entries


def official_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Where surnames of holders of public offices stand in a text."""
    return tuple(m.span() for m in _officials()[0].finditer(text))


def placeless(text: str, places: Iterable[tuple[int, int]]) -> str:
    """A text with its names of places in small letters, so that none passes for a person.

    Names of publishers and holders of offices stay: "Washington Post" is no place.
    """
    fixed = [*official_spans(text), *(m.span() for _, m in _all_media().in_text(text))]
    for start, end in places:
        lower = text[start:end].lower()
        if len(lower) == end - start and not any(a < end and start < b for a, b in fixed):
            text = text[:start] + lower + text[end:]
    return text


def _official(words: str) -> Mapping[str, str] | None:
    """The holder of a public office whom a surname means; the last one of several."""
    pattern, entries = _officials()
    found = list(pattern.finditer(words))
    return entries[(found[-1].lastindex or 0) - 1] if found else None


def _is_official(person: str | None, official: Mapping[str, str]) -> bool:
    """Whether a name found may be the official's: no full name of somebody else."""
    if person is None or " " not in person:
        return True
    given = re.search(rf"(?<!\w)(?:{official['given']})(?!\w)", person)
    return bool(given and _official(person)) or person == official["name"]


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


@cache
def _never_names(lexicon: Lexicon) -> Wording | None:
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


def is_name(words: str) -> bool:
    """Whether words are nothing but capitalised names and initials."""
    return bool(_NAMES.fullmatch(words.strip()))
