"""The ledger after the worst: a worker gone for long, a database that is new or an old copy, a history that hangs."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from bot.adapters.store import Database
from bot.adapters.store.book import Book
from bot.adapters.store.ledger import Ledger
from bot.adapters.store.marks import Marks
from bot.adapters.store.watch import Watch
from bot.domain.arshjul import Arshjulene
from bot.domain.delivery import PATIENCE, Sent, Unreadable, Unsure
from bot.domain.kanal import Kanal
from bot.domain.paminnelse import Key, Paminnelse
from bot.reminding.job import Reminding
from bot.reminding.tools import Basis, Tools

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

    def elapsed(self) -> float:
        """Return a count of seconds."""
        return self.at.timestamp()

    def go(self, **time: float) -> None:
        """Move it ahead."""
        self.at += timedelta(**time)


class Desk:
    """A ledger, its book and its watch, and the clock that they go by."""

    def __init__(self, url: str) -> None:
        self.clock = Clock()
        self.database = Database(url, self.clock)
        self.ledger, self.book, self.watch = Ledger(self.database), Book(self.database), Watch(self.database)

    def enter(self, *reminders: str, due: datetime = DUE) -> None:
        """Enter reminders that are due then."""
        plan = [planned(name, due) for name in reminders]
        self.book.enter({one.key: one for one in plan}, DUE - HOUR, DUE + HOUR, whole=False)

    def in_doubt(self) -> None:
        """Begin all that is due, and get no answer."""
        while post := self.ledger.claim():
            assert self.ledger.begin(post)
            assert self.ledger.settle(post, Unsure("TimeoutError"))
            self.clock.go(seconds=1)

    def absent(self) -> None:
        """Look, and look again, for a post that is not there."""
        for _ in range(2):
            post = self.ledger.look()
            assert post
            assert self.ledger.not_seen(post)
            self.clock.go(minutes=1)


class HangingHistory:
    """A Slack that takes posts, but whose history never answers. The job is stopped after a while."""

    job: Reminding
    done: list[Paminnelse] | None = None

    def __init__(self, clock: Clock) -> None:
        self.posted = self.looks = 0
        self._clock = clock

    def trouble(self, _now: datetime) -> None:
        """Have none."""

    def post(self, *_message: Any) -> Sent:
        """Take a post."""
        self.posted += 1
        return Sent(f"1.{self.posted}")

    def find(self, *_which: Any) -> Unreadable:
        """Hang for as long as a worker waits."""
        self._clock.go(seconds=10)
        self.looks += 1
        if self.done is not None:
            self.done[:] = [one._replace(state="done") for one in self.done]
        self.job.stopping = self.looks > 40
        return Unreadable("TimeoutError")


class Words:
    """What the posts say is of no matter here."""

    def message(self, *_what: Any, **_more: Any) -> dict[str, Any]:
        """Return a reminder."""
        return {"text": "Påminnelse"}


def planned(name: str, due: datetime) -> Paminnelse:
    """Return a reminder that is due then."""
    key = Key(name, KANAL.id, "2027-03-08/-7d")
    return Paminnelse(key, KANAL, (), date(2027, 3, 8), 7, due, due, "planned")


def reminding(desk: Desk, poster: Any, monkeypatch: pytest.MonkeyPatch, *plan: Paminnelse) -> Reminding:
    """Return the job, with *plan* as its plan."""
    monkeypatch.setattr("bot.reminding.job.plan", lambda *_: plan)
    words: Any = Words()
    tools = Tools(
        ledger=desk.ledger,
        book=desk.book,
        marks=Marks(desk.database),
        watch=desk.watch,
        poster=poster,
        words=words,
        patience=PATIENCE,
        now=desk.clock,
        elapsed=desk.clock.elapsed,
        sleep=lambda seconds: desk.clock.go(seconds=seconds),
        log=lambda *_, **__: None,
    )
    basis = Basis(Arshjulene([]), {KANAL.id: KANAL}, whole=False)
    return Reminding(tools, lambda: basis, "arbeider")


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
    desk.watch.awake()
    assert desk.ledger.claim() is None
    desk.absent()

    assert desk.ledger.claim()


def test_a_worker_that_starts_beside_others_doubts_nothing(desk: Desk) -> None:
    desk.enter("rad")
    desk.clock.at = DUE + timedelta(minutes=5)
    desk.watch.beat("en annen")
    desk.watch.awake()

    assert desk.ledger.look() is None
    assert desk.ledger.claim()


def test_a_history_that_hangs_does_not_keep_what_is_due_from_being_posted(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = DUE + timedelta(minutes=6)
    desk.enter(*(f"i tvil {n}" for n in range(9)))
    desk.enter("ny", due=later)
    desk.clock.at = DUE
    desk.in_doubt()
    desk.clock.at = later
    desk.watch.beat("en annen")
    poster = HangingHistory(desk.clock)
    job = reminding(desk, poster, monkeypatch, planned("ny", later))
    poster.job = job
    job.tick()

    assert poster.posted == 1


def test_what_is_settled_while_a_worker_is_at_work_for_long_is_not_posted(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = DUE + timedelta(minutes=6)
    desk.enter(*(f"i tvil {n}" for n in range(9)))
    desk.clock.at = DUE
    desk.in_doubt()
    desk.enter("ny", due=later)
    desk.clock.at = later - timedelta(minutes=2)
    desk.watch.beat("en annen")
    poster = HangingHistory(desk.clock)
    plan = [planned("ny", later)]
    job = reminding(desk, poster, monkeypatch, *plan)
    poster.job, poster.done = job, plan
    monkeypatch.setattr("bot.reminding.job.plan", lambda *_: tuple(plan))
    job.tick()

    assert poster.posted == 0


def test_what_was_not_found_before_the_database_was_put_back_is_looked_for_again(desk: Desk) -> None:
    desk.enter("rad")
    desk.clock.at = DUE
    desk.watch.beat("arbeider")
    desk.in_doubt()
    desk.clock.go(minutes=2)
    desk.absent()
    desk.clock.go(hours=1)
    desk.watch.awake()
    desk.ledger.sweep()

    assert desk.ledger.claim() is None
    assert desk.ledger.look()
