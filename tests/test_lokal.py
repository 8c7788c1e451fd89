from __future__ import annotations

import pytest
from lokal_stage import BASE, DM, INNTAK, Stage
from slack_sdk.signature import Clock, SignatureVerifier
from starlette.datastructures import Headers

from bot.web.lokal import courier, guard, server
from bot.web.lokal.hub import Hub


@pytest.fixture
def stage():
    return Stage()


async def test_the_page_is_served_and_may_not_load_anything_from_elsewhere(stage):
    response = await stage.http.get("/")

    assert response.status_code == 200
    assert '<html lang="nb">' in response.text
    assert "default-src 'none'" in response.headers["content-security-policy"]


HOME, OTHER = {"host": "127.0.0.1:3300"}, {"host": "127.0.0.1:3300", "origin": "https://ond.example"}
REQUESTS = [
    pytest.param("GET", "/", HOME, True, id="the page itself"),
    pytest.param("GET", "/", {"host": "localhost:3300"}, True, id="by the name localhost"),
    pytest.param("GET", "/", {"host": "ond.example:3300"}, False, id="another name for this machine"),
    pytest.param("GET", "/", {"host": "127.0.0.1.ond.example"}, False, id="a name that begins like it"),
    pytest.param("GET", "/", {"host": "[::1"}, False, id="a broken name"),
    pytest.param("GET", "/", {}, False, id="no name"),
    pytest.param("GET", "/lokal/strom", HOME | {"sec-fetch-site": "cross-site"}, False, id="read from afar"),
    pytest.param("GET", "/", HOME | {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}, True, id="a link"),
    pytest.param("POST", "/lokal/send", HOME | {"origin": BASE}, True, id="the page writes"),
    pytest.param("POST", "/lokal/send", HOME, False, id="a write from nowhere"),
    pytest.param("POST", "/lokal/send", OTHER, False, id="a write from another page"),
    pytest.param("POST", "/lokal/send", HOME | {"origin": "null"}, False, id="a write from a sandbox"),
    pytest.param("POST", "/api/auth.test", HOME, True, id="the bot, which is no browser"),
    pytest.param("POST", "/api/auth.test", OTHER, False, id="another page at the Web API"),
]


@pytest.mark.parametrize(("method", "path", "headers", "expected"), REQUESTS)
def test_only_this_machine_and_this_page_are_let_in(method, path, headers, expected):
    assert expected is guard.allowed(method, path, Headers(headers))


async def test_a_request_that_is_not_let_in_changes_nothing(stage):
    response = await stage.http.post("/lokal/send", json={"channel": DM, "text": "hei"})

    assert response.status_code == 403
    assert stage.shown() == []


def test_the_signature_is_the_one_that_slack_prints_as_its_example():
    body = (
        b"token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V"
        b"&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text="
        b"&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN"
        b"&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"
    )
    expected = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"

    assert expected == courier.sign("8f742231b10e8888abcd99yyyzzz85a5", 1531420618, body)


async def test_a_command_reaches_the_bot_signed_and_as_slack_sends_it(stage):
    await stage.say("/kode  VGTIP1H--- & <b>", INNTAK)

    headers, body = stage.got[0]
    clock = Clock()
    clock.now = stage.clock.at.timestamp  # type: ignore[method-assign]
    assert SignatureVerifier(stage.identity.secret, clock).is_valid_request(body, headers)
    form = stage.payloads[0]
    assert (form["command"], form["text"]) == ("/kode", "VGTIP1H--- &amp; &lt;b&gt;")
    assert (form["channel_id"], form["channel_name"]) == (INNTAK, "inntak")
    assert form["response_url"].startswith(f"{BASE}/svar/")


async def test_what_was_typed_is_shown_only_to_the_one_who_typed_it(stage):
    await stage.say("/kode TPTIP1A---")

    assert [(m["text"], m["ephemeral"]) for m in stage.shown()] == [("/kode TPTIP1A---", True)]
    assert (await stage.api("conversations.history", channel=DM))["messages"] == []


EVENTS = [
    pytest.param(INNTAK, "@Kodevakt hei", [("app_mention", None)], id="mention in a channel"),
    pytest.param(INNTAK, "hei", [], id="channel, not to the bot"),
    pytest.param(DM, "hei", [("message", "im")], id="direct message"),
    pytest.param(DM, "@Kodevakt hei", [("message", "im")], id="a mention in the direct message"),
]


@pytest.mark.parametrize(("channel", "text", "expected"), EVENTS)
async def test_the_bot_gets_the_events_that_it_subscribes_to(stage, channel, text, expected):
    await stage.say(text, channel)

    events = [payload["event"] for payload in stage.payloads]
    assert expected == [(event["type"], event.get("channel_type")) for event in events]


async def test_channel_messages_arrive_when_the_app_subscribes_to_them():
    stage = Stage(frozenset({"app_mention", "message.channels"}))

    await stage.say("@Kodevakt hei", INNTAK)

    assert [payload["event"]["type"] for payload in stage.payloads] == ["app_mention", "message"]


async def test_a_message_is_escaped_and_its_mention_becomes_an_id(stage):
    await stage.say("@kodevakt er A & B < C <!channel>?", INNTAK)

    expected = "<@U0KODEVAKT> er A &amp; B &lt; C &lt;!channel&gt;?"
    assert expected == stage.payloads[0]["event"]["text"]
    assert [expected] == stage.texts(INNTAK)


async def test_a_reply_in_a_thread_says_which(stage):
    root = stage.from_bot(channel=INNTAK)

    await stage.say("@Kodevakt og vg2?", INNTAK, thread_ts=root.ts)

    assert root.ts == stage.payloads[0]["event"]["thread_ts"]


async def test_events_have_ids_of_their_own_and_times_that_rise(stage):
    await stage.say("en")
    await stage.say("to")

    first, second = stage.payloads
    assert first["event_id"] != second["event_id"]
    assert float(first["event"]["ts"]) < float(second["event"]["ts"])


NOTICES = [
    pytest.param("/kode X", courier.Reply(404, ""), "/kode er ikke en kommando som Kodevakt har.", id="404"),
    pytest.param("/kode X", courier.Reply(500, ""), "Kodevakt svarte med HTTP 500. Terminalen sier hvorfor.", id="500"),
    pytest.param("hei", courier.Reply(0, "TimeoutError"), "Kodevakt svarte ikke (TimeoutError).", id="none"),
    pytest.param("/kode X", courier.Reply(200, "Klart."), "Klart.", id="text in the response"),
    pytest.param("/kode X", courier.Reply(200, '{"text": "Nå."}'), "Nå.", id="JSON in the response"),
    pytest.param("/kode X", courier.Reply(200, '{"blocks": [{}]}'), "invalid_blocks", id="bad blocks"),
]


@pytest.mark.parametrize(("text", "reply", "expected"), NOTICES)
async def test_the_person_is_told_what_came_of_it(stage, text, reply, expected):
    stage.reply = reply

    await stage.say(text)

    assert expected in stage.texts()[-1]
    assert stage.shown()[-1]["ephemeral"]


async def test_a_bot_slower_than_slack_allows_is_told_about(stage):
    async def dawdle(_payload):
        stage.clock.pass_(seconds=3.1)

    stage.work = dawdle

    await stage.say("hei")

    assert "over tre sekunder" in stage.texts()[-1]


async def test_a_command_in_a_thread_is_refused_as_in_slack(stage):
    await stage.say("/kode X", thread_ts="1.0")

    assert stage.got == []
    assert "tråder" in stage.texts()[0]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        pytest.param({"channel": "C0BORTE", "text": "hei"}, 409, id="no such channel"),
        pytest.param({"channel": DM, "text": "x" * 40_001}, 400, id="too long"),
        pytest.param({"channel": DM}, 400, id="no text"),
        pytest.param({"channel": DM, "text": "  \n "}, 200, id="only space, which is nothing"),
    ],
)
async def test_what_cannot_be_sent_is_refused_in_words(stage, body, status):
    response = await stage.page("send", **body)

    assert response.status_code == status
    assert stage.got == []
    assert bool(response.json().get("fault")) is (status != 200)


def test_when_the_port_is_taken_the_next_free_one_is_used():
    with server.listen(0) as first:
        taken = first.getsockname()[1]
        with server.listen(taken) as second:
            assert second.getsockname()[1] > taken


async def test_every_open_page_hears_what_happens_until_the_server_stops():
    hub = Hub()
    pages = [hub.stream("start"), hub.stream("start")]
    assert [await anext(page) for page in pages] == ["start", "start"]

    hub.announce("gone", {"ts": "1"})
    heard = [await anext(page) for page in pages]
    hub.close()

    assert heard == ['event: gone\ndata: {"ts": "1"}\n\n'] * 2
    assert [[one async for one in page] for page in pages] == [[], []]
