"""The one place that reads the clock; everything else is handed `now`."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta


def now() -> datetime:
    """Return this moment in UTC, with its time zone."""
    return datetime.now(UTC)


class Movable:
    """A clock that goes on by itself, and can be set forward but never back."""

    def __init__(self, begins: datetime | None = None) -> None:
        self._ahead = (begins or now()) - now()

    def now(self) -> datetime:
        """Return what it shows, in UTC."""
        return now() + self._ahead

    def forward(self, to: datetime) -> None:
        """Show *to*, unless it is later already."""
        self._ahead += max(to - self.now(), timedelta())

    def wait(self, seconds: float) -> None:
        """Let so much time pass at once."""
        self._ahead += timedelta(seconds=seconds)


def elapsed() -> float:
    """Return seconds since some moment, by a clock that nobody can set."""
    return time.monotonic()


def sleep(seconds: float) -> None:
    """Wait."""
    time.sleep(seconds)
