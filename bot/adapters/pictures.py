"""Pictures of the wheel on demand. The plotting library is loaded with the first one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from bot.adapters.wheelplot import Picture
    from bot.domain.arshjul import Arshjulene
    from bot.domain.fristoppslag import Deadlines

_NEXT = "neste 5 frister"


class Pictures:
    """Draws the wheels of *frister*. What is named as next is what it answers to "neste 5 frister"."""

    def __init__(self, frister: Deadlines) -> None:
        self._frister = frister

    @property
    def arshjul(self) -> Arshjulene:
        """Return the wheels."""
        return self._frister.arshjul

    def draw(self, today: date, fylke: str | None = None, skolear: str | None = None) -> Picture:
        """Draw the wheel of *skolear*, or of *today*, for a county or for all.

        Raises:
            KodevaktError: there is no such wheel or county.
        """
        from bot.adapters import wheelplot  # noqa: PLC0415 - half a second, which only a picture needs

        county = self._frister.arshjul.fylke(fylke) if fylke else None
        coming = self._frister.find(_NEXT, today, county.navn if county else "")
        neste = coming.frister if coming else ()
        return wheelplot.draw(self._frister.arshjul, skolear, today, fylke, neste)
