"""What was last asked in a thread, so that "og andre året?" can be understood: in memory, for a day."""

from __future__ import annotations

from collections import OrderedDict
from datetime import datetime, timedelta

KEPT = timedelta(hours=24)
Thread = tuple[str, str]


class Memory:
    """The last question in each (channel, thread); the least recently asked is forgotten first."""

    def __init__(self, limit: int = 1000) -> None:
        self._limit = limit
        self._asked: OrderedDict[Thread, tuple[datetime, str]] = OrderedDict()

    def previous(self, thread: Thread, now: datetime) -> str:
        """Return the last question in *thread*, "" when there is none from the last day."""
        asked, question = self._asked.get(thread, (None, ""))
        return question if asked and now - asked <= KEPT else ""

    def remember(self, thread: Thread, question: str, now: datetime) -> None:
        """Keep *question* as the last one in *thread*."""
        self._asked[thread] = (now, question)
        self._asked.move_to_end(thread)
        while len(self._asked) > self._limit:
            self._asked.popitem(last=False)
