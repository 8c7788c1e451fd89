"""An identity number that somebody writes goes no further, and only the one who wrote it is told."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from slack_stage import strings

if TYPE_CHECKING:
    from slack_stage import Stage

SPELLINGS = ["01020312345", "010203 12345", "01 02 03 12345", "０１０２０３１２３４５", "010203-12345"]
PARTS = ("01020312345", "010203", "12345", "０１０２０３")
WARNED = "fødselsnummer"


def shown(stage: Stage) -> str:
    """Return all that has been sent to Slack, and all that the database and the memory hold."""
    sent = json.dumps([stage.slack.calls, stage.slack.hooked], ensure_ascii=False)
    kept = (stage.folder / "kodevakt.sqlite3").read_bytes().decode("utf-8", "replace")
    return sent + kept + repr(vars(stage.bolt)) + repr(stage.responder.__dict__)


@pytest.mark.parametrize("number", SPELLINGS)
async def test_a_number_in_a_command_is_hidden_and_the_one_who_asked_is_told(stage: Stage, number: str) -> None:
    for reply in (await stage.kode(f"ukjent kode for {number}"), await stage.frist(f"ukjent {number}")):
        said = "\n".join(strings(reply))
        assert reply["response_type"] == "ephemeral"
        assert WARNED in said
        assert not any(part in said for part in PARTS)
    await stage.missed.finish()

    assert not any(part in shown(stage) for part in PARTS)


@pytest.mark.parametrize("number", SPELLINGS)
async def test_a_number_said_in_a_channel_is_told_of_to_nobody_else(stage: Stage, number: str) -> None:
    await stage.mention(f"kode for {number}")
    await stage.missed.finish()

    (told,) = stage.slack.posted("chat.postEphemeral")
    assert (told["user"], told["channel"]) == ("U1", "C1")
    assert WARNED in told["text"]
    assert WARNED not in json.dumps(stage.slack.posted(), ensure_ascii=False)
    assert not any(part in shown(stage) for part in PARTS)


async def test_ordinary_questions_are_not_warned_about(stage: Stage) -> None:
    reply = await stage.kode("TPTIP1A--- frist 24.10.2026, org.nr. 974 760 673")

    assert WARNED not in "\n".join(strings(reply))
