"""``/frist``: the next deadlines, those about a topic or in a time. A pure look-up, answered in the acknowledgement."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.slack import blocks, plain
from bot.slack.ask import Ask
from bot.slack.fristfraser import FRIST_USAGE, THE_NEXT
from bot.slack.outbound import ephemeral
from bot.slack.replies import Around

if TYPE_CHECKING:
    from slack_bolt.async_app import AsyncAck, AsyncApp

    from bot.slack.edge import Edge

COMMAND = "/frist"
_HELP = frozenset({"hjelp", "help", "?"})
_PRIVATE = Around(share=True)


def register(app: AsyncApp, edge: Edge) -> None:
    """Listen for the command."""

    async def frist(ack: AsyncAck, body: dict[str, Any]) -> None:
        question = plain.question(body.get("text", ""))
        if question.casefold() in _HELP:
            await ack(ephemeral(blocks.message(FRIST_USAGE, blocks.section(FRIST_USAGE))))
            return
        asked = Ask(question or THE_NEXT, frist=True)
        reply = edge.replies.reply(asked, _PRIVATE, edge.here(body.get("channel_id")))
        await ack(ephemeral(reply.message))

    app.command(COMMAND)(frist)
