"""People who are named like towns."""

from __future__ import annotations

import pytest

from gazetteer import Gazetteer


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Szijjártó Péter külügyminiszter Kijevbe utazott.", ["Kijevbe"]),
        ("El analista Iván Limanski volvió de Járkov.", ["Járkov"]),
        ("El comandante Andréi Kupianski está en Járkov.", ["Járkov"]),
    ],
)
def test_given_names_behind_surnames_and_with_accents(
    gaz: Gazetteer, text: str, expected: list[str]
) -> None:
    assert [m.text for m in gaz.scan(text) if m.place] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Боєць з позивним Херсон вийшов на зв'язок.",
        "Боец с позывным Донецк вышел на связь.",
        "A soldier with the callsign Kharkiv spoke to us.",
        "Der Soldat mit dem Kampfnamen Odessa sprach mit uns.",
        "Am Abend sprach er auf dem Maidan über den Frieden.",
        "Oturduğumuz Odesa Caddesi çok sakindi.",
        "El desfile pasó por la calle Kiev sin incidentes.",
        "Later Stanislav Aseyev described the prison.",
    ],
)
def test_callsigns_streets_and_given_names_are_no_towns(gaz: Gazetteer, text: str) -> None:
    assert [m.text for m in gaz.scan(text) if m.place] == []
