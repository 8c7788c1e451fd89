"""``kodevakt arshjul ics``: the Årshjul as a calendar file."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - typer reads the annotations when it runs
from typing import Annotated

import typer

from bot.adapters import ics as calendar
from bot.cli import grunnlag
from bot.domain import kalender
from bot.errors import KodevaktError


def ics(
    fylke: Annotated[
        str | None, typer.Option(help="Bare det som gjelder dette fylket, med fylkets egne datoer.")
    ] = None,
    kategori: Annotated[
        list[str] | None, typer.Option(help="Bare denne kategorien. Kan gjentas, eller ha komma mellom.")
    ] = None,
    ut: Annotated[Path | None, typer.Option(help="Filen som skrives. Standard: skriv til skjermen.")] = None,
) -> None:
    """Skriv fristene som en kalenderfil for Outlook, Google Kalender og Apple Kalender."""
    arshjul = grunnlag.read_schedules(grunnlag.read_knowledge()).arshjul
    if not arshjul.hjul:
        raise _stop("Det er ikke noe årshjul å lage kalender av.")
    try:
        valg = kalender.choose(arshjul, [fylke] if fylke else [], kategori or [])
    except KodevaktError as error:
        raise _stop(str(error)) from error
    _write(calendar.feed(arshjul, valg), ut)


def _write(file: bytes, ut: Path | None) -> None:
    if ut is None:
        typer.echo(file, nl=False)
        return
    try:
        ut.write_bytes(file)
    except OSError as error:
        raise _stop(f"{ut}: kan ikke skrives ({error.strerror}).") from error
    typer.echo(f"Skrev {ut} ({file.count(b'BEGIN:VEVENT')} hendelser).")


def _stop(message: str) -> typer.Exit:
    typer.echo(message, err=True)
    return typer.Exit(1)
