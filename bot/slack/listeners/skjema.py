"""The modals of ``/kodeadmin``: what was typed is judged and shown, and saved when it has been said yes to.

Whether the one who submits is an admin is asked anew each time. Nothing is changed but by `_save`.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from bot.domain.privacy import mask
from bot.errors import Conflict, WriteRefused
from bot.slack.admin import forms, tekster
from bot.slack.admin.desk import FAILED, FAULTY, MOVED, REFUSED
from bot.slack.rights import name_of

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from slack_bolt.async_app import AsyncAck, AsyncApp
    from slack_sdk.web.async_client import AsyncWebClient

    from bot.slack.admin.desk import Desk
    from bot.slack.edge import Current

_SHOWN = "forslag"
_Answer = dict[str, Any]


def register(app: AsyncApp, current: Current, desk: Desk) -> None:
    """Listen for them."""

    def submitting(does: Callable[..., Awaitable[_Answer]]) -> Callable[..., Awaitable[None]]:
        async def submitted(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
            by = body["user"]["id"]
            if not await desk.rights.may(client, by, "administer", fresh=True):
                await desk.write_down(by, body["view"]["callback_id"], "", REFUSED)
                await ack(**_instead("Nektet", tekster.REFUSED))
                return
            await ack(**await does(desk, by, body["view"], client))

        return submitted

    async def vouched(desk: Desk, by: str, view: Mapping[str, Any], _client: AsyncWebClient) -> _Answer:
        return await _judge(desk, by, view, lambda typed: {**typed, "dato": current().today().isoformat()})

    app.view(forms.EDIT)(submitting(_edited))
    app.view(forms.VOUCH)(submitting(vouched))
    app.view(forms.SAVE)(submitting(_save))


async def _edited(desk: Desk, by: str, view: Mapping[str, Any], _client: AsyncWebClient) -> _Answer:
    return await _judge(desk, by, view, lambda typed: {"values": typed})


async def _judge(
    desk: Desk, by: str, view: Mapping[str, Any], says: Callable[[dict[str, str]], dict[str, Any]]
) -> _Answer:
    """Show what the fields of *view* change, unless somebody's number stands in one. *says* is what they say."""
    what, typed = forms.carried(view), forms.values(view)
    if personal := [key for key, text in typed.items() if mask(text).count]:
        await desk.write_down(by, _SHOWN, _target(what), FAULTY)
        return _wrong(dict.fromkeys(personal, tekster.PERSONAL))
    return await _show(desk, by, what | says(typed), list(typed))


async def _show(desk: Desk, by: str, what: Mapping[str, Any], keys: list[str]) -> _Answer:
    """Judge *what* and show what it changes; what is wrong is told at the fields, which have *keys*."""
    target = _target(what)
    try:
        change = await asyncio.to_thread(desk.editor.change, what)
    except Conflict as error:
        await desk.write_down(by, _SHOWN, target, MOVED)
        return {"response_action": "push", "view": forms.note("Endret av noen andre", str(error), last=False)}
    if isinstance(change, tuple):
        await desk.write_down(by, _SHOWN, target, FAULTY)
        return {"response_action": "errors", "errors": forms.errors(change, keys)}
    if not change.differences:
        return _wrong({keys[0]: tekster.NOTHING})
    await desk.write_down(by, _SHOWN, change.entry.target)
    token = await desk.propose(by, {**what, "print": change.print_before})
    return {"response_action": "push", "view": forms.review(change.entry.target, change.differences, token)}


async def _save(desk: Desk, by: str, view: Mapping[str, Any], client: AsyncWebClient) -> _Answer:
    """Save what was shown, once."""
    token = forms.token_of(view)
    what = await asyncio.to_thread(desk.proposals.take, token, by)
    if what is None:
        await desk.write_down(by, "lagre", "", FAULTY)
        return _instead("Ikke lagret", tekster.TAKEN)
    target = _target(what)
    try:
        saved = await asyncio.to_thread(desk.editor.save, what, by, await name_of(client, by))
    except Conflict as error:
        await desk.write_down(by, what["do"], target, MOVED)
        return _instead("Endret av noen andre", str(error))
    except WriteRefused as error:
        await desk.write_down(by, what["do"], target, FAILED)
        return {"response_action": "update", "view": forms.note("Ikke lagret", str(error), last=False)}
    if isinstance(saved, tuple):
        await desk.write_down(by, what["do"], target, FAULTY)
        return _instead("Ikke lagret", *(fault.message for fault in saved))
    return _instead("Lagret", *tekster.saved(saved))


def _target(what: Mapping[str, Any]) -> str:
    """Return what the audit calls the entry that *what* is about."""
    return str(what.get("target") or what.get("skolear") or what.get("kind") or "")


def _wrong(said: Mapping[str, str]) -> _Answer:
    """Return what is wrong with fields, by their keys."""
    return {"response_action": "errors", "errors": {forms.block_of(key): text for key, text in said.items()}}


def _instead(title: str, *said: str) -> _Answer:
    return {"response_action": "update", "view": forms.note(title, *said)}
