"""/helse and /metrics: well or not, why in words, and the figures."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import httpx
import pytest
from slack_says import kunnskap
from starlette.applications import Starlette

from bot.adapters.store.watch import Figures
from bot.domain.arshjul import Arshjulene
from bot.domain.kanal import Kanal
from bot.errors import DatabaseError, Fault
from bot.reminding.tools import Basis
from bot.web.health import Health

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
WELL = Figures(NOW, timedelta(seconds=20), {"due": 3, "sent": 7}, 0, timedelta(), ())


class FakeWatch:
    """Tells what it was made with; None stands for a database that is away."""

    def __init__(self, figures: Figures | None) -> None:
        self._figures = figures

    def figures(self) -> Figures:
        """Return the figures."""
        if self._figures is None:
            raise DatabaseError("the database cannot be used (OperationalError)")
        return self._figures


async def get(
    path: str, figures: Figures | None, *, reminds: bool = True, faults: tuple[Fault, ...] = ()
) -> httpx.Response:
    """Ask for *path*."""
    watch: Any = FakeWatch(figures)
    kanaler = {"C46": Kanal(id="C46", fylke="Vestland")} if reminds else {}
    version = SimpleNamespace(kunnskap=kunnskap(), basis=Basis(Arshjulene(()), kanaler))
    pages = Health(SimpleNamespace(current=version, faults=faults), watch).routes()
    transport = httpx.ASGITransport(Starlette(routes=pages))
    async with httpx.AsyncClient(transport=transport, base_url="http://kodevakt") as http:
        return await http.get(path)


@pytest.mark.parametrize(
    ("figures", "wrong"),
    [
        pytest.param(WELL, [], id="all is well"),
        pytest.param(None, ["databasen svarer ikke"], id="the database is away"),
        pytest.param(WELL._replace(beat_age=None), ["ingen «kodevakt worker» er i gang"], id="no worker yet"),
        pytest.param(WELL._replace(beat_age=timedelta(minutes=3)), [], id="a tick three minutes old"),
        pytest.param(
            WELL._replace(beat_age=timedelta(minutes=3, seconds=1)),
            ["siste tikk er 3 minutter gammelt"],
            id="a tick older than that",
        ),
        pytest.param(
            WELL._replace(overdue=2, oldest=timedelta(minutes=7)),
            ["2 påminnelser er forsinket, den eldste 7 minutter"],
            id="overdue",
        ),
        pytest.param(
            WELL._replace(trouble=("slack: token_revoked",)),
            ["kan ikke sende: slack: token_revoked"],
            id="something keeps it from posting",
        ),
    ],
)
async def test_what_is_wrong_is_said_in_words_and_by_the_status(figures: Figures | None, wrong: list[str]) -> None:
    response = await get("/helse", figures)

    assert (response.json()["feil"], response.json()["ok"]) == (wrong, not wrong)
    assert response.status_code == (503 if wrong else 200)


async def test_without_a_channel_to_remind_nobody_misses_the_worker() -> None:
    response = await get("/helse", WELL._replace(beat_age=None), reminds=False)

    assert response.status_code == 200


async def test_health_counts_the_reminders_and_tells_of_the_files_that_are_not_in_use() -> None:
    told = (await get("/helse", WELL, faults=(Fault("regler.yaml", 12, "mangler kilde"),))).json()

    assert told["ok"]
    assert told["feil_i_filene"] == ["regler.yaml:12: mangler kilde"]
    assert told["paminnelser"] == {
        "siste_tikk_for_sekunder_siden": 20.0,
        "forsinket": 0,
        "antall": {"due": 3, "sent": 7},
    }


async def test_the_metrics_have_every_state_also_those_that_nothing_is_in() -> None:
    response = await get("/metrics", WELL._replace(overdue=1, oldest=timedelta(minutes=6)))
    lines = response.text.splitlines()

    assert response.headers["content-type"].startswith("text/plain; version=0.0.4")
    for line in (
        "kodevakt_ok 0.0",
        'kodevakt_posts{state="due"} 3.0',
        'kodevakt_posts{state="failed"} 0.0',
        "kodevakt_overdue_posts 1.0",
        "kodevakt_oldest_overdue_seconds 360.0",
        "kodevakt_last_tick_age_seconds 20.0",
        "kodevakt_cannot_post 0.0",
    ):
        assert line in lines


async def test_the_metrics_say_that_all_is_not_well_when_the_database_is_away() -> None:
    response = await get("/metrics", None)

    assert response.status_code == 200
    assert "kodevakt_ok 0.0" in response.text
    assert "kodevakt_posts" not in response.text
