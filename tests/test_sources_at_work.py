"""The look at the sources beside all that goes on: reminders are not delayed, and answers learn of it soon."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import small_knowledge

from bot import running
from bot.adapters.store import Database
from bot.adapters.store.sources import Sources
from bot.config import Settings
from bot.edges import Edges
from bot.house import House
from bot.reloading import EVERY, Reloader
from bot.slack.ask import Ask
from bot.slack.replies import Around
from bot.sourcecheck import SourceCheck
from bot.worker import Worker

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SAID = "Kilden er endret siden"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Return settings for the small knowledge and an empty Årshjul."""
    (tmp_path / "schedules").mkdir()
    return Settings.from_env(
        {
            "SLACK_BOT_TOKEN": "xoxb-1-2-kanarifugl",
            "SLACK_SIGNING_SECRET": "f00dfeed" * 4,
            "DATABASE_URL": f"sqlite:///{tmp_path / 'kodevakt.sqlite3'}",
            "KODEVAKT_KNOWLEDGE": str(small_knowledge.copy(tmp_path)),
            "KODEVAKT_SCHEDULES": str(tmp_path / "schedules"),
            "KODEVAKT_KILDER": "ukentlig",
        }
    )


@pytest.fixture
def house(settings: Settings) -> Iterator[House]:
    """Return a house over them."""
    made = House(settings)
    yield made
    made.store.close()


def change(house: House) -> None:
    """Let the source of a rule say something new."""
    sources = Sources(house.store.database)
    for said in ("Gammelt.", "Nytt."):
        sources.look("regbok-a03", {"Vg1": [said]})


def answer(edges: Edges) -> str:
    """Ask for that rule, as in Slack."""
    edge = edges()
    return str(edge.replies.reply(Ask("hvilken kode når vg1 tar to år"), Around(), edge.here("C1")).message["text"])


def test_an_answer_says_that_its_source_has_changed_once_that_is_taken_up_and_no_more_when_approved(
    settings: Settings, house: House
) -> None:
    edges = Edges(settings, house)
    change(house)
    said = [SAID in answer(edges)]
    house.look_at_sources()
    said.append(SAID in answer(edges))
    Sources(house.store.database).approve("regbok-a03", "U1")
    house.look_at_sources()
    said.append(SAID in answer(edges))

    assert said == [False, True, False]


def test_what_is_known_holds_while_the_database_is_away(house: House) -> None:
    change(house)
    house.look_at_sources()
    before = house.endret
    with house.store.database.write() as connection:
        connection.exec_driver_sql("ALTER TABLE source RENAME TO borte")
    house.look_at_sources()

    assert before
    assert house.endret is before


def test_it_is_taken_up_every_half_minute(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[int] = []
    reloader = Reloader(house)
    times = iter([False] * int(60 / EVERY) + [True])
    waits: list[float] = []

    def wait(seconds: float) -> bool:
        waits.append(seconds)
        return next(times)

    monkeypatch.setattr(reloader._stop, "wait", wait)
    monkeypatch.setattr(house, "look_at_sources", lambda: looked.append(len(waits)))
    monkeypatch.setattr(reloader, "look", lambda: None)
    reloader._watch()

    assert [round(count * EVERY) for count in looked] == [30, 60]


def test_a_look_that_takes_long_does_not_hold_the_reminders_up(tmp_path: Path) -> None:
    begun, ticked = threading.Event(), threading.Event()
    done: list[bool] = []

    class Sources:
        stopping = False

        def weekly(self) -> None:
            """Begin, and go on until there was a tick."""
            begun.set()
            done.append(ticked.wait(10))

    class Job:
        stopping = False

        def tick(self) -> None:
            """Look after the reminders, while the sources are looked at."""
            if begun.wait(10):
                ticked.set()

    database = Database(f"sqlite:///{tmp_path / 'worker.sqlite3'}")
    job, sources = Job(), Sources()
    with Worker(job, database, sources).running():  # type: ignore[arg-type]
        assert ticked.wait(10)
    database.close()

    assert done == [True]
    assert (job.stopping, sources.stopping) == (True, True)


def test_the_worker_looks_only_where_that_is_switched_on(settings: Settings, house: House) -> None:
    assert isinstance(running._sources(settings, house), SourceCheck)
    assert running._sources(replace(settings, weekly_sources=False), house) is None
