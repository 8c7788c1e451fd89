"""How many questions somebody may ask in a minute, and when they are told that it was too many. Pure.

The minute begins with the first question in it, so that no minute has more than twice the limit.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import Enum
from typing import NamedTuple

MINUTE, _NOTHING = timedelta(minutes=1), timedelta()


class Verdict(Enum):
    """What is done with a question."""

    ANSWER = "answer"
    TELL = "tell"
    """It is the first of too many: say so instead of answering."""
    SILENT = "silent"


class Asked(NamedTuple):
    """What one user, or one channel, has asked in the minute that began at *since*."""

    since: datetime
    answered: int = 0
    told: bool = False


def judge(asked: Asked | None, now: datetime, limit: int) -> tuple[Asked, Verdict]:
    """Count one more question *now*, and say what is done with it.

    >>> now = datetime(2026, 11, 23, 9, 0)
    >>> first, answered = judge(None, now, limit=1)
    >>> second, told = judge(first, now, limit=1)
    >>> answered.value, told.value, judge(second, now, limit=1)[1].value
    ('answer', 'tell', 'silent')
    """
    if asked is None or not _NOTHING <= now - asked.since < MINUTE:
        asked = Asked(now)
    if asked.answered < limit:
        return Asked(asked.since, asked.answered + 1), Verdict.ANSWER
    return asked._replace(told=True), Verdict.SILENT if asked.told else Verdict.TELL


def without(asked: Asked, count: int) -> Asked:
    """Return the same with *count* questions fewer, those of somebody who flooded alone."""
    return asked._replace(answered=max(0, asked.answered - count))
