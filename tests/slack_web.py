"""Stands in for Slack's Web API over real HTTP: each request gets the answer that waits, right or wrong."""

from __future__ import annotations

import json
import socket
import struct
from collections import deque
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import TYPE_CHECKING, Any, Literal, Self
from urllib.parse import parse_qs

if TYPE_CHECKING:
    from collections.abc import Mapping

TOKEN = "xoxb-1-2-kanarifugl"  # noqa: S105 - a canary, not a secret
HTML = b"<html><body><h1>503 Service Unavailable</h1></body></html>"


@dataclass(frozen=True)
class Answer:
    """What one request gets. *how*: the whole answer, a part of it, or none, before or after the request is read."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    how: Literal["whole", "half", "hang", "drop unread", "drop read", "reset"] = "whole"


def ok(**fields: Any) -> Answer:
    """Return a yes."""
    return Answer(json.dumps({"ok": True, **fields}).encode())


def no(word: str, status: int = 200, **headers: str) -> Answer:
    """Return a no in Slack's words; ``Retry_After`` becomes a header."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(json.dumps({"ok": False, "error": word}).encode(), status, named)


class _Handler(BaseHTTPRequestHandler):
    web: SlackWeb
    server_version = "stand-in"

    def handle(self) -> None:
        """Answer one request of one connection."""
        self.web.connections += 1
        waiting = self.web.answers[0] if self.web.answers else None
        if waiting and waiting.how == "drop unread":
            self.web.answers.popleft()
            return
        super().handle()

    def do_POST(self) -> None:
        """Give the answer that waits, as it is asked for."""
        sent = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        is_json = sent.startswith("{")
        fields = json.loads(sent) if is_json else {name: values[0] for name, values in parse_qs(sent).items()}
        self.web.asked.append((self.path.rpartition("/")[2], fields))
        answer = self.web.answers.popleft() if self.web.answers else ok(ts="1.0")
        if answer.how == "hang":
            self.web.over.wait(10)
        elif answer.how == "reset":
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        elif answer.how in ("whole", "half"):
            self._give(answer)

    def _give(self, answer: Answer) -> None:
        self.send_response_only(answer.status)
        given = {"Content-Type": "application/json; charset=utf-8", "Date": self.date_time_string(), **answer.headers}
        for name, value in {**given, "Content-Length": str(len(answer.body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(answer.body if answer.how == "whole" else answer.body[: len(answer.body) // 2])

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class SlackWeb:
    """A server on this machine. *asked* is what it was asked, *answers* is what it says next."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, dict[str, Any]]] = []
        self.answers: deque[Answer] = deque()
        self.connections = 0
        self.over = Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"web": self}))
        self._server.daemon_threads = False
        self._thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})

    @property
    def url(self) -> str:
        """Return its address, as that of Slack's API."""
        return f"http://127.0.0.1:{self._server.server_port}/api/"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


def nobody() -> str:
    """Return an address at which nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{taken.getsockname()[1]}/api/"
