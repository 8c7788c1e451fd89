"""The Årshjul as a picture: the school year as a circle, August at the top, going clockwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.adapters.wheelparts import name
from bot.adapters.wheelsheet import WIDTH, write
from bot.domain import wheelview, wheelwords

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from bot.domain.arshjul import Arshjulene
    from bot.domain.frist import Frist
    from bot.domain.wheelview import View


class Picture:
    """A drawn wheel. The same wheel, day and county give the same bytes."""

    def __init__(self, shown: View) -> None:
        self.shown = shown
        self.title = wheelwords.title(shown)
        self.alt = wheelwords.alt_text(shown)
        self.name = wheelwords.file_name(shown)
        self.canvas = write(shown)

    def svg(self) -> bytes:
        """Return it as SVG: text is text, and a mark tells its row when it is pointed at."""
        rows = (*self.shown.frister, *self.shown.ferier)
        tips = {name(row): wheelwords.tip(row, self.shown) for row in rows}
        return self.canvas.svg(self.title, self.alt, tips)

    def png(self, width: int = WIDTH) -> bytes:
        """Return it as PNG, *width* pixels wide."""
        return self.canvas.png(width)


def draw(
    arshjul: Arshjulene,
    skolear: str | None,
    today: date,
    fylke: str | None = None,
    neste: Collection[Frist] | None = None,
) -> Picture:
    """Draw the wheel of a school year, or of *today*; the rest is as for `wheelview.view`."""
    return Picture(wheelview.view(arshjul, skolear, today, fylke, neste))
