"""Running it: ``kodevakt start`` (all of it), ``web`` and ``worker`` (its two halves), and ``migrer`` before them."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from bot.config import Settings, environment
from bot.domain.privacy import mask
from bot.errors import KodevaktError

if TYPE_CHECKING:
    from collections.abc import Iterator


def start() -> None:
    """Start boten, med påminnelser: over Socket Mode når SLACK_APP_TOKEN er satt, ellers over HTTP."""
    with explained():
        settings = Settings.from_env(environment())
        # Slack's packages take half a second to load, which the other commands need not wait for.
        from bot import running  # noqa: PLC0415

        if settings.app_token:
            running.run_socket(settings)
        else:
            running.run_web(settings, reminds=True)


def web() -> None:
    """Svar Slack over HTTP på HOST og PORT. Påminnelsene sendes av «kodevakt worker»."""
    with explained():
        settings = Settings.from_env(environment())
        from bot import running  # noqa: PLC0415 - as above

        running.run_web(settings, reminds=False)


def worker() -> None:
    """Send påminnelsene. Flere kan kjøre samtidig på PostgreSQL, bare én på en SQLite-fil."""
    with explained():
        settings = Settings.from_env(environment())
        from bot import running  # noqa: PLC0415 - as above

        running.run_worker(settings)


def migrer() -> None:
    """Gjør databasen klar for denne versjonen. Kjøres før web og worker startes på PostgreSQL."""
    with explained():
        settings = Settings.from_env(environment())
        from bot import running  # noqa: PLC0415 - as above

        running.run_migrations(settings)
        typer.echo("Databasen er klar.")


@contextmanager
def explained() -> Iterator[None]:
    """Print what a person can put right, without a traceback, and end with status 1."""
    try:
        yield
    except KodevaktError as error:
        typer.echo(mask(str(error)).text, err=True)
        raise typer.Exit(1) from error
