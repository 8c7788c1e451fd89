"""The words of a calendar event: its title and its text, in bokmål and nynorsk. What the wheel says stays as it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.domain import datoer, workdays
from bot.domain.model import Text
from bot.domain.rolltext import MANEDER

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from bot.domain.frist import Bekreftelse, Frist
    from bot.domain.model import Henvisning, Malform
    from bot.domain.tid import Tid

_LONGEST = 120
_SENTENCE = re.compile(r"(?<!\bpr)(?<!\bjf)(?<!\bca)(?<!\bevt)(?<!\beks)(?<!\bvedr)(?<!\btidl)[.!] (?=[A-ZÆØÅ(]|www)")

_UNCONFIRMED = Text("Anslag, ikke bekreftet.", "Anslag, ikkje stadfesta.")
_DERIVED = Text("Utledet fra {day}: {rule}.", "Utleidd frå {day}: {rule}.")
_INFERRED = Text("{name} (utledet av teksten)", "{name} (utleidd av teksten)")
_LABELS = {
    "frist": Text("Frist"),
    "naar": Text("Når"),
    "levering": Text("Leveres", "Blir levert"),
    "data": Text("Data i VIGO senest", "Data i VIGO seinast"),
    "fra": Text("Fra", "Frå"),
    "til": Text("Til"),
    "rapport": Text("Rapport"),
    "fylker": Text("Gjelder", "Gjeld"),
    "kommentar": Text("Kommentar"),
    "unntak": Text("Unntak"),
    "usikker": Text("Usikkert"),
    "kategori": Text("Kategori"),
    "bekreftet": Text("Bekreftet", "Stadfesta"),
    "kilde": Text("Kilde", "Kjelde"),
}


def title(row: Frist, malform: Malform, *, estimate: bool, fylke: str | None = None) -> str:
    """Return a line for the day in the calendar: what it is, and what its date does not tell.

    A day off is followed by the working day on which it must be done, an estimate by "(anslag)".
    """
    what = _what(row, fylke)
    if row.frist_fylke:
        what = f"Frist for fylket: {what}"
    if row.tid and row.tid.form == "maned" and not row.frist_fylke:
        what += f" (i løpet av {MANEDER[row.tid.last.month - 1]})"
    if row.working_deadline:
        what += f" (reelt {datoer.long(row.working_deadline, malform, year=False)})"
    return f"{what} (anslag)" if estimate else what


def description(row: Frist, malform: Malform, confirmed: Bekreftelse | None, source: Henvisning) -> str:
    """Return everything the row says, a line for each thing; that it is an estimate comes first."""
    lines = [] if confirmed else [_unconfirmed(row, malform)]
    lines += [row.hva, *(f"{number}. {step}" for number, step in enumerate(row.trinn, start=1)), ""]
    told = (*_when(row, malform), *_who(row), *_grounds(row, malform, confirmed, source))
    lines += [f"{_LABELS[label].in_(malform)}: {value}" for label, value in told if value]
    return "\n".join(lines)


def first_sentence(text: str) -> str:
    """Return the first sentence of *text*, without its full stop and at most 120 characters long.

    >>> first_sentence('Avslutte skoleåret i VIGO OT. Evt. overføring fra VIGO OT til Vigo.')
    'Avslutte skoleåret i VIGO OT'
    >>> first_sentence('Fagopplæringsfil (formidling) pr. 13. november. (Siste formidlingsfil)')
    'Fagopplæringsfil (formidling) pr. 13. november'
    """
    flat = " ".join(text.split())
    end = _SENTENCE.search(flat)
    sentence = (flat[: end.start()] if end else flat).rstrip(".")
    if len(sentence) <= _LONGEST:
        return sentence
    return f"{sentence[:_LONGEST].rsplit(' ', 1)[0]} …"


def _what(row: Frist, fylke: str | None) -> str:
    """Return what the row is about; a holiday is named with the county asked for instead of with all it is for."""
    if row.slag == "ferie" and fylke:
        return f"{first_sentence(row.hva.partition(' for ')[0])} ({fylke})"
    return first_sentence(row.hva)


def _unconfirmed(row: Frist, malform: Malform) -> str:
    told = _UNCONFIRMED.in_(malform)
    if row.utledet_fra is None:
        return told
    day, rule = datoer.long(row.utledet_fra.dato, malform), row.utledet_fra.regel.rstrip(".")
    return f"{told} {_DERIVED.in_(malform).format(day=day, rule=rule)}"


def _when(row: Frist, malform: Malform) -> Iterator[tuple[str, str]]:
    """Yield the deadline, with its last working day, and the days around it."""
    if row.tid is None or row.deadline is None:
        return
    if row.tid.first != row.tid.last:
        yield "naar", _stretch(row.tid, malform)
    if row.slag != "ferie":
        yield "frist", _with_working_day(row.deadline, malform)
    if row.delivery:
        yield "levering", datoer.long(row.delivery, malform)
    if row.data_i_vigo:
        yield "data", datoer.long(row.data_i_vigo, malform)


def _stretch(tid: Tid, malform: Malform) -> str:
    if tid.form == "maned":
        return f"i løpet av {MANEDER[tid.last.month - 1]} {tid.last.year}"
    return f"{datoer.long(tid.first, malform)} – {datoer.long(tid.last, malform)}"


def _with_working_day(day: date, malform: Malform) -> str:
    last = workdays.last_working_day(day)
    really = f", reelt {datoer.long(last, malform)}" if last != day else ""
    return datoer.long(day, malform) + really


def _who(row: Frist) -> Iterator[tuple[str, str]]:
    yield "fra", ", ".join(row.fra)
    yield "til", ", ".join(row.til)
    yield "rapport", ", ".join(row.rapport)
    yield "fylker", ", ".join(row.fylker)


def _grounds(
    row: Frist, malform: Malform, confirmed: Bekreftelse | None, source: Henvisning
) -> Iterator[tuple[str, str]]:
    yield "kommentar", row.kommentar or ""
    for exception in row.unntak:
        told = exception.merknad or (_stretch(exception.tid, malform) if exception.tid else "")
        yield "unntak", f"{exception.fylke}: {told}"
    for doubt in row.usikker:
        yield "usikker", doubt
    name = row.kategori.navn
    yield "kategori", _INFERRED.in_(malform).format(name=name) if row.utledet else name
    if confirmed:
        yield "bekreftet", f"{confirmed.av}, per {_date(confirmed.dato)}"
    yield "kilde", ", ".join(part for part in (source.kilde.navn, source.punkt) if part)


def _date(day: date) -> str:
    return f"{day.day}. {MANEDER[day.month - 1]} {day.year}"
