"""The commands that run the bot, as processes of their own: they start, answer, and stop when told to."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from slack_stage import APP_TOKEN, SECRET, TOKEN, Slack, sign

from bot.adapters.store import Database, Store
from bot.adapters.store.watch import Watch

if TYPE_CHECKING:
    from asyncio.subprocess import Process
    from collections.abc import AsyncIterator
    from pathlib import Path


@pytest.fixture
async def slack() -> AsyncIterator[Slack]:
    """Return a stand-in for Slack."""
    async with Slack() as running:
        yield running


async def started(command: str, **environ: str) -> Process:
    """Start a command with nothing but *environ* set."""
    code = f"import typer; from bot.cli.drift import {command}; typer.run({command})"
    keep = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    pipe = asyncio.subprocess.PIPE
    return await asyncio.create_subprocess_exec(
        sys.executable, "-c", code, stdout=pipe, stderr=pipe, env=keep | {"HOME": "/finnes/ikke"} | environ
    )


async def stopped(process: Process) -> tuple[int, str]:
    """Tell a command to stop, and return its status and what it wrote."""
    if process.returncode is None:
        process.send_signal(signal.SIGTERM)
    _, said = await asyncio.wait_for(process.communicate(), 20)
    return int(process.returncode or 0), said.decode()


def environ(slack: Slack, folder: Path, **more: str) -> dict[str, str]:
    """Return settings that lead to the stand-in."""
    database = f"sqlite:///{folder / 'kodevakt.sqlite3'}"
    return {"SLACK_BOT_TOKEN": TOKEN, "SLACK_API_URL": slack.url("/api/"), "DATABASE_URL": database} | more


@pytest.mark.parametrize("command", ["start", "web", "worker", "migrer"])
async def test_without_settings_it_says_which_are_missing_and_stops(command: str) -> None:
    process = await started(command)
    _, said = await asyncio.wait_for(process.communicate(), 20)

    assert process.returncode == 1
    assert b"SLACK_BOT_TOKEN is missing" in said
    assert b"SLACK_SIGNING_SECRET is missing" in said
    assert b"Traceback" not in said


async def test_a_token_that_slack_refuses_stops_the_start(slack: Slack, tmp_path: Path) -> None:
    slack.answers["auth.test"] = {"ok": False, "error": "invalid_auth"}
    process = await started("web", **environ(slack, tmp_path, SLACK_SIGNING_SECRET=SECRET))
    _, said = await asyncio.wait_for(process.communicate(), 20)

    assert process.returncode == 1
    assert said.decode().strip().endswith("SLACK_BOT_TOKEN is refused by Slack: invalid_auth")
    assert TOKEN not in said.decode()


async def test_start_serves_http_until_it_is_told_to_stop(slack: Slack, tmp_path: Path, unused_tcp_port: int) -> None:
    settings = environ(slack, tmp_path, SLACK_SIGNING_SECRET=SECRET, PORT=str(unused_tcp_port))
    process = await started("start", **settings)
    transport = httpx.AsyncHTTPTransport(retries=10)
    async with httpx.AsyncClient(transport=transport, base_url=f"http://127.0.0.1:{unused_tcp_port}") as http:
        health = (await http.get("/helse")).json()
        refused = await http.post("/slack/events", content=b"command=/kode")

    assert (health["ok"], health["entries"] > 0) == (True, True)
    assert refused.status_code == 401
    assert (await stopped(process))[0] == 0


@pytest.mark.parametrize("way", ["http", "socket"])
async def test_told_to_stop_it_finishes_the_answer_in_hand_and_ends_well(
    way: str, slack: Slack, tmp_path: Path, unused_tcp_port: int
) -> None:
    slack.slow["chat.postMessage"] = asyncio.Event()
    secret = {"SLACK_SIGNING_SECRET": SECRET} if way == "http" else {"SLACK_APP_TOKEN": APP_TOKEN}
    process = await started("start", **environ(slack, tmp_path, PORT=str(unused_tcp_port), **secret))
    event = {"type": "app_mention", "channel": "C1", "user": "U1", "ts": "10.1", "text": "TPTIP1A---"}
    payload = {"type": "event_callback", "team_id": "T1", "event_id": "Ev1", "event": event}
    answered: asyncio.Task[Any]
    if way == "socket":
        socket = await asyncio.wait_for(slack.socket.get(), 20)
        await socket.send_json({"envelope_id": "e1", "type": "events_api", "payload": payload})
        answered = asyncio.create_task(slack.acknowledged.get())
    else:
        answered = asyncio.create_task(posted(unused_tcp_port, json.dumps(payload).encode()))
    await asyncio.wait_for(slack.waiting.wait(), 20)
    process.send_signal(signal.SIGTERM)
    await asyncio.sleep(0.1)
    slack.slow["chat.postMessage"].set()
    status, said = await stopped(process)

    assert (status, len(slack.posted())) == (0, 1)
    assert await asyncio.wait_for(answered, 1) in (200, {"envelope_id": "e1"})
    assert '"worker_stopped"' in said
    assert "Traceback" not in said


async def posted(port: int, body: bytes) -> int:
    """Post *body* as Slack does, as soon as somebody listens, and return the status."""
    transport = httpx.AsyncHTTPTransport(retries=10)
    async with httpx.AsyncClient(transport=transport, base_url=f"http://127.0.0.1:{port}", timeout=20) as http:
        headers = sign(body, datetime.now(UTC)) | {"content-type": "application/json"}
        return (await http.post("/slack/events", content=body, headers=headers)).status_code


async def test_start_keeps_a_socket_until_it_is_told_to_stop(slack: Slack, tmp_path: Path) -> None:
    process = await started("start", **environ(slack, tmp_path, SLACK_APP_TOKEN=APP_TOKEN))
    socket = await asyncio.wait_for(slack.socket.get(), 20)
    command = {"command": "/kode", "text": "TPTIP1A---", "user_id": "U1"}
    await socket.send_json({"envelope_id": "e1", "type": "slash_commands", "payload": command})
    acknowledged = await asyncio.wait_for(slack.acknowledged.get(), 20)
    status, said = await stopped(process)

    assert acknowledged["payload"]["text"].startswith("TPTIP1A---")
    assert status == 0
    assert "kanarifugl" not in said
    assert "Traceback" not in said


async def test_a_worker_ticks_until_it_is_told_to_stop(slack: Slack, tmp_path: Path) -> None:
    process = await started("worker", **environ(slack, tmp_path, SLACK_SIGNING_SECRET=SECRET))
    assert process.stderr
    lines = [await asyncio.wait_for(process.stderr.readline(), 20)]
    store = Store(f"sqlite:///{tmp_path / 'kodevakt.sqlite3'}")
    for _ in range(200):
        if Watch(store.database).figures().beat_age is not None:
            break
        await asyncio.sleep(0.05)
    beaten = Watch(store.database).figures().beat_age
    store.close()
    status, said = await stopped(process)

    assert b'"worker_started"' in lines[0]
    assert beaten is not None
    assert (status, "Traceback" in said) == (0, False)


async def test_a_second_worker_on_the_same_sqlite_file_says_why_it_will_not_start(slack: Slack, tmp_path: Path) -> None:
    settings = environ(slack, tmp_path, SLACK_SIGNING_SECRET=SECRET)
    database = Database(settings["DATABASE_URL"])
    place = database.alone()
    process = await started("worker", **settings)
    _, said = await asyncio.wait_for(process.communicate(), 20)
    assert place
    place.release()
    database.close()

    assert process.returncode == 1
    assert b"Another process posts reminders from" in said
    assert b"Traceback" not in said


async def test_migrating_makes_a_database_ready_and_can_be_done_again(slack: Slack, tmp_path: Path) -> None:
    settings = environ(slack, tmp_path, SLACK_SIGNING_SECRET=SECRET)
    for _ in range(2):
        process = await started("migrer", **settings)
        out, _ = await asyncio.wait_for(process.communicate(), 20)

        assert (process.returncode, out.decode()) == (0, "Databasen er klar.\n")
