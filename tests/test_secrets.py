"""Canaries in the place of the secrets: none is found in any log, message, page, exception or form of an object."""

from __future__ import annotations

import gc
import logging
import traceback
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest
from fuzz.asgi import JSON, SMALL, Bot, Clock, command, mention, written
from slack_stage import Slack
from typer.testing import CliRunner

from bot import app as root
from bot.adapters.poster import Poster
from bot.adapters.store import Database
from bot.cli.main import app
from bot.config import Kept, Settings
from bot.domain.delivery import PATIENCE
from bot.errors import ConfigError
from bot.slack import logs
from bot.slack.socket import SocketMode
from bot.worker import build_job

if TYPE_CHECKING:
    from pathlib import Path

CANARIES = {
    "SLACK_BOT_TOKEN": "xoxb-1-2-kanarifuglbot",
    "SLACK_SIGNING_SECRET": "kanarifuglsigning0123456789abcdef",
    "SLACK_SIGNING_SECRET_NEXT": "kanarifuglnext0123456789abcdef00",
    "SLACK_APP_TOKEN": "xapp-1-kanarifuglapp",
    "DATABASE_URL": "postgresql://bot:kanarifuglpassord@127.0.0.1:9/kodevakt",
}
WORD = "kanarifugl"
FILES = {"KODEVAKT_KNOWLEDGE": str(SMALL), "KODEVAKT_SCHEDULES": str(SMALL)}


def environ(**more: str) -> dict[str, str]:
    """Return an environment in which every secret is a canary, but for *more*."""
    return CANARIES | FILES | {"HOME": "/nowhere", "SLACK_API_URL": "http://127.0.0.1:9/api/"} | more


def forms(thing: object) -> str:
    """Return all the ways in which *thing* may be shown."""
    return f"{thing!r} {thing!s} {thing}"


async def test_no_object_that_stays_shows_a_secret(tmp_path: Path) -> None:
    before = set(map(id, gc.get_objects()))
    bot = Bot(f"sqlite:///{tmp_path}/kodevakt.sqlite3", "http://127.0.0.1:9/api/", Clock(), CANARIES_BUT_DATABASE)
    settings = bot.settings
    desk = root.build_desk(settings, bot.house, bot.house.store)  # type: ignore[arg-type]
    bolt = bot.app.routes[0].endpoint._app._app  # type: ignore[attr-defined]
    held = [settings, Kept.from_env(environ()), bot, bot.app, desk, bolt, bolt.client, bot.house, bot.house.store]
    held += [Poster(settings.bot_token, settings.slack_api_url, PATIENCE.timeout)]
    held += [build_job(settings, bot.house.store.database, bot.house.basis)]
    socket = SocketMode(bolt, settings.app_token, bolt.client)
    held += [socket, bot.house.store.database.engine]
    ours = [one for one in gc.get_objects() if id(one) not in before and str(type(one).__module__).startswith("bot.")]
    shown = [type(one).__qualname__ for one in (*held, *ours) if WORD in forms(one)]
    await socket.close_async()  # type: ignore[no-untyped-call]
    bot.close()

    assert len(ours) > 100
    assert shown == []


CANARIES_BUT_DATABASE = {name: value for name, value in CANARIES.items() if name != "DATABASE_URL"}
BROKEN = {
    "no database": ({}, "web"),
    "no database for the worker": ({}, "worker"),
    "no database to make ready": ({}, "migrer"),
    "no database for the gaps": ({}, "hull"),
    "no port": ({"DATABASE_URL": "postgresql://bot:kanarifuglpassord@host:port/kodevakt"}, "web"),
    "a slash in the password": ({"DATABASE_URL": "postgresql://bot:12/kanarifugl@host/kodevakt"}, "web"),
    "a hash in the password": ({"DATABASE_URL": "postgresql://bot:kanarifugl#1@[::1/kodevakt"}, "start"),
    "another database": ({"DATABASE_URL": "mysql://bot:kanarifuglpassord@host/kodevakt"}, "web"),
    "another driver": ({"DATABASE_URL": "postgresql+finnesikke://bot:kanarifuglpassord@host/kodevakt"}, "migrer"),
    "no address": ({"DATABASE_URL": "kanarifuglpassord"}, "web"),
    "the token's place": ({"SLACK_BOT_TOKEN": CANARIES["SLACK_APP_TOKEN"]}, "web"),
    "a token in a name of a file": ({"SLACK_BOT_TOKEN": "", "SLACK_BOT_TOKEN_FILE": "xoxb-kanarifugl"}, "web"),
    "both": ({"SLACK_BOT_TOKEN_FILE": "xoxb-kanarifugl"}, "web"),
    "a secret too short": ({"SLACK_SIGNING_SECRET": "kanarifugl"}, "web"),
    "a token as channel": ({"KODEVAKT_ADMIN_CHANNEL": "xoxb-kanarifugl"}, "web"),
    "a password in the address": ({"SLACK_API_URL": "https://bot:kanarifugl@slack.example/api/"}, "web"),
    "a token as folder": ({"KODEVAKT_KNOWLEDGE": "xoxb-kanarifugl"}, "web"),
}


@pytest.mark.parametrize(("wrong", "verb"), BROKEN.values(), ids=BROKEN)
def test_a_start_that_fails_says_why_without_a_secret(wrong: dict[str, str], verb: str) -> None:
    with written() as said:
        done = CliRunner().invoke(app, [verb], env=environ(**wrong))
    trace = "".join(traceback.format_exception(*done.exc_info)) if done.exc_info else ""

    assert done.exit_code == 1, trace
    assert isinstance(done.exception, SystemExit), trace
    assert done.stderr
    assert WORD not in done.output + done.stderr + said.getvalue()
    assert WORD not in str(done.exception)


@pytest.mark.parametrize("verb", ["", "start", "web", "worker", "migrer", "hull", "slett", "kilder", "lokal", "kode"])
def test_the_help_shows_no_secret(verb: str) -> None:
    done = CliRunner().invoke(app, [*verb.split(), "--help"], env=environ())

    assert "Usage" in done.stdout
    assert WORD not in done.stdout


async def test_a_token_that_slack_refuses_is_not_told() -> None:
    async with Slack() as slack:
        slack.answers["auth.test"] = {"ok": False, "error": "invalid_auth"}
        settings = Settings.from_env(environ(SLACK_API_URL=slack.url("/api/")))
        with written() as said, pytest.raises(ConfigError) as refused:
            await root.check_token(settings)
        slack.drop.add("auth.test")
        with suppress(ConfigError):
            await root.check_token(settings)

    assert WORD not in forms(refused.value) + said.getvalue()


async def test_no_log_answer_page_or_call_holds_a_secret_at_any_level(tmp_path: Path) -> None:
    async with Slack() as slack:
        with written("DEBUG") as said:
            database = f"sqlite:///{tmp_path}/kodevakt.sqlite3"
            bot = Bot(database, slack.url("/api/"), Clock(), CANARIES_BUT_DATABASE)
            bodies = [(command(1), b""), (mention(2), JSON), (command(3, "x", "/ukjent"), b""), (mention(4), JSON)]
            told = []
            for number, (body, kind) in enumerate(bodies):
                if number == 3:
                    slack.drop.add("chat.postMessage")
                signed = bot.signed(body, CANARIES["SLACK_SIGNING_SECRET"])
                told.append(await bot.ask(signed, body, kind or b"application/x-www-form-urlencoded"))
            told += [await bot.ask(bot.signed(b"a", WORD), b"a")]
            told += [await bot.ask([], b"", path=page, method="GET") for page in ("/helse", "/metrics", "/arshjul.ics")]
            logging.getLogger("slack_sdk").error("token %s", CANARIES["SLACK_BOT_TOKEN"])
            logs.log.error("failed", error=CANARIES["SLACK_BOT_TOKEN"], reason=CANARIES["DATABASE_URL"])
            bot.close()

    assert [status for status, _ in told] == [200, 200, 404, 200, 401, 200, 200, 200]
    assert WORD not in str(told) + said.getvalue()
    assert WORD not in str(slack.calls).replace(f"'token': '{CANARIES['SLACK_BOT_TOKEN']}'", "")
    assert WORD not in kept(tmp_path)


def kept(folder: Path) -> str:
    """Return what stands in the files of a database."""
    return b"".join(path.read_bytes() for path in folder.iterdir()).decode("utf-8", "replace")


def test_an_error_of_the_database_does_not_hold_its_password() -> None:
    with pytest.raises(ConfigError) as refused:
        Database(CANARIES["DATABASE_URL"])
    chain = "".join(traceback.format_exception(refused.value))

    assert "OperationalError" in chain
    assert WORD not in chain
    assert WORD not in str(vars(refused.value))


def test_a_canary_would_be_found() -> None:
    held: list[Any] = [CANARIES["SLACK_BOT_TOKEN"]]

    assert WORD in forms(held)
