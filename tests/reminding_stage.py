"""The job on a stage: its real ledger, a Slack that remembers, words that say what they were asked for, moved time."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

from ledger_stage import OSLO, VEST, FakeSlack, Shelf, Time, at
from tiny_wheel import FYLKER, wheel

from bot.domain.arshjul import Arshjulene
from bot.domain.delivery import PATIENCE
from bot.domain.frist import Fylke
from bot.reminding.job import Reminding
from bot.reminding.tools import Basis, Tools

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

    from bot.adapters.poster import Poster
    from bot.domain.frist import Frist
    from bot.domain.kanal import Kanal
    from bot.domain.paminnelse import Done, Paminnelse
    from bot.reminding.tools import Message

COUNTIES = (*FYLKER, Fylke("46", "Vestland", "nn"))


def basis(*rows: Frist, kanaler: Iterable[Kanal] = (OSLO, VEST), whole: bool = True) -> Basis:
    """Return what reminders are made of: one wheel of *rows*, and *kanaler*."""
    return Basis(Arshjulene([wheel(*rows)], COUNTIES), {kanal.id: kanal for kanal in kanaler}, whole)


class FakeWords:
    """Says of a message what it was asked to say."""

    def message(
        self,
        paminnelse: Paminnelse,
        arshjul: Arshjulene,
        now: datetime,
        *,
        done: Done | None = None,
        moved_from: date | None = None,
        sent: datetime | None = None,
    ) -> Message:
        """Name the reminder and what it is to say."""
        del arshjul, now, sent
        key, more = paminnelse.key, [f"utført av {done.by}"] if done else []
        more += [f"flyttet fra {moved_from} til {paminnelse.deadline}"] if moved_from else []
        return {"text": ", ".join([f"{key.reminder[10:]} {key.occurrence} {paminnelse.state}", *more])}

    def gone(self, deadline: date, kanal: Kanal) -> Message:
        """Name the deadline that is gone."""
        return {"text": f"{deadline} er borte for {kanal.fylke}"}

    def alert(self, about: Mapping[str, Any], arshjul: Arshjulene) -> Message:
        """Name the trouble."""
        del arshjul
        return {"text": f"varsel: {about['kind']} {about['reason']} {len(about['posts'])}"}


@dataclass
class Logged:
    """What was logged."""

    entries: list[tuple[str, dict[str, object]]] = field(default_factory=list)

    def __call__(self, event: str, **fields: object) -> None:
        """Keep it."""
        self.entries.append((event, fields))

    def named(self, event: str) -> list[dict[str, object]]:
        """Return what was logged as *event*."""
        return [fields for name, fields in self.entries if name == event]


class Desk:
    """A worker, its tools, and the time by which it works. Setting *basis* changes the files under it."""

    def __init__(self, url: str, begins: datetime | str, basis: Basis, time: Time | None = None) -> None:
        self.time = time or Time(at(begins) if isinstance(begins, str) else begins)
        self.shelf = Shelf(url, self.time)
        self.basis = basis
        self.skew = 0.0
        self.log = Logged()
        self.use(FakeSlack(self.time))

    def use(self, slack: FakeSlack) -> None:
        """Start a worker that posts to *slack*."""
        self.slack = slack
        self.tools = self._tools()
        self.job = self.worker("w1")

    def _tools(self) -> Tools:
        shelf = self.shelf
        return Tools(
            ledger=shelf.ledger,
            book=shelf.book,
            marks=shelf.marks,
            watch=shelf.watch,
            poster=cast("Poster", self.slack),
            words=FakeWords(),
            patience=PATIENCE,
            now=self.now,
            elapsed=self.time.elapsed,
            sleep=self.time.sleep,
            log=self.log,
        )

    def now(self) -> datetime:
        """Return the time by the clock of the worker's machine."""
        ahead = Time(self.time.at)
        ahead.sleep(self.skew)
        return ahead.at

    def worker(self, name: str) -> Reminding:
        """Return a worker that has just been started."""
        return Reminding(self.tools, lambda: self.basis, name)

    def tick_at(self, text: str) -> None:
        """Let time pass until the clock in Norway shows *text*, and tick once."""
        self.time.at = max(at(text), self.time.at)
        self.job.tick()

    def run(self, until: str, minutes: int = 1) -> None:
        """Tick every minute until the clock in Norway shows *until*."""
        end = at(until)
        while self.time.at <= end:
            began = self.time.at
            self.job.tick()
            self.time.at = max(self.time.at, began)
            self.time.forward(minutes=minutes)

    def states(self) -> dict[str, str]:
        """Return the state of each reminder by its channel and how long before, of one row."""
        return {f"{p.key.channel} {p.key.occurrence}": p.state for p in self.shelf.posts() if not p.about}
