"""What goes wrong at the Slack edge: odd input, faults of ours, faults of Slack's, and Socket Mode."""

from __future__ import annotations

import asyncio
import gc
import json
import logging
import re
import socket
import sys
import threading
from typing import TYPE_CHECKING, Any

import httpx
import pytest
import structlog
import uvicorn
from fuzz.asgi import written
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_stage import TOKEN, buttons, strings

from bot import app as root
from bot.errors import ConfigError
from bot.slack import logs
from bot.slack.socket import SocketMode

if TYPE_CHECKING:
    from slack_bolt.app.async_app import AsyncApp
    from slack_stage import Stage

TO_AR = "TIP-elev som tar vg1 over to år"

ODD = [
    "<!channel> hva nå",
    "<!here|x>",
    "<!subteam^S012|@alle>",
    "<@U012> og &lt;!channel&gt;",
    "&amp;lt;!channel&amp;gt;",
    "<http://evil.example|klikk>",
    "</script><b>vg1</b> & co",
    "'; DROP TABLE seen; --",
    "TPTIP\u200b1A\u202e---\u0007 vg1?",
    "😀👩‍👩‍👧 \ufeff hva?",
    "Ѕtуlе kоdе?",
    "%00 %s {0} {phrases} \\",
    "~_*`VGTIP1H---`*_~ ?",
    "a" * 5000,
]


@pytest.mark.parametrize("text", ODD, ids=range(len(ODD)))
async def test_odd_text_is_answered_and_nothing_is_echoed_unescaped(stage: Stage, text: str) -> None:
    replies = [await stage.kode(text)]
    await stage.mention(text)
    await stage.direct(f"{text} over to år")
    replies += stage.slack.posted()
    for button in buttons(replies[-1]).values():
        await stage.press(button)
    replies += stage.slack.hooked

    assert len(replies) >= 3
    for reply in replies:
        assert reply["text"]
        for string in strings(reply):
            assert "<" not in string.replace("<https://www.udir.no/a03?x=1&amp;y=2|", "")
            assert not any(unseen in string for unseen in "\u200b\u202e\u0007\ufeff\u200d")


async def test_a_long_question_is_read_to_its_limit_and_it_says_so(stage: Stage) -> None:
    reply = await stage.kode("vg1 " * 1250)

    assert "leste bare de første 1000 tegnene" in reply["text"]
    assert len(stage.responder.asked[0][0]) == 1000


@pytest.mark.parametrize("text", ["knekk: hundehvalp", "knekk over to år"])
async def test_a_fault_of_ours_is_told_and_logged_without_the_users_words(
    stage: Stage, text: str, caplog: pytest.LogCaptureFixture
) -> None:
    with structlog.testing.capture_logs() as entries, caplog.at_level(logging.DEBUG):
        reply = await stage.kode(text)
        await stage.mention(text)
        await stage.direct(text)
        await stage.press({"action_id": "spor_0", "value": json.dumps({"q": text, "a": []})})

    told = [reply, *stage.slack.posted(), *stage.slack.hooked]
    assert ["gikk galt hos oss" in one["text"] for one in told] == [True] * 4
    assert [entry["event"] for entry in entries] == ["failed"] * 4
    assert entries[0]["error"] == "RuntimeError"
    assert entries[0]["where"].startswith("slack_says.py:")
    assert "hundehvalp" not in f"{entries}{caplog.text}"


def test_only_fields_that_were_judged_harmless_reach_the_log() -> None:
    with written("INFO") as said:
        logs.log.info("failed", error="KeyError", text="hundehvalp", body={"a": 1})
        logs.log.debug("for stille")
        logging.getLogger("slack_bolt").warning("hunde\nhvalp")
        logging.getLogger("slack_bolt").info("for stille")
        logging.getLogger("uvicorn.error").error("[Errno 98] address %s in use\nhundehvalp", "127.0.0.1")
    ours, theirs, the_servers = (json.loads(line) for line in said.getvalue().splitlines())

    assert set(ours) == {"event", "error", "level", "timestamp"}
    assert set(theirs) == {"event", "level", "timestamp", "logger", "where"}
    assert (theirs["event"], theirs["level"], theirs["logger"]) == ("library", "warning", "slack_bolt")
    assert the_servers["reason"] == "[Errno 98] address 127.0.0.1 in use"


def test_what_nobody_has_caught_is_logged_by_type_and_place_without_its_words() -> None:
    async def broken(_scope: object, *_: object) -> None:
        raise RuntimeError("hundehvalp 010203 12345")

    async def left_alone() -> None:
        asyncio.ensure_future(broken({}))  # noqa: RUF006 - nobody is to wait for it
        await asyncio.sleep(0)
        gc.collect()

    gc.collect()  # what other tests have left is not told of here
    with written() as said:
        assert asyncio.run(served(broken)) == 500
        asyncio.run(left_alone())
        thread = threading.Thread(target=asyncio.run, args=[broken({})])
        thread.start()
        thread.join()
        try:
            asyncio.run(broken({}))
        except RuntimeError as error:
            sys.excepthook(RuntimeError, error, error.__traceback__)
    lines = [json.loads(line) for line in said.getvalue().splitlines()]

    assert [(line["event"], line.get("logger")) for line in lines] == [
        ("library", "uvicorn.error"),
        ("library", "asyncio"),
        ("crashed", None),
        ("crashed", None),
    ]
    assert {line["error"] for line in lines} == {"RuntimeError"}
    assert all(line["where"].startswith("test_slack_faults.py:") for line in lines)
    assert "hundehvalp" not in said.getvalue()


async def served(broken: Any) -> int:
    """Let the real server ask a *broken* application one thing, and return what it answers."""
    server = uvicorn.Server(uvicorn.Config(broken, log_config=None, access_log=False, lifespan="off"))
    with socket.create_server(("127.0.0.1", 0)) as place:
        serving = asyncio.create_task(server.serve([place]))
        async with httpx.AsyncClient() as http:
            answer = await http.get(f"http://127.0.0.1:{place.getsockname()[1]}/")
        server.should_exit = True
        await serving
    return answer.status_code


def test_a_line_quotes_no_number_and_no_secret_whatever_is_handed_to_it() -> None:
    told = "a.yaml:3: «010203 12345» xoxb-1-hemmelig xapp-2-hemmelig sql://bot:hemmelig@db/x wss://s/?ticket=hemmelig"
    with written() as said:
        logs.log.error("fault", fault=told, reason=told, where=told)

    assert not re.search("12345|hemmelig", said.getvalue())


async def test_a_refusal_from_slack_is_logged_and_does_not_come_back(stage: Stage) -> None:
    stage.slack.answers["chat.postMessage"] = {"ok": False, "error": "channel_not_found"}
    with structlog.testing.capture_logs() as entries:
        response = await stage.mention("når skrives grunnkoden?")

    assert response.status_code == 200
    assert [entry["event"] for entry in entries] == ["failed", "user_not_told"]


async def test_an_answer_that_slack_took_without_saying_so_is_not_posted_again(stage: Stage) -> None:
    stage.slack.drop.add("chat.postMessage")
    with structlog.testing.capture_logs() as entries:
        await stage.mention("når skrives grunnkoden?")
        await stage.mention("når skrives grunnkoden?", event_id="Ev1")

    assert len(stage.slack.posted()) == 1
    assert [entry["event"] for entry in entries] == ["failed"]


async def test_only_a_rate_limit_is_tried_again(stage: Stage) -> None:
    handlers = stage.bolt.client.retry_handlers

    assert [type(handler) for handler in handlers] == [AsyncRateLimitErrorRetryHandler]


@pytest.mark.parametrize(
    "url",
    [
        "http://localhost:{port}/hook",
        "http://127.0.0.1:{port}0/hook",
        "https://hooks.slack.com.evil.example/hook",
        "http://hooks.slack.com/hook",
        "file:///etc/passwd",
        "",
    ],
)
async def test_a_response_url_is_followed_to_slack_only(stage: Stage, url: str) -> None:
    reply = await stage.kode(TO_AR)
    with structlog.testing.capture_logs() as entries:
        port = stage.slack.url("").rpartition(":")[2]
        response = await stage.press(buttons(reply)["Valget ar=1"], response_url=url.format(port=port))

    assert response.status_code == 200
    assert stage.slack.hooked == []
    assert [entry["event"] for entry in entries] == ["response_url_refused"]


@pytest.mark.parametrize("value", ["", "{", "[]", "7", '{"q":1}', '{"q":"x","a":[1]}', '{"q":"x","a":7}', "[" * 5000])
async def test_a_button_that_is_not_ours_does_nothing(stage: Stage, value: str) -> None:
    response = await stage.press({"action_id": "spor_0", "value": value})

    assert response.status_code == 200
    assert (stage.slack.hooked, stage.seen()) == ([], [])


async def test_slack_may_refuse_the_token_at_the_start_and_being_away_stops_nothing(stage: Stage) -> None:
    stage.slack.answers["auth.test"] = {"ok": False, "error": "invalid_auth"}
    with pytest.raises(ConfigError, match="SLACK_BOT_TOKEN") as refused:
        await root.check_token(stage.settings)
    assert TOKEN not in str(refused.value)

    stage.slack.drop.add("auth.test")
    with structlog.testing.capture_logs() as entries:
        await root.check_token(stage.settings)
    assert [entry["event"] for entry in entries] == ["token_not_checked"]


async def test_socket_mode_connects_to_the_api_address_and_answers_each_delivery_once(stage: Stage) -> None:
    stop = asyncio.Event()
    handler = SocketMode(stage.bolt, "xapp-1", web_client=stage.bolt.client)
    serving = asyncio.create_task(handler.serve(stop, 5))
    try:
        socket = await asyncio.wait_for(stage.slack.socket.get(), 5)
        command = {"command": "/kode", "text": "TPTIP1A---", "team_id": "T1", "user_id": "U1"}
        event = {"type": "app_mention", "channel": "C1", "user": "U1", "ts": "10.1", "text": "TPTIP1A---"}
        callback = {"type": "event_callback", "event_id": "Ev1", "event": event}
        acknowledged = []
        for envelope, kind, payload in (
            ("e1", "slash_commands", command),
            ("e2", "events_api", callback),
            ("e2", "events_api", callback),
            ("e3", "events_api", {"type": "event_callback"}),
        ):
            await socket.send_json({"envelope_id": envelope, "type": kind, "payload": payload})
            acknowledged.append(await asyncio.wait_for(stage.slack.acknowledged.get(), 5))
    finally:
        stop.set()
        await asyncio.wait_for(serving, 5)

    assert [one["envelope_id"] for one in acknowledged] == ["e1", "e2", "e2", "e3"]
    assert acknowledged[0]["payload"]["text"].startswith("TPTIP1A---")
    assert len(stage.slack.posted()) == 1
    assert stage.slack.posted("apps.connections.open")


def test_bolt_verifies_nothing_that_the_guard_has_verified(stage: Stage) -> None:
    names = [type(middleware).__name__ for middleware in middlewares(stage.bolt)]

    assert names == ["Kode", "AsyncMultiTeamsAuthorization"]


def middlewares(bolt: AsyncApp) -> list[Any]:
    """Return the middlewares that every request passes."""
    return list(bolt._async_middleware_list)
