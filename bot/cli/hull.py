"""``kodevakt hull``: what people ask that the knowledge does not answer, put together by likeness."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.adapters import clock
from bot.cli.drift import explained
from bot.config import Kept, environment
from bot.domain import datoer, sendetid
from bot.domain.hull import groups
from bot.slack import hulltekster

if TYPE_CHECKING:
    from rich.table import Table

    from bot.domain.hull import Gap, Group


def hull(
    antall: Annotated[int, typer.Option(min=1, help="Hvor mange grupper.")] = 10,
    *,
    som_json: Annotated[bool, typer.Option("--json", help="Skriv ett JSON-objekt.")] = False,
) -> None:
    """Vis spørsmålene som ikke har fått svar, eller et svar som ikke var nyttig: de vanligste først."""
    with explained():
        settings = Kept.from_env(environment())
        found = groups(_kept(settings))
    days = settings.gap_days
    if som_json:
        told = {"dager": days, "grupper": len(found), "hull": [_record(group) for group in found[:antall]]}
        typer.echo(json.dumps(told, ensure_ascii=False))
    elif not found:
        typer.echo(hulltekster.message((), days)["text"])
    else:
        from rich.console import Console  # noqa: PLC0415 - the other commands draw no table

        console = Console(highlight=False)
        console.print(_table(found[:antall], days))
        if len(found) > antall:
            console.print(f"{len(found) - antall} grupper til: --antall {len(found)} viser alle.")


def _kept(settings: Kept) -> tuple[Gap, ...]:
    # The database takes a moment to load, which the other commands need not wait for.
    from bot.adapters.store.database import Database  # noqa: PLC0415
    from bot.adapters.store.gaps import Gaps  # noqa: PLC0415

    if settings.own_folder:
        settings.own_folder.mkdir(parents=True, exist_ok=True)
    database = Database(settings.database_url)
    try:
        return Gaps(database, settings.gap_days).newest(clock.now())
    finally:
        database.close()


def _table(found: tuple[Group, ...], days: int) -> Table:
    from rich import box  # noqa: PLC0415 - as in hull()
    from rich.markup import escape  # noqa: PLC0415 - as in hull()
    from rich.table import Table  # noqa: PLC0415 - as in hull()

    table = Table(title=f"Hull i kunnskapen, siste {days} dager", box=box.SIMPLE_HEAD, expand=True)
    table.add_column("Ganger", justify="right", no_wrap=True)
    table.add_column("Spørsmål", ratio=3)
    table.add_column("Fylker", ratio=1)
    table.add_column("Sist", no_wrap=True)
    for group in found:
        asked = "\n".join([group.question, *(f"– {one}" for one in group.questions[1:4])])
        where, last = hulltekster.places(group.fylker), datoer.number(sendetid.day_of(group.last))
        table.add_row(str(group.count), escape(asked), escape(where), last)
    return table


def _record(group: Group) -> dict[str, Any]:
    """Return one group as programs read it."""
    return {
        "sporsmal": group.question,
        "antall": group.count,
        "slag": dict(group.kinds),
        "fylker": dict(group.fylker),
        "forst": group.first.isoformat(timespec="seconds"),
        "sist": group.last.isoformat(timespec="seconds"),
        "alle": list(group.questions),
    }
