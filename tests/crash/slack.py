"""A stand-in for Slack that fails: ``python -m tests.crash.slack '<settings>'`` prints its port and serves.

It is a process of its own, so what it has accepted outlives every worker. It accepts and drops, accepts and answers
500, is slow to show what it has, and has other bots that copy our posts. ``GET /kept`` tells all that it accepted.
"""

from __future__ import annotations

import json
import random
import sys
import threading
import time
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple
from urllib.parse import parse_qsl

BOT, OTHER = "B0000KODE", "B0000ANNEN"
POST, OFTEN = "chat.postMessage", 25.0
PAGE_MAX = 40
SLOW = 1.4  # seconds: more than a worker waits

# Percent of the calls, far above reality. What is accepted is kept though the caller is not told so.
FATES: dict[str, dict[str, float]] = {
    POST: {
        "limited": 4,
        "503": 3,
        "500 accepted": 3,
        "internal_error accepted": 1,
        "dropped accepted": 4,
        "slow accepted": 2,
        "dropped": 2,
    },
    "conversations.history": {"limited": 3, "503": 3, "internal_error": 1, "dropped": 2},
    "chat.update": {"limited": 3, "503": 3, "dropped": 2},
    "auth.test": {"503": 1, "dropped": 1},
}


class Message(NamedTuple):
    """What stands in a channel. *shown_at* is when the history begins to show it."""

    channel: str
    ts: str
    shown_at: float
    bot: str | None
    metadata: dict[str, Any] | None
    thread: str | None


class Workspace:
    """All that was written, append-only. *lag* is the shortest and longest time until the history shows a message.

    *only* is the one fault that there is, and often; without it there are all of them.
    """

    def __init__(self, seed: int, lag: tuple[float, float], only: str = "") -> None:
        self._chance = random.Random(seed)  # noqa: S311 - the faults are to come again with the same seed
        self._lag = lag
        self._fates = {POST: {only: OFTEN}} if only else FATES
        self._lock = threading.Lock()
        self._last = 0
        self._messages: list[Message] = []
        self.told: Counter[str] = Counter()

    def fate(self, method: str) -> str:
        """Draw what becomes of a call."""
        with self._lock:
            drawn = self._chance.random() * 100
            for fate, percent in self._fates.get(method, {}).items():
                drawn -= percent
                if drawn < 0:
                    self.told[f"{method}: {fate}"] += 1
                    return fate
            self.told[f"{method}: ok"] += 1
            return "ok"

    def keep(self, call: dict[str, Any]) -> str:
        """Accept a post, sometimes beside other people's messages. Returns its ts."""
        with self._lock:
            self._around(call)
            return self._add(call["channel"], BOT, call.get("metadata"))

    def others(self, call: dict[str, Any]) -> None:
        """Let others write, and copy what was not accepted."""
        with self._lock:
            self._around(call)

    def kept(self) -> list[tuple[str, str, str]]:
        """Return channel, key and ts of all that we were sent and accepted."""
        with self._lock:
            ours = [m for m in self._messages if m.bot == BOT and not m.thread and m.metadata]
        return [(m.channel, m.metadata["event_payload"]["key"], m.ts) for m in ours if m.metadata]

    def has(self, ts: str) -> bool:
        """Tell whether there is a message of that name."""
        return any(message.ts == ts for message in self._messages)

    def page(self, call: dict[str, Any]) -> dict[str, Any]:
        """Return a page of what a channel's history shows, the newest first."""
        before, now = float(call.get("cursor") or "inf"), time.time()
        oldest, limit = float(call.get("oldest") or 0), min(int(call.get("limit") or 100), PAGE_MAX)
        with self._lock:
            shown = [m for m in self._messages if m.channel == call["channel"] and m.shown_at <= now and not m.thread]
        found = sorted((m for m in shown if oldest < float(m.ts) < before), key=lambda m: float(m.ts), reverse=True)
        page = found[:limit]
        whole = call.get("include_all_metadata") in ("1", "true", True)
        more = len(found) > limit
        cursor = {"response_metadata": {"next_cursor": page[-1].ts}} if more else {}
        return {"ok": True, "messages": [_seen(m, whole=whole) for m in page], "has_more": more, **cursor}

    def _around(self, call: dict[str, Any]) -> None:
        """People write, answer in threads, and another bot copies the very post: none of it is ours."""
        channel, drawn = call["channel"], self._chance.random()
        if drawn < 0.1:
            self._add(channel, OTHER, call.get("metadata"))
        elif drawn < 0.3:
            self._add(channel, None, None)
        elif drawn < 0.35 and self._messages:
            self._add(channel, OTHER, call.get("metadata"), thread=self._messages[-1].ts)

    def _add(self, channel: str, bot: str | None, metadata: Any, thread: str | None = None) -> str:
        now = time.time()
        self._last = max(self._last + 1, round(now * 1e6))
        ts = f"{self._last // 1_000_000}.{self._last % 1_000_000:06d}"
        given = json.loads(metadata) if isinstance(metadata, str) else metadata
        shown_at = now + self._chance.uniform(*self._lag)
        self._messages.append(Message(channel, ts, shown_at, bot, given, thread))
        return ts


def _seen(message: Message, *, whole: bool) -> dict[str, Any]:
    metadata = message.metadata if whole or not message.metadata else {"event_type": message.metadata["event_type"]}
    told = {"bot_id": message.bot, "metadata": metadata}
    return {"type": "message", "ts": message.ts, "text": "…", **{k: v for k, v in told.items() if v}}


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        """Tell what was accepted."""
        workspace = self.server.workspace
        self._answer(200, {"kept": workspace.kept(), "told": workspace.told})

    def do_POST(self) -> None:
        """Answer a call as its fate will have it."""
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        call = json.loads(body) if body.startswith("{") else dict(parse_qsl(body))
        method = self.path.rsplit("/", 1)[-1]
        fate = self.server.workspace.fate(method)
        answer = {"ok": True}
        if fate == "ok" or fate.endswith("accepted"):
            answer = self._done(method, call)
        elif method == POST:
            self.server.workspace.others(call)
        if fate.startswith("slow"):
            time.sleep(SLOW)
        if fate.startswith("dropped"):
            self.close_connection = True
        elif fate == "limited":
            self._answer(429, {"ok": False, "error": "ratelimited"}, retry_after=1)
        elif fate.startswith("50"):
            self._answer(int(fate[:3]), {"ok": False, "error": "unavailable"})
        elif fate.startswith("internal_error"):
            self._answer(200, {"ok": False, "error": "internal_error"})
        else:
            self._answer(200, answer)

    def _done(self, method: str, call: dict[str, Any]) -> dict[str, Any]:
        workspace = self.server.workspace
        if method == "auth.test":
            return {"ok": True, "bot_id": BOT, "user_id": "U0000KODE", "team_id": "T0000KODE"}
        if method == "conversations.history":
            return workspace.page(call)
        if method == "chat.update":
            found = workspace.has(call["ts"])
            return {"ok": True, "ts": call["ts"]} if found else {"ok": False, "error": "message_not_found"}
        return {"ok": True, "channel": call["channel"], "ts": workspace.keep(call)}

    def _answer(self, status: int, body: dict[str, Any], retry_after: int | None = None) -> None:
        written = json.dumps(body).encode()
        try:
            self.send_response(status)
            if retry_after is not None:
                self.send_header("Retry-After", str(retry_after))
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(written)))
            self.end_headers()
            self.wfile.write(written)
        except OSError:
            self.close_connection = True  # the caller is dead

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


class _Server(ThreadingHTTPServer):
    request_queue_size = 128
    daemon_threads = True

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.workspace = workspace


def main() -> None:
    """Serve until killed."""
    with _Server(Workspace(**json.loads(sys.argv[1]))) as server:
        sys.stdout.write(f"{server.server_port}\n")
        sys.stdout.flush()
        server.serve_forever()


if __name__ == "__main__":
    main()
