"""The admins' button «Godkjenn endringen»: it approves what was shown, when it is pressed where it may be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from bot.adapters.store.sources import Sources
from bot.slack.kildevarsel import APPROVE, Knapp

if TYPE_CHECKING:
    from slack_stage import Stage


def change(stage: Stage, said: str = "Nytt.") -> str:
    """Let a source say something new; returns the print of what is shown of it."""
    sources = Sources(stage.store.database)
    sources.look("regbok-a03", {"Vg1": ["Gammelt."]})
    return sources.look("regbok-a03", {"Vg1": [said]}).seen


def is_changed(stage: Stage) -> bool:
    """Tell whether the source still counts as changed."""
    return Sources(stage.store.database).changed()["regbok-a03"]["Vg1"] is not None


async def press(stage: Stage, value: str, channel: str = "CADMIN", trigger: str = "") -> list[dict[str, Any]]:
    """Press the button in *channel* as an admin; returns what was sent back."""
    stage.slack.answers.setdefault("usergroups.users.list", {"ok": True, "users": ["U1"]})
    container = {"type": "message", "message_ts": "30.1", "channel_id": channel, "is_ephemeral": False}
    button = {"action_id": APPROVE, "value": value}
    await stage.press(button, trigger, channel={"id": channel}, container=container)
    return stage.slack.hooked


async def test_what_was_shown_is_approved_and_takes_its_own_place(stage: Stage) -> None:
    (sent,) = await press(stage, Knapp("regbok-a03", change(stage)).value())

    assert sent["text"].startswith("Endringen i kilden «regbok-a03» er godkjent.")
    assert sent["replace_original"] is True
    assert not is_changed(stage)


async def test_something_newer_than_what_was_shown_is_not_approved(stage: Stage) -> None:
    shown = change(stage)
    change(stage, "Enda nyere.")
    (sent,) = await press(stage, Knapp("regbok-a03", shown).value())

    assert sent["text"].startswith("Kilden er endret igjen etter denne meldingen, så ingenting er godkjent.")
    assert sent["response_type"] == "ephemeral"
    assert is_changed(stage)


async def test_pressing_again_says_that_nothing_is_left(stage: Stage) -> None:
    value = Knapp("regbok-a03", change(stage)).value()
    await press(stage, value)
    sent = await press(stage, value)

    assert sent[-1]["text"].startswith("Det er ikke noe igjen å godkjenne")


async def test_nobody_outside_the_admins_channel_can_press_it(stage: Stage) -> None:
    assert await press(stage, Knapp("regbok-a03", change(stage)).value(), channel="C46") == []
    assert is_changed(stage)


async def test_nobody_but_an_admin_can_press_it(stage: Stage) -> None:
    stage.slack.answers["usergroups.users.list"] = {"ok": True, "users": ["U7"]}
    (sent,) = await press(stage, Knapp("regbok-a03", change(stage)).value())

    assert "vedlikeholder Kodevakt" in sent["text"]
    assert is_changed(stage)


async def test_a_replay_has_no_second_effect(stage: Stage) -> None:
    value = Knapp("regbok-a03", change(stage)).value()
    for _ in range(3):
        sent = await press(stage, value, trigger="same")

    assert len(sent) == 1


@pytest.mark.parametrize("value", ["", "tull", "[]", '["a"]', '["a", 1]', '["../a", "b"]', "[" * 9999, '{"a": "b"}'])
async def test_what_is_no_button_of_ours_does_nothing(stage: Stage, value: str) -> None:
    change(stage)

    assert await press(stage, value) == []
    assert is_changed(stage)
