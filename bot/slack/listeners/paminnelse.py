"""The buttons of a reminder: done and not done after all, remind us again, show it in the calendar.

A button carries which reminder it is. Whose it is follows from the channel it is in, and the row from the wheels of
today: what was posted weeks ago is answered as things are now.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from bot.domain import occurrence, workdays
from bot.domain.paminnelse import Key
from bot.domain.sendetid import due_at
from bot.slack import paminnelsesvar as svar
from bot.slack.filing import File, Kind
from bot.slack.outbound import channel_of
from bot.slack.paminnelseblokker import gone, message
from bot.slack.paminnelsefraser import FRASER
from bot.slack.paminnelseknapp import CALENDAR, DONE, SNOOZE, UNDO, Knapp
from bot.slack.paminnelsetekster import malform_of, what_of

if TYPE_CHECKING:
    from datetime import date

    from slack_bolt.async_app import AsyncAck, AsyncApp
    from slack_sdk.web.async_client import AsyncWebClient

    from bot.domain.kanal import Kanal
    from bot.domain.paminnelse import Done, Paminnelse
    from bot.domain.rights import Action
    from bot.slack.blocks import Message
    from bot.slack.edge import Current, Edge

_FILE = Kind("calendar", "kalenderfilen", "den")


class _Pressed(NamedTuple):
    """What was pressed: the button's own words, and the reminder as it is now."""

    knapp: Knapp
    paminnelse: Paminnelse
    by: str

    @property
    def kanal(self) -> Kanal:
        return self.paminnelse.kanal

    @property
    def reminder(self) -> str:
        return self.knapp.reminder


def register(app: AsyncApp, current: Current) -> None:
    """Listen for every button that a reminder carries."""

    async def finish(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        edge = current()
        if pressed := await _pressed(edge, body, client, "finish"):
            whose = (pressed.kanal.fylke, pressed.reminder, pressed.by, _channels(edge, pressed.kanal.fylke))
            mark = await asyncio.to_thread(edge.marks.set_done, *whose)
            await _rewrite(edge, body, pressed, mark)

    async def undo(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        edge = current()
        if pressed := await _pressed(edge, body, client, "unfinish"):
            fylke = pressed.kanal.fylke
            await asyncio.to_thread(edge.marks.undo, fylke, pressed.reminder, _channels(edge, fylke))
            await _rewrite(edge, body, pressed, None)

    async def snooze(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        edge = current()
        pressed = await _pressed(edge, body, client, "snooze")
        if pressed and pressed.knapp.day:
            await edge.hooks.whisper(body, await _snoozed(edge, pressed, pressed.knapp.day))

    async def calendar(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        edge = current()
        if pressed := await _pressed(edge, body, client, "calendar"):
            await _filed(edge, body, client, pressed)

    app.action(DONE)(finish)
    app.action(UNDO)(undo)
    app.action(SNOOZE)(snooze)
    app.action(CALENDAR)(calendar)


async def _pressed(edge: Edge, body: dict[str, Any], client: AsyncWebClient, does: Action) -> _Pressed | None:
    """Return what was pressed by one who may. None for a replay, no button of ours, and what is answered already.

    A channel that is no county's any more is told so, and a deadline that is gone from the Årshjul takes its message
    with it.
    """
    action = body["actions"][0]
    knapp = Knapp.read(action.get("selected_option", action).get("value"))
    if knapp is None or not await edge.first(f"trigger:{body['trigger_id']}"):
        return None
    kanal = edge.kanaler.get(channel_of(body))
    if kanal is None:
        await edge.hooks.whisper(body, svar.no_channel())
        return None
    paminnelse = occurrence.recall(Key(knapp.reminder, kanal.id, knapp.occurrence), kanal, edge.arshjul)
    if paminnelse is None:
        await edge.hooks.replace(body, gone(knapp.deadline, malform_of(kanal)))
        return None
    by = str(body["user"]["id"])
    author = await _author(edge, kanal, knapp) if does == "unfinish" else None
    if not await edge.rights.may(client, by, does, channel=kanal.id, author=author):
        await edge.hooks.whisper(body, svar.refused(kanal, does))
        return None
    if paminnelse.deadline != knapp.deadline:
        knapp = replace(knapp, moved_from=knapp.deadline)
    return _Pressed(knapp, paminnelse, by)


async def _author(edge: Edge, kanal: Kanal, knapp: Knapp) -> str | None:
    """Return who has said that it is done, None when nobody has."""
    mark = await asyncio.to_thread(edge.marks.done, kanal.fylke, knapp.reminder)
    return mark.by if mark else None


async def _rewrite(edge: Edge, body: dict[str, Any], pressed: _Pressed, mark: Done | None) -> None:
    """Put the message anew in its own place, as it reads now."""
    marked = message(
        pressed.paminnelse,
        edge.arshjul,
        edge.now(),
        done=mark,
        moved_from=pressed.knapp.moved_from,
        sent=_sent(body),
    )
    await edge.hooks.replace(body, marked)


async def _snoozed(edge: Edge, pressed: _Pressed, day: date) -> Message:
    """Remind again on *day* where that can be. Returns what to say."""
    paminnelse, kanal = pressed.paminnelse, pressed.kanal
    due = due_at(day, kanal.klokkeslett, kanal.stilletid)
    if due <= edge.now() or day > workdays.last_working_day(paminnelse.deadline):
        return svar.too_late(day, paminnelse, pressed.knapp, edge.today())
    if await asyncio.to_thread(edge.marks.done, kanal.fylke, pressed.reminder):
        return svar.finished(kanal)
    await asyncio.to_thread(edge.marks.snooze, pressed.reminder, kanal.id, day, pressed.by)
    return svar.reminded(due, paminnelse.deadline, kanal)


async def _filed(edge: Edge, body: dict[str, Any], client: AsyncWebClient, pressed: _Pressed) -> None:
    """Put the calendar file in the message's thread, once; after that only say where it is."""
    place = body["container"]
    ts, row, kanal = str(place.get("message_ts", "")), pressed.paminnelse.rows[0], pressed.kanal
    key = f"kalender:{kanal.id}:{ts}"
    if not await edge.first(key):
        await edge.hooks.whisper(body, svar.in_thread(kanal))
        return

    def make() -> File:
        title = FRASER[malform_of(kanal)].file.format(what=what_of(row))
        return File(f"frist-{row.id}.ics", title, edge.calendar(row, kanal.fylke))

    async def refused(told: Message) -> None:
        await edge.forget(key)
        await edge.hooks.whisper(body, told)

    edge.drawing.filing.start(client, _FILE, make, (kanal.id, place.get("thread_ts") or ts), refused)


def _channels(edge: Edge, fylke: str) -> list[str]:
    """Return the county's channels: what is posted in all of them shows the mark."""
    return [kanal.id for kanal in edge.kanaler.values() if kanal.fylke == fylke]


def _sent(body: dict[str, Any]) -> datetime | None:
    """Return when the message was posted: Slack names it by that moment."""
    try:
        return datetime.fromtimestamp(float(body["container"].get("message_ts", "")), UTC)
    except (ValueError, OverflowError, OSError):
        return None
