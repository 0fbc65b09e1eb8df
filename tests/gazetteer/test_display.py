"""Which of the names that a dump prefers are a place's own."""

from __future__ import annotations

from gazetteer.update.display import settled
from gazetteer.update.stage import StagedName


def official(names: list[StagedName]) -> set[str]:
    return {name.text for name in names if name.status == "official"}


def test_of_several_official_names_the_main_name_s_own_stays() -> None:
    names = [
        StagedName("Миколаїв", "uk", "official"),
        StagedName("Миколаївка", "uk", "official"),
        StagedName("Mykolaivka", "en", "official"),
    ]
    assert official(settled(names, "UA", "Mykolaivka")) == {"Миколаївка", "Mykolaivka"}


def test_where_none_is_the_main_name_s_all_stay() -> None:
    names = [StagedName("Зоря", "uk", "official"), StagedName("Мрія", "uk", "official")]
    assert official(settled(names, "UA", "Krasne")) == {"Зоря", "Мрія"}
