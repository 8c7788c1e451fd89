"""The whole bot over small files of its own, with signed requests in front and a stand-in for Slack behind."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import httpx
import small_knowledge
import sqlalchemy as sa
from slack_stage import SECRET, TOKEN, Clock, Slack, sign

from bot import app as root
from bot.adapters.store.audit import Audit
from bot.adapters.store.tables import AUDIT
from bot.config import Settings
from bot.house import House

if TYPE_CHECKING:
    from pathlib import Path

GROUP, ADMIN, OTHER = "S0ADMIN", "U0ADMIN", "U0OTHER"
WHEEL = """\
# Årshjulet
skolear: 2026-2027
status: utkast
pr_dato: '2026-08-21'
kilde: regbok-a03
kategorier:
- {id: ssb, navn: "SSB"}
rader:
# --- høsten ---
- id: ssb-host
  dato: '2026-12-01'   # en tirsdag
  fra: ["Skolene"]
  hva: "Elevdata til SSB."
  kategori: ssb
  anslag: true
- id: retting
  dato: '2027-01-15'
  hva: "Siste frist for retting."
  kategori: ssb
  bekreftet: {av: "Inntakskontoret", dato: '2026-09-01'}
"""
FYLKER = """\
fylker:
- {nr: '03', navn: Oslo, malform: noytral}
- {nr: '46', navn: Vestland, malform: nn}
"""
KANALER = "kanaler:\n- {id: C0VESTLAND, fylke: Vestland, utkast: true}\n"


class AdminStage:
    """A bot whose admins are ADMIN; its files are in *knowledge* and *schedules*."""

    def __init__(self, slack: Slack, folder: Path) -> None:
        self.slack, self.clock = slack, Clock()
        self.knowledge, self.schedules = small_knowledge.copy(folder), folder / "schedules"
        (self.schedules / "arshjul").mkdir(parents=True)
        for name, text in (("arshjul/2026-2027.yaml", WHEEL), ("fylker.yaml", FYLKER), ("kanaler.yaml", KANALER)):
            (self.schedules / name).write_text(text, encoding="utf-8")
        self.members(ADMIN)
        slack.answers["users.info"] = {"ok": True, "user": {"profile": {"display_name": "Kari Administrator"}}}
        self.house, self.http = self._started(folder)
        self.audit = Audit(self.house.store.database)
        self._count = 0

    def _started(self, folder: Path) -> tuple[House, httpx.AsyncClient]:
        environ = {
            "SLACK_BOT_TOKEN": TOKEN,
            "SLACK_SIGNING_SECRET": SECRET,
            "SLACK_API_URL": self.slack.url("/api/"),
            "DATABASE_URL": f"sqlite:///{folder / 'kodevakt.sqlite3'}",
            "KODEVAKT_KNOWLEDGE": str(self.knowledge),
            "KODEVAKT_SCHEDULES": str(self.schedules),
            "KODEVAKT_ADMIN_GROUP": GROUP,
            "KODEVAKT_ADMIN_CHANNEL": "C0ADMIN",
        }
        settings = Settings.from_env(environ)
        house = House(settings, now=self.clock.now)
        web = root.build_web(settings, house, self.clock.now)
        self.web = web
        return house, httpx.AsyncClient(transport=httpx.ASGITransport(web), base_url="http://kodevakt")

    def members(self, *users: str) -> None:
        """Let these be the members of the admins' group."""
        self.slack.answers["usergroups.users.list"] = {"ok": True, "users": list(users)}

    def wheel(self) -> str:
        """Return the wheel as it stands in its file."""
        return (self.schedules / "arshjul" / "2026-2027.yaml").read_text(encoding="utf-8")

    def rules(self) -> str:
        """Return the rules as they stand in their file."""
        return (self.knowledge / "regler.yaml").read_text(encoding="utf-8")

    def lines(self) -> list[Any]:
        """Return every line of the audit, oldest first."""
        with self.house.store.database.read() as connection:
            return list(connection.execute(sa.select(AUDIT).order_by(AUDIT.c.id)).all())

    async def type(self, command: str, text: str, by: str = ADMIN) -> dict[str, Any]:
        """Type a command and return what is answered in the acknowledgement, nothing when it opened a modal."""
        self._count += 1
        form = {"command": command, "text": text, "user_id": by, "team_id": "T1", "channel_id": "C1"}
        form |= {"trigger_id": f"t{self._count}", "response_url": self.slack.url("/hook")}
        response = await self._send(urlencode(form).encode())
        return dict(response.json()) if response.content else {}

    async def admin(self, text: str, by: str = ADMIN) -> dict[str, Any]:
        """Type ``/kodeadmin``."""
        return await self.type("/kodeadmin", text, by)

    def view(self) -> dict[str, Any]:
        """Return the modal that was opened last."""
        opened = self.slack.posted("views.open")[-1]["view"]
        return dict(json.loads(opened) if isinstance(opened, str) else opened)

    async def submit(self, view: dict[str, Any], by: str = ADMIN, **typed: str) -> dict[str, Any]:
        """Submit *view* with what is *typed* in its fields (``dato``, ``tittel__nb``), and return the answer."""
        self._count += 1
        values = {key.replace("__", "."): value for key, value in typed.items()}
        payload = {
            "type": "view_submission",
            "trigger_id": f"t{self._count}",
            "user": {"id": by},
            "team": {"id": "T1"},
            "view": {**view, "id": f"V{self._count}", "state": {"values": state(view, values)}},
        }
        response = await self._send(urlencode({"payload": json.dumps(payload)}).encode())
        return dict(response.json()) if response.content else {}

    async def press(self, button: dict[str, Any], by: str = ADMIN) -> None:
        """Press a button of an answer that only *by* sees."""
        self._count += 1
        container = {"type": "message", "message_ts": "30.1", "channel_id": "C1", "is_ephemeral": True}
        body: dict[str, Any] = {
            "type": "block_actions",
            "trigger_id": f"t{self._count}",
            "user": {"id": by},
            "container": container,
        }
        body |= {"channel": {"id": "C1"}, "response_url": self.slack.url("/hook"), "actions": [button]}
        await self._send(urlencode({"payload": json.dumps(body)}).encode())

    async def _send(self, body: bytes) -> httpx.Response:
        headers = sign(body, self.clock.now()) | {"content-type": "application/x-www-form-urlencoded"}
        response = await self.http.post("/slack/events", content=body, headers=headers)
        assert response.status_code == 200, response.text
        return response

    async def settle(self) -> None:
        """Let what is done after the answers be done, as at an orderly end."""
        async with self.web.router.lifespan_context(self.web):
            pass

    async def close(self) -> None:
        """Let go of everything."""
        await self.http.aclose()
        self.house.store.close()


def state(view: dict[str, Any], typed: dict[str, str]) -> dict[str, Any]:
    """Return what Slack sends of the fields of *view*: what stood there, or what is *typed* instead."""
    found: dict[str, Any] = {}
    for block in view["blocks"]:
        if block["type"] != "input":
            continue
        key, element = block["block_id"].removeprefix("felt:"), block["element"]
        stood = element.get("initial_value") or element.get("initial_option", {}).get("value")
        value = typed.pop(key, stood) or None
        option = {"type": "static_select", "selected_option": {"value": value} if value else None}
        text = {"type": "plain_text_input", "value": value}
        found[block["block_id"]] = {"verdi": option if element["type"] == "static_select" else text}
    assert not typed, f"no such field: {typed}"
    return found
