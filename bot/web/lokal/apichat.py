"""The methods that write: chat.*, reactions.add, and answers to a response_url."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.web.lokal import limits, places
from bot.web.lokal.apierror import ApiError

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.web.lokal.tickets import AnswerAddress, Tickets
    from bot.web.lokal.workspace import Message, Workspace

Json = dict[str, Any]


def channel_of(arguments: Json) -> str:
    """Return the channel that the arguments name, by id or as ``#name``; a person's id means their DM."""
    wanted = str(arguments.get("channel", ""))
    if wanted == places.ME.id:
        return places.DIRECT.id
    for channel in places.CHANNELS.values():
        if wanted in (channel.id, f"#{channel.name}"):
            return channel.id
    raise ApiError("channel_not_found")


def content_of(arguments: Json) -> tuple[str, list[Json]]:
    """Return text and blocks, refused where Slack would refuse them."""
    text, blocks = str(arguments.get("text") or ""), arguments.get("blocks") or []
    if not text and not blocks:
        raise ApiError("no_text")
    if len(text) > limits.TEXT:
        raise ApiError("msg_too_long")
    if found := limits.faults(blocks):
        raise ApiError("invalid_blocks", errors=found, response_metadata={"messages": found})
    return text, blocks


def _message_of(workspace: Workspace, arguments: Json, refusal: str) -> Message:
    message = workspace.find(channel_of(arguments), str(arguments.get("ts", "")))
    if message is None or message.only_for:
        raise ApiError("message_not_found")
    if message.user != places.BOT.id:
        raise ApiError(refusal)
    return message


def _post(workspace: Workspace, _tickets: Tickets, arguments: Json) -> Json:
    text, blocks = content_of(arguments)
    more = {"thread_ts": arguments.get("thread_ts"), "metadata": arguments.get("metadata")}
    message = workspace.post(channel_of(arguments), places.BOT.id, text, blocks=blocks, **more)
    return {"channel": message.channel, "ts": message.ts, "message": message.to_slack(with_metadata=True)}


def _post_ephemeral(workspace: Workspace, _tickets: Tickets, arguments: Json) -> Json:
    text, blocks = content_of(arguments)
    if arguments.get("user") != places.ME.id:
        raise ApiError("user_not_in_channel")
    more = {"thread_ts": arguments.get("thread_ts"), "only_for": places.ME.id}
    message = workspace.post(channel_of(arguments), places.BOT.id, text, blocks=blocks, **more)
    return {"message_ts": message.ts}


def _update(workspace: Workspace, _tickets: Tickets, arguments: Json) -> Json:
    message = _message_of(workspace, arguments, "cant_update_message")
    workspace.edit(message, *content_of(arguments))
    return {"channel": message.channel, "ts": message.ts, "text": message.text, "message": message.to_slack()}


def _delete(workspace: Workspace, _tickets: Tickets, arguments: Json) -> Json:
    message = _message_of(workspace, arguments, "cant_delete_message")
    workspace.remove(message)
    return {"channel": message.channel, "ts": message.ts}


def _react(workspace: Workspace, _tickets: Tickets, arguments: Json) -> Json:
    message = workspace.find(channel_of(arguments), str(arguments.get("timestamp", "")))
    if message is None:
        raise ApiError("message_not_found")
    if arguments.get("name") in message.reactions:
        raise ApiError("already_reacted")
    workspace.react(message, str(arguments.get("name")))
    return {}


def answer(workspace: Workspace, address: AnswerAddress, body: Json) -> None:
    """Do what a post to a response_url asks: answer, replace or delete the message it belongs to."""
    source = workspace.find(address.channel, address.source_ts) if address.source_ts else None
    if source and body.get("delete_original"):
        workspace.remove(source)
        return
    text, blocks = content_of(body)
    if source and body.get("replace_original"):
        workspace.edit(source, text, blocks)
        return
    only_for = None if body.get("response_type") == "in_channel" else places.ME.id
    more = {"thread_ts": body.get("thread_ts"), "only_for": only_for}
    workspace.post(address.channel, places.BOT.id, text, blocks=blocks, **more)


METHODS: dict[str, Callable[[Workspace, Tickets, Json], Json]] = {
    "chat.postMessage": _post,
    "chat.postEphemeral": _post_ephemeral,
    "chat.update": _update,
    "chat.delete": _delete,
    "reactions.add": _react,
}
