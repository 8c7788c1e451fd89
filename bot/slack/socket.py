"""Socket Mode: the same payloads over a connection that we open ourselves, so no public address is needed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.adapter.socket_mode.async_internals import run_async_bolt_app, send_async_response
from slack_sdk.socket_mode.response import SocketModeResponse

from bot.slack import inbound
from bot.slack.logs import log

if TYPE_CHECKING:
    import asyncio

    from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
    from slack_sdk.socket_mode.request import SocketModeRequest


class SocketMode(AsyncSocketModeHandler):
    """Bolt's handler, with every payload judged first."""

    async def serve(self, stop: asyncio.Event) -> None:
        """Keep a connection until *stop* is set."""
        await self.connect_async()  # type: ignore[no-untyped-call]
        log.info("connected", via="socket")
        await stop.wait()
        await self.close_async()  # type: ignore[no-untyped-call]

    async def handle(self, client: AsyncBaseSocketModeClient, req: SocketModeRequest) -> Any:
        """Answer one envelope. A malformed one is acknowledged, or it would come back."""
        try:
            req.payload = inbound.judge(req.payload)
        except inbound.Malformed as error:
            log.warning("payload_refused", reason=str(error))
            await client.send_socket_mode_response(SocketModeResponse(envelope_id=req.envelope_id))
            return
        response = await run_async_bolt_app(self.app, req)
        await send_async_response(client, req, response, 0.0)
