"""Calendar files as two libraries read them: icalendar, which wrote them, and vobject, which knows nothing of it."""

from __future__ import annotations

from typing import Any

import vobject  # type: ignore[import-untyped]
from icalendar import Calendar


def ours(file: bytes) -> list[Any]:
    """Return the events that icalendar finds."""
    return list(Calendar.from_ical(file).events)


def theirs(file: bytes) -> list[Any]:
    """Return the events that vobject finds."""
    return list(properties(file).get("vevent", []))


def properties(file: bytes) -> dict[str, list[Any]]:
    """Return what vobject finds in the calendar, each property and component by its name."""
    found: dict[str, list[Any]] = vobject.readOne(file.decode()).contents
    return found
