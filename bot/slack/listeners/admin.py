"""``/kodeadmin`` and the buttons of its answers, for the members of the admins' group only.

Each step leaves one line in the audit, also one that is refused.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from slack_sdk.errors import SlackApiError

from bot.domain.privacy import mask
from bot.errors import Conflict
from bot.slack import hulltekster
from bot.slack.admin import tekster
from bot.slack.admin.commands import VERBS, answer_gap, help_, status, undo
from bot.slack.admin.desk import FAILED, MOVED, REFUSED, Asked
from bot.slack.heard import hear
from bot.slack.logs import log
from bot.slack.outbound import ephemeral

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from slack_bolt.async_app import AsyncAck, AsyncApp
    from slack_sdk.web.async_client import AsyncWebClient

    from bot.slack.admin.desk import Desk
    from bot.slack.blocks import Message
    from bot.slack.edge import Current

COMMAND = "/kodeadmin"


def register(app: AsyncApp, current: Current, desk: Desk) -> None:
    """Listen for them."""

    async def command(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        verb, _, words = hear(body.get("text", ""), "nb").question.partition(" ")
        name, does = VERBS.get(verb.casefold(), ("hjelp", help_)) if verb else ("status", status)
        reply = await _done(Asked(name, words, body.get("user_id", ""), body, client, current(), desk), does)
        await (ack(ephemeral(reply)) if reply else ack())

    def pressing(name: str, does: Callable[[Asked], Awaitable[Message | None]]) -> Callable[..., Awaitable[None]]:
        async def pressed(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
            await ack()
            edge, words = current(), mask(str(body["actions"][0].get("value", ""))).text
            if not await edge.first(f"trigger:{body['trigger_id']}"):
                return
            if reply := await _done(Asked(name, words, body["user"]["id"], body, client, edge, desk), does):
                await edge.hooks.whisper(body, reply)

        return pressed

    app.command(COMMAND)(command)
    for name, does in (VERBS[verb] for verb in ("endre", "bekreft", "historikk", "angre")):
        app.action(re.compile(rf"^{tekster.OPEN}_{name}_\d+$"))(pressing(name, does))
    app.action(tekster.UNDO)(pressing("angre", undo))
    app.action(re.compile(rf"^{hulltekster.NEW}_\d+$"))(pressing("ny", answer_gap))


async def _done(asked: Asked, does: Callable[[Asked], Awaitable[Message | None]]) -> Message | None:
    """Do what is asked for if the one who asks may, and write it down."""
    # What a gap's button carries is questions, and no entry.
    desk, name, target = asked.desk, asked.verb, "" if asked.words.startswith("{") else asked.words
    if not await desk.rights.may(asked.client, asked.by, "administer"):
        await desk.write_down(asked.by, name, target, REFUSED)
        return tekster.said(tekster.REFUSED)
    try:
        reply = await does(asked)
    except Conflict as error:
        await desk.write_down(asked.by, name, target, MOVED)
        return tekster.said(str(error))
    except SlackApiError as error:
        log.warning("form_not_opened", error=error.response.get("error"))
        await desk.write_down(asked.by, name, target, FAILED)
        return tekster.said(tekster.NOT_OPENED)
    await desk.write_down(asked.by, name, target)
    return reply
