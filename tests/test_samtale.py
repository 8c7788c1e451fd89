"""Mentions, direct messages and threads: what is answered, what is left alone, and what is remembered."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

import pytest
from slack_stage import Clock, buttons

from bot.slack.memory import Memory

if TYPE_CHECKING:
    from slack_stage import Stage

TO_AR = "TIP-elev som tar vg1 over to år"


async def test_a_mention_is_answered_in_its_thread(stage: Stage) -> None:
    await stage.mention("når skrives grunnkoden?")

    (posted,) = stage.slack.posted()
    assert (posted["channel"], posted["thread_ts"]) == ("C1", "10.1")
    assert (posted["unfurl_links"], posted["unfurl_media"], posted["link_names"]) == (False, False, False)
    assert list(buttons(posted)) == ["Ja", "Nei"]


async def test_a_direct_message_is_answered_where_it_was_written(stage: Stage) -> None:
    await stage.direct("TPTIP1A---")

    (posted,) = stage.slack.posted()
    assert posted["channel"] == "D1"
    assert "thread_ts" not in posted


async def test_codes_alone_are_decoded_and_a_code_in_a_sentence_is_asked_about(stage: Stage) -> None:
    await stage.direct("TPTIP1A---")
    await stage.direct("hva skal jeg bruke etter TPTIP1A---?")

    assert [asked[0] for asked in stage.responder.asked] == ["hva skal jeg bruke etter TPTIP1A---?"]


@pytest.mark.parametrize(
    "more",
    [
        {"bot_id": "B1"},
        {"subtype": "message_changed"},
        {"subtype": "message_deleted"},
        {"subtype": "channel_join"},
        {"user": ""},
        {"channel": "C1", "channel_type": "channel"},
    ],
    ids=["a bot", "an edit", "a removal", "a join", "nobody", "a channel without a mention"],
)
async def test_what_is_not_a_new_message_to_the_bot_is_left_alone(stage: Stage, more: dict[str, str]) -> None:
    response = await stage.direct("TPTIP1A---", **more)

    assert response.status_code == 200
    assert stage.slack.calls == []
    assert stage.seen() == []


async def test_an_event_that_nobody_asked_for_is_taken_without_a_fuss(stage: Stage) -> None:
    response = await stage.event({"type": "app_home_opened", "user": "U1"})

    assert response.status_code == 200


async def test_a_retried_event_is_answered_once_even_when_both_come_at_once(stage: Stage) -> None:
    retry = {"x-slack-retry-num": "1", "x-slack-retry-reason": "http_timeout"}
    event = {"type": "app_mention", "channel": "C1", "user": "U1", "ts": "10.1", "text": "TPTIP1A---"}
    body = json.dumps({"type": "event_callback", "event_id": "Ev9", "event": event}).encode()
    sent = [stage.send(body, "application/json", retry if n else None) for n in range(4)]
    responses = await asyncio.gather(*sent)

    assert [response.status_code for response in responses] == [200] * 4
    assert len(stage.slack.posted()) == 1


async def test_a_follow_up_in_the_thread_knows_the_question_before_it(stage: Stage) -> None:
    await stage.mention("hvilken kode for vg1?")
    await stage.mention("og andre året?", thread_ts="10.1", ts="10.5")
    await stage.mention("en annen tråd?", ts="11.1")

    assert [asked[2] for asked in stage.responder.asked] == ["", "hvilken kode for vg1?", ""]


async def test_a_day_later_a_question_stands_alone(stage: Stage) -> None:
    await stage.direct("hvilken kode for vg1?")
    stage.clock.forward(hours=24, seconds=1)
    await stage.direct("og andre året?")

    assert [asked[2] for asked in stage.responder.asked] == ["", ""]


async def test_a_button_in_a_follow_up_carries_the_question_before_it(stage: Stage) -> None:
    await stage.direct("hvilken kode for vg1?")
    await stage.direct("og over to år?")
    await stage.press(buttons(stage.slack.posted()[-1])["Valget ar=1"])

    assert stage.responder.asked[-1] == ("og over to år?", ("ar=1",), "hvilken kode for vg1?")


def test_memory_forgets_the_thread_that_was_quiet_the_longest() -> None:
    now, memory = Clock().now(), Memory(limit=2)
    for thread in ("1", "2", "1", "3"):
        memory.remember(("C1", thread), thread, now)

    assert [memory.previous(("C1", thread), now) for thread in ("1", "2", "3")] == ["1", "", "3"]
