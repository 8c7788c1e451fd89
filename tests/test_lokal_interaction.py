from __future__ import annotations

import json

import pytest
from lokal_stage import DM, Stage, actions, button, modal

from bot.web.lokal import courier, elements


@pytest.fixture
def stage():
    return Stage()


async def test_a_click_reaches_the_bot_with_what_the_bot_wrote_on_the_button(stage):
    message = stage.from_bot(blocks=[actions(button("a", value="en"), button("b", value="to"))])

    await stage.page("klikk", channel=DM, ts=message.ts, block_id="b", action_id="b", value="juks")

    payload = stage.payloads[0]
    assert payload["type"] == "block_actions"
    assert [(a["block_id"], a["action_id"], a["value"]) for a in payload["actions"]] == [("b", "b", "to")]
    assert payload["message"]["ts"] == payload["container"]["message_ts"] == message.ts


async def test_a_click_on_an_ephemeral_message_does_not_send_the_message_along(stage):
    message = stage.from_bot(blocks=[actions(button("a"))], only_for="U0DU")

    await stage.page("klikk", channel=DM, ts=message.ts, block_id="b", action_id="a")

    assert "message" not in stage.payloads[0]
    assert stage.payloads[0]["container"]["is_ephemeral"]


@pytest.mark.parametrize(
    "where",
    [
        pytest.param({"channel": DM, "ts": "1.0", "block_id": "b", "action_id": "a"}, id="message gone"),
        pytest.param({"view_id": "V1", "block_id": "b", "action_id": "a"}, id="view gone"),
    ],
)
async def test_a_click_on_what_is_gone_is_answered_in_words(stage, where):
    response = await stage.page("klikk", **where)

    assert response.status_code == 409
    assert "endret" in response.json()["fault"]


async def open_modal(stage, **more):
    """Return the id of a modal that the bot opened when its button was clicked."""
    message = stage.from_bot(blocks=[actions(button("a"))])

    async def open_it(payload):
        await stage.api("views.open", trigger_id=payload["trigger_id"], view=modal(**more))

    stage.work = open_it
    await stage.page("klikk", channel=DM, ts=message.ts, block_id="b", action_id="a")
    stage.work = None
    return stage.workspace.snapshot()["view"]["id"]


async def test_a_submitted_modal_reaches_the_bot_with_what_was_filled_in_and_closes(stage):
    view_id = await open_modal(stage, callback_id="hull")

    response = await stage.page("skjema", view_id=view_id, values={"hva": {"t": "svar"}})

    view = stage.payloads[-1]["view"]
    assert (stage.payloads[-1]["type"], view["callback_id"]) == ("view_submission", "hull")
    assert view["state"]["values"]["hva"]["t"] == {"type": "plain_text_input", "value": "svar"}
    assert (response.json(), stage.workspace.views) == ({}, [])


async def test_errors_from_the_bot_come_back_by_field_and_the_modal_stays(stage):
    view_id = await open_modal(stage)
    stage.reply = courier.Reply(200, '{"response_action": "errors", "errors": {"hva": "For kort."}}')

    response = await stage.page("skjema", view_id=view_id)

    assert response.json() == {"errors": {"hva": "For kort."}}
    assert len(stage.workspace.views) == 1


@pytest.mark.parametrize(("kind", "expected"), [("update", 1), ("push", 2)])
async def test_the_bot_can_go_on_with_another_modal(stage, kind, expected):
    view_id = await open_modal(stage)
    view = modal(title={"type": "plain_text", "text": "Neste"})
    stage.reply = courier.Reply(200, json.dumps({"response_action": kind, "view": view}))

    await stage.page("skjema", view_id=view_id)

    assert expected == len(stage.workspace.views)
    assert stage.workspace.snapshot()["view"]["title"]["text"] == "Neste"


async def test_a_closed_modal_is_told_to_the_bot_that_asks_for_it(stage):
    view_id = await open_modal(stage, notify_on_close=True)

    await stage.page("lukk", view_id=view_id)

    assert stage.payloads[-1]["type"] == "view_closed"
    assert stage.workspace.views == []


OPTIONS = [{"text": {"type": "plain_text", "text": name}, "value": name} for name in ("a", "b")]
ELEMENTS = [
    pytest.param({"type": "static_select", "options": OPTIONS}, "b", {"selected_option": OPTIONS[1]}, id="select"),
    pytest.param({"type": "radio_buttons", "options": OPTIONS}, "", {"selected_option": None}, id="no radio"),
    pytest.param({"type": "checkboxes", "options": OPTIONS}, ["a"], {"selected_options": OPTIONS[:1]}, id="boxes"),
    pytest.param({"type": "datepicker"}, "2026-11-23", {"selected_date": "2026-11-23"}, id="date"),
    pytest.param({"type": "timepicker"}, "", {"selected_time": None}, id="no time"),
    pytest.param({"type": "plain_text_input"}, "ord", {"value": "ord"}, id="text"),
    pytest.param({"type": "plain_text_input"}, "", {"value": None}, id="empty text"),
    pytest.param(
        {"type": "static_select", "option_groups": [{"options": OPTIONS}]},
        "a",
        {"selected_option": OPTIONS[0]},
        id="groups",
    ),
]


@pytest.mark.parametrize(("element", "value", "expected"), ELEMENTS)
def test_what_was_chosen_is_told_in_each_elements_own_way(element, value, expected):
    blocks = [{"type": "input", "block_id": "b", "element": element | {"action_id": "e"}}]

    state = elements.state(blocks, {"b": {"e": value}})
    action = elements.action(blocks, "b", "e", value, "1.0")

    assert state == {"b": {"e": {"type": element["type"]} | expected}}
    assert action.items() >= expected.items()


def test_an_option_that_the_bot_does_not_offer_cannot_be_chosen():
    blocks = [actions({"type": "static_select", "action_id": "e", "options": OPTIONS})]

    with pytest.raises(elements.UnknownElementError):
        elements.action(blocks, "b", "e", "c", "1.0")
