"""What the job works with, and what reminders are made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date, datetime

    from bot.adapters.poster import Poster
    from bot.adapters.store.book import Book
    from bot.adapters.store.ledger import Ledger
    from bot.adapters.store.marks import Marks
    from bot.adapters.store.watch import Watch
    from bot.domain.arshjul import Arshjulene
    from bot.domain.delivery import Patience
    from bot.domain.kanal import Kanal
    from bot.domain.paminnelse import Done, Paminnelse

Message = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Basis:
    """What reminders are made of. Not *whole*: a file of the schedules has faults, and its rows are missing."""

    arshjul: Arshjulene
    kanaler: Mapping[str, Kanal]
    whole: bool = True


class Words(Protocol):
    """What makes messages: `bot.slack.paminnelseblokker` and `bot.slack.varsel`."""

    def message(  # noqa: PLR0913 - the last three are options
        self,
        paminnelse: Paminnelse,
        arshjul: Arshjulene,
        now: datetime,
        *,
        done: Done | None = None,
        moved_from: date | None = None,
        sent: datetime | None = None,
    ) -> Message:
        """Return a reminder."""

    def gone(self, deadline: date, kanal: Kanal) -> Message:
        """Return what is left of a reminder whose deadline is no longer in the Årshjul."""

    def alert(self, about: Mapping[str, Any], arshjul: Arshjulene) -> Message:
        """Return a word to the admins."""


@dataclass(frozen=True, slots=True)
class Tools:
    """What the job works with. *now* is this machine's clock, *elapsed* a count of seconds that nobody can set.

    *forget* drops what has been kept long enough; it is called each hour and at the start.
    """

    ledger: Ledger
    book: Book
    marks: Marks
    watch: Watch
    poster: Poster
    words: Words
    patience: Patience
    now: Callable[[], datetime]
    elapsed: Callable[[], float]
    sleep: Callable[[float], None]
    log: Callable[..., object]
    forget: tuple[Callable[[], object], ...] = ()


def reason(outcome: object) -> str | None:
    """Return why *outcome* came about, where it says so."""
    told = getattr(outcome, "reason", None)
    return str(told) if told else None
