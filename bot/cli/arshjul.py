"""``kodevakt arshjul``: the wheels themselves, shown and checked. Other modules add their commands to `app`."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Annotated

import typer

from bot import config
from bot.cli import grunnlag
from bot.domain import datoer
from bot.domain.rolltext import MANEDER

if TYPE_CHECKING:
    from rich.table import Table

    from bot.domain.arshjul import Arshjulene
    from bot.domain.frist import Arshjul, Frist

app = typer.Typer(help="Årshjulet: se det, sjekk det og få det ut av Kodevakt.", no_args_is_help=True)


@app.command()
def vis(
    skolear: Annotated[
        str | None, typer.Argument(metavar="[SKOLEÅR]", help="Skrevet slik: 2023-2024.", show_default="det som gjelder")
    ] = None,
) -> None:
    """Vis et årshjul måned for måned, med antall rader."""
    from rich.console import Console  # noqa: PLC0415 - the other commands draw no table

    wheels = grunnlag.read_schedules(grunnlag.read_knowledge()).arshjul
    wheel = _chosen(wheels, skolear)
    console = Console(highlight=False)
    console.print(_table(wheel))
    console.print(_counts(wheel), markup=False)
    for missing in wheel.mangler:
        console.print(f"Mangler: {missing.hva} ({missing.hvorfor})", markup=False)


@app.command()
def sjekk() -> None:
    """Sjekk årshjulene, fylkene, kanalene og ordlisten. Avslutter med 1 og fil:linje for hver feil."""
    from bot.adapters import schedules  # noqa: PLC0415 - reading wheels takes models that the others need not wait for

    folder = config.schedules_folder(config.environment())
    if grunnlag.tell_faults(schedules.read(folder, grunnlag.read_knowledge().kilder).faults, folder):
        raise typer.Exit(1)


def _chosen(wheels: Arshjulene, skolear: str | None) -> Arshjul:
    """Return the wheel of *skolear*, or the one to trust today; end with status 1 where there is none."""
    if skolear is None:
        found = next(iter((*wheels.covering(grunnlag.day(None)), *reversed(wheels.hjul))), None)
    else:
        found = wheels.wheel(skolear.replace("–", "-").replace("/", "-"))
    if found is None:
        there = ", ".join(wheel.skolear for wheel in wheels.hjul) or "ingen"
        typer.echo(f"Det er ikke noe årshjul for {skolear or 'i dag'}. Det finnes: {there}.", err=True)
        raise typer.Exit(1)
    return found


def _table(wheel: Arshjul) -> Table:
    """Return the rows of *wheel* under a heading for each month; last those without a date."""
    from rich import box  # noqa: PLC0415 - as in vis()
    from rich.table import Table  # noqa: PLC0415 - as in vis()

    estimated = " – anslag, ikke bekreftet" if wheel.status == "utkast" else ""
    table = Table(title=f"Årshjul {wheel.skolear.replace('-', '–')}{estimated}", box=box.SIMPLE_HEAD, expand=True)
    table.add_column("Dato", no_wrap=True)
    table.add_column("Hva", ratio=3)
    table.add_column("Hvem", ratio=1, overflow="fold")
    table.add_column("Rapport", no_wrap=True)
    for name, rows in _months(wheel):
        table.add_section()
        table.add_row(f"[bold]{name}[/bold]", f"[bold]{_rows(len(rows))}[/bold]", "", "")
        for row in rows:
            table.add_row(_when(row), _plain(row.hva), _plain(", ".join(row.fra)), " ".join(row.rapport))
    return table


def _months(wheel: Arshjul) -> list[tuple[str, list[Frist]]]:
    dated = sorted((row.tid.first, number, row) for number, row in enumerate(wheel.rader) if row.tid)
    months = groupby((row for *_, row in dated), key=lambda row: row.tid and (row.tid.first.year, row.tid.first.month))
    found = [(f"{MANEDER[key[1] - 1].capitalize()} {key[0]}", list(rows)) for key, rows in months if key is not None]
    undated = [row for row in wheel.rader if row.tid is None]
    return [*found, ("Uten dato", undated)] if undated else found


def _when(row: Frist) -> str:
    if row.tid is None:
        return "hver måned" if row.slag == "lopende" else "rutine"
    first, last = row.tid.first, row.tid.last
    when = datoer.short(last) if row.tid.form in ("dato", "maned") else datoer.short_stretch(first, last)
    return f"{when} *" if row.anslag else when


def _counts(wheel: Arshjul) -> str:
    """Return how many rows there are in all, how many are estimates, and who vouches for the wheel."""
    estimates = sum(row.anslag for row in wheel.rader)
    by = wheel.bekreftet
    parts = [
        f"{_rows(len(wheel.rader))} i alt",
        f"{estimates} anslag (*)" if estimates else "",
        f"{len(wheel.mangler)} mangler" if wheel.mangler else "",
        f"bekreftet: {by.av}, per {datoer.number(by.dato)}" if by else "ikke bekreftet",
        f"kilde: {wheel.kilde.navn}",
    ]
    return ". ".join(part[:1].upper() + part[1:] for part in parts if part) + "."


def _rows(count: int) -> str:
    return f"{count} {'rad' if count == 1 else 'rader'}"


def _plain(text: str) -> str:
    from rich.markup import escape  # noqa: PLC0415 - as in vis()

    return escape(text)
