"""The door: what is not from Slack stops here, before anything reads it.

Size, then the form of the headers and the time, then the signature over the raw bytes, and that it has not been used.
Nothing is parsed before the signature holds. Whatever fails gets a 4xx and one line in the log, which says why and
holds nothing of the request. An ASGI middleware, without Slack's own packages.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import re
from typing import TYPE_CHECKING, Any

from bot.slack.logs import log
from bot.slack.once import SKEW, Once

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, MutableMapping, Sequence
    from datetime import datetime

    Scope = MutableMapping[str, Any]
    Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
    Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
    App = Callable[[Scope, Receive, Send], Awaitable[None]]

BODY_MAX = 64 * 1024
PATIENCE = 10.0
"""How many seconds the whole body may take."""
_TIMESTAMP = re.compile(rb"[0-9]{10}")
_SIGNATURE = re.compile(rb"v0=[0-9a-f]{64}")


class Refused(Exception):  # noqa: N818 - what happened to the request, not a fault of ours
    """A request that goes no further, with the *status* it gets and the *reason* that is logged."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(status, reason)
        self.status = status
        self.reason = reason


class Guard:
    """Lets signed requests through to *app*, each once. With two *secrets*, either may have signed (a rotation)."""

    def __init__(self, app: App, secrets: Sequence[str], now: Callable[[], datetime], once: Once | None = None) -> None:
        self._app = app
        self._secrets = tuple(secret.encode() for secret in secrets)
        self._now = now
        self._once = once or Once()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Judge one request."""
        try:
            body = await self._judged(scope, receive)
        except Refused as refused:
            log.warning("request_refused", status=refused.status, reason=refused.reason)
            await send({"type": "http.response.start", "status": refused.status, "headers": []})
            await send({"type": "http.response.body", "body": b""})
            return
        await self._app(scope, _again(body, receive), send)

    async def _judged(self, scope: Scope, receive: Receive) -> bytes:
        """Return the body of a request that is Slack's. What the headers give away is refused before it is read."""
        headers, now = _headers(scope), self._now()
        _not_too_long(headers)
        stamp, signature = _signed(headers, now)
        body = await _read(receive)
        self._verify(stamp, signature, body)
        if not await self._once.first(signature, int(stamp), now):
            raise Refused(401, "replay")
        return body

    def _verify(self, stamp: bytes, signature: bytes, body: bytes) -> None:
        signed = b"v0:" + stamp + b":" + body
        made = [b"v0=" + hmac.digest(s, signed, hashlib.sha256).hex().encode() for s in self._secrets]
        # Every secret is compared, so that the time taken does not tell which one was right.
        if not any([hmac.compare_digest(one, signature) for one in made]):  # noqa: C419 - see above
            raise Refused(401, "signature")


def _headers(scope: Scope) -> dict[bytes, bytes]:
    """Return the headers; a name that a judge reads must not stand there twice."""
    pairs = scope["headers"]
    headers = dict(pairs)
    if len(headers) != len(pairs):
        names = [name for name, _ in pairs if name.startswith((b"x-slack-", b"content-"))]
        if len(names) != len(set(names)):
            raise Refused(400, "header_twice")
    return headers


def _not_too_long(headers: dict[bytes, bytes]) -> None:
    length = headers.get(b"content-length", b"0")
    if not length.isdigit():
        raise Refused(400, "length")
    if int(length[:12]) > BODY_MAX:
        raise Refused(413, "size")


def _signed(headers: dict[bytes, bytes], now: datetime) -> tuple[bytes, bytes]:
    """Return the time and the signature that a request says it was signed with, if it can be true."""
    stamp = headers.get(b"x-slack-request-timestamp", b"")
    signature = headers.get(b"x-slack-signature", b"")
    if not (_TIMESTAMP.fullmatch(stamp) and _SIGNATURE.fullmatch(signature)):
        raise Refused(401, "form")
    if abs(now.timestamp() - int(stamp)) > SKEW:
        raise Refused(401, "time")
    return stamp, signature


async def _read(receive: Receive) -> bytes:
    """Return the body, no longer than `BODY_MAX` and no slower than `PATIENCE`."""
    body = bytearray()
    try:
        async with asyncio.timeout(PATIENCE):
            while (message := await receive())["type"] == "http.request":
                body += message.get("body", b"")
                if len(body) > BODY_MAX:
                    raise Refused(413, "size")
                if not message.get("more_body"):
                    return bytes(body)
    except TimeoutError:
        raise Refused(400, "slow") from None
    raise Refused(400, "left")


def _again(body: bytes, receive: Receive) -> Receive:
    """Return a channel that hands out the body that has been read, and then what comes after it."""
    pending = [{"type": "http.request", "body": body, "more_body": False}]

    async def replay() -> MutableMapping[str, Any]:
        return pending.pop() if pending else await receive()

    return replay
