"""When a message is sent: a day and a time in Norway as one moment in UTC.

Moments are kept in UTC, since two times of one zone are compared by what the clock showed, even when it was moved
in between. What is to be sent on a day off, or in a channel's quiet hours, is sent before and never after.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.domain import workdays

if TYPE_CHECKING:
    from bot.domain.kanal import Stilletid

NORWAY = ZoneInfo("Europe/Oslo")
CATCH_UP = timedelta(hours=48)
ON_TIME = timedelta(minutes=15)
_DAY = timedelta(days=1)


def instant(day: date, clock: time) -> datetime:
    """Return the moment that the clock in Norway shows *clock* on *day*.

    A time that comes twice, in October, is the first of the two. One that is skipped, in March, is as long after
    midnight as it would have been: an hour later on the clock.

    >>> instant(date(2026, 10, 23), time(8)).isoformat(), instant(date(2026, 10, 26), time(8)).isoformat()
    ('2026-10-23T06:00:00+00:00', '2026-10-26T07:00:00+00:00')
    """
    return datetime.combine(day, clock, tzinfo=NORWAY).astimezone(UTC)


def day_of(moment: datetime) -> date:
    """Return which day it is in Norway at *moment*.

    >>> day_of(datetime(2026, 7, 31, 22, 30, tzinfo=UTC)).isoformat()
    '2026-08-01'
    """
    return moment.astimezone(NORWAY).date()


@lru_cache(maxsize=8192)
def due_at(day: date, clock: time, quiet: Stilletid | None = None) -> datetime:
    """Return when to send what belongs on *day*: that day or the last working day before, before *quiet* begins.

    >>> due_at(date(2023, 9, 24), time(8)).isoformat()
    '2023-09-22T06:00:00+00:00'
    """
    day = workdays.last_working_day(day)
    if quiet is None or not quiet.covers(clock):
        return instant(day, clock)
    began = day if clock > quiet.fra else workdays.last_working_day(day - _DAY)
    return instant(began, quiet.fra)


def after_quiet(moment: datetime, quiet: Stilletid | None) -> datetime:
    """Return *moment*, or the end of the quiet hours that it lies in."""
    local = moment.astimezone(NORWAY)
    if quiet is None or not quiet.covers(local.time()):
        return moment
    return instant(local.date() + (_DAY if local.time() > quiet.til else timedelta()), quiet.til)


@lru_cache(maxsize=8192)
def closes_at(due: datetime, deadline: date) -> datetime:
    """Return when it is too late to send what was *due*: when the day of the deadline is over, 48 hours at most."""
    return min(due + CATCH_UP, instant(deadline + _DAY, time()))
