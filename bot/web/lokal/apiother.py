"""The methods that read: who, where, and what has been said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.web.lokal import places
from bot.web.lokal.apichat import channel_of
from bot.web.lokal.apierror import ApiError

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.web.lokal.tickets import Tickets
    from bot.web.lokal.workspace import Message, Workspace

Json = dict[str, Any]
_PAGE = 100


def _auth_test(_workspace: Workspace, _tickets: Tickets, _arguments: Json) -> Json:
    return {
        "url": "http://127.0.0.1/",
        "team": "Kodevakt lokal",
        "team_id": places.TEAM,
        "user": places.BOT.handle,
        "user_id": places.BOT.id,
        "bot_id": places.BOT.bot_id,
        "is_enterprise_install": False,
    }


def _history(workspace: Workspace, _tickets: Tickets, arguments: Json) -> Json:
    found = [m for m in workspace.in_channel(channel_of(arguments)) if _top_level(m) and _within(m, arguments)]
    return _page(found[::-1], arguments)


def _replies(workspace: Workspace, _tickets: Tickets, arguments: Json) -> Json:
    root = str(arguments.get("ts", ""))
    found = [m for m in workspace.in_channel(channel_of(arguments)) if root in (m.ts, m.thread_ts)]
    if not found:
        raise ApiError("thread_not_found")
    return _page([m for m in found if _within(m, arguments)], arguments)


def _top_level(message: Message) -> bool:
    return message.thread_ts in (None, message.ts)


def _within(message: Message, arguments: Json) -> bool:
    """Tell whether a message is between ``oldest`` and ``latest``, ends left out unless ``inclusive``."""
    ts, oldest = float(message.ts), float(arguments.get("oldest") or 0)
    latest = float(arguments.get("latest") or "inf")
    if str(arguments.get("inclusive", "")).lower() in ("true", "1"):
        return oldest <= ts <= latest
    return oldest < ts < latest


def _page(found: list[Message], arguments: Json) -> Json:
    start, size = int(arguments.get("cursor") or 0), min(int(arguments.get("limit") or _PAGE), 1000)
    with_metadata = str(arguments.get("include_all_metadata", "")).lower() in ("true", "1")
    shown = [message.to_slack(with_metadata=with_metadata) for message in found[start : start + size]]
    more = start + size < len(found)
    cursor = str(start + size) if more else ""
    return {"messages": shown, "has_more": more, "response_metadata": {"next_cursor": cursor}}


def _channel_info(_workspace: Workspace, _tickets: Tickets, arguments: Json) -> Json:
    channel = places.CHANNELS[channel_of(arguments)]
    if channel.is_im:
        return {"channel": {"id": channel.id, "is_im": True, "user": places.ME.id}}
    topic = {"value": channel.topic}
    more = {"is_channel": True, "is_im": False, "is_private": False, "is_archived": False, "is_member": True}
    return {"channel": {"id": channel.id, "name": channel.name, "topic": topic} | more}


def _open_conversation(_workspace: Workspace, _tickets: Tickets, arguments: Json) -> Json:
    if arguments.get("users") != places.ME.id:
        raise ApiError("user_not_found")
    return {"channel": {"id": places.DIRECT.id}}


def _user_info(_workspace: Workspace, _tickets: Tickets, arguments: Json) -> Json:
    person = places.PEOPLE.get(str(arguments.get("user", "")))
    if person is None:
        raise ApiError("user_not_found")
    profile = {"display_name": person.name, "real_name": person.name}
    more = {"is_bot": person.bot_id is not None, "tz": "Europe/Oslo", "locale": "nb-NO", "profile": profile}
    return {"user": {"id": person.id, "team_id": places.TEAM, "name": person.handle} | more}


def _channel_members(_workspace: Workspace, _tickets: Tickets, arguments: Json) -> Json:
    channel_of(arguments)
    return {"members": [places.ME.id, places.BOT.id], "response_metadata": {"next_cursor": ""}}


def _group_members(_workspace: Workspace, _tickets: Tickets, arguments: Json) -> Json:
    if arguments.get("usergroup") != places.ADMIN_GROUP:
        raise ApiError("no_such_subteam")
    return {"users": [places.ME.id]}


METHODS: dict[str, Callable[[Workspace, Tickets, Json], Json]] = {
    "auth.test": _auth_test,
    "conversations.history": _history,
    "conversations.replies": _replies,
    "conversations.info": _channel_info,
    "conversations.open": _open_conversation,
    "conversations.members": _channel_members,
    "users.info": _user_info,
    "usergroups.users.list": _group_members,
}
