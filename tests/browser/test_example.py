"""The whole way: a report goes in at the command line, a page comes out and is read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from geomap.cli import main

ROOT = Path(__file__).parents[2]
Open = Callable[..., Any]


@pytest.fixture
def example(tmp_path: Path, open_file: Open) -> Any:
    report, page = ROOT / "examples" / "wire_translated.txt", tmp_path / "map.html"
    assert main(["map", str(report), "--date", "2023-05-02", "-o", str(page)]) == 0
    return open_file(page)


@pytest.mark.parametrize("place", ["Bakhmut", "Marinka", "Lyman", "Avdiivka"])
def test_the_example_s_events_stand_at_their_places(example: Any, place: str) -> None:
    example.marker(place).click()
    text = example.popup.inner_text()
    assert place in text
    assert "Donetsk Oblast" in text
    assert "Ukraine (General Staff)" in text
    assert "more than 25 attacks" in text
    assert "Ukraine repelled more than 25 attacks during the day." in text
    example.assert_clean()


def test_the_example_s_markers_stand_where_the_towns_are(example: Any) -> None:
    """Bakhmut lies east of Marinka, Lyman north of both, Avdiivka between."""
    spots = {
        place: example.marker(place).bounding_box()
        for place in ("Bakhmut", "Marinka", "Lyman", "Avdiivka")
    }
    assert spots["Lyman"]["y"] < spots["Bakhmut"]["y"] < spots["Avdiivka"]["y"]
    assert spots["Avdiivka"]["y"] < spots["Marinka"]["y"]
    assert spots["Marinka"]["x"] < spots["Avdiivka"]["x"] < spots["Bakhmut"]["x"]


@pytest.mark.parametrize(
    "payload",
    [
        "<script>window.ran=1</script>",
        '"><img src=x onerror="window.ran=1">',
        "</script><script>window.ran=1</script>",
    ],
)
def test_script_in_a_report_shows_as_text(tmp_path: Path, open_file: Open, payload: str) -> None:
    report, page = tmp_path / "report.txt", tmp_path / "map.html"
    report.write_text(f"Russia shelled {payload} Bakhmut on Monday, the army said.", "utf-8")
    arguments = ["map", str(report), "--date", "2023-05-02", "--title", payload, "-o", str(page)]
    assert main(arguments) == 0
    opened = open_file(page)
    opened.marker("Bakhmut").click()
    assert payload in opened.popup.inner_text()
    assert payload in opened.page.locator("h1").first.inner_text()
    assert opened.page.evaluate("window.ran") is None
    opened.assert_clean()
