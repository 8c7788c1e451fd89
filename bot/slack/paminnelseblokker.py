"""Reminders as messages: what is due and its buttons, the overview of a week, a deadline that is gone. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain import datoer, reminders
from bot.domain.sendetid import day_of
from bot.slack import blocks, fristtekster, texts
from bot.slack import paminnelsetekster as tekster
from bot.slack.kildeblokk import small_print
from bot.slack.paminnelsefraser import FRASER
from bot.slack.paminnelseknapp import CALENDAR, DONE, SNOOZE, UNDO, Knapp
from bot.slack.phrases import PHRASES

if TYPE_CHECKING:
    from datetime import date, datetime

    from bot.domain.arshjul import Arshjulene
    from bot.domain.model import Malform
    from bot.domain.paminnelse import Done, Paminnelse
    from bot.domain.reminders import Choice
    from bot.domain.reply import Answer
    from bot.slack.blocks import Block, Message

_CHOICES: tuple[Choice, ...] = ("i_morgen", "om_tre_dager", "dagen_for")


def message(  # noqa: PLR0913 - the last three are options
    paminnelse: Paminnelse,
    arshjul: Arshjulene,
    now: datetime,
    *,
    done: Done | None = None,
    moved_from: date | None = None,
    sent: datetime | None = None,
) -> Message:
    """Return the message of *paminnelse* as it reads at *now*.

    *done* marks it as done, *moved_from* is the day that the deadline had when it was posted. Who writes a message anew
    gives the moment that it was posted as *sent*: whether it was late does not change, however late it is read.
    """
    told = tekster.answer(paminnelse, arshjul, day_of(now))
    above = [blocks.markup(tekster.late(paminnelse, sent or now))]
    if paminnelse.kind == "digest":
        return _digest(paminnelse, told, above)
    malform = told.malform
    if moved_from:
        above.insert(0, blocks.small(tekster.moved(moved_from, paminnelse.deadline, malform)))
    if paminnelse.kind == "snooze":
        above.append(blocks.small(FRASER[malform].asked))
    if done:
        above = [tekster.done(done, malform), *above[: 1 if moved_from else 0]]
    ends, ends_plain = ("", "") if done else tekster.ends(paminnelse.deadline, malform)
    lines = tekster.lines(told.frister[0], day_of(now), malform, short=done is not None)
    knapp = Knapp(paminnelse.key.reminder, paminnelse.key.occurrence, moved_from=moved_from)
    days = () if done else choices(paminnelse.deadline, day_of(now), knapp, malform)
    shown = [
        *_above(above),
        *blocks.lines(lines),
        *_sources(told),
        *blocks.context([blocks.markup(ends)]),
        *blocks.actions(_buttons(knapp, tekster.what_of(paminnelse.rows[0]), days, malform, done=done is not None)),
    ]
    text = "\n".join([*(line.text() for line in lines), *_sources_text(told), ends_plain])
    return blocks.message(text, shown, _text(above))


def gone(deadline: date, malform: Malform) -> Message:
    """Return what stands in the place of a reminder whose deadline, on that day, is no longer in the Årshjul."""
    said = FRASER[malform].gone.format(day=datoer.long(deadline, malform))
    return blocks.message(said, blocks.section(said))


def choices(deadline: date, today: date, knapp: Knapp, malform: Malform) -> tuple[tuple[str, str], ...]:
    """Return the days that one can be reminded again on, as what is read and what is sent; each day once."""
    fraser, found = FRASER[malform], dict[str, str]()
    named = dict(zip(_CHOICES, (fraser.tomorrow, fraser.three_days, fraser.day_before), strict=True))
    for choice, words in named.items():
        if day := reminders.snooze_day(choice, deadline, today):
            value = Knapp(knapp.reminder, knapp.occurrence, day).value()
            found.setdefault(value, words.format(day=datoer.long(day, malform, year=False)))
    return tuple((words, value) for value, words in found.items())


def again(days: tuple[tuple[str, str], ...], malform: Malform) -> list[Block]:
    """Return the menu of *days* to be reminded again on, nothing where there is none."""
    return [blocks.select(FRASER[malform].again, SNOOZE, days)] if days else []


def _buttons(
    knapp: Knapp, what: str, days: tuple[tuple[str, str], ...], malform: Malform, *, done: bool
) -> list[Block]:
    fraser, value = FRASER[malform], knapp.value()
    first = (
        blocks.button(fraser.undo, UNDO, value, fraser.undo_reader.format(what=what))
        if done
        else blocks.button(fraser.finish, DONE, value, fraser.finish_reader.format(what=what))
    )
    last = blocks.button(fraser.calendar, CALENDAR, value, fraser.calendar_reader.format(what=what))
    return [first, *again(days, malform), last]


def _digest(paminnelse: Paminnelse, told: Answer, above: list[Block]) -> Message:
    heading = FRASER[told.malform].digest
    weeks = tekster.weeks(paminnelse, told)
    shown = [*_above(above), *blocks.lines([(heading, "")])]
    for week in weeks:
        shown += [*blocks.lines([(week.heading, "")]), *blocks.bullets(week.items), *blocks.section(week.rest)]
    text = "\n".join([heading, *(week.text() for week in weeks), *_sources_text(told)])
    return blocks.message(text, [*shown, *_sources(told)], _text(above))


def _above(above: list[Block]) -> list[Block]:
    """Return what has become of the message since it was due, a line each."""
    return [block for element in above for block in blocks.context([element])]


def _text(above: list[Block]) -> str:
    return "\n".join(element["text"] for element in above if element["text"])


def _sources(told: Answer) -> list[Block]:
    return small_print(fristtekster.sources(told), fristtekster.standing(told), PHRASES[told.malform])


def _sources_text(told: Answer) -> list[str]:
    return [texts.sources_line(fristtekster.sources(told), PHRASES[told.malform]), fristtekster.standing(told)]
