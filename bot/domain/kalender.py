"""The Årshjul as events of a calendar: what is subscribed to, on which day it stands, and when it reminds.

What a row becomes:

* One all-day event on the county's own deadline. The day of the delivery is told in the text and is no event of its
  own: what happens that day is done by others, and a second event would be a second deadline to the reader.
* A period, a week or a school holiday is one event of several days; "i løpet av august" stands on its last day.
* A row keeps its uid when its date moves. A row that is told by the wheel before (``conexus-juli-neste``) has from the
  start the uid that the next wheel will give it.
* The newest five wheels are in it, about 700 kB. What is older nobody looks up in a calendar.
* The revision is read off the files, so that there is nothing to keep or to lose: it is the newest of the days on
  which somebody vouched for the date (``pr_dato`` and ``bekreftet`` of the wheel, ``bekreftet`` of the row). Who
  moves a date therefore moves one of them too.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from bot.domain import kalendertekst, workdays
from bot.domain.arshjul import Utvalg, lasting_key
from bot.errors import KodevaktError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.domain.arshjul import Arshjulene
    from bot.domain.frist import Frist
    from bot.domain.model import Malform

_DAY, _WEEK = timedelta(days=1), timedelta(days=7)
_MORNING = timedelta(hours=9)
_WHEELS = 5
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Valg:
    """What a subscriber chose: one county or all, and some categories or, when there are none, all."""

    fylke: str | None = None
    kategorier: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hendelse:
    """An all-day event from *first* to *last*. *revised* is the day of its revision.

    *alarms* are counted from midnight at the beginning of *first*.
    """

    uid: str
    revised: date
    first: date
    last: date
    title: str
    text: str
    kategori: str
    adresse: str | None
    estimate: bool
    alarms: tuple[timedelta, ...] = ()

    @property
    def revision(self) -> int:
        """Return the number that rises with each revision: the day, written as 20230821."""
        return int(f"{self.revised:%Y%m%d}")


def choose(arshjul: Arshjulene, fylker: Iterable[str] = (), kategorier: Iterable[str] = ()) -> Valg:
    """Return the choice that a person wrote; a county by any of its names, categories in several or with commas.

    Raises:
        KodevaktError: a county or category that there is not, with those that there are; two counties.
    """
    counties = {_county(name, arshjul) for name in fylker if name.strip()}
    if len(counties) > 1:
        raise KodevaktError(f"Velg ett fylke om gangen, ikke {' og '.join(sorted(counties))}.")
    words = (word.strip().casefold() for text in kategorier for word in text.split(","))
    known = tuple(dict.fromkeys(kategori.id for wheel in arshjul.hjul for kategori in wheel.kategorier))
    return Valg(next(iter(counties), None), frozenset(_known(word, known) for word in words if word))


def name(arshjul: Arshjulene, valg: Valg) -> str:
    """Return what the calendar of *valg* is called: "Årshjul VIGO – Vestland – Lånekassen + Oppfølgingstjenesten"."""
    called = {kategori.id: kategori.navn for wheel in arshjul.hjul for kategori in wheel.kategorier}
    chosen = " + ".join(navn for id_, navn in called.items() if id_ in valg.kategorier)
    return " – ".join(part for part in ("Årshjul VIGO", valg.fylke, chosen) if part)


def events(arshjul: Arshjulene, valg: Valg) -> tuple[Hendelse, ...]:
    """Return every row with a date that *valg* asks for, in order of time, each once."""
    if not arshjul.hjul:
        return ()
    since = arshjul.hjul[-_WHEELS:][0].first
    rows = arshjul.between(since, arshjul.hjul[-1].last, Utvalg(fylke=valg.fylke))
    return tuple(
        event(row, arshjul, valg.fylke) for row in rows if not valg.kategorier or row.kategori.id in valg.kategorier
    )


def event(row: Frist, arshjul: Arshjulene, fylke: str | None = None) -> Hendelse:
    """Return the event of a row that has a date, for a county or for all."""
    first, last = _days(row)
    source = arshjul.source(row)
    confirmed = arshjul.confirmation(row)
    county = arshjul.fylke(fylke) if fylke else None
    malform: Malform = "nn" if county and county.malform == "nn" else "nb"
    return Hendelse(
        uid=f"{lasting_key(row)}@kodevakt",
        revised=_revised(row, arshjul),
        first=first,
        last=last,
        title=kalendertekst.title(row, malform, estimate=not confirmed, fylke=fylke),
        text=kalendertekst.description(row, malform, confirmed, source),
        kategori=row.kategori.navn,
        adresse=source.kilde.adresse,
        estimate=not confirmed,
        alarms=() if row.slag == "ferie" else _alarms(first),
    )


def _days(row: Frist) -> tuple[date, date]:
    """Return the first and the last day of the event of a row that has a date."""
    return (row.frist_fylke, row.frist_fylke) if row.frist_fylke else (row.days[0], row.days[-1])


def _revised(row: Frist, arshjul: Arshjulene) -> date:
    wheel = next(wheel for wheel in arshjul.hjul if wheel.skolear == row.skolear)
    return max([wheel.pr_dato, *(by.dato for by in (wheel.bekreftet, row.bekreftet) if by)])


def _alarms(first: date) -> tuple[timedelta, ...]:
    """Return two alarms at nine, about a week before and on the last working day before; none on a day off.

    For a deadline on a Sunday that day is the Friday: the day on which it must be done.
    """
    days = (workdays.last_working_day(first - _WEEK), workdays.add_working_days(first, -1))
    return tuple(day - first + _MORNING for day in days)


def _county(name: str, arshjul: Arshjulene) -> str:
    found = arshjul.fylke(name)
    if found is None:
        today = (fylke.navn for fylke in arshjul.fylker if not fylke.gyldig_til)
        raise KodevaktError(f"Ukjent fylke {_quote(name)}. Fylkene er {', '.join(sorted(today))}.")
    return found.navn


def _known(word: str, known: tuple[str, ...]) -> str:
    if word not in known:
        raise KodevaktError(f"Ukjent kategori {_quote(word)}. Kategoriene er {', '.join(known)}.")
    return word


def _quote(text: str) -> str:
    return f"«{text.strip()[:_SHOWN]}»"
