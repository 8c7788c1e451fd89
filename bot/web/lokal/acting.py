"""What the person at the page can do: write, click, submit. Each becomes a request to the bot."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from bot.web.lokal import apichat, apiviews, elements, payloads, places
from bot.web.lokal.apierror import ApiError

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from bot.web.lokal.courier import Courier, Reply
    from bot.web.lokal.tickets import Tickets
    from bot.web.lokal.workspace import Workspace

Json = dict[str, Any]
PATIENCE = timedelta(seconds=3)
_COMMAND = re.compile(r"(/\S+)\s*(.*)", re.DOTALL)
_MENTION = re.compile(rf"@{places.BOT.handle}\b", re.IGNORECASE)


class StaleError(Exception):
    """What was clicked is no longer there."""


class Actor:
    """Acts in the workspace as the person, and passes it on to the bot."""

    def __init__(
        self,
        workspace: Workspace,
        tickets: Tickets,
        courier: Courier,
        answers_at: str,
        subscribed: frozenset[str],
    ) -> None:
        self._workspace = workspace
        self._tickets = tickets
        self._courier = courier
        self._answers_at = answers_at
        self._subscribed = subscribed

    async def say(self, channel: str, text: str, thread_ts: str | None) -> None:
        """Write *text*: a slash command or a message."""
        match = _COMMAND.fullmatch(text.strip())
        if match and thread_ts:
            self._workspace.notice(channel, "Slack tar ikke imot kommandoer i tråder. Skriv den i kanalen.")
        elif match:
            await self._command(channel, match[1], match[2])
        elif text.strip():
            await self._message(channel, text.strip(), thread_ts)

    async def _command(self, channel: str, name: str, text: str) -> None:
        typed = as_slack_writes(text)  # the manifest says should_escape
        shown = f"{as_slack_writes(name)} {typed}".strip()
        self._workspace.post(channel, places.ME.id, shown, only_for=places.ME.id)
        url = self._answers_at + self._tickets.address(channel)
        form = payloads.command(name, typed, channel, self._tickets.trigger(), url)
        reply = await self._watched(channel, self._courier.form(form))
        if reply.status == 404:
            self._workspace.notice(channel, f"{as_slack_writes(name)} er ikke en kommando som Kodevakt har.")
        elif not self._failed(channel, reply) and (message := reply.as_message()):
            self._show(channel, message)

    def _show(self, channel: str, message: Json) -> None:
        """Show the message that a command was answered with in the HTTP response itself."""
        address = self._tickets.use_address(self._tickets.address(channel))
        try:
            apichat.answer(self._workspace, address, message)
        except ApiError as error:
            self._workspace.notice(channel, f"Slack ville ha avvist svaret: {error.word}.")

    async def _message(self, channel: str, text: str, thread_ts: str | None) -> None:
        message = self._workspace.post(channel, places.ME.id, as_slack_writes(text), thread_ts=thread_ts)
        for event in payloads.events(message, self._subscribed):
            self._failed(channel, await self._watched(channel, self._courier.event(event)))

    async def open_home(self) -> None:
        """Look at the bot's App Home."""
        if "app_home_opened" in self._subscribed:
            await self._courier.event(payloads.home_opened("home", self._workspace.mint_ts()))

    async def click(self, channel: str, ts: str, spot: tuple[str, str], value: Any, values: Json) -> None:
        """Use the element at *spot* (block_id, action_id) in a message."""
        message = self._workspace.find(channel, ts)
        if message is None:
            raise StaleError
        action, state = self._used(message.blocks, spot, value, values)
        url = self._answers_at + self._tickets.address(channel, ts)
        payload = payloads.message_action(message, action, state, self._tickets.trigger(), url)
        self._failed(channel, await self._watched(channel, self._courier.interaction(payload)))

    async def click_in_view(self, view_id: str, spot: tuple[str, str], value: Any, values: Json) -> str:
        """Use an element in a modal or in the App Home. Returns what went wrong, if anything."""
        view = self._view(view_id)
        action, state = self._used(view["blocks"], spot, value, values)
        return _fault(
            await self._courier.interaction(payloads.view_action(view, action, state, self._tickets.trigger()))
        )

    async def submit(self, view_id: str, values: Json) -> Json:
        """Submit a modal. Returns ``errors`` by block_id, or ``fault``, or nothing when it went well."""
        view = self._view(view_id)
        state = self._state(view["blocks"], values)
        reply = await self._courier.interaction(payloads.submission(view, state, self._tickets.trigger()))
        if not reply.ok:
            return {"fault": _fault(reply)}
        return self._after_submit(view, reply.as_message() or {})

    def _after_submit(self, view: Json, answer: Json) -> Json:
        kind = answer.get("response_action")
        if kind == "errors":
            return {"errors": answer.get("errors") or {}}
        if kind in ("update", "push"):
            try:
                new = apiviews.made_view(answer.get("view"))
            except ApiError as error:
                return {"fault": f"Slack ville ha avvist skjemaet: {error.word}."}
            self._workspace.show_view(new, replacing=kind == "update")
        else:
            self._drop(view, every=kind == "clear")
        return {}

    async def close(self, view_id: str) -> None:
        """Close a modal without submitting it."""
        view = self._view(view_id)
        self._drop(view, every=bool(view.get("clear_on_close")))
        if view.get("notify_on_close"):
            await self._courier.interaction(payloads.closed(view, self._tickets.trigger()))

    def _drop(self, view: Json, *, every: bool) -> None:
        kept = [] if every else [other for other in self._workspace.views if other["id"] != view["id"]]
        self._workspace.views[:] = kept
        self._workspace.announce_view()

    def _view(self, view_id: str) -> Json:
        shown = [*self._workspace.views, *([self._workspace.home] if self._workspace.home else [])]
        for view in shown:
            if view["id"] == view_id:
                return view
        raise StaleError

    def _used(self, blocks: list[Json], spot: tuple[str, str], value: Any, values: Json) -> tuple[Json, Json]:
        try:
            action = elements.action(blocks, *spot, value, self._workspace.mint_ts())
        except elements.UnknownElementError as error:
            raise StaleError from error
        return action, self._state(blocks, values)

    def _state(self, blocks: list[Json], values: Json) -> Json:
        try:
            return elements.state(blocks, values)
        except elements.UnknownElementError as error:
            raise StaleError from error

    async def _watched(self, channel: str, sending: Awaitable[Reply]) -> Reply:
        started = self._workspace.now()
        reply = await sending
        if self._workspace.now() - started > PATIENCE:
            self._workspace.notice(channel, "Kodevakt brukte over tre sekunder. I Slack ville det ha feilet.")
        return reply

    def _failed(self, channel: str, reply: Reply) -> bool:
        if reply.ok:
            return False
        self._workspace.notice(channel, _fault(reply))
        return True


def _fault(reply: Reply) -> str:
    if reply.ok:
        return ""
    if reply.status == 0:
        return f"Kodevakt svarte ikke ({reply.body}). Terminalen sier hvorfor."
    return f"Kodevakt svarte med HTTP {reply.status}. Terminalen sier hvorfor."


def as_slack_writes(text: str) -> str:
    """Return *text* as Slack stores what people write: escaped, with the mention as an id.

    >>> as_slack_writes('@Kodevakt <b> & co')
    '<@U0KODEVAKT> &lt;b&gt; &amp; co'
    """
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _MENTION.sub(f"<@{places.BOT.id}>", escaped)
