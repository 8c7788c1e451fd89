"""Wheels of a handful of rows, made in code: for tests of rules rather than of what is shipped."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from tiny import HANDBOK

from bot.domain.frist import Arshjul, Bekreftelse, Frist, Fylke, Kategori
from bot.domain.tid import Tid

if TYPE_CHECKING:
    from collections.abc import Iterable

T = TypeVar("T")
SSB = Kategori("ssb", "ssbResultat og ssbElev")
INTERN = Kategori("intern", "Interne datoer")
NOVARI = Bekreftelse("Novari IKS", date(2023, 8, 21))
FYLKER = (
    Fylke("03", "Oslo", "noytral", ogsa_kalt=("Oslo kommune",)),
    Fylke("18", "Nordland", "noytral"),
    Fylke("30", "Viken", "noytral", gyldig_til=date(2023, 12, 31), etterfolgere=("Akershus", "Buskerud", "Østfold")),
    Fylke("31", "Østfold", "noytral", forgjengere=("Viken",)),
    Fylke("32", "Akershus", "noytral", forgjengere=("Viken",)),
    Fylke("33", "Buskerud", "noytral", forgjengere=("Viken",)),
)


def day(text: str) -> date:
    """Return the day of ``2023-09-24``."""
    return date.fromisoformat(text)


def frist(name: str, when: str | Tid | None = "2023-09-25", **more: Any) -> Frist:
    """Return a row; *when* is a day, a `Tid`, or None. Days may be given as text."""
    days: dict[str, Any] = {key: day(more[key]) for key in ("frist_fylke", "data_i_vigo") if key in more}
    tid = Tid.dato(day(when)) if isinstance(when, str) else when
    fields: dict[str, Any] = {"hva": name, "kategori": INTERN, "tid": tid, **more, **days}
    return Frist(id=name, skolear="2023-2024", **fields)


def wheel(*rows: Frist, skolear: str = "2023-2024", draft: bool = False) -> Arshjul:
    """Return a wheel of *rows*, which become rows of *skolear*; those of a draft become estimates."""
    return Arshjul(
        skolear=skolear,
        status="utkast" if draft else "bekreftet",
        pr_dato=date(2023, 8, 21),
        kilde=HANDBOK,
        kategorier=(INTERN, SSB),
        rader=tuple(_in(row, skolear, draft=draft) for row in rows),
        bekreftet=None if draft else NOVARI,
    )


def the(value: T | None) -> T:
    """Return *value*, which must be there."""
    assert value is not None
    return value


def ids(rows: Iterable[Frist]) -> list[str]:
    """Return what *rows* are called."""
    return [row.id for row in rows]


def _in(row: Frist, skolear: str, *, draft: bool) -> Frist:
    return replace(row, skolear=skolear, anslag=draft and row.tid is not None and row.bekreftet is None)
