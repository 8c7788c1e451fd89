"""``/kode``: explain codes, or answer a question. A pure look-up, answered in the acknowledgement itself.

It is a middleware of Bolt's and stands before authorisation: a look-up needs no token, and what Bolt gathers
for a listener's arguments would cost more than the look-up. The same codes are asked about again and again,
so what was last said about them is kept ready to send; questions in words are not kept.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING

from slack_bolt.middleware.async_middleware import AsyncMiddleware
from slack_bolt.response import BoltResponse

from bot.slack import plain
from bot.slack.ask import Ask
from bot.slack.outbound import ephemeral
from bot.slack.replies import Around

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from slack_bolt.request.async_request import AsyncBoltRequest

    from bot.slack.replies import Replies

COMMAND = "/kode"
_KEPT = 1024
_PRIVATE = Around(share=True)
_JSON: dict[str, str | Sequence[str]] = {"content-type": "application/json;charset=utf-8"}


class Kode(AsyncMiddleware):
    """Answers the command, and lets everything else pass."""

    def __init__(self, replies: Replies) -> None:
        self._replies = replies
        self._explained = lru_cache(_KEPT)(self._said)

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
        question = plain.question(req.body.get("text", ""))
        said = self._explained if self._replies.are_codes(question) else self._said
        return BoltResponse(status=200, body=said(question), headers=_JSON)

    def _said(self, question: str) -> str:
        return json.dumps(ephemeral(self._replies.reply(Ask(question), _PRIVATE).message))
