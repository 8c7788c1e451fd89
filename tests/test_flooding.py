"""Who asks too much: told once, left unanswered for the minute, and unnoticed by everybody else."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from slack_stage import Slack, Stage

from bot.domain import flooding
from bot.domain.flooding import Asked, Verdict
from bot.slack.flood import Flood

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable
    from pathlib import Path

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
USER = "Du har stilt mer enn 3 spørsmål på ett minutt. Jeg svarer deg igjen når minuttet er over."
CHANNEL = "Her er det stilt mer enn 3 spørsmål på ett minutt. Jeg svarer igjen når minuttet er over."


@pytest.fixture
async def strict(tmp_path: Path) -> AsyncIterator[Stage]:
    """Return an edge that takes three questions a minute."""
    async with Slack() as slack:
        made = Stage(slack, tmp_path, limit=3)
        yield made
        await made.close()


@pytest.mark.parametrize(
    ("before", "seconds", "verdict"),
    [
        pytest.param(None, 0, Verdict.ANSWER, id="the first"),
        pytest.param(Asked(NOW, 2), 59, Verdict.ANSWER, id="the last of the minute"),
        pytest.param(Asked(NOW, 3), 59.999, Verdict.TELL, id="one too many"),
        pytest.param(Asked(NOW, 3, told=True), 59.999, Verdict.SILENT, id="one more"),
        pytest.param(Asked(NOW, 3, told=True), 60, Verdict.ANSWER, id="the minute is over"),
        pytest.param(Asked(NOW, 3, told=True), -1, Verdict.ANSWER, id="the clock was set back"),
    ],
)
def test_so_many_a_minute_are_answered(before: Asked | None, seconds: float, verdict: Verdict) -> None:
    assert flooding.judge(before, NOW + timedelta(seconds=seconds), 3)[1] is verdict


def said(flood: Flood, *questions: str) -> list[str]:
    """Return what becomes of questions, each a user and a channel: answered (a), told (the text), silence (-)."""
    asked = [question.split() for question in questions]
    stopped = [flood.stopped(user, channel, NOW) for user, channel in asked]
    return ["a" if one is None else one.get("text", "-") for one in stopped]


def test_a_user_who_floods_is_told_once_and_nobody_else_notices() -> None:
    flood = Flood(3)

    assert said(flood, *["U1 C1"] * 6) == ["a", "a", "a", USER, "-", "-"]
    assert said(flood, "U1 C2", "U2 C1", "U3 C1", "U2 C2") == ["-", "a", "a", "a"]


def test_a_channel_that_many_flood_together_is_told_once() -> None:
    flood = Flood(3)

    assert said(flood, "U1 C1", "U2 C1", "U3 C1", "U4 C1", "U5 C1") == ["a", "a", "a", CHANNEL, "-"]
    assert said(flood, "U5 C2") == ["a"]


def test_without_a_limit_nothing_is_counted() -> None:
    flood = Flood(0)

    assert said(flood, *["U1 C1"] * 1000) == ["a"] * 1000
    assert not flood._users


def test_only_so_many_are_remembered_those_of_the_latest_minutes() -> None:
    flood = Flood(3, room=100)
    for number in range(5000):
        flood.stopped(f"U{number}", f"C{number}", NOW + timedelta(seconds=number))
    flood.stopped("U4900", "C4900", NOW + timedelta(seconds=5000))
    flood.stopped("U5000", "C5000", NOW + timedelta(seconds=5001))

    assert (len(flood._users), len(flood._channels)) == (100, 100)
    assert "U4900" in flood._users


def test_it_is_said_in_nynorsk_where_that_is_written() -> None:
    flood = Flood(1)
    flood.stopped("U1", "C46", NOW, "nn")
    told = flood.stopped("U1", "C46", NOW, "nn")

    assert told
    assert told["text"] == "Du har stilt meir enn 1 spørsmål på eitt minutt. Eg svarar deg igjen når minuttet er over."


async def kode(stage: Stage) -> str:
    """Ask with the command."""
    return str((await stage.kode("TPTIP1A---")).get("text", ""))


async def frist(stage: Stage) -> str:
    """Ask with the other command."""
    return str((await stage.frist("neste 5")).get("text", ""))


async def mention(stage: Stage) -> str:
    """Ask in a channel."""
    return await _posted(stage, stage.mention)


async def direct(stage: Stage) -> str:
    """Ask in a direct message."""
    return await _posted(stage, stage.direct)


async def button(stage: Stage) -> str:
    """Ask with a button."""
    before = len(stage.slack.hooked)
    await stage.press({"action_id": "spor_0", "value": json.dumps({"q": "TPTIP1A---", "a": []})})
    return str(stage.slack.hooked[-1]["text"]) if len(stage.slack.hooked) > before else ""


async def _posted(stage: Stage, ask: Callable[[str], Awaitable[object]]) -> str:
    before = len(stage.slack.posted())
    await ask("TPTIP1A---")
    posted = stage.slack.posted()[before:]
    return str(posted[0]["text"]) if posted else ""


@pytest.mark.parametrize("way", [kode, frist, mention, direct, button])
async def test_every_way_to_ask_is_limited_and_opens_again_after_a_minute(
    strict: Stage, way: Callable[[Stage], Awaitable[str]]
) -> None:
    answers = [await way(strict) for _ in range(6)]
    strict.clock.forward(seconds=60)

    assert [answer == USER for answer in answers] == [False, False, False, True, False, False]
    assert [bool(answer) for answer in answers] == [True] * 4 + [False] * 2
    assert await way(strict) == answers[0]


async def test_a_delivery_that_comes_again_is_no_new_question(strict: Stage) -> None:
    for _ in range(9):
        await strict.mention("TPTIP1A---", event_id="Ev-igjen")

    assert (await strict.kode("TPTIP1A---"))["text"].startswith("TPTIP1A---")


async def test_somebody_else_is_answered_as_if_nothing_were(strict: Stage) -> None:
    await asyncio.gather(*(strict.kode("TPTIP1A---") for _ in range(40)))

    assert (await strict.kode("TPTIP1A---", user="U2"))["text"].startswith("TPTIP1A---")
    assert (await strict.kode("TPTIP1A---")) == {}
