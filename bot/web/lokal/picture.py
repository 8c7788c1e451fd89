"""The wheel as a picture and in words: ``GET /arshjul.svg?fylke=Vestland&skolear=2023-2024``, and ``/arshjul.txt``."""

from __future__ import annotations

import asyncio
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

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


class Draw(Protocol):
    """What draws: `bot.adapters.pictures.Pictures.draw`."""

    def __call__(self, today: date, fylke: str | None, skolear: str | None, /) -> Picture:
        """Draw the wheel of *skolear*, or of *today*, for a county or for all."""


def routes(draw: Draw, today: Callable[[], date]) -> list[Route]:
    """Return the two routes. The same picture is drawn once."""

    @lru_cache(maxsize=_KEPT)
    def drawn(day: date, fylke: str | None, skolear: str | None) -> tuple[bytes, str]:
        made = draw(day, fylke, skolear)
        return made.svg(), made.alt

    async def wheel(request: Request) -> Response:
        asked = request.query_params
        try:
            svg, words = await asyncio.to_thread(
                drawn, today(), asked.get("fylke") or None, asked.get("skolear") or None
            )
        except KodevaktError as error:
            return PlainTextResponse(str(error), 404)
        if request.url.path == WORDS:
            return PlainTextResponse(words)
        return Response(svg, headers=_ALONE, media_type="image/svg+xml")

    return [Route(path, wheel, methods=["GET"]) for path in (PICTURE, WORDS)]
