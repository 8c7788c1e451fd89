"""The workspace with a bot that does as it is told, for the tests of `kodevakt lokal`."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

import httpx
from starlette.applications import Starlette

from bot.web.lokal import server
from bot.web.lokal.courier import Reply

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.web.lokal.workspace import Message, Workspace

BASE = "http://127.0.0.1:3300"
DM, INNTAK = "D0KODEVAKT", "C0INNTAK"


class Clock:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

    def now(self) -> datetime:
        """Return the time."""
        return self.at

    def pass_(self, **time: float) -> None:
        """Let time pass."""
        self.at += timedelta(**time)


class Stage:
    """A workspace, the requests that its bot got, and what the bot is to answer."""

    def __init__(self, subscribed: frozenset[str] = server.SUBSCRIBED) -> None:
        self.clock = Clock()
        self.got: list[tuple[dict[str, str], bytes]] = []
        self.reply = Reply(200, "")
        self.work: Callable[[dict[str, Any]], Awaitable[None]] | None = None
        self.identity = server.Identity(BASE)
        self.app = server.build(Starlette(), self.identity, self.clock.now, send=self._bot, subscribed=subscribed)
        self.http = httpx.AsyncClient(transport=httpx.ASGITransport(self.app), base_url=BASE)

    async def _bot(self, headers: dict[str, str], body: bytes) -> Reply:
        self.got.append((headers, body))
        if self.work:
            await self.work(self.payloads[-1])
        return self.reply

    @property
    def workspace(self) -> Workspace:
        """Return the workspace."""
        workspace: Workspace = self.app.state.workspace
        return workspace

    @property
    def payloads(self) -> list[dict[str, Any]]:
        """Return what the bot got: events, commands and interactions alike."""
        return [read(body) for _, body in self.got]

    def shown(self, channel: str = DM) -> list[dict[str, Any]]:
        """Return the messages that the page shows in *channel*."""
        return [m for m in self.workspace.snapshot()["messages"] if m["channel"] == channel]

    def texts(self, channel: str = DM) -> list[str]:
        """Return the texts that the page shows in *channel*."""
        return [message["text"] for message in self.shown(channel)]

    def from_bot(self, **more: Any) -> Message:
        """Return a message that the bot has posted."""
        return self.workspace.post(more.pop("channel", DM), "U0KODEVAKT", more.pop("text", "svar"), **more)

    async def page(self, path: str, **body: Any) -> httpx.Response:
        """Post as the page does."""
        return await self.http.post(f"/lokal/{path}", json=body, headers={"Origin": BASE})

    async def say(self, text: str, channel: str = DM, thread_ts: str | None = None) -> httpx.Response:
        """Write in the message box."""
        return await self.page("send", channel=channel, text=text, thread_ts=thread_ts)

    async def api(self, method: str, **arguments: Any) -> dict[str, Any]:
        """Call the Web API as the bot does."""
        headers = {"Authorization": f"Bearer {self.identity.token}"}
        response = await self.http.post(f"/api/{method}", json=arguments, headers=headers)
        answer: dict[str, Any] = response.json()
        return answer

    async def answer(self, url: str, **body: Any) -> httpx.Response:
        """Post to a response_url."""
        return await self.http.post(urlsplit(url).path, json=body)


def read(body: bytes) -> dict[str, Any]:
    """Return a request's content, whichever of Slack's three forms it has."""
    text = body.decode()
    if text.startswith("{"):
        return dict(json.loads(text))
    form = dict(parse_qsl(text, keep_blank_values=True))
    return dict(json.loads(form["payload"])) if "payload" in form else dict(form)


def button(action_id: str, text: str = "Velg", **more: Any) -> dict[str, Any]:
    """Return a button."""
    return {"type": "button", "action_id": action_id, "text": {"type": "plain_text", "text": text}} | more


def actions(*elements: dict[str, Any], block_id: str = "b") -> dict[str, Any]:
    """Return a row of elements."""
    return {"type": "actions", "block_id": block_id, "elements": list(elements)}


def modal(**more: Any) -> dict[str, Any]:
    """Return a modal with one field."""
    label = {"type": "plain_text", "text": "Hva"}
    element = {"type": "plain_text_input", "action_id": "t"}
    blocks = [{"type": "input", "block_id": "hva", "label": label, "element": element}]
    return {"type": "modal", "title": {"type": "plain_text", "text": "Skjema"}, "blocks": blocks} | more
