"""What holds for every text and every name, tried on examples that a machine makes up.

The examples are the same in every run (`derandomize`), so that a failure can be seen again.
"""

from __future__ import annotations

import contextlib
import re
from functools import cache

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from gazetteer import (
    AmbiguousPlace,
    Gazetteer,
    GazetteerError,
    Mention,
    Place,
    PlaceNotFound,
)
from gazetteer.fold import fold
from gazetteer.key import key
from gazetteer.query import parse_query
from gazetteer.romanise import romanise
from gazetteer.rules import rules

always_same = settings(
    derandomize=True,
    deadline=None,  # the machine may be busy
    max_examples=150,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

# Letters of the scripts at hand, marks and signs that go wrong, and any other character.
LETTERS = "абвгґдеєёжзиіїйклмнопрстуфхцчшщьъыэюяѓљњќўabcdefghijklmnopqrstuvwxyzžšõåéîțüǐ"
SIGNS = "’ʼ'`-–—.,;:()«»„”\u0301\u0300\u00ad\u200b\u200d\ufeff\u202e\t\n \u00a0"
texts = st.one_of(st.text(max_size=60), st.text(alphabet=LETTERS + LETTERS.upper() + SIGNS))
cyrillic = st.text(alphabet="абвгґдеєжзиіїйклмнопрстуфхцчшщьюяыэъў' ", min_size=1, max_size=16)

# Villages and cities whose letters are the hard ones of romanisation: г х є ї и й щ ж ць сь ьо.
SAMPLE = (
    "Бахмут",
    "Авдіївка",
    "Мар'їнка",
    "Часів Яр",
    "Куп'янськ",
    "Слов'янськ",
    "Лисичанськ",
    "Сєвєродонецьк",
    "Краматорськ",
    "Запоріжжя",
    "Кривий Ріг",
    "Хмельницький",
    "Вінниця",
    "Чернігів",
    "Житомир",
    "Вугледар",
    "Гуляйполе",
    "Оріхів",
    "Щастя",
    "Ізюм",
    "Чугуїв",
    "Вовчанськ",
    "Ужгород",
    "Миколаїв",
    "Енергодар",
    "Токмак",
    "Торецьк",
    "Кремінна",
    "Рубіжне",
    "Балаклія",
    "Тернопіль",
    "Луцьк",
    "Херсон",
    "Маріуполь",
    "Харцизьк",
    "Верхньодніпровськ",
    "Кам'янець-Подільський",
    "Переяслав",
    "Дзвиняч",
    "Кліщіївка",
)


@given(texts)
@example("İ̇ё́")
@always_same
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(cyrillic)
@always_same
def test_folding_evens_out_case(name: str) -> None:
    assert fold(name.upper()) == fold(name) == fold(name.title())


@given(cyrillic)
@always_same
def test_a_key_is_made_of_classes_alone(name: str) -> None:
    assert re.fullmatch("[A-Z]*", key(fold(name)))


@given(cyrillic)
@always_same
def test_the_key_of_a_key_is_the_key(name: str) -> None:
    """Where no vowels meet: a glide is dropped before a vowel, and of several only one."""
    once = key(fold(name))
    assume(not re.search("[AOUI]{2}", once))
    assert key(once) == once


@given(cyrillic, st.sampled_from("бвгдклмнпрф"))
@always_same
def test_a_key_hears_no_soft_sign_nor_a_doubled_letter(name: str, letter: str) -> None:
    folded = fold(name)
    assert key(folded.replace("ь", "").replace("ъ", "")) == key(folded)
    assert key(folded.replace(letter, letter * 2)) == key(folded)


@given(texts)
@always_same
def test_no_text_breaks_a_look_up(gaz: Gazetteer, text: str) -> None:
    for match in gaz.lookup(text):
        assert 0 <= match.score <= 1
        assert match.why
    parse_query(text)
    gaz.suggest(text)


@given(texts, st.sampled_from(["Bakhmut", "Andriivka", "Миколаївка"]))
@always_same
def test_no_text_breaks_a_region(gaz: Gazetteer, text: str, name: str) -> None:
    with contextlib.suppress(GazetteerError):  # no region of this name
        gaz.lookup(name, within=text)


@given(texts)
@always_same
def test_no_text_breaks_variants(gaz: Gazetteer, text: str) -> None:
    with contextlib.suppress(PlaceNotFound, AmbiguousPlace):
        assert gaz.variants(text)


@given(
    st.lists(
        st.one_of(
            texts,
            st.sampled_from(
                ["Bahmutissa", "на Лиманському напрямку", "Часового Яру,", "General Marinka", "и"]
            ),
        ),
        max_size=12,
    )
)
@always_same
def test_a_mention_cuts_out_the_text_that_it_claims(gaz: Gazetteer, parts: list[str]) -> None:
    text = " ".join(parts)
    mentions = gaz.scan(text)
    for mention in mentions:
        assert_sound(mention, text)
    ends = [0, *(mention.end for mention in mentions)]
    assert all(before <= m.start for before, m in zip(ends, mentions, strict=False))


def assert_sound(mention: Mention, text: str) -> None:
    assert text[mention.start : mention.end] == mention.text
    assert mention.text.strip()
    assert (mention.match is not None) == (mention.status == "placed")


# --- a spelling leads back to its place ---


@cache
def place_of(name: str, gaz: Gazetteer) -> Place:
    """The largest place of this name."""
    return next(m.place for m in gaz.lookup(name, limit=1) if m.kind == "settlement")


@pytest.mark.parametrize("system_id", sorted(rules().systems))
def test_what_a_system_writes_finds_its_place(gaz: Gazetteer, system_id: str) -> None:
    system = rules().systems[system_id]
    if "uk" not in system.tables:
        pytest.skip("writes no Ukrainian names")
    lost = []
    for name in SAMPLE:
        written = romanise(name, system, "uk")
        found = {match.id for match in gaz.lookup(written, limit=10)}
        if place_of(name, gaz).id not in found:
            lost.append(f"{name} -> {written}")
    assert not lost


@pytest.mark.parametrize("name", SAMPLE)
def test_a_generated_variant_finds_its_place(gaz: Gazetteer, name: str) -> None:
    place = place_of(name, gaz)
    generated = [
        v.text for v in gaz.variants(place.name, within=place.admin1) if v.status == "generated"
    ]
    lost = [
        text for text in generated if place.id not in {m.id for m in gaz.lookup(text, limit=10)}
    ]
    assert not lost


def test_namesakes_answer_to_a_spelling_that_only_one_has_on_record(gaz: Gazetteer) -> None:
    by_name = {m.id for m in gaz.lookup("Kostiantynivka", within="Mykolaiv Oblast")}
    assert by_name
    assert {m.id for m in gaz.lookup("Kostjantyniwka", within="Mykolaiv Oblast")} == by_name
