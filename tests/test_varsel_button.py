"""The admins' button «Prøv igjen»: what a channel refused is posted again, when it is pressed where it may be."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa

from bot.adapters import clock
from bot.adapters.store.ledger import Ledger
from bot.adapters.store.tables import POST
from bot.domain.delivery import Failed

if TYPE_CHECKING:
    from slack_stage import Stage

BUTTON = {"action_id": "paminnelse_igjen", "value": "C46"}


def refuse(stage: Stage, count: int, closes_in: timedelta = timedelta(days=1)) -> None:
    """Let channel C46 refuse so many reminders, which there is still time for unless *closes_in* says otherwise."""
    now = clock.now()
    with stage.store.database.write() as connection:
        for number in range(count):
            times = {"due_at": now, "not_before": now, "closes_at": now + closes_in}
            key = {"reminder": f"2026-2027/rad-{number}", "channel": "C46", "occurrence": "2026-12-01/-7d"}
            connection.execute(sa.insert(POST).values(**key, **times, state="failed", reason="not_in_channel"))


def states(stage: Stage) -> list[str]:
    """Return the states of the posts."""
    with stage.store.database.read() as connection:
        return list(connection.execute(sa.select(POST.c.state).order_by(POST.c.reminder)).scalars())


async def press(stage: Stage, channel: str, trigger: str = "") -> list[dict[str, Any]]:
    """Press the button in *channel* as an admin; returns what was whispered."""
    stage.slack.answers["usergroups.users.list"] = {"ok": True, "users": ["U1"]}
    container = {"type": "message", "message_ts": "30.1", "channel_id": channel, "is_ephemeral": False}
    await stage.press(BUTTON, trigger, channel={"id": channel}, container=container)
    return stage.slack.hooked


@pytest.mark.parametrize(
    ("count", "closes_in", "said"),
    [
        pytest.param(1, timedelta(days=1), "Prøver igjen med én påminnelse.", id="one"),
        pytest.param(3, timedelta(days=1), "Prøver igjen med 3 påminnelser.", id="several"),
        pytest.param(2, timedelta(), "Det er ikke noe igjen å sende", id="too late"),
        pytest.param(0, timedelta(), "Det er ikke noe igjen å sende", id="nothing refused"),
    ],
)
async def test_what_was_refused_is_due_again_while_there_is_time(
    stage: Stage, count: int, closes_in: timedelta, said: str
) -> None:
    refuse(stage, count, closes_in)
    (whispered,) = await press(stage, "CADMIN")

    assert whispered["text"].startswith(said)
    assert states(stage) == (["due"] if closes_in else ["failed"]) * count


async def test_nobody_outside_the_admins_channel_can_press_it(stage: Stage) -> None:
    refuse(stage, 1)

    assert await press(stage, "C46") == []
    assert states(stage) == ["failed"]


async def test_nobody_but_an_admin_can_press_it(stage: Stage) -> None:
    refuse(stage, 1)
    container = {"type": "message", "message_ts": "30.1", "channel_id": "CADMIN", "is_ephemeral": False}
    stage.slack.answers["usergroups.users.list"] = {"ok": True, "users": ["U7"]}
    await stage.press(BUTTON, channel={"id": "CADMIN"}, container=container)

    assert "vedlikeholder Kodevakt" in stage.slack.hooked[0]["text"]
    assert states(stage) == ["failed"]


async def test_a_replay_has_no_second_effect(stage: Stage) -> None:
    refuse(stage, 1)
    for _ in range(3):
        whispered = await press(stage, "CADMIN", "same")

    assert len(whispered) == 1


def test_one_word_to_the_admins_names_all_that_a_channel_refused_in_a_minute(stage_ledger) -> None:
    database, ledger = stage_ledger
    while post := ledger.claim():
        assert ledger.begin(post)
        assert ledger.settle(post, Failed("not_in_channel"))
        database.moved += timedelta(seconds=2)
    with database.read() as connection:
        told = connection.execute(sa.select(POST.c.about).where(POST.c.reminder == "varsel")).scalars().all()

    assert [(len(about["posts"]), about["more"]) for about in told] == [(20, 3)]


@pytest.fixture
def stage_ledger(database_url):
    """Return a database with 23 reminders that are due in one channel, its clock in our hands, and its ledger."""
    from bot.adapters.store import Database  # noqa: PLC0415 - the tests above have a stage of their own

    begins = clock.now()
    database: Any = Database(database_url, lambda: begins + database.moved)
    database.moved = timedelta()
    with database.write() as connection:
        for number in range(23):
            times = {"due_at": begins, "not_before": begins, "closes_at": begins + timedelta(days=1)}
            key = {"reminder": f"2026-2027/rad-{number:02}", "channel": "C46", "occurrence": "2026-12-01/-7d"}
            connection.execute(sa.insert(POST).values(**key, **times, state="due"))
    yield database, Ledger(database, admin="CADMIN")
    database.close()
