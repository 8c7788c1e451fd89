"""Files that are put in a channel: made and posted after the request has been answered, or told why they cannot be."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, NamedTuple

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError, SlackClientError, SlackRequestError

from bot.errors import KodevaktError
from bot.slack import blocks
from bot.slack.logs import log, where
from bot.slack.phrases import FAILED
from bot.slack.plain import clip, visible

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from slack_sdk.web.async_client import AsyncWebClient

    from bot.slack.blocks import Message

    Tell = Callable[[Message], Awaitable[object]]

ALT_MAX, _TITLE_MAX = 1000, 200
_AT_ONCE = 2
"""A picture takes a thread and half a second of processor: the rest wait, so that other work has threads to run in."""

_PATIENCE = 10.0
_MEMBER = (
    "Jeg er ikke med i denne kanalen, så jeg får ikke lagt {called} her. Skriv /invite @Kodevakt, og prøv igjen{else_}."
)
_SCOPE = (
    "Appen mangler tillatelsen files:write. Den som drifter Kodevakt, må legge den til og installere appen på nytt."
)
_BUSY = "Slack tar ikke imot flere filer fra meg akkurat nå. Vent et minutt, og prøv igjen."
_UNSURE = "Slack svarte ikke, så jeg vet ikke om {called} kom fram. Prøv igjen om litt hvis {it} ikke er her."
_REFUSED = {
    **dict.fromkeys(("not_in_channel", "channel_not_found", "is_archived"), _MEMBER),
    **dict.fromkeys(("missing_scope", "no_permission"), _SCOPE),
    **dict.fromkeys(("ratelimited", "rate_limited"), _BUSY),
}


class File(NamedTuple):
    """A file with its *title*, and *alt* for screen readers where it is a picture."""

    name: str
    title: str
    content: bytes
    alt: str = ""


class Kind(NamedTuple):
    """What kind of file it is: its name in the log, what people call it, and what to do where we are no member."""

    name: str
    called: str
    it: str
    otherwise: str = ""

    def said(self, words: str) -> str:
        """Return *words* about a file of this kind."""
        return words.format(called=self.called, it=self.it, else_=self.otherwise)


async def post(client: AsyncWebClient, file: File, channel: str, thread_ts: str | None = None) -> str:
    """Put *file* in the channel and return its id.

    It is shared with the channel at once: a file without a channel is the bot's own until Slack has handled it,
    and a block with it is refused till then. Needs the scope ``files:write`` and to be in the channel.
    """
    answer = await client.files_upload_v2(
        filename=file.name,
        content=file.content,
        title=clip(visible(file.title), _TITLE_MAX),
        alt_txt=clip(visible(file.alt), ALT_MAX) or None,
        channel=channel,
        thread_ts=thread_ts,
    )
    return str(answer["files"][0]["id"])


async def show(
    client: AsyncWebClient, kind: Kind, make: Callable[[], File], channel: str, thread_ts: str | None = None
) -> str | None:
    """Make the file and post it. Returns what to tell the person when that cannot be done, else None."""
    try:
        await post(client, await asyncio.to_thread(make), channel, thread_ts)
    except KodevaktError as error:
        return str(error)
    except SlackApiError as error:
        log.warning("file_refused", error=error.response["error"], kind=kind.name)
        return kind.said(_REFUSED.get(error.response["error"], FAILED))
    except SlackRequestError:
        log.warning("file_not_uploaded", kind=kind.name)
        return FAILED
    except (ClientError, TimeoutError) as error:
        log.warning("file_unanswered", error=type(error).__name__, kind=kind.name)
        return kind.said(_UNSURE)
    return None


class Filing:
    """Makes and posts in tasks of its own. Slack's deadline is three seconds, and Socket Mode takes one at a time."""

    def __init__(self) -> None:
        self._room = asyncio.Semaphore(_AT_ONCE)
        self._tasks: set[asyncio.Task[None]] = set()

    def start(
        self,
        client: AsyncWebClient,
        kind: Kind,
        make: Callable[[], File],
        place: tuple[str, str | None],
        tell: Tell,
    ) -> None:
        """Begin to put the file in *place*, a channel and perhaps a thread; *tell* is used when it cannot be."""
        task = asyncio.create_task(self._give(client, kind, make, place, tell))
        self._tasks.add(task)  # the loop itself keeps no task alive
        task.add_done_callback(self._tasks.discard)

    @asynccontextmanager
    async def running(self, _app: object = None) -> AsyncIterator[None]:
        """Finish what has begun before the end."""
        try:
            yield
        finally:
            await self.finish()

    async def finish(self, patience: float = _PATIENCE) -> None:
        """Wait for the files that are being made; drop those that take longer than *patience* seconds."""
        if not self._tasks:
            return
        _, late = await asyncio.wait(self._tasks, timeout=patience)
        for task in late:
            task.cancel()
            log.warning("file_dropped")
        await asyncio.gather(*late, return_exceptions=True)

    async def _give(
        self,
        client: AsyncWebClient,
        kind: Kind,
        make: Callable[[], File],
        place: tuple[str, str | None],
        tell: Tell,
    ) -> None:
        async with self._room:
            (told,) = await asyncio.gather(show(client, kind, make, *place), return_exceptions=True)
        if isinstance(told, BaseException):
            log.error("failed", error=type(told).__name__, where=where(told), kind=kind.name)
            told = FAILED
        if told is None:
            return
        try:
            await tell(blocks.message(told, blocks.section(told)))
        except (SlackClientError, ClientError, TimeoutError) as unreachable:
            log.error("user_not_told", error=type(unreachable).__name__)
