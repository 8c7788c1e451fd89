"""What every listener is handed."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.slack.memory import Memory

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.adapters.store import Store
    from bot.domain.reply import Feedback
    from bot.slack.outbound import Hooks
    from bot.slack.replies import Replies


@dataclass(frozen=True, slots=True)
class Edge:
    """The parts of the Slack edge that outlive one request."""

    replies: Replies
    store: Store
    hooks: Hooks
    now: Callable[[], datetime]
    memory: Memory = field(default_factory=Memory)

    async def first(self, key: str) -> bool:
        """Tell whether *key* is new: retries, redeliveries and replays get a no."""
        return await asyncio.to_thread(self.store.claim, key, self.now())

    async def keep(self, feedback: Feedback) -> None:
        """Store a judgement."""
        await asyncio.to_thread(self.store.add_feedback, feedback)
