"""Several reports of one event are one; contradicting claims stand side by side."""

from __future__ import annotations

from typing import Any

import pytest

from geomap.together import bring_together

KYIV, MOSCOW = "Ukraine (General Staff)", "Russia (Ministry of Defence)"


def row(number: int, source: str, **values: Any) -> dict[str, Any]:
    return {
        "event_id": f"e{number}",
        "event_type": "Battles",
        "sub_event_type": "Armed clash",
        "outcome": "repelled",
        "actor": "Ukraine",
        "target": "Russia",
        "event_date": "2023-05-01",
        "end_date": "2023-05-01",
        "quantity": 30.0,
        "quantity_low": 30.0,
        "quantity_high": None,
        "unit": "attacks",
        "place_id": "bakhmut",
        "place_name": "Bakhmut",
        "claimant": KYIV,
        "source": source,
        "sources": [source],
        "url": f"https://example.org/{source}",
        "quote": f"The words of {source}.",
        "why": "a rule",
        **values,
    }


def test_two_reports_of_one_event_are_one_with_both_sources() -> None:
    (event,) = bring_together([row(1, "a.txt"), row(2, "b.txt", claimant=f"{KYIV}, via Reuters")])
    assert [one["source"] for one in event["sources"]] == ["a.txt", "b.txt"]
    assert [one["quote"][:12] for one in event["sources"]] == ["The words of"] * 2
    assert event["quantity"] == 30
    assert event["why"].endswith("told by 2 reports")


def test_three_reports_are_one_too() -> None:
    (event,) = bring_together([row(n, f"{n}.txt") for n in range(3)])
    assert len(event["sources"]) == 3
    assert event["why"].endswith("told by 3 reports")


def test_the_rows_with_more_places_stay() -> None:
    both = [row(2, "b.txt"), row(2, "b.txt", place_id="lyman", place_name="Lyman")]
    found = bring_together([row(1, "a.txt"), *both])
    assert {one["event_id"] for one in found} == {"e2"}
    assert [one["place_name"] for one in found] == ["Bakhmut", "Lyman"]
    assert all(len(one["sources"]) == 2 for one in found)


def test_numbers_that_whoever_counts_tells_differently_become_a_range() -> None:
    strike = {"outcome": "missile strike", "unit": "dead", "actor": None, "target": None}
    (event,) = bring_together(
        [
            row(1, "a.txt", quantity=12.0, quantity_low=12.0, **strike),
            row(2, "b.txt", quantity=14.0, quantity_low=14.0, claimant=None, **strike),
        ]
    )
    assert (event["quantity"], event["quantity_low"], event["quantity_high"]) == (12, 12, 14)
    assert event["claimant"] == KYIV


@pytest.mark.parametrize(
    "other",
    [
        {"source": "a.txt"},
        {"event_date": "2023-05-03", "end_date": "2023-05-03"},
        {"place_id": "lyman", "place_name": "Lyman"},
        {"quantity": 12.0, "quantity_low": 12.0},
        {"actor": "Russia"},
        {"unit": "strikes"},
        {"sub_event_type": "Air/drone strike"},
        {"claimant": MOSCOW},
        {"event_date": None, "end_date": None},
    ],
)
def test_what_is_not_the_same_stays_two(other: dict[str, Any]) -> None:
    assert len(bring_together([row(1, "a.txt"), row(2, **{"source": "b.txt", **other})])) == 2


def test_a_number_of_yesterday_is_not_taken_for_today_s() -> None:
    """Summaries of two days overlap by a day; only the same number is the same event."""
    day = {"event_date": "2023-05-01", "end_date": "2023-05-02"}
    before = {"event_date": "2023-04-30", "end_date": "2023-05-01"}
    fighting = {"outcome": "ongoing", "quantity": None, "quantity_low": None}
    assert len(bring_together([row(1, "a", **before), row(2, "b", **day)])) == 1
    assert (
        len(bring_together([row(1, "a", **before, **fighting), row(2, "b", **day, **fighting)]))
        == 2
    )


def test_without_a_place_only_the_same_number_is_the_same_event() -> None:
    nowhere: dict[str, Any] = {"place_id": None, "place_name": None, "place_text": None}
    assert len(bring_together([row(1, "a", **nowhere), row(2, "b", **nowhere)])) == 1
    none = {"quantity": None, "quantity_low": None}
    assert (
        len(bring_together([row(1, "a", **nowhere, **none), row(2, "b", **nowhere, **none)])) == 2
    )


def captured(number: int, **values: Any) -> dict[str, Any]:
    return row(
        number, "b.txt", outcome="captured", sub_event_type="Non-state actor overtakes territory",
        actor="Russia", target=None, claimant=MOSCOW, quantity=None, quantity_low=None,
        **values,
    )  # fmt: skip


def test_repelled_and_captured_share_a_group_that_says_who_claims_what() -> None:
    found = bring_together([row(1, "a.txt"), captured(2)])
    assert len(found) == 2
    group = f"Bakhmut, 2023-05-01: {MOSCOW}: captured | {KYIV}: repelled"
    assert [one["claim_group"] for one in found] == [group, group]


@pytest.mark.parametrize(
    "other",
    [
        {"event_date": "2023-05-04", "end_date": "2023-05-04"},
        {"place_id": "lyman", "place_name": "Lyman"},
        {"actor": "Ukraine"},
    ],
)
def test_what_both_can_be_true_has_no_group(other: dict[str, Any]) -> None:
    found = bring_together([row(1, "a.txt"), {**captured(2), **other}])
    assert not any(one.get("claim_group") for one in found)


def test_one_side_s_own_claims_do_not_contradict_each_other() -> None:
    found = bring_together([row(1, "a.txt"), {**captured(2), "claimant": "Ukraine"}])
    assert not any(one.get("claim_group") for one in found)


def test_both_sides_hold_the_place() -> None:
    mine = row(1, "a.txt", outcome="liberated", quantity=None, quantity_low=None)
    found = bring_together([mine, captured(2)])
    assert len({one["claim_group"] for one in found}) == 1


def test_losses_in_numbers_that_can_not_be_the_same() -> None:
    losses = {"event_type": "Reported losses", "sub_event_type": "Cumulative losses"}
    dead = {**losses, "outcome": None, "unit": "dead", "actor": None, "target": "Russia"}
    high = row(1, "a", quantity=500.0, quantity_low=500.0, **dead)
    low = row(2, "b", quantity=50.0, quantity_low=50.0, claimant=MOSCOW, **dead)
    found = bring_together([high, low])
    assert {one["claim_group"] for one in found} == {
        f"Bakhmut, 2023-05-01: {MOSCOW}: 50 dead | {KYIV}: 500 dead"
    }
    near = bring_together([high, {**low, "quantity": 500.0, "quantity_low": 500.0}])
    assert not any(one.get("claim_group") for one in near)


def test_nothing_is_lost_and_the_order_stays() -> None:
    rows = [row(n, f"{n % 3}.txt", place_id=f"p{n}", quote=f"q{n}") for n in range(20)]
    assert [one["quote"] for one in bring_together(rows)] == [f"q{n}" for n in range(20)]
    assert bring_together([]) == []
