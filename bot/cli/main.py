"""The command ``kodevakt``: one module a group of commands, put together here."""

from __future__ import annotations

import typer

from bot.cli import (
    arshjul,
    drift,
    frist,
    grep,
    hjul,
    hull,
    kalender,
    kilder,
    lokal,
    oppslag,
    paminnelser,
    rull,
    sjekk,
    slett,
)

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
    frist.frist,
    paminnelser.paminnelser,
    sjekk.sjekk,
    sjekk.skjema,
    hull.hull,
    slett.slett,
    lokal.lokal,
    drift.start,
    drift.web,
    drift.worker,
    drift.migrer,
):
    app.command()(command)
app.command(name="oppdater-grep")(grep.oppdater_grep)
arshjul.app.command()(kalender.ics)
arshjul.app.command()(hjul.hjul)
arshjul.app.command()(rull.rull)
arshjul.app.command()(rull.bekreft)
app.add_typer(arshjul.app, name="arshjul")
app.add_typer(kilder.app, name="kilder")


def main() -> None:
    """Run the command line."""
    app()
