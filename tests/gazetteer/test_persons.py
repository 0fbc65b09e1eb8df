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
