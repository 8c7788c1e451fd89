"""Settings from the environment: read once, judged whole, secrets kept out of sight.

This is the only module that touches `os.environ`. A secret NAME may also be given as NAME_FILE, the path of a
file that holds it. An empty variable counts as missing, since compose files and hosts write it that way.
"""

from __future__ import annotations

import os
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Mapping

SLACK_API = "https://slack.com/api/"
_SHIPPED = Path(__file__).resolve().parent.parent
_PLACEHOLDER = re.compile(r"(?i)(xox[a-z.-]*|xapp)?-?(your.*|change.?me|secret|token|x+|\.+|<.*>)")
_BOT_TOKEN = re.compile(r"xox[be][-.]\S+")
_APP_TOKEN = re.compile(r"xapp-\S+")
_SIGNING_SECRET = re.compile(r"\S{16,}")
_LIKE_A_SECRET = re.compile(r"xox[a-z]-|xapp-|://[^/]*@|^[0-9a-f]{32,}$", re.ASCII)
_DATABASE = re.compile(r"[a-z][a-z0-9+]*://\S*")


def environment() -> Mapping[str, str]:
    """Return the process environment."""
    return os.environ


def data_folder(environ: Mapping[str, str]) -> Path:
    """Return where this platform keeps an application's data."""
    home = Path(environ.get("HOME") or Path.home())
    if sys.platform == "win32":
        return Path(environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / "kodevakt"
    if sys.platform == "darwin":
        return home / "Library" / "Application Support" / "kodevakt"
    return Path(environ.get("XDG_DATA_HOME") or home / ".local" / "share") / "kodevakt"


def knowledge_folder(environ: Mapping[str, str]) -> Path:
    """Return the folder of the YAML files that answers come from."""
    return Path(environ.get("KODEVAKT_KNOWLEDGE") or _SHIPPED / "knowledge")


def schedules_folder(environ: Mapping[str, str]) -> Path:
    """Return the folder of the Årshjul: the wheels, the counties and their channels."""
    return Path(environ.get("KODEVAKT_SCHEDULES") or _SHIPPED / "schedules")


def on_github(environ: Mapping[str, str]) -> bool:
    """Tell whether this runs in GitHub Actions, which reads annotations from what is printed."""
    return environ.get("GITHUB_ACTIONS") == "true"


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that can be set from outside.

    *signing_secrets* holds one secret, two during a rotation, none in pure Socket Mode. *own_folder* is the
    folder that the program makes itself: set only when DATABASE_URL was left to its default. For *gap_days* days the
    questions that got no answer are kept, masked; 0 keeps none. *question_limit* is how many questions a minute one
    user or channel may ask, 0 for any number.
    """

    bot_token: str = field(repr=False)
    signing_secrets: tuple[str, ...] = field(repr=False)
    app_token: str | None = field(repr=False)
    slack_api_url: str
    host: str
    port: int
    database_url: str = field(repr=False)
    own_folder: Path | None
    knowledge: Path
    schedules: Path
    admin_group: str | None
    admin_channel: str | None
    question_limit: int
    weekly_sources: bool
    log_level: str
    gap_days: int

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> Settings:
        """Read *environ*; raise `ConfigError` naming every variable that is missing or bad."""
        reader = _Reader(environ)
        kept = _kept(reader, environ)
        app_token = reader.secret("SLACK_APP_TOKEN", _APP_TOKEN, "a token that starts with xapp-")
        settings = cls(
            bot_token=reader.secret("SLACK_BOT_TOKEN", _BOT_TOKEN, "a token that starts with xoxb-", required=True),
            signing_secrets=reader.signing_secrets(required=not app_token),
            app_token=app_token or None,
            slack_api_url=reader.url("SLACK_API_URL", SLACK_API),
            host=reader.text("HOST", "127.0.0.1", r"[A-Za-z0-9.:_-]+", "an address or a host name"),
            port=int(reader.text("PORT", "3000", _PORT, "a number from 0 to 65535")),
            database_url=kept.database_url,
            own_folder=kept.own_folder,
            knowledge=reader.folder("KODEVAKT_KNOWLEDGE", knowledge_folder(environ)),
            schedules=reader.folder("KODEVAKT_SCHEDULES", schedules_folder(environ)),
            admin_group=reader.text("KODEVAKT_ADMIN_GROUP", "", r"S[A-Z0-9]{4,}", "a user group id, S…") or None,
            admin_channel=kept.admin_channel,
            question_limit=int(
                reader.text("KODEVAKT_GRENSE", "30", r"[0-9]{1,4}", "a number of questions, 0 for no limit")
            ),
            weekly_sources=bool(reader.text("KODEVAKT_KILDER", "", "ukentlig", "ukentlig, or nothing at all")),
            log_level=reader.text(
                "KODEVAKT_LOG_LEVEL", "INFO", r"DEBUG|INFO|WARNING|ERROR", "DEBUG, INFO, WARNING or ERROR"
            ),
            gap_days=kept.gap_days,
        )
        reader.finish()
        return settings


@dataclass(frozen=True, slots=True)
class Kept:
    """Where things are kept, and who is told: all that a command needs that works beside the bot, without Slack.

    The fields are those of `Settings`.
    """

    database_url: str = field(repr=False)
    own_folder: Path | None
    admin_channel: str | None
    gap_days: int

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> Kept:
        """Read *environ*; raise `ConfigError` as `Settings.from_env`."""
        reader = _Reader(environ)
        kept = _kept(reader, environ)
        reader.finish()
        return kept


def _kept(reader: _Reader, environ: Mapping[str, str]) -> Kept:
    database = reader.secret("DATABASE_URL", _DATABASE, "an address such as sqlite:////data/kodevakt.sqlite3")
    folder = data_folder(environ)
    channel = reader.text("KODEVAKT_ADMIN_CHANNEL", "", r"[CG][A-Z0-9]{4,}", "a channel id, C…")
    url = database or f"sqlite:///{folder / 'kodevakt.sqlite3'}"
    days = reader.text("KODEVAKT_HULL_DAGER", "90", _GAP_DAYS, "a number of days from 0 to 365")
    return Kept(url, None if database else folder, channel or None, int(days))


_GAP_DAYS = r"36[0-5]|3[0-5][0-9]|[12]?[0-9]{1,2}"
_PORT = r"6553[0-5]|655[0-2][0-9]|65[0-4][0-9]{2}|6[0-4][0-9]{3}|[1-5]?[0-9]{1,4}"


class _Reader:
    """Reads variables one by one and keeps every fault, so that all can be told at once."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ
        self._faults: list[str] = []

    def finish(self) -> None:
        """Raise if anything was wrong."""
        if self._faults:
            raise ConfigError("Settings that need attention:\n" + "\n".join(f"  {f}" for f in self._faults))

    def text(self, name: str, default: str, pattern: str, expected: str) -> str:
        """Return a plain variable, or *default* where it is missing or bad."""
        value = self._environ.get(name, "").strip()
        if value and not re.fullmatch(pattern, value):
            self._faults.append(f"{name} is {_shown(value)}: expected {expected}")
            value = ""
        return value or default

    def secret(self, name: str, pattern: re.Pattern[str], expected: str, *, required: bool = False) -> str:
        """Return a secret, "" where there is none. Its value is never part of a message."""
        value, source = self._secret_value(name)
        if value is None:
            return ""
        if not value:
            if required:
                self._faults.append(f"{name} is missing: expected {expected} (or {name}_FILE)")
        elif not pattern.fullmatch(value) or _PLACEHOLDER.fullmatch(value):
            self._faults.append(f"{source} is not usable: expected {expected}")
        return value

    def signing_secrets(self, *, required: bool) -> tuple[str, ...]:
        """Return the signing secret, and the next one while it is being rotated."""
        expected = "the Signing Secret of the Slack app"
        first = self.secret("SLACK_SIGNING_SECRET", _SIGNING_SECRET, expected, required=required)
        following = self.secret("SLACK_SIGNING_SECRET_NEXT", _SIGNING_SECRET, expected)
        return tuple(secret for secret in (first, following) if secret)

    def url(self, name: str, default: str) -> str:
        """Return an http(s) address that ends with a slash."""
        value = self.text(name, default, r"https?://[^\s/?#@]+(/[^\s?#]*)?", "an address, https://…")
        return value if urlsplit(value).path.endswith("/") else f"{value}/"

    def folder(self, name: str, default: Path) -> Path:
        """Return a folder that exists."""
        value = Path(self._environ.get(name) or default)
        if not value.is_dir():
            self._faults.append(f"{name} is {_shown(str(value))}: there is no such folder")
        return value

    def _secret_value(self, name: str) -> tuple[str | None, str]:
        """Return the value ("" when missing, None when unreadable) and the variable it came from."""
        direct, path = self._environ.get(name, "").strip(), self._environ.get(f"{name}_FILE", "").strip()
        if direct and path:
            self._faults.append(f"{name} and {name}_FILE are both set: keep one of them")
            return None, name
        if not path:
            return direct, name
        try:
            return Path(path).read_text(encoding="utf-8").strip(), f"{name}_FILE"
        except (OSError, UnicodeDecodeError) as error:
            self._faults.append(f"{name}_FILE is {_shown(path)}: cannot be read ({type(error).__name__})")
            return None, f"{name}_FILE"


def _shown(value: str) -> str:
    """Return *value* as a message may quote it: not when a secret has been put in the wrong place."""
    return "what looks like a secret" if _LIKE_A_SECRET.search(value) else repr(value)
