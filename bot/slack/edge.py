"""What every listener is handed."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from bot.slack.here import Here

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date, datetime

    from bot.adapters.store import Store
    from bot.adapters.store.marks import Marks
    from bot.domain.arshjul import Arshjulene
    from bot.domain.frist import Frist
    from bot.domain.kanal import Kanal
    from bot.domain.reply import Feedback
    from bot.slack.blocks import Message
    from bot.slack.drawing import Drawing
    from bot.slack.flood import Flood
    from bot.slack.memory import Memory
    from bot.slack.missed import Missed
    from bot.slack.outbound import Hooks
    from bot.slack.replies import Replies, Reply
    from bot.slack.rights import Rights


@dataclass(frozen=True, slots=True)
class Edge:
    """What a listener answers with, made anew with each version of the files.

    *calendar* makes a calendar file of a row for a county, *retry* posts again what a channel refused, *rights* says
    who may do what, *missed* takes the questions that nothing answers. *approve* says yes to what a source says now, by
    its id, who does so and the print of what was shown; *kilder* are the names of the sources. *today* is the day in
    Norway; *kanaler* are the counties' channels, by id, and *admin* is the id of the admins' ("" for none).
    """

    replies: Replies
    store: Store
    hooks: Hooks
    drawing: Drawing
    missed: Missed
    marks: Marks
    arshjul: Arshjulene
    calendar: Callable[[Frist, str], bytes]
    retry: Callable[[str], int]
    approve: Callable[[str, str, str], str]
    rights: Rights
    now: Callable[[], datetime]
    today: Callable[[], date]
    kanaler: Mapping[str, Kanal]
    kilder: Mapping[str, str]
    admin: str
    memory: Memory
    flood: Flood

    def here(self, channel: object) -> Here:
        """Return today, in the channel with that id."""
        kanal = self.kanaler.get(str(channel))
        return Here.of(self.today(), kanal.fylke if kanal else "")

    def note(self, reply: Reply, question: str, here: Here) -> None:
        """Let *question* be kept as a gap when *reply* says that the sources do not answer it."""
        if reply.kind == "ukjent":
            self.missed.note("ukjent", question, here.fylke)

    def stopped(self, user: object, channel: object) -> Message | None:
        """Count a question. None: answer it. Otherwise say the message, if it is not empty, and nothing more."""
        return self.flood.stopped(str(user), str(channel), self.now(), self.here(channel).malform)

    async def first(self, key: str) -> bool:
        """Tell whether *key* is new: retries, redeliveries and replays get a no."""
        return await asyncio.to_thread(self.store.claim, key, self.now())

    async def forget(self, key: str) -> None:
        """Let *key* be new again, after what was begun came to nothing."""
        await asyncio.to_thread(self.store.forget, key)

    async def keep(self, feedback: Feedback) -> None:
        """Store a judgement."""
        await asyncio.to_thread(self.store.add_feedback, feedback)


Current: TypeAlias = "Callable[[], Edge]"
"""Gives the edge that holds now. A listener asks once and keeps it: no answer is made of two versions of the files."""
