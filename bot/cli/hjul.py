"""``kodevakt arshjul hjul``: the school year as a picture."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from bot.adapters import clock
from bot.adapters.pictures import Pictures
from bot.cli import grunnlag
from bot.domain import sendetid
from bot.errors import KodevaktError

FORMS = (".svg", ".png")


def hjul(
    skolear: Annotated[str | None, typer.Argument(help="Skoleåret. Standard: det som er i dag.")] = None,
    fylke: Annotated[str | None, typer.Option(help="Fylkets egne ferier og frister.")] = None,
    idag: Annotated[str, typer.Option(help="Dagen som merkes, 2023-09-18. Standard: i dag.")] = "",
    ut: Annotated[Path | None, typer.Option(help="Filen som skrives, .svg eller .png. Standard: en .svg her.")] = None,
) -> None:
    """Tegn årshjulet: skoleåret som en sirkel, med de neste fristene navngitt."""
    if ut and ut.suffix.lower() not in FORMS:
        raise _stop(f"{ut}: navnet må slutte på .svg eller .png.")
    try:
        today = date.fromisoformat(idag) if idag else sendetid.day_of(clock.now())
        picture = Pictures(grunnlag.LateFrister(grunnlag.read_knowledge())).draw(today, fylke, skolear)
    except ValueError:
        raise _stop(f"«{idag}» er ikke en dato. Skriv den slik: 2023-09-18.") from None
    except KodevaktError as error:
        raise _stop(str(error)) from error
    target = ut or Path(f"{picture.name}.svg")
    try:
        target.write_bytes(picture.png() if target.suffix.lower() == ".png" else picture.svg())
    except OSError as error:
        raise _stop(f"{target}: kan ikke skrives ({error.strerror}).") from error
    typer.echo(f"Skrev {target}.\n{picture.alt}")


def _stop(message: str) -> typer.Exit:
    typer.echo(message, err=True)
    return typer.Exit(1)
