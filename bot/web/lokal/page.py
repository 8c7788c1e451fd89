"""The addresses that the page in the browser uses."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, Field, ValidationError
from starlette.responses import FileResponse, JSONResponse, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from bot.web.lokal import limits, places
from bot.web.lokal.acting import Actor, StaleError
from bot.web.lokal.hub import as_event

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute

    from bot.web.lokal.workspace import Workspace

STATIC = Path(__file__).parent / "static"
_CHANGED = "Det du brukte, er endret i mellomtiden. Prøv igjen."


class Said(BaseModel):
    """Something written in the message box."""

    channel: str
    text: str = Field(max_length=limits.TEXT)
    thread_ts: str | None = None


class Used(BaseModel):
    """An element used: in a message (*channel*, *ts*) or in a view (*view_id*)."""

    block_id: str
    action_id: str
    value: Any = None
    values: dict[str, dict[str, Any]] = {}
    channel: str = ""
    ts: str = ""
    view_id: str = ""


class Form(BaseModel):
    """A modal, submitted or closed."""

    view_id: str
    values: dict[str, dict[str, Any]] = {}


class Page:
    """Serves the page and does what the person does there."""

    def __init__(self, workspace: Workspace, actor: Actor) -> None:
        self._workspace = workspace
        self._actor = actor

    def routes(self) -> list[BaseRoute]:
        """Return the page's own routes."""
        return [
            Route("/", self._index),
            Mount("/static", StaticFiles(directory=STATIC)),
            Route("/lokal/strom", self._stream),
            Route("/lokal/send", _guarded(self._send), methods=["POST"]),
            Route("/lokal/klikk", _guarded(self._click), methods=["POST"]),
            Route("/lokal/skjema", _guarded(self._submit), methods=["POST"]),
            Route("/lokal/lukk", _guarded(self._close), methods=["POST"]),
            Route("/lokal/hjem", _guarded(self._home), methods=["POST"]),
        ]

    async def _index(self, _request: Request) -> Response:
        return FileResponse(STATIC / "index.html")

    async def _stream(self, _request: Request) -> Response:
        first = as_event("snapshot", self._workspace.snapshot())
        return StreamingResponse(self._workspace.hub.stream(first), media_type="text/event-stream")

    async def _send(self, request: Request) -> dict[str, Any]:
        said = Said.model_validate_json(await request.body())
        if said.channel not in places.CHANNELS:
            raise StaleError
        await self._actor.say(said.channel, said.text, said.thread_ts)
        return {}

    async def _click(self, request: Request) -> dict[str, Any]:
        used = Used.model_validate_json(await request.body())
        spot = (used.block_id, used.action_id)
        if used.view_id:
            return {"fault": await self._actor.click_in_view(used.view_id, spot, used.value, used.values)}
        await self._actor.click(used.channel, used.ts, spot, used.value, used.values)
        return {}

    async def _submit(self, request: Request) -> dict[str, Any]:
        form = Form.model_validate_json(await request.body())
        return await self._actor.submit(form.view_id, form.values)

    async def _close(self, request: Request) -> dict[str, Any]:
        await self._actor.close(Form.model_validate_json(await request.body()).view_id)
        return {}

    async def _home(self, _request: Request) -> dict[str, Any]:
        await self._actor.open_home()
        return {}


def _guarded(
    work: Callable[[Request], Awaitable[dict[str, Any]]],
) -> Callable[[Request], Awaitable[Response]]:
    """Return an endpoint that says in words what a request could not be used for."""

    async def endpoint(request: Request) -> Response:
        try:
            return JSONResponse(await work(request))
        except StaleError:
            return JSONResponse({"fault": _CHANGED}, 409)
        except ValidationError as error:
            too_long = any(one["type"] == "string_too_long" for one in error.errors())
            words = f"Meldingen er over {limits.TEXT} tegn." if too_long else "Forespørselen kunne ikke leses."
            return JSONResponse({"fault": words}, 400)

    return endpoint
