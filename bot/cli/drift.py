"""Running it: ``kodevakt start`` (Socket Mode or HTTP, as it is set up) and ``kodevakt web`` (HTTP)."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from bot.config import Settings, environment
from bot.errors import KodevaktError

if TYPE_CHECKING:
    from collections.abc import Iterator


def start() -> None:
    """Start boten: over Socket Mode når SLACK_APP_TOKEN er satt, ellers over HTTP."""
    with _explained():
        settings = Settings.from_env(environment())
        # Slack's packages take half a second to load, which the other commands need not wait for.
        from bot import app  # noqa: PLC0415

        (app.run_socket if settings.app_token else app.run_web)(settings)


def web() -> None:
    """Svar Slack over HTTP på HOST og PORT."""
    with _explained():
        settings = Settings.from_env(environment())
        from bot import app  # noqa: PLC0415 - as above

        app.run_web(settings)


@contextmanager
def _explained() -> Iterator[None]:
    """Print what a person can put right, without a traceback, and end with status 1."""
    try:
        yield
    except KodevaktError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error
