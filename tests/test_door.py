"""The door of the whole bot under attack: a short run of ``make fuzz``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import structlog
from fuzz import again, door, sizes

if TYPE_CHECKING:
    import pytest
    from slack_stage import Stage


async def test_of_two_thousand_changed_requests_none_gets_in_and_every_good_one_does() -> None:
    changed, bad = await door.tried_in_memory(2000, 400)

    assert changed.held, changed
    assert bad.held, bad


async def test_a_request_that_is_sent_again_has_one_effect_also_in_another_process(ledger_url: str) -> None:
    database = "sqlite" if ledger_url.startswith("sqlite") else ledger_url
    (replayed,) = await again.tried(60, [database])

    assert replayed.count == 60
    assert replayed.held, replayed


def test_bodies_of_every_size_get_their_answer_and_the_server_does_not_grow() -> None:
    grown = sizes.tried(1)

    assert grown.count == len(sizes.BODIES)
    assert grown.held, grown


async def test_the_floors_give_way_when_the_door_stands_open(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.slack.guard.Guard._verify", lambda *_: None)
    monkeypatch.setattr("bot.slack.once.Once._remember", lambda *_: True)
    changed, bad = await door.tried_in_memory(100, 100)

    assert changed.let_in > 10
    assert (changed.held, bad.held) == (False, False)


async def test_what_nobody_listens_for_is_logged_without_a_word_of_it(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    with structlog.testing.capture_logs() as entries:
        response = await stage.form(command="/hundehvalp", text="hundehvalp", user_id="U1", channel_id="C1")

    assert response.status_code == 404
    assert [entry["event"] for entry in entries] == ["nobody_listens"]
    assert not re.search("hundehvalp", f"{entries}{caplog.text}")
