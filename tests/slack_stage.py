"""The Slack edge on a stage: signed requests in front, a stand-in for Slack behind, a clock set by hand."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Self, cast
from urllib.parse import urlencode

import httpx
import sqlalchemy as sa
from aiohttp import web
from aiohttp.test_utils import TestServer
from slack_says import FakePictures, FakeResponder, kunnskap

from bot import app as root
from bot.adapters.store import Store
from bot.adapters.store.gaps import Gaps
from bot.adapters.store.watch import Watch
from bot.config import Settings
from bot.domain.arshjul import Arshjulene
from bot.domain.kanal import Kanal
from bot.edges import Lasting, build_edge
from bot.reminding.tools import Basis
from bot.slack.drawing import Drawing
from bot.slack.endpoint import Endpoint
from bot.slack.guard import Guard
from bot.web import server
from bot.web.health import Health

if TYPE_CHECKING:
    from pathlib import Path

    from bot.house import House

SECRET, NEXT_SECRET = "f00dfeed" * 4, "beefbeef" * 4
TOKEN, APP_TOKEN = "xoxb-1-2-kanarifugl", "xapp-1-kanarifugl"


class Clock:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

    def now(self) -> datetime:
        """Return the time."""
        return self.at

    def forward(self, **time: float) -> None:
        """Let time pass."""
        self.at += timedelta(**time)


class Slack:
    """Stands in for Slack: its Web API, the hooks behind a response_url, and a Socket Mode connection."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.hooked: list[dict[str, Any]] = []
        self.files: list[bytes] = []
        self.answers: dict[str, dict[str, Any]] = {"conversations.members": {"ok": True, "members": ["U1", "U2", "U3"]}}
        self.drop: set[str] = set()
        self.slow: dict[str, asyncio.Event] = {}
        self.waiting = asyncio.Event()
        self.acknowledged: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.socket: asyncio.Queue[web.WebSocketResponse] = asyncio.Queue()
        application = web.Application()
        application.router.add_route("*", "/api/{method}", self._api)
        application.router.add_post("/hook", self._hook)
        application.router.add_post("/file", self._file)
        application.router.add_get("/socket", self._connect)
        self._server = TestServer(application)

    async def __aenter__(self) -> Self:
        await self._server.start_server()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._server.close()

    def url(self, path: str) -> str:
        """Return the address of *path*."""
        return f"http://127.0.0.1:{self._server.port}{path}"

    def posted(self, method: str = "chat.postMessage") -> list[dict[str, Any]]:
        """Return what *method* was called with."""
        return [arguments for name, arguments in self.calls if name == method]

    async def _api(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        arguments = await request.json() if request.content_type == "application/json" else await request.post()
        self.calls.append((method, {**request.query, **arguments}))
        if method in self.slow:
            self.waiting.set()
            await self.slow[method].wait()
        if method in self.drop and request.transport:
            request.transport.abort()
        if method == "apps.connections.open":
            return web.json_response({"ok": True, "url": self.url("/socket").replace("http", "ws")})
        file = {"file_id": "F1", "upload_url": self.url("/file"), "files": [{"id": "F1"}]}
        return web.json_response(self.answers.get(method, {"ok": True, "ts": "1.2", **file}))

    async def _file(self, request: web.Request) -> web.Response:
        self.files.append(await request.read())
        return web.Response(text="OK")

    async def _hook(self, request: web.Request) -> web.Response:
        self.hooked.append(await request.json())
        return web.Response(text="ok")

    async def _connect(self, request: web.Request) -> web.WebSocketResponse:
        connection = web.WebSocketResponse()
        await connection.prepare(request)
        await self.socket.put(connection)
        async for message in connection:
            await self.acknowledged.put(json.loads(message.data))
        return connection


class Stage:
    """The whole edge with a fake responder: say something to it and look at what comes back.

    C46 and C46B are the channels of Vestland, C03 is that of Oslo.
    """

    def __init__(
        self,
        slack: Slack,
        folder: Path,
        responder: FakeResponder | None = None,
        arshjul: Arshjulene | None = None,
        limit: int = 0,
    ) -> None:
        self.slack, self.clock, self.responder = slack, Clock(), responder or FakeResponder()
        self.folder = folder
        self.pictures = FakePictures()
        environ = {
            "SLACK_BOT_TOKEN": TOKEN,
            "SLACK_SIGNING_SECRET": SECRET,
            "SLACK_SIGNING_SECRET_NEXT": NEXT_SECRET,
            "SLACK_API_URL": slack.url("/api/"),
            "DATABASE_URL": f"sqlite:///{folder / 'kodevakt.sqlite3'}",
            "KODEVAKT_KNOWLEDGE": str(folder),
            "KODEVAKT_SCHEDULES": str(folder),
            "KODEVAKT_ADMIN_CHANNEL": "CADMIN",
            "KODEVAKT_ADMIN_GROUP": "S0ADMIN",
            "KODEVAKT_GRENSE": str(limit),
        }
        self.settings = Settings.from_env(environ)
        self.store = Store(self.settings.database_url)
        self.kanaler = {
            id_: Kanal(id=id_, fylke=fylke)
            for id_, fylke in (("C46", "Vestland"), ("C46B", "Vestland"), ("C03", "Oslo"))
        }
        basis = Basis(arshjul or Arshjulene(()), self.kanaler)
        lasting = Lasting.of(self.settings, self.store, self.clock.now)
        self.drawing = Drawing(self.pictures, lasting.filing)
        self.gaps, self.missed = Gaps(self.store.database, self.settings.gap_days), lasting.missed
        held = (self.settings, self.responder, self.store, lasting)
        edge = build_edge(*held, drawing=self.drawing, basis=basis, now=self.clock.now)
        files = SimpleNamespace(store=self.store, take_up=tuple)
        desk = root.build_desk(self.settings, cast("House", files), edge.rights)
        self.bolt = root.build_bolt(self.settings, lambda: edge, desk)
        guard = Guard(Endpoint(self.bolt), self.settings.signing_secrets, self.clock.now)
        without_channels = SimpleNamespace(kunnskap=kunnskap(), basis=Basis(basis.arshjul, {}))
        health = Health(SimpleNamespace(current=without_channels, faults=()), Watch(self.store.database))
        self.web = server.build(guard, health.routes(), self.drawing.filing.running)
        self.http = httpx.AsyncClient(transport=httpx.ASGITransport(self.web), base_url="http://kodevakt")
        self._count = self._sent = 0

    async def send(self, body: bytes, kind: str, headers: dict[str, str] | None = None) -> httpx.Response:
        """Post *body* as Slack does: signed a moment ago, and at another moment when it is sent again."""
        self._sent += 1
        signed_at = self.clock.now() - timedelta(seconds=self._sent % 250)
        signed = sign(body, signed_at) | {"content-type": kind} | (headers or {})
        return await self.http.post("/slack/events", content=body, headers=signed)

    async def form(self, **fields: str) -> httpx.Response:
        """Post a form."""
        return await self.send(urlencode(fields).encode(), "application/x-www-form-urlencoded")

    async def kode(self, text: str, channel: str = "C1", user: str = "U1") -> dict[str, Any]:
        """Type ``/kode`` and return the reply, {} for none."""
        return await self._command("/kode", text, channel, user=user)

    async def frist(self, text: str, channel: str = "C1", trigger: str = "") -> dict[str, Any]:
        """Type ``/frist`` and return the reply, {} for none."""
        return await self._command("/frist", text, channel, trigger)

    async def _command(
        self, command: str, text: str, channel: str, trigger: str = "", user: str = "U1"
    ) -> dict[str, Any]:
        self._count += 1
        response = await self.form(
            command=command,
            text=text,
            team_id="T1",
            user_id=user,
            channel_id=channel,
            trigger_id=trigger or f"t{self._count}",
            response_url=self.slack.url("/hook"),
        )
        assert response.status_code == 200
        return dict(response.json()) if response.content else {}

    async def event(self, event: dict[str, Any], event_id: str = "") -> httpx.Response:
        """Deliver an event."""
        self._count += 1
        body = {
            "type": "event_callback",
            "team_id": "T1",
            "event_id": event_id or f"Ev{self._count}",
            "event": event,
        }
        return await self.send(json.dumps(body).encode(), "application/json")

    async def mention(self, text: str, event_id: str = "", **more: str) -> httpx.Response:
        """Mention the bot in a channel."""
        event = {
            "type": "app_mention",
            "channel": "C1",
            "user": "U1",
            "ts": "10.1",
            "text": f"<@U0BOT> {text}",
        }
        return await self.event(event | more, event_id)

    async def direct(self, text: str, **more: str) -> httpx.Response:
        """Write to the bot."""
        event = {
            "type": "message",
            "channel": "D1",
            "channel_type": "im",
            "user": "U1",
            "ts": "20.1",
            "text": text,
        }
        return await self.event(event | more)

    async def press(self, button: dict[str, Any], trigger: str = "", **more: Any) -> httpx.Response:
        """Press a button; in a message that only U1 sees unless *more* says otherwise."""
        self._count += 1
        body = {
            "type": "block_actions",
            "trigger_id": trigger or f"t{self._count}",
            "response_url": self.slack.url("/hook"),
            "user": {"id": "U1"},
            "team": {"id": "T1"},
            "channel": {"id": "C1"},
            "container": {"type": "message", "message_ts": "30.1", "channel_id": "C1", "is_ephemeral": True},
            "actions": [{"type": "button", **button}],
        }
        return await self.form(payload=json.dumps(body | more))

    def seen(self) -> list[str]:
        """Return the keys of the deliveries that the database remembers."""
        engine = sa.create_engine(self.settings.database_url)
        with engine.connect() as connection:
            keys = list(connection.execute(sa.text("select key from seen")).scalars())
        engine.dispose()
        return keys

    async def close(self) -> None:
        """Let go of everything."""
        await self.drawing.filing.finish()
        await self.missed.finish()
        await self.http.aclose()
        self.store.close()


def sign(body: bytes, now: datetime, secret: str = SECRET) -> dict[str, str]:
    """Return the two headers that Slack signs with."""
    stamp = str(int(now.timestamp()))
    made = hmac.new(secret.encode(), f"v0:{stamp}:".encode() + body, hashlib.sha256).hexdigest()
    return {"x-slack-request-timestamp": stamp, "x-slack-signature": f"v0={made}"}


def buttons(message: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the buttons of a message by what stands on them."""
    rows = [block["elements"] for block in message["blocks"] if block["type"] == "actions"]
    return {element["text"]["text"]: element for row in rows for element in row if element["type"] == "button"}


def choices(message: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return what there is to choose in the menus of a message by what is read, as Slack sends it when it is chosen."""
    rows = [block["elements"] for block in message["blocks"] if block["type"] == "actions"]
    menus = [element for row in rows for element in row if element["type"] == "static_select"]
    return {
        option["text"]["text"]: {"type": menu["type"], "action_id": menu["action_id"], "selected_option": option}
        for menu in menus
        for option in menu["options"]
    }


def strings(value: Any) -> list[str]:
    """Return every string in a message."""
    if isinstance(value, str):
        return [value]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [string for part in inner for string in strings(part)]
