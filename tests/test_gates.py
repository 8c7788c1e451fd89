"""Every listener that changes or shows what is not for all asks who may: when Slack cannot say, nothing happens."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlencode

import pytest
import sqlalchemy as sa
from admin_stage import ADMIN, OTHER, AdminStage
from slack_stage import Slack

from bot.adapters.store.audit import Proposals
from bot.adapters.store.marks import Marks
from bot.adapters.store.sources import Sources
from bot.adapters.store.tables import METADATA, POST
from bot.slack import kildevarsel
from bot.slack.admin import forms, tekster
from bot.slack.hulltekster import NEW
from bot.slack.paminnelseknapp import CALENDAR, DONE, RETRY, SNOOZE, UNDO, Knapp

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping
    from pathlib import Path

    from slack_bolt.app.async_app import AsyncApp

OWN, DESK = "C0VESTLAND", "C0ADMIN"
WHOSE = Knapp("2026-2027/retting", "2027-01-15/-7d")
CHECKED = {"do": "lagre", "target": "vg1-over-to-ar", "print": "", "values": {}}
# What everybody may do, and what only takes note that something came.
OPEN = Counter(
    "frist.frist knapper.ask knapper.share knapper.judge samtale.mention samtale.direct samtale.other".split()
)
# The others, as often as they listen: what is sent in vain in the tests below.
GATED = Counter(
    {
        "admin.command": 1,
        "admin.pressed": 6,
        "skjema.submitted": 3,
        "kilder.approve": 1,
        "varsel.again": 1,
        **dict.fromkeys(("paminnelse.finish", "paminnelse.undo", "paminnelse.snooze", "paminnelse.calendar"), 1),
    }
)


class Try(NamedTuple):
    """What is sent: a command's *text*, the *action* of a button with its *value*, or a modal that is *submitted*."""

    listener: str
    text: str = ""
    action: str = ""
    value: str = ""
    submitted: str = ""
    channel: str = OWN


TRIES = {
    "status": Try("admin.command", "status"),
    "edit": Try("admin.command", "endre vg1-over-to-ar"),
    "new": Try("admin.command", "ny regel"),
    "gaps": Try("admin.command", "hull"),
    "go on with edit": Try("admin.pressed", action=f"{tekster.OPEN}_endre_0", value="vg1-over-to-ar"),
    "go on with confirm": Try("admin.pressed", action=f"{tekster.OPEN}_bekreft_0", value="vg1-over-to-ar"),
    "go on with history": Try("admin.pressed", action=f"{tekster.OPEN}_historikk_0", value="vg1-over-to-ar"),
    "go on with undo": Try("admin.pressed", action=f"{tekster.OPEN}_angre_0", value="vg1-over-to-ar"),
    "undo a change": Try("admin.pressed", action=tekster.UNDO, value="vg1-over-to-ar"),
    "answer a gap": Try("admin.pressed", action=f"{NEW}_1", value='{"q":["a"]}'),
    "edited": Try("skjema.submitted", submitted=forms.EDIT, value='{"do": "ny", "kind": "regel"}'),
    "vouched": Try(
        "skjema.submitted", submitted=forms.VOUCH, value='{"do": "bekreft", "skolear": "2026-2027", "rader": []}'
    ),
    "save": Try("skjema.submitted", submitted=forms.SAVE),
    "approve": Try("kilder.approve", action=kildevarsel.APPROVE, channel=DESK),
    "send again": Try("varsel.again", action=RETRY, value=OWN, channel=DESK),
    "snooze": Try("paminnelse.snooze", action=SNOOZE, value=replace(WHOSE, day=date(2027, 1, 8)).value()),
    "finish": Try("paminnelse.finish", action=DONE, value=WHOSE.value()),
    "undo": Try("paminnelse.undo", action=UNDO, value=Knapp("2026-2027/ssb-host", "2026-12-01/-7d").value()),
    "calendar": Try("paminnelse.calendar", action=CALENDAR, value=WHOSE.value()),
}


class Gates:
    """A bot with something to do for each listener."""

    def __init__(self, stage: AdminStage) -> None:
        self.stage, self.database = stage, stage.house.store.database
        Marks(self.database).set_done("Vestland", "2026-2027/ssb-host", "U0AUTHOR", [OWN])
        sources = Sources(self.database)
        sources.look("regbok-a03", {"Vg1": ["Gammelt."]})
        seen = sources.look("regbok-a03", {"Vg1": ["Nytt."]}).seen
        self.button = kildevarsel.Knapp("regbok-a03", seen).value()
        self.sent = 0
        self.token = Proposals(self.database).keep(ADMIN, CHECKED)
        now = self.database.time()
        key = {"reminder": "x", "channel": OWN, "occurrence": "2026-12-01/-7d", "state": "failed"}
        times = {"due_at": now, "not_before": now, "closes_at": now.replace(year=now.year + 1)}
        with self.database.write() as connection:
            connection.execute(sa.insert(POST).values(**key, **times))

    async def send(self, one: Try, by: str) -> None:
        """Send it as *by*."""
        self.sent += 1
        payload: dict[str, Any] = {"trigger_id": f"sent{self.sent}", "user": {"id": by}}
        if one.text:
            await self.stage.admin(one.text, by)
            return
        if one.submitted:
            metadata = one.value or self.token
            state = {"values": {"felt:av": {"verdi": {"type": "plain_text_input", "value": "Kontoret"}}}}
            view = {"type": "modal", "id": "V", "callback_id": one.submitted, "private_metadata": metadata}
            payload |= {"type": "view_submission", "view": {**view, "state": state}}
        else:
            action = {"action_id": one.action, "type": "button", "value": one.value or self.button}
            payload |= {"type": "block_actions", "actions": [action], "channel": {"id": one.channel}}
            payload["container"] = {"type": "message", "message_ts": "30.1", "channel_id": one.channel}
            payload["response_url"] = self.stage.slack.url("/hook")
        await self.stage._send(urlencode({"payload": json.dumps(payload)}).encode())

    def state(self) -> Mapping[str, Any]:
        """Return all that can be changed or shown: rows, files, modals and what is uploaded."""
        with self.database.read() as connection:
            rows = {
                name: list(map(tuple, connection.execute(sa.select(table))))
                for name, table in METADATA.tables.items()
                if name not in ("seen", "audit")
            }
        opened = self.stage.slack.posted("views.open"), list(self.stage.slack.files)
        return rows | {"files": (self.stage.wheel(), self.stage.rules()), "opened": opened}


@pytest.fixture
async def gates(tmp_path: Path) -> AsyncIterator[Gates]:
    async with Slack() as slack:
        stage = AdminStage(slack, tmp_path)
        slack.answers["conversations.members"] = {"ok": True, "members": ["U0MEMBER"]}
        yield Gates(stage)
        await stage.close()


def listeners(bolt: AsyncApp) -> Counter[str]:
    """Return what listens, by module and name."""
    functions = (listener.ack_function for listener in bolt._async_listeners)  # type: ignore[attr-defined]
    return Counter(f"{one.__module__.rpartition('.')[2]}.{one.__name__}" for one in functions)


async def test_every_listener_is_open_to_all_or_tried_here(gates: Gates) -> None:
    guard = gates.stage.web.routes[0].endpoint  # type: ignore[attr-defined]

    assert listeners(guard._app._app) == OPEN + GATED
    assert {one.listener for one in TRIES.values()} == set(GATED)


@pytest.mark.parametrize("case", ["slack fails", "an outsider"])
async def test_who_may_not_changes_and_sees_nothing(gates: Gates, case: str) -> None:
    if case == "slack fails":
        for method in ("usergroups.users.list", "conversations.members"):
            gates.stage.slack.answers[method] = {"ok": False, "error": "internal_error"}
    before = gates.state()
    for name, one in TRIES.items():
        await gates.send(one, OTHER if case == "an outsider" else ADMIN)
        assert (name, gates.state()) == (name, before)

    assert {line.outcome for line in gates.stage.lines()} == {"nektet"}


async def test_who_may_is_let_through(gates: Gates) -> None:
    for name, one in TRIES.items():
        before, lines = gates.state(), len(gates.stage.lines())
        await gates.send(one, "U0MEMBER" if one.action in (DONE, SNOOZE, CALENDAR) else ADMIN)
        done = [line.outcome for line in gates.stage.lines()[lines:]]
        if one.action == CALENDAR:
            await gates.stage.settle()
        assert "nektet" not in done, name
        assert gates.state() != before or done, name
