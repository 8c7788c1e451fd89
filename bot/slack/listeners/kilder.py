"""The button of a word to the admins about a source that has changed: approve what was shown."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from bot.slack import kildevarsel
from bot.slack.admin.desk import REFUSED
from bot.slack.admin.tekster import REFUSED as NO_ADMIN
from bot.slack.admin.tekster import said
from bot.slack.kildevarsel import APPROVE, Knapp
from bot.slack.outbound import channel_of

if TYPE_CHECKING:
    from slack_bolt.async_app import AsyncAck, AsyncApp
    from slack_sdk.web.async_client import AsyncWebClient

    from bot.slack.admin.desk import Desk
    from bot.slack.edge import Current


def register(app: AsyncApp, current: Current, desk: Desk) -> None:
    """Listen for it, in the admins' channel and from admins only."""

    async def approve(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        edge = current()
        knapp = Knapp.read(body["actions"][0].get("value"))
        in_place = channel_of(body) == edge.admin
        if knapp is None or not in_place or not await edge.first(f"trigger:{body['trigger_id']}"):
            return
        by = str(body["user"]["id"])
        if not await edge.rights.may(client, by, "approve", fresh=True):
            await desk.write_down(by, "godkjenn", knapp.kilde, REFUSED)
            await edge.hooks.whisper(body, said(NO_ADMIN))
            return
        outcome = await asyncio.to_thread(edge.approve, knapp.kilde, by, knapp.seen)
        if outcome == "godkjent":
            await edge.hooks.replace(body, kildevarsel.approved(edge.kilder.get(knapp.kilde, knapp.kilde), by))
        else:
            await edge.hooks.whisper(body, kildevarsel.refused(outcome))

    app.action(APPROVE)(approve)
