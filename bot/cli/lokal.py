"""``kodevakt lokal``: the real bot in a workspace of its own, in the browser, without Slack."""

from __future__ import annotations

import threading
import webbrowser
from contextlib import suppress
from datetime import datetime, time
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import typer

from bot.adapters import clock
from bot.config import Settings, environment
from bot.domain import sendetid
from bot.errors import KodevaktError

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable, Mapping

    from bot.web.lokal import server

MORNING = time(7, 45)
"""When a day that is asked for begins: before the reminders of the day."""

_OWN = ("HOME", "KODEVAKT_KNOWLEDGE", "KODEVAKT_SCHEDULES", "KODEVAKT_LOG_LEVEL", "KODEVAKT_GRENSE")


def lokal(
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="Er den opptatt, brukes neste ledige. 0: hvilken som helst.")
    ] = 3300,
    dato: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="Dagen det skal være, for å prøve frister.", show_default="i dag"),
    ] = None,
    open_browser: Annotated[bool, typer.Option("--open/--no-open", help="Åpne siden i nettleseren.")] = True,
) -> None:
    """Prøv Kodevakt i nettleseren, uten Slack. Ingenting lagres, unntatt det du endrer i filene med /kodeadmin.

    Klokken kan stilles fram på siden, så påminnelsene kommer i fylkenes kanaler. Med --dato er den 07.45.
    """
    # Slack's packages take half a second to load, which the other commands need not wait for.
    from bot.slack import logs  # noqa: PLC0415
    from bot.web.lokal import server  # noqa: PLC0415 - as above

    try:
        with TemporaryDirectory(prefix="kodevakt-") as folder, server.listen(port) as listener:
            identity = server.Identity(address(listener))
            if port and not identity.base.endswith(f":{port}"):
                typer.echo(f"Port {port} er opptatt, så en annen brukes.")
            settings = settings_for(identity, Path(folder), environment())
            logs.configure(settings.log_level)
            shown = clock.Movable(sendetid.instant(dato.date(), MORNING) if dato else None)
            _run(prepare(identity, settings, partial(_ready, open_browser=open_browser), shown), listener)
    except KodevaktError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error


def address(listener: socket.socket) -> str:
    """Return the address that *listener* is reached at, without a slash at the end."""
    host, port = listener.getsockname()
    return f"http://{host}:{port}"


def settings_for(identity: server.Identity, folder: Path, environ: Mapping[str, str]) -> Settings:
    """Return settings that lead to the workspace and nowhere else, whatever Slack settings stand around.

    *folder* holds the database.
    """
    from bot.web.lokal import places  # noqa: PLC0415 - as in lokal()

    kept = {name: environ[name] for name in _OWN if name in environ}
    return Settings.from_env(
        {"KODEVAKT_GRENSE": "0"}
        | kept
        | {
            "SLACK_BOT_TOKEN": identity.token,
            "SLACK_SIGNING_SECRET": identity.secret,
            "SLACK_API_URL": f"{identity.base}/api/",
            "DATABASE_URL": f"sqlite:///{(folder / 'kodevakt.sqlite3').as_posix()}",
            "KODEVAKT_ADMIN_GROUP": places.ADMIN_GROUP,
            "KODEVAKT_ADMIN_CHANNEL": places.ADMIN.id,
        }
    )


def prepare(
    identity: server.Identity,
    settings: Settings,
    ready: Callable[[str], None],
    shown: clock.Movable | None = None,
) -> server.Server:
    """Return the server of the workspace, with the bot in it and its worker; *shown* is the clock of them all.

    *ready* is told the page's address.

    Raises:
        KodevaktError: the settings or the YAML files have faults.
    """
    from bot import app, house, worker  # noqa: PLC0415 - as in lokal()
    from bot.adapters.store.book import Book  # noqa: PLC0415 - as in lokal()
    from bot.web.lokal import picture, places, server, timekeeper  # noqa: PLC0415 - as in lokal()

    shown = shown or clock.Movable()
    home = house.House(settings, kanaler=places.kanaler(), now=shown.now, clock_of_database=shown.now)
    database = home.store.database
    job = worker.build_job(settings, database, home.basis, shown.now, shown.wait)
    workspace = server.build(
        app.build_web(settings, home, shown.now, commits=False),
        identity,
        shown.now,
        pages=picture.routes(lambda: home.current.pictures.draw, lambda: sendetid.day_of(shown.now())),
        keep_time=lambda hub: timekeeper.Timekeeper(shown, hub, job, Book(database).next_at),
    )
    return server.Server(workspace, lambda: ready(f"{identity.base}/"))


def _run(running: server.Server, listener: socket.socket) -> None:
    with suppress(KeyboardInterrupt):
        running.run(sockets=[listener])
    if not running.started:
        raise KodevaktError("Kodevakt lokal kom ikke i gang. Grunnen står over.")


def _ready(url: str, *, open_browser: bool) -> None:
    typer.echo(f"Kodevakt lokal: {url}\nCtrl+C avslutter.")
    if open_browser and _has_windows():
        threading.Thread(target=webbrowser.open, args=(url,), daemon=True).start()


def _has_windows() -> bool:
    """Tell a browser with windows from one that would take over the terminal, or none."""
    try:
        browser = webbrowser.get()
    except webbrowser.Error:
        return False
    return not isinstance(browser, webbrowser.GenericBrowser) or isinstance(browser, webbrowser.BackgroundBrowser)
