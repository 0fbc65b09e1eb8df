"""Who a claim's words name: bodies, persons and sides, and what only looks like a name."""

from __future__ import annotations

import pytest

from geomap.reports.claims import find_claims
from geomap.reports.lexicon import load
from geomap.reports.speakers import describe


@pytest.mark.parametrize(
    ("language", "words", "person"),
    [
        ("en", "Kyrylo Savchuk on Telegram", "Kyrylo Savchuk"),
        ("en", "in a post on TikTok Kyrylo Savchuk", "Kyrylo Savchuk"),
        ("uk", "Кирило Савчук у Телеграмі", "Кирило Савчук"),
        ("ru", "Кирилл Савчук во ВКонтакте", "Кирилл Савчук"),
        ("fi", "Kyrylo Savtšuk Telegramissa", "Kyrylo Savtšuk"),
        # A day, a holiday or a platform beside another capitalised word is no full name.
        ("en", "Easter Monday", None),
        ("en", "New Year", None),
        ("en", "Facebook Messenger", None),
        ("uk", "Великдень Неділя", None),
        ("uk", "Вайбер Спільнота", None),
        ("ru", "Пасха Воскресенье", None),
        ("ru", "Одноклассники Пост", None),
        ("fi", "Pääsiäisenä Maanantaina", None),
    ],
)
def test_days_holidays_and_platforms_are_nobody(
    language: str, words: str, person: str | None
) -> None:
    assert describe(words, load(language)).person == person


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Drones struck the port, said the governor, Oleh Kiper."),
        ("fr", "Des drones ont visé le port, a indiqué le gouverneur, Oleh Kiper."),
        ("es", "Drones atacaron el puerto, informó el gobernador, Oleh Kiper."),
    ],
)
def test_a_name_may_follow_the_title(language: str, text: str) -> None:
    said = find_claims(text, load(language), dates=())[0].said
    assert (said.person, said.body) == ("Oleh Kiper", "regional administration")
