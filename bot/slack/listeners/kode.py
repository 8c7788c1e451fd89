"""``/kode``: explain codes, or answer a question. A pure look-up, answered in the acknowledgement itself.

It is a middleware of Bolt's and stands before authorisation: a look-up needs no token, and what Bolt gathers
for a listener's arguments would cost more than the look-up. The same codes are asked about again and again,
so what was last said about them is kept ready to send; questions in words are not kept.
"""

from __future__ import annotations

import json
from dataclasses import replace
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from slack_bolt.middleware.async_middleware import AsyncMiddleware
from slack_bolt.response import BoltResponse

from bot.slack.ask import Ask
from bot.slack.heard import Heard, hear
from bot.slack.here import Here
from bot.slack.outbound import ephemeral
from bot.slack.replies import Around

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from slack_bolt.request.async_request import AsyncBoltRequest

    from bot.domain.model import Malform
    from bot.slack.edge import Current, Edge

COMMAND = "/kode"
_KEPT = 1024
_PRIVATE = Around(share=True)
_JSON: dict[str, str | Sequence[str]] = {"content-type": "application/json;charset=utf-8"}


class Kode(AsyncMiddleware):
    """Answers the command, and lets everything else pass."""

    def __init__(self, current: Current) -> None:
        self._current = current
        self._of = current()
        self._codes_said = lru_cache(_KEPT)(partial(_explained, self._of))

    async def async_process(
        self,
        *,
        req: AsyncBoltRequest,
        resp: BoltResponse,  # noqa: ARG002 - Bolt passes it by name
        next: Callable[[], Awaitable[BoltResponse]],  # noqa: A002 - Bolt's own name for it
    ) -> BoltResponse | None:
        """Answer at once: to the one who asked, who may then share it."""
        if req.body.get("command") != COMMAND:
            return await next()
        edge, channel = self._renewed(), req.body.get("channel_id")
        if (stopped := edge.stopped(req.body.get("user_id"), channel)) is not None:
            return BoltResponse(status=200, body=json.dumps(ephemeral(stopped)) if stopped else "", headers=_JSON)
        here = edge.here(channel)
        heard = hear(req.body.get("text", ""), here.malform)
        codes = edge.replies.are_codes(heard.question)
        said = self._codes_said(heard.question, here.malform) if codes else _said(edge, heard, here)
        return BoltResponse(status=200, body=said, headers=_JSON)

    def _renewed(self) -> Edge:
        """Return what answers now. What was kept ready by an older one is thrown away."""
        edge = self._current()
        if edge is not self._of:
            self._of = edge
            self._codes_said = lru_cache(_KEPT)(partial(_explained, edge))
        return edge


def _explained(edge: Edge, question: str, malform: Malform) -> str:
    """Explain codes, which mean the same everywhere and every day."""
    return _said(edge, Heard(question), Here(malform=malform))


def _said(edge: Edge, heard: Heard, here: Here) -> str:
    around = replace(_PRIVATE, footer=heard.warning) if heard.warning else _PRIVATE
    reply = edge.replies.reply(Ask(heard.question), around, here)
    edge.note(reply, heard.question, here)
    return json.dumps(ephemeral(reply.message))
