"""``kodevakt kilder sjekk``: do the sources still say what the knowledge was made of?"""

from __future__ import annotations

import json
from contextlib import closing
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.cli import grunnlag
from bot.config import Kept, environment
from bot.domain.privacy import mask
from bot.errors import KodevaktError

if TYPE_CHECKING:
    from bot.adapters.store.database import Database
    from bot.sourcecheck import Outcome

app = typer.Typer(help="Kildene som svarene bygger på.", no_args_is_help=True)

_APPROVED = {
    "godkjent": "Endringen i {kilde} er godkjent.",
    "ingenting": "Det er ingenting å godkjenne i {kilde}: kilden er som sist, eller den er ikke lest ennå.",
}


@app.callback()
def _kilder() -> None:
    """Kildene som svarene bygger på."""


@app.command()
def sjekk(
    *,
    som_json: Annotated[bool, typer.Option("--json", help="Skriv et JSON-objekt for hver kilde.")] = False,
    godkjenn: Annotated[
        str | None,
        typer.Option(metavar="KILDE", help="Godkjenn endringen som forrige sjekk fant i kilden. Henter ingenting."),
    ] = None,
) -> None:
    """Hent hver kilde som har en adresse, og si hvilke som er endret og hvilke oppføringer det kan berøre.

    Endringene meldes også i kanalen til administratorene når KODEVAKT_ADMIN_CHANNEL er satt.

    Avslutter med 1 når en kilde er endret, og 0 ellers. En kilde som ikke kan leses, regnes ikke som endret.
    """
    try:
        kept = Kept.from_env(environment())
        with closing(_database(kept)) as database:
            if godkjenn:
                _approve(database, godkjenn)
                return
            changed = _check(database, kept.admin_channel or "", som_json=som_json)
    except KodevaktError as error:
        typer.echo(mask(str(error)).text, err=True)
        raise typer.Exit(2) from error
    if changed:
        raise typer.Exit(1)


def _database(kept: Kept) -> Database:
    from bot.adapters.store import Database  # noqa: PLC0415 - the look-ups need no database

    if kept.own_folder:
        kept.own_folder.mkdir(parents=True, exist_ok=True)
    return Database(kept.database_url)


def _approve(database: Database, kilde: str) -> None:
    from bot.adapters.store.sources import Sources  # noqa: PLC0415 - as above

    typer.echo(_APPROVED[Sources(database).approve(kilde, "kommandolinjen")].format(kilde=kilde))


def _check(database: Database, admin: str, *, som_json: bool) -> bool:
    """Look at every source, tell of each as it is read, and tell the admins. Returns whether one has changed."""
    # Fetching takes libraries that the other commands need not wait for.
    from bot.sourcecheck import SourceCheck  # noqa: PLC0415

    kunnskap = grunnlag.read_knowledge()
    hjul = grunnlag.read_schedules(kunnskap).arshjul.hjul
    check = SourceCheck(database, lambda: (kunnskap, hjul), admin)
    outcomes = []
    for outcome in check.look():
        outcomes.append(outcome)
        typer.echo(json.dumps(_as_json(outcome), ensure_ascii=False) if som_json else _words(outcome))
    check.tell(outcomes)
    return any(outcome.kind == "endret" for outcome in outcomes)


def _words(outcome: Outcome) -> str:
    lines = [f"{outcome.kilde.id}: {outcome.kind}{f' ({outcome.why})' if outcome.why else ''}"]
    if outcome.kind == "endret" and outcome.look:
        lines += [f"  ny: {sentence}" for sentence in outcome.look.news]
        lines += [f"  borte: {outcome.look.gone} setninger"] if outcome.look.gone else []
        lines.append(f"  kan berøre: {', '.join(outcome.entries) or 'ingen oppføring'}")
    return "\n".join(lines)


def _as_json(outcome: Outcome) -> dict[str, Any]:
    look = outcome.look if outcome.kind == "endret" else None
    return {
        "kilde": outcome.kilde.id,
        "adresse": outcome.kilde.adresse,
        "utfall": outcome.kind,
        "hvorfor": outcome.why or None,
        "punkter": list(look.changed) if look else [],
        "nytt": list(look.news) if look else [],
        "borte": look.gone if look else 0,
        "oppforinger": list(outcome.entries),
    }
