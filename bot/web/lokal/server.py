"""Puts the workspace together, and runs it with the bot in one server on this machine."""

from __future__ import annotations

import secrets
import socket
from contextlib import asynccontextmanager, nullcontext, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import uvicorn
from aiohttp import ClientSession, ClientTimeout
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Mount, Route

from bot.errors import KodevaktError
from bot.web.lokal.acting import Actor
from bot.web.lokal.apifiles import Files
from bot.web.lokal.courier import Courier, over_http
from bot.web.lokal.guard import OnlyFromHere
from bot.web.lokal.hub import Hub
from bot.web.lokal.page import Page
from bot.web.lokal.tickets import Tickets
from bot.web.lokal.webapi import WebApi
from bot.web.lokal.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterable
    from datetime import datetime

    from starlette.types import Lifespan

    from bot.web.lokal.courier import Send
    from bot.web.lokal.timekeeper import Timekeeper

HOST = "127.0.0.1"
SUBSCRIBED = frozenset({"app_mention", "message.im"})
_TRIES = 100
_TIMEOUT = ClientTimeout(total=30)


@dataclass(frozen=True, slots=True)
class Identity:
    """The server's own address (``http://127.0.0.1:3300``), and the secrets that the bot is built with."""

    base: str
    secret: str = field(default_factory=lambda: secrets.token_hex(16), repr=False)
    token: str = field(default_factory=lambda: f"xoxb-lokal-{secrets.token_hex(16)}", repr=False)


def build(  # noqa: PLR0913 - the last four are options
    bot: Starlette,
    identity: Identity,
    now: Callable[[], datetime],
    *,
    send: Send | None = None,
    subscribed: frozenset[str] = SUBSCRIBED,
    pages: Iterable[Route] = (),
    keep_time: Callable[[Hub], Timekeeper] | None = None,
) -> Starlette:
    """Return the workspace with *bot* mounted in it.

    *send* replaces HTTP to the bot in tests; *subscribed* are the events that the app's manifest asks for;
    *pages* are served besides the workspace's own; *keep_time* makes what ticks the worker and lets time be moved.
    """
    sessions: list[ClientSession] = []
    hub, tickets = Hub(), Tickets(now)
    workspace = Workspace(now, hub)
    keeper = keep_time(hub) if keep_time else None
    workspace.time_moves = keeper is not None
    courier = Courier(identity.secret, now, send or over_http(lambda: sessions[-1], f"{identity.base}/slack/events"))
    page = Page(workspace, Actor(workspace, tickets, courier, f"{identity.base}/svar/", subscribed))
    files = Files(identity.base)
    api = WebApi(workspace, tickets, identity.token, files.methods())

    routes = [
        *page.routes(),
        *files.routes(),
        *(keeper.routes() if keeper else ()),
        *pages,
        Route("/api/{method}", api.call, methods=["GET", "POST"]),
        Route("/svar/{name}", api.answer, methods=["POST"]),
        Mount("/", bot),
    ]
    lifespan = _lifespan(bot, sessions, keeper)
    app = Starlette(routes=routes, middleware=[Middleware(OnlyFromHere)], lifespan=lifespan)
    app.state.workspace = workspace
    return app


def _lifespan(bot: Starlette, sessions: list[ClientSession], keeper: Timekeeper | None) -> Lifespan[Starlette]:
    """Return what is around the running: a session to talk to the bot, the bot's own parts, and the time."""

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        async with ClientSession(timeout=_TIMEOUT) as session, bot.router.lifespan_context(bot):
            sessions.append(session)
            async with keeper.running() if keeper else nullcontext():
                yield

    return lifespan


def listen(port: int) -> socket.socket:
    """Return a socket that listens on *port* of this machine, or on the next free one; 0 means any.

    Raises:
        KodevaktError: none of a hundred ports is free.
    """
    for candidate in range(port, min(port + _TRIES, 65536)):
        with suppress(OSError):
            return socket.create_server((HOST, candidate))
    raise KodevaktError(f"Ingen ledig port fra {port} og oppover. Velg en annen med --port.")


class Server(uvicorn.Server):
    """Tells when it is ready, and ends the open pages' streams before it stops."""

    def __init__(self, app: Starlette, ready: Callable[[], None]) -> None:
        config = uvicorn.Config(
            app, log_config=None, log_level="warning", lifespan="on", access_log=False, date_header=False
        )
        super().__init__(config)
        self._workspace: Workspace = app.state.workspace
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, and say so."""
        await super().startup(sockets)
        if self.started:
            self._ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop, without waiting for pages that are still open."""
        self._workspace.hub.close()
        await super().shutdown(sockets)
