"""The state of the workspace: messages, the open modals and the App Home. All of it in memory."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bot.web.lokal import places

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from bot.web.lokal.hub import Hub

Json = dict[str, Any]


@dataclass(slots=True)
class Message:
    """One message. *only_for* is set on an ephemeral one, *thread_ts* on a reply in a thread."""

    channel: str
    ts: str
    user: str
    text: str
    blocks: list[Json] = field(default_factory=list)
    thread_ts: str | None = None
    only_for: str | None = None
    metadata: Json | None = None
    edited: bool = False
    reactions: list[str] = field(default_factory=list)

    def to_slack(self, *, with_metadata: bool = False) -> Json:
        """Return the message as the Web API shows it."""
        person = places.PEOPLE[self.user]
        shown: Json = {"type": "message", "user": self.user, "text": self.text, "ts": self.ts}
        shown["team"] = places.TEAM
        if person.bot_id:
            shown |= {"bot_id": person.bot_id, "app_id": places.APP}
        if self.blocks:
            shown["blocks"] = self.blocks
        if self.thread_ts:
            shown["thread_ts"] = self.thread_ts
        if self.metadata and with_metadata:
            shown["metadata"] = self.metadata
        if self.reactions:
            shown["reactions"] = [{"name": name, "users": [places.BOT.id]} for name in self.reactions]
        return shown

    def to_page(self) -> Json:
        """Return the message as the page needs it."""
        extra = {"channel": self.channel, "ephemeral": self.only_for is not None, "edited": self.edited}
        return self.to_slack() | extra


class Workspace:
    """Everything that is said in the workspace; each change is announced to the open pages."""

    def __init__(self, now: Callable[[], datetime], hub: Hub) -> None:
        self.now = now
        self.hub = hub
        self.views: list[Json] = []
        self.home: Json | None = None
        self.time_moves = False
        self._messages: dict[tuple[str, str], Message] = {}
        self._last_tick = 0

    def mint_ts(self) -> str:
        """Return a new message id: the time, and always later than the one before."""
        self._last_tick = max(int(self.now().timestamp() * 1_000_000), self._last_tick + 1)
        return f"{self._last_tick // 1_000_000}.{self._last_tick % 1_000_000:06d}"

    def post(self, channel: str, user: str, text: str, **more: Any) -> Message:
        """Add a message; *more* are fields of `Message`."""
        more["blocks"] = with_ids(more.get("blocks") or [])
        message = Message(channel, self.mint_ts(), user, text, **more)
        self._messages[channel, message.ts] = message
        self.hub.announce("message", message.to_page())
        return message

    def notice(self, channel: str, text: str) -> Message:
        """Say something to the person at the page, in the workspace's own name."""
        return self.post(channel, places.WORKSPACE.id, text, only_for=places.ME.id)

    def edit(self, message: Message, text: str, blocks: list[Json] | None) -> None:
        """Give *message* a new content."""
        message.text, message.blocks, message.edited = text, with_ids(blocks or []), True
        self.hub.announce("message", message.to_page())

    def react(self, message: Message, name: str) -> None:
        """Put a reaction from the bot on *message*."""
        message.reactions.append(name)
        self.hub.announce("message", message.to_page())

    def remove(self, message: Message) -> None:
        """Take *message* away."""
        del self._messages[message.channel, message.ts]
        self.hub.announce("gone", {"channel": message.channel, "ts": message.ts})

    def find(self, channel: str, ts: str) -> Message | None:
        """Return the message, or None when there is no such one."""
        return self._messages.get((channel, ts))

    def in_channel(self, channel: str) -> list[Message]:
        """Return what everybody in *channel* can read, oldest first."""
        return [m for m in self._messages.values() if m.channel == channel and m.only_for is None]

    def show_view(self, view: Json, *, replacing: bool = False) -> None:
        """Put a modal on top, or in the place of the one on top."""
        if replacing and self.views:
            self.views.pop()
        self.views.append(view)
        self.announce_view()

    def announce_view(self) -> None:
        """Tell the pages which modal is on top, null when none is."""
        self.hub.announce("view", self.views[-1] if self.views else None)

    def publish_home(self, view: Json) -> None:
        """Show *view* in the App Home."""
        self.home = view
        self.hub.announce("home", view)

    def snapshot(self) -> Json:
        """Return all that a page needs when it opens."""
        return {
            "me": places.ME.id,
            "bot": places.BOT.id,
            "people": {person.id: person.name for person in places.PEOPLE.values()},
            "channels": [
                {"id": c.id, "name": c.name, "topic": c.topic, "im": c.is_im, "fylke": c.fylke}
                for c in places.CHANNELS.values()
            ],
            "messages": [message.to_page() for message in self._messages.values()],
            "view": self.views[-1] if self.views else None,
            "home": self.home,
            "now": self.now().isoformat(),
            "timeMoves": self.time_moves,
        }


def with_ids(blocks: Iterable[Json]) -> list[Json]:
    """Return *blocks* with the block_id and action_id that Slack makes up where the bot gave none.

    >>> with_ids([{'type': 'divider', 'block_id': 'a'}])
    [{'type': 'divider', 'block_id': 'a'}]
    """
    named = [{**block, "block_id": block.get("block_id") or _made_up()} for block in blocks]
    for block in named:
        for key in ("elements", "accessory", "element"):
            if key in block:
                block[key] = _with_action_ids(block[key])
    return named


def _with_action_ids(part: Any) -> Any:
    if isinstance(part, list):
        return [_with_action_ids(one) for one in part]
    if not isinstance(part, dict) or not _acts(part):
        return part
    return {**part, "action_id": part.get("action_id") or _made_up()}


def _acts(element: Json) -> bool:
    kind = str(element.get("type", ""))
    return kind == "button" or kind.endswith(("_select", "_input", "picker", "_buttons", "overflow", "checkboxes"))


def _made_up() -> str:
    return secrets.token_urlsafe(4)
