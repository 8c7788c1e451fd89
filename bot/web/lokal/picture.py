"""The wheel as a picture and in words: ``GET /arshjul.svg?fylke=Vestland&skolear=2023-2024``, and ``/arshjul.txt``."""

from __future__ import annotations

import asyncio
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol, TypeAlias

from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.errors import KodevaktError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from starlette.requests import Request

PICTURE, WORDS = "/arshjul.svg", "/arshjul.txt"
_KEPT = 16
# The picture has its colours in itself; opened alone, it may use them and nothing else.
_ALONE = {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"}


class Picture(Protocol):
    """A drawn wheel: `bot.adapters.wheelplot.Picture`. *alt* is the same in words."""

    alt: str

    def svg(self) -> bytes:
        """Return it as SVG."""


Draw: TypeAlias = "Callable[[date, str | None, str | None], Picture]"
"""Draws the wheel on a day, for a county or for all, of a school year or of that day: `Pictures.draw`."""


def routes(current: Callable[[], Draw], today: Callable[[], date]) -> list[Route]:
    """Return the two routes. *current* gives what draws now; the same picture is drawn once."""

    @lru_cache(maxsize=_KEPT)
    def drawn(draw: Draw, day: date, fylke: str | None, skolear: str | None) -> tuple[bytes, str]:
        made = draw(day, fylke, skolear)
        return made.svg(), made.alt

    async def wheel(request: Request) -> Response:
        asked = request.query_params
        try:
            svg, words = await asyncio.to_thread(
                drawn, current(), today(), asked.get("fylke") or None, asked.get("skolear") or None
            )
        except KodevaktError as error:
            return PlainTextResponse(str(error), 404)
        if request.url.path == WORDS:
            return PlainTextResponse(words)
        return Response(svg, headers=_ALONE, media_type="image/svg+xml")

    return [Route(path, wheel, methods=["GET"]) for path in (PICTURE, WORDS)]
