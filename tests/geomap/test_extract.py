"""Text to rows: places, claimants, dates and sides put together, with mentions given."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from geomap import read_events, schema
from geomap.cli import main
from geomap.errors import InputError
from geomap.reports.extract import extract, extract_events, extract_report
from geomap.reports.lexicon import languages
from geomap.reports.report import Report

Told = Callable[..., list[dict[str, Any]]]
Made = Callable[..., list[Any]]

QUOTED = (
    "“The enemy keeps attacking Terny, Yampolivka and Torske. Our troops managed to repel more "
    "than 25 attacks on Sunday. Torske is still at the centre of the fighting,” the General Staff "
    "of Ukraine wrote on Sunday evening."
)

ZELENSKYY = "Ukraine (Volodymyr Zelenskyy, President's Office)"
TAKEN, REGAINED = "Non-state actor overtakes territory", "Government regains territory"


class Scanner:
    """Stands in for a gazetteer: finds the mentions it is given."""

    def __init__(self, found: list[Any]) -> None:
        self.found = found
        self.asked: dict[str, Any] = {}

    def scan(self, text: str, **asked: Any) -> list[Any]:
        self.asked = asked
        return self.found


def only(found: list[dict[str, Any]], **wanted: Any) -> dict[str, Any]:
    fitting = [e for e in found if all(e.get(key) == value for key, value in wanted.items())]
    assert len(fitting) == 1, [(e["outcome"], e["quantity"], e["places"]) for e in found]
    return fitting[0]


def test_places_come_from_the_sentence_before_in_a_quotation(told: Told) -> None:
    found = told(QUOTED, ["Terny", "Yampolivka", "Torske"], language="en")
    repelled = only(found, outcome="repelled")
    assert repelled["places"] == ["Terny", "Yampolivka", "Torske"]
    assert (repelled["quantity"], repelled["quantity_qualifier"]) == (25, "more than")
    assert (repelled["event_date"], repelled["date_precision"]) == ("2023-04-30", 1)
    assert repelled["claimant"] == "Ukraine (General Staff)"
    assert (repelled["actor"], repelled["target"]) == ("Ukraine", "Russia")
    assert "from the sentence before" in repelled["why"]
    ongoing = only(found, outcome="ongoing")
    assert ongoing["places"] == ["Torske"]
    assert ongoing["confidence"] > repelled["confidence"]


def test_places_do_not_cross_into_another_paragraph(told: Told) -> None:
    text = "Shelling hit Nikopol.\n\nUkraine repelled five attacks."
    found = told(text, ["Nikopol"], language="en")
    assert only(found, outcome="repelled")["status"] == "no place"


def test_a_quote_is_the_span_of_its_sentence(mentions: Made) -> None:
    report = Report(QUOTED, "sample", "2023-05-02", "en")
    for row in extract_events(report, mentions(QUOTED, ["Torske"])):
        assert QUOTED[row["quote_start"] : row["quote_end"]] == row["quote"]


def test_offsets_count_code_points(told: Told) -> None:
    text = "🙂 Так. 🙂 Ворог обстріляв Нікополь."
    (event,) = told(text, ["Нікополь"], language="uk")
    assert text[event["quote_start"] : event["quote_end"]] == event["quote"]
    assert event["quote"].endswith("обстріляв Нікополь.")


def test_the_same_input_gives_the_same_rows(told: Told) -> None:
    assert told(QUOTED, ["Torske"], language="en") == told(QUOTED, ["Torske"], language="en")


def test_ids_differ_between_sources(events: Made) -> None:
    ids = {
        row["event_id"]
        for source in ("one", "two")
        for row in extract_events(Report(QUOTED, source, None, "en"), [])
    }
    assert len(ids) == 2 * len(events(extract_events(Report(QUOTED, "one", None, "en"), [])))


@pytest.mark.parametrize(
    ("text", "event_date", "precision", "claim_date"),
    [
        ("The army said on Friday that Lyman had been shelled.", "2023-04-28", 2, "2023-04-28"),
        ("The army said that Lyman had been shelled on Friday.", "2023-04-28", 1, "2023-05-02"),
        ("Lyman was shelled, the army said on Friday.", "2023-04-28", 2, "2023-04-28"),
        (
            "On Friday the army said that Lyman was shelled on Thursday.",
            "2023-04-27",
            1,
            "2023-04-28",
        ),
        ("Lyman was shelled.", "2023-05-02", 2, "2023-05-02"),
    ],
)
def test_the_day_of_the_claim_is_not_the_day_of_the_event(
    told: Told, text: str, event_date: str, precision: int, claim_date: str
) -> None:
    (event,) = told(text, ["Lyman"], language="en")
    assert event["event_date"] == event["end_date"] == event_date
    assert (event["date_precision"], event["claim_date"]) == (precision, claim_date)
    assert ("stands in" in event["why"]) == (precision == 2)


def test_no_day_is_invented_without_a_date_of_publication(told: Told) -> None:
    (event,) = told("Lyman was shelled on Friday.", ["Lyman"], date=None, language="en")
    assert (event["event_date"], event["date_precision"], event["claim_date"]) == (None,) * 3
    assert "no date" in event["why"]


def test_a_month_of_publication_gives_no_day(told: Told) -> None:
    (event,) = told("Lyman was shelled on Friday.", ["Lyman"], date="2023-05", language="en")
    assert (event["event_date"], event["end_date"]) == ("2023-05-01", "2023-05-31")
    assert event["date_precision"] == 4


def test_losses_get_the_place_that_a_later_sentence_tells(told: Told) -> None:
    text = (
        "Russia has lost at least 40,000 soldiers in the past three months, said a Pentagon "
        "spokesman Mark Brown on Monday.\n\nAccording to Brown, the losses concern only the area "
        "around Vuhledar. Brown said, according to Reuters, that there were more than 9,000 dead."
    )
    found = told(text, ["Vuhledar"], language="en")
    losses = only(found, quantity=40000)
    assert losses["places"] == ["Vuhledar"]
    assert losses["claimant"] == "United States (Mark Brown, Pentagon), via Reuters"
    assert (losses["event_date"], losses["end_date"]) == ("2023-02-02", "2023-05-02")
    dead = only(found, quantity=9000, unit="dead")
    assert dead["places"] == ["Vuhledar"]
    assert dead["confidence"] < losses["confidence"] < 1


def test_two_sides_losses_are_two_events(told: Told) -> None:
    text = (
        "A leaked document claimed that 4,000 Russian soldiers died during the year, and 1,500 "
        "Ukrainian soldiers."
    )
    found = told(text, language="en")
    assert [(e["quantity"], e["unit"], e["target"]) for e in found] == [
        (4000, "dead", "Russia"),
        (1500, "dead", "Ukraine"),
    ]
    assert {e["claimant"] for e in found} == {"leaked document"}
    assert {e["status"] for e in found} == {"no place"}


def test_what_nobody_said_is_no_event(told: Told) -> None:
    assert told("Brown did not say how the losses were counted.", language="en") == []


@pytest.mark.parametrize(
    ("language", "text", "place"),
    [
        ("en", "The town of Lyman is located in the east.", "Lyman"),
        ("en", "Lyman is called a fortress because the battle for it was long.", "Lyman"),
        ("en", "The army did not capture Lyman.", "Lyman"),
        ("en", "Russia plans to attack Lyman.", "Lyman"),
        ("en", "They fear that Lyman could be captured.", "Lyman"),
        ("uk", "Лиман розташований на сході.", "Лиман"),
        ("uk", "Ворог не захопив Лиман.", "Лиман"),
        ("ru", "Лиман находится на востоке.", "Лиман"),
        ("ru", "Враг планирует атаковать Лиман.", "Лиман"),
        ("fi", "Lyman sijaitsee idässä.", "Lyman"),
        ("fi", "Venäjä ei ole vallannut Lymania.", "Lymania"),
    ],
)
def test_background_negation_and_plans_make_no_event(
    told: Told, language: str, text: str, place: str
) -> None:
    assert told(text, [place], language=language) == []


def test_a_relative_clause_that_describes_does_not_hide_the_event(told: Told) -> None:
    text = "Russian troops captured Lyman, which is located in Donetsk region."
    (event,) = told(text, ["Lyman", "Donetsk region|region"], language="en")
    assert (event["outcome"], event["places"]) == ("captured", ["Lyman"])


def test_a_disputed_claim_is_less_sure(told: Told) -> None:
    sure, disputed = (
        told(text, ["Lyman"], language="en")[0]["confidence"]
        for text in (
            "Russia captured Lyman.",
            "Russia allegedly captured Lyman, Ukraine denies it.",
        )
    )
    assert disputed < sure


def test_one_event_of_three_places_has_three_rows(mentions: Made) -> None:
    text = "Наші воїни відбили 8 атак ворога біля Терен, Ямполівки та Торського Донецької області."
    names = ["Терен", "Ямполівки", "Торського", "Донецької області|region"]
    rows = extract_events(Report(text, "s", "2023-05-02", "uk"), mentions(text, names))
    assert [row["place_text"] for row in rows] == ["Терен", "Ямполівки", "Торського"]
    assert len({row["event_id"] for row in rows}) == 1
    assert {(row["geo_precision"], row["radius_km"]) for row in rows} == {(2, 5.0)}


@pytest.mark.parametrize(
    ("names", "kept", "precision"),
    [
        (["Lyman||Donetsk Oblast", "Donetsk region|region|Donetsk Oblast"], ["Lyman"], 1),
        (["Donetsk region|region|Donetsk Oblast"], ["Donetsk region"], 4),
        (["Lyman|sector", "Donetsk region|region|Donetsk Oblast"], ["Lyman"], 3),
    ],
)
def test_the_finest_place_wins(
    told: Told, names: list[str], kept: list[str], precision: int
) -> None:
    (event,) = told("Shelling hit Lyman in Donetsk region.", names, language="en")
    assert (event["places"], event["geo_precision"]) == (kept, precision)


def test_a_region_that_does_not_hold_the_settlement_is_a_place_of_its_own(told: Told) -> None:
    names = ["Lyman||Donetsk Oblast", "Sumy region|region|Sumy Oblast"]
    (event,) = told("Shelling hit Lyman and Sumy region.", names, language="en")
    assert event["places"] == ["Lyman", "Sumy region"]


@pytest.mark.parametrize(
    ("text", "precision", "radius"),
    [
        ("Shelling hit Lyman.", 1, 0),
        ("Shelling continued near the town of Lyman.", 2, 5),
        ("Shelling continued in the Lyman area.", 2, 5),
        ("Shelling continued north-west of Lyman.", 2, 10),
    ],
)
def test_nearness_is_told(told: Told, text: str, precision: int, radius: float) -> None:
    (event,) = told(text, ["Lyman"], language="en")
    assert (event["geo_precision"], event["radius_km"]) == (precision, radius)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kyiv said that Lyman was shelled.", ["Lyman"]),
        ("Ukraine shelled Lyman.", ["Lyman"]),
        ("A drone strike hit Kyiv.", ["Kyiv"]),
        ("Drones struck a depot in Kyiv.", ["Kyiv"]),
        ("Russia launched 40 drones at Ukraine.", ["Ukraine"]),
    ],
)
def test_capitals_and_countries_are_places_only_where_something_happens(
    told: Told, text: str, expected: list[str]
) -> None:
    names = [n for n in ("Kyiv", "Ukraine|country", "Lyman") if n.split("|")[0] in text]
    (event,) = told(text, names, language="en")
    assert event["places"] == expected


@pytest.mark.parametrize("status", ["ambiguous", "not found"])
def test_what_could_not_be_placed_stays_with_its_reason(told: Told, status: str) -> None:
    (event,) = told("Shelling hit Andriivka.", [f"Andriivka|{status}"], language="en")
    assert (event["status"], event.get("geometry")) == (status, None)
    assert len(event["alternatives"]) == (2 if status == "ambiguous" else 0)
    assert event["confidence"] < 0.5


def test_each_number_keeps_its_place(told: Told) -> None:
    text = "Our troops repelled 12 attacks near Lyman, 3 attacks near Torske."
    found = told(text, ["Lyman", "Torske"], language="en")
    assert [(e["quantity"], e["places"]) for e in found] == [(12, ["Lyman"]), (3, ["Torske"])]


def test_two_clauses_with_own_places_are_two_events(told: Told) -> None:
    text = "Ukrainian forces repelled attacks near Lyman, while Russian troops shelled Torske."
    found = told(text, ["Lyman", "Torske"], language="en")
    assert [(e["outcome"], e["actor"], e["places"]) for e in found] == [
        ("repelled", "Ukraine", ["Lyman"]),
        ("shelled", "Russia", ["Torske"]),
    ]


@pytest.mark.parametrize(
    ("language", "text", "claimant"),
    [
        ("en", "According to the governor, Lyman was shelled.", "regional administration"),
        ("en", "Lyman was shelled, Ukraine's Air Force reported.", "Ukraine (Air Force)"),
        ("en", "Lyman was shelled, according to the Reuters news agency.", "Reuters"),
        ("en", "Lyman was shelled.", None),
        ("uk", "За даними Генштабу, ворог обстріляв Lyman.", "Ukraine (General Staff)"),
        ("uk", "Ворог обстріляв Lyman, повідомила поліція.", "police"),
        ("ru", "По данным Генштаба Украины, обстрелян Lyman.", "Ukraine (General Staff)"),
        ("ru", "Минобороны России сообщило, что Lyman обстрелян.", "Russia (Ministry of Defence)"),
        ("fi", "Ukrainan yleisesikunnan mukaan Lyman tulitettiin.", "Ukraine (General Staff)"),
        ("fi", "Lyman tulitettiin, kertoo uutistoimisto Reuters.", "Reuters"),
    ],
)
def test_claimants(told: Told, language: str, text: str, claimant: str | None) -> None:
    (event,) = told(text, ["Lyman"], language=language)
    assert event["claimant"] == claimant


def test_he_it_and_a_surname_mean_the_one_met_before(told: Told) -> None:
    text = (
        "Lyman was shelled on Sunday, said Ukraine's army spokesman Petro Ivanenko.\n\n"
        "According to him, Torske was bombed. Ivanenko said that Yampil was attacked.\n\n"
        "The Russian Defence Ministry said that Terny was captured.\n\n"
        "According to it, Zarichne was shelled."
    )
    names = ["Lyman", "Torske", "Yampil", "Terny", "Zarichne"]
    found = told(text, names, language="en")
    said = {place: e["claimant"] for e in found for place in e["places"]}
    ivanenko = "Ukraine (Petro Ivanenko, armed forces)"
    ministry = "Russia (Ministry of Defence)"
    assert said == dict(zip(names, [ivanenko] * 3 + [ministry] * 2, strict=True))


def test_the_headquarters_are_those_met_before(told: Told) -> None:
    text = (
        "The General Staff of Ukraine said that Lyman was shelled.\n\n"
        "The headquarters claimed on Saturday that soldiers refused to fight near Torske."
    )
    refusal = only(told(text, ["Lyman", "Torske"], language="en"), outcome="refused")
    assert refusal["claimant"] == "Ukraine (General Staff)"
    assert (refusal["claim_date"], refusal["sub_event_type"]) == ("2023-04-29", "Refusal to fight")


def test_a_lone_claimant_speaks_for_a_whole_report(told: Told) -> None:
    text = "Минобороны России сообщило об отражении атак.\n\nДве атаки противника отбиты у Lyman."
    event = only(told(text, ["Lyman"], language="ru"), quantity=2)
    assert event["claimant"] == "Russia (Ministry of Defence)"
    assert (event["actor"], event["target"]) == ("Russia", "Ukraine")


def test_places_named_in_the_next_sentence(told: Told) -> None:
    text = (
        "Еще две атаки были отражены на Лиманском направлении. Они были предприняты в районах "
        "населенных пунктов Терны и Торское."
    )
    names = ["Лиманском направлении|sector", "Терны", "Торское"]
    (event,) = told(text, names, language="ru")
    assert (event["quantity"], event["places"]) == (2, ["Терны", "Торское"])


def test_a_briefing_names_its_period_once(told: Told) -> None:
    text = (
        "Упродовж минулої доби відбулося 50 бойових зіткнень.\n\n"
        "• Наші воїни відбили 4 атаки ворога біля Торського."
    )
    event = only(told(text, ["Торського"], language="uk"), outcome="repelled")
    assert (event["event_date"], event["date_precision"]) == ("2023-05-01", 1)


def test_a_headline_and_its_story_are_one_event(told: Told) -> None:
    text = (
        "Lyman shelled, three killed\n\n"
        "Russian forces shelled Lyman on Monday, killing three people."
    )
    (event,) = told(text, ["Lyman"], language="en")
    assert (event["quantity"], event["unit"], event["event_date"]) == (3, "dead", "2023-05-01")
    assert "told twice" in event["why"]


def test_a_direction_and_its_villages_are_one_event(told: Told) -> None:
    text = (
        "На Лиманському напрямку відбито 9 атак.\n\n"
        "• На Лиманському напрямку наші воїни відбили 9 атак ворога біля Терен та Торського."
    )
    names = ["Лиманському напрямку|sector", "Терен", "Торського"]
    (event,) = told(text, names, language="uk")
    assert event["places"] == ["Терен", "Торського"]


def test_a_change_of_hands_is_told_by_whose_land_it_is(told: Told) -> None:
    for actor, outcome in (("Russian", "captured"), ("Ukrainian", "liberated")):
        (event,) = told(f"{actor} troops liberated Lyman.", ["Lyman"], language="en")
        assert event["outcome"] == outcome


def test_dead_and_wounded_are_both_kept(told: Told) -> None:
    text = "Shelling of Lyman killed 5 people and wounded 12."
    (event,) = told(text, ["Lyman"], language="en")
    assert [(q["quantity"], q["unit"]) for q in event["quantities"]] == [
        (5, "dead"),
        (12, "wounded"),
    ]


def test_mixed_languages_are_read_each_with_its_own_words(mentions: Made, events: Made) -> None:
    text = (
        "Russian troops shelled the town of Lyman on Monday, the regional governor said.\n\n"
        "Ворог намагався наступати поблизу населеного пункту Торське, але успіху не мав."
    )
    report = Report(text, "s", "2023-05-02")
    found = events(extract_events(report, mentions(text, ["Lyman", "Торське"])))
    assert [(e["language"], e["outcome"]) for e in found] == [
        ("en", "shelled"),
        ("uk", "no success"),
    ]


def test_extract_makes_an_events_table(mentions: Made) -> None:
    scanner = Scanner(mentions("Lyman was shelled on Monday.", ["Lyman"]))
    report = Report("Lyman was shelled on Monday.", "wire", "2023-05-02", url="https://example.org")
    table = extract(report, language="en", gazetteer=scanner)  # type: ignore[arg-type]
    assert list(table.columns) == list(schema.NAMES)
    assert table.crs == schema.CRS
    row = table.iloc[0]
    assert (row["source"], row["url"], row["sources"]) == ("wire", "https://example.org", ["wire"])
    assert row["geometry"].x == 37.0
    assert scanner.asked == {"language": "en", "date": "2023-05-02", "likely": None}


def test_extract_reads_files(mentions: Made, tmp_path: Any) -> None:
    path = tmp_path / "report.txt"
    path.write_text("Lyman was shelled on Monday.", encoding="utf-8")
    scanner = Scanner(mentions("Lyman was shelled on Monday.", ["Lyman"]))
    table = extract(path, date="2023-05-02", language="en", gazetteer=scanner)  # type: ignore[arg-type]
    assert list(table["source"]) == ["report.txt"]
    assert list(table["event_date"]) == ["2023-05-01"]


def test_a_language_without_a_lexicon_is_said_aloud() -> None:
    report = Report("Lorem ipsum.", "s", language="xx")
    with pytest.warns(UserWarning, match="no lexicon for language 'xx'"):
        assert extract_report(report, Scanner([])) == []  # type: ignore[arg-type]


@pytest.mark.parametrize("suffix", [".csv", ".geojson", ".jsonl", ".gpkg"])
def test_a_report_without_lexicon_gives_a_valid_table_and_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], suffix: str
) -> None:
    report, table = tmp_path / "r.txt", tmp_path / f"r{suffix}"
    report.write_text("De ryska trupperna anföll staden Bachmut på måndagen.", "utf-8")
    assert main(["extract", str(report), "-o", str(table)]) == 0
    there = ", ".join(languages())
    warning = f"r.txt: no lexicon for language 'sv', so no events are read; there are {there}"
    assert capsys.readouterr() == (
        f"{table}: 0 events at 0 places\n",
        f"geomap: warning: {warning}\n",
    )
    assert len(read_events(table)) == 0


def test_a_text_in_no_language_is_said_to_be_so() -> None:
    with pytest.warns(UserWarning, match="s: its language is not known, so no events are read"):
        extract_report(Report("1234 ...", "s"), Scanner([]))  # type: ignore[arg-type]


def test_many_events_without_a_place_are_told_apart(told: Told) -> None:
    text = "\n\n".join(f"Russia lost {n} soldiers." for n in (1000, 1001, 1000, 1002))
    events = told(text, language="en")
    assert [event["quantity"] for event in events] == [1000, 1001, 1002]


@pytest.mark.parametrize("date", ["yesterday", "2023-13", "2023-02-30", "02.05.2023", "20230502"])
def test_a_date_has_to_be_one(date: str) -> None:
    with pytest.raises(InputError, match="YYYY-MM-DD"):
        Report("text", "s", date)


def test_an_empty_report_has_no_events() -> None:
    assert extract_events(Report("", "s", "2023-05-02", "en"), []) == []


def test_ids_are_plain_and_stable(told: Told) -> None:
    (event,) = told("Lyman was shelled.", ["Lyman"], language="en")
    key = "sample|0|18|shelled|10|0"
    assert event["event_id"] == hashlib.blake2b(key.encode(), digest_size=8).hexdigest()


def test_the_body_in_a_report_s_title_tells_it() -> None:
    text = (
        "Зведення Генерального штабу ЗСУ станом на 18:00 3 травня 2023 року\n\n"
        "Наші воїни відбили 5 атак.\n\nЗа словами губернатора, поранено двох людей."
    )
    rows = extract_events(Report(text, "x", "2023-05-03"), [])
    assert rows[0]["claimant"] == "Ukraine (General Staff)"
    assert "title" in rows[0]["why"]
    assert rows[-1]["claimant"] == "regional administration"


@pytest.mark.parametrize(
    ("text", "claimant"),
    [
        ("Ann Lee, mayor of Torske, said Russia shelled Lyman.", "Ann Lee, mayor"),
        ("The mayor of Torske, Ann Lee, said Russia shelled Lyman.", "Ann Lee, mayor"),
        ("Ann L., mayor of Torske, said that Russia shelled Lyman.", "Ann L., mayor"),
        ("Russia shelled Lyman, said Ann Lee, mayor of Torske.", "Ann Lee, mayor"),
        ("Zelensky, on a visit to Torske, said Russia shelled Lyman.", ZELENSKYY),
        ("Russia shelled Lyman, Selenskyi said.", ZELENSKYY),
        ("Volodymyr Zelensky said Russia shelled Lyman.", ZELENSKYY),
        ("Russia shelled Lyman, said Boris Medvedev.", "Boris Medvedev"),
        ("According to Ann L., mayor of Torske, Russia shelled Lyman.", "Ann L., mayor"),
    ],
)
def test_a_title_s_place_and_the_one_who_acted_are_not_those_of_the_claim(
    told: Told, text: str, claimant: str
) -> None:
    names = [n for n in ("Torske", "Lyman") if n in text]
    (event,) = told(text, names, language="en")
    assert (event["claimant"], event["places"]) == (claimant, ["Lyman"])
    assert event["actor"] == "Russia"


def test_a_speaker_s_own_region_is_a_less_sure_place(told: Told) -> None:
    sure, passing = (
        told(text, ["Lyman"], language="en")[0]
        for text in ("Shelling hit Lyman.", "Ann Lee, mayor of Lyman, said shelling went on.")
    )
    assert passing["places"] == ["Lyman"]
    assert passing["confidence"] < sure["confidence"]
    assert "the one who speaks" in passing["why"]


def test_an_official_s_name_in_a_claim_is_no_place(told: Told) -> None:
    (event,) = told("Песков заявил, что обстрелян Лиман.", ["Песков", "Лиман"], language="ru")
    assert (event["claimant"], event["places"]) == ("Russia (Dmitry Peskov, Kremlin)", ["Лиман"])


@pytest.mark.parametrize(
    ("text", "outcome", "sub_event_type", "actor"),
    [
        ("Lyman was liberated.", "captured", "Armed clash", None),
        ("Lyman was captured.", "captured", "Armed clash", None),
        ("Lyman was liberated, the Russian army said.", "captured", TAKEN, "Russia"),
        ("Lyman was liberated, the Ukrainian army said.", "liberated", REGAINED, "Ukraine"),
        ("Russia lost control of Lyman.", "liberated", REGAINED, "Ukraine"),
        ("Ukraine lost control of Lyman.", "captured", TAKEN, "Russia"),
    ],
)
def test_who_took_a_place_decides_on_the_word(
    told: Told, text: str, outcome: str, sub_event_type: str, actor: str | None
) -> None:
    (event,) = told(text, ["Lyman"], language="en")
    assert (event["outcome"], event["sub_event_type"]) == (outcome, sub_event_type)
    assert event["actor"] == actor


def test_a_place_that_may_lie_abroad_is_captured(told: Told) -> None:
    (event,) = told("Russia liberated Andriivka.", ["Andriivka|ambiguous"], language="en")
    assert event["outcome"] == "captured"


def test_the_name_of_a_grouping_is_no_place(told: Told) -> None:
    text = "Группировкой войск «Днепр» освобождено Lyman."
    (event,) = told(text, ["Днепр", "Lyman"], language="ru")
    assert (event["places"], event["actor"], event["outcome"]) == (["Lyman"], "Russia", "captured")


def test_a_total_takes_the_sector_of_its_paragraph_and_no_village(told: Told) -> None:
    village = "Отражена атака у Терен."
    total = "Потери противника за сутки составили 40 человек."
    names = ["Терен", "Лиманском направлении|sector"]
    first = told(f"{village} {total}", names[:1], language="ru")
    assert only(first, quantity=40)["status"] == "no place"
    text = f"На Лиманском направлении противник атаковал. {village} {total}"
    assert only(told(text, names, language="ru"), quantity=40)["places"] == [names[1][:-7]]


def test_the_one_who_suffers_does_not_act(told: Told) -> None:
    text = "Наші воїни відбили атаку біля Терен. Обстрілу зазнало Торське."
    shelled = only(told(text, ["Терен", "Торське"], language="uk"), outcome="shelled")
    assert (shelled["actor"], shelled["places"]) == ("Russia", ["Торське"])
    (event,) = told("Ukrainian positions in Lyman came under fire.", ["Lyman"], language="en")
    assert (event["actor"], event["target"]) == ("Russia", "Ukraine")


def test_a_day_holds_for_the_sentences_that_follow_in_a_paragraph(told: Told) -> None:
    text = "Missiles hit Lyman on 21 April. Rescuers came. Two civilians died."
    dead = only(told(text, ["Lyman"], language="en"), unit="dead")
    assert (dead["event_date"], dead["date_precision"]) == ("2023-04-21", 1)
    assert "sentence before" in dead["why"]
    apart = only(told(text.replace(". ", ".\n\n"), ["Lyman"], language="en"), unit="dead")
    assert apart["event_date"] == "2023-05-02"


def test_what_is_denied_keeps_its_place_to_itself(told: Told) -> None:
    text = "Russia bombed Lyman, and Ukraine denied the capture of Torske."
    (event,) = told(text, ["Lyman", "Torske"], language="en")
    assert (event["outcome"], event["places"]) == ("air strike", ["Lyman"])


def test_those_hurt_belong_to_the_strike_before_them(told: Told) -> None:
    text = "A strike on Lyman killed two and wounded seven."
    (event,) = told(text, ["Lyman"], language="en")
    assert event["event_type"] == "Explosions/Remote violence"
    counted = [(q["quantity"], q["unit"]) for q in event["quantities"]]
    assert counted == [(2, "dead"), (7, "wounded")]


def test_a_list_joined_by_and_stays_one_list(told: Told) -> None:
    (event,) = told("Strikes on Lyman and Torske injured 12.", ["Lyman", "Torske"], language="en")
    assert (event["places"], event["quantity"]) == (["Lyman", "Torske"], 12)


def test_the_side_whose_attack_it_was_is_not_the_one_that_lost_people(told: Told) -> None:
    (event,) = told("Two died after a Russian assault near Lyman.", ["Lyman"], language="en")
    assert event["target"] is None
