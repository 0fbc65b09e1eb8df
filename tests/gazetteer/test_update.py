"""What an update makes of dumps: whose names win, what is joined, and what stays."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from dumps import dump, name, pack, place

from gazetteer import DatabaseMissing, DatabaseUnreadable, Gazetteer, distance_km
from gazetteer.cli import main
from gazetteer.records import Name
from gazetteer.update import Progress, update

ROOT = Path(__file__).parents[2]
DATA = ROOT / "gazetteer" / "data"
BAKHMUT = 713174

PLACES = [
    place(BAKHMUT, "Artemivs'k", 48.59441, 37.99951, code="PPLA2", population=77620),
    place(1, "Vyhadane", 48.70, 37.90, population=120),
    place(2, "Starodavnie", 48.71, 37.70, code="PPLH"),
    place(3, "Zahyblyi Khutir", 48.72, 37.60, code="PPLQ"),
    place(4, "Slobidskyi Kvartal", 48.60, 38.02, code="PPLX", population=900),
    place(5, "Richka Vyhadana", 48.60, 38.05, code="STM"),
    place(6, "Vyhadane", 49.90, 36.30, admin1="07", admin2=""),
    place(7, "Lyshnie", 48.9, 37.2, population=50),
    place(8, "Lishnee", 48.903, 37.203),
    place(11, "Susidne", 48.905, 37.2),
    place(20, "Donetska Oblast", 48.0, 37.5, code="ADM1", admin2=""),
    place(21, "Bakhmutskyi Raion", 48.6, 38.0, code="ADM2"),
]
NAMES = [
    name(BAKHMUT, "en", "Bakhmut", flags="p"),
    name(BAKHMUT, "uk", "Бахмут", flags="p", since="2016"),
    name(BAKHMUT, "uk", "Артемівськ", flags="h", since="1924", until="2016"),
    name(BAKHMUT, "de", "Artemsburg", until="19181231"),
    name(BAKHMUT, "link", "https://en.wikipedia.org/wiki/Bakhmut"),
    name(BAKHMUT, "wkdt", "Q178006"),
    name(BAKHMUT, "post", "84500"),
    name(BAKHMUT, "unlc", "UAXXX"),
    name(BAKHMUT, "", "ba he mu te"),
    name(BAKHMUT, "", "บัคมุต"),
    name(BAKHMUT, "ka", "ბახმუტი"),
    name(1, "en", "Vyhadanye", flags="p"),
    name(1, "en", "Vyhadane", flags="p"),
    name(1, "uk", "Вигадане", flags="p"),
    name(1, "ru", "Выгаданное / Придуманное"),
    name(1, "uk", "Вигадка", flags="c"),
    name(1, "en", "\u202eVy\u0007hadka\u200b  Mala"),
    name(1, "", "x" * 500),
    name(3, "uk", "Загиблий Хутір"),
    name(7, "uk", "Лишнє", flags="p"),
    name(7, "ru", "Лишнее"),
    name(8, "ru", "Лишнее"),
    name(8, "", "Лишнє"),
    name(11, "uk", "Сусіднє", flags="p"),
    name(11, "", "Лишнє"),
    name(999, "en", "Nobody"),
]


@pytest.fixture(scope="module")
def updated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file updated from the rows above and from a village of our front-line table."""
    folder = tmp_path_factory.mktemp("update")
    row = overlay_row()
    lat, lon = float(row["latitude"]), float(row["longitude"])
    village = [place(9, row["name"], lat + 0.02, lon), place(10, row["name"], lat + 0.2, lon)]
    names = [name(9, "uk", row["name_uk"], flags="p"), name(10, "uk", row["name_uk"], flags="p")]
    target = folder / "gazetteer.db"
    update(["ua"], target, source=str(dump(folder / "src", PLACES + village, NAMES + names)))
    return target


def overlay_row() -> dict[str, str]:
    with (DATA / "overlay.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["id"].startswith("overlay:UA-14")]
    return rows[0]


@pytest.fixture
def full(updated: Path) -> Gazetteer:
    return Gazetteer.open(updated)


def names_of(gaz: Gazetteer, place_id: str) -> dict[str, Name]:
    stored = gaz.store.place_by_id(place_id)
    assert stored is not None
    return {name.text: name for name in gaz.store.names_of(stored.n)}


def test_names_keep_language_status_and_dates(full: Gazetteer) -> None:
    held = names_of(full, f"geonames:{BAKHMUT}")
    assert (held["Бахмут"].language, held["Бахмут"].status) == ("uk", "official")
    assert held["Бахмут"].since == "2016"
    assert held["Artemsburg"].status == "historical"
    assert held["Artemsburg"].until == "1918-12-31"
    assert held["Артемівськ"].status == "historical"
    assert "2016-02-04" in held["Артемівськ"].until, "our table knows the day"
    assert names_of(full, "geonames:1")["Вигадка"].status == "colloquial"


def test_codes_links_and_machine_transliterations_are_no_names(full: Gazetteer) -> None:
    held = names_of(full, f"geonames:{BAKHMUT}")
    assert not {"Q178006", "84500", "UAXXX", "ba he mu te", "บัคมุต"} & set(held)
    assert not [text for text in held if "http" in text]
    assert "ბახმუტი" in held, "a name in a language that has another script"


def test_names_are_cleaned(full: Gazetteer) -> None:
    held = names_of(full, "geonames:1")
    assert "Vyhadka Mala" in held
    assert {"Выгаданное", "Придуманное"} <= set(held), "two names in one cell"
    assert all(text.isprintable() and len(text) <= 120 for text in held)


def test_the_common_english_form_is_shown(full: Gazetteer) -> None:
    shown = {gid: full.place(f"geonames:{gid}") for gid in (BAKHMUT, 1, 3)}
    assert [place.name for place in shown.values() if place] == [
        "Bakhmut",  # the preferred name, not GeoNames' own old one
        "Vyhadane",  # of two preferred ones that of the national romanisation
        "Zahyblyi Khutir",
    ]


def test_places_lie_in_regions_and_districts_as_we_call_them(full: Gazetteer) -> None:
    bakhmut = full.place(f"geonames:{BAKHMUT}")
    assert bakhmut is not None
    assert (bakhmut.admin1, bakhmut.country) == ("Donetsk Oblast", "UA")
    assert bakhmut.admin2.endswith(" raion")
    assert bakhmut.population == 77620
    far = full.place("geonames:6")
    assert far is not None
    assert (far.admin1, far.admin2) == ("Kharkiv Oblast", "")


def test_only_kinds_that_reports_name_are_taken(full: Gazetteer) -> None:
    assert full.place("geonames:2") is None, "a place of past times"
    assert full.place("geonames:5") is None, "a river"
    assert full.place("geonames:3") is not None, "abandoned, and still named"
    quarter = names_of(full, "geonames:4")
    assert {each.status for each in quarter.values()} <= {"alternative", "generated"}


def test_regions_are_joined_to_ours(full: Gazetteer, updated: Path) -> None:
    region = full.place("geonames:20")
    assert region is not None
    assert (region.id, region.name) == ("iso:UA-14", "Donetsk Oblast")
    district = full.place("geonames:21")
    assert district is not None
    assert district.kind == "district"
    bakhmut = full.place(f"geonames:{BAKHMUT}")
    assert bakhmut is not None
    assert district.name == bakhmut.admin2


def test_a_village_of_our_table_is_found_in_the_dump(full: Gazetteer) -> None:
    row = overlay_row()
    joined = full.place(row["id"])
    assert joined is not None
    assert joined.id == "geonames:9"
    assert joined.latitude == pytest.approx(float(row["latitude"]) + 0.02)
    assert joined.name == row["name"]
    assert row["name_ru"] in joined.names
    stored = full.store.place_by_id("geonames:9")
    assert stored is not None
    assert stored.reported == 2
    assert full.place("geonames:10") is not None, "a namesake 20 km away is another village"


def test_no_settlement_is_held_twice(updated: Path) -> None:
    with sqlite3.connect(updated) as db:
        rows = db.execute(
            "SELECT DISTINCT n.fold, p.id, p.latitude, p.longitude FROM name AS n"
            " JOIN place AS p ON p.n = n.place WHERE p.country = 'UA'"
            " AND p.kind = 'settlement' AND n.status = 'official' ORDER BY n.fold"
        ).fetchall()
    doubles = [
        (a, b)
        for i, a in enumerate(rows)
        for b in rows[i + 1 : i + 40]
        if a[0] == b[0] and distance_km(*a[2:], *b[2:]) <= 1
    ]
    assert doubles == []


def test_entries_of_one_village_under_two_names_become_one(full: Gazetteer) -> None:
    kept = full.place("geonames:8")
    assert kept is not None
    assert kept.id == "geonames:7", "the one with more people"
    assert {"Lyshnie", "Lishnee"} <= set(kept.names)
    other = full.place("geonames:11")
    assert other is not None
    assert other.id == "geonames:11", "another village, though it has the first one's name too"


def test_what_the_dump_has_not_stays_or_goes(full: Gazetteer, gaz: Gazetteer) -> None:
    kyiv = "geonames:703448"
    assert gaz.place(kyiv) is not None
    assert full.place(kyiv) is None, "the dump replaces the settlements of its country"
    counts = Counter((row["country"], row["kind"]) for row in full.info()["places"])
    assert counts["MD", "settlement"] == 1
    held = {(r["country"], r["kind"]): r["places"] for r in full.info()["places"]}
    before = {(r["country"], r["kind"]): r["places"] for r in gaz.info()["places"]}
    for what in (("PL", "settlement"), ("RU", "settlement"), ("UA", "sector"), ("UA", "region")):
        assert held.get(what) == before.get(what)


def test_every_place_of_our_front_line_table_resolves(full: Gazetteer) -> None:
    with (DATA / "overlay.csv").open(encoding="utf-8", newline="") as file:
        ids = [row["id"] for row in csv.DictReader(file)]
    assert ids
    assert [place_id for place_id in ids if full.place(place_id) is None] == []


def test_an_update_keeps_the_countries_of_earlier_ones(updated: Path, tmp_path: Path) -> None:
    target = tmp_path / "gazetteer.db"
    target.write_bytes(updated.read_bytes())
    other = [place(50, "Vydumanka", 53.1, 29.2, country="BY", admin1="04", admin2="")]
    source = dump(tmp_path / "by", other, [name(50, "be", "Выдуманка")], country="BY")
    done = update(["BY"], target, source=str(source))
    assert done.countries == [("BY", 1, 1)]
    with Gazetteer.open(updated) as old, Gazetteer.open(target) as new:
        assert new.resolve("Выдуманка").id == "geonames:50"
        for gid in (BAKHMUT, 1, 3, 4, 6, 7, 9):
            before, after = old.place(f"geonames:{gid}"), new.place(f"geonames:{gid}")
            assert before is not None
            assert after is not None
            assert (before.name, before.admin1, before.admin2) == (
                after.name, after.admin1, after.admin2,
            )  # fmt: skip
            statuses = [
                {name.text: (name.status, name.periods) for name in names_of(g, before.id).values()}
                for g in (old, new)
            ]
            assert statuses[0] == statuses[1]
        assert new.place(overlay_row()["id"]) == old.place(overlay_row()["id"])
        assert new.place("geonames:8") == old.place("geonames:8")


def test_the_same_update_twice_gives_the_same(updated: Path, tmp_path: Path) -> None:
    source = str(dump(tmp_path / "src", PLACES, NAMES))
    files = [tmp_path / "a.db", tmp_path / "b.db"]
    for file in files:
        update(["UA"], file, source=source)
    update(["UA"], files[1], source=source)
    dumps = []
    for file in files:
        with sqlite3.connect(file) as db:
            dumps.append(sorted(db.iterdump()))
    assert dumps[0] == dumps[1]


def test_info_tells_file_source_date_and_licence(
    updated: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["info", "--json", "--gazetteer", str(updated)]) == 0
    info = json.loads(capsys.readouterr().out)
    assert info["file"] == str(updated)
    (dumped,) = info["dumps"]
    assert dumped["country"] == "UA"
    assert dumped["date"] == "2026-03-01"
    assert dumped["source"] == str(updated.parent / "src")
    assert "CC BY 4.0" in dumped["licence"]
    assert (dumped["places"], dumped["names"]) == (9, 22)
    main(["info", "--gazetteer", str(updated)])
    told = capsys.readouterr().out
    assert "UA of 2026-03-01" in told
    assert "update again" not in told
    older = tmp_path / "older.db"
    older.write_bytes(updated.read_bytes())
    with sqlite3.connect(older) as db:
        db.execute("UPDATE meta SET value = '0.0.1' WHERE key = 'version'")
    main(["info", "--gazetteer", str(older)])
    assert "made by version 0.0.1: update again" in capsys.readouterr().out


def test_the_users_own_file_is_read_when_it_is_there(
    updated: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.delenv("GAZETTEER_DB", raising=False)
    with Gazetteer.open() as gazetteer:
        assert gazetteer.place("geonames:1") is None
    own = tmp_path / "geomap" / "gazetteer.db"
    assert main(["update", "UA", "--source", str(updated.parent / "src")]) == 0
    with Gazetteer.open() as gazetteer:
        assert gazetteer.place("geonames:1") is not None
    with sqlite3.connect(own) as db:
        db.execute("UPDATE meta SET value = '0' WHERE key = 'format'")
    with pytest.raises(DatabaseUnreadable, match="run `gazetteer update"):
        Gazetteer.open()
    with pytest.raises(DatabaseMissing):
        Gazetteer.open(tmp_path / "nowhere.db")


def test_a_kill_while_writing_leaves_the_old_file(updated: Path, tmp_path: Path) -> None:
    target = tmp_path / "gazetteer.db"
    old = updated.read_bytes()
    target.write_bytes(old)
    script = (
        "import sys, time, gazetteer.update as u\n"
        "def stop(db): print('writing', flush=True); time.sleep(60)\n"
        "u.relate = stop\n"
        "u.update(['UA'], u.Path(sys.argv[1]), source=sys.argv[2])\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script, str(target), str(updated.parent / "src")],
        stdout=subprocess.PIPE, text=True, cwd=ROOT,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline() == "writing\n"
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert target.read_bytes() == old
    with Gazetteer.open(target) as gazetteer:
        assert gazetteer.place("geonames:1") is not None
    update(["UA"], target, source=str(updated.parent / "src"))


def test_a_file_that_is_no_gazetteer_is_not_replaced(updated: Path, tmp_path: Path) -> None:
    target = tmp_path / "notes.txt"
    target.write_text("mine")
    with pytest.raises(DatabaseUnreadable, match="left as it is"):
        update(["UA"], target, source=str(updated.parent / "src"))
    assert target.read_text() == "mine"


def test_districts_of_countries_without_a_table_become_places(tmp_path: Path) -> None:
    rows = [
        place(60, "Wymyslin", 52.1, 21.0, country="PL", admin1="78", admin2="1401"),
        place(61, "Mazovia", 52.2, 21.1, country="PL", admin1="78", admin2="", code="ADM1"),
        place(62, "Powiat zmyslony", 52.1, 21.0, country="PL", admin1="78", admin2="1401",
              code="ADM2"),
    ]  # fmt: skip
    names = [name(60, "pl", "Wymyślin"), name(61, "pl", "Wymyślin"), name(61, "pl", "Mazowsze")]
    source = dump(tmp_path / "src", rows, names, country="PL")
    (source / "admin1CodesASCII.txt").write_text("PL.78\tMazovia\tMazovia\t61\n", "utf-8")
    (source / "admin2Codes.txt").write_text("PL.78.1401\tPowiat zmyslony\tPowiat\t62\n", "utf-8")
    target = tmp_path / "g.db"
    update(["PL"], target, source=str(source))
    with Gazetteer.open(target) as gazetteer:
        village = gazetteer.place("geonames:60")
        assert village is not None
        assert (village.admin1, village.admin2) == ("Mazovia", "Powiat zmyslony")
        kinds = [gazetteer.place(f"geonames:{gid}") for gid in (61, 62)]
        assert [place.kind for place in kinds if place] == ["region", "district"]
        region = names_of(gazetteer, "geonames:61")
        assert region["Mazowsze"].status == "alternative"
        assert region["Wymyślin"].status == "short", "alone it means the village"


def test_names_of_an_unstaged_place_and_empty_lines_are_passed_over(tmp_path: Path) -> None:
    source = dump(tmp_path / "src", PLACES, NAMES)
    pack(source / "UA.zip", "UA.txt", [*PLACES, [""], *[[""]]])
    assert update(["UA"], tmp_path / "g.db", source=str(source)).notes == []


def test_what_killed_updates_left_is_removed_after_a_day(updated: Path, tmp_path: Path) -> None:
    leftovers = [tmp_path / ".gazetteer-update-x", tmp_path / ".gazetteer-update-y"]
    for path in leftovers:
        path.mkdir()
        (path / "stage.db").write_text("")
    part = tmp_path / ".g.db.12345.part"
    part.write_text("")
    for path in (leftovers[0], part):
        os.utime(path, (0, 0))
    update(["UA"], tmp_path / "g.db", source=str(updated.parent / "src"))
    assert [path.exists() for path in (*leftovers, part)] == [False, True, False], "one is new"


def test_progress_is_told_on_a_terminal_only(tmp_path: Path) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    source = str(dump(tmp_path / "src", PLACES, NAMES))
    for stream, told in ((Terminal(), True), (io.StringIO(), False)):
        progress = Progress(stream)
        update(["UA"], tmp_path / "g.db", source=source, progress=progress)
        assert bool(stream.getvalue()) is told
        assert "\n" not in stream.getvalue()
        assert stream.getvalue().endswith("\r" if told else "")
