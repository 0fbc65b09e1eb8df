"""Every rule file carries its own samples; they all run here."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gazetteer.build.compile_rules import compile_rules
from gazetteer.descriptive import untranslated
from gazetteer.errors import RuleError
from gazetteer.fold import fold
from gazetteer.key import key
from gazetteer.romanise import reader, readings, romanise
from gazetteer.rules import COMPILED, rules
from gazetteer.stem import forms

ENDINGS = [
    (lang.code, bent, base)
    for lang in rules().languages.values()
    for kind in ("endings", "adjectives")
    for bent, base in lang.samples.get(kind, ())
]
TRANSLATED = [
    (lang.code, translated, name)
    for lang in rules().languages.values()
    for translated, name in lang.samples.get("descriptive", ())
]
SPELLINGS = [
    (system.id, language, name, latin)
    for system in rules().systems.values()
    for language, rows in system.samples.items()
    for name, latin in rows
]


def test_every_language_that_bends_names_and_every_system_has_samples() -> None:
    bends = {code for code, lang in rules().languages.items() if lang.endings or lang.adjectives}
    assert {code for code, _, _ in ENDINGS} == bends
    assert {system for system, _, _, _ in SPELLINGS} == set(rules().systems)


@pytest.mark.parametrize(("code", "bent", "base"), ENDINGS)
def test_an_ending_is_undone(code: str, bent: str, base: str) -> None:
    found = {form.text: form for form in forms(fold(bent), code)}
    assert fold(base) in found
    assert found[fold(base)].why
    assert 0 < found[fold(base)].cost < 1


@pytest.mark.parametrize(("code", "translated", "name"), TRANSLATED)
def test_a_translated_word_is_undone(code: str, translated: str, name: str) -> None:
    found = [form.text for form in untranslated(fold(translated), code)]
    read = [text for form in found for text, _ in readings(form, (code,))]
    assert key(fold(name)) in {key(text) for text in found + read}


def test_languages_translate_words_that_ukrainian_names_have() -> None:
    meanings = set(rules().languages["uk"].descriptive)
    for lang in rules().languages.values():
        assert set(lang.descriptive) <= meanings, lang.code


@pytest.mark.parametrize(("system", "language", "name", "latin"), SPELLINGS)
def test_a_name_is_written_as_the_system_says(
    system: str, language: str, name: str, latin: str
) -> None:
    assert romanise(name, rules().systems[system], language) == latin


@pytest.mark.parametrize(
    ("system", "language", "name", "latin"),
    [row for row in SPELLINGS if not rules().systems[row[0]].derives],
)
def test_what_a_system_writes_falls_on_the_name_s_key(
    system: str, language: str, name: str, latin: str
) -> None:
    assert key(fold(name)) in [key(read) for read, _ in readings(fold(latin), (language,))]
    assert key(fold(name)) in [key(form) for form in reader(system).forms(fold(latin))]


def test_a_reading_needs_every_letter() -> None:
    assert reader("fi").read("warin") == ""


def test_rules_compile_to_the_same_bytes(tmp_path: Path) -> None:
    again = compile_rules(target=tmp_path / "rules.json")
    assert again.read_bytes() == COMPILED.read_bytes()


@pytest.mark.parametrize(
    ("text", "wrong"),
    [("code = 'xx", "xx.toml"), ("code = 'yy'", "code"), ("code = 'xx'\nname = 'X'", "script")],
)
def test_a_broken_rule_file_is_named(tmp_path: Path, text: str, wrong: str) -> None:
    (tmp_path / "given_names.toml").write_text("names = []", "utf-8")
    (tmp_path / "organisations.toml").write_text("names = []", "utf-8")
    (tmp_path / "languages").mkdir()
    (tmp_path / "languages" / "xx.toml").write_text(text, "utf-8")
    with pytest.raises(RuleError, match=wrong):
        compile_rules(tmp_path, tmp_path / "out.json")


def test_compiled_rules_are_plain_json() -> None:
    assert set(json.loads(COMPILED.read_text("utf-8"))) == {
        "given_names",
        "languages",
        "organisations",
        "positions",
        "surname_endings",
        "systems",
    }


def test_no_settlement_of_the_gazetteer_is_a_given_name_but_by_being_one() -> None:
    """Олександрівка is no case form of Олександр: endings are undone, not cut off."""
    given = rules().given_names
    for name, code in (("Олександрівки", "uk"), ("Павлограду", "uk"), ("Миколаєві", "uk")):
        assert not any(form.text in given for form in forms(fold(name), code)), name


def test_words_of_the_rules_are_folded_like_the_text_they_meet() -> None:
    for lang in rules().languages.values():
        tables = [*lang.generic.values(), lang.context]
        for word in (word for table in tables for words in table.values() for word in words):
            assert fold(word.rstrip("*")) == word.rstrip("*"), (lang.code, word)
