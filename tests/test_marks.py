"""What people say of a reminder: done in a county, taken back, or remind us again."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from ledger_stage import EIGHT, OSLO, VEST, Shelf, planned

from bot.domain.delivery import Sent
from bot.domain.kanal import Kanal
from bot.domain.paminnelse import Done, Key, Snooze

A, NAME = planned("a"), "2023-2024/a"
SECOND = planned("a", Kanal(id="C04", fylke="Oslo"))
ELSEWHERE = planned("a", VEST)
DAY = date(2023, 9, 20)


@pytest.fixture
def shelf(ledger_url: str) -> Shelf:
    """Return a ledger in which the same deadline has been told in three channels."""
    made = Shelf(ledger_url)
    made.enter(A, SECOND, ELSEWHERE, planned("b"))
    while post := made.ledger.claim():
        made.ledger.begin(post)
        made.ledger.settle(post, Sent("1.0"))
        made.time.forward(seconds=1)
    return made


def wishes(shelf: Shelf) -> dict[tuple[str, str], int]:
    """Return how often each message is wished to be written anew."""
    return {(post.key.reminder, post.key.channel): post.refresh for post in shelf.posts() if post.refresh}


def test_nobody_has_done_anything_at_first(shelf: Shelf) -> None:
    assert shelf.marks.done("Oslo", NAME) is None
    assert shelf.marks.settled().done == frozenset()


def test_the_first_to_say_so_has_done_it_and_the_countys_messages_are_to_show_it(shelf: Shelf) -> None:
    at = shelf.time.at
    first = shelf.marks.set_done("Oslo", NAME, "U1", [OSLO.id, "C04"])
    shelf.time.forward(hours=1)
    second = shelf.marks.set_done("Oslo", NAME, "U2", [OSLO.id, "C04"])

    assert first == second == Done("U1", at) == shelf.marks.done("Oslo", NAME)
    assert wishes(shelf) == {(NAME, OSLO.id): 2, (NAME, "C04"): 2}


def test_done_in_one_county_is_not_done_in_another(shelf: Shelf) -> None:
    shelf.marks.set_done("Oslo", NAME, "U1", [OSLO.id])

    assert shelf.marks.done("Vestland", NAME) is None
    assert shelf.marks.settled().done == {("Oslo", NAME)}
    assert (NAME, VEST.id) not in wishes(shelf)


def test_what_is_taken_back_is_not_done_and_can_be_done_by_another(shelf: Shelf) -> None:
    shelf.marks.set_done("Oslo", NAME, "U1", [OSLO.id])
    shelf.marks.undo("Oslo", NAME, [OSLO.id])
    assert shelf.marks.done("Oslo", NAME) is None
    assert wishes(shelf) == {(NAME, OSLO.id): 2}
    shelf.marks.undo("Oslo", NAME, [OSLO.id])

    assert shelf.marks.set_done("Oslo", NAME, "U2", []).by == "U2"


def test_a_snooze_that_is_asked_for_twice_is_one(shelf: Shelf) -> None:
    for by in ("U1", "U2"):
        shelf.marks.snooze(NAME, OSLO.id, DAY, by)
    shelf.marks.snooze(NAME, OSLO.id, DAY + timedelta(days=1), "U1")
    shelf.marks.snooze(NAME, VEST.id, DAY, "U1")

    assert set(shelf.marks.settled().snoozes) == {
        Snooze(NAME, OSLO.id, DAY),
        Snooze(NAME, OSLO.id, DAY + timedelta(days=1)),
        Snooze(NAME, VEST.id, DAY),
    }
    assert len(shelf.marks.settled().snoozes) == 3


def test_marks_are_told_with_what_is_posted(shelf: Shelf) -> None:
    key = Key(NAME, OSLO.id, "2023-09-25/-7d")

    assert shelf.marks.settled([key]).posted == {key}
    assert shelf.time.at > EIGHT
