"""``kodevakt arshjul rull`` and ``bekreft``: make next year's wheel, and vouch for it."""

from __future__ import annotations

from datetime import date
from pathlib import Path  # noqa: TC003 - typer reads the annotations when it runs
from typing import Annotated

import typer

from bot import config
from bot.adapters import atomic, clock, knowledge, wheeledit, wheels, wheelwriter
from bot.domain import sendetid
from bot.domain.frist import Arshjul, Bekreftelse
from bot.domain.rolling import roll
from bot.domain.tid import is_skolear
from bot.errors import KodevaktError, WriteRefused

SKOLEAR = Annotated[str, typer.Argument(help="Skoleåret, for eksempel 2026-2027.")]


def rull(
    skolear: SKOLEAR,
    fra: Annotated[str, typer.Option(help="Årshjulet det regnes ut fra. Standard: det siste bekreftede.")] = "",
    ut: Annotated[Path | None, typer.Option(help="Filen som skrives. Standard: i mappen schedules/arshjul.")] = None,
    *,
    overskriv: Annotated[bool, typer.Option(help="Skriv over et utkast som finnes fra før.")] = False,
) -> None:
    """Lag neste års årshjul som utkast: samme regel, nye datoer. Ingenting er bekreftet."""
    folder = _schedules()
    source = _source(folder, fra)
    if not is_skolear(skolear):
        raise _stop(f"«{skolear}» er ikke et skoleår. Skriv det slik: 2026-2027.")
    target = ut or folder / wheels.FOLDER / f"{skolear}.yaml"
    if target.exists() and not (overskriv and _is_draft(folder, skolear)):
        raise _stop(f"{target} finnes. Bruk --overskriv for å lage et utkast på nytt; et bekreftet årshjul røres ikke.")
    draft = roll(source, skolear)
    _write(target, wheelwriter.write(draft))
    dated = sum(row.tid is not None for row in draft.rader)
    typer.echo(f"Skrev {target}: {dated} rader med anslåtte datoer, regnet ut fra {source.skolear}.")
    for gap in draft.mangler:
        typer.echo(f"Mangler: {gap.hva} ({gap.hvorfor})")


def bekreft(
    skolear: SKOLEAR,
    rader: Annotated[list[str] | None, typer.Argument(help="Radene (id) som bekreftes. Uten: hele årshjulet.")] = None,
    av: Annotated[str, typer.Option(help="Hvem som går god for datoene.")] = "",
    dato: Annotated[str, typer.Option(help="Når. Standard: i dag.")] = "",
) -> None:
    """Bekreft rader i et utkast, eller hele årshjulet. Filen viser hvem og når; alt annet i den blir stående."""
    folder = _schedules()
    if not av.strip():
        raise _stop('Skriv hvem som går god for datoene: --av "Inntakskontoret i Vestland".')
    path = folder / wheels.FOLDER / f"{skolear}.yaml"
    if not path.is_file():
        raise _stop(f"{path} finnes ikke.")
    try:
        signed = Bekreftelse(av.strip(), date.fromisoformat(dato) if dato else sendetid.day_of(clock.now()))
        text = wheeledit.confirm(path, signed, rader or ())
    except ValueError:
        raise _stop(f"«{dato}» er ikke en dato. Skriv den slik: 2026-09-01.") from None
    except KodevaktError as error:
        raise _stop(str(error)) from error
    _write(path, text)
    typer.echo(f"Bekreftet {len(rader)} rader i {path}." if rader else f"Bekreftet hele {path}.")


def _schedules() -> Path:
    return config.schedules_folder(config.environment())


def _source(folder: Path, skolear: str) -> Arshjul:
    """Return the wheel to roll from. A fault in any file stops: a draft must not rest on half a folder."""
    try:
        kunnskap = knowledge.load(config.knowledge_folder(config.environment()))
        arshjul = wheels.load(folder, kunnskap.kilder)
    except KodevaktError as error:
        raise _stop(str(error)) from error
    found = arshjul.wheel(skolear) if skolear else arshjul.last_confirmed()
    if found is None:
        raise _stop(
            f"Det finnes ikke noe årshjul for {skolear}." if skolear else "Det finnes ikke noe bekreftet årshjul."
        )
    return found


def _is_draft(folder: Path, skolear: str) -> bool:
    kunnskap = knowledge.load(config.knowledge_folder(config.environment()))
    wheel = wheels.load(folder, kunnskap.kilder).wheel(skolear)
    return wheel is not None and wheel.status == "utkast" and not any(row.bekreftet for row in wheel.rader)


def _write(path: Path, text: str) -> None:
    try:
        atomic.replace(path, text)
    except WriteRefused as error:
        raise _stop(str(error)) from error


def _stop(message: str) -> typer.Exit:
    typer.echo(message, err=True)
    return typer.Exit(1)
