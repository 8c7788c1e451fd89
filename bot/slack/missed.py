"""Gaps on their way to the database: noted while a question is answered, written afterwards, many at a time.

The answer never waits for the database, and never fails because of it.
"""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING

from bot.domain import hull
from bot.errors import DatabaseError
from bot.slack.logs import log
from bot.slack.plain import visible

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from datetime import datetime

    from bot.adapters.store.gaps import Gaps
    from bot.domain.hull import Gap, Kind

WAITING_MAX = 1_000
_GATHER = 0.2  # seconds: one write for all that are asked meanwhile
_PATIENCE = 10.0


class Missed:
    """The gaps that wait to be written to *gaps*. More than *limit* at once are dropped, and that is logged."""

    def __init__(self, gaps: Gaps, now: Callable[[], datetime], limit: int = WAITING_MAX) -> None:
        self._gaps, self._now, self._limit = gaps, now, limit
        self._waiting: list[Gap] = []
        self._dropped = 0
        self._writing: asyncio.Task[None] | None = None
        self._ending = asyncio.Event()

    def note(self, kind: Kind, question: str, fylke: str) -> None:
        """Let *question*, asked in a channel of *fylke* ("" for none), be kept, when it says anything at all."""
        if not self._gaps.days:
            return
        found = hull.gap(self._now(), kind, fylke, visible(question))
        if found is None:
            return
        if len(self._waiting) >= self._limit:
            self._dropped += 1
            return
        self._waiting.append(found)
        if self._writing is None:
            self._writing = asyncio.create_task(self._write())

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Write what waits before the end."""
        try:
            yield
        finally:
            await self.finish()

    async def finish(self, patience: float = _PATIENCE) -> None:
        """Wait until all is written; give up what takes longer than *patience* seconds."""
        self._ending.set()
        if self._writing and not (await asyncio.wait([self._writing], timeout=patience))[0]:
            self._writing.cancel()
            log.warning("gaps_dropped", count=len(self._waiting), reason="end")

    async def _write(self) -> None:
        """Write until nothing waits: what comes while the database is busy is the next batch."""
        try:
            while self._waiting:
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._ending.wait(), _GATHER)
                batch, self._waiting = self._waiting, []
                try:
                    await asyncio.to_thread(self._gaps.add, batch, self._now())
                except DatabaseError:
                    log.warning("gaps_not_kept", count=len(batch))
                if self._dropped:
                    log.warning("gaps_dropped", count=self._dropped, reason="full")
                    self._dropped = 0
        finally:
            self._writing = None
