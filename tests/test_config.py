"""Settings: what is read, what is refused, and that secrets stay unseen."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from bot import config
from bot.config import Kept, Settings
from bot.errors import ConfigError

SECRET = "f00dfeed" * 4
HTTP = {"SLACK_BOT_TOKEN": "xoxb-1-2-kanarifugl", "SLACK_SIGNING_SECRET": SECRET, "HOME": "/home/kari"}
SOCKET = {
    "SLACK_BOT_TOKEN": "xoxb-1-2-kanarifugl",
    "SLACK_APP_TOKEN": "xapp-1-kanarifugl",
    "HOME": "/home/kari",
}


def test_two_variables_are_enough_and_the_rest_has_defaults(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    settings = Settings.from_env(HTTP)

    assert (settings.host, settings.port, settings.log_level) == ("127.0.0.1", 3000, "INFO")
    assert settings.slack_api_url == "https://slack.com/api/"
    assert settings.signing_secrets == (SECRET,)
    assert settings.app_token is None
    assert settings.database_url == "sqlite:////home/kari/.local/share/kodevakt/kodevakt.sqlite3"
    assert settings.own_folder == Path("/home/kari/.local/share/kodevakt")
    assert (settings.admin_group, settings.admin_channel) == (None, None)
    assert settings.question_limit == 30
    assert not settings.weekly_sources


def test_the_folders_shipped_beside_the_package_are_the_default() -> None:
    root = Path(config.__file__).parent.parent

    assert Settings.from_env(HTTP).knowledge == root / "knowledge" == config.knowledge_folder({})
    assert Settings.from_env(HTTP).schedules == root / "schedules"


@pytest.mark.parametrize(
    ("platform", "environ", "folder"),
    [
        ("linux", {"HOME": "/h", "XDG_DATA_HOME": "/data"}, "/data/kodevakt"),
        ("darwin", {"HOME": "/h"}, "/h/Library/Application Support/kodevakt"),
        ("win32", {"HOME": "/h", "LOCALAPPDATA": "/l"}, "/l/kodevakt"),
    ],
)
def test_each_platform_has_its_data_folder(
    monkeypatch: pytest.MonkeyPatch, platform: str, environ: dict[str, str], folder: str
) -> None:
    monkeypatch.setattr(sys, "platform", platform)

    assert config.data_folder(environ) == Path(folder)


def test_socket_mode_needs_no_signing_secret() -> None:
    settings = Settings.from_env(SOCKET)

    assert (settings.app_token, settings.signing_secrets) == ("xapp-1-kanarifugl", ())


def test_everything_can_be_set(tmp_path: Path) -> None:
    settings = Settings.from_env(
        HTTP
        | {
            "SLACK_SIGNING_SECRET_NEXT": SECRET[::-1],
            "SLACK_API_URL": "http://127.0.0.1:3300/api",
            "HOST": "10.0.0.7",
            "PORT": "65535",
            "DATABASE_URL": "postgresql://kari:hemmelig@db/kodevakt",
            "KODEVAKT_KNOWLEDGE": str(tmp_path),
            "KODEVAKT_SCHEDULES": str(tmp_path),
            "KODEVAKT_ADMIN_GROUP": "S012AB3CD",
            "KODEVAKT_ADMIN_CHANNEL": "C012AB3CD",
            "KODEVAKT_KILDER": "ukentlig",
            "KODEVAKT_LOG_LEVEL": "WARNING",
            "KODEVAKT_GRENSE": "0",
        }
    )

    assert settings.signing_secrets == (SECRET, SECRET[::-1])
    assert settings.slack_api_url == "http://127.0.0.1:3300/api/"
    assert (settings.host, settings.port, settings.log_level) == ("10.0.0.7", 65535, "WARNING")
    assert (settings.database_url, settings.own_folder) == ("postgresql://kari:hemmelig@db/kodevakt", None)
    assert settings.knowledge == settings.schedules == tmp_path
    assert (settings.admin_group, settings.admin_channel) == ("S012AB3CD", "C012AB3CD")
    assert settings.question_limit == 0
    assert settings.weekly_sources


def test_every_fault_is_named_at_once() -> None:
    bad = {
        "SLACK_SIGNING_SECRET": "kort",
        "SLACK_API_URL": "slack.com",
        "HOST": "to ord",
        "PORT": "65536",
        "DATABASE_URL": "kodevakt.db",
        "KODEVAKT_KNOWLEDGE": "/finnes/ikke",
        "KODEVAKT_SCHEDULES": "/finnes/ikke",
        "KODEVAKT_ADMIN_GROUP": "@admin",
        "KODEVAKT_ADMIN_CHANNEL": "#admin",
        "KODEVAKT_KILDER": "daglig",
        "KODEVAKT_LOG_LEVEL": "prat",
        "KODEVAKT_GRENSE": "-1",
    }
    with pytest.raises(ConfigError) as raised:
        Settings.from_env(bad)

    assert [name for name in ["SLACK_BOT_TOKEN", *bad] if name not in str(raised.value)] == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SLACK_BOT_TOKEN", "xoxb-your-token"),
        ("SLACK_BOT_TOKEN", "xoxb-..."),
        ("SLACK_BOT_TOKEN", "<token>"),
        ("SLACK_BOT_TOKEN", "xoxp-1-kanarifugl"),
        ("SLACK_BOT_TOKEN", ""),
        ("SLACK_APP_TOKEN", "xoxb-1-kanarifugl"),
        ("SLACK_APP_TOKEN", "xapp-xxx"),
        ("SLACK_SIGNING_SECRET", "your-signing-secret"),
        ("SLACK_SIGNING_SECRET", "xxxxxxxxxxxxxxxxxxxxxxxx"),
        ("SLACK_SIGNING_SECRET_NEXT", "changeme"),
    ],
)
def test_a_placeholder_or_a_token_of_the_wrong_kind_is_refused_unseen(name: str, value: str) -> None:
    with pytest.raises(ConfigError, match=rf"(?m)^  {name} ") as raised:
        Settings.from_env(HTTP | {name: value})

    assert "kanarifugl" not in str(raised.value)


@pytest.mark.parametrize("port", ["0", "1", "9999", "10000", "65535"])
def test_every_port_is_a_port(port: str) -> None:
    assert Settings.from_env(HTTP | {"PORT": port}).port == int(port)


@pytest.mark.parametrize("port", ["-1", "65536", "99999", "3000x", "٣", "3.0"])
def test_what_is_not_a_port_is_refused(port: str) -> None:
    with pytest.raises(ConfigError, match="PORT"):
        Settings.from_env(HTTP | {"PORT": port})


@pytest.mark.parametrize(("given", "days"), [("", 90), ("0", 0), ("7", 7), ("90", 90), ("299", 299), ("365", 365)])
def test_gaps_are_kept_for_ninety_days_or_as_long_as_is_said(given: str, days: int) -> None:
    assert Settings.from_env(HTTP | {"KODEVAKT_HULL_DAGER": given}).gap_days == days


@pytest.mark.parametrize("given", ["-1", "366", "999", "1000", "to uker", "٣"])
def test_what_is_not_a_number_of_days_up_to_a_year_is_refused(given: str) -> None:
    with pytest.raises(ConfigError, match="KODEVAKT_HULL_DAGER"):
        Settings.from_env(HTTP | {"KODEVAKT_HULL_DAGER": given})


def test_a_secret_can_be_read_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("xoxb-1-2-fra-fil\n", encoding="utf-8")
    environ = {"SLACK_BOT_TOKEN_FILE": str(tmp_path / "token"), "SLACK_SIGNING_SECRET": SECRET}

    assert Settings.from_env(environ).bot_token.endswith("-fra-fil")


def test_a_file_that_cannot_be_read_or_stands_beside_the_secret_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="SLACK_BOT_TOKEN_FILE is '/finnes/ikke'") as missing:
        Settings.from_env({"SLACK_BOT_TOKEN_FILE": "/finnes/ikke", "SLACK_SIGNING_SECRET": SECRET})
    with pytest.raises(ConfigError, match="SLACK_BOT_TOKEN and SLACK_BOT_TOKEN_FILE are both set"):
        Settings.from_env(HTTP | {"SLACK_BOT_TOKEN_FILE": str(tmp_path)})
    (tmp_path / "bad").write_text("tull", encoding="utf-8")
    with pytest.raises(ConfigError, match="SLACK_BOT_TOKEN_FILE is not usable"):
        Settings.from_env({"SLACK_BOT_TOKEN_FILE": str(tmp_path / "bad"), "SLACK_SIGNING_SECRET": SECRET})

    assert str(missing.value).count("SLACK_BOT_TOKEN") == 1


def test_secrets_are_not_shown() -> None:
    environ = HTTP | SOCKET | {"DATABASE_URL": "postgresql://kari:hemmelig@db/kodevakt"}
    shown = repr(Settings.from_env(environ))

    assert not any(secret in shown for secret in ("kanarifugl", SECRET, "hemmelig"))


def test_the_environment_is_the_process_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KODEVAKT_PROVE", "1")

    assert config.environment()["KODEVAKT_PROVE"] == "1"


def test_a_command_that_works_beside_the_bot_needs_no_slack() -> None:
    kept = Kept.from_env({"HOME": "/home/kari", "KODEVAKT_ADMIN_CHANNEL": "C012AB3CD", "XDG_DATA_HOME": "/data"})

    assert kept.admin_channel == "C012AB3CD"
    assert kept.database_url.endswith("/kodevakt.sqlite3")
    assert kept.own_folder is not None
    with pytest.raises(ConfigError, match="DATABASE_URL"):
        Kept.from_env({"DATABASE_URL": "kodevakt.db"})
