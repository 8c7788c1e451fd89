"""The Årshjul as an iCalendar file (RFC 5545, 7986) that Outlook, Google Calendar and Apple Calendar subscribe to.

The same wheels give the same bytes: every time in the file is read off the wheels, none off the clock.

Events are whole days, which have no time zone, and an alarm of such an event is counted from midnight where the
reader is (RFC 5545, 3.8.6.3). The file therefore needs no VTIMEZONE, and says nothing of Europe/Oslo.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from bot.domain import kalender

if TYPE_CHECKING:
    from collections.abc import Iterable

    from icalendar import Alarm, Calendar, Event

    from bot.domain.arshjul import Arshjulene
    from bot.domain.frist import Frist
    from bot.domain.kalender import Hendelse, Valg

_DAY = timedelta(days=1)
_POLL = timedelta(hours=12)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def feed(arshjul: Arshjulene, valg: Valg) -> bytes:
    """Return the calendar file of what *valg* asks for."""
    return write(kalender.name(arshjul, valg), kalender.events(arshjul, valg))


def write(name: str, events: Iterable[Hendelse]) -> bytes:
    """Return a calendar file of *events*: UTF-8, lines of at most 75 octets that end with CRLF."""
    from icalendar import vText  # noqa: PLC0415 - as in `_calendar`

    calendar = _calendar()
    calendar.add("name", vText(_plain(name)))
    calendar.add("x-wr-calname", vText(_plain(name)))
    calendar.add("refresh-interval", _POLL, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT12H")  # the same in the way that Outlook reads
    for event in events:
        calendar.add_component(_event(event))
    return bytes(calendar.to_ical())


def single(arshjul: Arshjulene, row: Frist, fylke: str | None = None) -> bytes:
    """Return a file of one row that has a date, to be put in a calendar that one has.

    It has no name of its own: Outlook would open one that has as a calendar beside the others.
    """
    calendar = _calendar()
    calendar.add_component(_event(kalender.event(row, arshjul, fylke)))
    return bytes(calendar.to_ical())


def _calendar() -> Calendar:
    from icalendar import Calendar  # noqa: PLC0415 - it takes a tenth of a second, which others need not pay

    calendar = Calendar()
    calendar.add("prodid", "-//Kodevakt//Arshjul VIGO//NO")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    return calendar


def _event(told: Hendelse) -> Event:
    from icalendar import Event  # noqa: PLC0415 - as in `_calendar`

    stamp = datetime.combine(told.revised, time(), UTC)
    event = Event()
    event.add("uid", told.uid)
    event.add("sequence", told.revision)
    event.add("dtstamp", stamp)
    event.add("last-modified", stamp)
    event.add("dtstart", told.first)
    event.add("dtend", told.last + _DAY)
    event.add("transp", "TRANSPARENT")
    event.add("status", "TENTATIVE" if told.estimate else "CONFIRMED")
    event.add("summary", _plain(told.title))
    event.add("description", _plain(told.text))
    event.add("categories", [_plain(told.kategori)])
    if told.adresse:
        event.add("url", told.adresse)
    for trigger in told.alarms:
        event.add_component(_alarm(trigger, _plain(told.title)))
    return event


def _alarm(trigger: timedelta, text: str) -> Alarm:
    from icalendar import Alarm  # noqa: PLC0415 - as in `_calendar`

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", trigger)
    alarm.add("description", text)
    return alarm


def _plain(text: str) -> str:
    """Leave out what may not stand in a calendar's text: control characters, other ends of lines than our own."""
    return _CONTROL.sub("", text)
