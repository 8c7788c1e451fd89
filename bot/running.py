"""The parts put to work: the web side, the worker, or both in one process, until told to stop."""

from __future__ import annotations

import asyncio
import gc
import signal
from contextlib import nullcontext
from typing import TYPE_CHECKING, NoReturn

import uvicorn

from bot import app
from bot.adapters.store.database import migrate
from bot.edges import Edges
from bot.house import House
from bot.reloading import Reloader
from bot.slack import logs
from bot.slack.socket import SocketMode
from bot.worker import Worker, build_job

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from bot.config import Settings
    from bot.sourcecheck import SourceCheck


FINISH = 20
"""How many seconds the answers in hand may take after the word to stop."""


def run_web(settings: Settings, *, reminds: bool) -> None:
    """Serve HTTP until told to stop; with *reminds*, post the reminders too."""
    logs.configure(settings.log_level)
    house = House(settings)
    web = app.build_web(settings, house)
    asyncio.run(app.check_token(settings))
    # uvicorn answers what it has in hand and then raises the signal anew: what stands around it is to end well too.
    signal.signal(signal.SIGTERM, _leave)
    gc.freeze()  # most of the knowledge stays for long: a full collection need not walk it, nobody waits for one
    with _working(settings, house) if reminds else nullcontext():
        uvicorn.run(
            web,
            host=settings.host,
            port=settings.port,
            log_config=None,
            access_log=False,
            timeout_graceful_shutdown=FINISH,
        )


def run_socket(settings: Settings) -> None:
    """Keep a Socket Mode connection and post the reminders, until told to stop."""
    logs.configure(settings.log_level)
    house = House(settings)
    gc.freeze()
    with Reloader(house, settings.admin_channel or "").running(), _working(settings, house):
        asyncio.run(_socket(settings, house))


def run_migrations(settings: Settings) -> None:
    """Bring the database up to date."""
    if settings.own_folder:
        settings.own_folder.mkdir(parents=True, exist_ok=True)
    migrate(settings.database_url)


def run_worker(settings: Settings) -> None:
    """Post the reminders until told to stop."""
    logs.configure(settings.log_level)
    house = House(settings, answers=False)
    asyncio.run(app.check_token(settings))
    gc.freeze()
    with Reloader(house, settings.admin_channel or "").running():
        _worker(settings, house).run()


def _leave(_number: int, _frame: object) -> NoReturn:
    raise SystemExit(0)


def _worker(settings: Settings, house: House) -> Worker:
    database = house.store.database
    return Worker(build_job(settings, database, house.basis), database, _sources(settings, house))


def _sources(settings: Settings, house: House) -> SourceCheck | None:
    """Return what looks at the sources each week, where that is switched on."""
    if not settings.weekly_sources:
        return None
    from bot.sourcecheck import SourceCheck  # noqa: PLC0415 - most do without

    knows = lambda: (house.current.kunnskap, house.current.plan.arshjul.hjul)  # noqa: E731
    return SourceCheck(house.store.database, knows, settings.admin_channel or "")


def _working(settings: Settings, house: House) -> AbstractContextManager[None]:
    return _worker(settings, house).running()


async def _socket(settings: Settings, house: House) -> None:
    await app.check_token(settings)
    edges = Edges(settings, house)
    desk = app.build_desk(settings, house, edges.lasting.rights)
    bolt = app.build_bolt(settings, edges, desk)
    handler = SocketMode(bolt, settings.app_token, web_client=bolt.client)
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    async with edges.lasting.filing.running(), edges.lasting.missed.running():
        await handler.serve(stop, FINISH)
    await asyncio.to_thread(desk.editor.finish)
