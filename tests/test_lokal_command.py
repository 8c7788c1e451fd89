from __future__ import annotations

import json
import signal
import subprocess
import sys
from contextlib import contextmanager
from datetime import UTC, date, datetime

import httpx
import pytest
import typer
from typer.testing import CliRunner

from bot.cli import lokal
from bot.config import Settings
from bot.errors import KnowledgeError
from bot.web.lokal import server

COMMAND = [
    sys.executable,
    "-c",
    "import typer; from bot.cli.lokal import lokal; typer.run(lokal)",
    "--no-open",
]


@contextmanager
def started(*arguments):
    """Start the command as a person does, and kill it whatever happens."""
    process = subprocess.Popen([*COMMAND, *arguments], stdout=subprocess.PIPE, text=True)
    with process:
        try:
            yield process
        finally:
            process.kill()


def test_the_command_prints_its_address_serves_the_page_and_stops_quietly():
    with started("--port", "0") as process:
        address = process.stdout.readline().removeprefix("Kodevakt lokal: ").strip()
        body = httpx.get(address).text
        with httpx.stream("GET", f"{address}lokal/strom") as stream:
            assert next(stream.iter_lines()) == "event: snapshot"
            process.send_signal(signal.SIGINT)
            rest = process.stdout.read()

    assert "Kodevakt lokal" in body
    assert (process.returncode, rest) == (0, "Ctrl+C avslutter.\n")


def test_a_taken_port_is_told_about_and_the_next_one_is_used():
    with server.listen(0) as taken:
        port = taken.getsockname()[1]
        with started("--port", str(port)) as process:
            told, address = process.stdout.readline(), process.stdout.readline()

    assert told == f"Port {port} er opptatt, så en annen brukes.\n"
    assert address.startswith("Kodevakt lokal: http://127.0.0.1:")


def test_the_workspace_can_be_started_on_another_day():
    with started("--port", "0", "--dato", "2023-09-18") as process:
        address = process.stdout.readline().removeprefix("Kodevakt lokal: ").strip()
        said = {"channel": "C0VIGO1", "text": "/frist neste"}
        sent = httpx.post(f"{address}lokal/send", json=said, headers={"Origin": address.rstrip("/")})
        with httpx.stream("GET", f"{address}lokal/strom") as stream:
            snapshot = next(line for line in stream.iter_lines() if line.startswith("data: "))

    assert sent.json() == {}
    answer = json.loads(snapshot.removeprefix("data: "))["messages"][-1]
    assert answer["text"].startswith("Neste frist for Vestland:\nMåndag 18. september 2023 (i dag)")
    assert datetime.fromtimestamp(float(answer["ts"]), UTC).date() in (date(2023, 9, 18), date(2023, 9, 17))


def test_a_day_that_is_none_is_refused_with_the_way_to_write_it():
    app = typer.Typer()
    app.command()(lokal.lokal)

    result = CliRunner().invoke(app, ["--dato", "2023-02-30"])

    assert result.exit_code == 2
    assert "%Y-%m-%d" in result.output


@pytest.fixture
def listener():
    with server.listen(0) as opened:
        yield opened


def settings(listener, tmp_path, **environ):
    """Return an identity and the settings made for it."""
    identity = server.Identity(lokal.address(listener))
    return identity, lokal.settings_for(identity, tmp_path, environ)


def test_settings_lead_to_the_workspace_whatever_stands_in_the_environment(listener, tmp_path):
    slack = {
        "SLACK_BOT_TOKEN": "xoxb-ekte",
        "SLACK_APP_TOKEN": "xapp-ekte",
        "DATABASE_URL": "postgresql://x/y",
    }

    identity, made = settings(listener, tmp_path, **slack)

    assert isinstance(made, Settings)
    assert made.slack_api_url == f"{identity.base}/api/"
    assert (made.bot_token, made.signing_secrets, made.app_token) == (
        identity.token,
        (identity.secret,),
        None,
    )
    assert made.database_url == f"sqlite:///{tmp_path}/kodevakt.sqlite3"


def test_faults_in_the_knowledge_stop_the_start(listener, tmp_path):
    (tmp_path / "regler.yaml").write_text("regler: [", encoding="utf-8")
    identity, made = settings(listener, tmp_path, KODEVAKT_KNOWLEDGE=str(tmp_path))

    with pytest.raises(KnowledgeError, match=r"regler\.yaml:1"):
        lokal.prepare(identity, made, print)


def test_the_command_says_in_words_why_it_did_not_start(tmp_path):
    app = typer.Typer()
    app.command()(lokal.lokal)

    missing = str(tmp_path / "borte")
    result = CliRunner().invoke(app, ["--port", "0", "--no-open"], env={"KODEVAKT_KNOWLEDGE": missing})

    assert result.exit_code == 1
    assert "KODEVAKT_KNOWLEDGE" in result.output
