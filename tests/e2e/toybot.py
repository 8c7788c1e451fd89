"""A bot that shows every kind of block and a modal, for looking at the page itself."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

import aiohttp
from pydantic_core import from_json
from starlette.applications import Starlette
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

if TYPE_CHECKING:
    from starlette.requests import Request

    from bot.web.lokal.server import Identity

Json = dict[str, Any]


def plain(text: str) -> Json:
    """Return a plain_text object."""
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> Json:
    """Return a mrkdwn object."""
    return {"type": "mrkdwn", "text": text}


def button(action_id: str, text: str, **more: Any) -> Json:
    """Return a button."""
    return {"type": "button", "action_id": action_id, "text": plain(text)} | more


def options(*names: str) -> list[Json]:
    """Return options whose values are their names."""
    return [{"text": plain(name), "value": name} for name in names]


def field(block_id: str, label: str, element: Json, **more: Any) -> Json:
    """Return an input block."""
    return {"type": "input", "block_id": block_id, "label": plain(label), "element": element} | more


def text(words: str, **style: bool) -> Json:
    """Return a text element of rich_text."""
    return {"type": "text", "text": words, "style": style}


_LIST = {"type": "rich_text_section", "elements": [text("punkt")]}
BLOCKS: list[Json] = [
    {"type": "header", "text": plain("Overskrift <b>")},
    {
        "type": "section",
        "text": mrkdwn("*fet* _kursiv_ ~strøket~ `TPTIP1H---` &lt;img src=x&gt; <https://udir.no|Udir>"),
    },
    {"type": "section", "fields": [mrkdwn("*Felt 1*\nverdi"), mrkdwn("*Felt 2*\nverdi")]},
    {"type": "section", "text": plain("Med knapp"), "accessory": button("ved", "Ved siden av")},
    {"type": "image", "image_url": "https://bilder.example/x.png", "alt_text": "Et bilde"},
    {
        "type": "rich_text",
        "elements": [
            {
                "type": "rich_text_section",
                "elements": [text("Kode "), text("TPTIP1A---", code=True), text(" fet", bold=True)],
            },
            {"type": "rich_text_list", "style": "bullet", "elements": [_LIST, _LIST]},
            {"type": "rich_text_preformatted", "elements": [text("kodevakt kode")]},
            {"type": "rich_text_quote", "elements": [text("sitat")]},
        ],
    },
    {
        "type": "table",
        "rows": [
            [{"type": "raw_text", "text": "Kode"}, {"type": "raw_text", "text": "Betydning"}],
            [{"type": "raw_text", "text": "TPTIP1A---"}, {"type": "raw_text", "text": "Første året"}],
        ],
    },
    {"type": "divider"},
    {"type": "context", "elements": [mrkdwn("Kilde: håndboken"), mrkdwn("lest <!date^0^{date}|da>")]},
    {
        "type": "actions",
        "elements": [
            button("skjema", "Åpne skjema", style="primary"),
            button(
                "fjern",
                "Fjern",
                style="danger",
                confirm={
                    "title": plain("Fjerne?"),
                    "text": plain("Sikker?"),
                    "confirm": plain("Ja"),
                    "deny": plain("Nei"),
                },
            ),
            {
                "type": "static_select",
                "action_id": "fylke",
                "placeholder": plain("Velg fylke"),
                "options": options("Oslo", "Vestland"),
            },
        ],
    },
]
MODAL: Json = {
    "type": "modal",
    "title": plain("Meld inn"),
    "submit": plain("Send inn"),
    "blocks": [
        field(
            "hva",
            "Hva manglet?",
            {"type": "plain_text_input", "action_id": "v", "multiline": True},
            hint=plain("Ingen navn."),
        ),
        field(
            "fylke",
            "Fylke",
            {"type": "static_select", "action_id": "v", "options": options("Oslo", "Vestland")},
        ),
        field(
            "hast",
            "Haster det?",
            {"type": "radio_buttons", "action_id": "v", "options": options("Ja", "Nei")},
            optional=True,
        ),
        field(
            "hvem",
            "Hvem gjelder det?",
            {"type": "checkboxes", "action_id": "v", "options": options("Elev", "Lærling")},
            optional=True,
        ),
        field("dag", "Når?", {"type": "datepicker", "action_id": "v"}, optional=True),
    ],
}


class Toy:
    """Answers every command with all the blocks; its first button opens the modal, its second removes."""

    def __init__(self, identity: Identity) -> None:
        self._identity = identity
        self.submitted: list[Json] = []
        self.may_answer = threading.Event()
        self.may_answer.set()

    def app(self) -> Starlette:
        """Return the bot's HTTP side."""
        return Starlette(routes=[Route("/slack/events", self._answer, methods=["POST"])])

    async def _answer(self, request: Request) -> Response:
        form = dict(parse_qsl((await request.body()).decode()))
        if "payload" not in form:
            return JSONResponse({"text": "Alt", "blocks": BLOCKS})
        payload = from_json(form["payload"])
        if payload["type"] == "view_submission":
            return self._submit(payload["view"]["state"]["values"])
        await asyncio.to_thread(self.may_answer.wait, 20)
        await self._click(payload)
        return Response()

    def _submit(self, values: Json) -> Response:
        if len(values["hva"]["v"]["value"]) < 10:
            return JSONResponse({"response_action": "errors", "errors": {"hva": "Skriv minst ti tegn."}})
        self.submitted.append(values)
        return Response()

    async def _click(self, payload: Json) -> None:
        action = payload["actions"][0]
        if action["action_id"] == "skjema":
            await self._post("/api/views.open", {"trigger_id": payload["trigger_id"], "view": MODAL})
        elif action["action_id"] == "fjern":
            await self._post(payload["response_url"], {"delete_original": True})
        else:
            chosen = action.get("selected_option", {}).get("value", action["action_id"])
            await self._post(payload["response_url"], {"replace_original": True, "text": f"Valgt: {chosen}"})

    async def _post(self, url: str, body: Json) -> None:
        headers = {"Authorization": f"Bearer {self._identity.token}"}
        address = url if url.startswith("http") else self._identity.base + url
        async with (
            aiohttp.ClientSession() as session,
            session.post(address, json=body, headers=headers) as response,
        ):
            assert response.status == 200
