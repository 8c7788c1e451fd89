"""Socket Mode: the same payloads over a connection that we open ourselves, so no public address is needed."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.adapter.socket_mode.async_internals import run_async_bolt_app, send_async_response
from slack_sdk.socket_mode.response import SocketModeResponse

from bot.slack import inbound
from bot.slack.logs import log

if TYPE_CHECKING:
    from slack_bolt.async_app import AsyncApp
    from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
    from slack_sdk.socket_mode.request import SocketModeRequest
    from slack_sdk.web.async_client import AsyncWebClient


class SocketMode(AsyncSocketModeHandler):
    """Bolt's handler, with every payload judged first."""

    def __init__(self, app: AsyncApp, app_token: str | None, web_client: AsyncWebClient) -> None:
        super().__init__(app, app_token, web_client=web_client)
        self._in_hand: set[asyncio.Task[Any]] = set()

    async def serve(self, stop: asyncio.Event, finish: float) -> None:
        """Keep a connection until *stop* is set; then give the answers in hand *finish* seconds."""
        await self.connect_async()  # type: ignore[no-untyped-call]
        log.info("connected", via="socket")
        await stop.wait()
        if self._in_hand:
            await asyncio.wait(self._in_hand, timeout=finish)
        await self.close_async()  # type: ignore[no-untyped-call]

    async def handle(self, client: AsyncBaseSocketModeClient, req: SocketModeRequest) -> Any:
        """Answer one envelope. A malformed one is acknowledged, or it would come back."""
        if task := asyncio.current_task():
            self._in_hand.add(task)
            task.add_done_callback(self._in_hand.discard)
        try:
            req.payload = inbound.judge(req.payload)
        except inbound.Malformed as error:
            log.warning("payload_refused", reason=str(error))
            await client.send_socket_mode_response(SocketModeResponse(envelope_id=req.envelope_id))
            return
        response = await run_async_bolt_app(self.app, req)
        if response.status == 404:
            log.warning("nobody_listens", kind=str(req.payload.get("type", "command")))
        await send_async_response(client, req, response, 0.0)
