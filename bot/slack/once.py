"""Each signature is good for one request: in memory, and in the database where several processes share one."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.errors import DatabaseError
from bot.slack.logs import log

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

SKEW = 300
"""How many seconds a signature holds before and after the time that stands in it."""


class Once:
    """Remembers the signatures that got in, for as long as they hold: only what Slack has signed takes up room.

    *shared* is `Store.claim` where other processes answer too; None keeps to memory.
    """

    def __init__(self, shared: Callable[[str, datetime], bool] | None = None) -> None:
        self._shared = shared
        self._seen: dict[int, set[bytes]] = {}

    async def first(self, signature: bytes, signed_at: int, now: datetime) -> bool:
        """Tell whether *signature*, which holds now, comes for the first time."""
        if not self._remember(signature, signed_at, now):
            return False
        if self._shared is None:
            return True
        try:
            return await asyncio.to_thread(self._shared, f"signatur:{signature.decode()}", now)
        except DatabaseError:
            # What has an effect claims a key of its own in the same database: only look-ups are answered meanwhile.
            log.warning("replays_not_shared")
            return True

    def _remember(self, signature: bytes, signed_at: int, now: datetime) -> bool:
        signed_then = self._seen.get(signed_at)
        if signed_then is None:
            oldest = now.timestamp() - SKEW
            self._seen = {second: kept for second, kept in self._seen.items() if second >= oldest}
            signed_then = self._seen.setdefault(signed_at, set())
        if signature in signed_then:
            return False
        signed_then.add(signature)
        return True
