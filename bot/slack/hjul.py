"""The picture of the wheel in Slack: whether it is asked for, and putting it in the channel."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from bot.slack import filing
from bot.slack.filing import File, Kind

if TYPE_CHECKING:
    from collections.abc import Callable

    from slack_sdk.web.async_client import AsyncWebClient

    from bot.domain.arshjul import Arshjulene

_WIDTH, _ASKED_MAX = 1600, 100
_ASKED = re.compile(
    r"(?:(?:vis|syn|tegn|teikn)\s+(?:meg\s+|oss\s+)?)?(?:års|heile\s+års|hele\s+års)?hjul(?:et)?"
    r"(?:\s+(?:for\s+)?(?P<year>20\d\d)\s*[-–/]\s*(?:20)?\d\d)?(?:\s+(?:for\s+|i\s+)?(?P<fylke>[^\d\s].*?))?\s*[.!?]*",
    re.IGNORECASE,
)
PICTURE = Kind("picture", "bildet", "det", ", eller skriv «vis årshjulet» til meg i en direktemelding")


class Picture(Protocol):
    """A drawn wheel: `bot.adapters.wheelplot.Picture`."""

    title: str
    alt: str
    name: str

    def png(self, width: int) -> bytes:
        """Return it as PNG."""


@dataclass(frozen=True, slots=True)
class Wish:
    """The picture that is asked for; None is what holds where it is asked."""

    skolear: str | None = None
    fylke: str | None = None


def wish(text: str, arshjul: Arshjulene) -> Wish | None:
    """Return which picture *text* asks for, None when it asks for something else.

    >>> from bot.domain.arshjul import Arshjulene
    >>> wish("vis årshjulet 2023/24", Arshjulene(()))
    Wish(skolear='2023-2024', fylke=None)
    >>> wish("hjul ssbElev", Arshjulene(()))
    """
    found = _ASKED.fullmatch(text.strip()) if len(text) <= _ASKED_MAX else None
    if found is None:
        return None
    county = arshjul.fylke(found["fylke"]) if found["fylke"] else None
    if found["fylke"] and county is None:
        return None
    year = int(found["year"] or 0)
    return Wish(f"{year}-{year + 1}" if year else None, county.navn if county else None)


def file(picture: Picture) -> File:
    """Return *picture* as a file with a text for screen readers."""
    return File(f"{picture.name}.png", picture.title, picture.png(_WIDTH), picture.alt)


async def show(
    client: AsyncWebClient, draw: Callable[[], Picture], channel: str, thread_ts: str | None = None
) -> str | None:
    """Draw the picture and post it. Returns what to tell the person when that cannot be done, else None."""
    return await filing.show(client, PICTURE, lambda: file(draw()), channel, thread_ts)
