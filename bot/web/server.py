"""The HTTP side: Slack's request URL and a health check. Other pages, such as the calendar feed, stand beside them."""

from __future__ import annotations

import asyncio
from importlib.metadata import version
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable

    from starlette.requests import Request
    from starlette.types import Lifespan

    from bot.adapters.store import Store
    from bot.domain.model import Kunnskap
    from bot.slack.guard import Guard


def build(
    slack: Guard,
    kunnskap: Kunnskap,
    store: Store,
    pages: Iterable[Route] = (),
    lifespan: Lifespan[Starlette] | None = None,
) -> Starlette:
    """Return the application: ``POST /slack/events``, ``GET /helse`` and *pages*. *lifespan* is around its running."""
    return Starlette(
        routes=[
            Route("/slack/events", slack, methods=["POST"]),
            Route("/helse", _health(kunnskap, store), methods=["GET"]),
            *pages,
        ],
        lifespan=lifespan,
    )


def _health(kunnskap: Kunnskap, store: Store) -> Callable[[Request], Awaitable[JSONResponse]]:
    about = {
        "version": version("kodevakt"),
        "entries": len(kunnskap.oppslag) + len(kunnskap.varianter),
        "grep_hentet": kunnskap.grep_hentet.isoformat(),
    }

    async def health(_request: Request) -> JSONResponse:
        ok = await asyncio.to_thread(store.alive)
        return JSONResponse({"ok": ok, **about}, status_code=200 if ok else 503)

    return health
