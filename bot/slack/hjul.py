"""The picture of the wheel in Slack: whether it is asked for, and putting it in the channel."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError, SlackRequestError

from bot.errors import KodevaktError
from bot.slack.logs import log
from bot.slack.phrases import FAILED
from bot.slack.plain import clip, visible

if TYPE_CHECKING:
    from collections.abc import Callable

    from slack_sdk.web.async_client import AsyncWebClient

    from bot.domain.arshjul import Arshjulene

FILE_ALT_MAX, _TITLE_MAX, _WIDTH, _ASKED_MAX = 1000, 200, 1600, 100
_ASKED = re.compile(
    r"(?:(?:vis|syn|tegn|teikn)\s+(?:meg\s+|oss\s+)?)?(?:års|heile\s+års|hele\s+års)?hjul(?:et)?"
    r"(?:\s+(?:for\s+)?(?P<year>20\d\d)\s*[-–/]\s*(?:20)?\d\d)?(?:\s+(?:for\s+|i\s+)?(?P<fylke>[^\d\s].*?))?\s*[.!?]*",
    re.IGNORECASE,
)
_MEMBER = (
    "Jeg er ikke med i denne kanalen, så jeg får ikke lagt bildet her. Skriv /invite @Kodevakt, og prøv igjen, "
    "eller skriv «vis årshjulet» til meg i en direktemelding."
)
_SCOPE = (
    "Appen mangler tillatelsen files:write. Den som drifter Kodevakt, må legge den til og installere appen på nytt."
)
_BUSY = "Slack tar ikke imot flere bilder fra meg akkurat nå. Vent et minutt, og prøv igjen."
_UNSURE = "Slack svarte ikke, så jeg vet ikke om bildet kom fram. Prøv igjen om litt hvis det ikke er her."
_REFUSED = {
    **dict.fromkeys(("not_in_channel", "channel_not_found", "is_archived"), _MEMBER),
    **dict.fromkeys(("missing_scope", "no_permission"), _SCOPE),
    **dict.fromkeys(("ratelimited", "rate_limited"), _BUSY),
}


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


async def post(client: AsyncWebClient, picture: Picture, channel: str, thread_ts: str | None = None) -> str:
    """Put *picture* in the channel as a file with a text for screen readers, and return the file's id.

    It is shared with the channel at once: a file without a channel is the bot's own until Slack has handled it,
    and a block with it is refused till then. Needs the scope ``files:write`` and to be in the channel.
    """
    file = await asyncio.to_thread(picture.png, _WIDTH)
    answer = await client.files_upload_v2(
        filename=f"{picture.name}.png",
        content=file,
        title=clip(visible(picture.title), _TITLE_MAX),
        alt_txt=clip(visible(picture.alt), FILE_ALT_MAX),
        channel=channel,
        thread_ts=thread_ts,
    )
    return str(answer["files"][0]["id"])


async def show(
    client: AsyncWebClient, draw: Callable[[], Picture], channel: str, thread_ts: str | None = None
) -> str | None:
    """Draw the picture and post it. Returns what to tell the person when that cannot be done, else None."""
    try:
        await post(client, await asyncio.to_thread(draw), channel, thread_ts)
    except KodevaktError as error:
        return str(error)
    except SlackApiError as error:
        log.warning("picture_refused", error=error.response["error"])
        return _REFUSED.get(error.response["error"], FAILED)
    except SlackRequestError:
        log.warning("picture_not_uploaded")
        return FAILED
    except (ClientError, TimeoutError) as error:
        log.warning("picture_unanswered", error=type(error).__name__)
        return _UNSURE
    return None
