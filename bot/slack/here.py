"""When and where something is asked. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.domain.words import malform_in

if TYPE_CHECKING:
    from datetime import date

    from bot.domain.model import Malform


@dataclass(frozen=True, slots=True)
class Here:
    """The day in Norway that is *today* (None: no deadline is told), and the county whose channel it is, if any.

    *malform* is what is written there.
    """

    today: date | None = None
    fylke: str = ""
    malform: Malform = "nb"

    @classmethod
    def of(cls, today: date, fylke: str) -> Here:
        """Return a day in the channel of a county, "" for a channel that is no county's."""
        return cls(today, fylke, malform_in(fylke))

    def on(self, day: date | None) -> Here:
        """Return the same place on another day; on this one when there is none."""
        return replace(self, today=day) if day else self
