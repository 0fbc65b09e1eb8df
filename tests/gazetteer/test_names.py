"""Folding, keys and likeness: what they even out, and what they keep apart."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.fold import fold, strip_marks
from gazetteer.key import key, likeness
from gazetteer.romanise import readings


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Мар'їнка", "МАР’ЇНКА"),
        ("Мар'їнка", "Марʼїнка"),
        ("Ба́хмут", "Бахмут"),
        ("Артёмовск", "Артемовск"),
        ("Івано-Франківськ", "Івано Франківськ"),
        ("Bakhmut\u200b", "bakhmut"),
        ("Бахмyт", "Бахмут"),  # a Latin y in a Cyrillic word
        ("  Chasiv\u00a0Yar ", "chasiv yar"),
        ("й", "и\u0306"),
        ("Велика\nНовосілка", "Велика Новосілка"),
        ("Chasiv\tYar", "chasiv yar"),
    ],
)
def test_fold_evens_out(a: str, b: str) -> None:
    assert fold(a) == fold(b)


@pytest.mark.parametrize(("a", "b"), [("Лиман", "Лимани"), ("Суми", "Сумі"), ("Złoty", "Zloty")])
def test_fold_keeps_apart(a: str, b: str) -> None:
    assert fold(a) != fold(b)


@given(st.text())
def test_fold_twice_is_fold(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_key_and_readings_take_any_text(text: str) -> None:
    folded = fold(text)
    assert key(folded) == "" or key(folded).isupper()
    for cyrillic, system in readings(folded):
        assert cyrillic
        assert system


@given(st.text(alphabet="абвгдежзийклмнопрстуфхцчшщьюяіїєґ '", max_size=20))
def test_a_key_has_classes_only_and_no_doubles(text: str) -> None:
    made = key(fold(text))
    assert made == "" or made.isupper()
    assert all(a != b for a, b in pairwise(made))


@pytest.mark.parametrize(
    ("uk", "other"),
    [
        ("Авдіївка", "Авдеевка"),
        ("Донецьк", "Донецк"),
        ("Мар'їнка", "Марьинка"),
        ("Щастя", "Шчастя"),
    ],
)
def test_spellings_share_a_key(uk: str, other: str) -> None:
    assert key(fold(uk)) == key(fold(other))


def test_towns_of_one_length_do_not_share_a_key() -> None:
    assert key("бахмут") != key("бахмач")


def test_likeness_is_one_for_the_same_and_falls_with_each_letter() -> None:
    assert likeness("бахмут", "бахмут") == 1.0
    assert 1.0 > likeness("бахмут", "багмут") > likeness("бахмут", "бахмач")


@given(st.text(max_size=12), st.text(max_size=12))
def test_likeness_is_symmetric_and_in_range(a: str, b: str) -> None:
    assert 0.0 <= likeness(a, b) <= 1.0
    assert likeness(a, b) == pytest.approx(likeness(b, a))


def test_marks_come_off() -> None:
    assert strip_marks("Kúpiansk Łyman") == "Kupiansk Lyman"
