"""The picture of the wheel, from a signed request to the file in the channel and what is told when it cannot be."""

from __future__ import annotations

import asyncio
import json
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
import structlog

from bot.slack.phrases import FAILED

if TYPE_CHECKING:
    from slack_stage import Stage

DAY = date(2026, 11, 23)
VESTLAND = "C46"
UPLOADED = "files.completeUploadExternal"


def shown(stage: Stage) -> list[dict[str, Any]]:
    """Return where files were put."""
    return stage.slack.posted(UPLOADED)


@pytest.mark.parametrize(
    ("text", "channel", "drawn"),
    [
        pytest.param("hjul", "C1", (DAY, None, None), id="all counties"),
        pytest.param("hjul", VESTLAND, (DAY, "Vestland", None), id="the county of the channel"),
        pytest.param("hjul Oslo", VESTLAND, (DAY, "Oslo", None), id="another county"),
        pytest.param("hjul 2023-2024", "C1", (DAY, None, "2023-2024"), id="another year"),
    ],
)
async def test_the_command_puts_the_picture_in_the_channel(
    stage: Stage, text: str, channel: str, drawn: tuple[date, str | None, str | None]
) -> None:
    await stage.frist(text, channel)
    await stage.drawing.filing.finish()

    (file,), (address,) = shown(stage), stage.slack.posted("files.getUploadURLExternal")
    assert stage.pictures.drawn == [drawn]
    assert (stage.slack.files, file["channel_id"], "thread_ts" in file) == ([b"\x89PNG 1600"], channel, False)
    assert json.loads(file["files"])[0] == {"id": "F1", "title": "Årshjul 2023–2024"}
    assert address["alt_txt"].startswith("Årshjulet. Årshjulet.")
    assert (stage.responder.asked, stage.slack.hooked) == ([], [])


@pytest.mark.parametrize(
    ("channel", "told"), [("C1", "Tegner årshjulet …"), (VESTLAND, "Teiknar årshjulet …")], ids=["nb", "nn"]
)
async def test_the_command_is_answered_and_others_are_served_while_it_is_drawn(
    stage: Stage, channel: str, told: str
) -> None:
    stage.pictures.free.clear()

    reply = await asyncio.wait_for(stage.frist("hjul", channel), 5)
    other = await asyncio.wait_for(stage.kode("TPTIP1A---"), 5)

    assert (reply["response_type"], reply["text"]) == ("ephemeral", told)
    assert other["text"].startswith("TPTIP1A---")
    assert shown(stage) == []
    stage.pictures.free.set()


async def test_a_command_that_is_sent_again_gives_one_picture(stage: Stage) -> None:
    for _ in range(2):
        await stage.frist("hjul", trigger="1.1")
    await stage.drawing.filing.finish()

    assert len(shown(stage)) == 1


async def test_a_mention_gets_it_in_its_thread_and_a_direct_message_where_it_was_written(stage: Stage) -> None:
    await stage.mention("vis årshjulet", channel=VESTLAND)
    await stage.drawing.filing.finish()
    await stage.direct("hjulet")
    await stage.drawing.filing.finish()

    assert [(file["channel_id"], file.get("thread_ts")) for file in shown(stage)] == [(VESTLAND, "10.1"), ("D1", None)]
    assert stage.pictures.drawn == [(DAY, "Vestland", None), (DAY, None, None)]
    assert (stage.responder.asked, stage.slack.posted()) == ([], [])


async def test_a_mention_that_is_delivered_again_while_it_is_drawn_gives_one_picture(stage: Stage) -> None:
    stage.pictures.free.clear()
    for _ in range(2):
        await asyncio.wait_for(stage.mention("vis årshjulet", event_id="Ev9"), 5)
    stage.pictures.free.set()
    await stage.drawing.filing.finish()

    assert len(shown(stage)) == 1


REFUSED = pytest.mark.parametrize(
    ("word", "told"),
    [("missing_scope", "files:write"), ("not_in_channel", "/invite @Kodevakt"), ("ratelimited", "Vent et minutt")],
)


@REFUSED
async def test_a_refusal_is_whispered_to_who_typed_the_command(stage: Stage, word: str, told: str) -> None:
    stage.slack.answers[UPLOADED] = {"ok": False, "error": word}

    await stage.frist("hjul")
    await stage.drawing.filing.finish()

    (whisper,) = stage.slack.hooked
    assert (whisper["response_type"], whisper["replace_original"]) == ("ephemeral", False)
    assert told in whisper["text"]


@REFUSED
async def test_a_refusal_is_told_in_the_thread_of_the_mention(stage: Stage, word: str, told: str) -> None:
    stage.slack.answers[UPLOADED] = {"ok": False, "error": word}

    await stage.mention("vis årshjulet")
    await stage.drawing.filing.finish()

    (posted,) = stage.slack.posted()
    assert (posted["channel"], posted["thread_ts"]) == ("C1", "10.1")
    assert told in posted["text"]


async def test_a_year_without_a_wheel_is_told(stage: Stage) -> None:
    await stage.frist("hjul 2019-2020")
    await stage.drawing.filing.finish()

    assert [told["text"] for told in stage.slack.hooked] == ["Det finnes ikke noe årshjul for 2019-2020."]


async def test_a_fault_of_ours_is_told_and_logged_without_a_traceback(stage: Stage) -> None:
    stage.pictures.fault = ZeroDivisionError("hundehvalp")
    with structlog.testing.capture_logs() as entries:
        await stage.frist("hjul")
        await stage.drawing.filing.finish()

    assert [told["text"] for told in stage.slack.hooked] == [FAILED]
    assert [(entry["event"], entry["error"]) for entry in entries] == [("failed", "ZeroDivisionError")]
    assert entries[0]["where"].startswith("slack_says.py:")
    assert "hundehvalp" not in str(entries)


async def test_who_cannot_be_told_either_is_logged(stage: Stage) -> None:
    for method in (UPLOADED, "chat.postMessage"):
        stage.slack.answers[method] = {"ok": False, "error": "channel_not_found"}
    with structlog.testing.capture_logs() as entries:
        await stage.mention("vis årshjulet")
        await stage.drawing.filing.finish()

    assert [entry["event"] for entry in entries] == ["file_refused", "user_not_told"]


async def test_the_server_does_not_stop_before_the_picture_is_posted(stage: Stage) -> None:
    stage.pictures.free.clear()
    async with stage.web.router.lifespan_context(stage.web):
        await stage.frist("hjul")
        asyncio.get_running_loop().call_later(0.05, stage.pictures.free.set)

    assert len(shown(stage)) == 1


async def test_a_picture_that_will_not_be_done_does_not_keep_the_server_from_stopping(stage: Stage) -> None:
    stage.pictures.free.clear()
    with structlog.testing.capture_logs() as entries:
        await stage.frist("hjul")
        await asyncio.wait_for(stage.drawing.filing.finish(patience=0.01), 5)
    stage.pictures.free.set()

    assert [entry["event"] for entry in entries] == ["file_dropped"]
    assert shown(stage) == []


async def test_many_who_ask_at_once_leave_threads_for_others_and_all_get_it(stage: Stage) -> None:
    stage.pictures.free.clear()
    for _ in range(40):
        await stage.frist("hjul")
    await asyncio.wait_for(stage.mention("TPTIP1A---"), 5)
    assert len(stage.slack.posted()) == 1
    stage.pictures.free.set()
    await stage.drawing.filing.finish()

    assert len(shown(stage)) == 40
