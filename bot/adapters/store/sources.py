"""What sources said when an admin approved it, what they say now, and whose turn it is to look."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import sqlalchemy as sa

from bot.adapters.store.tables import AUDIT, SEEN, SOURCE
from bot.domain.kildeavtrykk import compare, print_of, print_of_all
from bot.domain.privacy import mask
from bot.domain.sendetid import day_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date, datetime

    from sqlalchemy.engine import Connection

    from bot.adapters.store.database import Database
    from bot.domain.tilstand import Endret

FIRST = "første gang"
"""Who has approved what was there when we first looked."""

_NEWS_MAX, _SENTENCE_MAX, _PART_MAX = 10, 300, 500
_LEASE, _KEPT = timedelta(hours=1), timedelta(days=15)

Approval = Literal["godkjent", "nyere", "ingenting"]


class Look(NamedTuple):
    """What was found of a source: parts seen for the *first* time, and those that have *changed* since approval.

    *news* are sentences that nobody has approved (at most ten, and cut), *gone* counts those that are there no more,
    *since* is when the first of it was seen, and *seen* is the print of all that differs: what an approval is of.
    """

    first: tuple[str, ...]
    changed: tuple[str, ...]
    news: tuple[str, ...]
    gone: int
    since: datetime | None
    seen: str


class Sources:
    """Keeps the prints of every part of every source."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def known(self, kilde: str) -> frozenset[str]:
        """Return the parts of *kilde* that there are prints of."""
        with self._database.read() as connection:
            return frozenset(connection.execute(sa.select(SOURCE.c.part).where(SOURCE.c.kilde == kilde)).scalars())

    def look(self, kilde: str, parts: Mapping[str, Sequence[str]], *, trusted: bool = True) -> Look:
        """Hold what is there now, the sentences of each part, against what was approved, and write it down.

        A part that is seen for the first time is approved as it is; where it is not *trusted*, all of it is news.
        Parts that are not there any more are forgotten.
        """
        cut = {part[:_PART_MAX]: sentences for part, sentences in parts.items()}
        with self._database.write() as connection:
            now = self._database.now(connection)
            mine = SOURCE.c.kilde == kilde
            connection.execute(sa.delete(SOURCE).where(mine, SOURCE.c.part.not_in(list(cut))))
            rows = {row.part: row for row in connection.execute(sa.select(SOURCE).where(mine).with_for_update())}
            first = tuple(part for part in cut if part not in rows) if trusted else ()
            for part, sentences in cut.items():
                self._write(connection, kilde, part, _values(rows.get(part), sentences, now, trusted=trusted))
            changed = connection.execute(_changed(kilde)).all()
        return Look(
            first,
            tuple(row.part for row in changed),
            tuple(dict.fromkeys(sentence for row in changed for sentence in row.news))[:_NEWS_MAX],
            sum(len(set(row.approved) - set(row.seen)) for row in changed),
            min((row.changed_at for row in changed), default=None),
            print_of_all({row.part: row.seen for row in changed}),
        )

    def changed(self) -> Endret:
        """Return by source and part since which day it has changed, None where it has not."""
        found: dict[str, dict[str, date | None]] = {}
        asked = sa.select(SOURCE.c.kilde, SOURCE.c.part, SOURCE.c.changed_at)
        with self._database.read() as connection:
            for kilde, part, at in connection.execute(asked):
                found.setdefault(kilde, {})[part] = day_of(at) if at else None
        return found

    def approve(self, kilde: str, by: str, seen: str | None = None) -> Approval:
        """Approve what *kilde* says now, if it is what was *seen*; without that, what was found when last looked."""
        with self._database.write() as connection:
            now = self._database.now(connection)
            rows = connection.execute(_changed(kilde).with_for_update()).all()
            if not rows:
                return "ingenting"
            if seen not in (None, print_of_all({row.part: row.seen for row in rows})):
                return "nyere"
            for row in rows:
                this = (SOURCE.c.kilde == kilde, SOURCE.c.part == row.part)
                if not row.seen:  # the section is gone: what rested on it rests on the whole page from now on
                    connection.execute(sa.delete(SOURCE).where(*this))
                    continue
                values = {"approved": row.seen, "approved_at": now, "approved_by": by[:30], **_NOTHING}
                connection.execute(sa.update(SOURCE).where(*this).values(values))
            _note(connection, now, by, kilde, [row.part for row in rows])
        return "godkjent"

    def take_turn(self, week: str) -> bool:
        """Tell whether it is our turn to look in that *week*: only once, or again after an hour if it is not `done`."""
        with self._database.write() as connection:
            now = self._database.now(connection)
            row = self._database.insert(SEEN).values(key=_key(week), at=now + _LEASE)
            over = row.on_conflict_do_update(
                index_elements=[SEEN.c.key], set_={"at": now + _LEASE}, where=SEEN.c.at < now
            )
            return connection.execute(over.returning(SEEN.c.key)).one_or_none() is not None

    def done(self, week: str) -> None:
        """Let it be nobody's turn any more in that *week*."""
        with self._database.write() as connection:
            until = self._database.now(connection) + _KEPT
            connection.execute(sa.update(SEEN).where(SEEN.c.key == _key(week)).values(at=until))

    def _write(self, connection: Connection, kilde: str, part: str, values: Mapping[str, Any]) -> None:
        row = self._database.insert(SOURCE).values(kilde=kilde, part=part, **values)
        keys = [SOURCE.c.kilde, SOURCE.c.part]
        connection.execute(row.on_conflict_do_update(index_elements=keys, set_=dict(values)))


_NOTHING: Mapping[str, Any] = {"seen": sa.null(), "news": sa.null(), "changed_at": None}
"""What a row holds when it says what was approved."""


def _values(row: Any, sentences: Collection[str], now: datetime, *, trusted: bool) -> dict[str, Any]:
    """Return what is to stand in the row of a part that says *sentences* now; *row* is what stands there, or None."""
    prints = sorted({print_of(sentence) for sentence in sentences})
    if row:
        kept = {"approved": row.approved, "approved_at": row.approved_at, "approved_by": row.approved_by}
    else:
        kept = {"approved": prints if trusted else [], "approved_at": now, "approved_by": FIRST}
    change = compare(kept["approved"], sentences)
    if not (change.news or change.gone):
        return {**kept, **_NOTHING, "looked_at": now}
    news = [mask(sentence).text[:_SENTENCE_MAX] for sentence in change.news[:_NEWS_MAX]]
    since = (row.changed_at if row else None) or now
    return {**kept, "seen": prints, "news": news, "changed_at": since, "looked_at": now}


def _changed(kilde: str) -> sa.Select[Any]:
    return sa.select(SOURCE).where(SOURCE.c.kilde == kilde, SOURCE.c.changed_at.is_not(None)).order_by(SOURCE.c.part)


def _key(week: str) -> str:
    return f"kilder:{week}"


def _note(connection: Connection, now: datetime, by: str, kilde: str, parts: list[str]) -> None:
    """Write down who approved what."""
    values = {"at": now, "by": by[:30], "action": "kilde", "target": kilde, "outcome": "godkjent"}
    connection.execute(sa.insert(AUDIT).values(**values, about={"deler": parts}))
