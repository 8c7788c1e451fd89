"""Gaps on their way from a question in Slack to the database, and out of it when they are old."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa
from ledger_stage import Shelf
from reminding_stage import Desk, basis
from slack_stage import buttons
from starlette.applications import Starlette
from structlog.testing import capture_logs

from bot import app as root
from bot import worker
from bot.adapters.store import Database
from bot.adapters.store.gaps import Gaps
from bot.config import Settings
from bot.domain.hull import NEWEST, Gap
from bot.errors import DatabaseError
from bot.slack.ask import Ask
from bot.slack.filing import Filing
from bot.slack.missed import Missed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from slack_stage import Stage

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
DAY = timedelta(days=1)
WEATHER = "hvordan blir været?"


def one(question: str = "hvordan blir været?", at: datetime = NOW) -> Gap:
    """Return a gap."""
    return Gap(at, "ukjent", "Oslo", question)


class Slow(Gaps):
    """Gaps in memory, that cannot be written where *broken*."""

    def __init__(self, *, broken: bool = False) -> None:
        self.days, self.broken = 90, broken
        self.batches: list[list[str]] = []

    def add(self, gaps: Sequence[Gap], now: datetime) -> None:
        """Keep them."""
        assert now == NOW
        if self.broken:
            raise DatabaseError("the database cannot be used")
        self.batches.append([gap.question for gap in gaps])


def kept(stage: Stage) -> list[tuple[str, str, str]]:
    """Return the kind, the county and the words of what was kept, newest first."""
    return [(gap.kind, gap.fylke, gap.question) for gap in stage.gaps.newest(stage.clock.at)]


def test_gaps_come_back_newest_first_as_they_were_kept(ledger_url: str) -> None:
    gaps = Gaps(Shelf(ledger_url).database, 90)
    gaps.add([one("den første"), one("den andre", NOW + DAY), one("æøå 😀 «&»", NOW + DAY)], NOW + DAY)

    assert gaps.newest(NOW + DAY) == (one("æøå 😀 «&»", NOW + DAY), one("den andre", NOW + DAY), one("den første"))


def test_a_gap_that_is_too_old_is_not_shown_and_goes_with_the_next_that_is_kept(ledger_url: str) -> None:
    shelf = Shelf(ledger_url)
    gaps = Gaps(shelf.database, 30)
    gaps.add([one("gammel")], NOW)

    assert gaps.newest(NOW + 30 * DAY) == (one("gammel"),)
    assert gaps.newest(NOW + 31 * DAY) == ()
    gaps.add([one("ny", NOW + 31 * DAY)], NOW + 31 * DAY)
    assert count(shelf) == 1


@pytest.mark.parametrize(("days", "left"), [(90, 2), (30, 1), (0, 0)])
def test_the_tick_drops_what_is_too_old_and_everything_when_nothing_is_to_be_kept(
    ledger_url: str, days: int, left: int
) -> None:
    desk = Desk(ledger_url, NOW, basis())
    gaps = Gaps(desk.shelf.database, 90)
    gaps.add([one(at=NOW - 40 * DAY), one()], NOW)
    desk.tools = replace(desk.tools, forget=(Gaps(desk.shelf.database, days).forget,))
    desk.worker("w").tick()

    assert count(desk.shelf) == left


def test_nothing_is_kept_or_shown_when_gaps_are_off(ledger_url: str) -> None:
    shelf = Shelf(ledger_url)
    Gaps(shelf.database, 90).add([one()], NOW)
    Gaps(shelf.database, 0).add([one()], NOW)

    assert count(shelf) == 1
    assert Gaps(shelf.database, 0).newest(NOW) == ()


def test_only_the_newest_two_thousand_are_read(ledger_url: str) -> None:
    gaps = Gaps(Shelf(ledger_url).database, 90)
    gaps.add([one("gammel", NOW - DAY), *(one() for _ in range(NEWEST))], NOW)

    assert {gap.question for gap in gaps.newest(NOW)} == {WEATHER}


def count(shelf: Shelf) -> int:
    """Return how many gaps there are in the database."""
    with shelf.database.read() as connection:
        return int(connection.execute(sa.text("select count(*) from gap")).scalar_one())


async def test_a_question_that_nothing_answers_is_kept_with_the_county_of_the_channel(stage: Stage) -> None:
    await stage.kode(WEATHER, channel="C03")
    await stage.missed.finish()

    assert kept(stage) == [("ukjent", "Oslo", WEATHER)]


async def test_a_mention_and_a_direct_message_are_kept_too_and_no_county_is_none(stage: Stage) -> None:
    await stage.mention("Hvordan blir været i morgen?")
    await stage.direct("blir været bra?")
    await stage.missed.finish()

    assert kept(stage) == [("ukjent", "", "blir været bra?"), ("ukjent", "", "Hvordan blir været i morgen?")]


async def test_what_is_answered_asked_back_or_explained_is_no_gap(stage: Stage) -> None:
    for text in ("når skrives grunnkoden?", "TIP-elev som tar vg1 over to år", "TPTIP1A---", "VGTIP1Z---", "", "hjelp"):
        await stage.kode(text)
        await stage.frist(text)
    await stage.missed.finish()

    assert kept(stage) == []


async def test_a_deadline_that_is_not_found_is_kept_and_frist_alone_is_not(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stage.responder, "deadlines", lambda text, **_: stage.responder.answer(f"været: {text}"))
    await stage.frist("tannlegetimen", channel="C46")
    await stage.frist("", channel="C46")
    await stage.missed.finish()

    assert kept(stage) == [("ukjent", "Vestland", "tannlegetimen")]


async def test_a_question_behind_a_button_that_nothing_answers_is_kept(stage: Stage) -> None:
    await stage.press({"action_id": "spor_0", "value": Ask(WEATHER).value()})
    await stage.missed.finish()

    assert kept(stage) == [("ukjent", "", WEATHER)]


async def test_an_answer_that_was_not_useful_is_kept_once_and_one_that_was_is_not(stage: Stage) -> None:
    oslo = {"type": "message", "message_ts": "10.2", "channel_id": "C03", "is_ephemeral": False}
    for user, name, question in (
        ("U1", "Ja", "hvem fører fravær?"),
        ("U2", "Nei", "når skrives grunnkoden på vitnemålet?"),
        ("U2", "Nei", "når skrives grunnkoden på vitnemålet?"),
        ("U2", "Ja", "hvem fører fravær?"),
    ):
        reply = await stage.kode(question)
        await stage.press(buttons(reply)[name], user={"id": user}, container=oslo)
    await stage.missed.finish()

    assert kept(stage) == [("ikke_nyttig", "Oslo", "når skrives grunnkoden på vitnemålet?")]


async def test_no_person_is_in_the_database_after_a_question_about_one(stage: Stage) -> None:
    await stage.kode("blir været bra for ０１０２０３ 12345, ring 22 34 56 78 eller kari@skole.no?")
    await stage.missed.finish()
    stage.store.close()
    files = b"".join(file.read_bytes() for file in stage.folder.glob("kodevakt.sqlite3*"))

    assert "blir været bra for [skjult], ring [skjult] eller [skjult]".encode() in files
    assert not any(part.encode() in files for part in ("12345", "０１０２０３", "56 78", "kari@"))


async def test_a_database_that_fails_does_not_keep_anybody_from_an_answer(stage: Stage) -> None:
    with stage.store.database.write() as connection:
        connection.execute(sa.text("drop table gap"))
    with capture_logs() as logged:
        reply = await stage.kode(WEATHER)
        await stage.missed.finish()
        again = await stage.kode(WEATHER)
        await stage.missed.finish()

    assert "finnes ikke i kildene" in reply["text"] == again["text"]
    assert [(line["event"], line["count"]) for line in logged] == [("gaps_not_kept", 1)] * 2
    assert WEATHER not in str(logged)


async def test_what_comes_while_the_database_is_busy_is_written_at_once_and_nothing_is_lost_at_the_end() -> None:
    gaps = Slow()
    missed = Missed(gaps, lambda: NOW)
    async with missed.running():
        for n in range(5):
            missed.note("ukjent", f"spørsmål nummer {n}", "")

    assert gaps.batches == [[f"spørsmål nummer {n}" for n in range(5)]]


async def test_what_waits_when_the_service_ends_is_written_first() -> None:
    gaps = Slow()
    lasting: Any = SimpleNamespace(filing=Filing(), missed=Missed(gaps, lambda: NOW))
    edges: Any = SimpleNamespace(lasting=lasting)
    reloader: Any = SimpleNamespace(running=nullcontext)
    desk: Any = SimpleNamespace(editor=SimpleNamespace(finish=int))
    async with root._around(edges, desk, reloader)(Starlette()):
        lasting.missed.note("ukjent", WEATHER, "")

    assert gaps.batches == [[WEATHER]]


async def test_when_gaps_are_off_nothing_waits() -> None:
    gaps = Slow()
    gaps.days = 0
    missed = Missed(gaps, lambda: NOW)
    missed.note("ukjent", WEATHER, "")
    await missed.finish()

    assert gaps.batches == []


def test_the_worker_drops_what_the_settings_say_is_too_old(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'kodevakt.sqlite3'}"
    environ = {"SLACK_BOT_TOKEN": "xoxb-1-2-kanarifugl", "SLACK_APP_TOKEN": "xapp-1-kanarifugl", "DATABASE_URL": url}
    database = Database(url, lambda: NOW)
    gaps = Gaps(database, 90)
    gaps.add([one(at=NOW - 5 * DAY), one()], NOW)
    worker.build_job(Settings.from_env(environ | {"KODEVAKT_HULL_DAGER": "3"}), database, basis, lambda: NOW).enter(NOW)
    left = gaps.newest(NOW)
    database.close()

    assert left == (one(),)


async def test_what_there_is_no_room_for_is_dropped_and_that_is_told_once() -> None:
    gaps = Slow()
    missed = Missed(gaps, lambda: NOW, limit=3)
    with capture_logs() as logged:
        for n in range(10):
            missed.note("ukjent", f"spørsmål nummer {n}", "")
        await missed.finish()
        missed.note("ukjent", "ett til etterpå", "")
        await missed.finish()

    assert [len(batch) for batch in gaps.batches] == [3, 1]
    assert [(line["event"], line["count"]) for line in logged] == [("gaps_dropped", 7)]


async def test_after_the_database_has_failed_the_next_gap_is_written() -> None:
    gaps = Slow(broken=True)
    missed = Missed(gaps, lambda: NOW)
    missed.note("ukjent", "den første går tapt", "")
    await missed.finish()
    gaps.broken = False
    missed.note("ukjent", "den andre kommer fram", "")
    await missed.finish()

    assert gaps.batches == [["den andre kommer fram"]]
