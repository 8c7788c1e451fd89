"""What Slack sends, judged once: no body, signed or not, is a fault of ours."""

from __future__ import annotations

import asyncio
import json
import logging
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest
import structlog
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from slack_stage import NEXT_SECRET, Slack, Stage, sign

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FORM = "application/x-www-form-urlencoded"

MALFORMED = {
    "nothing": (b"", FORM),
    "no command": (b"text=hei", FORM),
    "half a payload": (b"payload={bad", FORM),
    "a payload that is a list": (b"payload=[]", FORM),
    "a deep payload": (b"payload=" + b"[" * 20_000, FORM),
    "bytes that are not text": (b"command=%ff%fe&text=%ff", FORM),
    "raw bytes that are not text": (b"command=\xff\xfe", FORM),
    "too many fields": (b"&".join(b"a%d=1" % n for n in range(5000)), FORM),
    "an empty object": (b"{}", "application/json"),
    "null": (b"null", "application/json"),
    "a number": (b"7", "application/json"),
    "deep json": (b'{"a":' * 10_000, "application/json"),
    "half a character": (
        b'{"type":"event_callback","event_id":"\\ud800","event":{"type":"x"}}',
        "application/json",
    ),
    "an event without an id": (b'{"type":"event_callback","event":{"type":"message"}}', "application/json"),
    "an event that is a string": (
        b'{"type":"event_callback","event_id":"1","event":"x"}',
        "application/json",
    ),
    "a click without actions": (
        b'payload={"type":"block_actions","trigger_id":"1","user":{"id":"U1"},"actions":[]}',
        FORM,
    ),
    "an unknown type": (b'payload={"type":"shortcut"}', FORM),
}


@pytest.mark.parametrize(("body", "kind"), MALFORMED.values(), ids=MALFORMED)
async def test_a_malformed_body_is_a_bad_request_even_when_signed(stage: Stage, body: bytes, kind: str) -> None:
    with structlog.testing.capture_logs() as logs:
        response = await stage.send(body, kind)

    assert response.status_code == 400
    assert [entry["event"] for entry in logs] == ["payload_refused"]


_ODD: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.sampled_from(["block_actions", "app_mention"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "type", "value", "channel"]), inner)
    ),
    max_leaves=6,
)


_KEYS = [
    "type",
    "event",
    "event_id",
    "team",
    "team_id",
    "user",
    "user_id",
    "channel",
    "channel_id",
    "actions",
    "container",
    "message",
    "view",
    "trigger_id",
    "authorizations",
    "enterprise",
    "response_url",
    "response_urls",
    "command",
    "text",
    "is_enterprise_install",
    "bot_access_token",
]


_BASES: list[dict[str, Any]] = [
    {
        "type": "event_callback",
        "event_id": "1",
        "event": {"type": "app_mention", "channel": "C1", "user": "U1", "ts": "1"},
    },
    {
        "type": "block_actions",
        "trigger_id": "1",
        "user": {"id": "U1"},
        "actions": [{"type": "button", "action_id": "del"}],
    },
    {
        "type": "block_actions",
        "trigger_id": "2",
        "user": {"id": "U1"},
        "channel": {"id": "C46"},
        "actions": [
            {
                "type": "static_select",
                "action_id": "paminnelse_minn",
                "selected_option": {"value": '{"r":"2023-2024/a","o":"2023-09-22/-7d","d":"2023-09-20"}'},
            }
        ],
    },
    {"type": "url_verification", "challenge": "x"},
    {},
]


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(base=st.sampled_from(_BASES), odd=st.dictionaries(st.sampled_from(_KEYS), _ODD, max_size=4))
def test_no_shape_of_a_signed_payload_is_a_fault_of_ours(
    stage_in_loop: tuple[Stage, asyncio.AbstractEventLoop], base: dict[str, Any], odd: dict[str, Any]
) -> None:
    stage, loop = stage_in_loop
    payload = json.dumps(base | odd)
    for body, kind in (
        (payload.encode(), "application/json"),
        (urlencode({"payload": payload}).encode(), FORM),
    ):
        with structlog.testing.capture_logs() as logs:
            response = loop.run_until_complete(stage.send(body, kind))

        assert response.status_code in (200, 400)
        assert "failed" not in [entry["event"] for entry in logs]


@pytest.fixture
def stage_in_loop(tmp_path: Path) -> Iterator[tuple[Stage, asyncio.AbstractEventLoop]]:
    """Return a stage and the loop it lives in, for tests that run many requests in one go."""
    loop = asyncio.new_event_loop()
    slack = loop.run_until_complete(Slack().__aenter__())
    stage = Stage(slack, tmp_path)
    yield stage, loop
    loop.run_until_complete(stage.close())
    loop.run_until_complete(slack.__aexit__())
    loop.close()


async def test_nothing_of_a_refused_body_is_logged(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    body = urlencode({"command": "/kode", "text": "01017012345 hundehvalp"}).encode()
    with caplog.at_level(logging.DEBUG), structlog.testing.capture_logs() as logs:
        wrong = sign(body, stage.clock.at, NEXT_SECRET[::-1]) | {"content-type": FORM}
        refused = await stage.http.post("/slack/events", content=body, headers=wrong)
        await stage.send(body.replace(b"command", b"kommando"), FORM)

    assert refused.status_code == 401
    assert "hundehvalp" not in f"{logs}{caplog.text}"


async def test_slack_may_check_the_address_and_the_certificate(stage: Stage) -> None:
    challenge = await stage.send(b'{"type":"url_verification","challenge":"abc"}', "application/json")
    check = await stage.send(b"ssl_check=1&token=x", FORM)

    assert (challenge.status_code, challenge.text) == (200, "abc")
    assert check.status_code == 200


@pytest.mark.parametrize(("method", "path"), [("GET", "/slack/events"), ("PUT", "/slack/events"), ("POST", "/annet")])
async def test_other_methods_and_paths_lead_nowhere(stage: Stage, method: str, path: str) -> None:
    response = await stage.http.request(method, path)

    assert response.status_code in (404, 405)
