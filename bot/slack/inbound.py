"""What Slack sends, judged once at the edge: what comes out has the right shape, and only fields named here.

Bolt trusts the shape of a payload, so a malformed one would raise deep inside it. A listener that needs
another field adds it to the model.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal
from urllib.parse import parse_qsl

from pydantic import BaseModel, Field, TypeAdapter, ValidationError

if TYPE_CHECKING:
    from collections.abc import Mapping

_FIELDS_MAX = 64


class Malformed(ValueError):  # noqa: N818 - it is a value that is malformed, as in pydantic and stdnum
    """The body is not something that Slack sends."""


class _Command(BaseModel):
    command: str
    text: str = ""
    trigger_id: str | None = None
    response_url: str | None = None
    team_id: str | None = None
    channel_id: str | None = None
    user_id: str | None = None


class _Event(BaseModel):
    type: str
    subtype: str | None = None
    channel: str | None = None
    channel_type: str | None = None
    user: str | None = None
    bot_id: str | None = None
    text: str | None = None
    ts: str | None = None
    thread_ts: str | None = None


class _EventCallback(BaseModel):
    type: Literal["event_callback"]
    event_id: str
    team_id: str | None = None
    event: _Event


class _Id(BaseModel):
    id: str


class _Option(BaseModel):
    value: str


class _Action(BaseModel):
    type: str
    action_id: str
    block_id: str | None = None
    value: str | None = None
    selected_option: _Option | None = None


class _Container(BaseModel):
    type: str | None = None
    message_ts: str | None = None
    thread_ts: str | None = None
    channel_id: str | None = None
    is_ephemeral: bool = False


class _BlockActions(BaseModel):
    type: Literal["block_actions"]
    trigger_id: str
    response_url: str | None = None
    user: _Id
    team: _Id | None = None
    channel: _Id | None = None
    container: _Container = _Container()
    actions: Annotated[list[_Action], Field(min_length=1)]


class _Entered(BaseModel):
    value: str | None = None
    selected_option: _Option | None = None


class _State(BaseModel):
    values: dict[str, dict[str, _Entered]] = {}


class _View(BaseModel):
    type: Literal["modal"]
    id: str
    callback_id: str = ""
    private_metadata: str = ""
    state: _State = _State()


class _ViewSubmission(BaseModel):
    type: Literal["view_submission"]
    trigger_id: str = ""
    user: _Id
    team: _Id | None = None
    view: _View


class _UrlVerification(BaseModel):
    type: Literal["url_verification"]
    challenge: str


_JSON: TypeAdapter[BaseModel] = TypeAdapter(
    Annotated[_EventCallback | _BlockActions | _ViewSubmission | _UrlVerification, Field(discriminator="type")]
)


def read(body: bytes, content_type: str) -> dict[str, Any]:
    """Return the payload of an HTTP request.

    Raises:
        Malformed: it is neither a command, an event, a click nor a modal that is submitted, or lacks what that needs.
    """
    try:
        if content_type.startswith("application/json"):
            return _JSON.validate_json(body).model_dump(exclude_none=True)
        form = dict(parse_qsl(body.decode(), keep_blank_values=True, errors="strict", max_num_fields=_FIELDS_MAX))
        if "payload" in form:
            return _JSON.validate_json(form["payload"]).model_dump(exclude_none=True)
        return _command(form)
    except ValueError as error:
        raise Malformed(type(error).__name__) from error


def judge(payload: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return the payload of a Socket Mode envelope; as `read`."""
    try:
        if payload is not None and "command" in payload:
            return _command(payload)
        return _JSON.validate_python(payload).model_dump(exclude_none=True)
    except ValidationError as error:
        raise Malformed(type(error).__name__) from error


def _command(payload: Mapping[str, Any]) -> dict[str, Any]:
    return _Command.model_validate(payload).model_dump(exclude_none=True)
