"""What is entered in the ledger ahead, what is struck out of it, and what is wished to be written anew."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa
from ledger_stage import EIGHT, OSLO, VEST, Shelf, at, plan_of, planned

from bot.domain.delivery import Failed, Sent, Unsure

if TYPE_CHECKING:
    from bot.domain.delivery import Outcome
    from bot.domain.paminnelse import Paminnelse, State

A, B = planned("a"), planned("b", VEST)
SENT = Sent("1.0")


@pytest.fixture
def shelf(ledger_url: str) -> Shelf:
    """Return an empty ledger at eight o'clock."""
    return Shelf(ledger_url)


def settled(shelf: Shelf, one: Paminnelse, outcome: Outcome = SENT) -> None:
    """Let *one*, the only one that is due, be posted with that outcome."""
    shelf.enter(one)
    assert shelf.ledger.settle(shelf.begun(), outcome)


def test_entering_a_plan_twice_changes_nothing_the_second_time(shelf: Shelf) -> None:
    assert shelf.enter(A, B) == (2, 0, 0)
    before = shelf.posts()

    assert shelf.enter(A, B) == (0, 0, 0)
    assert shelf.posts() == before


def test_two_workers_that_enter_the_same_plan_enter_it_once(ledger_url: str) -> None:
    first, second = Shelf(ledger_url), Shelf(ledger_url)
    first.enter(A, B)
    second.enter(A, B)

    assert len(first.posts()) == 2


@pytest.mark.parametrize("ledger_url", ["postgresql"], indirect=True)
def test_postgresql_counts_the_ledger_as_soon_as_many_rows_are_new(shelf: Shelf) -> None:
    """Otherwise each claim sorts all that waits, two hundred times as slow, until it happens to count by itself."""
    shelf.enter(*(planned(f"rad-{n}") for n in range(613)))
    with shelf.database.read() as connection:
        known = connection.execute(sa.text("SELECT reltuples FROM pg_class WHERE relname = 'post'")).scalar_one()

    assert known == 613


@pytest.mark.parametrize(
    ("state", "entered"),
    [
        ("planned", True),
        ("due", True),
        ("late", True),
        *((state, False) for state in ("posted", "holiday", "draft", "category", "role", "done", "same_day")),
        *((state, False) for state in ("snoozed", "too_late", "superseded", "expired", "empty")),
    ],
)
def test_only_what_is_to_be_posted_is_entered(shelf: Shelf, state: State, entered: bool) -> None:
    assert shelf.enter(A._replace(state=state)) == (int(entered), 0, 0)


def test_a_reminder_closes_when_its_day_is_over_or_after_two_days(shelf: Shelf) -> None:
    last = planned("b", deadline=date(2023, 9, 18), days=0)
    shelf.enter(A, last)

    assert shelf.post(A).closes_at == EIGHT + timedelta(hours=48)
    assert shelf.post(last).closes_at == at("2023-09-19 00:00")


def test_another_time_of_day_is_written_over_the_first(shelf: Shelf) -> None:
    later = EIGHT + timedelta(hours=2)
    shelf.enter(A, B)

    assert shelf.enter(A._replace(due_at=later, not_before=later), B) == (0, 1, 0)
    row = shelf.post(A)
    assert (row.due_at, row.not_before, row.closes_at) == (later, later, later + timedelta(hours=48))


def test_what_is_to_wait_for_the_end_of_quiet_hours_waits(shelf: Shelf) -> None:
    shelf.enter(A)
    awake = EIGHT + timedelta(hours=23)

    assert shelf.enter(A._replace(not_before=awake, state="late")) == (0, 1, 0)
    assert shelf.post(A).not_before == awake
    assert shelf.enter(A._replace(state="late")) == (0, 0, 0)


def test_a_wait_that_slack_asked_for_is_not_cut_short_by_the_plan(shelf: Shelf) -> None:
    shelf.enter(A)
    shelf.ledger.put_back(shelf.ledger.claim() or shelf.post(A), "not in the plan")
    waits = shelf.post(A).not_before
    shelf.enter(A)

    assert shelf.post(A).not_before == waits


def test_a_deadline_that_is_moved_strikes_out_the_old_one_and_enters_the_new(shelf: Shelf) -> None:
    moved = planned("a", deadline=date(2023, 9, 26), due=EIGHT + timedelta(days=1))
    shelf.enter(A)

    assert shelf.enter(moved) == (1, 0, 1)
    assert [(post.state, post.reason) for post in shelf.posts()] == [("cancelled", "moved"), ("due", None)]


@pytest.mark.parametrize(
    ("state", "becomes"),
    [
        *((state, "cancelled") for state in ("done", "snoozed", "draft", "category", "role", "holiday", "too_late")),
        ("same_day", "cancelled"),
        ("superseded", "superseded"),
        ("expired", "due"),
        ("posted", "due"),
    ],
)
def test_what_is_no_longer_to_be_posted_is_struck_out_with_its_reason(shelf: Shelf, state: State, becomes: str) -> None:
    """What came too late is for the ledger to give up, since it tells the admins."""
    shelf.enter(A)
    shelf.enter(A._replace(state=state))
    row = shelf.post(A)

    assert row.state == becomes
    assert row.reason == (None if becomes == "due" else state)


@pytest.mark.parametrize("state", ["done", "superseded", "category"])
def test_what_was_struck_out_and_is_planned_again_is_due_again(shelf: Shelf, state: State) -> None:
    shelf.enter(A)
    shelf.enter(A._replace(state=state))

    assert shelf.enter(A) == (0, 1, 0)
    assert (shelf.post(A).state, shelf.post(A).reason) == ("due", None)


@pytest.mark.parametrize("becomes", ["sent", "failed", "unknown", "posting", "claimed", "expired"])
def test_what_a_worker_has_and_what_is_over_is_never_touched_by_a_plan(shelf: Shelf, becomes: str) -> None:
    shelf.enter(A)
    outcomes: dict[str, Outcome] = {"sent": SENT, "failed": Failed("is_archived"), "unknown": Unsure("TimeoutError")}
    if becomes == "expired":
        shelf.time.forward(days=3)
        shelf.ledger.sweep()
    else:
        post = shelf.ledger.claim()
        assert post
        if becomes != "claimed":
            shelf.ledger.begin(post)
        if becomes in outcomes:
            shelf.ledger.settle(post, outcomes[becomes])
    before = shelf.post(A)
    assert before.state == becomes
    later = EIGHT + timedelta(hours=1)
    for plan in ([], [A._replace(state="done")], [A._replace(due_at=later, not_before=later)], [A]):
        shelf.enter(*plan)

        assert shelf.post(A) == before


def test_a_plan_that_is_not_whole_strikes_out_nothing_for_not_being_in_it(shelf: Shelf) -> None:
    shelf.enter(A, B)

    assert shelf.enter(A._replace(state="done"), whole=False) == (0, 0, 1)
    assert {post.key: post.state for post in shelf.posts()} == {A.key: "cancelled", B.key: "due"}


def test_what_lies_outside_the_days_of_the_plan_is_left_alone(shelf: Shelf) -> None:
    far = planned("b", due=EIGHT + timedelta(days=30))
    shelf.enter(A, far)
    shelf.book.enter(plan_of(A), EIGHT - timedelta(days=3), EIGHT + timedelta(days=30))

    assert shelf.post(far).state == "due"


def test_alerts_are_no_part_of_a_plan(shelf: Shelf) -> None:
    settled(shelf, A, Failed("is_archived"))
    shelf.enter()

    assert [post.state for post in shelf.posts() if post.about] == ["due"]
    assert shelf.book.oldest() is None


def test_the_plan_has_to_reach_back_to_the_oldest_that_is_open(shelf: Shelf) -> None:
    assert shelf.book.oldest() is None
    shelf.enter(A, planned("b", due=EIGHT + timedelta(days=3)))
    assert shelf.book.oldest() == EIGHT
    shelf.ledger.settle(shelf.begun(), Unsure("TimeoutError"))
    assert shelf.book.oldest() == EIGHT
    shelf.time.forward(minutes=2)
    shelf.ledger.seen(shelf.ledger.look() or shelf.post(A), "1.0")

    assert shelf.book.oldest() == EIGHT + timedelta(days=3)


def test_what_is_sent_is_told_from_that_time_on_without_alerts(shelf: Shelf) -> None:
    settled(shelf, A)

    assert [post.key for post in shelf.book.sent(EIGHT)] == [A.key]
    assert shelf.book.sent(EIGHT + timedelta(seconds=1)) == []


def test_what_becomes_of_a_deadline_is_a_wish_to_write_its_message_anew_once(shelf: Shelf) -> None:
    settled(shelf, A)
    assert shelf.book.to_refresh() is None
    for _ in range(2):
        shelf.book.stands(shelf.post(A), "2023-09-26")
        shelf.time.forward(hours=1)
    wished = shelf.book.to_refresh()
    assert wished
    assert (wished.key, wished.standing, wished.refresh, wished.ts) == (A.key, "2023-09-26", 1, "1.0")
    shelf.book.refreshed(wished)

    assert shelf.book.to_refresh() is None
    assert not shelf.ledger.waiting()


def test_a_wish_that_comes_while_another_is_being_fulfilled_is_not_lost(shelf: Shelf) -> None:
    settled(shelf, A)
    shelf.marks.set_done("Oslo", A.key.reminder, "U1", [OSLO.id])
    wished = shelf.book.to_refresh()
    assert wished
    shelf.marks.undo("Oslo", A.key.reminder, [OSLO.id])
    shelf.book.refreshed(wished)
    again = shelf.book.to_refresh()

    assert again
    assert again.refresh == 2
    shelf.book.refreshed(again)
    assert shelf.book.to_refresh() is None


def test_only_what_is_sent_is_written_anew(shelf: Shelf) -> None:
    shelf.enter(A)
    shelf.marks.set_done("Oslo", A.key.reminder, "U1", [OSLO.id])

    assert shelf.book.to_refresh() is None
