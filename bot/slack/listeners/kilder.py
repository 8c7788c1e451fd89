"""The button of a word to the admins about a source that has changed: approve what was shown."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from bot.slack import kildevarsel
from bot.slack.kildevarsel import APPROVE, Knapp
from bot.slack.outbound import channel_of

if TYPE_CHECKING:
    from slack_bolt.async_app import AsyncAck, AsyncApp

    from bot.slack.edge import Current, Edge


def register(app: AsyncApp, current: Current) -> None:
    """Listen for it."""

    async def approve(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        edge = current()
        knapp = Knapp.read(body["actions"][0].get("value"))
        if knapp is None or not _may_approve(edge, body) or not await edge.first(f"trigger:{body['trigger_id']}"):
            return
        by = str(body["user"]["id"])
        outcome = await asyncio.to_thread(edge.approve, knapp.kilde, by, knapp.seen)
        if outcome == "godkjent":
            await edge.hooks.replace(body, kildevarsel.approved(edge.kilder.get(knapp.kilde, knapp.kilde), by))
        else:
            await edge.hooks.whisper(body, kildevarsel.refused(outcome))

    app.action(APPROVE)(approve)


def _may_approve(edge: Edge, body: dict[str, Any]) -> bool:
    """Tell whether the one who pressed may approve: in the admins' channel only."""
    return channel_of(body) == edge.admin
