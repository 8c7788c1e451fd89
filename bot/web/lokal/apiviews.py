"""The methods that show modals and the App Home: views.*."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from bot.web.lokal import limits, places
from bot.web.lokal.apierror import ApiError
from bot.web.lokal.workspace import with_ids

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.web.lokal.tickets import Tickets
    from bot.web.lokal.workspace import Workspace

Json = dict[str, Any]
_STACK = 3


def _open_view(workspace: Workspace, tickets: Tickets, arguments: Json) -> Json:
    view = made_view(arguments.get("view"))
    tickets.use_trigger(str(arguments.get("trigger_id", "")))
    workspace.views.clear()
    workspace.show_view(view)
    return {"view": view}


def _push_view(workspace: Workspace, tickets: Tickets, arguments: Json) -> Json:
    view = made_view(arguments.get("view"))
    tickets.use_trigger(str(arguments.get("trigger_id", "")))
    if len(workspace.views) >= _STACK:
        raise ApiError("push_limit_reached")
    workspace.show_view(view)
    return {"view": view}


def _update_view(workspace: Workspace, _tickets: Tickets, arguments: Json) -> Json:
    old = next((view for view in workspace.views if view["id"] == arguments.get("view_id")), None)
    if old is None:
        raise ApiError("not_found")
    if arguments.get("hash") not in (None, old["hash"]):
        raise ApiError("hash_conflict")
    view = made_view(arguments.get("view")) | {"id": old["id"]}
    workspace.views[workspace.views.index(old)] = view
    workspace.announce_view()
    return {"view": view}


def _publish_view(workspace: Workspace, _tickets: Tickets, arguments: Json) -> Json:
    if arguments.get("user_id") != places.ME.id:
        raise ApiError("user_not_found")
    view = made_view(arguments.get("view"), kind="home")
    workspace.publish_home(view)
    return {"view": view}


def made_view(given: Any, kind: str = "modal") -> Json:
    """Return the view with what Slack adds to it.

    Raises:
        ApiError: Slack would refuse it.
    """
    if not isinstance(given, dict) or given.get("type") != kind:
        raise ApiError("invalid_arguments", response_metadata={"messages": [f"[ERROR] type must be {kind}"]})
    found = limits.faults(given.get("blocks"), limits.VIEW_BLOCKS)
    if found:
        raise ApiError("invalid_arguments", response_metadata={"messages": found})
    ids = {"id": f"V{secrets.token_hex(5).upper()}", "hash": secrets.token_hex(8)}
    whose = {"team_id": places.TEAM, "app_id": places.APP, "bot_id": places.BOT.bot_id}
    usual = {"private_metadata": "", "callback_id": "", "state": {"values": {}}}
    return usual | given | ids | whose | {"blocks": with_ids(given["blocks"])}


METHODS: dict[str, Callable[[Workspace, Tickets, Json], Json]] = {
    "views.open": _open_view,
    "views.push": _push_view,
    "views.update": _update_view,
    "views.publish": _publish_view,
}
