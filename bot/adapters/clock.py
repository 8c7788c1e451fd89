"""The one place that reads the clock; everything else is handed `now`."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.domain.sendetid import NORWAY

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date


def now() -> datetime:
    """Return this moment in UTC, with its time zone."""
    return datetime.now(UTC)


def starting(day: date) -> Callable[[], datetime]:
    """Return a clock that shows *day* at this time of day in Norway, and goes on from there."""
    begun = now()
    shown = datetime.combine(day, begun.astimezone(NORWAY).time(), tzinfo=NORWAY)
    # In UTC: two times of one zone are subtracted as if summer and winter had the same clock.
    ahead = shown.astimezone(UTC) - begun
    return lambda: now() + ahead


def elapsed() -> float:
    """Return seconds since some moment, by a clock that nobody can set."""
    return time.monotonic()


def sleep(seconds: float) -> None:
    """Wait."""
    time.sleep(seconds)
