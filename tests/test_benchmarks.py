"""The benchmarks measure what they say: the cases are sound, and so is the counting."""

from __future__ import annotations

import datetime as dt
import importlib
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from gazetteer import Gazetteer, Place
from gazetteer.store import BUILTIN
from geomap import schema
from geomap.reports.lexicon import languages
from geomap.reports.triggers import kinds

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"
sys.path.insert(0, str(BENCHMARKS))
cases_of: Any = importlib.import_module("_cases")
score: Any = importlib.import_module("_score")
floors: Any = importlib.import_module("_floors")
texts: Any = importlib.import_module("_text")
accuracy: Any = importlib.import_module("accuracy")
page_events: Any = importlib.import_module("_page_events")
page_table: Any = importlib.import_module("_page_table")
map_page: Any = importlib.import_module("map_page")
events: Any = importlib.import_module("events")
events_score: Any = importlib.import_module("_events_score")
CASES = cases_of.load()
EVENT_CASES = events_score.load_events()
LANGUAGES = {case.language for case in CASES.spellings}
MAY_FALL = 0.01
"""How far a figure may fall behind its baseline before it is a fault."""
LESS_IS_BETTER = ("empty", "wrong", "invented", "not placed")

BAKHMUT = Place("geonames:1", "settlement", "Bakhmut", 48.589, 38.002, names=("Бахмут",))
NAMESAKE = Place("geonames:2", "settlement", "Bakhmut", 50.0, 30.0, names=("Бахмут",))
LYMAN = Place("geonames:3", "settlement", "Lyman", 48.98, 37.817)
KYIV = Place("geonames:4", "settlement", "Kyiv", 50.4501, 30.5234)
SECTOR = Place("own:5", "sector", "Lyman direction", 48.98, 37.817)


# --- the cases ---


def test_there_are_enough_spellings_of_enough_places() -> None:
    assert len(CASES.spellings) >= 400
    assert len({case.id for case in CASES.spellings}) >= 120
    assert len(LANGUAGES) >= 25
    pairs = Counter((case.language, case.label) for case in CASES.spellings)
    assert [pair for pair, times in pairs.items() if times > 1] == []


def test_spellings_and_rows_lie_in_ukraine() -> None:
    for case in (*CASES.spellings, *CASES.rows):
        assert 44 < case.latitude < 52.5, case
        assert 22 < case.longitude < 40.3, case


def test_articles_hold_what_their_gold_claims() -> None:
    assert len(CASES.articles) >= 40
    assert len({article.language for article in CASES.articles}) >= 16
    assert len(CASES.reports) >= 40
    for article in CASES.articles:
        assert 3 <= len(texts.sentences_of(article.text)) <= 8, article.id
    for article in (*CASES.articles, *CASES.reports):
        assert article.places, article.id
        for gold in article.places:
            for surface in gold.surfaces:
                assert surface in article.text, (article.id, surface)


def test_sentences_without_a_place_are_traps_in_eight_languages() -> None:
    assert len(CASES.sentences) >= 100
    assert len({case.language for case in CASES.sentences}) >= 8
    assert all(case.trap for case in CASES.sentences)
    assert max(Counter(case.text for case in CASES.sentences).values()) == 1


def test_the_table_has_regions_and_dates() -> None:
    assert len(CASES.rows) >= 60
    assert all(row.within and re.fullmatch(r"20\d\d-\d\d-\d\d", row.date) for row in CASES.rows)


def test_cases_of_another_folder_may_be_fewer(tmp_path: Path) -> None:
    (tmp_path / "table_dev.csv").write_text(
        "place,within,lat,lon,date,n,in_reference\nLyman,,48.9,37.8,2022-10-01,2,no\n", "utf-8"
    )
    other = cases_of.load(tmp_path)
    assert not other.spellings
    assert [(row.latitude, row.held) for row in other.rows] == [(48.9, False)]


# --- the counting ---


def spelling(label: str) -> Any:
    names = frozenset(("Bakhmut", "Бахмут"))
    at = (BAKHMUT.latitude, BAKHMUT.longitude)
    return cases_of.Spelling("fi", label, BAKHMUT.id, names, "Donetsk Oblast", *at)


def test_a_spelling_is_right_empty_or_wrong() -> None:
    answers = {"a": BAKHMUT, "b": NAMESAKE, "c": LYMAN, "d": None, "e": SECTOR}
    asked = [spelling(label) for label in answers]
    tally = score.spellings(asked, lambda case: answers[case.label])["fi"]
    assert (tally.right, tally.missed, tally.wrong) == (2, 1, 2)
    assert len(tally.details) == 3
    strict = score.spellings(asked, lambda case: answers[case.label], right=score.is_there)["fi"]
    assert (strict.right, strict.missed, strict.wrong) == (1, 1, 3)


def article(*gold: Any) -> Any:
    return cases_of.Article("fi-01", "fi", "2023-01-15", "", gold)


def test_an_article_counts_each_place_once() -> None:
    case = article(
        cases_of.Gold(("Bahmutissa", "Bahmutin"), "Bakhmut", 48.589, 38.002),
        cases_of.Gold(("Lymanin",), "Lyman", 48.98, 37.817),
    )
    found = [("Bahmutissa", BAKHMUT), ("Bahmutin", BAKHMUT), ("Bahmuk", NAMESAKE)]
    tally = score.articles([case], lambda _: found)["fi"]
    assert (tally.right, tally.missed, tally.wrong) == (1, 1, 1)
    assert tally.precision == tally.recall == tally.f1 == 0.5


def test_capitals_areas_and_open_gold_count_neither_way() -> None:
    case = article(cases_of.Gold(("Lyman",), "Lyman", None, None))
    found = [("Kiova", KYIV), ("Lymanin suunta", SECTOR), ("Lyman", LYMAN)]
    tally = score.articles([case], lambda _: found)["fi"]
    assert (tally.right, tally.missed, tally.wrong) == (0, 0, 0)


def test_a_sentence_without_a_place_may_name_a_country() -> None:
    case = cases_of.Sentence("fi", "", "trap")
    country = Place("own:6", "country", "Russia", 60.0, 90.0)
    assert score.placeless([case], lambda _: [("Venäjä", country)])["fi"].wrong == 0
    assert score.placeless([case], lambda _: [("a", LYMAN), ("b", KYIV)])["fi"].wrong == 1


def test_a_row_is_right_near_its_point() -> None:
    row = cases_of.Row("Bakhmut", "", "", 48.6, 38.0)
    rows = [row, row, row, cases_of.Row("X", "", "", 48.6, 38.0, held=False)]
    tally = score.table(rows, [(48.65, 38.05), (49.5, 38.0), None, None])
    assert (tally.right, tally.missed, tally.wrong) == (1, 1, 1)


# --- the floors ---


def test_the_exact_floor_knows_known_names_alone() -> None:
    names = floors.known_names(BUILTIN)
    assert names["бахмут"].name == "Bakhmut"
    assert "bahmutissa" not in names
    found = floors.scan("Yesterday in Chasiv Yar and bakhmut", lambda s: names.get(s.casefold()))
    assert [surface for surface, _ in found] == ["Chasiv Yar"]


@pytest.fixture(scope="module")
def builtin() -> Iterator[Gazetteer]:
    with Gazetteer.open(BUILTIN) as gaz:
        yield gaz


@pytest.fixture(scope="module")
def figures(builtin: Gazetteer) -> dict[str, float]:
    first, scan = partial(accuracy.first, builtin), partial(accuracy.scan, builtin)
    place = partial(accuracy.place_rows, builtin, BUILTIN)
    return {
        **accuracy.spellings(CASES, first)[0],
        **accuracy.in_oblast(CASES, builtin)[0],
        **accuracy.articles("articles", CASES.articles, scan)[0],
        **accuracy.articles("reports", CASES.reports, scan)[0],
        **accuracy.placeless(CASES, scan)[0],
        **accuracy.table(CASES, place)[0],
    }


def test_no_figure_falls_behind_its_baseline(figures: dict[str, float]) -> None:
    """After a change that is worth it: python benchmarks/accuracy.py --freeze."""
    kept = json.loads((BENCHMARKS / "baselines.json").read_text("utf-8"))["built-in"]
    assert kept.keys() == figures.keys()
    fallen = {
        key: (round(value, 3), kept[key])
        for key, value in figures.items()
        if (kept[key] - value) * (-1 if key.endswith(LESS_IS_BETTER) else 1) > MAY_FALL
    }
    assert not fallen


def test_the_gazetteer_stands_above_an_exact_look_up(figures: dict[str, float]) -> None:
    names = floors.known_names(BUILTIN)

    def look(name: str) -> Place | None:
        return names.get(name.casefold())  # type: ignore[no-any-return]

    assert figures["variants.right"] > accuracy.spellings(CASES, look)[0]["variants.right"]
    scan = partial(accuracy._floor_scan, look)
    for what, items in (("articles", CASES.articles), ("reports", CASES.reports)):
        exact = accuracy.articles(what, items, scan)[0]
        assert figures[f"{what}.F1"] > exact[f"{what}.F1"]


# --- the events ---


def test_there_are_enough_reports_of_events_in_eight_languages() -> None:
    ids = [case.id for case in EVENT_CASES]
    assert len(ids) == len(set(ids)) >= 150
    by_language = Counter(case.language for case in EVENT_CASES)
    assert set(by_language) == {"en", "uk", "ru", "fi", "de", "pl", "fr", "es"}
    assert min(by_language.values()) >= 20
    assert all(case.id.startswith(f"{case.language}-") for case in EVENT_CASES)
    assert len({case.text for case in EVENT_CASES}) == len(EVENT_CASES)
    assert sum(not case.events for case in EVENT_CASES) >= 30


def test_expected_events_hold_what_the_table_may_hold() -> None:
    types = {(kind.event_type, kind.sub_event_type) for kind in kinds().values()}
    outcomes = {(*pair, None) for pair in types}
    outcomes |= {(k.event_type, k.sub_event_type, k.outcome) for k in kinds().values()}
    units = {unit for kind in kinds().values() for unit in kind.units}
    qualifiers = {None, "more than", "at least", "about", "up to", "less than"}
    for case in EVENT_CASES:
        dt.date.fromisoformat(case.date)
        for event in case.events:
            told = event["event_type"], event["sub_event_type"], event.get("outcome")
            assert told in outcomes, (case.id, told)
            first, last = map(dt.date.fromisoformat, (event["event_date"], event["end_date"]))
            assert first <= last <= dt.date.fromisoformat(case.date), case.id
            assert event["date_precision"] in range(1, 6), case.id
            assert event["unit"] in units or event["quantity"] is None, case.id
            assert event["quantity_qualifier"] in qualifiers, case.id


def test_places_of_expected_events_are_in_the_gazetteer(builtin: Gazetteer) -> None:
    lines = (BENCHMARKS / "cases" / "events.jsonl").read_text("utf-8").splitlines()
    for case in map(json.loads, lines):
        for place in (place for event in case["events"] for place in event["places"]):
            known = {
                match.place.id for match in builtin.lookup(place["name"]) if _bears(match, place)
            }
            if place["status"] == "placed":
                assert known, (case["id"], place)
            elif place["status"] == "ambiguous":
                assert len(known) > 1, (case["id"], place)
            else:
                assert (place["status"], known) == ("not found", set()), (case["id"], place)


def _bears(match: Any, place: dict[str, str]) -> bool:
    return place["name"] == match.place.name or place["name"] in match.place.names


def event(**told: Any) -> dict[str, Any]:
    empty = dict.fromkeys(events_score.COLUMNS)
    places = frozenset((name, "placed") for name in told.pop("places", ()))
    return {**empty, "event_type": "Battles", **told, "places": places}


def test_events_belong_together_by_places_before_types() -> None:
    here, there = event(places=["Lyman"]), event(places=["Bakhmut"])
    other = event(event_type="Protests", places=["Lyman"])
    assert events_score.match([here, there], [there, here]) == [(0, 1), (1, 0)]
    assert events_score.match([here], [there, other]) == [(0, 1)]
    assert events_score.match([here], [event(event_type="Protests")]) == []
    assert events_score.match([event(), event()], [event()]) == [(0, 0)]


def test_fields_that_are_empty_on_both_sides_are_not_compared() -> None:
    wanted = event(quantity=12, unit="attacks", places=["Lyman"])
    seen = event(quantity=12, unit="clashes", places=["Lyman"])
    case = events_score.EventCase("en-1", "en", "2024-05-14", "", (wanted,))
    tally = events_score.score(case, [(seen, "why"), (event(event_type="Riots"), "why")])
    assert (tally.matched, tally.expected, tally.got) == (1, 1, 2)
    assert (tally.right["value"], tally.right["unit"], tally.right["quantity"]) == (1, 0, 0)
    assert tally.compared["claimant"] == tally.compared["qualifier"] == 0
    assert tally.right["exact"] == 0
    assert tally.figures()["true"] == 0.5
    assert any("expected attacks, got clashes" in line for line in tally.details)


def test_an_outcome_counts_where_the_case_tells_one() -> None:
    told, open_ = event(outcome="repelled", places=["Lyman"]), event(places=["Lyman"])
    del open_["outcome"]
    seen = event(outcome="ongoing", places=["Lyman"])
    for wanted, right in ((told, 0), (open_, 1)):
        case = events_score.EventCase("en-1", "en", "2024-05-14", "", (wanted,))
        assert events_score.score(case, [(seen, "")]).right["exact type"] == right


def test_rows_of_one_event_are_one_event() -> None:
    row = {"event_id": "a", "event_type": "Battles", "why": "", "status": "placed"}
    rows = [row | {"place_name": "Lyman"}, row | {"place_name": None, "status": "ambiguous"}]
    ((found, _),) = events_score.of_rows(rows)
    assert found["places"] == {("Lyman", "placed"), (None, "ambiguous")}


@pytest.fixture(scope="module")
def event_tallies(builtin: Gazetteer) -> Any:
    known = [case for case in EVENT_CASES if case.language in languages()]
    return events.tally(known, events.reader(builtin))


def test_no_figure_of_events_falls_behind_its_baseline(event_tallies: Any) -> None:
    """After a change that is worth it: python benchmarks/events.py --freeze."""
    kept = json.loads((BENCHMARKS / "baselines.json").read_text("utf-8"))["events, built-in"]
    found = events.figures(event_tallies)
    assert kept.keys() <= found.keys()
    fallen = {
        key: (round(found[key], 3), value)
        for key, value in kept.items()
        if value - found[key] > MAY_FALL
    }
    assert not fallen


def test_events_are_read_better_than_by_the_floor(event_tallies: Any) -> None:
    known = [case for case in EVENT_CASES if case.language in languages()]
    ours = events.together(event_tallies)
    floor = events.together(events.tally(known, events.floor_reader(EVENT_CASES, BUILTIN)))
    for name in ("exact", "found", "true", *events.LINES):
        assert ours.figures()[name] > floor.figures()[name]


# --- the text that speed is measured on ---


def test_the_text_for_speed_repeats_no_sentence_and_no_run_differs() -> None:
    text = texts.generate(CASES.articles, CASES.spellings, 100_000)
    sentences = Counter(texts.sentences_of(text.whole.replace("\n\n", " ")))
    assert [s for s, times in sentences.items() if times > 1 and len(s) > 20] == []
    assert 100_000 <= text.size < 110_000
    assert 5 < text.places_a_kilobyte < 30
    assert texts.generate(CASES.articles, CASES.spellings, 100_000) == text


def test_a_typo_is_one_slip_away() -> None:
    for wrong, right in texts.typos(["Kramatorsk", "Краматорськ"], 200):
        assert abs(len(wrong) - len(right)) <= 1
        assert wrong[0] == right[0]
        assert sum((Counter(wrong) - Counter(right)).values()) <= 1


# --- the page of many events ---


def test_invented_events_are_the_same_every_time() -> None:
    made = page_events.events(500)
    assert made.equals(page_events.events(500))
    assert not made.equals(page_events.events(500, seed=2))
    assert len(made) == 500
    assert set(made.text.str.len()) == {page_events.TEXT_LENGTH}
    assert made.t.is_monotonic_increasing
    assert made.lat.between(44, 53.5).all()
    assert made.lon.between(28, 41).all()
    assert set(made.type) == set(range(12))


def test_invented_events_become_an_events_table() -> None:
    frame = page_events.frame(page_events.events(500))
    assert set(frame.columns) <= set(schema.NAMES)
    assert frame.crs == schema.CRS
    assert schema.count_events(frame) == 500
    assert set(frame.event_type) == set(page_events.EVENT_TYPES)
    assert set(frame.confidence) == {0, 0.25, 0.5, 0.75, 1}
    assert (frame.event_date == frame.event_date.dt.normalize()).all()
    assert list(frame.geometry.x) == list(page_events.events(500).lon)


def test_a_ratio_is_taken_within_each_run_and_has_its_limit_beside_it() -> None:
    figures = {
        "reference": {"ready": [100, 200, 400], "slowed: ready": [100], "build": [1.0]},
        "ours": {"ready": [200, 300, 400], "slowed: ready": [250], "file": [10.0], "popup": [None]},
    }
    found = list(page_table.outcomes(figures, events=100_000, slowed=4))
    assert {one.name: (one.value, one.missed) for one in found} == {
        "file, ours": (10, False),
        "ready, ours / reference": (1.5, False),
        "slowed: ready, ours / reference": (2.5, True),
    }
    assert [one.missed for one in page_table.outcomes(figures, events=10_000, slowed=1)] == [
        False,
        False,
    ]
    assert [line.split()[-1] for line in page_table.ratios(found)] == ["10", "1.8", "missed"]
    table = list(page_table.table(figures))
    assert table[0].split() == ["reference", "ours"]
    assert ["ready", "ms", "200", "300"] in [line.split() for line in table]
    assert ["file", "MB", "-", "10.0"] in [line.split() for line in table]


def test_without_a_browser_pages_are_built_and_what_is_missing_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    built = map_page._page_build.Built(seconds=2.0, memory=100.0, size=3.0)
    monkeypatch.setattr(map_page._page_build, "build", lambda *_, **__: built)
    monkeypatch.setattr(map_page._page_build, "make_events", lambda *_, **__: None)
    monkeypatch.setattr(map_page, "_meter", lambda _: None)
    map_page.main(["--events", "200000", "--json"])
    printed = capsys.readouterr()
    assert "the reference page is left out" in printed.err
    assert "FastMarkerCluster is left out" in printed.err
    medians = json.loads(printed.out)["medians"]
    assert medians == {"ours": {"build": 2.0, "build memory": 100.0, "file": 3.0}}
    with pytest.raises(SystemExit):
        map_page.main(["--reference", str(tmp_path)])
    assert "lacks gen.py, limit.py, limit.js" in capsys.readouterr().err
