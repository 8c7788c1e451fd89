"""The whole bot as Slack reaches it, called without a network: what `bot.app` builds, on a clock moved by hand."""

from __future__ import annotations

import hashlib
import hmac
import io
import json
import logging
import sys
import threading
from contextlib import contextmanager, redirect_stderr
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import structlog

from bot.app import build_web
from bot.config import Settings
from bot.house import House
from bot.slack import logs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from bot.house import Snapshot

SECRET, TOKEN = "f00dfeed" * 4, "xoxb-1-2-tull"
SMALL = Path(__file__).parent.parent / "data" / "small"
FORM, JSON = b"application/x-www-form-urlencoded", b"application/json"
Headers = list[tuple[bytes, bytes]]


class Clock:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

    def now(self) -> datetime:
        """Return the time."""
        return self.at

    def forward(self, seconds: float) -> None:
        """Let time pass."""
        self.at += timedelta(seconds=seconds)


class Bot:
    """One process of the bot, with the small knowledge and no deadlines, unless *more* of the environment says so.

    *made* may change what it answers from.
    """

    def __init__(
        self,
        database: str,
        api: str,
        clock: Clock,
        more: Mapping[str, str] | None = None,
        made: Callable[[Snapshot], Snapshot] = lambda snapshot: snapshot,
    ) -> None:
        self.clock = clock
        environ = {
            "SLACK_BOT_TOKEN": TOKEN,
            "SLACK_SIGNING_SECRET": SECRET,
            "SLACK_API_URL": api,
            "DATABASE_URL": database,
            "KODEVAKT_KNOWLEDGE": str(SMALL),
            "KODEVAKT_SCHEDULES": str(SMALL),
            "KODEVAKT_GRENSE": "0",
        }
        self.settings = Settings.from_env(environ | dict(more or {}))
        with quiet():
            self.house = House(self.settings)
        self.house.current = made(self.house.current)
        self.app = build_web(self.settings, self.house, clock.now, commits=False)

    async def knock(self, headers: Headers, body: bytes, kind: bytes = FORM) -> int:
        """Send a request and return its status. An exception that gets out is a 500, and ends the run."""
        return (await self.ask(headers, body, kind))[0]

    async def say(self, body: bytes, kind: bytes = FORM) -> tuple[int, bytes]:
        """Send what Slack would, and return the status and the body of the answer."""
        return await self.ask(self.signed(body), body, kind)

    async def ask(
        self, headers: Headers, body: bytes, kind: bytes = FORM, path: str = "/slack/events", method: str = "POST"
    ) -> tuple[int, bytes]:
        """Send a request and return the status and the body of the answer."""
        queue = [{"type": "http.request", "body": body, "more_body": False}]
        sent: list[Any] = []

        async def receive() -> Any:
            return queue.pop() if queue else {"type": "http.disconnect"}

        async def send(message: Any) -> None:
            sent.append(message)

        scope = {
            "type": "http",
            "method": method,
            "path": path,
            "headers": [(b"content-type", kind), *headers],
            "query_string": b"",
            "root_path": "",
        }
        await self.app(scope, receive, send)
        return int(sent[0]["status"]), b"".join(part.get("body", b"") for part in sent[1:])

    def signed(self, body: bytes, secret: str = SECRET, ago: int = 0) -> Headers:
        """Return the headers of *body*, signed *ago* seconds ago."""
        stamp = str(int(self.clock.at.timestamp()) - ago)
        made = hmac.new(secret.encode(), f"v0:{stamp}:".encode() + body, hashlib.sha256).hexdigest()
        return [(b"x-slack-request-timestamp", stamp.encode()), (b"x-slack-signature", f"v0={made}".encode())]

    def close(self) -> None:
        """Let go of the database."""
        self.house.store.close()


@contextmanager
def written(level: str = "DEBUG") -> Iterator[io.StringIO]:
    """Return what is written to standard error meanwhile: the logs as they are in earnest, and whatever else."""
    before = structlog.get_config(), logging.root.handlers[:], logging.root.level
    hooks = sys.excepthook, threading.excepthook, sys.unraisablehook
    with redirect_stderr(io.StringIO()) as said:
        logs.configure(level)
        try:
            yield said
        finally:
            structlog.configure(**before[0])
            logging.root.handlers[:], logging.root.level = before[1:]
            sys.excepthook, threading.excepthook, sys.unraisablehook = hooks


@contextmanager
def quiet() -> Iterator[list[Any]]:
    """Return what is logged meanwhile, instead of writing it: our own lines, and those of the libraries."""
    with structlog.testing.capture_logs() as entries:
        before, handlers = logging.root.level, logging.root.handlers[:]
        logging.root.handlers[:] = [_Into(entries)]
        try:
            yield entries
        finally:
            logging.root.level, logging.root.handlers[:] = before, handlers


class _Into(logging.Handler):
    """Puts each line of a library among ours."""

    def __init__(self, entries: list[Any]) -> None:
        super().__init__()
        self._entries = entries

    def emit(self, record: logging.LogRecord) -> None:
        """Keep it."""
        self._entries.append({"event": record.getMessage()})


def command(number: int, text: str = "TPTIP1A---", name: str = "/kode") -> bytes:
    """Return a command unlike the others."""
    fields = {"command": name, "text": text, "team_id": "T1", "user_id": "U1", "channel_id": "C1"}
    return urlencode(fields | {"trigger_id": f"1.2.{number}"}).encode()


def mention(number: int, text: str = "<@U0BOT> TPTIP1A---") -> bytes:
    """Return a mention that is answered with a post."""
    event = {"type": "app_mention", "channel": "C1", "user": "U1", "ts": f"{number}.1", "text": text}
    body = {"type": "event_callback", "team_id": "T1", "event_id": f"Ev{number}", "event": event}
    return json.dumps(body).encode()
