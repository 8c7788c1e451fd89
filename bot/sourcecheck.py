"""Look whether the sources still say what the knowledge was made of, and tell the admins where they do not.

A source that cannot be reached is not a change: what is known about it stays as it is.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlsplit

from bot.adapters import clock, fetching, greplist, webpage
from bot.adapters.store import alerts
from bot.adapters.store.sources import Sources
from bot.domain import kildeavtrykk, sendetid
from bot.domain.kildebruk import Kildebruk
from bot.errors import SourceError
from bot.slack.logs import log

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import datetime

    from bot.adapters.fetching import Fetched
    from bot.adapters.store.database import Database
    from bot.adapters.store.sources import Look
    from bot.domain.frist import Arshjul
    from bot.domain.kildeavtrykk import Avsnitt
    from bot.domain.model import Kilde, Kunnskap

PACE = 1.0
"""Seconds between two pages: we are a guest, and in no hurry."""

_BEGINS = timedelta(hours=5)
_ENTRIES_MAX, _PARTS_MAX, _NAMED_MAX = 12, 5, 40

Kind = Literal["uendret", "endret", "første gang", "ikke nådd", "hoppet over"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one source: *why* it was not read, or what was found and which *entries* it may touch.

    A *lasting* trouble stays until somebody acts.
    """

    kilde: Kilde
    kind: Kind
    why: str = ""
    lasting: bool = False
    look: Look | None = None
    entries: tuple[str, ...] = ()


class SourceCheck:
    """Looks at every source that *knows* names. Setting *stopping* ends it after the page in hand."""

    def __init__(
        self,
        database: Database,
        knows: Callable[[], tuple[Kunnskap, Sequence[Arshjul]]],
        admin: str = "",
        *,
        fetch: Callable[[str], Fetched] = fetching.fetch,
        sleep: Callable[[float], None] = clock.sleep,
    ) -> None:
        self._database, self._sources = database, Sources(database)
        self._knows, self._admin = knows, admin
        self._fetch, self._sleep = fetch, sleep
        self.stopping = False

    def weekly(self) -> None:
        """Look and tell, if nobody has done so since Monday at 05:00 UTC.

        Raises:
            DatabaseError: the database cannot be used. It is tried again in an hour.
        """
        week = week_of(self._database.time())
        if not self._sources.take_turn(week):
            return
        outcomes = []
        for outcome in self.look():
            log.info("source_looked_at", kilde=outcome.kilde.id, outcome=outcome.kind, reason=outcome.why or None)
            outcomes.append(outcome)
        if self.stopping:
            return
        self.tell(outcomes)
        self._sources.done(week)

    def look(self) -> Iterator[Outcome]:
        """Yield what became of each source, as they are read.

        Raises:
            DatabaseError: the database cannot be used.
        """
        kunnskap, hjul = self._knows()
        run = _Run(kunnskap, Kildebruk(kunnskap, hjul), self._sources, self._fetch, self._sleep)
        for kilde in kunnskap.kilder.values():
            if self.stopping:
                return
            yield run.outcome(kilde)

    def tell(self, outcomes: Iterable[Outcome]) -> None:
        """Tell the admins: a word for each source that has changed, and one for what else they should know."""
        first, trouble = [], []
        for outcome in outcomes:
            if outcome.kind == "endret" and outcome.look:
                alerts.tell_of_source(self._database, self._admin, _changed(outcome, outcome.look))
            if outcome.look and outcome.look.first:
                first.append(outcome.kilde.navn)
            if outcome.lasting:
                trouble.append([outcome.kilde.navn, outcome.why])
        if first or trouble:
            about = {"kind": "sources", "first": first[:_NAMED_MAX], "trouble": trouble[:_NAMED_MAX]}
            alerts.tell_of_source(self._database, self._admin, about)


def week_of(now: datetime) -> str:
    """Return the week that *now* belongs to, which begins on Monday at 05:00 UTC.

    >>> from datetime import UTC, datetime
    >>> [week_of(datetime(2026, 11, 23, hour, tzinfo=UTC)) for hour in (4, 5)]
    ['2026-W47', '2026-W48']
    """
    year, week, _ = (now - _BEGINS).isocalendar()
    return f"{year}-W{week:02}"


class _Run:
    """One look at all sources: each address is fetched once."""

    def __init__(
        self,
        kunnskap: Kunnskap,
        bruk: Kildebruk,
        sources: Sources,
        fetch: Callable[[str], Fetched],
        sleep: Callable[[float], None],
    ) -> None:
        self._kunnskap, self._bruk, self._sources = kunnskap, bruk, sources
        self._fetch, self._sleep = fetch, sleep
        self._pages: dict[str, tuple[Avsnitt, ...] | SourceError] = {}
        self._fetched = 0

    def outcome(self, kilde: Kilde) -> Outcome:
        if skipped := self._skipped(kilde):
            return Outcome(kilde, "hoppet over", skipped)
        try:
            if kilde.id == greplist.KILDE:
                return self._of_grep(kilde, kilde.adresse or "")
            return self._of_page(kilde, self._page(kilde.adresse or ""))
        except SourceError as error:
            return Outcome(kilde, "ikke nådd", str(error), error.lasting)

    def _skipped(self, kilde: Kilde) -> str:
        if kilde.adresse is None:
            return "har ingen adresse"
        address = urlsplit(kilde.adresse)
        if address.path in ("", "/") and not address.query:
            return "adressen er bare nettstedet"
        named = self._bruk.punkter(kilde.id) or kilde.id == greplist.KILDE
        return "" if named else "ingen oppføring bygger på den"

    def _page(self, address: str) -> tuple[Avsnitt, ...]:
        if address not in self._pages:
            try:
                self._pages[address] = webpage.read(self._get(address))
            except SourceError as error:
                self._pages[address] = error
        page = self._pages[address]
        if isinstance(page, SourceError):
            raise page
        return page

    def _get(self, address: str) -> Fetched:
        if self._fetched:
            self._sleep(PACE)
        self._fetched += 1
        return self._fetch(address)

    def _of_page(self, kilde: Kilde, page: tuple[Avsnitt, ...]) -> Outcome:
        known = self._sources.known(kilde.id)
        parts = kildeavtrykk.parts(page, self._bruk.punkter(kilde.id), known)
        outcome = _judged(kilde, self._sources.look(kilde.id, parts))
        return replace(
            outcome, entries=self._bruk.touched(kilde.id, outcome.look.changed, parts) if outcome.look else ()
        )

    def _of_grep(self, kilde: Kilde, address: str) -> Outcome:
        """Hold the catalogue against Grep's own list: what differs and is not approved is a change."""
        parts = greplist.differences(webpage.read_json(self._get(address)), self._kunnskap.programomrader)
        outcome = _judged(kilde, self._sources.look(kilde.id, parts, trusted=False))
        changed = outcome.look.changed if outcome.look else ()
        return replace(outcome, entries=self._bruk.naming(greplist.codes(changed)))


def _judged(kilde: Kilde, look: Look) -> Outcome:
    return Outcome(kilde, "endret" if look.changed else "første gang" if look.first else "uendret", look=look)


def _changed(outcome: Outcome, look: Look) -> dict[str, Any]:
    """Return the facts of a word to the admins about a source that has changed."""
    return {
        "kind": "source",
        "kilde": outcome.kilde.id,
        "navn": outcome.kilde.navn,
        "adresse": outcome.kilde.adresse,
        "parts": [part for part in look.changed if part][:_PARTS_MAX],
        "since": sendetid.day_of(look.since).isoformat() if look.since else None,
        "entries": list(outcome.entries[:_ENTRIES_MAX]),
        "more": max(len(outcome.entries) - _ENTRIES_MAX, 0),
        "news": list(look.news),
        "gone": look.gone,
        "seen": look.seen,
    }
