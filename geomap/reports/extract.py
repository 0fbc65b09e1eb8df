"""Reports become rows of the events table: who did what, where, when, says whom."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import warnings
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from .. import schema
from .compose import compose
from .drafts import Draft
from .lexicon import common, languages
from .parties import country
from .placing import where_columns
from .reading import Reading, read
from .report import Report
from .spots import Spot
from .tongue import report_language, told_language
from .triggers import Kind, kinds

if TYPE_CHECKING:
    import geopandas as gpd

    from gazetteer import Gazetteer, Mention
    from gazetteer.likely import Likely

# Tells for a day (ISO 8601, None if unknown) where its events are likely.
LikelyOn = Callable[[str | None], "Likely | None"]


@dataclass(frozen=True)
class Extraction:
    """What a report was read as: its sentences, and each event with its rows."""

    report: Report
    mentions: tuple[Mention, ...] = ()
    readings: tuple[Reading, ...] = ()
    events: tuple[tuple[Draft, tuple[dict[str, Any], ...]], ...] = ()

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Rows of the events table, in the order of the text."""
        return [row for _, rows in self.events for row in rows]


def extract(
    report: Report | str | os.PathLike[str],
    *,
    date: str | None = None,
    language: str | None = None,
    gazetteer: Gazetteer | None = None,
) -> gpd.GeoDataFrame:
    """Read the events of a report, or of a document of any kind, into an events table.

    `date` is the day of publication ("YYYY-MM-DD"), from which "on Monday" is counted;
    `language` ("en", "uk" ...) is found from the text where it isn't given. Without a
    gazetteer the built-in one is opened. Rows are in EPSG:4326; what could not be placed
    is in the table with its reason. Raises InputError for what can't be read.
    """
    reports: Iterable[Report]
    if isinstance(report, Report):
        reports = (replace(report, date=date or report.date, language=language or report.language),)
    else:
        from ..documents.reading import read_reports

        reports = read_reports(report, date=date, language=language)
    if gazetteer is not None:
        return schema.table(_extract_all(reports, gazetteer))
    from gazetteer import Gazetteer as Built

    with Built.open() as opened:
        return schema.table(_extract_all(reports, opened))


def _extract_all(reports: Iterable[Report], gazetteer: Gazetteer) -> list[dict[str, Any]]:
    return [row for report in reports for row in extract_report(report, gazetteer)]


def extract_report(
    report: Report, gazetteer: Gazetteer, likely: LikelyOn | None = None
) -> list[dict[str, Any]]:
    """Rows of the events table for one report, with places found by a gazetteer.

    `likely` tells for a day where its events are likely: one more reason among namesakes.
    Warns where the report is in a language without a lexicon: it gives no events.
    """
    return study_report(report, gazetteer, likely).rows


def study_report(
    report: Report, gazetteer: Gazetteer, likely: LikelyOn | None = None
) -> Extraction:
    """All that is read of one report, its rows among it; as `extract_report` does."""
    language = report_language(report)
    if language not in languages():
        known = language != "und"
        lack = f"no lexicon for language {language!r}" if known else "its language is not known"
        listed = ", ".join(languages())
        warnings.warn(
            f"{report.source}: {lack}, so no events are read; there are {listed}", stacklevel=2
        )
    day = report.days[1].isoformat() if report.days else None
    where = likely(day) if likely else None
    tongue = told_language(report)
    mentions = gazetteer.scan(report.text, language=tongue, date=day, likely=where)
    return study(report, mentions)


def extract_events(report: Report, mentions: Sequence[Mention]) -> list[dict[str, Any]]:
    """Rows of the events table for one report and the places that it mentions.

    One row for each event and place, in the order of the text; the same input gives the
    same rows and ids.
    """
    return study(report, mentions).rows


def study(report: Report, mentions: Sequence[Mention]) -> Extraction:
    """All that is read of one report and the places that it mentions."""
    readings, reference = read(report, mentions)
    found = compose(report, readings, reference)
    found.sort(key=lambda d: (d.reading.sentence.start, d.trigger.start, d.part))
    events = tuple((draft, tuple(_rows(report, draft))) for draft in found)
    return Extraction(report, tuple(mentions), tuple(readings), events)


def _rows(report: Report, draft: Draft) -> list[dict[str, Any]]:
    base = _event_columns(report, draft)
    if not draft.spots:
        return [base | {"status": "no place", "geometry": None, "alternatives": []}]
    return [base | where_columns(spot) | _evidence(draft, spot) for spot in draft.spots]


def _evidence(draft: Draft, spot: Spot) -> dict[str, Any]:
    """How sure a row is, with the step from the words to the place."""
    steps = dict(draft.steps)
    why = [*draft.why, spot.mention.why]
    if spot.mention.status == "placed":
        steps["place"] = spot.mention.score
    else:
        name = "ambiguous_place" if spot.mention.status == "ambiguous" else "not_found_place"
        steps[name] = float(common()["confidence"][name])
    if spot.manner in ("near", "direction"):
        side = "near" if spot.manner == "near" else "to a side of"
        why.append(f"not in the place but {side} it")
    return {"confidence": _confidence(steps), "why": "; ".join(part for part in why if part)}


def _confidence(steps: dict[str, float]) -> float:
    return round(min(steps.values()), 3)


def _event_columns(report: Report, draft: Draft) -> dict[str, Any]:
    reading, quantity = draft.reading, draft.quantity
    start, end = reading.sentence.start, reading.sentence.end
    kind = _control_kind(draft)
    return {
        "event_id": _event_id(report, draft),
        "event_type": kind.event_type,
        "sub_event_type": kind.sub_event_type,
        "outcome": kind.outcome,
        "actor": draft.actor,
        "target": draft.target,
        "event_date": _iso(draft.first),
        "end_date": _iso(draft.last),
        "date_precision": draft.precision,
        "claim_date": _iso(reading.claim_date) or (report.date if _is_day(report) else None),
        **(
            quantity.to_dict()
            if quantity
            else dict.fromkeys(
                ("quantity", "quantity_low", "quantity_high", "quantity_qualifier", "unit")
            )
        ),
        "quantities": [q.to_dict() for q in draft.quantities],
        "claimant": (draft.claimant.label or None) if draft.claimant else None,
        "source": report.source,
        "url": report.url,
        "sources": [report.source],
        "language": reading.lexicon.language,
        "quote": report.text[start:end],
        "quote_start": start,
        "quote_end": end,
        "confidence": _confidence(draft.steps),
        "why": "; ".join(draft.why),
    }


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day is not None else None


def _is_day(report: Report) -> bool:
    return report.date is not None and len(report.date) == 10


def _control_kind(draft: Draft) -> Kind:
    """A change of hands by whose land it is, not by the word that a side has for it."""
    if not draft.kind.control:
        return draft.kind
    actor = country(draft.actor)
    if actor is None:
        return kinds()["changed hands"]
    owners = {owner for spot in draft.spots for owner in spot.countries}
    if not owners:
        return kinds()["captured" if draft.kind.name == "lost" else draft.kind.name]
    return kinds()["liberated" if owners == {actor} else "captured"]


def _event_id(report: Report, draft: Draft) -> str:
    sentence = draft.reading.sentence
    parts = (report.source, sentence.start, sentence.end, draft.kind.name, draft.trigger.start)
    told = () if report.id is None else (report.id,)
    key = "|".join(str(part) for part in (*parts, draft.part, *told))
    return hashlib.blake2b(key.encode(), digest_size=8).hexdigest()
