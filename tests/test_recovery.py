"""The ledger after the worst: a worker gone for long, a database that is new or an old copy, a history that hangs."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.adapters.store import Database
from bot.adapters.store.book import Book
from bot.adapters.store.ledger import Ledger
from bot.adapters.store.watch import Watch
from bot.domain.kanal import Kanal
from bot.domain.paminnelse import Key, Paminnelse

if TYPE_CHECKING:
    from collections.abc import Iterator

DUE = datetime(2027, 3, 1, 7, 0, tzinfo=UTC)
KANAL = Kanal(id="C0123456789", fylke="Vestland")
HOUR = timedelta(hours=1)


class Clock:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.at = DUE - HOUR

    def __call__(self) -> datetime:
        """Return what it shows."""
        return self.at

    def go(self, **time: float) -> None:
        """Move it ahead."""
        self.at += timedelta(**time)


class Desk:
    """A ledger, its book and its watch, and the clock that they go by."""

    def __init__(self, url: str) -> None:
        self.clock = Clock()
        self.database = Database(url, self.clock)
        self.ledger, self.book, self.watch = Ledger(self.database), Book(self.database), Watch(self.database)

    def enter(self, *reminders: str) -> None:
        """Enter reminders that are due at `DUE`."""
        plan = {key: _planned(key) for key in (Key(name, KANAL.id, "2027-03-08/-7d") for name in reminders)}
        self.book.enter(plan, DUE - HOUR, DUE + HOUR)

    def absent(self) -> None:
        """Look, and look again, for a post that is not there."""
        for _ in range(2):
            post = self.ledger.look()
            assert post
            assert self.ledger.not_seen(post)
            self.clock.go(minutes=1)


def _planned(key: Key) -> Paminnelse:
    return Paminnelse(key, KANAL, (), date(2027, 3, 8), 7, DUE, DUE, "planned")


@pytest.fixture
def desk(database_url: str) -> Iterator[Desk]:
    """Return an empty ledger, on each kind of database."""
    made = Desk(database_url)
    yield made
    made.database.close()


def test_what_a_worker_had_claimed_when_it_died_is_posted_though_nobody_came_for_an_hour(desk: Desk) -> None:
    desk.enter("rad")
    desk.clock.at = DUE
    assert desk.ledger.claim()
    desk.clock.go(hours=1)
    assert desk.ledger.sweep() == ()
    desk.absent()

    post = desk.ledger.claim()
    assert post
    assert desk.ledger.begin(post)


def test_what_is_due_already_when_it_is_entered_is_looked_for_since_the_database_may_be_new(desk: Desk) -> None:
    desk.clock.at = DUE + timedelta(minutes=5)
    desk.enter("rad")
    assert desk.ledger.claim() is None
    desk.absent()

    assert desk.ledger.claim()


@pytest.mark.parametrize("claimed", [False, True], ids=["due", "claimed"])
def test_after_a_while_without_a_worker_what_is_due_is_looked_for_since_the_database_may_be_old(
    desk: Desk, claimed: bool
) -> None:
    desk.enter("rad")
    desk.clock.at = DUE
    desk.watch.beat("arbeider")
    if claimed:
        assert desk.ledger.claim()
    desk.clock.go(minutes=5)
    desk.ledger.awake()
    assert desk.ledger.claim() is None
    desk.absent()

    assert desk.ledger.claim()


def test_a_worker_that_starts_beside_others_doubts_nothing(desk: Desk) -> None:
    desk.enter("rad")
    desk.clock.at = DUE + timedelta(minutes=5)
    desk.watch.beat("en annen")
    desk.ledger.awake()

    assert desk.ledger.look() is None
    assert desk.ledger.claim()
