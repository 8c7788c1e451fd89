"""What happens in the workspace, sent to every open page as server-sent events."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

_HEARTBEAT_SECONDS = 15.0


class Hub:
    """Keeps a queue for every open page."""

    def __init__(self) -> None:
        self._queues: set[asyncio.Queue[str | None]] = set()

    def announce(self, kind: str, data: Any) -> None:
        """Tell every open page that *kind* happened."""
        for queue in self._queues:
            queue.put_nowait(as_event(kind, data))

    def close(self) -> None:
        """End every stream, so that the server can stop."""
        for queue in self._queues:
            queue.put_nowait(None)

    def stream(self, first: str) -> AsyncIterator[str]:
        """Return *first* and then what is announced from now on, with a sign of life now and then."""
        queue: asyncio.Queue[str | None] = asyncio.Queue()
        self._queues.add(queue)
        return self._chunks(queue, first)

    async def _chunks(self, queue: asyncio.Queue[str | None], first: str) -> AsyncIterator[str]:
        try:
            chunk: str | None = first
            while chunk is not None:
                yield chunk
                chunk = await _next(queue)
        finally:
            self._queues.discard(queue)


async def _next(queue: asyncio.Queue[str | None]) -> str | None:
    try:
        return await asyncio.wait_for(queue.get(), _HEARTBEAT_SECONDS)
    except TimeoutError:
        return ": her\n\n"


def as_event(kind: str, data: Any) -> str:
    r"""Return one server-sent event; JSON never holds a raw line break, so one data line is enough.

    >>> as_event('gone', {'ts': '1.0'})
    'event: gone\ndata: {"ts": "1.0"}\n\n'
    """
    return f"event: {kind}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"
