"""The same request sent again: at once, later, to another process, and with its body written in another way."""

from __future__ import annotations

import json
import random
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aiohttp import web

from .asgi import JSON, Bot, Clock, Headers, mention, quiet

if TYPE_CHECKING:
    from collections.abc import Sequence

A_REQUEST = 20
"""How many times each request is sent again."""


@dataclass(slots=True)
class Replayed:
    """How many were sent again, over which database, and how many effects there were besides one for each request."""

    database: str
    count: int = 0
    let_in: int = 0
    more_effects: int = 0
    missing: int = 0
    faults: int = 0

    @property
    def held(self) -> bool:
        """Tell whether each request had one effect; where processes share a database, no replay may get in at all."""
        return not (self.more_effects or self.missing or self.faults or (self.let_in and self.database != "sqlite"))


async def tried(count: int, databases: Sequence[str] = ("sqlite",)) -> list[Replayed]:
    """Send about *count* requests again, over each of *databases*: "sqlite", or the address of a PostgreSQL."""
    return [await _over(database, max(1, count // A_REQUEST)) for database in databases]


async def _over(database: str, requests: int) -> Replayed:
    posted: list[str] = []
    runner = web.AppRunner(_slack(posted))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    with tempfile.TemporaryDirectory() as folder, ExitStack() as after, quiet():
        url = f"sqlite:///{folder}/kodevakt.sqlite3" if database == "sqlite" else database
        api, clock = f"http://127.0.0.1:{runner.addresses[0][1]}/api/", Clock()
        bots = [Bot(url, api, clock) for _ in range(2)]
        for bot in bots:
            after.callback(bot.close)
        replayed = Replayed("sqlite" if database == "sqlite" else "postgresql")
        for number in range(requests):
            await _one(bots, number, replayed)
    await runner.cleanup()
    replayed.more_effects, replayed.missing = len(posted) - len(set(posted)), requests - len(set(posted))
    return replayed


async def _one(bots: list[Bot], number: int, replayed: Replayed) -> None:
    """Send one request, and then again in every way there is."""
    chance, body = random.Random(number), mention(number)  # noqa: S311 - chooses ways, guards nothing
    first = bots[0]
    headers = first.signed(body)
    replayed.faults += await first.knock(headers, body, JSON) != 200
    for way in range(A_REQUEST):
        first.clock.forward(chance.choice([0, 0, 1, chance.randrange(60)]))
        bot = bots[way % 2]
        status = await _again(bot, headers, body, way)
        replayed.count += 1
        replayed.let_in += status < 400
        replayed.faults += status >= 500
    first.clock.forward(600)


async def _again(bot: Bot, headers: Headers, body: bytes, way: int) -> int:
    if way % 4 == 3:
        body = json.dumps(json.loads(body), indent=way % 3).encode()
    if way % 4 == 2:
        headers = [*headers, (b"x-slack-retry-num", b"1"), (b"x-slack-retry-reason", b"http_timeout")]
    return await bot.knock(headers, body, JSON)


def _slack(posted: list[str]) -> web.Application:
    """Return a Web API that keeps the threads that are posted in."""

    async def post(request: web.Request) -> web.Response:
        posted.append(str((await request.json())["thread_ts"]))
        return web.json_response({"ok": True, "ts": "1.2"})

    application = web.Application()
    application.router.add_post("/api/chat.postMessage", post)
    return application
