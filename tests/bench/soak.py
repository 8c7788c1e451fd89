"""A year of reminders in virtual time: the ledger against what a stand-in for Slack received.

``make soak`` is the whole country: 357 channels, 40 deadlines, three reminders of each, 42,840 posts, in part refused,
lost, or posted without an answer; and 5,040 posts to fifteen counties, for how soon after it is due each one is there.
``make test`` does the same with fewer channels.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from datetime import date, timedelta
from itertools import pairwise
from random import Random
from typing import TYPE_CHECKING, NamedTuple

import sqlalchemy as sa
from ledger_stage import FakeSlack, let_go
from reminding_stage import Desk, basis
from tiny_wheel import frist

from bot.adapters.store.tables import POST, WAITING
from bot.domain import workdays
from bot.domain.delivery import Refused, Unsure, opaque
from bot.domain.kanal import KLOKKESLETT, Kanal
from bot.domain.sendetid import due_at

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime
    from typing import Any

    from bot.domain.delivery import Outcome

MEMORY = "sqlite://"  # no power is cut here
FIRST = date(2026, 7, 1)  # both clock changes lie in the year that follows
ON_TIME, ON_TIME_GOAL = timedelta(seconds=60), 0.999
_DAY, _MINUTE = timedelta(days=1), timedelta(minutes=1)
_ANSWERS_IN = 0.15  # seconds


class Result(NamedTuple):
    """What came of a year. *closest* is the shortest time between two posts to one channel, in seconds."""

    planned: int
    told: int
    lost: int
    doubled: int
    equal: bool
    closest: float
    on_time: float
    slowest: timedelta
    took: float


class Year(NamedTuple):
    """What there is in a year. *rate* is how often each of three faults happens, *late* the second of the ticks."""

    channels: int
    deadlines: int = 40
    offsets: tuple[int, ...] = (14, 7, 0)
    rate: float = 0.0
    late: int = 0

    @property
    def posts(self) -> int:
        """Return how many posts it has."""
        return self.channels * self.deadlines * len(self.offsets)


COUNTIES = Year(15, 84, (14, 7, 1, 0))


class Unruly(FakeSlack):
    """Refuses, loses, and keeps without an answer, as often as *rate* says each."""

    rate = 0.0
    random = Random(10)  # noqa: S311 - every run must draw the same

    def post(self, channel: str, message: Mapping[str, Any], name: str) -> Outcome:
        """Do what chance says."""
        drawn = self.random.random()
        if drawn < self.rate:
            return Refused("ratelimited", 2)
        if drawn < 2 * self.rate:
            return Unsure("TimeoutError")
        if drawn < 3 * self.rate:
            self.lose_the_answer(channel, message, name)
            return Unsure("RemoteDisconnected")
        return super().post(channel, message, name)


def soak(url: str, year: Year) -> Result:
    """Let *year* pass over an empty ledger."""
    began = time.perf_counter()
    kanaler = [Kanal(id=f"C{n:09}", fylke="Oslo", dager_for=year.offsets) for n in range(year.channels)]
    days = list(_spread(year.deadlines))
    rows = basis(*(frist(f"rad-{n:02}", str(day)) for n, day in enumerate(days)), kanaler=kanaler)
    desk = Desk(url, due_at(FIRST, KLOKKESLETT), rows)
    slack = Unruly(desk.time)
    slack.rate, slack.took = year.rate, _ANSWERS_IN
    late = timedelta(seconds=year.late)
    desk.use(slack)
    for eight in _mornings():
        for ahead in (timedelta(hours=7), _MINUTE):
            desk.time.at = max(eight - ahead + late, desk.time.at)
            desk.job.tick()
        for minute in range(60):
            desk.time.at = max(eight + minute * _MINUTE + late, desk.time.at)
            desk.job.tick()
            if not _awaits(desk, eight + timedelta(hours=1)):
                break
    return _judged(desk, year.posts, time.perf_counter() - began)


def _spread(count: int) -> Iterator[date]:
    """Yield working days over a year, each far enough into it for its first reminder."""
    for n in range(count):
        yield workdays.next_working_day(FIRST + timedelta(days=20) + n * timedelta(days=344) / count)


def _mornings() -> Iterator[datetime]:
    """Yield the moments of a year at which reminders are due."""
    for n in range(366):
        if workdays.is_working_day(FIRST + n * _DAY):
            yield due_at(FIRST + n * _DAY, KLOKKESLETT)


def _awaits(desk: Desk, until: datetime) -> bool:
    """Tell whether anything is left to do before then."""
    with desk.shelf.database.read() as connection:
        left = sa.exists().where(WAITING, POST.c.not_before <= until)
        return bool(connection.execute(sa.select(left)).scalar_one())


def _judged(desk: Desk, planned: int, took: float) -> Result:
    posts = [post for post in desk.shelf.posts() if not post.about]
    due = {(post.key.channel, opaque(post.key)): post.due_at for post in posts}
    told = Counter((one.channel, one.name) for one in desk.slack.told)
    moments: dict[str, list[float]] = {}
    for one in desk.slack.told:
        moments.setdefault(one.channel, []).append(one.at.timestamp())
    waits = [one.at - due[one.channel, one.name] for one in desk.slack.told]
    sent = sorted((post.key.channel, opaque(post.key)) for post in posts if post.state == "sent")
    return Result(
        planned=planned,
        told=len(desk.slack.told),
        lost=len(due) - len(told) + planned - len(due),
        doubled=sum(count - 1 for count in told.values()),
        equal=sent == sorted((one.channel, one.name) for one in desk.slack.told),
        closest=min(later - earlier for one in moments.values() for earlier, later in pairwise(one)),
        on_time=sum(wait <= ON_TIME for wait in waits) / len(waits),
        slowest=max(waits),
        took=took,
    )


def main() -> None:
    """Let both years pass and print what came of them."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.soak", description=__doc__)
    parser.add_argument("--channels", type=int, default=357)
    options = parser.parse_args()
    runs = {
        f"{options.channels} channels, 6 % faults": Year(options.channels, rate=0.02),
        "15 counties, ticks on the minute": COUNTIES,
        "15 counties, ticks 30 s after it": COUNTIES._replace(late=30),
    }
    for title, year in runs.items():
        found = soak(MEMORY, year)
        let_go(MEMORY)
        print(f"{title}: {found.told} of {found.planned} posted, {found.lost} lost, {found.doubled} twice,")  # noqa: T201
        print(  # noqa: T201 - as above
            f"  ledger {'equal' if found.equal else 'NOT EQUAL'} to what was received, {found.closest:.2f} s apart at "
            f"least, {100 * found.on_time:.2f} % within a minute, the slowest {found.slowest.total_seconds():.0f} s; "
            f"{found.took:.0f} s"
        )


if __name__ == "__main__":
    main()
