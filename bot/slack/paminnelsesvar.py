"""What is said to who presses a button of a reminder, seen by nobody else. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain import datoer, occurrence
from bot.domain.sendetid import NORWAY
from bot.slack import blocks, paminnelseblokker
from bot.slack.paminnelsefraser import FRASER, NO_CHANNEL
from bot.slack.paminnelsetekster import malform_of

if TYPE_CHECKING:
    from datetime import date, datetime

    from bot.domain.kanal import Kanal
    from bot.domain.paminnelse import Paminnelse
    from bot.domain.rights import Action
    from bot.slack.blocks import Message
    from bot.slack.paminnelseknapp import Knapp


def reminded(due: datetime, deadline: date, kanal: Kanal) -> Message:
    """Return that *kanal* is reminded again at *due*, and whether it would have been so anyway."""
    malform, local = malform_of(kanal), due.astimezone(NORWAY)
    fraser = FRASER[malform]
    said = fraser.remind.format(day=datoer.long(local.date(), malform, year=False), clock=datoer.clock(local.time()))
    return _said(f"{said} {fraser.instead}" if occurrence.ordinary_at(due, deadline, kanal) else said)


def too_late(asked: date, paminnelse: Paminnelse, knapp: Knapp, today: date) -> Message:
    """Return that the day *asked* for has passed, or is past the deadline, with the days that there are instead."""
    malform = malform_of(paminnelse.kanal)
    fraser = FRASER[malform]
    said = fraser.too_late.format(day=datoer.long(asked, malform, year=False))
    menu = paminnelseblokker.again(paminnelseblokker.choices(paminnelse.deadline, today, knapp, malform), malform)
    said = f"{said} {fraser.choose}" if menu else said
    return blocks.message(said, [*blocks.section(said), *blocks.actions(menu)])


def finished(kanal: Kanal) -> Message:
    """Return that nobody is reminded of what is done."""
    return _said(FRASER[malform_of(kanal)].finished)


def in_thread(kanal: Kanal) -> Message:
    """Return where the calendar file is."""
    return _said(FRASER[malform_of(kanal)].in_thread)


def no_channel() -> Message:
    """Return why a button does nothing in a channel that is no county's any more."""
    return _said(NO_CHANNEL)


def refused(kanal: Kanal, action: Action) -> Message:
    """Return why somebody may not do *action* in *kanal*."""
    fraser = FRASER[malform_of(kanal)]
    return _said(fraser.not_yours if action == "unfinish" else fraser.no_member)


def _said(text: str) -> Message:
    return blocks.message(text, blocks.section(text))
