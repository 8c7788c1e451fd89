"""The door: what is not from Slack stops here, before anything reads it.

Size, then the form of the headers, then the signature over the raw bytes. Nothing is parsed before the
signature holds, and nothing of the body is ever logged. An ASGI middleware, without Slack's own packages.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, MutableMapping, Sequence
    from datetime import datetime

    Scope = MutableMapping[str, Any]
    Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
    Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
    App = Callable[[Scope, Receive, Send], Awaitable[None]]

BODY_MAX = 64 * 1024
SKEW = 300
_TIMESTAMP = re.compile(rb"[0-9]{10}")
_SIGNATURE = re.compile(rb"v0=[0-9a-f]{64}")


class Refused(Exception):  # noqa: N818 - what happened to the request, not a fault of ours
    """A request that goes no further, with the *status* that says why."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class Guard:
    """Lets signed requests through to *app*. With two *secrets*, either may have signed (a rotation)."""

    def __init__(self, app: App, secrets: Sequence[str], now: Callable[[], datetime], patience: float = 10.0) -> None:
        self._app = app
        self._secrets = tuple(secret.encode() for secret in secrets)
        self._now = now
        self._patience = patience

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Judge one request."""
        try:
            headers = _headers(scope)
            body = await self._body(headers, receive)
            self._verify(headers, body)
        except Refused as refused:
            await send({"type": "http.response.start", "status": refused.status, "headers": []})
            await send({"type": "http.response.body", "body": b""})
            return
        await self._app(scope, _again(body, receive), send)

    async def _body(self, headers: dict[bytes, bytes], receive: Receive) -> bytes:
        """Read the body, no longer than `BODY_MAX` and no slower than the guard's patience."""
        length = headers.get(b"content-length", b"0")
        if not length.isdigit():
            raise Refused(400)
        if int(length[:12]) > BODY_MAX:
            raise Refused(413)
        first = await receive()
        if not first.get("more_body") and first["type"] == "http.request":
            return _bounded(first.get("body", b""))
        try:
            async with asyncio.timeout(self._patience):
                return await _rest(first, receive)
        except TimeoutError:
            raise Refused(408) from None

    def _verify(self, headers: dict[bytes, bytes], body: bytes) -> None:
        timestamp = headers.get(b"x-slack-request-timestamp", b"")
        signature = headers.get(b"x-slack-signature", b"")
        if not (_TIMESTAMP.fullmatch(timestamp) and _SIGNATURE.fullmatch(signature)):
            raise Refused(401)
        if abs(self._now().timestamp() - int(timestamp)) > SKEW:
            raise Refused(401)
        signed = b"v0:" + timestamp + b":" + body
        made = [b"v0=" + hmac.digest(s, signed, hashlib.sha256).hex().encode() for s in self._secrets]
        # Every secret is compared, so that the time taken does not tell which one was right.
        if not any([hmac.compare_digest(one, signature) for one in made]):  # noqa: C419 - see above
            raise Refused(401)


def _headers(scope: Scope) -> dict[bytes, bytes]:
    """Return the headers; a name that a judge reads must not stand there twice."""
    pairs = scope["headers"]
    headers = dict(pairs)
    if len(headers) != len(pairs):
        names = [name for name, _ in pairs if name.startswith((b"x-slack-", b"content-"))]
        if len(names) != len(set(names)):
            raise Refused(400)
    return headers


async def _rest(message: MutableMapping[str, Any], receive: Receive) -> bytes:
    """Read what comes after the first *message* too."""
    body = b""
    while message["type"] != "http.disconnect":
        body = _bounded(body + message.get("body", b""))
        if not message.get("more_body"):
            return body
        message = await receive()
    raise Refused(400)


def _bounded(body: bytes) -> bytes:
    if len(body) > BODY_MAX:
        raise Refused(413)
    return body


def _again(body: bytes, receive: Receive) -> Receive:
    """Return a channel that hands out the body that has been read, and then what comes after it."""
    pending = [{"type": "http.request", "body": body, "more_body": False}]

    async def replay() -> MutableMapping[str, Any]:
        return pending.pop() if pending else await receive()

    return replay
