"""The last resort: whatever a listener raises is logged without the user's words, and the user is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aiohttp import ClientError
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackClientError

from bot.slack import blocks
from bot.slack.logs import log, where
from bot.slack.outbound import QUIET, ephemeral
from bot.slack.phrases import FAILED, FAILED_FORM

if TYPE_CHECKING:
    from slack_bolt.async_app import AsyncApp
    from slack_sdk.web.async_client import AsyncWebClient

    from bot.slack.outbound import Hooks

_UNANSWERED = (ClientError, TimeoutError)
_NOTE = {
    "type": "modal",
    "title": {"type": "plain_text", "text": "Noe gikk galt", "emoji": False},
    "close": {"type": "plain_text", "text": "Tilbake", "emoji": False},
    "blocks": blocks.section(FAILED_FORM),
}


def register(app: AsyncApp, hooks: Hooks) -> None:
    """Handle every error that reaches Bolt."""

    async def failed(error: Exception, body: dict[str, Any], client: AsyncWebClient) -> BoltResponse:
        log.error("failed", error=type(error).__name__, where=where(error), kind=_kind(body))
        sorry = blocks.message(FAILED, blocks.section(FAILED))
        if "command" in body:
            return BoltResponse(status=200, body=ephemeral(sorry))
        if body.get("type") == "view_submission":
            # An empty answer would close the form: as if all went well, and with it what was typed.
            return BoltResponse(status=200, body={"response_action": "push", "view": _NOTE})
        try:
            # When Slack did not answer, the message may well be there: an apology would contradict it.
            if not isinstance(error, _UNANSWERED):
                await _tell(body, client, hooks, sorry)
        except (SlackClientError, *_UNANSWERED) as unreachable:
            log.error("user_not_told", error=type(unreachable).__name__)
        # Slack would only send the same again, and its effect has been claimed.
        return BoltResponse(status=200, body="")

    app.error(failed)


async def _tell(body: dict[str, Any], client: AsyncWebClient, hooks: Hooks, sorry: blocks.Message) -> None:
    if "response_url" in body:
        await hooks.whisper(body, sorry)
        return
    event = body.get("event", {})
    if event.get("channel") and event.get("user"):
        thread = event.get("thread_ts") or (event.get("ts") if event.get("type") == "app_mention" else None)
        await client.chat_postMessage(channel=event["channel"], thread_ts=thread, **QUIET, **sorry)


def _kind(body: dict[str, Any]) -> str:
    return "command" if "command" in body else str(body.get("type", ""))
