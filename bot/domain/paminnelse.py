"""The values of the reminders: what names one, what becomes of it, and what has been settled already."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from datetime import date, datetime

    from bot.domain.frist import Frist
    from bot.domain.kanal import Kanal

Kind = Literal["deadline", "snooze", "digest"]
State = Literal[
    # What is or will be posted, or has been.
    "planned",  # not yet due
    "due",
    "late",  # due more than 15 minutes ago: posted, and says so
    "posted",
    # What is not, and why.
    "holiday",  # a school holiday: nobody has to act
    "draft",  # an estimate that nobody has confirmed, in a channel that has not asked for those
    "category",  # the channel has chosen other categories
    "role",  # the channel has chosen other roles
    "done",  # somebody in the county has done it
    "same_day",  # a later reminder of the same deadline comes the same day
    "snoozed",  # the day has a reminder that somebody asked for
    "too_late",  # the day that somebody asked for is after the deadline, which has moved
    "superseded",  # missed, and so was a later one of the same deadline
    "expired",  # missed by more than the time that there is to catch up
    "empty",  # a week without a deadline
]
TO_POST = frozenset[State]({"planned", "due", "late"})
DIGEST = "ukesoversikt"


class Key(NamedTuple):
    """What names one post for ever: no clock, text or time of sending is part of it.

    *reminder* is the row's lasting key, or `DIGEST`. *occurrence* is the day of the deadline and how long before:
    ``2027-03-01/-7d``, ``2027-03-01/utsatt-2027-02-24`` for a snooze, ``2027-03-01/uke`` for the digest of a week.
    """

    reminder: str
    channel: str
    occurrence: str


class Paminnelse(NamedTuple):
    """One post to one channel. *due_at* and *not_before* are moments in UTC.

    *rows* is the row it reminds of, or those of the digest. *deadline* is the county's (of the digest, the end of its
    week). *days_before* is how long before was asked for, None in a snooze or digest. *not_before* is later
    than *due_at* only for what is late and would come in quiet hours.
    """

    key: Key
    kanal: Kanal
    rows: tuple[Frist, ...]
    deadline: date
    days_before: int | None
    due_at: datetime
    not_before: datetime
    state: State

    @property
    def kind(self) -> Kind:
        """Return what kind of post it is."""
        if self.key.reminder == DIGEST:
            return "digest"
        return "snooze" if self.days_before is None else "deadline"

    @property
    def to_post(self) -> bool:
        """Tell whether it is to be posted, now or when its time comes."""
        return self.state in TO_POST


class Snooze(NamedTuple):
    """A reminder that somebody in *channel* asked for: of *reminder*, on *day*."""

    reminder: str
    channel: str
    day: date


class Done(NamedTuple):
    """That a deadline is done in a county: who said so (Slack's id of a person), and when."""

    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Settled:
    """What has happened already. *done* holds the county and the lasting key of each row that is done there."""

    done: frozenset[tuple[str, str]] = frozenset()
    snoozes: tuple[Snooze, ...] = ()
    posted: frozenset[Key] = frozenset()


NOTHING = Settled()
