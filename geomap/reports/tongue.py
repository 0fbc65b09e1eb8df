"""Which language a report is in: as given, as its words show, or as a lexicon knows them."""

from __future__ import annotations

from functools import lru_cache

from .lexicon import Lexicon, even_out, languages, load
from .parties import find_parties
from .report import Report
from .triggers import anywhere, find_triggers

UNKNOWN = "und"
# A report shows its language in so many characters, or not at all.
_SAMPLE = 2000


@lru_cache(maxsize=64)
def report_language(report: Report) -> str:
    """ISO 639-1 code of the language that a report is in, "und" where nothing tells.

    A line of a few words may have no common word of any language ("General Staff denies
    capture of Toretsk"): then it is in the language whose lexicon knows most of its words.
    """
    return report.language or told_language(report) or _detected(report)


@lru_cache(maxsize=64)
def told_language(report: Report) -> str | None:
    """The language of a report as given, or as a lexicon knows it; None if its words show it."""
    if report.language or _detected(report) != UNKNOWN:
        return report.language
    return _by_lexicon(report.text[:_SAMPLE])


@lru_cache(maxsize=64)
def _detected(report: Report) -> str:
    from gazetteer import detect_language

    return detect_language(report.text)


def _by_lexicon(text: str) -> str | None:
    """The language with most events, claims and sides in a text, if it is one alone."""
    even = even_out(text)
    known = {language: _known(even, load(language)) for language in languages()}
    most = max(known.values())
    best = [language for language, count in known.items() if count == most > 0]
    return best[0] if len(best) == 1 else None


def _known(text: str, lexicon: Lexicon) -> int:
    standing, dropped = find_triggers(text, lexicon)
    count = len(standing) + len(dropped) + len(find_parties(text, lexicon))
    for key in ("verbs", "according", "according_after"):
        pattern = anywhere(lexicon, "claims", key)
        count += sum(1 for _ in pattern.finditer(text)) if pattern else 0
    return count
