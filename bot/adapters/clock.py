"""The one place that reads the clock; everything else is handed `now`."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from collections.abc import Callable

NORWAY = ZoneInfo("Europe/Oslo")


def now() -> datetime:
    """Return this moment in UTC, with its time zone."""
    return datetime.now(UTC)


def day_in_norway(moment: datetime) -> date:
    """Return which day it is in Norway at *moment*.

    >>> day_in_norway(datetime(2026, 7, 31, 22, 30, tzinfo=UTC)).isoformat()
    '2026-08-01'
    """
    return moment.astimezone(NORWAY).date()


def starting(day: date) -> Callable[[], datetime]:
    """Return a clock that shows *day* at this time of day in Norway, and goes on from there."""
    begun = now()
    shown = datetime.combine(day, begun.astimezone(NORWAY).time(), tzinfo=NORWAY)
    # In UTC: two times of one zone are subtracted as if summer and winter had the same clock.
    ahead = shown.astimezone(UTC) - begun
    return lambda: now() + ahead
