"""Germanic, Baltic and Finnic reports: neighbours told apart, names found in every case."""

from __future__ import annotations

import pytest

from gazetteer import Gazetteer
from gazetteer.language import detect_language

DONETSK, KHARKIV, LYMAN = "Donetsk Oblast", "Kharkiv Oblast", "Lyman direction"
REPORTS = {
    "da": (
        "Russiske styrker rykkede i går frem mod Lyman, oplyser den ukrainske generalstab.",
        "Kampene fortsætter ved Avdijivka.",
        {"Lyman": "Lyman", "Avdijivka": "Avdiivka"},
    ),
    "nb": (
        "Russiske styrker rykket i går fram mot Lyman, opplyser den ukrainske generalstaben.",
        "Kampene fortsetter ved Avdijivka.",
        {"Lyman": "Lyman", "Avdijivka": "Avdiivka"},
    ),
    "nn": (
        "Russiske styrkar rykte i går fram mot Tsjasiv Jar, seier generalstaben.",
        "Kampane held fram ved Kupjansk i Kharkiv fylke.",
        {"Tsjasiv Jar": "Chasiv Yar", "Kupjansk": "Kupiansk", "Kharkiv": KHARKIV},
    ),
    "sv": (
        "Ryska styrkor ryckte i går fram mot Tjasiv Jar, uppger den ukrainska generalstaben.",
        "Bachmuts förorter besköts, och striderna fortsätter i Donetsk oblast.",
        {"Tjasiv Jar": "Chasiv Yar", "Bachmuts": "Bakhmut", "Donetsk oblast": DONETSK},
    ),
    "nl": (
        "Russische troepen zijn gisteren opgerukt naar Koepjansk, meldt de generale staf.",
        "Het dorp Robotyne ligt niet ver van Bachmoet in de regio Donetsk.",
        {"Koepjansk": "Kupiansk", "Bachmoet": "Bakhmut", "Donetsk": DONETSK},
    ),
    "de": (
        "Russische Truppen rückten gestern auf Kupjansk vor, teilte der Generalstab mit.",
        "Bachmuts Vororte wurden beschossen, auch im Gebiet Donezk wird gekämpft.",
        {"Kupjansk": "Kupiansk", "Bachmuts": "Bakhmut", "Donezk": DONETSK},
    ),
    "fi": (
        "Venäjän joukot etenivät eilen kohti Kupjanskia, kertoi yleisesikunta.",
        "Taistelut jatkuvat Bahmutissa, Robotynessä ja Lymanin suunnalla.",
        {"Kupjanskia": "Kupiansk", "Robotynessä": "Robotyne", "Lymanin": LYMAN},
    ),
    "et": (
        "Vene väed tungisid eile Kupjanskile peale, teatas peastaap.",
        "Lahingud jätkuvad Bahmutis, Avdijivkast põhja pool ja Lõmani suunal.",
        {"Kupjanskile": "Kupiansk", "Avdijivkast": "Avdiivka", "Lõmani": LYMAN},
    ),
    "lv": (
        "Krievijas spēki vakar virzījās uz Kupjansku, paziņoja ģenerālštābs.",
        "Kaujas turpinās pie Avdijivkas, Bahmutā un Doņeckas apgabalā.",
        {"Kupjansku": "Kupiansk", "Bahmutā": "Bakhmut", "Doņeckas": DONETSK},
    ),
    "lt": (
        "Rusijos pajėgos vakar veržėsi link Kupjansko, pranešė generalinis štabas.",
        "Mūšiai tęsiasi prie Avdijivkos, Bachmute ir Lymano kryptimi.",
        {"Kupjansko": "Kupiansk", "Bachmute": "Bakhmut", "Lymano": LYMAN},
    ),
}


@pytest.mark.parametrize("code", REPORTS)
def test_a_report_is_taken_for_its_own_language(code: str) -> None:
    first, second, _ = REPORTS[code]
    assert [detect_language(text, likely=code) for text in (first, second)] == [code, code]
    assert detect_language(f"{first} {second}") == code


@pytest.mark.parametrize("code", REPORTS)
def test_names_of_a_report_are_placed(gaz: Gazetteer, code: str) -> None:
    first, second, expected = REPORTS[code]
    found = {m.text: m.place.name for m in gaz.scan(f"{first} {second}") if m.place}
    assert {name: found.get(name) for name in expected} == expected


ADDED_ENDINGS = {
    "Bakhmut": ["Bahmuta", "Bahmutu", "Bachmutas", "Bachmuto", "Bachmutą", "Bahmutisse"],
    "Kupiansk": ["Kupjanskas", "Kupjanskā", "Kupjanskisse"],
    "Melitopol": ["Melitopolis", "Melitopolyje", "Melitopole", "Melitopolē", "Melitopolini"],
    "Rivne": ["Rivnė", "Rivnėje", "Rivnes", "Rivnē", "Rivnesse"],
    "Sumy": ["Sumai", "Sumuose", "Sumi", "Sumos", "Sumõ", "Sumõst", "Soemy", "Sumyyn"],
    "Khmelnytskyi": ["Chmelnyckis", "Hmeļnicka", "Hmelnõtskõi", "Chmelnytsky"],
    "Dnipro": ["Dnipras", "Dņipro", "Dnipri"],
    "Zhytomyr": ["Žytomyras", "Žitomirā", "Žõtomõris", "Zjytomyr", "Schytomyr"],
    "Chernivtsi": ["Černivciuose", "Černivcos", "Tšernivtsisse", "Tsjernivtsi"],
}


@pytest.mark.parametrize(
    ("place", "form"), [(p, f) for p in ADDED_ENDINGS for f in ADDED_ENDINGS[p]]
)
def test_an_added_ending_is_no_part_of_the_name(gaz: Gazetteer, place: str, form: str) -> None:
    assert gaz.lookup(form)[0].place.name == place
