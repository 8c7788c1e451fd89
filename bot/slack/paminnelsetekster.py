"""Reminders as words: what is due, when, and who does what; and what has become of it since. Pure.

The deadline itself is told as `fristtekster` tells it. That a date is an estimate, or that the message is late, comes
before everything else.
"""

from __future__ import annotations

from datetime import time, timedelta
from typing import TYPE_CHECKING, NamedTuple

from bot.domain import datoer
from bot.domain.fristoppslag import title
from bot.domain.reply import Answer, FristUse
from bot.domain.sendetid import NORWAY, ON_TIME, day_of, instant
from bot.domain.words import malform_in
from bot.slack import blocks, fristdager, fristtekster
from bot.slack.fristfraser import FRASER as FRIST
from bot.slack.fristtekster import Line
from bot.slack.paminnelsefraser import FRASER
from bot.slack.plain import clip, visible

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from bot.domain.arshjul import Arshjulene
    from bot.domain.frist import Frist
    from bot.domain.kanal import Kanal
    from bot.domain.model import Malform
    from bot.domain.paminnelse import Done, Paminnelse
    from bot.slack.blocks import Block

_TITLE_MAX, _WEEK_MAX = 250, 15
_WEEK = timedelta(days=7)
_LAST = time(23, 59)


class Week(NamedTuple):
    """A week of a digest: its heading, a line for each row, and what is left out, or that there is nothing."""

    heading: str
    items: tuple[Line, ...]
    rest: str = ""

    def text(self) -> str:
        """Return the week as plain text."""
        return "\n".join(
            [f"{self.heading}:", *(item.text() for item in self.items), *([self.rest] if self.rest else [])]
        )


def malform_of(kanal: Kanal) -> Malform:
    """Return what is written in *kanal*."""
    return kanal.malform or malform_in(kanal.fylke)


def answer(paminnelse: Paminnelse, arshjul: Arshjulene, today: date) -> Answer:
    """Return the rows of *paminnelse* as an answer out of the Årshjul, as if somebody had asked for them."""
    rows = paminnelse.rows
    uses = tuple(FristUse(row, row.days, arshjul.related(row), arshjul.confirmation(row)) for row in rows)
    return Answer(
        kind="svar",
        title="",
        text="",
        malform=malform_of(paminnelse.kanal),
        kilder=tuple(arshjul.source(row) for row in rows),
        entries=tuple(row.key for row in rows),
        frister=uses,
        today=today,
        fylke=paminnelse.kanal.fylke,
    )


def late(paminnelse: Paminnelse, sent: datetime) -> str:
    """Return as markup when a message of *sent* should have been there; "" when it was in time."""
    if sent - paminnelse.due_at <= ON_TIME:
        return ""
    fraser = FRASER[malform_of(paminnelse.kanal)]
    return fraser.late.format(when=blocks.at(paminnelse.due_at, _moment(paminnelse.due_at, paminnelse.kanal)))


def moved(old: date, new: date, malform: Malform) -> str:
    """Return that a deadline has moved."""
    return FRASER[malform].moved.format(old=datoer.long(old, malform), new=datoer.long(new, malform))


def done(mark: Done, malform: Malform) -> Block:
    """Return who has done it and when, by the clock in Norway."""
    local = mark.at.astimezone(NORWAY)
    fraser = FRASER[malform]
    when = fraser.done_at.format(day=datoer.long(local.date(), malform, year=False), clock=f"{local:%H.%M}")
    return blocks.by_user(fraser.done, mark.by, when)


def lines(use: FristUse, today: date, malform: Malform, *, short: bool = False) -> list[Line]:
    """Return what a reminder says of its deadline; *short* is what is enough to know it by."""
    row = use.frist
    what, rest = _parted(row)
    when = list(_when(row, today, malform))
    doubts, others = _doubts(use, today, malform)
    if short:
        return [*doubts[:1], Line(what, ""), *when]
    said = [Line("", rest)] if rest else []
    return [*doubts, Line(what, ""), *when, *said, *fristtekster.steps(row), *others]


def what_of(row: Frist) -> str:
    """Return what *row* is about."""
    return visible(clip(title(row), _TITLE_MAX))


def ends(day: date, malform: Malform) -> tuple[str, str]:
    """Return when the deadline is over, as markup and in plain words."""
    fraser = FRASER[malform]
    said = fraser.ends_at.format(day=datoer.long(day, malform, year=False), clock=f"{_LAST:%H.%M}")
    return fraser.ends.format(when=blocks.at(instant(day, _LAST), said)), fraser.ends.format(when=said)


def weeks(paminnelse: Paminnelse, told: Answer) -> tuple[Week, Week]:
    """Return the two weeks of a digest, each row in the first of them that it has a day in."""
    fraser, sunday = FRASER[told.malform], paminnelse.deadline
    now = [use for use in told.frister if _is_of(use.frist, sunday)]
    later = [use for use in told.frister if use not in now]
    return _week(fraser.this_week, sunday, now, told), _week(fraser.next_week, sunday + _WEEK, later, told)


def _week(heading: str, sunday: date, uses: list[FristUse], told: Answer) -> Week:
    fraser, week = FRASER[told.malform], sunday.isocalendar().week
    items = tuple(fristtekster.item(_in_week(use, sunday), told.today, told.malform) for use in uses[:_WEEK_MAX])
    more = fraser.more.format(antall=len(uses) - _WEEK_MAX, week=week) if len(uses) > _WEEK_MAX else ""
    return Week(heading.format(week=week), items, more if items else fraser.none)


def _is_of(row: Frist, sunday: date) -> bool:
    """Tell whether *row* has a day in the week that ends with *sunday*, or lasts all through it."""
    lasts = row.tid is not None and row.tid.form in ("periode", "uke") and row.tid.first <= sunday
    return lasts or any(_within(day, sunday) for day in row.days)


def _in_week(use: FristUse, sunday: date) -> FristUse:
    """Return *use* with the days of that week, where it has any."""
    days = tuple(day for day in use.days if _within(day, sunday))
    return use if not days else FristUse(use.frist, days, use.related, use.confirmed)


def _within(day: date, sunday: date) -> bool:
    return sunday - _WEEK < day <= sunday


def _when(row: Frist, today: date, malform: Malform) -> Iterator[Line]:
    label = FRIST[malform].own if row.delivery else FRASER[malform].deadline
    when, left = fristdager.deadline(row, today, malform)
    yield Line(label, visible(f"{when} {left}".strip()))
    if stretch := fristdager.stretch(row, malform):
        yield Line(FRASER[malform].stretch, stretch)


def _doubts(use: FristUse, today: date, malform: Malform) -> tuple[list[Line], list[Line]]:
    """Return what comes before everything else, that the date is an estimate and why, and the rest about it."""
    fraser = FRIST[malform]
    about = list(fristtekster.about(use, today, malform))
    if use.confirmed:
        return [], about
    first = [line for line in about if line.label in (fraser.derived, fraser.unsure)]
    return [Line(fraser.unconfirmed, ""), *first], [line for line in about if line not in first]


def _parted(row: Frist) -> tuple[str, str]:
    """Return what *row* is about, and what else its text says."""
    what = title(row)
    rest = row.hva.removeprefix(what).lstrip(" .:")
    if len(what) > _TITLE_MAX:
        rest = row.hva
    return what_of(row), visible(clip(rest, fristtekster.HVA_MAX))


def _moment(moment: datetime, kanal: Kanal) -> str:
    malform = malform_of(kanal)
    local = moment.astimezone(NORWAY)
    day = datoer.long(day_of(moment), malform, year=False)
    return FRASER[malform].ends_at.format(day=day, clock=f"{local:%H.%M}")
