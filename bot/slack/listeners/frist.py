"""``/frist``: the next deadlines, those about a topic or in a time. A pure look-up, answered in the acknowledgement.

``/frist hjul`` is the exception: the picture comes in the channel, after the acknowledgement.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from bot.slack import blocks
from bot.slack.ask import Ask
from bot.slack.fristfraser import DRAWING, FRIST_USAGE, THE_NEXT
from bot.slack.heard import hear
from bot.slack.outbound import ephemeral
from bot.slack.replies import Around

if TYPE_CHECKING:
    from slack_bolt.async_app import AsyncAck, AsyncApp
    from slack_sdk.web.async_client import AsyncWebClient

    from bot.slack.edge import Current

COMMAND = "/frist"
_HELP = frozenset({"hjelp", "help", "?"})
_PRIVATE = Around(share=True)


def register(app: AsyncApp, current: Current) -> None:
    """Listen for the command."""

    async def frist(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        edge = current()
        here = edge.here(body.get("channel_id"))
        question, warning = hear(body.get("text", ""), here.malform)
        if (stopped := edge.stopped(body.get("user_id"), body.get("channel_id"))) is not None:
            await ack(ephemeral(stopped) if stopped else "")
            return
        if question.casefold() in _HELP:
            await ack(_only(FRIST_USAGE))
            return
        if draw := edge.drawing.asked(question, here):
            await ack(_only(DRAWING[here.malform]))
            if await edge.first(f"trigger:{body['trigger_id']}"):
                edge.drawing.start(client, draw, (body["channel_id"], None), partial(edge.hooks.whisper, body))
            return
        asked = Ask(question or THE_NEXT, frist=True)
        reply = edge.replies.reply(asked, replace(_PRIVATE, footer=warning), here)
        edge.note(reply, question, here)
        await ack(ephemeral(reply.message))

    app.command(COMMAND)(frist)


def _only(text: str) -> dict[str, Any]:
    return ephemeral(blocks.message(text, blocks.section(text)))
