"""The one place that reads the clock; everything else is handed `now`."""

from __future__ import annotations

from datetime import UTC, datetime


def now() -> datetime:
    """Return this moment in UTC, with its time zone."""
    return datetime.now(UTC)
