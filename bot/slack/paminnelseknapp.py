"""What the buttons of a reminder carry: which reminder it is, and the day that is chosen. Pure.

The county and its words are not in it: they are those of the channel that the button is in.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.domain import occurrence

DONE, UNDO, SNOOZE, CALENDAR, RETRY = (
    f"paminnelse_{name}" for name in ("utfort", "angre", "minn", "kalender", "igjen")
)
_REMINDER = re.compile(r"20\d\d-20\d\d/[a-z0-9-]{1,100}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Knapp:
    """A reminder by its row's lasting key and its occurrence; *day* is when to be reminded again.

    *moved_from* is the day that the deadline had before, in a message that says so.
    """

    reminder: str
    occurrence: str
    day: date | None = None
    moved_from: date | None = None

    @property
    def deadline(self) -> date:
        """Return the day that the deadline had when it was posted."""
        return date.fromisoformat(self.occurrence[:10])

    def value(self) -> str:
        """Return the value of a button or of a choice, for which there are 150 characters.

        >>> Knapp("2023-2024/ssbelev", "2023-10-25/-7d", day=date(2023, 10, 20)).value()
        '{"r":"2023-2024/ssbelev","o":"2023-10-25/-7d","d":"2023-10-20"}'
        """
        days = {"d": self.day, "m": self.moved_from}
        told = {name: day.isoformat() for name, day in days.items() if day}
        return json.dumps({"r": self.reminder, "o": self.occurrence, **told}, separators=(",", ":"))

    @classmethod
    def read(cls, value: object) -> Knapp | None:
        """Return what *value* carries, None for what no button of ours can have sent."""
        try:
            data = json.loads(value) if isinstance(value, str) else None
        except (ValueError, RecursionError):
            return None
        if not isinstance(data, dict):
            return None
        reminder, when = data.get("r"), data.get("o")
        if not (isinstance(reminder, str) and _REMINDER.fullmatch(reminder) and isinstance(when, str)):
            return None
        return cls(reminder, when, _day(data, "d"), _day(data, "m")) if occurrence.parse(when) else None


def _day(data: dict[str, Any], name: str) -> date | None:
    try:
        return date.fromisoformat(data.get(name, ""))
    except (ValueError, TypeError):
        return None
