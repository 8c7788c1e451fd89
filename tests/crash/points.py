"""Where a worker dies or freezes: the job's tools are wrapped from outside, so nothing in bot/ knows of it."""

from __future__ import annotations

import os
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

if TYPE_CHECKING:
    import signal
    from collections.abc import Callable, Iterator

    from bot.adapters.store import Database
    from bot.reminding.tools import Tools

CLAIMED = "claimed"
BEGUN = "begun, and kept"
UNSENT = "connected, nothing sent"
UNANSWERED = "sent, no answer read"
ANSWERED = "answered"
UNRECORDED = "answered, not kept"
READ = "history read"
UNWRITTEN = "history read, not kept"
UNENTERED = "plan made, not kept"
POINTS = (CLAIMED, BEGUN, UNSENT, UNANSWERED, ANSWERED, UNRECORDED, READ, UNWRITTEN, UNENTERED)
AGAIN = 3
RARE = frozenset({READ, UNWRITTEN, UNENTERED})
ANY = "any moment"
STOPPABLE = (CLAIMED, BEGUN, UNANSWERED, ANSWERED)
"""Where a frozen worker can be kept from harm. Between `BEGUN` and the socket nobody can: Slack has no fence."""


@dataclass
class Doom:
    """How a life ends: at the pass number *nth* of *point*, or at the next point when *most* have been passed.

    Where the *blow* only stops it, it can come again: at each of the points *then*.
    """

    point: str
    nth: int
    most: int
    blow: signal.Signals
    note: Callable[[str], None]
    then: list[str]
    struck: bool = False

    def passes(self, point: str) -> None:
        """Live on, or not."""
        self.most -= 1
        self.nth -= point == self.point
        if not self.struck and (self.nth <= 0 or self.most <= 0):
            if self.then:
                self.point, self.nth = self.then.pop(), AGAIN
            else:
                self.struck = True
            self.note(f"{self.blow.name} {point}")
            os.kill(os.getpid(), self.blow)


class Stage:
    """What the worker is in the midst of, for what lies too deep to be wrapped: the commit and the connection."""

    def __init__(self, doom: Doom) -> None:
        self.doom = doom
        self._commit: str | None = None
        self._posting = False

    @contextmanager
    def committing(self, point: str) -> Iterator[None]:
        """Pass *point* just before what is written now is kept."""
        self._commit = point
        try:
            yield
        finally:
            self._commit = None

    @contextmanager
    def posting(self) -> Iterator[None]:
        """Pass the points of a call to Slack."""
        self._posting = True
        try:
            yield
        finally:
            self._posting = False

    def commits(self, _connection: object) -> None:
        """Be told of a commit."""
        if self._commit:
            self.doom.passes(self._commit)

    def calls(self, point: str) -> None:
        """Be told of a connection."""
        if self._posting:
            self.doom.passes(point)


def set_up(tools: Tools, database: Database, doom: Doom) -> None:
    """Wrap the tools, so that *doom* hears of every point that is passed."""
    stage = Stage(doom)
    sa.event.listen(database.engine, "commit", stage.commits)
    _around_the_connection(stage)
    ledger, poster, book = tools.ledger, tools.poster, tools.book
    _after(ledger, "claim", CLAIMED, doom)
    _after(ledger, "begin", BEGUN, doom)
    _after(poster, "post", ANSWERED, doom, stage.posting)
    _after(poster, "find", READ, doom)
    _within(ledger, "settle", stage, UNRECORDED)
    for written in ("seen", "not_seen", "not_readable"):
        _within(ledger, written, stage, UNWRITTEN)
    _within(book, "enter", stage, UNENTERED)


def _after(owner: Any, name: str, point: str, doom: Doom, around: Callable[[], Any] | None = None) -> None:
    """Pass *point* when the call has given something."""
    inner = getattr(owner, name)

    def outer(*given: Any) -> Any:
        if around:
            with around():
                result = inner(*given)
        else:
            result = inner(*given)
        if result:
            doom.passes(point)
        return result

    setattr(owner, name, outer)


def _within(owner: Any, name: str, stage: Stage, point: str) -> None:
    """Pass *point* when what the call has written is about to be kept."""
    inner = getattr(owner, name)

    def outer(*given: Any, **more: Any) -> Any:
        with stage.committing(point):
            return inner(*given, **more)

    setattr(owner, name, outer)


def _around_the_connection(stage: Stage) -> None:
    connect, answer = HTTPConnection.connect, HTTPConnection.getresponse

    def connected(self: HTTPConnection) -> None:
        connect(self)
        stage.calls(UNSENT)

    def answered(self: HTTPConnection) -> Any:
        stage.calls(UNANSWERED)
        return answer(self)

    HTTPConnection.connect = connected  # type: ignore[method-assign]
    HTTPConnection.getresponse = answered  # type: ignore[method-assign]
