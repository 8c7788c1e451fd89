"""A question about deadlines in, the rows that answer it out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from bot.domain import fristsporsmal
from bot.domain.arshjul import Utvalg
from bot.domain.fristsok import FristIndex, says_who
from bot.domain.language import KIND, NOT, Reader

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.domain.arshjul import Arshjulene
    from bot.domain.frist import Frist
    from bot.domain.fristsporsmal import Fristsporsmal
    from bot.domain.model import Ordliste
    from bot.domain.tidsrom import Tidsrom

ENOUGH, SURE, REPORTED = 0.5, 0.8, 0.35
"""How much of a question a row must explain to be an answer, to be one beyond doubt, and where its report is named."""

ALIKE = 0.93
"""How well a row must fit, as a share of the best, to be the same topic."""

NEARLY = 0.8
"""How well a row must fit to be meant where those that fit best are over, or not in the time asked for."""

TOGETHER = timedelta(days=21)
"""Rows of one topic this near to each other are told together: the first and last day of a job, two holidays."""

_LONG = timedelta(days=62)
_BEFORE, _AFTER = timedelta(days=400), timedelta(days=430)
"""How far from today the rows of a topic are looked for: the last time and the next time."""


@dataclass(frozen=True, slots=True)
class Fristsvar:
    """The rows that answer, in order of time. *what* tells how they were found; *score* how well the topic fits (0-1).

    *tid* is the time asked for; *after* is the next row where nothing lies in it.
    """

    what: Literal["neste", "tidsrom", "tema", "utenfor"]
    frister: tuple[Frist, ...]
    score: float
    asked: Fristsporsmal
    tid: Tidsrom | None = None
    after: Frist | None = None


class Frister:
    """Answers questions about the wheels. Built once from a snapshot, then only read.

    *fristord* are the words for deadlines; question words and empty words are those of the *ordliste*.
    """

    def __init__(self, arshjul: Arshjulene, fristord: Ordliste, ordliste: Ordliste) -> None:
        self.arshjul = arshjul
        rows = arshjul.rows()
        self._reader = Reader(_merged(fristord, ordliste), {}, map(_texts, rows), once=True)
        self._index = FristIndex(rows, self._reader)

    def find(self, question: str, today: date, fylke: str = "") -> Fristsvar | None:
        """Return the rows that *question* asks for, or None when it is not about deadlines.

        "Når er X, og når er Y?" asks for two, where each has a topic of its own.
        """
        told: list[Fristsvar] = []
        parts = fristsporsmal.parts(question)
        for part in reversed(parts[1:] and parts):
            found = self._find(part, today, fylke)
            if found is None or found.what != "tema":
                return self._find(question, today, fylke)
            told.insert(0, found)
        if not told:
            return self._find(question, today, fylke)
        rows = dict.fromkeys(row for each in told for row in each.frister)
        return replace(told[0], frister=tuple(rows), score=min(each.score for each in told), tid=None)

    def _find(self, question: str, today: date, fylke: str) -> Fristsvar | None:
        asked = fristsporsmal.read(question, self._reader, self.arshjul, today, fylke)
        if asked.reading.outside:
            return Fristsvar("utenfor", (), 0.0, asked)
        topic = self._index.knows(asked.reading) and not self._only_roles(asked)
        about = self._about(asked, today) if topic else None
        if about:
            return about
        bare = self._only_roles(asked) or not self._index.weight(asked.reading)
        if bare and (asked.tid or asked.asks_next or asked.says_frist or (asked.roles and asked.asks)):
            return self._listed(asked, today)
        short = asked.tid is not None and not _is_long(asked.tid)
        return self._listed(asked, today) if short and (asked.says_frist or self._says_what(asked)) else None

    def _only_roles(self, asked: Fristsporsmal) -> bool:
        named = asked.roles or asked.to
        return bool(named) and all(says_who(t.key) for t in asked.reading.terms)

    def _says_what(self, asked: Fristsporsmal) -> bool:
        """True for "hva skal skolene ha levert i september": who and when are said, what is asked."""
        return bool(asked.roles) and "?hva" in asked.reading.kinds

    def _listed(self, asked: Fristsporsmal, today: date) -> Fristsvar:
        """Return what lies in the time asked for, or what comes next."""
        utvalg = Utvalg(fylke=asked.fylke)
        if asked.tid and not asked.tid.open:
            rows = self._for(asked, self.arshjul.between(asked.tid.first, asked.tid.last, utvalg))[: asked.count]
            after = () if rows or self._unheld(asked, ()) else self._coming(asked, asked.tid.last, 1)
            if after and asked.asks_next:
                return Fristsvar("neste", after, 1.0, asked, asked.tid)
            return Fristsvar("tidsrom", rows, 1.0, asked, asked.tid, *after)
        start = asked.tid.first if asked.tid else today
        return Fristsvar("neste", self._coming(asked, start, asked.count or 1), 1.0, asked, asked.tid)

    def _coming(self, asked: Fristsporsmal, day: date, count: int) -> tuple[Frist, ...]:
        """Return the next rows that somebody in the county has to act on (or the roles asked for)."""
        rows = self.arshjul.next(day, 400, Utvalg(fylke=asked.fylke, slag=frozenset({"frist"})))
        named = asked.roles or asked.to or asked.wheel
        return (self._for(asked, rows) if named else tuple(r for r in rows if self._index.is_local(r)))[:count]

    def _for(self, asked: Fristsporsmal, rows: Iterable[Frist]) -> tuple[Frist, ...]:
        """Return the rows that the roles asked for have to act on, or receive; all when none was named."""
        sent = (r for r in rows if not asked.to or self._index.is_to(r, asked.to))
        return tuple(r for r in sent if not asked.roles or any(self._index.is_from(r, role) for role in asked.roles))

    def _about(self, asked: Fristsporsmal, today: date) -> Fristsvar | None:
        """Return the rows on the topic asked for: the coming one, or those in the time asked for."""
        rows = (*self._around(asked, today), *self._undated(today))
        reported = [row for row in rows if not asked.reports.isdisjoint(row.rapport)]
        enough = REPORTED if reported and asked.asks else ENOUGH
        found = [t for t in self._index.search(asked.reading, reported or rows) if t.score >= enough]
        if asked.asks and found and found[0].score < SURE:
            found = [t for t in found if t.frist.tid] or found
        if asked.asks_next and any(not t.frist.is_past(today) for t in found):
            found = [t for t in found if not t.frist.is_past(today)]
        if not found:
            return None
        alike = [t.frist for t in found if t.score >= ALIKE * found[0].score]
        if not any(_is_meant(asked, row, today) for row in alike):
            nearly = (t.frist for t in found if t.score >= NEARLY * found[0].score)
            alike = [row for row in nearly if _is_meant(asked, row, today)] or alike
        chosen = [] if self._unheld(asked, alike) else _of_the_named(asked, _in_time(asked, alike, today))
        return Fristsvar("tema", tuple(chosen), found[0].score, asked, asked.tid)

    def _unheld(self, asked: Fristsporsmal, rows: Sequence[Frist]) -> bool:
        """True when a time is asked for that no wheel holds, and none of *rows* lies in it: no other year answers."""
        tid, wheels = asked.tid, self.arshjul.hjul
        if tid is None or tid.open or not wheels or self.arshjul.covering(tid.first) or tid.first < wheels[0].first:
            return False
        return not any(tid.first <= day <= tid.last for row in rows for day in row.days)

    def _undated(self, today: date) -> tuple[Frist, ...]:
        """Return the jobs and routines of the wheel that holds *today*, or else of the newest."""
        wheels = self.arshjul.covering(today) or self.arshjul.hjul[-1:]
        return tuple(row for wheel in wheels[:1] for row in wheel.rader if row.tid is None)

    def _around(self, asked: Fristsporsmal, today: date) -> tuple[Frist, ...]:
        """Return the rows near the time asked for; every row when the wheels hold none there."""
        first, last = (asked.tid.first, asked.tid.last) if asked.tid else (today, today)
        utvalg = Utvalg(fylke=asked.fylke)
        near = self.arshjul.between(min(first, today) - _BEFORE, max(last, today) + _AFTER, utvalg)
        return near or self.arshjul.between(date.min, date.max - timedelta(days=1), utvalg)


def _in_time(asked: Fristsporsmal, rows: Sequence[Frist], today: date) -> list[Frist]:
    """Return the rows that are meant: those in the time asked for, else the next ones, else the last ones."""
    dated = sorted((row for row in rows if row.days), key=lambda row: row.days[0])
    if not dated:
        return list(rows[:1])
    tid = asked.tid
    inside = [r for r in dated if tid and any(tid.first <= day <= tid.last for day in (*r.days, *_data(r)))]
    if tid and (tid.open or _is_long(tid)) and not asked.back:
        inside = [row for row in inside if not row.is_past(today)] or inside
    if inside and tid:
        return inside if asked.several or asked.count or not (tid.open or _is_long(tid)) else _together(inside)
    coming = [row for row in dated if not row.is_past(today)]
    past = [row for row in dated if row.days[0] <= today]
    if past and (asked.back or (asked.late and _nearer(past[-1], coming[:1], today))):
        return past[-1:]
    if asked.several and coming:
        return coming[: asked.count or len(coming)]
    return _together(coming) if coming else dated[-1:]


def _of_the_named(asked: Fristsporsmal, rows: Sequence[Frist]) -> Sequence[Frist]:
    """Return those of *rows* that are for the part of the county that it is called by: "gamle Hordaland"."""
    remarks = {r.key: " ".join(u.merknad or "" for u in r.unntak if u.fylke == asked.fylke).casefold() for r in rows}
    return [row for row in rows if asked.kalt and asked.kalt.casefold() in remarks[row.key]] or rows


def _is_meant(asked: Fristsporsmal, row: Frist, today: date) -> bool:
    """True for a row in the time asked for; when none is, for one that is to come, unless what was is asked for."""
    if asked.tid:
        return any(asked.tid.first <= day <= asked.tid.last for day in (*row.days, *_data(row)))
    return asked.back or asked.late or not row.is_past(today)


def _nearer(past: Frist, coming: Sequence[Frist], today: date) -> bool:
    """True when *past* is nearer to *today* than the next one: it is the one that may be missed."""
    return all(today - past.days[0] <= row.days[0] - today for row in coming)


def _is_long(tid: Tidsrom) -> bool:
    """True for a season or more: of one topic, the next row in it is asked for rather than all."""
    return tid.last - tid.first > _LONG


def _together(rows: Sequence[Frist]) -> list[Frist]:
    return [row for row in rows if row.days[0] - rows[0].days[0] <= TOGETHER]


def _data(row: Frist) -> tuple[date, ...]:
    return (row.data_i_vigo,) if row.data_i_vigo else ()


def _texts(row: Frist) -> tuple[str, ...]:
    return (row.hva, row.kommentar or "", *row.fra, *row.til)


def _merged(fristord: Ordliste, ordliste: Ordliste) -> Ordliste:
    """Return the words for deadlines with the question words and empty words that every question may have."""
    general = tuple(o for o in ordliste.ord if all(atom.startswith(KIND) or atom == NOT for atom in o.betyr))
    return replace(
        fristord, ord=(*fristord.ord, *general), tomme=fristord.tomme | ordliste.tomme, vanlige=ordliste.vanlige
    )
