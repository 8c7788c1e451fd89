"""The ledger on a stage: time moved by hand, plans made in code, and a Slack that remembers what it was sent."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from tiny_wheel import frist

from bot.adapters.store import Database
from bot.adapters.store.book import Book
from bot.adapters.store.ledger import Ledger, read
from bot.adapters.store.marks import Marks
from bot.adapters.store.tables import METADATA, POST
from bot.adapters.store.watch import Watch
from bot.domain.delivery import PATIENCE, Absent, Sent
from bot.domain.kanal import Kanal
from bot.domain.paminnelse import Key, Paminnelse
from bot.domain.reminders import AHEAD
from bot.domain.sendetid import NORWAY

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.domain.delivery import Outcome, Post, Reading
    from bot.domain.paminnelse import State

ADMIN = "C0ADMIN"
OSLO = Kanal(id="C03", fylke="Oslo")
VEST = Kanal(id="C46", fylke="Vestland")
CHANNELS = {kanal.id: kanal for kanal in (OSLO, VEST)}


def at(text: str) -> datetime:
    """Return the moment that the clock in Norway shows ``2023-09-18 08:00``."""
    return datetime.fromisoformat(text).replace(tzinfo=NORWAY).astimezone(UTC)


EIGHT = at("2023-09-18 08:00")


class Time:
    """Time that passes when somebody sleeps, and when it is told to."""

    def __init__(self, begins: datetime = EIGHT) -> None:
        self.at = begins

    def now(self) -> datetime:
        """Return the time."""
        return self.at

    def elapsed(self) -> float:
        """Return it as seconds."""
        return self.at.timestamp()

    def sleep(self, seconds: float) -> None:
        """Let time pass."""
        self.at += timedelta(seconds=seconds)

    def forward(self, **time: float) -> None:
        """Let time pass."""
        self.at += timedelta(**time)


def planned(  # noqa: PLR0917 - what a reminder is made of
    name: str = "a",
    kanal: Kanal = OSLO,
    due: datetime = EIGHT,
    deadline: date = date(2023, 9, 25),
    days: int = 7,
    state: State = "planned",
) -> Paminnelse:
    """Return a reminder of the row *name*."""
    key = Key(f"2023-2024/{name}", kanal.id, f"{deadline}/-{days}d")
    return Paminnelse(key, kanal, (frist(name, str(deadline)),), deadline, days, due, due, state)


def plan_of(*reminders: Paminnelse) -> dict[Key, Paminnelse]:
    """Return *reminders* as the plan that the book takes."""
    return {one.key: one for one in reminders}


_OPEN: dict[str, Database] = {}


def opened(url: str) -> Database:
    """Return the database at *url*, which stays open for the next test: to open it takes longer than most tests."""
    if url not in _OPEN:
        _OPEN[url] = Database(url)
    return _OPEN[url]


def empty(url: str) -> None:
    """Drop every row of the database at *url*."""
    with opened(url).write() as connection:
        for table in METADATA.sorted_tables:
            connection.execute(sa.delete(table))


def let_go(url: str) -> None:
    """Close the database at *url*."""
    if url in _OPEN:
        _OPEN.pop(url).close()


class Shelf:
    """An open database with all that is kept in it, and its time."""

    def __init__(self, url: str, time: Time | None = None, admin: str = ADMIN) -> None:
        self.time = time or Time()
        self.database = opened(url)
        self.database._clock = self.time.now
        self.ledger = Ledger(self.database, admin, PATIENCE, chance=lambda: 1.0)
        self.book = Book(self.database)
        self.marks = Marks(self.database)
        self.watch = Watch(self.database)

    def enter(self, *reminders: Paminnelse, whole: bool = True) -> tuple[int, int, int]:
        """Enter *reminders* as the whole plan from a week ago to the end of what is planned ahead."""
        begins, ends = self.time.at - timedelta(days=60), self.time.at + AHEAD
        return self.book.enter(plan_of(*reminders), begins, ends, whole=whole)

    def posts(self) -> list[Post]:
        """Return all that is in the ledger, in the order of time."""
        with self.database.read() as connection:
            rows = connection.execute(sa.select(POST).order_by(POST.c.due_at, POST.c.reminder, POST.c.channel))
            return [read(row) for row in rows]

    def post(self, one: Paminnelse) -> Post:
        """Return what is in the ledger of *one*."""
        return next(post for post in self.posts() if post.key == one.key)

    def states(self) -> dict[str, str]:
        """Return the state of each post by its row, channel and how long before."""
        return {f"{p.key.reminder[10:]} {p.key.channel} {p.key.occurrence[11:]}": p.state for p in self.posts()}

    def alerts(self) -> list[Mapping[str, Any]]:
        """Return what the admins are told."""
        return [post.about for post in self.posts() if post.about]

    def begun(self) -> Post:
        """Claim the next post and begin it."""
        post = self.ledger.claim()
        assert post
        assert self.ledger.begin(post)
        return post


@dataclass
class Told:
    """A message that Slack was sent."""

    at: datetime
    channel: str
    message: Mapping[str, Any]
    name: str


class FakeSlack:
    """Remembers every post it was sent. *answers* are given first, and a post that is refused is not kept."""

    def __init__(self, time: Time) -> None:
        self.time = time
        self.told: list[Told] = []
        self.updated: list[tuple[str, str, Mapping[str, Any]]] = []
        self.answers: deque[Outcome] = deque()
        self.updates: deque[Outcome] = deque()
        self.readings: deque[Reading] = deque()
        self.unable: str | None = None
        self.took = 0.0
        self._known: dict[tuple[str, str], str] = {}

    def trouble(self, now: datetime) -> str | None:
        """Return what a test says is the trouble."""
        del now
        return self.unable

    def post(self, channel: str, message: Mapping[str, Any], name: str) -> Outcome:
        """Keep the message, unless the answer that waits is a no."""
        answer = self.answers.popleft() if self.answers else Sent(f"{len(self.told) + 1}.0")
        if isinstance(answer, Sent):
            self.told.append(Told(self.time.at, channel, message, name))
            self._known[channel, name] = answer.ts
        self.time.sleep(self.took)
        return answer

    def lose_the_answer(self, channel: str, message: Mapping[str, Any], name: str) -> None:
        """Keep the message as if it had been posted by somebody who never heard the answer."""
        self.told.append(Told(self.time.at, channel, message, name))
        self._known[channel, name] = f"{len(self.told)}.0"

    def find(self, channel: str, since: datetime, name: str) -> Reading:
        """Return whether the message is here, unless an answer waits."""
        if self.readings:
            return self.readings.popleft()
        first = next((one for one in self.told if (one.channel, one.name) == (channel, name)), None)
        if first is None or first.at < since:
            return Absent()
        return Sent(self._known[channel, name])

    def update(self, channel: str, ts: str, message: Mapping[str, Any]) -> Outcome:
        """Keep what the message was changed to."""
        answer = self.updates.popleft() if self.updates else Sent(ts)
        if isinstance(answer, Sent):
            self.updated.append((channel, ts, message))
        return answer

    def texts(self) -> list[str]:
        """Return what was posted, in order."""
        return [str(one.message["text"]) for one in self.told]
