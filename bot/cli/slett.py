"""``kodevakt slett``: what the database keeps of one person is taken out of it."""

from __future__ import annotations

import re
from contextlib import closing
from typing import Annotated

import typer

from bot.cli.drift import explained
from bot.config import Kept, environment
from bot.errors import ConfigError

_USER = re.compile(r"[UW][A-Z0-9]{4,29}", re.ASCII)
_TOLD = {
    "done": "merker for «Utført» er uten navn nå",
    "snooze": "ønsker om å bli minnet igjen er uten navn nå",
    "audit": "linjer om hva administratorene har gjort, er uten navn nå",
    "source": "godkjente kilder er uten navn nå",
    "proposal": "endringer som ventet på ja, er borte",
}
_LEFT = (
    "Dette er ikke i databasen, og må slettes der det er: meldinger i Slack som viser navnet, navnet på den som har "
    "endret en fil i git, og sikkerhetskopier. I loggen står ingen brukere."
)


def slett(
    bruker: Annotated[str, typer.Option(metavar="U…", help="Brukerens id i Slack, ikke navnet.")],
) -> None:
    """Ta det som er lagret om en bruker, ut av databasen. Det andre trenger, blir stående uten hvem.

    Avslutter med 1 når id-en ikke kan være en brukers, eller databasen ikke svarer.
    """
    with explained():
        if not _USER.fullmatch(bruker):
            raise ConfigError("--bruker: ventet id-en til en bruker i Slack, som begynner med U eller W")
        # The database takes a moment to load, which the other commands need not wait for.
        from bot.adapters.store.database import Database  # noqa: PLC0415
        from bot.adapters.store.keeping import Keeping  # noqa: PLC0415 - as above

        kept = Kept.from_env(environment())
        if kept.own_folder:
            kept.own_folder.mkdir(parents=True, exist_ok=True)
        with closing(Database(kept.database_url)) as database:
            counts = Keeping(database).erase(bruker)
        for table, count in counts.items():
            typer.echo(f"{table}: {count} {_TOLD[table]}")
        typer.echo(_LEFT)
