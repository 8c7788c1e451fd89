"""What becomes of a post on its way to Slack: what its answer means, when to try again, what names it there. Pure.

Source of the rules: the classes of outcome are those of the design, "never lost, never twice". A *definite no* means
that nothing was posted, so it is safe to try again. A *permanent* no will not change until somebody acts. Everything
else is *unsure*: the post may be there, and only the channel's history can tell.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.domain.paminnelse import Key

EVENT = "frist_v1"
"""What our posts are called in Slack's metadata."""

ALERT = "varsel"
"""The reminder of a key that is no reminder at all, but a word to the admins."""

LOOKS = 2
"""How many times a post must not be found before it is sure that it is not there."""

PostState = Literal[
    "due",  # to be posted at `not_before`
    "claimed",  # a worker has it, and has not begun: nothing is posted
    "posting",  # a worker has begun: it may be posted
    "unknown",  # it may be posted: the history has to tell
    "sent",
    "failed",  # refused until somebody acts
    "cancelled",  # no longer to be posted: *reason* says why
    "superseded",  # a later reminder of the same deadline was sent instead
    "expired",  # the time to catch up is over, and it was never posted
]
_LONGEST = timedelta(minutes=15)


class Sent(NamedTuple):
    """It is posted. *ts* is Slack's name for it."""

    ts: str


class Refused(NamedTuple):
    """A definite no that may pass: nothing is posted. *after* is how many seconds Slack asks us to wait."""

    reason: str
    after: float | None = None


class Failed(NamedTuple):
    """A no that stays until somebody acts: nothing is posted."""

    reason: str


class Unsure(NamedTuple):
    """No answer that can be trusted: it may be posted."""

    reason: str


Outcome = Sent | Refused | Failed | Unsure


class Absent(NamedTuple):
    """The channel's history was read to its end, and the post is not in it."""


class Unreadable(NamedTuple):
    """The channel's history cannot be read just now: nothing is known."""

    reason: str


Reading = Sent | Absent | Unreadable


@dataclass(frozen=True, slots=True)
class Patience:
    """How long everything may take.

    A worker has a post for *lease*. Slack answers within *timeout*, and shows what was posted within *settle* more.
    *between* is the time between two looks at the history, *hold* how long it may be unreadable before the admins are
    told, and *pace* the time between two posts to one channel.
    """

    lease: timedelta = timedelta(seconds=120)
    timeout: timedelta = timedelta(seconds=10)
    settle: timedelta = timedelta(seconds=60)
    between: timedelta = timedelta(seconds=60)
    hold: timedelta = timedelta(minutes=15)
    pace: timedelta = timedelta(seconds=1)

    @property
    def doubt(self) -> timedelta:
        """Return how long after a worker began nobody may look whether its post is there."""
        return max(self.lease, self.timeout + self.settle)


PATIENCE = Patience()


@dataclass(frozen=True, slots=True)
class Post:
    """A post as the ledger has it. Moments are in UTC.

    *not_before* is when to look at it next, *closes_at* when it is too late. *fence* counts the workers that have had
    it: only the last one may write. *ts* is Slack's name for it once it is sent. *about* is set for an alert only.
    """

    key: Key
    state: PostState
    due_at: datetime
    not_before: datetime
    closes_at: datetime
    fence: int = 0
    attempts: int = 0
    ts: str | None = None
    sent_at: datetime | None = None
    reason: str | None = None
    refresh: int = 0
    standing: str = ""
    about: Mapping[str, object] | None = None


def opaque(key: Key) -> str:
    """Return the name of *key* that every member of a channel may read in Slack's metadata.

    >>> from bot.domain.paminnelse import Key
    >>> opaque(Key("2023-2024/ssbelev", "C0123456789", "2023-10-01/-7d"))
    'cbaf5f99c84e7588cef0388d6f9108df'
    """
    return sha256("\x1f".join(key).encode()).hexdigest()[:32]


def backoff(attempts: int, chance: float) -> timedelta:
    """Return how long to wait after *attempts* definite noes: 2, 4, 8 … seconds at most, and never over 15 minutes.

    *chance*, from 0 to 1, spreads the workers, so that they do not all come back at once.

    >>> [backoff(attempts, 1.0).total_seconds() for attempts in (1, 2, 9, 10, 60)]
    [2.0, 4.0, 512.0, 900.0, 900.0]
    """
    longest = min(2.0 ** min(attempts, 12), _LONGEST.total_seconds())
    return timedelta(seconds=longest * chance)
