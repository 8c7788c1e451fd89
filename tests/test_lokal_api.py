from __future__ import annotations

import json

import pytest
from lokal_stage import DM, INNTAK, Stage, modal


@pytest.fixture
def stage():
    return Stage()


HEADER = [{"type": "header", "text": {"type": "plain_text", "text": "x" * 151}}]
CALLS = [
    pytest.param("finnes.ikke", {}, "unknown_method", id="unknown method"),
    pytest.param("chat.postMessage", {"channel": "C9", "text": "x"}, "channel_not_found", id="channel"),
    pytest.param("chat.postMessage", {"channel": DM}, "no_text", id="no text"),
    pytest.param("chat.postMessage", {"channel": DM, "text": "x" * 40_001}, "msg_too_long", id="too long"),
    pytest.param("chat.postMessage", {"channel": DM, "blocks": HEADER}, "invalid_blocks", id="bad blocks"),
    pytest.param("chat.postEphemeral", {"channel": DM, "text": "x"}, "user_not_in_channel", id="to nobody"),
    pytest.param("chat.update", {"channel": DM, "ts": "1", "text": "x"}, "message_not_found", id="update"),
    pytest.param("chat.delete", {"channel": DM, "ts": "1"}, "message_not_found", id="delete"),
    pytest.param("reactions.add", {"channel": DM, "timestamp": "1"}, "message_not_found", id="react"),
    pytest.param("conversations.history", {"channel": DM, "limit": "x"}, "invalid_arguments", id="limit"),
    pytest.param("conversations.replies", {"channel": DM, "ts": "1"}, "thread_not_found", id="thread"),
    pytest.param("conversations.open", {"users": "U9"}, "user_not_found", id="open"),
    pytest.param("users.info", {"user": "U9"}, "user_not_found", id="person"),
    pytest.param("usergroups.users.list", {"usergroup": "S9"}, "no_such_subteam", id="group"),
    pytest.param("views.open", {"trigger_id": "x", "view": modal()}, "invalid_trigger_id", id="trigger"),
    pytest.param("views.open", {"trigger_id": "x", "view": {}}, "invalid_arguments", id="no view"),
    pytest.param("views.open", {"view": modal(blocks=HEADER)}, "invalid_arguments", id="bad view"),
    pytest.param("views.push", {"trigger_id": "x", "view": modal()}, "invalid_trigger_id", id="push"),
    pytest.param("views.update", {"view_id": "V1", "view": modal()}, "not_found", id="view gone"),
    pytest.param("views.publish", {"user_id": "U9", "view": {"type": "home"}}, "user_not_found", id="home"),
]


@pytest.mark.parametrize(("method", "arguments", "expected"), CALLS)
async def test_a_call_that_slack_would_refuse_is_refused_with_its_word(stage, method, arguments, expected):
    answer = await stage.api(method, **arguments)

    assert (answer["ok"], answer["error"]) == (False, expected)


@pytest.mark.parametrize(
    ("headers", "content", "expected"),
    [
        pytest.param({}, b"", "not_authed", id="no token"),
        pytest.param({"Authorization": "Bearer xoxb-feil"}, b"", "invalid_auth", id="another token"),
        pytest.param({"Content-Type": "application/json"}, b"{", "invalid_json", id="broken JSON"),
        pytest.param({"Content-Type": "application/json"}, b"[]", "json_not_object", id="a list"),
    ],
)
async def test_a_call_that_cannot_be_read_or_trusted_is_refused(stage, headers, content, expected):
    response = await stage.http.post("/api/auth.test", headers=headers, content=content)

    assert (response.status_code, response.json()["error"]) == (200, expected)


async def test_a_call_may_come_as_a_form_with_json_in_it(stage):
    form = {"token": stage.identity.token, "channel": DM, "text": "x"}
    form["blocks"] = json.dumps([{"type": "divider"}])

    answer = (await stage.http.post("/api/chat.postMessage", data=form)).json()

    assert answer["message"]["blocks"][0]["type"] == "divider"


@pytest.mark.parametrize(
    ("method", "arguments", "key", "expected"),
    [
        pytest.param("auth.test", {}, "user_id", "U0KODEVAKT", id="who am I"),
        pytest.param("conversations.open", {"users": "U0DU"}, "channel", {"id": DM}, id="open a DM"),
        pytest.param("usergroups.users.list", {"usergroup": "S0ADMIN"}, "users", ["U0DU"], id="admins"),
        pytest.param("reactions.add", {"channel": "C0ADMIN", "timestamp": "?", "name": "eyes"}, "ok", True, id="react"),
    ],
)
async def test_a_good_call_is_answered_as_slack_does(stage, method, arguments, key, expected):
    if arguments.get("timestamp"):
        arguments = arguments | {"timestamp": stage.from_bot(channel="C0ADMIN").ts}

    assert expected == (await stage.api(method, **arguments))[key]


@pytest.mark.parametrize("name", [INNTAK, "#inntak"])
async def test_channels_and_people_can_be_looked_up(stage, name):
    channel = (await stage.api("conversations.info", channel=name))["channel"]
    person = (await stage.api("users.info", user="U0DU"))["user"]

    assert (channel["name"], channel["is_member"]) == ("inntak", True)
    assert person["tz"] == "Europe/Oslo"


async def test_the_bot_changes_and_deletes_its_own_messages_only(stage):
    mine = await stage.api("chat.postMessage", channel=DM, text="en")
    await stage.say("min")
    theirs = stage.shown()[-1]["ts"]

    await stage.api("chat.update", channel=DM, ts=mine["ts"], text="to")

    assert stage.texts() == ["to", "min"]
    for method, error in (("chat.update", "cant_update_message"), ("chat.delete", "cant_delete_message")):
        assert error == (await stage.api(method, channel=DM, ts=theirs, text="x"))["error"]
    await stage.api("chat.delete", channel=DM, ts=mine["ts"])
    assert stage.texts() == ["min"]


async def test_history_gives_metadata_only_when_asked_for_it(stage):
    await stage.api("chat.postMessage", channel=DM, text="en", metadata={"event_type": "frist_v1"})

    bare = await stage.api("conversations.history", channel=DM)
    full = await stage.api("conversations.history", channel=DM, include_all_metadata=True)

    assert "metadata" not in bare["messages"][0]
    assert full["messages"][0]["metadata"] == {"event_type": "frist_v1"}


async def test_history_is_newest_first_in_pages_and_within_its_ends(stage):
    stamps = [stage.from_bot(text=str(n)).ts for n in range(5)]
    stage.from_bot(text="svar i tråd", thread_ts=stamps[0])
    stage.from_bot(text="bare for deg", only_for="U0DU")

    first = await stage.api("conversations.history", channel=DM, limit=3)
    cursor = first["response_metadata"]["next_cursor"]
    second = await stage.api("conversations.history", channel=DM, limit=3, cursor=cursor)
    between = await stage.api("conversations.history", channel=DM, oldest=stamps[1], latest=stamps[3])
    ends = await stage.api("conversations.history", channel=DM, oldest=stamps[1], latest=stamps[3], inclusive=True)

    assert [m["text"] for m in first["messages"]] == ["4", "3", "2"]
    assert [m["text"] for m in second["messages"]] == ["1", "0"]
    assert (first["has_more"], second["has_more"]) == (True, False)
    assert ([m["text"] for m in between["messages"]], len(ends["messages"])) == (["2"], 3)


async def test_a_thread_can_be_read(stage):
    root = stage.from_bot(text="rot")
    stage.from_bot(text="svar", thread_ts=root.ts)

    replies = await stage.api("conversations.replies", channel=DM, ts=root.ts)

    assert [m["text"] for m in replies["messages"]] == ["rot", "svar"]


@pytest.mark.parametrize(
    ("seconds", "times", "expected"),
    [
        pytest.param(2.9, 1, None, id="in time"),
        pytest.param(3.1, 1, "expired_trigger_id", id="too late"),
        pytest.param(0, 2, "exchanged_trigger_id", id="twice"),
    ],
)
async def test_a_trigger_opens_one_modal_within_three_seconds(stage, seconds, times, expected):
    await stage.say("/kode X")
    stage.clock.pass_(seconds=seconds)

    for _ in range(times):
        answer = await stage.api("views.open", trigger_id=stage.payloads[-1]["trigger_id"], view=modal())

    assert expected == answer.get("error")


async def test_a_modal_can_be_updated_unless_somebody_else_did(stage):
    await stage.say("/kode X")
    view = (await stage.api("views.open", trigger_id=stage.payloads[-1]["trigger_id"], view=modal()))["view"]

    changed = {"view_id": view["id"], "hash": view["hash"], "view": modal(callback_id="to")}
    first = await stage.api("views.update", **changed)
    second = await stage.api("views.update", **changed)

    assert (first["view"]["id"], first["view"]["callback_id"]) == (view["id"], "to")
    assert second["error"] == "hash_conflict"
