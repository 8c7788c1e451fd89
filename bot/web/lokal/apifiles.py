"""The methods that take files: an address to put one at, the file itself, and the message that shows it."""

from __future__ import annotations

import json
import re
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.web.lokal import places
from bot.web.lokal.apichat import channel_of
from bot.web.lokal.apierror import ApiError

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request

    from bot.web.lokal.tickets import Tickets
    from bot.web.lokal.workspace import Workspace

Json = dict[str, Any]
FILE_MAX = 5_000_000
_KINDS = {b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg", b"GIF8": "image/gif"}
_QUOTED = re.compile(r"[^\w.-]", re.ASCII)
_CALENDAR = b"BEGIN:VCALENDAR"


@dataclass(slots=True)
class _File:
    name: str
    alt: str
    content: bytes = b""


class Files:
    """The files of the workspace, in memory. *base* is the server's own address."""

    def __init__(self, base: str) -> None:
        self._base = base
        self._files: dict[str, _File] = {}

    def routes(self) -> list[Route]:
        """Return where files are put and shown."""
        return [
            Route("/fil/{name}", self._take, methods=["POST"]),
            Route("/fil/{name}", self._give, methods=["GET"]),
        ]

    def methods(self) -> dict[str, Callable[[Workspace, Tickets, Json], Json]]:
        """Return the methods of the Web API."""
        return {"files.getUploadURLExternal": self._address, "files.completeUploadExternal": self._complete}

    def _address(self, _workspace: Workspace, _tickets: Tickets, arguments: Json) -> Json:
        if not arguments.get("filename") or not 0 < int(arguments.get("length") or 0) <= FILE_MAX:
            raise ApiError("invalid_arguments")
        file_id = f"F{secrets.token_hex(8).upper()}"
        self._files[file_id] = _File(str(arguments["filename"]), str(arguments.get("alt_txt") or ""))
        return {"file_id": file_id, "upload_url": f"{self._base}/fil/{file_id}"}

    def _complete(self, workspace: Workspace, _tickets: Tickets, arguments: Json) -> Json:
        given = arguments.get("files")
        listed = json.loads(given) if isinstance(given, str) else given
        shown = [(str(one.get("id")), one.get("title") or "") for one in listed or [] if isinstance(one, dict)]
        if not shown or any(name not in self._files or not self._files[name].content for name, _ in shown):
            raise ApiError("file_not_found")
        if arguments.get("channel_id"):
            channel = channel_of({"channel": arguments["channel_id"]})
            comment = str(arguments.get("initial_comment") or "")
            words = [{"type": "section", "text": {"type": "mrkdwn", "text": comment}}] if comment else []
            blocks = [*words, *(self._block(name, title) for name, title in shown)]
            more = {"thread_ts": arguments.get("thread_ts") or None}
            workspace.post(channel, places.BOT.id, comment or shown[0][1], blocks=blocks, **more)
        return {"files": [{"id": name, "title": title} for name, title in shown]}

    def _block(self, name: str, title: str) -> Json:
        file = self._files[name]
        if file.content.startswith(_CALENDAR):
            words = (title or file.name).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
            link = f"<{self._base}/fil/{name}|{words}>"
            return {"type": "section", "text": {"type": "mrkdwn", "text": f"{link} (last ned)"}}
        caption = {"title": {"type": "plain_text", "text": title}} if title else {}
        return {"type": "image", "image_url": f"/fil/{name}", "alt_text": file.alt or file.name, **caption}

    async def _take(self, request: Request) -> Response:
        file = self._files.get(request.path_params["name"])
        content = await request.body()
        if file is None or file.content or len(content) > FILE_MAX:
            return PlainTextResponse("file_not_found", 404)
        file.content = content
        return PlainTextResponse(f"OK - {len(content)}")

    async def _give(self, request: Request) -> Response:
        file = self._files.get(request.path_params["name"])
        if file and file.content.startswith(_CALENDAR):
            headers = {"content-disposition": f'attachment; filename="{_QUOTED.sub("", file.name)}"'}
            return Response(file.content, media_type="text/calendar", headers=headers)
        kind = next((kind for sign, kind in _KINDS.items() if file and file.content.startswith(sign)), None)
        if file is None or kind is None:
            return PlainTextResponse("file_not_found", 404)
        return Response(file.content, media_type=kind)
