"""From a signed HTTP request to Bolt and back (ASGI). The guard has read and verified the body."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slack_bolt.request.async_request import AsyncBoltRequest

from bot.slack import inbound
from bot.slack.logs import log

if TYPE_CHECKING:
    from typing import Any

    from slack_bolt.async_app import AsyncApp

    from bot.slack.guard import Receive, Scope, Send

_TEXT = "text/plain; charset=utf-8"


class Endpoint:
    """Slack's request URL: commands, events and clicks all come here."""

    def __init__(self, app: AsyncApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        body = (await receive())["body"]
        content_type = dict(scope["headers"]).get(b"content-type", b"").decode("latin-1")
        if body == b"ssl_check=1" or body.startswith(b"ssl_check=1&"):
            await _answer(send, 200, "", _TEXT)
            return
        try:
            payload = inbound.read(body, content_type)
        except inbound.Malformed as error:
            log.warning("payload_refused", reason=str(error))
            await _answer(send, 400, "", _TEXT)
            return
        if payload.get("type") == "url_verification":
            await _answer(send, 200, payload["challenge"], _TEXT)
            return
        await self._dispatch(payload, send)

    async def _dispatch(self, payload: dict[str, Any], send: Send) -> None:
        # Bolt takes a parsed body in this mode only. Nothing else differs, since the guard has verified it.
        response = await self._app.async_dispatch(AsyncBoltRequest(body=payload, mode="socket_mode"))
        if response.status == 404:
            log.warning("nobody_listens", kind=str(payload.get("type", "command")))
        content_type = response.headers.get("content-type", [_TEXT])[0]
        await _answer(send, response.status, response.body, content_type)


async def _answer(send: Send, status: int, body: str, content_type: str) -> None:
    raw = body.encode()
    headers = [(b"content-type", content_type.encode()), (b"content-length", str(len(raw)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": raw})
