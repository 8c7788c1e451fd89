"""The reminders that the channels are to have, as a plan: nothing is read, sent or remembered here.

The plan is made anew at each look, of the wheels, the channels, what is settled and the time, and the same four give
the same plan. A reminder is named by the day of its deadline and how long before it (`paminnelse.Key`), never by when
it is sent: a clock that is moved, or hours that are changed, cannot make a second one. A deadline that is moved is a
new occurrence, and `cancelled` names the old ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING, Literal, NamedTuple

from bot.domain import workdays
from bot.domain.arshjul import Utvalg, lasting_key
from bot.domain.paminnelse import DIGEST, Key, Paminnelse, Settled, State
from bot.domain.sendetid import ON_TIME, after_quiet, closes_at, day_of, due_at, instant

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from bot.domain.arshjul import Arshjulene
    from bot.domain.frist import Frist, Slag
    from bot.domain.kanal import Kanal, Stilletid

BEHIND, AHEAD = timedelta(days=3), timedelta(days=60)
Choice = Literal["i_morgen", "om_tre_dager", "dagen_for"]
_DAY, _WEEK = timedelta(days=1), timedelta(days=7)
_MOVED = timedelta(days=14)  # no row of days off is longer, so nothing is moved further
_DATED: frozenset[Slag] = frozenset({"frist", "ferie"})


class _Moment(NamedTuple):
    """One time to remind of a row. *too_late* is a snooze of a day after the deadline."""

    due: datetime
    occurrence: str
    days_before: int | None = None
    too_late: bool = False

    @property
    def order(self) -> tuple[datetime, int]:
        """Return what to sort by: of two on one day the one closest to the deadline is later, a snooze the latest."""
        return self.due, 1 if self.days_before is None else -self.days_before


@dataclass(frozen=True, slots=True)
class _Sight:
    """What the plan is made of."""

    arshjul: Arshjulene
    settled: Settled
    snoozes: Mapping[tuple[str, str], list[date]]
    now: datetime
    first: date
    last: date
    begins: datetime
    ends: datetime

    def reaches(self, due: datetime) -> bool:
        """Tell whether *due* falls on one of the days of the plan."""
        return self.begins <= due < self.ends


def plan(  # noqa: PLR0913, PLR0917 - the four that the plan is made of, and the days it is for
    arshjul: Arshjulene,
    kanaler: Iterable[Kanal],
    settled: Settled,
    now: datetime,
    first: date | None = None,
    last: date | None = None,
) -> tuple[Paminnelse, ...]:
    """Return every reminder that would be sent from *first* to *last*, in order of time, and those that are not sent.

    *now* has a time zone. The days are those of *due_at* in Norway; without them, three days back, for what was
    missed, and 60 ahead. Who has older ones open gives the day of the oldest as *first*.
    """
    today = day_of(now)
    snoozes: dict[tuple[str, str], list[date]] = {}
    for snooze in settled.snoozes:
        snoozes.setdefault((snooze.reminder, snooze.channel), []).append(snooze.day)
    first, last = first or today - BEHIND, last or today + AHEAD
    begins, ends = instant(first, time()), instant(last + _DAY, time())
    sight = _Sight(arshjul, settled, snoozes, now, first, last, begins, ends)
    found = [paminnelse for kanal in kanaler for paminnelse in _of_channel(kanal, sight)]
    return tuple(sorted(found, key=attrgetter("due_at")))


def cancelled(open_keys: Iterable[Key], planned: Collection[Paminnelse]) -> tuple[Key, ...]:
    """Return those of *open_keys* that are no longer reminders at all, because a deadline moved or a choice changed.

    *planned* must reach back to the oldest of them. One that is planned but not to be posted has its own reason.
    """
    known = {paminnelse.key for paminnelse in planned}
    return tuple(key for key in open_keys if key not in known)


def snooze_day(choice: Choice, deadline: date, today: date) -> date | None:
    """Return the working day of a choice made *today*, or None when that would be past the deadline.

    >>> snooze_day("i_morgen", date(2023, 9, 26), date(2023, 9, 22)).isoformat()  # a Friday: Monday
    '2023-09-25'
    """
    day = {
        "i_morgen": workdays.next_working_day(today + _DAY),
        "om_tre_dager": workdays.next_working_day(today + 3 * _DAY),
        "dagen_for": workdays.last_working_day(deadline - _DAY),
    }[choice]
    return day if today < day <= workdays.last_working_day(deadline) else None


def _of_channel(kanal: Kanal, sight: _Sight) -> Iterator[Paminnelse]:
    """Yield what falls within the days of the plan."""
    furthest = max(kanal.dager_for, default=0) * _DAY
    utvalg = Utvalg(fylke=kanal.fylke, slag=_DATED)
    for row in sight.arshjul.between(sight.first, sight.last + furthest + _MOVED, utvalg):
        yield from _of_row(row, kanal, sight)
    if kanal.ukesoversikt:
        yield from _digests(kanal, sight)


def _of_row(row: Frist, kanal: Kanal, sight: _Sight) -> Iterator[Paminnelse]:
    """Yield the reminders of one row; of those on one day, one is posted, and of those missed, the newest."""
    deadline = row.deadline
    if deadline is None:
        return
    reminder, rows = lasting_key(row), (row,)
    refused = _refused(row, reminder, kanal, sight)
    asked = tuple(sight.snoozes.get((reminder, kanal.id), ()))
    contest = _contest(deadline, kanal.dager_for, kanal.klokkeslett, kanal.stilletid, asked, sight.now)
    for moment, state in contest:
        if sight.reaches(moment.due):
            key = Key(reminder, kanal.id, moment.occurrence)
            yield _judged(key, kanal, rows, deadline, moment, refused or state, sight)


@lru_cache(maxsize=2048)
def _contest(  # noqa: PLR0913, PLR0917 - plain values: most channels share them, and so the result
    deadline: date,
    dager_for: tuple[int, ...],
    clock: time,
    quiet: Stilletid | None,
    asked: tuple[date, ...],
    now: datetime,
) -> tuple[tuple[_Moment, State | None], ...]:
    """Return the times to remind of a deadline in order, each with why it gives way to another one."""
    offsets = [_Moment(due_at(deadline - n * _DAY, clock, quiet), f"{deadline}/-{n}d", n) for n in dager_for]
    snoozes = [_Moment(due_at(on, clock, quiet), f"{deadline}/utsatt-{on}", too_late=on > deadline) for on in asked]
    moments = sorted([*offsets, *snoozes], key=attrgetter("order"))
    chosen = {moment.due: moment for moment in moments if not moment.too_late}
    newest = max((due for due in chosen if due <= now), default=now)
    return tuple((moment, _gives_way(moment, chosen.get(moment.due), newest)) for moment in moments)


def _gives_way(moment: _Moment, chosen: _Moment | None, newest: datetime) -> State | None:
    """Return why *moment* gives way: to the one *chosen* for its day, or to the *newest* whose time has come."""
    if moment.too_late:
        return "too_late"
    if chosen is not moment:
        return "snoozed" if chosen and chosen.days_before is None else "same_day"
    return "superseded" if moment.due < newest else None


def _refused(row: Frist, reminder: str, kanal: Kanal, sight: _Sight) -> State | None:
    """Return why nothing of *row* is posted to *kanal*, or None when all is well."""
    reasons: tuple[tuple[State, bool], ...] = (
        ("holiday", row.slag == "ferie"),
        ("category", not kanal.wants_category(row)),
        ("role", not kanal.wants_role(row)),
        ("draft", not kanal.utkast and sight.arshjul.confirmation(row) is None),
        ("done", (kanal.fylke, reminder) in sight.settled.done),
    )
    return next((state for state, holds in reasons if holds), None)


def _digests(kanal: Kanal, sight: _Sight) -> Iterator[Paminnelse]:
    """Yield the digest of each Monday: the rows of that week and the next."""
    monday = sight.first - sight.first.weekday() * _DAY
    for week in range((sight.last + _MOVED - monday) // _WEEK + 1):
        begins = monday + week * _WEEK
        due = due_at(begins, kanal.klokkeslett, kanal.stilletid)
        if not sight.reaches(due):
            continue
        rows = sight.arshjul.between(begins, begins + 2 * _WEEK - _DAY, Utvalg(fylke=kanal.fylke, slag=_DATED))
        told = tuple(row for row in rows if _refused(row, lasting_key(row), kanal, sight) in (None, "holiday"))
        key = Key(DIGEST, kanal.id, f"{begins}/uke")
        yield _judged(key, kanal, told, begins + _WEEK - _DAY, _Moment(due, ""), None if told else "empty", sight)


def _judged(  # noqa: PLR0913, PLR0917 - the parts of a reminder
    key: Key,
    kanal: Kanal,
    rows: tuple[Frist, ...],
    deadline: date,
    moment: _Moment,
    refused: State | None,
    sight: _Sight,
) -> Paminnelse:
    due = moment.due
    state = "posted" if key in sight.settled.posted else refused or _timely(due, deadline, sight.now)
    not_before = _not_before(due, deadline, kanal, sight.now) if state == "late" else due
    return Paminnelse(key, kanal, rows, deadline, moment.days_before, due, not_before, state)


def _timely(due: datetime, deadline: date, now: datetime) -> State:
    """Return what the time says of a reminder that nothing speaks against."""
    if now < due:
        return "planned"
    if now >= closes_at(due, deadline):
        return "expired"
    return "due" if now - due <= ON_TIME else "late"


def _not_before(due: datetime, deadline: date, kanal: Kanal, now: datetime) -> datetime:
    """Return when what is late may be sent: after the quiet hours, unless that is too late."""
    awake = after_quiet(now, kanal.stilletid)
    return awake if now < awake < closes_at(due, deadline) else due
