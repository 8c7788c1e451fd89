"""Conversation: a mention is answered in its thread, a direct message where it was written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from bot.slack import blocks
from bot.slack.ask import Ask
from bot.slack.heard import hear
from bot.slack.outbound import QUIET
from bot.slack.replies import Around

if TYPE_CHECKING:
    from slack_bolt.async_app import AsyncApp
    from slack_sdk.web.async_client import AsyncWebClient

    from bot.slack.blocks import Message
    from bot.slack.edge import Current, Edge

_OPEN = Around()


def register(app: AsyncApp, current: Current) -> None:
    """Listen for mentions and direct messages."""

    async def mention(body: dict[str, Any], event: dict[str, Any], client: AsyncWebClient) -> None:
        if _from_a_person(event) and not _is_direct(event):
            await _answer(current(), body, client, event.get("thread_ts") or event["ts"])

    async def direct(body: dict[str, Any], event: dict[str, Any], client: AsyncWebClient) -> None:
        if _from_a_person(event) and _is_direct(event):
            await _answer(current(), body, client, event.get("thread_ts", ""))

    async def other() -> None:
        """Take what is not for us without a fuss, so that Slack does not send it again."""

    app.event("app_mention")(mention)
    app.event("message")(direct)
    app.event(re.compile(""))(other)


async def _answer(edge: Edge, body: dict[str, Any], client: AsyncWebClient, thread: str) -> None:
    event = body["event"]
    if not await edge.first(f"event:{body['event_id']}"):
        return

    async def say(message: Message) -> None:
        await client.chat_postMessage(channel=event["channel"], thread_ts=thread or None, **QUIET, **message)

    if (stopped := edge.stopped(event["user"], event["channel"])) is not None:
        if stopped:
            await say(stopped)
        return
    here = edge.here(event["channel"])
    question, warning = hear(event.get("text", ""), here.malform)
    if warning:
        # What is said in a channel is seen by all: this is for the one who wrote it.
        whisper = blocks.message(warning, blocks.section(warning))
        await client.chat_postEphemeral(
            channel=event["channel"], user=event["user"], thread_ts=thread or None, link_names=False, **whisper
        )
    if draw := edge.drawing.asked(question, here):
        edge.drawing.start(client, draw, (event["channel"], thread or None), say)
        return
    place, now = (event["channel"], thread), edge.now()
    ask = Ask(question, previous=edge.memory.previous(place, now))
    reply = edge.replies.reply(ask, _OPEN, here)
    edge.note(reply, question, here)
    if reply.kind not in ("kode", "bruk"):
        edge.memory.remember(place, question, now)
    await say(reply.message)


def _from_a_person(event: dict[str, Any]) -> bool:
    """Tell a new message from a person from edits, joins, and what bots (we too) write."""
    plain_message = "subtype" not in event and "bot_id" not in event
    return plain_message and all(event.get(name) for name in ("user", "channel", "ts"))


def _is_direct(event: dict[str, Any]) -> bool:
    return event.get("channel_type") == "im" or str(event.get("channel")).startswith("D")
