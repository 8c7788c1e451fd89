"""Slack's Web API, as far as the bot calls it: one address, answers and errors shaped like Slack's."""

from __future__ import annotations

import json
from email.utils import format_datetime
from typing import TYPE_CHECKING, Any, TypeAlias
from urllib.parse import parse_qsl

from starlette.responses import JSONResponse, PlainTextResponse

from bot.web.lokal import apichat, apiother, apiviews
from bot.web.lokal.apierror import ApiError
from bot.web.lokal.tickets import TicketError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from starlette.requests import Request
    from starlette.responses import Response

    from bot.web.lokal.tickets import Tickets
    from bot.web.lokal.workspace import Workspace

Json = dict[str, Any]
Method: TypeAlias = "Callable[[Workspace, Tickets, Json], Json]"
_METHODS = apichat.METHODS | apiother.METHODS | apiviews.METHODS
_JSON_ARGUMENTS = ("blocks", "metadata", "view")


class WebApi:
    """Answers the bot's calls to the Web API (*more* are methods besides the usual) and to the response_urls."""

    def __init__(self, workspace: Workspace, tickets: Tickets, token: str, more: Mapping[str, Method]) -> None:
        self._methods = _METHODS | dict(more)
        self._workspace = workspace
        self._tickets = tickets
        self._token = token

    async def call(self, request: Request) -> Response:
        """Answer one call of a method."""
        try:
            arguments = await _arguments(request)
            self._authorise(request, arguments)
            answer: Json = {"ok": True} | self._run(request.path_params["method"], arguments)
        except ApiError as error:
            answer = {"ok": False, "error": error.word} | error.more
        # Slack's clock is the workspace's: the bot compares it with its own.
        return JSONResponse(answer, headers={"Date": format_datetime(self._workspace.now(), usegmt=True)})

    def _authorise(self, request: Request, arguments: Json) -> None:
        header = request.headers.get("authorization", "").removeprefix("Bearer ")
        token = header or arguments.get("token")
        if not token:
            raise ApiError("not_authed")
        if token != self._token:
            raise ApiError("invalid_auth")

    def _run(self, method: str, arguments: Json) -> Json:
        if method not in self._methods:
            raise ApiError("unknown_method", req_method=method)
        try:
            return self._methods[method](self._workspace, self._tickets, arguments)
        except TicketError as error:
            raise ApiError(str(error)) from error
        except ValueError as error:
            raise ApiError("invalid_arguments") from error

    async def answer(self, request: Request) -> Response:
        """Answer a post to a response_url."""
        try:
            address = self._tickets.use_address(request.path_params["name"])
            apichat.answer(self._workspace, address, json.loads(await request.body()))
        except TicketError as error:
            return PlainTextResponse(str(error), 404)
        except ApiError as error:
            return PlainTextResponse(error.word, 400)
        except ValueError:
            return PlainTextResponse("invalid_payload", 400)
        return PlainTextResponse("ok")


async def _arguments(request: Request) -> Json:
    """Return the arguments of a call, whichever of Slack's three ways they came."""
    given: Json = dict(request.query_params)
    if request.headers.get("content-type", "").startswith("application/json"):
        return given | _body(await request.body())
    given |= parse_qsl((await request.body()).decode())
    for key in _JSON_ARGUMENTS:
        if isinstance(given.get(key), str):
            given[key] = _json(given[key])
    return given


def _body(raw: bytes) -> Json:
    try:
        body = json.loads(raw or b"{}")
    except ValueError as error:
        raise ApiError("invalid_json") from error
    if not isinstance(body, dict):
        raise ApiError("json_not_object")
    return body


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text
