"""The Slack app as it is described to Slack: valid, with no more rights than it uses."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

if TYPE_CHECKING:
    from slack_stage import Stage

ROOT = Path(__file__).parent.parent
MANIFEST: dict[str, Any] = json.loads((ROOT / "manifest.json").read_text(encoding="utf-8"))
SCHEMA: dict[str, Any] = json.loads((ROOT / "tests/data/manifest.schema.json").read_text(encoding="utf-8"))
# What each scope is for. A scope that has no line here is one too many.
SCOPES = {
    "app_mentions:read": "app_mention",
    "channels:history": "conversations.history: whether a reminder is there already",
    "channels:read": "conversations.members: who may press the buttons of a reminder",
    "chat:write": "chat.postMessage",
    "commands": "/kode, /frist, /kodeadmin",
    "files:write": "files.getUploadURLExternal, files.completeUploadExternal",
    "im:history": "message.im",
    "usergroups:read": "usergroups.users.list: who is an admin",
    "users:read": "users.info: the author of a change in git",
}


def test_slack_accepts_the_manifest() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.Draft202012Validator(SCHEMA).validate(MANIFEST)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("display_information", "name"), "x" * 36),
        (("display_information", "description"), "x" * 141),
        (("display_information", "long_description"), "x" * 174),
        (("features", "slash_commands", 0, "command"), "kode"),
        (("features", "slash_commands", 0, "description"), ""),
        (("settings", "interactivity"), {}),
        (("settings", "ukjent"), True),
    ],
    ids=lambda part: str(part)[:40],
)
def test_the_schema_refuses_what_slack_refuses(path: tuple[str | int, ...], value: Any) -> None:
    changed: Any = copy.deepcopy(MANIFEST)
    place = changed
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value

    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(SCHEMA).validate(changed)


def test_the_scopes_are_the_smallest_set() -> None:
    assert set(MANIFEST["oauth_config"]["scopes"]["bot"]) == set(SCOPES)


def test_in_socket_mode_no_address_is_given() -> None:
    assert MANIFEST["settings"]["socket_mode_enabled"] is True
    assert "url" not in json.dumps(MANIFEST)


def test_people_can_write_to_the_bot() -> None:
    home = MANIFEST["features"]["app_home"]

    assert (home["messages_tab_enabled"], home["messages_tab_read_only_enabled"]) == (True, False)


async def test_every_command_and_event_in_the_manifest_is_answered(stage: Stage) -> None:
    for command in MANIFEST["features"]["slash_commands"]:
        reply = await stage.form(command=command["command"], text="TPTIP1A---", channel_id="C1", user_id="U1")
        expected = "vedlikeholder Kodevakt" if command["command"] == "/kodeadmin" else "TPTIP1A---"
        assert expected in reply.json()["text"]
    sent = {"app_mention": stage.mention, "message.im": stage.direct}
    assert set(MANIFEST["settings"]["event_subscriptions"]["bot_events"]) == set(sent)
    for send in sent.values():
        await send("TPTIP1A---")

    assert len(stage.slack.posted()) == 2


def test_the_process_file_starts_a_command_that_exists() -> None:
    from bot.cli import drift  # noqa: PLC0415

    lines = dict(line.split(": ", 1) for line in (ROOT / "Procfile").read_text(encoding="utf-8").splitlines())

    assert lines["web"].endswith("kodevakt web")
    assert callable(drift.web)
