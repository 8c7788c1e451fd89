"""Buttons: choose in an avklaring, ask a suggestion, turn a page, share with the channel, say if it was useful."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Any

from bot.domain.reply import Feedback
from bot.slack import blocks
from bot.slack.ask import Ask
from bot.slack.fristblokker import TURN
from bot.slack.outbound import channel_of
from bot.slack.phrases import NB
from bot.slack.replies import ASK, SHARE, USEFUL, USELESS, Around

if TYPE_CHECKING:
    from slack_bolt.async_app import AsyncAck, AsyncApp

    from bot.slack.edge import Current, Edge
    from bot.slack.here import Here


def register(app: AsyncApp, current: Current) -> None:
    """Listen for every button that a reply carries."""

    async def ask(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        edge = current()
        if asked := await _pressed(edge, body):
            around = Around(share=_private(body), judge=not asked.by, shared_by=asked.by)
            here = _here(edge, body)
            reply = edge.replies.reply(asked, around, here)
            edge.note(reply, asked.question, here)
            await edge.hooks.replace(body, reply.message)

    async def share(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        edge = current()
        if asked := await _pressed(edge, body):
            here = _here(edge, body)
            shared = edge.replies.reply(asked, Around(judge=False, shared_by=body["user"]["id"]), here)
            await edge.hooks.share(body, shared.message)
            await edge.hooks.replace(body, edge.replies.reply(asked, Around(footer=NB.shared), here).message)

    async def judge(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        edge = current()
        if asked := await _pressed(edge, body):
            await _judged(edge, body, asked)

    app.action(re.compile(rf"^({ASK}|{TURN})_\d+$"))(ask)
    app.action(SHARE)(share)
    app.action(re.compile(rf"^({USEFUL}|{USELESS})$"))(judge)


async def _pressed(edge: Edge, body: dict[str, Any]) -> Ask | None:
    """Return what the button carries. None for a replay, for a button that is not ours, and for one too many."""
    asked = Ask.read(body["actions"][0].get("value"))
    if asked is None or not await edge.first(f"trigger:{body['trigger_id']}"):
        return None
    stopped = edge.stopped(body["user"]["id"], channel_of(body))
    if stopped:
        await edge.hooks.whisper(body, stopped)
    return asked if stopped is None else None


async def _judged(edge: Edge, body: dict[str, Any], asked: Ask) -> None:
    """Keep one judgement a person and message, then thank for it."""
    if not await edge.first(_voter(body)):
        return
    around, here = Around(share=_private(body), judge=False, footer=NB.thanks), _here(edge, body)
    reply = edge.replies.reply(asked, around, here)
    useful = body["actions"][0]["action_id"] == USEFUL
    if not useful:
        edge.missed.note("ikke_nyttig", asked.question, here.fylke)
    await edge.keep(Feedback(edge.now(), reply.kind, reply.entries, useful))
    if _private(body):
        await edge.hooks.replace(body, reply.message)
    else:
        await edge.hooks.whisper(body, blocks.message(NB.thanks, blocks.section(NB.thanks)))


def _here(edge: Edge, body: dict[str, Any]) -> Here:
    """Return the day, and the county whose channel the button is in."""
    return edge.here(channel_of(body))


def _voter(body: dict[str, Any]) -> str:
    """Return a key that tells two judgements apart and nobody who made them."""
    container = body["container"]
    who = "|".join((body["user"]["id"], str(container.get("channel_id")), str(container.get("message_ts"))))
    return f"nyttig:{hashlib.sha256(who.encode()).hexdigest()}"


def _private(body: dict[str, Any]) -> bool:
    """Tell whether only the one who pressed can see the message."""
    return bool(body["container"]["is_ephemeral"])
