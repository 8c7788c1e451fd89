"""What the commands answer from, and on which day. Faults are told without a traceback."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import typer

from bot import config
from bot.adapters import clock, knowledge
from bot.adapters.personaldata import hidden
from bot.domain import sendetid
from bot.domain.answers import Responder
from bot.errors import KnowledgeError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from pathlib import Path

    from bot.adapters.schedules import Schedules
    from bot.domain.arshjul import Arshjulene
    from bot.domain.fristsvar import Frister, Fristsvar
    from bot.domain.model import Kunnskap
    from bot.errors import Fault


class LateFrister:
    """The deadlines, read when a question may first be about them: one about a code need not wait for it."""

    def __init__(self, kunnskap: Kunnskap) -> None:
        self._kunnskap = kunnskap

    @cached_property
    def _frister(self) -> Frister:
        return read_schedules(self._kunnskap).frister(self._kunnskap)

    @property
    def arshjul(self) -> Arshjulene:
        """Return the wheels."""
        return self._frister.arshjul

    def find(self, question: str, today: date, fylke: str = "") -> Fristsvar | None:
        """Return the rows that *question* asks for, or None when it is not about deadlines."""
        return self._frister.find(question, today, fylke)


def responder() -> Responder:
    """Return what answers questions, those about deadlines too."""
    kunnskap = read_knowledge()
    return Responder(kunnskap, LateFrister(kunnskap))


def read_knowledge() -> Kunnskap:
    """Return the knowledge, or end with status 1 and every fault."""
    try:
        return knowledge.load(config.knowledge_folder(config.environment()))
    except KnowledgeError as error:
        typer.echo("\n".join(["Kunnskapen kan ikke leses:", *map(str, hidden(error.faults))]), err=True)
        raise typer.Exit(1) from error


def read_schedules(kunnskap: Kunnskap) -> Schedules:
    """Return what can be used of the Årshjul; the faults of the rest are told on standard error."""
    # Reading wheels takes models that a command about codes need not wait for.
    from bot.adapters import schedules  # noqa: PLC0415

    found = schedules.read(config.schedules_folder(config.environment()), kunnskap.kilder)
    for fault in hidden(found.faults):
        typer.echo(f"Kan ikke brukes: {fault}", err=True)
    return found


def tell_faults(faults: Sequence[Fault], folder: Path) -> int:
    """Print every fault of a folder, and how many there are."""
    for fault in hidden(faults):
        typer.echo(str(fault))
    typer.echo(f"{len(faults)} feil i {folder}" if faults else f"Ingen feil i {folder}")
    return len(faults)


def day(given: datetime | None) -> date:
    """Return the day that was *given*, or today in Norway."""
    return given.date() if given else sendetid.day_of(clock.now())
