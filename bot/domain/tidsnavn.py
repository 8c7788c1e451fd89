"""Times that go by a name: the autumn, Easter, the weekend, "den 15."."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from bot.domain import workdays
from bot.domain.tidsord import MONTH_OF, SEASONS, WEEKDAYS

if TYPE_CHECKING:
    import re

DAY = timedelta(days=1)
Span = tuple[date, date]
_SOON = 8
_SATURDAY = 6


class Clock(NamedTuple):
    """The day of the question, and whether it looks back."""

    today: date
    back: bool

    def year_of(self, month: int) -> int:
        """Return the year of a month named without one: the coming one, unless it has just been."""
        ahead = (month - self.today.month) % 12
        past = ahead and (self.back or ahead > _SOON)
        return self.today.year + (month < self.today.month) - bool(past)


def whole_month(year: int, month: int) -> Span:
    """Return the first and the last day of a month."""
    return (first := date(year, month, 1)), (first + 31 * DAY).replace(day=1) - DAY


def season(match: re.Match[str], clock: Clock) -> Span:
    """Return a season: the one that it is or that comes, or the year's own when a year is said."""
    said = match.groupdict()
    (first, last), month = SEASONS[said["season"].casefold()], clock.today.month
    year = clock.today.year + (month > last and not clock.back) - (month < first and clock.back)
    year += bool(said.get("coming")) and first <= month <= last
    year = clock.today.year - (month <= last) if said.get("gone") else int(said.get("year") or year)
    return date(year, first, 1), whole_month(year, last)[1]


def weekday(match: re.Match[str], clock: Clock) -> Span:
    """Return the next day of that name, today too, or the last one."""
    ahead = (WEEKDAYS[match["weekday"].casefold()] - clock.today.isoweekday()) % 7
    ahead = ahead or (7 if match["next"] else 0)
    day = clock.today + (ahead - 7 * (clock.back and ahead > 0)) * DAY
    return day, day


def feast(match: re.Match[str], clock: Clock) -> Span:
    """Return Easter, Christmas, New Year or the summer holidays."""
    today, name = clock.today, match["feast"].casefold()
    if name.startswith(("påsk", "easter")):
        days = (today + number * DAY for number in range(400))
        monday = next(day for day in days if workdays.holiday_name(day) == "2. påskedag")
        return monday - 4 * DAY, monday
    if name.startswith(("jul", "christ")):
        return (first := date(today.year - (today.month == 1), 12, 24)), first.replace(day=26)
    month = 8 if name.startswith("s") else 1
    first = date(today.year + (today.month > max(month - 1, 1)), month, 1)
    return first, first.replace(day=31) if name == "nyåret" else first


def week_before(match: re.Match[str], clock: Clock) -> Span:
    """Return the seven days before Easter, Christmas, New Year or the end of the summer holidays."""
    first, _ = feast(match, clock)
    return max(clock.today, first - 7 * DAY), first - DAY


def turn_of_month(match: re.Match[str], clock: Clock) -> Span:
    """Return the last week of one month and the first of the next, which is named last: "månedsskiftet mai/juni"."""
    month = MONTH_OF[match["turn"].casefold()]
    first = date(int(match["year"] or clock.year_of(month)), month, 1)
    return first - 7 * DAY, first + 6 * DAY


def weekend(_: re.Match[str], clock: Clock) -> Span:
    """Return the Saturday and Sunday of this week."""
    saturday = clock.today + (_SATURDAY - clock.today.isoweekday()) * DAY
    return saturday, saturday + DAY


def yule(_: re.Match[str], clock: Clock) -> Span:
    """Return the days between Christmas and New Year."""
    return (first := date(clock.today.year - (clock.today.month == 1), 12, 25)), first.replace(day=31)


def day_of_month(match: re.Match[str], clock: Clock) -> Span:
    """Return the next day with that number, today too, or the last one: "den 15."."""
    number, step = int(match["alone"] or match["nth"]), -DAY if clock.back else DAY
    day = clock.today
    while day.day != number:
        day += step
    return day, day


def two_weeks(_: re.Match[str], clock: Clock) -> Span:
    """Return this week and the next."""
    monday = clock.today - clock.today.weekday() * DAY
    return monday, monday + 13 * DAY


def half_year(_: re.Match[str], clock: Clock) -> Span:
    """Return the school's half-year that it is: until July, or until December."""
    year, autumn = clock.today.year, clock.today.month >= _SOON
    return date(year, _SOON if autumn else 1, 1), date(year, 12 if autumn else 7, 31)
