"""Signed HTTP requests to the bot, as Slack makes them."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from aiohttp import ClientError, ClientSession

if TYPE_CHECKING:
    from datetime import datetime

Json = dict[str, Any]
_FORM, _JSON = "application/x-www-form-urlencoded", "application/json"


@dataclass(frozen=True, slots=True)
class Reply:
    """What the bot answered; *status* is 0 when it did not."""

    status: int
    body: str

    @property
    def ok(self) -> bool:
        """True for a status that Slack takes as received."""
        return self.status == 200

    def as_message(self) -> Json | None:
        """Return the message that the body holds, JSON or plain text; None when it is empty."""
        if not self.body.strip():
            return None
        try:
            message = json.loads(self.body)
        except ValueError:
            return {"text": self.body}
        return message if isinstance(message, dict) and message else None


def sign(secret: str, timestamp: int, body: bytes) -> str:
    """Return Slack's signature of *body*.

    Source: Slack, "Verifying requests from Slack", whose example this is.

    >>> sign('8f742231b10e8888abcd99yyyzzz85a5', 1531420618, b'token=x')[:3]
    'v0='
    """
    base = b"v0:" + str(timestamp).encode() + b":" + body
    return "v0=" + hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()


Send = Callable[[dict[str, str], bytes], Awaitable[Reply]]


class Courier:
    """Signs what it is given and sends it."""

    def __init__(self, secret: str, now: Callable[[], datetime], send: Send) -> None:
        self._secret = secret
        self._now = now
        self._send = send

    async def form(self, fields: dict[str, str]) -> Reply:
        """Send a form: a slash command."""
        return await self._signed(_FORM, urlencode(fields).encode())

    async def interaction(self, payload: Json) -> Reply:
        """Send a form with a ``payload``: a click or a modal."""
        return await self.form({"payload": json.dumps(payload)})

    async def event(self, payload: Json) -> Reply:
        """Send JSON: an event."""
        return await self._signed(_JSON, json.dumps(payload).encode())

    async def _signed(self, kind: str, body: bytes) -> Reply:
        timestamp = int(self._now().timestamp())
        signature = sign(self._secret, timestamp, body)
        headers = {"X-Slack-Request-Timestamp": str(timestamp), "X-Slack-Signature": signature}
        agent = "Slackbot 1.0 (+https://api.slack.com/robots)"
        return await self._send({**headers, "Content-Type": kind, "User-Agent": agent}, body)


def over_http(session: Callable[[], ClientSession], url: str) -> Send:
    """Return a sender that posts to *url*."""

    async def send(headers: dict[str, str], body: bytes) -> Reply:
        try:
            async with session().post(url, data=body, headers=headers) as response:
                return Reply(response.status, await response.text())
        except (ClientError, TimeoutError) as error:
            return Reply(0, type(error).__name__)

    return send
