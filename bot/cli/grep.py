"""``kodevakt oppdater-grep``: write the Grep catalogue anew from a dump that an admin has fetched."""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 - typer reads the annotations when it runs
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from bot.adapters import clock
from bot.errors import KnowledgeError

if TYPE_CHECKING:
    from bot.adapters.grepdump import Summary


def oppdater_grep(
    dump: Annotated[Path, typer.Argument(help="v201906.json.zip fra data.udir.no, eller mappen den er pakket ut i.")],
    mappe: Annotated[Path, typer.Option(help="Mappen med katalogen.")] = Path("knowledge/grep"),
    hentet: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="Dagen dumpen ble hentet.", show_default="i dag"),
    ] = None,
) -> None:
    """Skriv Grep-katalogen på nytt fra en dump, og vis hva som ble endret."""
    # Reading a dump takes pydantic models that no other command needs.
    from bot.adapters import grepdump  # noqa: PLC0415

    day = hentet or clock.now().astimezone(ZoneInfo("Europe/Oslo"))
    try:
        summary = grepdump.convert(dump, mappe, day.date())
    except KnowledgeError as error:
        typer.echo(f"{error}\nIngenting er endret.", err=True)
        raise typer.Exit(1) from error
    except OSError as error:
        typer.echo(f"{error.filename}: kan ikke skrives ({error.strerror}).", err=True)
        raise typer.Exit(1) from error
    typer.echo(_words(summary))


def _words(summary: Summary) -> str:
    lists = (("Nye", summary.added), ("Endret", summary.changed), ("Borte", summary.removed))
    lines = [f"{name} ({len(codes)}): {' '.join(codes)}".rstrip(": ") for name, codes in lists]
    return "\n".join([*lines, *(f"Se på {note}" for note in summary.notes)])
