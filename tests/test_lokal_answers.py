from __future__ import annotations

import pytest
from lokal_stage import BASE, DM, INNTAK, Stage, actions, button

from bot.web.lokal import limits


@pytest.fixture
def stage():
    return Stage()


async def address(stage, channel=DM):
    """Return a response_url, as a command gets it."""
    await stage.say("/kode X", channel)
    return stage.payloads[-1]["response_url"]


async def test_an_answer_to_a_command_is_only_for_the_one_who_asked(stage):
    url = await address(stage)

    response = await stage.answer(url, text="Koden er X.")

    assert (response.status_code, response.text) == (200, "ok")
    assert [(m["text"], m["ephemeral"]) for m in stage.shown()[1:]] == [("Koden er X.", True)]


async def test_an_answer_is_for_everybody_when_the_bot_says_so(stage):
    url = await address(stage, INNTAK)

    await stage.answer(url, text="Delt.", response_type="in_channel")

    assert not stage.shown(INNTAK)[-1]["ephemeral"]


async def click_address(stage, **more):
    """Return the response_url of a click on a button in a message, and the message."""
    message = stage.from_bot(blocks=[actions(button("a"))], **more)
    await stage.page("klikk", channel=DM, ts=message.ts, block_id="b", action_id="a")
    return stage.payloads[-1]["response_url"], message


@pytest.mark.parametrize("only_for", [pytest.param(None, id="shared"), pytest.param("U0DU", id="ephemeral")])
async def test_the_message_that_was_clicked_can_be_replaced_and_deleted(stage, only_for):
    url, message = await click_address(stage, only_for=only_for)

    await stage.answer(url, replace_original=True, text="Ny.")
    replaced = stage.shown()
    await stage.answer(url, delete_original=True)

    assert [(m["ts"], m["text"], m["ephemeral"]) for m in replaced] == [(message.ts, "Ny.", bool(only_for))]
    assert stage.shown() == []


async def test_an_address_answers_five_times_and_no_more(stage):
    url = await address(stage)

    replies = [await stage.answer(url, text=str(n)) for n in range(6)]

    assert [reply.status_code for reply in replies] == [200] * 5 + [404]
    assert replies[-1].text == "used_url"


async def test_an_address_is_no_good_after_half_an_hour(stage):
    url = await address(stage)
    stage.clock.pass_(minutes=31)

    assert (await stage.answer(url, text="sent")).text == "expired_url"
    assert (await stage.answer(f"{BASE}/svar/oppdiktet", text="x")).text == "expired_url"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(b"{", "invalid_payload", id="not JSON"),
        pytest.param(b"{}", "no_text", id="nothing to show"),
        pytest.param(b'{"text": "x", "blocks": [{"type": "tull"}]}', "invalid_blocks", id="unknown block"),
    ],
)
async def test_a_bad_answer_is_refused(stage, body, expected):
    url = await address(stage)

    response = await stage.http.post(url.removeprefix(BASE), content=body)

    assert (response.status_code, response.text) == (400, expected)


def section(**more):
    """Return a section with a text."""
    return {"type": "section", "text": {"type": "mrkdwn", "text": "x"}} | more


def menu(count, words="x", value="v", placeholder="Velg"):
    """Return a menu with so many choices."""
    options = [{"text": {"type": "plain_text", "text": words}, "value": value}] * count
    return {"type": "static_select", "action_id": "m", "placeholder": {"text": placeholder}, "options": options}


BLOCKS = [
    pytest.param([section()] * 50, "", id="fifty blocks"),
    pytest.param([section()] * 51, "no more than 50", id="fifty-one blocks"),
    pytest.param("nei", "must be an array", id="not a list"),
    pytest.param([{"type": "tull"}], "unsupported type: tull", id="unknown type"),
    pytest.param([section(text={"type": "mrkdwn", "text": "x" * 3001})], "less than 3001", id="long section"),
    pytest.param([section(text={"type": "mrkdwn", "text": ""})], "more than 0", id="empty section"),
    pytest.param([{"type": "section"}], "missing required field: text or fields", id="bare section"),
    pytest.param([section(fields=[{"text": "x" * 2001}])], "/fields/0", id="long field"),
    pytest.param([section(fields=[{"text": "x"}] * 11)], "no more than 10", id="eleven fields"),
    pytest.param([{"type": "header"}], "missing required field: text", id="header without text"),
    pytest.param([{"type": "image", "alt_text": ""}], "missing required field: alt_text", id="no alt text"),
    pytest.param([actions()], "1 to 25", id="no buttons"),
    pytest.param([actions(*[button(str(n)) for n in range(26)])], "1 to 25", id="26 buttons"),
    pytest.param([actions(button("a"), button("a"))], "`action_id`s must be unique: a", id="same action"),
    pytest.param([actions(button("a")), actions(button("b"))], "`block_id`s must be unique: b", id="same block"),
    pytest.param([actions(button("a", "x" * 76))], "less than 76", id="long button"),
    pytest.param([actions(button("a", value="x" * 2001))], "less than 2001", id="long value"),
    pytest.param([actions(menu(100))], "", id="a menu"),
    pytest.param([actions(menu(0))], "1 to 100", id="a menu of nothing"),
    pytest.param([actions(menu(101))], "1 to 100", id="a menu of 101"),
    pytest.param([actions(menu(1, words="x" * 76))], "less than 76", id="long choice"),
    pytest.param([actions(menu(1, words=""))], "more than 0", id="empty choice"),
    pytest.param([actions(menu(1, value="x" * 151))], "less than 151", id="long value of a choice"),
    pytest.param([actions(menu(1, placeholder="x" * 151))], "less than 151", id="long placeholder"),
    pytest.param([actions({**button("a"), "accessibility_label": "x" * 76})], "less than 76", id="long for readers"),
]


@pytest.mark.parametrize(("blocks", "expected"), BLOCKS)
def test_blocks_beyond_slacks_limits_are_refused(blocks, expected):
    found = limits.faults(blocks)

    assert expected in " ".join(found)
    assert bool(found) is bool(expected)
