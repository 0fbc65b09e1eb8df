"""Quantities: numbers with qualifiers and units, in all languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.reports.lexicon import languages, load
from geomap.reports.numbers import number_value
from geomap.reports.quantities import find_quantities


@pytest.mark.parametrize(
    ("language", "text", "value", "qualifier", "unit"),
    [
        ("en", "more than 30 attacks", 30, "more than", "attacks"),
        ("en", "at least 100,000 troops", 100000, "at least", "troops"),
        ("en", "around 200,000 soldiers", 200000, "about", "troops"),
        ("en", "20 thousand shells", 20000, None, "shells"),
        ("en", "twelve drones", 12, None, "drones"),
        ("en", "twenty-five heavily armoured vehicles", 25, None, "vehicles"),
        ("en", "up to 40 missiles", 40, "up to", "missiles"),
        ("en", "advanced 1.5 kilometres", 1.5, None, "km"),
        ("en", "killed five people", 5, None, "dead"),
        ("en", "lost at least 3,000 soldiers", 3000, "at least", "losses"),
        ("de", "mehr als 30 Angriffe", 30, "more than", "attacks"),
        ("de", "einundzwanzig Drohnen", 21, None, "drones"),
        ("de", "rund zweitausenddreihundert Soldaten", 2300, "about", "troops"),
        ("de", "mindestens drei Menschen wurden getötet", 3, "at least", "dead"),
        ("de", "eine Frau starb", 1, None, "dead"),
        ("pl", "ponad 30 ataków", 30, "more than", "attacks"),
        ("pl", "dwudziestu pięciu żołnierzy", 25, None, "troops"),
        ("pl", "około 12 tys. mieszkańców", 12000, "about", "civilians"),
        ("pl", "zginęło co najmniej troje dzieci", 3, "at least", "dead"),
        ("fr", "une trentaine d'attaques", 30, "about", "attacks"),
        ("fr", "plus d'une centaine de drones", 100, "more than", "drones"),
        ("fr", "plus de 1 200 obus", 1200, "more than", "shells"),
        ("fr", "quatre-vingt-dix-sept affrontements", 97, None, "clashes"),
        ("fr", "tué un civil", 1, None, "dead"),
        ("es", "una veintena de ataques", 20, "about", "attacks"),
        ("es", "al menos 1.300 soldados", 1300, "at least", "troops"),
        ("es", "unos treinta y cinco drones", 35, "about", "drones"),
        ("es", "avanzó 1,5 kilómetros", 1.5, None, "km"),
        ("uk", "понад 30 атак", 30, "more than", "attacks"),
        ("uk", "більше 20 обстрілів", 20, "more than", "shellings"),
        ("uk", "дванадцять безпілотників", 12, None, "drones"),
        ("uk", "1,5 тис. військових", 1500, None, "troops"),
        ("uk", "100 000 солдатів", 100000, None, "troops"),
        ("uk", "щонайменше двоє загиблих", 2, "at least", "dead"),
        ("ru", "около 500 человек", 500, "about", "people"),
        ("ru", "не менее двенадцати атак", 12, "at least", "attacks"),
        ("ru", "три украинские атаки", 3, None, "attacks"),
        ("ru", "погибли пять человек", 5, None, "dead"),
        ("fi", "yli 130 hyökkäystä", 130, "more than", "attacks"),
        ("fi", "noin kaksikymmentäviisi droonia", 25, "about", "drones"),
        ("fi", "vähintään kaksitoista haavoittunutta", 12, "at least", "wounded"),
        ("fi", "1 500 sotilasta", 1500, None, "troops"),
        ("fi", "hyökkäyksiä torjuttiin vuorokauden aikana: hyökkäyksiä 28", 28, None, "attacks"),
        ("ru", "атак - 14", 14, None, "attacks"),
    ],
)
def test_a_quantity(
    language: str, text: str, value: float, qualifier: str | None, unit: str
) -> None:
    found = find_quantities(text, load(language))
    assert [(q.value, q.qualifier, q.unit) for q in found] == [(value, qualifier, unit)]


def test_bounds_are_those_the_qualifier_allows() -> None:
    english = load("en")
    assert [
        (q.low, q.high)
        for text in ("more than 30 tanks", "up to 30 tanks", "30 tanks", "about 30 tanks")
        for q in find_quantities(text, english)
    ] == [(30, None), (None, 30), (30, 30), (None, None)]


def test_a_range_has_both_bounds() -> None:
    (found,) = find_quantities("They fired 20–30 shells.", load("en"))
    assert (found.value, found.low, found.high, found.unit) == (20, 20, 30, "shells")


def test_dozens_have_a_low_bound_alone() -> None:
    (found,) = find_quantities("They fired dozens of shells.", load("en"))
    assert (found.value, found.low, found.unit) == (None, 24, "shells")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "killed five people and wounded 12"),
        ("uk", "5 людей загинули, 12 поранено"),
        ("ru", "погибли пять человек, ранены 12"),
        ("fi", "viisi ihmistä kuoli ja 12 haavoittui"),
        ("en", "killed five and wounded 12"),
        ("uk", "загинуло п'ятеро і поранено 12"),
        ("ru", "погибли пять и ранены 12"),
        ("fi", "tappoi viisi ja haavoitti 12"),
    ],
)
def test_dead_and_wounded_of_one_sentence(language: str, text: str) -> None:
    found = find_quantities(text, load(language))
    assert [(q.value, q.unit) for q in found] == [(5, "dead"), (12, "wounded")]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "an S-300 missile"),
        ("en", "155-mm shells"),
        ("en", "at 18:00 the shells"),
        ("en", "the 30th attack"),
        ("en", "one of the attacks"),
        ("uk", "ракети С-300"),
        ("uk", "з 152-мм гармат"),
        ("ru", "из 122-мм орудий"),
    ],
)
def test_what_is_no_count(language: str, text: str) -> None:
    assert [q for q in find_quantities(text, load(language)) if q.unit] == []


def test_dates_are_not_counted() -> None:
    text = "On 2 May 30 attacks"
    found = find_quantities(text, load("en"), taken=((0, 8),))
    assert [(q.value, q.unit) for q in found] == [(30, "attacks")]


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("en", "two hundred thousand", 200000),
        ("en", "one hundred twenty-three", 123),
        ("uk", "двадцять п’ять тисяч триста", 25300),
        ("ru", "сто двадцать три", 123),
        ("fi", "sataviisikymmentä", 150),
        ("fi", "kaksisataatuhatta", 200000),
        ("fi", "kaksitoista", 12),
        ("en", "1.5 million", 1500000),
        ("en", "no number", None),
    ],
)
def test_number_words(language: str, text: str, value: float | None) -> None:
    assert number_value(text, load(language)) == value


@given(st.integers(min_value=0, max_value=999_999), st.sampled_from(languages()))
def test_figures_read_the_same_with_every_separator(number: int, language: str) -> None:
    grouped = f"{number:,}"
    for separator in (",", " ", "\u00a0", "\u202f"):
        assert number_value(grouped.replace(",", separator), load(language)) == number


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("en", "The toll rose to 46", 46),
        ("en", "The toll rose from 40 to 46", 46),
        ("uk", "Кількість загиблих зросла до 13", 13),
        ("ru", "Число погибших выросло до 45", 45),
        ("ru", "Число погибших выросло с 40 до 45", 45),
        ("fi", "Kuolleiden määrä nousi 46:een", 46),
    ],
)
def test_what_a_number_grew_to_is_the_number(language: str, text: str, value: float) -> None:
    (found,) = find_quantities(text, load(language))
    assert (found.value, found.low, found.high) == (value, value, value)
    assert (found.qualifier, found.unit) == (None, "dead")


def test_those_among_the_dead_are_not_counted_as_hurt() -> None:
    found = find_quantities("killed 5, including 2 children, and injured 20", load("en"))
    assert [(q.value, q.unit) for q in found] == [(5, "dead"), (2, "children"), (20, "wounded")]


def test_the_longest_vague_word_counts() -> None:
    (found,) = find_quantities("tens of thousands of shells", load("en"))
    assert (found.low, found.unit) == (20000, "shells")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "They launched 20 drones, of which 18 were shot down."),
        ("fr", "Ils ont lancé 20 drones, dont 18 ont été abattus."),
        ("es", "Lanzaron 20 drones; 18 fueron derribados."),
    ],
)
def test_a_bare_number_goes_on_counting_what_the_one_before_did(language: str, text: str) -> None:
    found = find_quantities(text, load(language))
    assert [(q.value, q.unit) for q in found] == [(20, "drones"), (18, "drones")]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "at 9.40 a strike hit"),
        ("de", "um 7.15 ein Angriff"),
        ("fr", "à 7 h 15 une frappe"),
        ("fr", "vers 7.15 une frappe"),
        ("es", "a las 7.15 un ataque"),
        ("pl", "o 7.15 atak"),
        ("uk", "о 7.15 удар"),
        ("ru", "в 7.15 удар"),
        ("fi", "klo 7.15 isku"),
    ],
)
def test_the_time_of_day_counts_nothing(language: str, text: str) -> None:
    assert not [q for q in find_quantities(text, load(language)) if q.value not in (None, 1)]


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("en", "by 1.20 km", 1.2),
        ("de", "um 7.15 Kilometer", 7.15),
        ("es", "mataron a las 7 personas", 7),
        ("ru", "в 7 атаках", 7),
    ],
)
def test_what_only_looks_like_a_time_of_day_counts(language: str, text: str, value: float) -> None:
    assert [q.value for q in find_quantities(text, load(language))] == [value]
