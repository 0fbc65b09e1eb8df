"""The letters that a match of a pattern can begin with, so that most texts need no search.

A lexicon has hundreds of patterns and a sentence some fifteen words: nearly all patterns
can be ruled out by how the words begin. What can't be read from a pattern ends a beginning
early, and a pattern without any is always searched, so nothing is ever lost by it.
"""

from __future__ import annotations

import re
from functools import lru_cache

# Letters of a word that are compared; more would only cost.
LENGTH = 4
# More beginnings than these rule out little.
_MANY = 400
_SMALL = 16  # characters that a class in square brackets may have to be written out

# A beginning, and whether what follows it in the pattern is unknown.
_Begun = frozenset[tuple[str, bool]]
_NOTHING: _Begun = frozenset({("", False)})
_UNKNOWN: _Begun = frozenset({("", True)})

_WORD = re.compile(rf"(?<!\w)(?=(.{{1,{LENGTH}}}))", re.DOTALL)
_REPEAT = re.compile(r"([?*+]|\{(\d*)(,\d*)?\})[?+]?")
_DIGIT, _SPACE = re.compile(r"\d"), re.compile(r"[^\S ]")
_LENGTHS = range(1, LENGTH + 1)
_LOOK = ("(?=", "(?!", "(?<=", "(?<!")
_GROUP = re.compile(r"\(\?(?:[a-z]*(?:-[a-z]+)?:|P<\w+>)|\((?!\?)")
_PART = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[()|]", re.DOTALL)
_SIGNS = {"d": "0", "s": " ", "t": " ", "n": " "}
_WIDTHLESS = "bBAZ"


@lru_cache(maxsize=64)
def of_text(text: str) -> frozenset[str]:
    """How all words of a text and the marks between them begin, in one to LENGTH letters."""
    starts = set(_WORD.findall(_even(text)))
    return frozenset([start[:length] for start in starts for length in _LENGTHS])


def of_pattern(pattern: str) -> frozenset[str] | None:
    """How a match of a regular expression can begin; None where it can begin in any way."""
    begun, end = _alternatives(pattern, 0)
    starts = frozenset(start for start, _ in begun)
    return None if end < len(pattern) or "" in starts else starts


def _even(text: str) -> str:
    """Small letters, one sign for all digits and one for all white space."""
    small = text.lower()
    if len(small) != len(text):
        return "".join(map(_sign, text))
    return _SPACE.sub(" ", _DIGIT.sub("0", small))


@lru_cache(maxsize=4096)
def _sign(character: str) -> str:
    if character.isdigit():
        return "0"
    if character.isspace():
        return " "
    small = character.lower()
    return small if len(small) == 1 else character


def _alternatives(pattern: str, at: int) -> tuple[_Begun, int]:
    """Beginnings of the alternatives from an offset on, and where they end."""
    found: set[tuple[str, bool]] = set()
    while True:
        begun, at = _sequence(pattern, at)
        found |= begun
        if at >= len(pattern) or pattern[at] != "|":
            return frozenset(found), at
        at += 1


def _sequence(pattern: str, at: int) -> tuple[_Begun, int]:
    begun = _NOTHING
    while at < len(pattern) and pattern[at] not in "|)":
        if all(ended for _, ended in begun):
            return begun, _end(pattern, at)
        atom, at = _atom(pattern, at)
        repeat = _REPEAT.match(pattern, at)
        if repeat:
            atom, at = _repeated(atom, repeat), repeat.end()
        begun = _followed(begun, atom)
    return begun, at


def _end(pattern: str, at: int) -> int:
    """Where the alternative that an offset is in ends."""
    depth = 0
    for part in _PART.finditer(pattern, at):
        sign = part.group()
        if depth == 0 and sign in "|)":
            return part.start()
        depth += (sign == "(") - (sign == ")")
    return len(pattern)


def _followed(begun: _Begun, atom: _Begun) -> _Begun:
    if len(begun) > _MANY:
        return _UNKNOWN
    found = set()
    for start, ended in begun:
        if ended or len(start) >= LENGTH:
            found.add((start, True))
            continue
        for more, open_end in atom:
            whole = start + more
            found.add((whole[:LENGTH], open_end or len(whole) >= LENGTH))
    return frozenset(found)


def _repeated(atom: _Begun, repeat: re.Match[str]) -> _Begun:
    """What a repeated part begins with: behind its first time, anything may follow."""
    sign, least = repeat.group(1), repeat.group(2)
    if sign == "?":
        return atom | _NOTHING
    again = frozenset((start, True) for start, _ in atom)
    return again if sign == "+" or int(least or 0) else again | _NOTHING


def _atom(pattern: str, at: int) -> tuple[_Begun, int]:
    character = pattern[at]
    if character == "(":
        return _group(pattern, at)
    if character == "[":
        return _class(pattern, at)
    if character == "\\":
        return _escaped(pattern[at + 1 : at + 2]), at + 2
    if character in "^$":
        return _NOTHING, at + 1
    return (_UNKNOWN if character == "." else _letter(character)), at + 1


def _letter(character: str) -> _Begun:
    return frozenset({(_sign(character), False)})


def _escaped(character: str) -> _Begun:
    if character in _WIDTHLESS:
        return _NOTHING
    if character in _SIGNS:
        return frozenset({(_SIGNS[character], False)})
    return _UNKNOWN if character.isalnum() else _letter(character)


def _group(pattern: str, at: int) -> tuple[_Begun, int]:
    look = next((look for look in _LOOK if pattern.startswith(look, at)), None)
    opened = _GROUP.match(pattern, at)
    if look is None and opened is None:
        return _UNKNOWN, len(pattern) + 1  # of no kind that is known: no pattern to rule out
    inside = at + len(look) if look else opened.end() if opened else at
    begun, end = _alternatives(pattern, inside)
    return (_NOTHING if look else begun), end + 1


def _class(pattern: str, at: int) -> tuple[_Begun, int]:
    """The characters of a class, where they are few."""
    negated = pattern.startswith("[^", at)
    inside = at + 1 + negated
    listed: set[str] = set()
    known = not negated
    end = inside
    while end < len(pattern) and (pattern[end] != "]" or end == inside):
        character = pattern[end]
        if character == "\\":
            end += 1
            escaped = pattern[end : end + 1]
            known &= escaped in _SIGNS or not escaped.isalnum()
            character = _SIGNS.get(escaped, escaped)
        if pattern[end + 1 : end + 2] == "-" and pattern[end + 2 : end + 3] not in ("]", ""):
            last = pattern[end + 2]
            known &= last != "\\" and ord(last) - ord(character) < _SMALL
            span = range(ord(character), ord(last) + 1) if known else ()
            listed |= {_sign(chr(code)) for code in span}
            end += 2
        else:
            listed.add(_sign(character))
        end += 1
    few = known and len(listed) <= _SMALL
    return (frozenset((one, False) for one in listed) if few else _UNKNOWN), end + 1
