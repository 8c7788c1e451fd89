"""What Slack sends to an app, built from what the person at the page did. Pure."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from bot.web.lokal import places

if TYPE_CHECKING:
    from bot.web.lokal.workspace import Message

Json = dict[str, Any]
_TOKEN = "utfaset"  # noqa: S105 - Slack's old verification token: still sent, no longer used
_WHOLE_CHANNEL = {"channel": "message.channels", "im": "message.im"}


def command(name: str, text: str, channel_id: str, trigger_id: str, response_url: str) -> dict[str, str]:
    """Return the form of a slash command."""
    return {
        "token": _TOKEN,
        "team_id": places.TEAM,
        "team_domain": "kodevakt-lokal",
        "channel_id": channel_id,
        "channel_name": _channel_name(channel_id),
        "user_id": places.ME.id,
        "user_name": places.ME.handle,
        "command": name,
        "text": text,
        "api_app_id": places.APP,
        "is_enterprise_install": "false",
        "response_url": response_url,
        "trigger_id": trigger_id,
    }


def events(message: Message, subscribed: frozenset[str]) -> list[Json]:
    """Return the events that *message* from a person gives: a mention, a message, both or none."""
    channel = places.CHANNELS[message.channel]
    kind = "im" if channel.is_im else "channel"
    found = []
    if f"<@{places.BOT.id}>" in message.text and not channel.is_im:
        found.append(("app_mention", {"type": "app_mention"}))
    found.append((_WHOLE_CHANNEL[kind], {"type": "message", "channel_type": kind}))
    return [_event(message, more) for name, more in found if name in subscribed]


def _event(message: Message, more: Json) -> Json:
    event = {
        "user": message.user,
        "text": message.text,
        "ts": message.ts,
        "event_ts": message.ts,
        "channel": message.channel,
        "team": places.TEAM,
        "client_msg_id": str(uuid.uuid4()),
    }
    if message.thread_ts:
        event |= {"thread_ts": message.thread_ts, "parent_user_id": places.ME.id}
    return envelope(event | more, int(float(message.ts)))


def home_opened(tab: str, ts: str) -> Json:
    """Return the event that says that the person opened the bot's *tab* (``home`` or ``messages``)."""
    event = {"type": "app_home_opened", "user": places.ME.id, "channel": places.DIRECT.id, "tab": tab}
    return envelope(event | {"event_ts": ts}, int(float(ts)))


def envelope(event: Json, at: int) -> Json:
    """Return *event* as the Events API delivers it."""
    return {
        "token": _TOKEN,
        "team_id": places.TEAM,
        "api_app_id": places.APP,
        "event": event,
        "type": "event_callback",
        "event_id": f"Ev{uuid.uuid4().hex[:10].upper()}",
        "event_time": at,
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": places.TEAM,
                "user_id": places.BOT.id,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": False,
    }


def _interaction(kind: str, trigger_id: str) -> Json:
    user = {
        "id": places.ME.id,
        "username": places.ME.handle,
        "name": places.ME.handle,
        "team_id": places.TEAM,
    }
    return {
        "type": kind,
        "user": user,
        "api_app_id": places.APP,
        "token": _TOKEN,
        "trigger_id": trigger_id,
        "team": {"id": places.TEAM, "domain": "kodevakt-lokal"},
        "enterprise": None,
        "is_enterprise_install": False,
    }


def message_action(message: Message, action: Json, state: Json, trigger_id: str, response_url: str) -> Json:
    """Return the payload of a click in a message. An ephemeral message is not sent along, as in Slack."""
    container: Json = {"type": "message", "message_ts": message.ts, "channel_id": message.channel}
    container["is_ephemeral"] = message.only_for is not None
    payload = _interaction("block_actions", trigger_id)
    payload |= {"actions": [action], "state": {"values": state}, "response_url": response_url}
    payload["channel"] = {"id": message.channel, "name": _channel_name(message.channel)}
    if message.thread_ts:
        container["thread_ts"] = message.thread_ts
    if message.only_for is None:
        payload["message"] = message.to_slack()
    return payload | {"container": container}


def view_action(view: Json, action: Json, state: Json, trigger_id: str) -> Json:
    """Return the payload of a click in a modal or in the App Home."""
    payload = _interaction("block_actions", trigger_id) | {"actions": [action]}
    return payload | {"container": {"type": "view", "view_id": view["id"]}, "view": _filled(view, state)}


def submission(view: Json, state: Json, trigger_id: str) -> Json:
    """Return the payload of a submitted modal."""
    return _interaction("view_submission", trigger_id) | {"view": _filled(view, state), "response_urls": []}


def closed(view: Json, trigger_id: str) -> Json:
    """Return the payload of a modal that was closed without being submitted."""
    return _interaction("view_closed", trigger_id) | {"view": view, "is_cleared": False}


def _filled(view: Json, state: Json) -> Json:
    return view | {"state": {"values": state}}


def _channel_name(channel_id: str) -> str:
    channel = places.CHANNELS[channel_id]
    return "directmessage" if channel.is_im else channel.name
