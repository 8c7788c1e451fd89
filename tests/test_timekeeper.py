"""Time in the workspace: moved forward, it ticks the worker at every moment that something is due."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import httpx
import pytest
from starlette.applications import Starlette

from bot.web.lokal.hub import Hub
from bot.web.lokal.timekeeper import Timekeeper

NOW = datetime(2026, 10, 24, 6, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


class FakeClock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.at = NOW

    def now(self) -> datetime:
        """Return what it shows."""
        return self.at

    def forward(self, to: datetime) -> None:
        """Move it."""
        self.at = max(to, self.at)


class FakeJob:
    """Does what is due, and notes when it was ticked."""

    def __init__(self, clock: FakeClock, due: list[datetime]) -> None:
        self._clock, self.due, self.ticks, self.stopping = clock, due, list[datetime](), False

    def tick(self) -> None:
        """Do all that is due."""
        self.ticks.append(self._clock.at)
        self.due = [moment for moment in self.due if moment > self._clock.at]

    def next_at(self) -> datetime | None:
        """Return what is due next."""
        return min(self.due, default=None)


class Stage:
    """A timekeeper with fakes around it."""

    def __init__(self, *due: datetime) -> None:
        self.clock = FakeClock()
        self.job = FakeJob(self.clock, list(due))
        self.keeper = Timekeeper(self.clock, Hub(), self.job, self.job.next_at)

    async def move(self, body: str) -> httpx.Response:
        """Ask as the page does."""
        transport = httpx.ASGITransport(Starlette(routes=self.keeper.routes()))
        async with httpx.AsyncClient(transport=transport, base_url="http://lokal") as http:
            return await http.post("/lokal/tid", content=body)


async def test_everything_due_on_the_way_happens_at_its_time_and_each_midnight_the_plan_is_made() -> None:
    stage = Stage(NOW + 2 * HOUR, NOW + 5 * HOUR, NOW + 30 * HOUR)
    await stage.keeper.forward(NOW + 24 * HOUR)

    midnight = NOW + 16 * HOUR
    assert stage.job.ticks == [NOW + 2 * HOUR, NOW + 5 * HOUR, midnight, NOW + 24 * HOUR]
    assert stage.clock.at == NOW + 24 * HOUR


@pytest.mark.parametrize(
    ("how", "to"),
    [
        pytest.param("time", NOW + HOUR, id="an hour"),
        pytest.param("dag", NOW + 25 * HOUR, id="a day, the one on which the clock is set back"),
        pytest.param("uke", NOW + (7 * 24 + 1) * HOUR, id="a week"),
        pytest.param("neste", NOW + 90 * HOUR, id="to what is due next"),
    ],
)
async def test_the_person_moves_time_by_the_clock_on_the_wall_in_norway(how: str, to: datetime) -> None:
    stage = Stage(NOW + 90 * HOUR)
    response = await stage.move(f'{{"til": "{how}"}}')

    assert (response.json(), stage.clock.at) == ({}, to)


async def test_with_nothing_due_time_stands_still_and_the_person_is_told() -> None:
    stage = Stage()
    response = await stage.move('{"til": "neste"}')

    assert response.json()["fault"].startswith("Ingenting skal sendes de neste 60 dagene.")
    assert stage.clock.at == NOW


@pytest.mark.parametrize("body", ["", "{}", '{"til": "bakover"}', "[]"])
async def test_what_is_no_wish_is_refused(body: str) -> None:
    response = await Stage().move(body)

    assert response.status_code == 400


async def test_a_worker_that_gets_nothing_done_does_not_hold_time_up_for_ever() -> None:
    stage = Stage()
    stage.keeper = Timekeeper(stage.clock, Hub(), stage.job, lambda: NOW)
    await stage.keeper.forward(NOW + HOUR)

    assert stage.clock.at == NOW + HOUR


async def test_it_ticks_at_once_and_asks_the_worker_to_stop_at_the_end() -> None:
    stage = Stage()
    async with stage.keeper.running():
        await stage.keeper.forward(NOW)
        await stage.keeper.forward(NOW)

    assert len(stage.job.ticks) == 3  # its own, and one for each time that it was asked
    assert stage.job.stopping
