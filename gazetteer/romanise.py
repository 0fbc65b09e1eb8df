"""Cyrillic to Latin letters and back, by the tables of a romanisation system.

Writing follows a table forwards and gives one spelling. Reading runs the same tables
backwards: `Bahmut` read as Finnish is `бахмут`. What several letters share (h for г and х)
is read as the first of them; the key evens out the rest.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from .fold import APOSTROPHES, fold, is_cyrillic, strip_marks
from .rules import System, rules

CACHED_WORDS = 8192

Table = Mapping[str, tuple[str, ...]]


def romanise(name: str, system: System, language: str) -> str:
    """Write a Cyrillic name in Latin letters, keeping capitals, spaces and hyphens."""
    for mark in APOSTROPHES:
        name = name.replace(mark, "'")
    write = _writer(system, language).word
    return "".join(
        write(part) if is_cyrillic(part) else part for part in re.split(r"([\s\-]+)", name)
    )


@lru_cache(maxsize=256)
def _writer(system: System, language: str) -> Writer:
    return Writer(system.tables.get(language) or next(iter(system.tables.values())))


class Writer:
    """Writes Cyrillic words by one table of a system."""

    def __init__(self, table: Table) -> None:
        keys = {key: spellings[0] for key, spellings in table.items() if spellings}
        self._first = {key[1:]: text for key, text in keys.items() if key[0] == "^"}
        self._last = {key[:-1]: text for key, text in keys.items() if key[-1] == "$"}
        self._inner = {key: text for key, text in keys.items() if key.strip("^$") == key}
        self._longest = max(len(key.strip("^$")) for key in table)
        # Villages share their names.
        self.word = lru_cache(maxsize=CACHED_WORDS)(self._word)

    def _word(self, word: str) -> str:
        """Write one word, in capitals where it is."""
        # Letter by letter: a few (İ) have a small form of two.
        lower = "".join([letter.lower()[:1] for letter in word])
        out: list[str] = []
        at = 0
        while at < len(lower):
            for end in range(min(at + self._longest, len(lower)), at, -1):
                found = self._entry(lower[at:end], starts=at == 0, ends=end == len(lower))
                if found is not None:
                    break
            else:
                end, found = at + 1, lower[at]
            out.append(found.capitalize() if word[at].isupper() else found)
            at = end
        text = "".join(out)
        return text.upper() if len(word) > 1 and word.isupper() else text

    def _entry(self, letters: str, *, starts: bool, ends: bool) -> str | None:
        """What the table writes for some letters; an anchored key wins over a plain one."""
        found = self._first.get(letters) if starts else None
        if found is None and ends:
            found = self._last.get(letters)
        return self._inner.get(letters) if found is None else found


class Reader:
    """Reads Latin spellings of one system back into folded Cyrillic."""

    def __init__(self, system: System) -> None:
        self.system = system
        # A digraph of the system's own table (Finnish sh) is no digraph of another's.
        inner: dict[str, str] = {}
        first: dict[str, str] = {}
        last: dict[str, str] = {}
        for table in system.tables.values():
            for rank in range(max(map(len, table.values()))):
                for key, spellings in table.items():
                    if rank < len(spellings) and spellings[rank]:
                        bucket = first if key[0] == "^" else last if key[-1] == "$" else inner
                        bucket.setdefault(spellings[rank], key.strip("^$"))
        self._inner = inner
        self._first = first
        self._last = last
        # Few letters begin more than themselves.
        self._longest: dict[str, int] = {}
        for piece in (*inner, *first, *last):
            self._longest[piece[0]] = max(len(piece), self._longest.get(piece[0], 1))
        self._word = lru_cache(maxsize=CACHED_WORDS)(self._read_word)

    def read(self, folded: str) -> str:
        """Read a folded Latin name; empty if it has a letter that the system never writes.

        Letters with marks that the system lacks are read without their marks.
        """
        words = [self._word(word) for word in folded.split(" ")]
        return " ".join(words) if all(words) else ""

    def forms(self, folded: str) -> tuple[str, ...]:
        """Folded readings of a name: folding makes е of ё, and йо is ё's other spelling."""
        read = self.read(folded)
        return (fold(read), fold(read.replace("ё", "йо"))) if "ё" in read else (fold(read),)

    def _read_word(self, word: str) -> str:
        out: list[str] = []
        at = 0
        while at < len(word):
            for end in range(min(at + self._longest.get(word[at], 1), len(word)), at, -1):
                piece = word[at:end]
                found = self._inner.get(piece)
                if at == 0:
                    found = self._first.get(piece, found)
                elif end == len(word):
                    found = self._last.get(piece, found)
                if found is not None:
                    break
            else:
                end = at + 1
                found = self._inner.get(strip_marks(word[at]))
                if found is None:
                    return ""
            out.append(found)
            at = end
        return "".join(out)


@lru_cache(maxsize=64)
def reader(system_id: str) -> Reader:
    return Reader(rules().systems[system_id])


@lru_cache(maxsize=32768)
def readings(folded: str, languages: tuple[str, ...] = ()) -> tuple[tuple[str, str], ...]:
    """Return (Cyrillic, system id) for every distinct reading of a folded name.

    Only systems that write its script read it, none whose spellings are on record. Those of
    the given languages come first; a reading two systems share is named once.
    """
    seen: dict[str, str] = {}
    script = "Cyrillic" if is_cyrillic(folded) else "Latin"
    systems = [s for s in rules().systems.values() if s.script == script and not s.derives]
    ordered = sorted(systems, key=lambda s: (_rank(s.language, languages), s.id))
    for spelling in dict.fromkeys((folded, strip_marks(folded))):
        for system in ordered:
            for cyrillic in reader(system.id).forms(spelling):
                seen.setdefault(cyrillic, system.id)
    seen.pop("", None)
    return tuple(seen.items())


def _rank(language: str, wanted: tuple[str, ...]) -> int:
    return wanted.index(language) if language in wanted else len(wanted)
