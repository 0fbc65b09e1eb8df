"""A river is told from the town that bears its name by the words beside it."""

from __future__ import annotations

import pytest

from gazetteer import Gazetteer

RIVER = "area:dnipro-river"
ON_THE_BANK = [
    ("en", "Marines hold a strip on the left bank of the Dnipro."),
    ("en", "Boats crossed the Dnipro at night."),
    ("uk", "На лівому березі Дніпра тривають бої."),
    ("uk", "Морські піхотинці форсували Дніпро вночі."),
    ("ru", "На левом берегу Днепра идут бои."),
    ("be", "На левым беразе Дняпра ідуць баі."),
    ("fi", "Taistelut jatkuvat Dnipron itärannalla, kertoi armeija."),
    ("fi", "Joukot ylittivät Dneprin yöllä."),
    ("de", "Am linken Ufer des Dnipro wird gekämpft."),
    ("pl", "Na lewym brzegu Dniepru trwają walki."),
    ("cs", "Na levém břehu Dněpru se bojuje."),
    ("fr", "Les combats continuent sur la rive gauche du Dniepr."),
    ("es", "Siguen los combates en la orilla izquierda del Dniéper."),
    ("it", "Si combatte sulla riva sinistra del Dnipro."),
    ("lv", "Dņepras kreisajā krastā notiek kaujas."),
    ("hu", "A Dnyeper bal partján harcok folynak."),
]
IN_TOWN = [
    ("en", "A drone fell in Dnipro, the mayor of Dnipro said."),
    ("uk", "У Дніпрі пролунав вибух."),
    ("de", "In Dnipro gab es Explosionen."),
    ("fr", "Le maire de Dnipro a parlé."),
    ("fi", "Dniprossa kuultiin räjähdyksiä."),
]


@pytest.mark.parametrize(("language", "text"), ON_THE_BANK)
def test_a_bank_or_a_crossing_speaks_of_the_river(gaz: Gazetteer, language: str, text: str) -> None:
    found = [mention.place.id for mention in gaz.scan(text, language=language) if mention.place]
    assert RIVER in found


@pytest.mark.parametrize(("language", "text"), IN_TOWN)
def test_without_such_words_it_is_the_town(gaz: Gazetteer, language: str, text: str) -> None:
    kinds = [mention.place.kind for mention in gaz.scan(text, language=language) if mention.place]
    assert kinds
    assert set(kinds) == {"settlement"}


def test_a_word_for_water_says_nothing_where_no_water_has_the_name(gaz: Gazetteer) -> None:
    (mention,) = gaz.scan("Der Feind steht am Bachmut.", language="de")
    assert mention.place is not None
    assert mention.place.name == "Bakhmut"


def test_an_oblast_behind_the_name_says_more_than_the_article(gaz: Gazetteer) -> None:
    (mention,) = gaz.scan("Two people died in the Donetsk region.", language="en")
    assert mention.place is not None
    assert mention.place.kind == "region"


@pytest.mark.parametrize("name", ["річка Оскіл", "Oskil river", "Oskil joki", "река Оскол"])
def test_a_river_is_looked_up_with_the_word_for_it(gaz: Gazetteer, name: str) -> None:
    assert gaz.lookup(name)[0].kind == "water"


def test_no_town_answers_to_the_name_of_a_river(gaz: Gazetteer) -> None:
    assert gaz.lookup("Авдіївка")
    assert gaz.lookup("річка Авдіївка") == []
