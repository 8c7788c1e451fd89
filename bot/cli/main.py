"""The command ``kodevakt``: one module a group of commands, put together here."""

from __future__ import annotations

import typer

from bot.cli import drift, grep, lokal, oppslag

app = typer.Typer(
    name="kodevakt",
    help="Programområdekoder, regler og frister for dem som registrerer i VIGO.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

for command in (
    oppslag.kode,
    oppslag.dekod,
    oppslag.spor,
    oppslag.svar,
    oppslag.sjekk,
    lokal.lokal,
    drift.start,
    drift.web,
):
    app.command()(command)
app.command(name="oppdater-grep")(grep.oppdater_grep)


def main() -> None:
    """Run the command line."""
    app()
