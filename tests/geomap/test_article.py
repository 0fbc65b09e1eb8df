"""Whole reports with the built-in gazetteer; those kept beside the project where there are any."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from gazetteer import Gazetteer
from geomap.reports.extract import extract, extract_events, extract_report
from geomap.reports.lexicon import languages
from geomap.reports.report import Report

SHARED = Path(__file__).parents[2].parent / "shared" / "data"
ARTICLE = SHARED / "article_bakhmut.txt"
ARTICLES = SHARED / "articles_dev.jsonl"

WIRE = """\
Ukrainian troops were forced to withdraw from Soledar, a US official said on Tuesday.

“The enemy concentrates its efforts on Kupiansk, Lyman and Avdiivka. Ukraine repelled at least 15 \
attacks there on Monday,” the General Staff of the Armed Forces of Ukraine said in its summary.

Bakhmut is located in eastern Ukraine.
"""


@pytest.fixture(scope="module")
def gazetteer() -> Iterator[Gazetteer]:
    with Gazetteer.open() as opened:
        yield opened


def events(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for row in rows:
        event = found.setdefault(row["event_id"], {**row, "names": set()})
        event["names"].add(row.get("place_name"))
    return list(found.values())


@pytest.fixture(scope="module")
def article(gazetteer: Gazetteer) -> list[dict[str, Any]]:
    if not ARTICLE.is_file():
        pytest.skip("the article is not here")
    text = ARTICLE.read_text(encoding="utf-8")
    return events(extract_report(Report(text, "article", "2023-05-02"), gazetteer))


def only(found: list[dict[str, Any]], **wanted: Any) -> dict[str, Any]:
    fitting = [e for e in found if all(e.get(key) == value for key, value in wanted.items())]
    assert len(fitting) == 1
    return fitting[0]


def test_a_wire_story_with_the_built_in_gazetteer(gazetteer: Gazetteer) -> None:
    found = events(extract_report(Report(WIRE, "wire", "2023-01-18"), gazetteer))
    assert [(e["outcome"], e["names"]) for e in found] == [
        ("retreated", {"Soledar"}),
        (None, {"Kupiansk", "Lyman", "Avdiivka"}),
        ("repelled", {"Kupiansk", "Lyman", "Avdiivka"}),
    ]
    repelled = found[-1]
    assert (repelled["quantity"], repelled["quantity_qualifier"]) == (15, "at least")
    assert repelled["event_date"] == "2023-01-16"
    assert repelled["claimant"] == "Ukraine (General Staff)"


def test_extract_opens_the_built_in_gazetteer_by_itself(tmp_path: Path) -> None:
    path = tmp_path / "wire.txt"
    path.write_text(WIRE, encoding="utf-8")
    table = extract(path, date="2023-01-18")
    assert set(table["place_name"]) == {"Soledar", "Kupiansk", "Lyman", "Avdiivka"}
    assert table.geometry.notna().all()


def test_attacks_repelled_at_the_places_of_the_sentence_before(
    article: list[dict[str, Any]],
) -> None:
    event = only(article, outcome="repelled")
    assert (event["quantity"], event["quantity_qualifier"], event["unit"]) == (
        30,
        "more than",
        "attacks",
    )
    assert (event["event_date"], event["end_date"]) == ("2023-05-01", "2023-05-01")
    assert event["names"] == {"Lyman", "Bakhmut", "Avdiivka", "Marinka"}
    assert event["claimant"] == "Ukraine (General Staff)"


def test_losses_near_bakhmut(article: list[dict[str, Any]]) -> None:
    losses = only(article, quantity=100000)
    assert losses["sub_event_type"] == "Cumulative losses"
    assert (losses["quantity_qualifier"], losses["target"]) == ("at least", "Russia")
    assert losses["names"] == {"Bakhmut"}
    assert losses["claimant"] == "United States (John Kirby, White House), via Reuters"
    assert losses["claim_date"] == "2023-05-01"
    assert losses["date_precision"] == 5
    dead = only(article, quantity=20000)
    assert (dead["unit"], dead["names"]) == ("dead", {"Bakhmut"})


def test_refusals_near_marinka(article: list[dict[str, Any]]) -> None:
    event = only(article, outcome="refused")
    assert (event["names"], event["geo_precision"]) == ({"Marinka"}, 2)
    assert event["claim_date"] == "2023-04-29"
    assert event["claimant"] == "Ukraine (General Staff)"


def test_losses_of_the_year_and_of_the_war(article: list[dict[str, Any]]) -> None:
    russian, ukrainian, war = (only(article, quantity=n) for n in (43000, 17500, 200000))
    assert (russian["target"], ukrainian["target"]) == ("Russia", "Ukraine")
    assert {russian["claimant"], ukrainian["claimant"]} == {"leaked document"}
    assert russian["event_date"] == "2022-05-02"
    assert (war["claimant"], war["quantity_qualifier"]) == ("United States (officials)", "about")
    assert {russian["status"], ukrainian["status"], war["status"]} == {"no place"}


def test_what_tells_no_event_makes_none(article: list[dict[str, Any]]) -> None:
    assert 10 <= len(article) <= 25
    for event in article:
        assert "did not say how" not in event["quote"]
        assert "is located in eastern" not in event["quote"]


def dev_articles() -> list[Any]:
    if not ARTICLES.is_file():
        return []
    lines = ARTICLES.read_text(encoding="utf-8").splitlines()
    entries = [json.loads(line) for line in lines]
    return [pytest.param(e, id=e["id"]) for e in entries if e["lang"] in languages()]


@pytest.mark.parametrize("entry", dev_articles())
def test_every_row_of_a_report_holds_together(entry: dict[str, Any], gazetteer: Gazetteer) -> None:
    report = Report(entry["text"], entry["id"], entry["date"])
    rows = extract_report(report, gazetteer)
    assert rows
    for row in rows:
        assert report.text[row["quote_start"] : row["quote_end"]] == row["quote"]
        assert (row.get("geometry") is None) == (row["status"] != "placed")
        assert 0 < row["confidence"] <= 1
        assert row["why"]
        assert row["event_date"] <= row["end_date"]


@pytest.mark.parametrize(
    ("article_id", "outcome", "number", "places"),
    [
        ("uk-01", "repelled", 12, 3),
        ("uk-01", "repelled", 26, 3),
        ("ru-01", "repelled", 20, 1),
        ("ru-01", "repelled", 2, 2),
        ("fi-01", "repelled", 130, 1),
    ],
)
def test_briefings(
    article_id: str, outcome: str, number: float, places: int, mentions: Callable[..., list[Any]]
) -> None:
    if not ARTICLES.is_file():
        pytest.skip("the articles are not here")
    entry = next(p.values[0] for p in dev_articles() if p.id == article_id)
    names = sorted({name for p in entry["places"] for name in p["surfaces"]}, key=len, reverse=True)
    rows = extract_events(
        Report(entry["text"], article_id, entry["date"]), mentions(entry["text"], names)
    )
    fitting = [r for r in rows if (r["outcome"], r["quantity"]) == (outcome, number)]
    assert max(sum(r["event_id"] == f["event_id"] for r in fitting) for f in fitting) == places
