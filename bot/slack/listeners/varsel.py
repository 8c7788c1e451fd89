"""The button of a word to the admins: post again what a channel refused."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from bot.slack.admin.desk import REFUSED
from bot.slack.admin.tekster import REFUSED as NO_ADMIN
from bot.slack.admin.tekster import said
from bot.slack.outbound import channel_of
from bot.slack.paminnelseknapp import RETRY

if TYPE_CHECKING:
    from slack_bolt.async_app import AsyncAck, AsyncApp
    from slack_sdk.web.async_client import AsyncWebClient

    from bot.slack.admin.desk import Desk
    from bot.slack.edge import Current

_AGAIN = {
    0: "Det er ikke noe igjen å sende: det er sendt, eller så er det for sent.",
    1: "Prøver igjen med én påminnelse. Den kommer i løpet av et par minutter.",
}
_MORE = "Prøver igjen med {antall} påminnelser. De kommer i løpet av et par minutter."


def register(app: AsyncApp, current: Current, desk: Desk) -> None:
    """Listen for it, in the admins' channel and from admins only."""

    async def again(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        edge = current()
        refusing = body["actions"][0].get("value", "")
        if channel_of(body) != edge.admin or not await edge.first(f"trigger:{body['trigger_id']}"):
            return
        by = body["user"]["id"]
        if not await edge.rights.may(client, by, "retry", fresh=True):
            await desk.write_down(by, "send_igjen", refusing, REFUSED)
            await edge.hooks.whisper(body, said(NO_ADMIN))
            return
        count = await asyncio.to_thread(edge.retry, refusing)
        await desk.write_down(by, "send_igjen", refusing, count=count)
        await edge.hooks.whisper(body, said(_AGAIN.get(count, _MORE.format(antall=count))))

    app.action(RETRY)(again)
