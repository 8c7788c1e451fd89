"""Reminding: the one job with side effects. Gather, plan, then claim, post and settle, one post at a time.

`Reminding.tick` is called every minute. What is due is for the database to say and not for the timer: a tick that
comes late, twice, or after a week does what is right. Whatever goes wrong between two steps leaves the ledger in a
state from which the next tick, of this worker or of another, goes on.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from bot.domain.delivery import ALERT, Absent, Sent, Unreadable, opaque
from bot.domain.reminders import AHEAD, BEHIND, plan
from bot.domain.sendetid import day_of, instant
from bot.reminding.rewriting import note_standings, refresh
from bot.reminding.tools import reason

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.domain.delivery import Post
    from bot.domain.paminnelse import Key, Paminnelse
    from bot.reminding.tools import Basis, Message, Tools

_ANEW = timedelta(hours=1)
_SKEW, _BEAT, _MARGIN = timedelta(seconds=60), timedelta(seconds=20), timedelta(hours=1)
_DAY, _MIDNIGHT = timedelta(days=1), time()
_BETWEEN_POSTS = 0.2  # seconds: Slack takes some hundreds of messages a minute in a workspace


class Reminding:
    """The job. *name* is the worker's own, *basis* gives what holds now.

    Setting *stopping* ends a tick after the post in hand.
    """

    def __init__(self, tools: Tools, basis: Callable[[], Basis], name: str) -> None:
        self._tools = tools
        self._basis = basis
        self._name = name
        self._planned: dict[Key, Paminnelse] = {}
        self._planned_of = basis()
        self._entered: tuple[datetime, Basis] | None = None
        self._beaten = float("-inf")
        self.stopping = False

    def tick(self) -> None:
        """Do all that is due.

        Raises:
            DatabaseError: the database cannot be used. Nothing is lost: the next tick goes on.
        """
        tools = self._tools
        if self._entered is None:
            tools.watch.awake()
        now = tools.watch.beat(self._name)
        self._beaten = tools.elapsed()
        if abs(tools.now() - now) > _SKEW:
            self._troubled(f"clock: {abs(tools.now() - now).total_seconds():.0f} s from the database's")
            return
        if self._is_stale(now):
            self.enter(now)
        if not tools.ledger.waiting():
            return
        if trouble := tools.poster.trouble(now):
            self._troubled(trouble)
            return
        self._work(now)

    def enter(self, now: datetime) -> None:
        """Write the whole plan into the ledger: what is to come in 60 days, and what has been missed."""
        basis = self._basis()
        self._write(basis, now, now + AHEAD)
        note_standings(self._tools, basis, now)
        self._tools.watch.forget()
        for forget in self._tools.forget:
            forget()
        self._entered = now, basis

    def _is_stale(self, now: datetime) -> bool:
        """Tell whether the plan is to be made anew: after an hour, on a new day, with new files."""
        if self._entered is None:
            return True
        at, basis = self._entered
        return now - at >= _ANEW or day_of(now) != day_of(at) or self._basis() is not basis

    def _work(self, now: datetime) -> None:
        """Post, look for, and write anew, until nothing of it is left to do now."""
        tools = self._tools
        self._prepare(now)
        while not self.stopping:
            if tools.elapsed() - self._beaten > _BEAT.total_seconds():
                now = tools.watch.beat(self._name)
                self._prepare(now)
                self._beaten = tools.elapsed()
            # Both, each time: a history that hangs must not keep what is due from being posted.
            looked, posted = self._look(), self._post()
            if looked or posted or refresh(tools, self._planned_of):
                continue
            pause = tools.ledger.pause()
            if pause is None:
                return
            tools.sleep(pause.total_seconds())

    def _prepare(self, now: datetime) -> None:
        """Give up what it is too late for, and take in what has been settled meanwhile."""
        if expired := self._tools.ledger.sweep():
            self._tools.log("expired", count=len(expired))
        self._write(self._basis(), now, now + _DAY)

    def _write(self, basis: Basis, now: datetime, until: datetime) -> None:
        """Make the plan from the oldest that is open until then, and let the ledger agree with it."""
        tools, oldest = self._tools, self._tools.book.oldest()
        first = min(day_of(oldest), day_of(now) - BEHIND) if oldest else day_of(now) - BEHIND
        last = day_of(until)
        planned = plan(basis.arshjul, basis.kanaler.values(), tools.marks.settled(), now, first, last)
        self._planned, self._planned_of = {one.key: one for one in planned}, basis
        begins, ends = instant(first, _MIDNIGHT), instant(last + _DAY, _MIDNIGHT)
        entered = tools.book.enter(self._planned, begins, ends, whole=basis.whole)
        if any(entered):
            tools.log("entered", new=entered.new, changed=entered.changed, struck=entered.struck)

    def _post(self) -> bool:
        """Post the next one. False when there is none."""
        tools = self._tools
        post = tools.ledger.claim()
        if post is None:
            return False
        message = self._message(post)
        if message is None:
            tools.ledger.put_back(post, "not in the plan now")
            return True
        began = tools.elapsed()
        if not tools.ledger.begin(post):
            return True
        if tools.elapsed() - began > tools.patience.lease.total_seconds() / 2:
            # This process was stopped meanwhile: another one may have the post by now. The history will tell.
            tools.log("too_slow_to_post")
            return True
        outcome = tools.poster.post(post.key.channel, message, opaque(post.key))
        written = tools.ledger.settle(post, outcome)
        tools.log("posted", outcome=type(outcome).__name__.lower(), reason=reason(outcome), written=written)
        tools.sleep(max(_BETWEEN_POSTS - (tools.elapsed() - began), 0))
        return True

    def _message(self, post: Post) -> Message | None:
        """Return what *post* says; None when it is not in the plan, or not now: the next plan will see to it."""
        words, basis = self._tools.words, self._planned_of  # the files may have been edited since the plan was made
        if post.key.reminder == ALERT:
            return words.alert(post.about or {}, basis.arshjul)
        planned = self._planned.get(post.key)
        now = self._tools.now()
        asleep = planned is not None and planned.state == "late" and planned.not_before > now
        if planned is None or not planned.to_post or asleep:
            return None
        return words.message(planned, basis.arshjul, now)

    def _look(self) -> bool:
        """Look for the next one that is in doubt. False when there is none."""
        tools = self._tools
        post = tools.ledger.look()
        if post is None:
            return False
        found = tools.poster.find(post.key.channel, post.due_at - _MARGIN, opaque(post.key))
        match found:
            case Sent(ts):
                tools.ledger.seen(post, ts)
            case Absent():
                tools.ledger.not_seen(post)
            case Unreadable(why):
                tools.ledger.not_readable(post, why)
        tools.log("looked", outcome=type(found).__name__.lower(), reason=reason(found))
        return True

    def _troubled(self, trouble: str) -> None:
        """Say what keeps us from posting, where those who look after the service see it."""
        self._tools.watch.beat(self._name, trouble)
        self._tools.log("cannot_post", reason=trouble)
