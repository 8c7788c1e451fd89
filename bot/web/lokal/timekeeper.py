"""Time in the workspace: it passes by itself, and the person at the page can move it forward.

Moving it does what passing would have done: the worker ticks whenever something is due on the way, and each midnight,
when it makes its plan anew.
"""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager, suppress
from datetime import time, timedelta
from typing import TYPE_CHECKING, Any, Literal, Protocol

from pydantic import BaseModel, ValidationError
from starlette.responses import JSONResponse
from starlette.routing import Route

from bot.domain.sendetid import NORWAY, instant

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from datetime import datetime

    from starlette.requests import Request
    from starlette.responses import Response

    from bot.web.lokal.hub import Hub

    Json = dict[str, Any]

EVERY = 60.0
_STEPS_MAX = 500
_NOTHING = (
    "Ingenting skal sendes de neste 60 dagene. Et utkast gir ingen påminnelser; "
    "prøv et bekreftet skoleår med «kodevakt lokal --dato 2023-09-18»."
)


class Clock(Protocol):
    """`bot.adapters.clock.Movable`."""

    def now(self) -> datetime:
        """Return what it shows."""

    def forward(self, to: datetime) -> None:
        """Show *to* from now on."""


class Job(Protocol):
    """`bot.reminding.job.Reminding`. Setting *stopping* ends a tick after the post in hand."""

    stopping: bool

    def tick(self) -> None:
        """Do all that is due."""


class Moved(BaseModel):
    """How far time is to be moved."""

    til: Literal["neste", "time", "dag", "uke"]


class Timekeeper:
    """Moves *clock* and ticks *job*. *next_at* tells when something is due next, None when nothing is."""

    def __init__(self, clock: Clock, hub: Hub, job: Job, next_at: Callable[[], datetime | None]) -> None:
        self._clock = clock
        self._hub = hub
        self._job = job
        self._next_at = next_at
        self._alone = asyncio.Lock()

    def routes(self) -> list[Route]:
        """Return the page's address for moving time."""
        return [Route("/lokal/tid", self._move, methods=["POST"])]

    def shown(self) -> Json:
        """Return the time as the page needs it."""
        return {"now": self._clock.now().isoformat()}

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Tick now and every minute."""
        task = asyncio.create_task(self._pass())
        try:
            yield
        finally:
            self._job.stopping = True
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    async def forward(self, to: datetime) -> None:
        """Let the time until *to* pass, and all that is due meanwhile happen."""
        async with self._alone:
            await asyncio.to_thread(self._forward, to)
        self._hub.announce("time", self.shown())

    def _forward(self, to: datetime) -> None:
        for _ in range(_STEPS_MAX):
            at = min(self._next_at() or to, _midnight_after(self._clock.now()))
            if at >= to:
                break
            self._clock.forward(at)
            self._job.tick()
        self._clock.forward(to)
        self._job.tick()

    async def _pass(self) -> None:
        while True:
            async with self._alone:
                await asyncio.to_thread(self._job.tick)
            await asyncio.sleep(EVERY)

    async def _move(self, request: Request) -> Response:
        try:
            how = Moved.model_validate_json(await request.body()).til
        except ValidationError:
            return JSONResponse({"fault": "Forespørselen kunne ikke leses."}, 400)
        to = await self._target(how)
        if to is None:
            return JSONResponse({"fault": _NOTHING})
        await self.forward(to)
        return JSONResponse({})

    async def _target(self, how: Literal["neste", "time", "dag", "uke"]) -> datetime | None:
        now = self._clock.now()
        if how == "neste":
            return await asyncio.to_thread(self._next_at)
        if how == "time":
            return now + timedelta(hours=1)
        local = now.astimezone(NORWAY)
        return instant(local.date() + timedelta(days=1 if how == "dag" else 7), local.time())


def _midnight_after(moment: datetime) -> datetime:
    return instant(moment.astimezone(NORWAY).date() + timedelta(days=1), time())
