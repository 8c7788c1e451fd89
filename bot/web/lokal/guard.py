"""Keeps other web pages out: the workspace answers its own page, on this machine, and nobody else.

Another page that the person has open may send requests here (CSRF), or make its own name point to 127.0.0.1
(DNS rebinding). The Host header gives the second away, Origin and Sec-Fetch-Site the first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_HOSTS = frozenset({"127.0.0.1", "localhost"})
_FROM_HERE = frozenset({"same-origin", "none"})
_OWN_POSTS = "/lokal/"
_POLICY = "Content-Security-Policy"
_HEADERS = {
    _POLICY: (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


class OnlyFromHere:
    """ASGI middleware: refuses what does not come from this page, and sends the headers that contain it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer 403."""
        if scope["type"] == "http" and not allowed(scope["method"], scope["path"], Headers(scope=scope)):
            answer = PlainTextResponse("Bare siden selv, på denne maskinen, får svar herfra.\n", 403)
            await answer(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                sent = MutableHeaders(scope=message)
                own = sent.get(_POLICY)  # a page that is stricter, or other, about itself says so
                sent.update(_HEADERS | ({_POLICY: own} if own else {}))
            await send(message)

        await self._app(scope, receive, send_with_headers)


def allowed(method: str, path: str, headers: Headers) -> bool:
    """Tell whether a request may come in.

    >>> allowed('GET', '/', Headers({'host': 'evil.example'}))
    False
    """
    host = headers.get("host", "")
    if _name(host) not in _HOSTS:
        return False
    if method == "GET" and path == "/" and headers.get("sec-fetch-mode") == "navigate":
        return True  # a link to the page may stand anywhere; the page does nothing by being opened
    if headers.get("sec-fetch-site", "none") not in _FROM_HERE:
        return False
    origin = headers.get("origin")
    if origin is None:
        return method == "GET" or not path.startswith(_OWN_POSTS)
    return origin == f"http://{host}"


def _name(host: str) -> str | None:
    try:
        return urlsplit(f"//{host}").hostname
    except ValueError:
        return None
