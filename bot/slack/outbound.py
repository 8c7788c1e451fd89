"""Messages on their way to Slack: nothing unfurls, nobody is mentioned by name, and addresses are checked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.slack.logs import log

if TYPE_CHECKING:
    from bot.slack.blocks import Message

SLACK_HOOKS = "https://hooks.slack.com/"
_TIMEOUT = 10
QUIET: dict[str, Any] = {"unfurl_links": False, "unfurl_media": False, "link_names": False}


def ephemeral(message: Message) -> dict[str, Any]:
    """Return *message* as only the one who asked will see it."""
    return {"response_type": "ephemeral", **QUIET, **message}


def channel_of(body: dict[str, Any]) -> str:
    """Return the id of the channel that a button was pressed in, "" where there is none."""
    return str(body["container"].get("channel_id") or body.get("channel", {}).get("id", ""))


class Hooks:
    """Follows a payload's `response_url`, if it leads to Slack (or to the API address that was set)."""

    def __init__(self, api_url: str) -> None:
        api = urlsplit(api_url)
        self._allowed = (SLACK_HOOKS, f"{api.scheme}://{api.netloc}/")

    async def replace(self, body: dict[str, Any], message: Message) -> None:
        """Put *message* in the place of the one whose button was pressed."""
        await self._send(body, {"replace_original": True, **message})

    async def share(self, body: dict[str, Any], message: Message) -> None:
        """Post *message* in the channel, for everyone."""
        await self._send(body, {"response_type": "in_channel", "replace_original": False, **message})

    async def whisper(self, body: dict[str, Any], message: Message) -> None:
        """Show *message* to the one who pressed the button, where the button is."""
        thread = body.get("container", {}).get("thread_ts")
        place = {"thread_ts": thread} if thread else {}
        await self._send(body, {"response_type": "ephemeral", "replace_original": False, **place, **message})

    async def _send(self, body: dict[str, Any], message: dict[str, Any]) -> None:
        url = body.get("response_url", "")
        if not url.startswith(self._allowed):
            log.warning("response_url_refused")
            return
        # No retries: a second try after a lost answer would post twice.
        client = AsyncWebhookClient(url, timeout=_TIMEOUT, retry_handlers=[])
        response = await client.send_dict({**QUIET, **message})
        if response.status_code != 200:
            log.warning("response_url_failed", status=response.status_code)
