"""How it goes: the beat of the workers, what is overdue, and what is wrong."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from ledger_stage import EIGHT, VEST, Shelf, planned

from bot.domain.delivery import Failed, Refused, Sent, Unsure

if TYPE_CHECKING:
    from bot.domain.delivery import Outcome

A, B = planned("a"), planned("b", VEST)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def shelf(ledger_url: str) -> Shelf:
    """Return an empty ledger at eight o'clock."""
    return Shelf(ledger_url)


def test_before_any_worker_has_ticked_there_is_no_beat_and_nothing_to_tell(shelf: Shelf) -> None:
    assert shelf.watch.figures() == (EIGHT, None, {}, 0, timedelta(), ())


def test_the_beat_is_as_old_as_that_of_the_worker_that_ticked_last(shelf: Shelf) -> None:
    assert shelf.watch.beat("w1") == EIGHT
    shelf.time.forward(minutes=1)
    shelf.watch.beat("w2")
    shelf.time.forward(seconds=20)

    assert shelf.watch.figures().beat_age == timedelta(seconds=20)


def test_trouble_is_told_once_however_many_workers_have_it_until_they_have_not(shelf: Shelf) -> None:
    for worker in ("w1", "w2"):
        shelf.watch.beat(worker, "slack: token_revoked")
    assert shelf.watch.figures().trouble == ("slack: token_revoked",)
    shelf.watch.beat("w1")
    assert shelf.watch.figures().trouble == ("slack: token_revoked",)
    shelf.watch.beat("w2")

    assert shelf.watch.figures().trouble == ()


def test_the_trouble_of_a_worker_that_is_gone_is_no_trouble(shelf: Shelf) -> None:
    shelf.watch.beat("gone", "slack: token_revoked")
    shelf.time.forward(minutes=5)
    shelf.watch.beat("w1")

    assert shelf.watch.figures().trouble == ()


def test_workers_that_have_been_gone_for_a_day_are_forgotten(shelf: Shelf) -> None:
    shelf.watch.beat("gone")
    shelf.time.forward(days=1)
    shelf.watch.forget()
    assert shelf.watch.figures().beat_age == timedelta(days=1)
    shelf.time.forward(seconds=1)
    shelf.watch.forget()

    assert shelf.watch.figures().beat_age is None


def test_the_posts_are_counted_by_state(shelf: Shelf) -> None:
    shelf.enter(A, B)
    shelf.ledger.settle(shelf.begun(), Sent("1.0"))

    assert shelf.watch.figures().posts == {"sent": 1, "due": 1}


def test_what_should_have_been_posted_over_five_minutes_ago_is_overdue(shelf: Shelf) -> None:
    shelf.enter(A, B, planned("c", due=EIGHT + 3 * MINUTE))
    shelf.time.forward(minutes=5)
    assert (shelf.watch.figures().overdue, shelf.watch.figures().oldest) == (0, timedelta())
    shelf.time.forward(minutes=2)

    assert (shelf.watch.figures().overdue, shelf.watch.figures().oldest) == (2, 7 * MINUTE)


def test_what_waits_for_the_end_of_quiet_hours_is_not_overdue_until_then(shelf: Shelf) -> None:
    shelf.enter(A._replace(not_before=EIGHT + timedelta(hours=1)))
    shelf.time.forward(minutes=59)
    assert shelf.watch.figures().overdue == 0
    shelf.time.forward(minutes=1)

    assert shelf.watch.figures().overdue == 1


OUTCOMES: dict[str, tuple[Outcome | None, int]] = {
    "sent": (Sent("1.0"), 0),
    "refused, and waiting": (Refused("ratelimited", 600), 1),
    "failed": (Failed("is_archived"), 1),
    "in doubt": (Unsure("TimeoutError"), 1),
    "begun and left": (None, 1),
}


@pytest.mark.parametrize(("outcome", "overdue"), OUTCOMES.values(), ids=OUTCOMES)
def test_what_slack_puts_off_or_leaves_in_doubt_is_overdue(shelf: Shelf, outcome: Outcome | None, overdue: int) -> None:
    """Of one that failed it is the word to the admins that is overdue."""
    shelf.enter(A)
    post = shelf.begun()
    if outcome:
        shelf.ledger.settle(post, outcome)
    shelf.time.forward(minutes=6)

    assert shelf.watch.figures().overdue == overdue


def test_what_is_cancelled_or_given_up_is_not_overdue(shelf: Shelf) -> None:
    early = planned("b", deadline=date(2023, 9, 18), days=0)
    shelf.enter(A, early)
    shelf.enter(A._replace(state="done"), early)
    shelf.time.forward(days=1)
    shelf.ledger.sweep()

    assert {post.state for post in shelf.posts() if not post.about} == {"cancelled", "expired"}
    assert shelf.watch.figures().overdue == 0
