"""The picture of the wheel for who asks for it: made and posted after the request has been answered."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol

from bot.slack import hjul
from bot.slack.filing import Filing

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from slack_sdk.web.async_client import AsyncWebClient

    from bot.domain.arshjul import Arshjulene
    from bot.slack.filing import Tell
    from bot.slack.here import Here
    from bot.slack.hjul import Picture

    Draw = Callable[[], Picture]


class Pictures(Protocol):
    """What draws: `bot.adapters.pictures.Pictures`."""

    @property
    def arshjul(self) -> Arshjulene:
        """Return the wheels."""

    def draw(self, today: date, fylke: str | None = None, skolear: str | None = None) -> Picture:
        """Draw the wheel of *skolear*, or of *today*, for a county or for all."""


class Drawing:
    """Draws what is asked for; *filing* posts it."""

    def __init__(self, pictures: Pictures, filing: Filing | None = None) -> None:
        self._pictures = pictures
        self.filing = filing or Filing()

    def asked(self, question: str, here: Here) -> Draw | None:
        """Return what draws the picture that *question* asks for, None when it asks for something else."""
        wish = hjul.wish(question, self._pictures.arshjul)
        if wish is None or here.today is None:
            return None
        return partial(self._pictures.draw, here.today, wish.fylke or here.fylke or None, wish.skolear)

    def start(self, client: AsyncWebClient, draw: Draw, place: tuple[str, str | None], tell: Tell) -> None:
        """Begin to put the picture in *place*, a channel and perhaps a thread; *tell* is used when it cannot be."""
        self.filing.start(client, hjul.PICTURE, lambda: hjul.file(draw()), place, tell)
