"""The HTTP side: Slack's request URL. Other pages, such as /helse and the calendar feed, stand beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.routing import Route

if TYPE_CHECKING:
    from collections.abc import Iterable

    from starlette.types import Lifespan

    from bot.slack.guard import Guard


def build(slack: Guard, pages: Iterable[Route] = (), lifespan: Lifespan[Starlette] | None = None) -> Starlette:
    """Return the application: ``POST /slack/events`` and *pages*. *lifespan* is around its running."""
    return Starlette(routes=[Route("/slack/events", slack, methods=["POST"]), *pages], lifespan=lifespan)
