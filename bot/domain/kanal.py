"""A county's channel in Slack: whose it is, what it is reminded of, and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from typing import TYPE_CHECKING

from bot.domain.arshjul import Utvalg

if TYPE_CHECKING:
    from bot.domain.frist import Frist
    from bot.domain.model import Malform

DAGER_FOR = (14, 7, 1, 0)
KLOKKESLETT = time(8)


@dataclass(frozen=True, slots=True)
class Stilletid:
    """Hours without messages: after *fra* and before *til*, over midnight where *fra* is the later one.

    >>> night = Stilletid(time(16), time(7, 30))
    >>> [night.covers(time(hour)) for hour in (7, 8, 16, 17)]
    [True, False, False, True]
    """

    fra: time
    til: time

    def covers(self, clock: time) -> bool:
        """Tell whether *clock* lies within; both ends are outside."""
        if self.fra < self.til:
            return self.fra < clock < self.til
        return clock > self.fra or clock < self.til


@dataclass(frozen=True, slots=True, kw_only=True)
class Kanal:
    """A channel by its *id* in Slack, and the name of the *fylke* whose it is.

    No *kategorier* and no *roller* mean all of them. *dager_for* are days before the deadline, *klokkeslett* is a
    time in Norway. *malform* None is the county's own.
    """

    id: str
    fylke: str
    kategorier: frozenset[str] = frozenset()
    roller: tuple[str, ...] = ()
    dager_for: tuple[int, ...] = DAGER_FOR
    klokkeslett: time = KLOKKESLETT
    stilletid: Stilletid | None = None
    ukesoversikt: bool = False
    malform: Malform | None = None
    utkast: bool = False

    def wants_category(self, frist: Frist) -> bool:
        """Tell whether the channel has chosen the category of *frist*, or has not chosen."""
        return not self.kategorier or frist.kategori.id in self.kategorier

    def wants_role(self, frist: Frist) -> bool:
        """Tell whether somebody of the channel acts in or receives *frist*; what names nobody is for all."""
        nobody = not frist.fra and not frist.til
        return not self.roller or nobody or any(has_role(frist, role) for role in self.roller)


def has_role(frist: Frist, role: str) -> bool:
    """Tell whether *frist* is from or to *role*, a role or some words of one ("Inntak" is in "VIGO (Inntak)")."""
    return Utvalg(fra=role).matches(frist) or Utvalg(til=role).matches(frist)
