"""Keeps count of who asks how much, so that one who floods is told once and the others notice nothing."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

from bot.domain import flooding
from bot.domain.flooding import Asked, Verdict
from bot.slack import blocks
from bot.slack.phrases import PHRASES

if TYPE_CHECKING:
    from datetime import datetime

    from bot.domain.model import Malform
    from bot.slack.blocks import Message


class Flood:
    """Counts the questions of each user and each channel in this process. A *limit* of 0 counts nothing.

    It remembers *room* users and as many channels: whose minute began first is forgotten first.
    """

    def __init__(self, limit: int = 0, room: int = 10_000) -> None:
        self._limit = limit
        self._room = room
        self._users: OrderedDict[str, Asked] = OrderedDict()
        self._channels: OrderedDict[str, Asked] = OrderedDict()

    def stopped(self, user: str, channel: str, now: datetime, malform: Malform = "nb") -> Message | None:
        """Count a question: None is to be answered, a message is said instead, an empty one is silence."""
        if not self._limit:
            return None
        words = PHRASES[malform]
        verdict = self._judged(self._users, user, now)
        if verdict is Verdict.TELL and channel in self._channels:
            # The flood is the user's: what is left of the channel's minute is for the others in it.
            self._channels[channel] = flooding.without(self._channels[channel], self._limit)
        if verdict is not Verdict.ANSWER:
            return self._said(verdict, words.user_floods)
        return self._said(self._judged(self._channels, channel, now), words.channel_floods)

    def _judged(self, counts: OrderedDict[str, Asked], who: str, now: datetime) -> Verdict:
        before = counts.get(who)
        counts[who], verdict = flooding.judge(before, now, self._limit)
        if before is None or counts[who].since != before.since:
            counts.move_to_end(who)
            if len(counts) > self._room:
                counts.popitem(last=False)
        return verdict

    def _said(self, verdict: Verdict, words: str) -> Message | None:
        if verdict is Verdict.ANSWER:
            return None
        text = words.format(antall=self._limit)
        return blocks.message(text, blocks.section(text)) if verdict is Verdict.TELL else {}
