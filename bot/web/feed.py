"""The calendar feed: ``GET /arshjul.ics?fylke=Vestland&kategori=ssb,lanekassen``.

A calendar asks for the same address again and again for years. What it gets changes only when the files do, so each
answer is made once, and who has it already is told so with 304.
"""

from __future__ import annotations

import asyncio
from datetime import UTC
from email.utils import format_datetime, parsedate_to_datetime
from functools import lru_cache, partial
from hashlib import sha256
from typing import TYPE_CHECKING

from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.domain import kalender
from bot.domain.privacy import mask
from bot.errors import KodevaktError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from starlette.requests import Request

    from bot.domain.arshjul import Arshjulene
    from bot.domain.kalender import Valg

PATH = "/arshjul.ics"
_KEPT = 32
_CACHING = "public, max-age=3600"


def route(
    current: Callable[[], Arshjulene], render: Callable[[Arshjulene, Valg], bytes], now: Callable[[], datetime]
) -> Route:
    """Return the feed over the wheels that *current* gives; *render* makes the file."""

    @lru_cache(maxsize=1)
    def version(arshjul: Arshjulene) -> tuple[datetime, Callable[[Valg], tuple[bytes, str]]]:
        """Return since when these wheels have been here, and what makes and keeps their files."""
        return now().astimezone(UTC).replace(microsecond=0), lru_cache(maxsize=_KEPT)(partial(_made, render, arshjul))

    version(current())

    async def feed(request: Request) -> Response:
        asked, arshjul = request.query_params, current()
        since, made = version(arshjul)
        try:
            valg = kalender.choose(arshjul, asked.getlist("fylke"), asked.getlist("kategori"))
        except KodevaktError as error:
            return PlainTextResponse(mask(str(error)).text, 400, {"X-Content-Type-Options": "nosniff"})
        body, tag = await asyncio.to_thread(made, valg)
        headers = {"ETag": tag, "Last-Modified": format_datetime(since, usegmt=True), "Cache-Control": _CACHING}
        if _has_it(request.headers, tag, since):
            return Response(status_code=304, headers=headers)
        return Response(body, headers=headers, media_type="text/calendar")

    return Route(PATH, feed, methods=["GET"])


def _made(render: Callable[[Arshjulene, Valg], bytes], arshjul: Arshjulene, valg: Valg) -> tuple[bytes, str]:
    """Return the file, and the tag that names it."""
    body = render(arshjul, valg)
    return body, f'"{sha256(body).hexdigest()[:32]}"'


def _has_it(asked: Mapping[str, str], tag: str, since: datetime) -> bool:
    """Tell whether the reader has this very file; its tag counts, and the time only without one (RFC 9110, 13.2.2)."""
    if "if-none-match" in asked:
        known = {name.strip().removeprefix("W/") for name in asked["if-none-match"].split(",")}
        return bool(known & {tag, "*"})
    try:
        return since <= parsedate_to_datetime(asked.get("if-modified-since", ""))
    except (ValueError, OverflowError, TypeError):  # none, not a date, or a date without a zone
        return False
