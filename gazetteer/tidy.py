"""Names of a dump made safe and plain, or dropped where they are no names."""

from __future__ import annotations

import re
import unicodedata

from .days import partial_date

LONGEST = 120
# ISO 639 codes with parts; GeoNames' other codes (link, post, iata, wkdt, unlc, abbr, phon,
# piny, fr_1793 ...) are no languages, but two letters or three are what it uses for some.
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_SILENT = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_SPACE = re.compile(r"\s+")
# A name in Latin or Cyrillic letters as people write it: machines begin with a small letter.
_WRITTEN = re.compile("[A-ZÀ-ÖØ-ÞĀ-ſȘȚƏʻ'’\u0400-\u042f\u0460-\u052f№0-9]")
_OTHER_SCRIPT = re.compile("[\u0370-\u03ff\u0530-\u1dff\u2c00-\ud7ff\uf900-\ufffd]")
_CODE = re.compile("[A-Z]{2,4}")
_DATE = re.compile(r"(\d{4})-?(\d\d)?-?(\d\d)?")


def clean(text: str) -> str:
    """A name without control characters and direction marks, with single spaces.

    Empty where nothing of it is a letter, or where it is too long for a name.
    """
    if not (text.isascii() and text.isprintable()):
        text = unicodedata.normalize("NFC", text.replace("\t", " ").replace("\n", " "))
        text = "".join(c for c in text if unicodedata.category(c) not in _SILENT)
    text = _SPACE.sub(" ", text).strip()
    if len(text) > LONGEST or not any(map(str.isalpha, text)):
        return ""
    return text


def is_language(code: str) -> bool:
    """Whether GeoNames' code for a name is a language, or empty."""
    return not code or _LANGUAGE.fullmatch(code) is not None


def is_written(text: str) -> bool:
    """Whether a name without a language is one that people write, no code or machine's work."""
    return (
        _WRITTEN.match(text) is not None
        and _OTHER_SCRIPT.search(text) is None
        and _CODE.fullmatch(text) is None
    )


def parts(text: str) -> list[str]:
    """The names that one cell joins: `Lypske / Chervonyi Zhovten`."""
    return [part for part in text.split(" / ") if part] if " / " in text else [text]


def day(text: str) -> str:
    """GeoNames' dates, 2016 or 20160204 or 2016-02-04, as ISO; empty if it is none."""
    found = _DATE.fullmatch(text.strip())
    if found is None:
        return ""
    try:
        return partial_date("-".join(part for part in found.groups() if part))
    except ValueError:
        return ""
