"""The picture of the wheel for who asks for it: made and posted after the request has been answered."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from functools import partial
from typing import TYPE_CHECKING, Protocol

from aiohttp import ClientError
from slack_sdk.errors import SlackClientError

from bot.slack import blocks, hjul
from bot.slack.logs import log, where
from bot.slack.phrases import FAILED

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable
    from datetime import date

    from slack_sdk.web.async_client import AsyncWebClient

    from bot.domain.arshjul import Arshjulene
    from bot.slack.blocks import Message
    from bot.slack.here import Here
    from bot.slack.hjul import Picture

    Draw = Callable[[], Picture]
    Tell = Callable[[Message], Awaitable[object]]

_AT_ONCE = 2
"""Drawing takes a thread and half a second of processor: the rest wait, so that other work has threads to run in."""

_PATIENCE = 10.0


class Pictures(Protocol):
    """What draws: `bot.adapters.pictures.Pictures`."""

    @property
    def arshjul(self) -> Arshjulene:
        """Return the wheels."""

    def draw(self, today: date, fylke: str | None = None, skolear: str | None = None) -> Picture:
        """Draw the wheel of *skolear*, or of *today*, for a county or for all."""


class Drawing:
    """Draws and posts in tasks of its own. Slack's deadline is three seconds, and Socket Mode takes one at a time."""

    def __init__(self, pictures: Pictures) -> None:
        self._pictures = pictures
        self._room = asyncio.Semaphore(_AT_ONCE)
        self._tasks: set[asyncio.Task[None]] = set()

    def asked(self, question: str, here: Here) -> Draw | None:
        """Return what draws the picture that *question* asks for, None when it asks for something else."""
        wish = hjul.wish(question, self._pictures.arshjul)
        if wish is None or here.today is None:
            return None
        return partial(self._pictures.draw, here.today, wish.fylke or here.fylke or None, wish.skolear)

    def start(self, client: AsyncWebClient, draw: Draw, place: tuple[str, str | None], tell: Tell) -> None:
        """Begin to put the picture in *place*, a channel and perhaps a thread; *tell* is used when it cannot be."""
        task = asyncio.create_task(self._give(client, draw, place, tell))
        self._tasks.add(task)  # the loop itself keeps no task alive
        task.add_done_callback(self._tasks.discard)

    @asynccontextmanager
    async def running(self, _app: object = None) -> AsyncIterator[None]:
        """Finish what has begun before the end."""
        try:
            yield
        finally:
            await self.finish()

    async def finish(self, patience: float = _PATIENCE) -> None:
        """Wait for the pictures that are being made; drop those that take longer than *patience* seconds."""
        if not self._tasks:
            return
        _, late = await asyncio.wait(self._tasks, timeout=patience)
        for task in late:
            task.cancel()
            log.warning("picture_dropped")
        await asyncio.gather(*late, return_exceptions=True)

    async def _give(self, client: AsyncWebClient, draw: Draw, place: tuple[str, str | None], tell: Tell) -> None:
        async with self._room:
            (told,) = await asyncio.gather(hjul.show(client, draw, *place), return_exceptions=True)
        if isinstance(told, BaseException):
            log.error("failed", error=type(told).__name__, where=where(told), kind="picture")
            told = FAILED
        if told is None:
            return
        try:
            await tell(blocks.message(told, blocks.section(told)))
        except (SlackClientError, ClientError, TimeoutError) as unreachable:
            log.error("user_not_told", error=type(unreachable).__name__)
