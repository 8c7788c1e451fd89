"""Deadlines as words: one or two told in full, more in a line each, ten to a page. Pure.

The day comes first, then what, who and to whom; what is uncertain or only an estimate is always said.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from bot.domain import datoer
from bot.domain.fristoppslag import title
from bot.slack import fristdager
from bot.slack.fristfraser import FRASER
from bot.slack.phrases import PHRASES
from bot.slack.plain import clip, visible

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from bot.domain.frist import Frist
    from bot.domain.model import Henvisning, Malform
    from bot.domain.reply import Answer, FristUse

PAGE, FULL = 10, 2
"""How many rows there are to a page, and how many at most are told in full."""

TOLD_MAX = 10_000
"""How long a list may be that is not cut into pages."""

HVA_MAX = 700
_COMMENT, _NOTE, _TITLE, _STEP, _ROLES, _REPORTS, _SEE = 400, 250, 100, 150, 150, 200, 500
_NOTES_MAX, _RELATED_MAX, _STEPS_MAX, _CODES_MAX, _ITEM_MAX, _LEAD_MAX = 4, 5, 8, 8, 150, 600
# "5A019 – Oppdatere rett", "6S002 SAS-konsoll": a name begins with a capital and ends where the sentence goes on.
_CALLED = r"\s*(?:–\s*)?([A-ZÆØÅ].*?)(?=\s*[.,;:()]|\s+(?:/|og|kjøres|må|i)\s|$)"

# The comment's own sentence about the report says what the line of reports says.
_REPORT_TOLD = re.compile(r"^Rapport i VIGO(?: OT)?:?\s+\d[AS]\d{3}\b[^.]*\.?\s*")


class Line(NamedTuple):
    """A line: a *label* that stands out, and the *words* after it."""

    label: str
    words: str

    def text(self) -> str:
        """Return the line as plain text."""
        return f"{self.label} {self.words}".strip()


def only_deadlines(answer: Answer) -> bool:
    """Tell an answer out of the Årshjul from a rule that has deadlines beside it."""
    return bool(answer.frister) and answer.entries == tuple(use.frist.key for use in answer.frister)


def in_full(answer: Answer) -> bool:
    """Tell whether the deadlines of *answer* are few enough to be told in full."""
    return only_deadlines(answer) and len(answer.frister) <= FULL


def page_of(answer: Answer, start: int) -> tuple[int, int]:
    """Return the first row of the page that holds row *start*, and the row after its last; page one for no such row."""
    total = len(answer.frister)
    first = start - start % PAGE if 0 <= start < total else 0
    return first, min(first + PAGE, total)


def lead(answer: Answer, shown: tuple[int, int]) -> str:
    """Return what stands above the deadlines: first that they are estimates, then what they are."""
    above = clip("\n".join(part for part in (*answer.notes, answer.text) if part), _LEAD_MAX)
    return visible("\n".join(part for part in (above, _heading(answer, shown)) if part))


def rows(answer: Answer, shown: tuple[int, int]) -> list[list[Line]]:
    """Return the lines of each deadline from the first of *shown* to before the last."""
    told = answer.frister[slice(*shown)]
    if in_full(answer):
        return [list(_full(use, answer.today, answer.malform)) for use in told]
    return [[item(use, answer.today, answer.malform)] for use in told]


def item(use: FristUse, today: date | None, malform: Malform) -> Line:
    """Return a deadline in one line: ``fre 22. sep. (om 3 dager): … · Fylkene → Udir · 5A019``."""
    row = use.frist
    roles = ", ".join(row.fra) + (f" → {', '.join(row.til)}" if row.til else "")
    reports = ", ".join(row.rapport[:_CODES_MAX])
    delivered = fristdager.delivered_short(use, today, malform)
    parts = (clip(title(row), _ITEM_MAX), clip(roles.strip(), _TITLE), reports, delivered)
    return Line(
        f"{fristdager.headline_short(use, today, malform)}:", visible(" · ".join(part for part in parts if part))
    )


def told(answer: Answer, shown: tuple[int, int], limit: int | None = TOLD_MAX) -> str:
    """Return the deadlines of *shown* as plain text, as many as there is room for in *limit* characters."""
    parts = ["\n".join(line.text() for line in lines) for lines in rows(answer, shown)]
    kept = parts if limit is None else _as_many(parts, limit, answer.malform)
    return ("\n\n" if in_full(answer) else "\n").join(kept)


def beside(answer: Answer, limit: int) -> str:
    """Return the deadlines that stand beside a rule, as many as there is room for in *limit* characters."""
    if not answer.frister or only_deadlines(answer):
        return ""
    heading, everything = FRASER[answer.malform].beside, (0, len(answer.frister))
    parts = [clip(line.text(), limit) for lines in rows(answer, everything) for line in lines]
    return "\n".join([heading, *_as_many(parts, limit, answer.malform)])


def standing(answer: Answer) -> str:
    """Return who vouches for the dates, and that nobody does where they are estimates."""
    fraser = FRASER[answer.malform]
    vouching = dict.fromkeys(use.confirmed for use in answer.frister if use.confirmed)
    said = [fraser.confirmed.format(av=one.av, dato=datoer.number(one.dato)) for one in vouching]
    if any(use.confirmed is None for use in answer.frister):
        said.insert(0, fraser.unconfirmed)
    return visible(" ".join(said))


def sources(answer: Answer) -> tuple[Henvisning, ...]:
    """Return where the deadlines are written; of many rows only the wheel, since their lines would fill a page."""
    if not only_deadlines(answer) or in_full(answer):
        return answer.kilder
    return tuple(dict.fromkeys(type(one)(one.kilde, "") for one in answer.kilder))


def steps(row: Frist) -> Iterator[Line]:
    """Yield what is to be done, one thing after the other."""
    for number, step in enumerate(row.trinn[:_STEPS_MAX], start=1):
        yield Line("", visible(f"{number}. {clip(step, _STEP)}"))


def about(use: FristUse, today: date | None, malform: Malform) -> Iterator[Line]:
    """Yield what there is to know about a deadline beside when it is and what it is."""
    yield from (Line(label, visible(words)) for label, words in _about(use, today, malform) if words.strip())


def reports(row: Frist, kind: str) -> str:
    """Return the reports (*kind* A) or screens (S) that *row* names, with what it calls them."""
    told = f"{row.kommentar or ''}\n{row.hva}"
    found = []
    for code in [code for code in row.rapport if code[1] == kind][:_CODES_MAX]:
        name = re.search(rf"{re.escape(code)}{_CALLED}", told, re.MULTILINE)
        found.append(f"{code} {clip(name[1], _TITLE)}" if name else code)
    return ", ".join(found)


def _heading(answer: Answer, shown: tuple[int, int]) -> str:
    """Return what is listed, for whom, and which part of it is shown."""
    fraser, total = FRASER[answer.malform], len(answer.frister)
    said = "" if answer.text else clip(answer.title, _TITLE)
    if in_full(answer) and not said:
        return ""
    said = said or fraser.deadlines
    said += f" {fraser.place} {answer.fylke}" if answer.fylke else ""
    first, last = shown
    return f"{said}, {first + 1}–{last} {fraser.of} {total}:" if last - first < total else f"{said}:"


def _full(use: FristUse, today: date | None, malform: Malform) -> Iterator[Line]:
    """Yield everything about one deadline."""
    yield Line(*map(visible, fristdager.headline(use, today, malform)))
    yield Line("", visible(clip(use.frist.hva, HVA_MAX)))
    yield from steps(use.frist)
    yield from about(use, today, malform)


def _about(use: FristUse, today: date | None, malform: Malform) -> Iterator[tuple[str, str]]:
    """Yield the rest about a deadline, what nobody may miss before what a long text may push out."""
    row, fraser = use.frist, FRASER[malform]
    yield fraser.who, clip(", ".join(row.fra), _ROLES)
    yield fraser.to, clip(", ".join(row.til), _ROLES)
    yield from fristdager.other_days(use, today, malform)
    yield fraser.report, clip(reports(row, "A"), _REPORTS)
    yield fraser.screen, clip(reports(row, "S"), _REPORTS)
    if row.utledet_fra:
        since = row.utledet_fra
        yield fraser.derived, clip(f"{datoer.long(since.dato, malform)}. {since.regel}", _NOTE)
    yield from ((fraser.unsure, clip(note, _NOTE)) for note in row.usikker[:_NOTES_MAX])
    yield fraser.exception, clip("; ".join(fristdager.exceptions(row, malform)), _NOTE)
    yield fraser.comment, clip(_REPORT_TOLD.sub("", row.kommentar or ""), _COMMENT)
    yield fraser.counties, clip(", ".join(row.fylker), _NOTE)
    yield fraser.see, clip("; ".join(_pointed(other, malform) for other in use.related[:_RELATED_MAX]), _SEE)


def _pointed(row: Frist, malform: Malform) -> str:
    when = fristdager.day_of(row, malform)
    return clip(title(row), _TITLE) + (f" ({when})" if when else "")


def _as_many(parts: list[str], limit: int, malform: Malform) -> list[str]:
    """Return as many of *parts* as *limit* has room for, always the first, and how many are left out."""
    total = 0
    for count, part in enumerate(parts):
        total += len(part) + 2
        if total > limit and count:
            return [*parts[:count], PHRASES[malform].more.format(antall=len(parts) - count)]
    return parts
