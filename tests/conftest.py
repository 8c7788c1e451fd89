"""Fixtures that several test modules share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.adapters import fristord, knowledge, wheels
from bot.domain.answers import Responder
from bot.domain.fristsvar import Frister

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from real_postgres import Postgres
    from slack_stage import Stage

    from bot.domain.model import Kunnskap

SHIPPED = Path(__file__).parent.parent / "knowledge"
SCHEDULES = SHIPPED.parent / "schedules"


@pytest.fixture(scope="session")
def kunnskap() -> Kunnskap:
    """Return the knowledge that is shipped, loaded once."""
    return knowledge.load(SHIPPED)


@pytest.fixture(scope="session")
def responder(kunnskap: Kunnskap) -> Responder:
    """Return a responder over the shipped knowledge, built once."""
    return Responder(kunnskap)


@pytest.fixture(scope="session")
def kodevakt(kunnskap: Kunnskap) -> Responder:
    """Return a responder over the shipped knowledge and the shipped Årshjul, built once."""
    arshjul = wheels.load(SCHEDULES, kunnskap.kilder)
    return Responder(kunnskap, Frister(arshjul, fristord.load(SCHEDULES), kunnskap.ordliste))


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    """Return the Slack edge with a stand-in for Slack behind it."""
    from slack_stage import Slack, Stage  # noqa: PLC0415 - the other tests need not load Slack's packages

    async with Slack() as slack:
        made = Stage(slack, tmp_path)
        yield made
        await made.close()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """Return a running PostgreSQL, started with the first test that needs one."""
    from real_postgres import running  # noqa: PLC0415 - the other tests need no server

    with running() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Return the address of an empty database with its tables, of each kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'kodevakt.sqlite3'}"
        return
    from bot.adapters.store.database import migrate  # noqa: PLC0415 - as above

    with request.getfixturevalue("postgres").database() as url:
        migrate(url)
        yield url


@pytest.fixture(scope="session")
def reused(postgres: Postgres) -> Iterator[str]:
    """Return the address of one PostgreSQL database with its tables, for all who empty it after use.

    It need not outlive a power cut.
    """
    from ledger_stage import let_go  # noqa: PLC0415 - as above

    from bot.adapters.store.database import migrate  # noqa: PLC0415 - as above

    with postgres.database() as address:
        migrate(address)
        url = f"{address}{'&' if '?' in address else '?'}options=-csynchronous_commit%3Doff"
        yield url
        let_go(url)


@pytest.fixture(scope="session")
def reused_file(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of one SQLite file with its tables, as `reused`."""
    from ledger_stage import let_go  # noqa: PLC0415 - as above

    url = f"sqlite:///{tmp_path_factory.mktemp('reused') / 'kodevakt.sqlite3'}"
    yield url
    let_go(url)


@pytest.fixture(params=["sqlite", "postgresql"])
def ledger_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """Return the address of an empty database of each kind, as `database_url` does, but sooner."""
    from ledger_stage import empty  # noqa: PLC0415 - as above

    url = request.getfixturevalue("reused_file" if request.param == "sqlite" else "reused")
    yield url
    empty(url)
