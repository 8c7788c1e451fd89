"""What stands on the picture of a wheel. Pure; the words for it are those of `wheelwords`.

The circle is a school year, from 1 August to 31 July. The wheel also holds the July before and the August after:
their rows stand outside the circle, beside the month of the same name.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from bot.domain import kalender
from bot.domain.arshjul import FRISTER, NESTE, Arshjulene, Utvalg
from bot.domain.tid import skolear as skolear_of
from bot.domain.wheelwords import long_date
from bot.errors import KodevaktError

if TYPE_CHECKING:
    from collections.abc import Collection

    from bot.domain.frist import Arshjul, Frist

COUNT = 5
"""How many of the coming deadlines are named."""

_MANY = 400


@dataclass(frozen=True, slots=True)
class View:
    """The rows of *wheel* that have a day: *frister*, *ferier*, and *neste* of the frister. *fylke* is a name.

    *today* is None when it does not lie in the wheel.
    """

    wheel: Arshjul
    fylke: str | None
    today: date | None
    frister: tuple[Frist, ...]
    ferier: tuple[Frist, ...]
    neste: tuple[Frist, ...]

    @property
    def first(self) -> date:
        """Return 1 August, the top of the circle."""
        return date(int(self.wheel.skolear[:4]), 8, 1)

    @property
    def last(self) -> date:
        """Return 31 July of the year after."""
        return date(self.first.year + 1, 7, 31)

    @property
    def anslag(self) -> bool:
        """Tell whether any date is an estimate."""
        return any(row.anslag for row in self.frister)


def view(
    arshjul: Arshjulene,
    skolear: str | None,
    today: date,
    fylke: str | None = None,
    neste: Collection[Frist] | None = None,
) -> View:
    """Return what stands on the picture. Without *skolear* it is the wheel of *today*.

    *neste* are the rows that come next for the one who asks, where that is known better than by their day.

    Raises:
        KodevaktError: there is no such wheel or county.
    """
    wheel = _wheel(arshjul, skolear, today)
    name = kalender.choose(arshjul, [fylke] if fylke else []).fylke
    alone = Arshjulene((wheel,), arshjul.fylker)
    rows = alone.between(wheel.first, wheel.last, Utvalg(fylke=name))
    coming = alone.next(today, _MANY, Utvalg(fylke=name, slag=FRISTER.slag)) if wheel.covers(today) else ()
    if neste is not None:
        wanted = {row.id.removesuffix(NESTE) for row in neste}
        coming = tuple(row for row in coming if row.id.removesuffix(NESTE) in wanted)[: len(neste)]
    return View(
        wheel=wheel,
        fylke=name,
        today=today if wheel.covers(today) else None,
        frister=tuple(row for row in rows if row.slag != "ferie"),
        ferier=tuple(row for row in rows if row.slag == "ferie"),
        neste=coming[:COUNT],
    )


def _wheel(arshjul: Arshjulene, skolear: str | None, today: date) -> Arshjul:
    if skolear is None:
        found = arshjul.wheel(skolear_of(today)) or next(iter(arshjul.covering(today)), None)
        wanted = f"som har {long_date(today)}"
    else:
        found, wanted = arshjul.wheel(skolear.strip().replace("–", "-")), f"for {skolear}"
    if found is None:
        years = ", ".join(wheel.skolear for wheel in arshjul.hjul) or "ingen"
        raise KodevaktError(f"Det finnes ikke noe årshjul {wanted}. De som finnes: {years}.")
    return found
