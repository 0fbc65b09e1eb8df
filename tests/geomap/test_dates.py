"""Date expressions of several languages, counted from the day of publication."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest

from geomap.reports.dates import dateline, find_dates
from geomap.reports.days import back, precision_of
from geomap.reports.lexicon import load

TUESDAY = dt.date(2023, 5, 2)


def days(text: str, language: str, reference: dt.date | None = TUESDAY) -> list[tuple[str, str]]:
    found = find_dates(text, load(language), reference=reference)
    return [(span.first.isoformat(), span.last.isoformat()) for span in found]


@pytest.mark.parametrize(
    ("language", "text", "day"),
    [
        ("en", "It began on Monday evening.", "2023-05-01"),
        ("en", "It began on Tuesday.", "2023-05-02"),
        ("en", "It began on Wednesday.", "2023-04-26"),
        ("en", "yesterday morning", "2023-05-01"),
        ("en", "the day before yesterday", "2023-04-30"),
        ("en", "three days ago", "2023-04-29"),
        ("en", "on May 1", "2023-05-01"),
        ("en", "on 3 May", "2022-05-03"),
        ("en", "on 12 March 2022", "2022-03-12"),
        ("en", "on March 12th, 2022", "2022-03-12"),
        ("fr", "lundi soir", "2023-05-01"),
        ("fr", "mercredi 26 avril", "2023-04-26"),
        ("fr", "le 1er mai", "2023-05-01"),
        ("fr", "le 12 mars 2022", "2022-03-12"),
        ("fr", "avant-hier", "2023-04-30"),
        ("fr", "il y a trois jours", "2023-04-29"),
        ("es", "el lunes por la noche", "2023-05-01"),
        ("es", "el miércoles 26 de abril", "2023-04-26"),
        ("es", "el 12 de marzo de 2022", "2022-03-12"),
        ("es", "anteayer", "2023-04-30"),
        ("es", "hace tres días", "2023-04-29"),
        ("uk", "у понеділок ввечері", "2023-05-01"),
        ("uk", "в суботу", "2023-04-29"),
        ("uk", "18 квітня", "2023-04-18"),
        ("uk", "учора", "2023-05-01"),
        ("uk", "Протягом минулої доби", "2023-05-01"),
        ("ru", "в понедельник", "2023-05-01"),
        ("ru", "2 мая", "2023-05-02"),
        ("ru", "3 мая", "2022-05-03"),
        ("ru", "вчера вечером", "2023-05-01"),
        ("fi", "maanantaina", "2023-05-01"),
        ("fi", "lauantai-iltana ja lauantaina", "2023-04-29"),
        ("fi", "toukokuun 2. päivänä", "2023-05-02"),
        ("fi", "2. toukokuuta 2023", "2023-05-02"),
        ("fi", "eilen", "2023-05-01"),
        ("en", "as of 02.05.2023", "2023-05-02"),
        ("en", "as of 2023-05-02", "2023-05-02"),
        ("en", "at 2023-05-01T10:00", "2023-05-01"),
        ("en", "at 2023-05-01T10:00:00+03:00.", "2023-05-01"),
        ("en", "on 25/12/2022", "2022-12-25"),
        ("en", "on 12/25/2022", "2022-12-25"),
        ("en", "on 4/4/2023", "2023-04-04"),
        ("fi", "5.2.2023", "2023-02-05"),
        ("de", "am 24. April 2023", "2023-04-24"),
        ("de", "am Montagabend", "2023-05-01"),
        ("de", "am Vortag", "2023-05-01"),
        ("de", "vor zwei Wochen", "2023-04-18"),
        ("pl", "24 kwietnia 2023 r.", "2023-04-24"),
        ("pl", "w poniedziałek wieczorem", "2023-05-01"),
        ("pl", "przedwczoraj", "2023-04-30"),
        ("pl", "dwa tygodnie temu", "2023-04-18"),
    ],
)
def test_a_day(language: str, text: str, day: str) -> None:
    assert (day, day) in days(text, language)


@pytest.mark.parametrize(
    ("language", "text", "first", "last", "precision"),
    [
        ("fr", "dans la nuit de dimanche à lundi", "2023-04-30", "2023-05-01", 2),
        ("fr", "dans la nuit du 30 avril au 1er mai 2023", "2023-04-30", "2023-05-01", 2),
        ("fr", "du 30 décembre au 2 janvier", "2022-12-30", "2023-01-02", 2),
        ("fr", "du 30 décembre au 2 janvier 2022", "2021-12-30", "2022-01-02", 2),
        ("fr", "du 28 avril au 2 mai", "2023-04-28", "2023-05-02", 2),
        ("fr", "au cours des dernières 24 heures", "2023-05-01", "2023-05-02", 2),
        ("fr", "depuis le début de la guerre", "2022-02-24", "2023-05-02", 5),
        ("fr", "depuis le 26 avril", "2023-04-26", "2023-05-02", 3),
        ("es", "en la noche del domingo al lunes", "2023-04-30", "2023-05-01", 2),
        ("es", "en la noche del 30 de abril al 1 de mayo de 2023", "2023-04-30", "2023-05-01", 2),
        ("es", "del 30 de diciembre al 2 de enero", "2022-12-30", "2023-01-02", 2),
        ("es", "en la noche del 1 al 2 de mayo", "2023-05-01", "2023-05-02", 2),
        ("es", "en las últimas 24 horas", "2023-05-01", "2023-05-02", 2),
        ("es", "desde el comienzo de la guerra", "2022-02-24", "2023-05-02", 5),
        ("en", "last night", "2023-05-01", "2023-05-02", 2),
        ("en", "in the past 24 hours", "2023-05-01", "2023-05-02", 2),
        ("en", "in the past five months", "2022-12-02", "2023-05-02", 5),
        ("en", "over the last few months", "2023-02-02", "2023-05-02", 5),
        ("en", "during the year", "2022-05-02", "2023-05-02", 5),
        ("en", "over the past week", "2023-04-25", "2023-05-02", 3),
        ("en", "during the war", "2022-02-24", "2023-05-02", 5),
        ("en", "in March 2023", "2023-03-01", "2023-03-31", 4),
        ("en", "since Saturday", "2023-04-29", "2023-05-02", 2),
        ("en", "since 24 February 2022", "2022-02-24", "2023-05-02", 5),
        ("en", "3–5 April", "2023-04-03", "2023-04-05", 2),
        ("en", "last month", "2023-04-01", "2023-04-30", 4),
        ("uk", "упродовж доби", "2023-05-01", "2023-05-02", 2),
        ("uk", "за останні три місяці", "2023-02-02", "2023-05-02", 5),
        ("uk", "за останній тиждень", "2023-04-25", "2023-05-02", 3),
        ("uk", "вночі", "2023-05-01", "2023-05-02", 2),
        ("ru", "за сутки", "2023-05-01", "2023-05-02", 2),
        ("ru", "за последнюю неделю", "2023-04-25", "2023-05-02", 3),
        ("ru", "за последние полгода и за последние пять месяцев", "2022-12-02", "2023-05-02", 5),
        ("ru", "в марте 2022 года", "2022-03-01", "2022-03-31", 4),
        ("fi", "viime yönä", "2023-05-01", "2023-05-02", 2),
        ("fi", "kuluneen viikon aikana", "2023-04-25", "2023-05-02", 3),
        ("fi", "kuluneiden viiden kuukauden aikana", "2022-12-02", "2023-05-02", 5),
        ("fi", "maanantaista lähtien", "2023-05-01", "2023-05-02", 2),
        ("fi", "syyskuussa", "2022-09-01", "2022-09-30", 4),
        ("de", "in den vergangenen 24 Stunden", "2023-05-01", "2023-05-02", 2),
        ("de", "in den vergangenen drei Monaten", "2023-02-02", "2023-05-02", 5),
        ("de", "vom 1. bis 3. April", "2023-04-01", "2023-04-03", 2),
        ("de", "seit Kriegsbeginn", "2022-02-24", "2023-05-02", 5),
        ("pl", "w ciągu ostatniej doby", "2023-05-01", "2023-05-02", 2),
        ("pl", "przez ostatnie trzy miesiące", "2023-02-02", "2023-05-02", 5),
        ("pl", "od poniedziałku", "2023-05-01", "2023-05-02", 2),
        ("pl", "od początku wojny", "2022-02-24", "2023-05-02", 5),
        # A night that is named after the day it leads to began on the day before.
        ("de", "in der Nacht zum 1. Mai", "2023-04-30", "2023-05-01", 2),
        ("de", "in der Nacht auf Dienstag", "2023-05-01", "2023-05-02", 2),
        ("pl", "w nocy z 1 na 2 maja", "2023-05-01", "2023-05-02", 2),
        ("pl", "w nocy z 30 kwietnia na 1 maja", "2023-04-30", "2023-05-01", 2),
        ("pl", "w nocy z poniedziałku na wtorek", "2023-05-01", "2023-05-02", 2),
        # Nothing that is told has happened after the day of publication.
        ("en", "in May 2023", "2023-05-01", "2023-05-02", 2),
        ("en", "in 2023", "2023-01-01", "2023-05-02", 5),
        ("en", "on 1-4 May 2023", "2023-05-01", "2023-05-02", 2),
        ("en", "in May 2024", "2024-05-01", "2024-05-31", 4),
    ],
)
def test_a_span(language: str, text: str, first: str, last: str, precision: int) -> None:
    found = find_dates(text, load(language), reference=TUESDAY)
    assert [(s.first.isoformat(), s.last.isoformat(), s.precision) for s in found] == [
        (first, last, precision)
    ]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The forces may march to the sea."),
        ("en", "On 31 February nothing happens."),
        ("en", "On 5/2/2023 it may have been May or February."),
        ("en", "On 25/25/2023 nothing happens."),
        ("en", "See example.org/25/12/2022/page."),
        ("en", "Brigade 2022 took the hill at 18.00."),
        ("uk", "Він середній на зріст."),
        ("fi", "Joukot etenivät hitaasti."),
    ],
)
def test_no_date(language: str, text: str) -> None:
    assert days(text, language) == []


def test_without_a_day_of_publication_only_full_dates_are_found() -> None:
    text = "On Monday and on 3 May; on 3 May 2023."
    assert days(text, "en", None) == [("2023-05-03", "2023-05-03")]


@pytest.mark.parametrize(
    ("language", "text", "day"),
    [
        ("en", "2 May 2023. Forces advanced near Lyman.", dt.date(2023, 5, 2)),
        ("uk", "Зведення станом на 18.00 18.07.2023", dt.date(2023, 7, 18)),
        ("fi", "Julkaistu 2. toukokuuta 2023", dt.date(2023, 5, 2)),
        ("en", "Forces advanced on Monday.", None),
        ("en", "x" * 400 + " 2 May 2023", None),
    ],
)
def test_dateline(language: str, text: str, day: dt.date | None) -> None:
    assert dateline(text, load(language)) == day


def test_a_date_of_two_readings_dates_no_event(told: Callable[..., list[dict[str, Any]]]) -> None:
    text = "Russian forces shelled Nikopol on 5/2/2023."
    (event,) = told(text, ["Nikopol"], date="2023-06-01", language="en")
    assert (event["event_date"], event["end_date"]) == (None, None)
    assert "'5/2/2023' may be 2023-02-05 or 2023-05-02" in event["why"]


def test_spans_do_not_overlap() -> None:
    text = "Since Monday, 1 May 2023, and in the past two weeks, last night and in April 2023."
    found = find_dates(text, load("en"), reference=TUESDAY)
    assert len(found) >= 4
    assert all(a.end <= b.start for a, b in pairwise(found))


def test_months_back_keep_to_the_calendar() -> None:
    assert back(dt.date(2023, 3, 31), 1, "month") == dt.date(2023, 2, 28)
    assert back(dt.date(2024, 2, 29), 1, "year") == dt.date(2023, 2, 28)
    assert back(dt.date(2023, 5, 2), 36, "hour") == dt.date(2023, 4, 30)


@pytest.mark.parametrize(
    ("length", "precision"), [(1, 1), (2, 2), (6, 2), (7, 3), (31, 4), (32, 5)]
)
def test_precision_follows_ucdp(length: int, precision: int) -> None:
    assert precision_of(TUESDAY, TUESDAY + dt.timedelta(days=length - 1)) == precision


def test_a_night_is_known_from_the_entry_of_nights() -> None:
    for language, text in (("de", "In der Nacht zum 5. März"), ("pl", "W nocy na środę")):
        found = find_dates(text, load(language), reference=dt.date(2025, 3, 10))
        assert [span.rule for span in found] == [f"{language}.toml [dates] nights"]
