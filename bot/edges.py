"""What the listeners answer with: made for each version of the files, of that version and of what outlives it.

Like `bot.app`, this is composition.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from bot.adapters import clock, ics
from bot.adapters.store.book import Book
from bot.adapters.store.gaps import Gaps
from bot.adapters.store.marks import Marks
from bot.adapters.store.sources import Sources
from bot.domain import sendetid, workdays
from bot.slack.drawing import Drawing
from bot.slack.edge import Edge
from bot.slack.filing import Filing
from bot.slack.flood import Flood
from bot.slack.memory import Memory
from bot.slack.missed import Missed
from bot.slack.outbound import Hooks
from bot.slack.replies import Replies
from bot.slack.rights import Rights

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from bot.adapters.store import Store
    from bot.config import Settings
    from bot.domain.tilstand import Endret
    from bot.house import House, Snapshot
    from bot.reminding.tools import Basis
    from bot.slack.replies import Asker


@dataclass(frozen=True, slots=True)
class Lasting:
    """What outlives the versions of the files: what is under way, and what is remembered of who asked."""

    filing: Filing
    missed: Missed
    rights: Rights
    flood: Flood
    memory: Memory

    @classmethod
    def of(cls, settings: Settings, store: Store, now: Callable[[], datetime]) -> Lasting:
        """Return it as *settings* say."""
        return cls(
            filing=Filing(),
            missed=Missed(Gaps(store.database, settings.gap_days), now),
            rights=Rights(settings.admin_group, now),
            flood=Flood(settings.question_limit),
            memory=Memory(),
        )


class Edges:
    """Gives the edge that holds now, made once for each version of the files."""

    def __init__(self, settings: Settings, house: House, now: Callable[[], datetime] = clock.now) -> None:
        self._settings, self._house, self._now = settings, house, now
        self.lasting = Lasting.of(settings, house.store, now)
        self._snapshot = house.current
        self._edge = self._made(self._snapshot)
        # It loads the public holidays, a fifth of a second which the first who asks for a deadline need not wait.
        workdays.last_working_day(now().date())

    def __call__(self) -> Edge:
        """Return it."""
        snapshot = self._house.current
        if snapshot is not self._snapshot:
            self._edge = self._made(snapshot)
            self._snapshot = snapshot
        return self._edge

    def _made(self, snapshot: Snapshot) -> Edge:
        return build_edge(
            self._settings,
            snapshot.responder,
            self._house.store,
            self.lasting,
            drawing=Drawing(snapshot.pictures, self.lasting.filing),
            basis=snapshot.basis,
            now=self._now,
            kilder={kilde.id: kilde.navn for kilde in snapshot.kunnskap.kilder.values()},
            changed=lambda: self._house.endret,
        )


def build_edge(  # noqa: PLR0913 - the last two are options
    settings: Settings,
    responder: Asker,
    store: Store,
    lasting: Lasting,
    *,
    drawing: Drawing,
    basis: Basis,
    now: Callable[[], datetime],
    kilder: Mapping[str, str] | None = None,
    changed: Callable[[], Endret] = dict,
) -> Edge:
    """Return what the listeners answer with. *kilder* are the names of the sources, *changed* those that have."""
    return Edge(
        replies=Replies(responder, changed),
        store=store,
        hooks=Hooks(settings.slack_api_url),
        drawing=drawing,
        missed=lasting.missed,
        marks=Marks(store.database),
        arshjul=basis.arshjul,
        calendar=partial(ics.single, basis.arshjul),
        retry=Book(store.database).retry,
        approve=Sources(store.database).approve,
        now=now,
        today=lambda: sendetid.day_of(now()),
        kanaler=basis.kanaler,
        kilder=kilder or {},
        admin=settings.admin_channel or "",
        memory=lasting.memory,
        rights=lasting.rights,
        flood=lasting.flood,
    )
