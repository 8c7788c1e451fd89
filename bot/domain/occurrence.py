"""What a reminder that was posted is about: its key read back, and its row found again in the wheels of today."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from bot.domain.arshjul import Utvalg, lasting_key
from bot.domain.paminnelse import Paminnelse
from bot.domain.sendetid import due_at

if TYPE_CHECKING:
    from datetime import datetime

    from bot.domain.arshjul import Arshjulene
    from bot.domain.frist import Frist
    from bot.domain.kanal import Kanal
    from bot.domain.paminnelse import Key

_FORM = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)/(?:-(?P<before>\d{1,3})d|utsatt-(?P<asked>\d{4}-\d\d-\d\d)|uke)", re.ASCII
)
_FURTHEST = timedelta(days=400)  # no deadline is moved further than to the same one of the next school year


class Occurrence(NamedTuple):
    """The *day* of a deadline and which of its reminders it is, or the Monday of a digest."""

    day: date
    days_before: int | None = None
    asked: date | None = None


def parse(text: str) -> Occurrence | None:
    """Return what an occurrence says, None for what is none.

    >>> parse("2023-09-25/-7d")
    Occurrence(day=datetime.date(2023, 9, 25), days_before=7, asked=None)
    >>> parse("2023-09-25/utsatt-2023-02-31") is None
    True
    """
    found = _FORM.fullmatch(text)
    if found is None:
        return None
    before = found["before"]
    try:
        asked = date.fromisoformat(found["asked"]) if found["asked"] else None
        return Occurrence(date.fromisoformat(found["day"]), int(before) if before else None, asked)
    except ValueError:
        return None


def recall(key: Key, kanal: Kanal, arshjul: Arshjulene) -> Paminnelse | None:
    """Return the reminder that was posted as *key*, with its row and deadline as they are now.

    None when the row is no longer there for the county, or *key* is a digest's or nobody's. A deadline that differs
    from the day in *key* has moved.
    """
    told = parse(key.occurrence)
    if told is None or (told.days_before is None and told.asked is None):
        return None
    row = row_of(key.reminder, kanal.fylke, told.day, arshjul)
    if row is None or row.deadline is None:
        return None
    day = told.asked or told.day - timedelta(days=told.days_before or 0)
    due = due_at(day, kanal.klokkeslett, kanal.stilletid)
    return Paminnelse(key, kanal, (row,), row.deadline, told.days_before, due, due, "posted")


def row_of(reminder: str, fylke: str | None, near: date, arshjul: Arshjulene) -> Frist | None:
    """Return the row with that lasting key and the dates of the county; it is looked for a year around *near*."""
    return rows_near(fylke, near, arshjul).get(reminder)


def rows_near(fylke: str | None, near: date, arshjul: Arshjulene) -> dict[str, Frist]:
    """Return the rows of a year around *near*, with the dates of the county, by lasting key."""
    rows = arshjul.between(near - _FURTHEST, near + _FURTHEST, Utvalg(fylke=fylke))
    return {lasting_key(row): row for row in reversed(rows)}


def ordinary_at(due: datetime, deadline: date, kanal: Kanal) -> bool:
    """Tell whether *kanal* is reminded of *deadline* at the moment *due* without anybody asking for it."""
    days = (deadline - timedelta(days=before) for before in kanal.dager_for)
    return any(due_at(day, kanal.klokkeslett, kanal.stilletid) == due for day in days)
