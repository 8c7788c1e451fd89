"""``/helse`` for whoever has to know that all is well, and ``/metrics`` for Prometheus.

Well means that the database answers and, where there are channels to remind, that a worker has ticked in the last three
minutes, that nothing keeps it from posting, and that no reminder is overdue by more than five minutes.
"""

from __future__ import annotations

import asyncio
from datetime import timedelta
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, Protocol

from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.errors import DatabaseError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.requests import Request

    from bot.adapters.store.watch import Figures, Watch
    from bot.domain.model import Kunnskap
    from bot.errors import Fault
    from bot.reminding.tools import Basis

TOO_OLD = timedelta(minutes=3)
_FAULTS_MAX = 20
_TEXT = "text/plain; version=0.0.4; charset=utf-8"


class Version(Protocol):
    """`bot.house.Snapshot`."""

    @property
    def kunnskap(self) -> Kunnskap:
        """Return the knowledge."""

    @property
    def basis(self) -> Basis:
        """Return what reminders are made of."""


class Files(Protocol):
    """`bot.house.House`."""

    @property
    def current(self) -> Version:
        """Return the version that holds now."""

    @property
    def faults(self) -> Sequence[Fault]:
        """Return the faults that keep a newer one out."""


class Health:
    """Judges how it goes. *house* has the version of the files that holds now, and the faults that keep out a newer."""

    def __init__(self, house: Files, watch: Watch) -> None:
        self._house = house
        self._watch = watch
        self._version = version("kodevakt")

    def routes(self) -> list[Route]:
        """Return the two pages."""
        return [Route("/helse", self._health, methods=["GET"]), Route("/metrics", self._metrics, methods=["GET"])]

    async def _health(self, _request: Request) -> Response:
        figures = await asyncio.to_thread(self._figures)
        wrong = self._wrong(figures)
        told = {"ok": not wrong, "feil": wrong, **self._about()}
        if figures:
            told["paminnelser"] = _told(figures)
        return JSONResponse(told, status_code=503 if wrong else 200)

    async def _metrics(self, _request: Request) -> Response:
        from bot.web import metrics  # noqa: PLC0415 - a command that needs no figures need not wait for the library

        figures = await asyncio.to_thread(self._figures)
        faults = len(self._house.faults)
        text = metrics.text(figures, self._version, ok=not self._wrong(figures), faults=faults)
        return Response(text, media_type=_TEXT)

    def _about(self) -> dict[str, Any]:
        """Return what runs, on which version of the files."""
        kunnskap = self._house.current.kunnskap
        return {
            "version": self._version,
            "entries": len(kunnskap.oppslag) + len(kunnskap.varianter),
            "grep_hentet": kunnskap.grep_hentet.isoformat(),
            "feil_i_filene": [str(fault) for fault in self._house.faults[:_FAULTS_MAX]],
        }

    def _figures(self) -> Figures | None:
        """Return how it goes, None when the database does not answer."""
        try:
            return self._watch.figures()
        except DatabaseError:
            return None

    def _wrong(self, figures: Figures | None) -> list[str]:
        """Return what is wrong, in words; nothing when all is well."""
        if figures is None:
            return ["databasen svarer ikke"]
        if not self._house.current.basis.kanaler:
            return []
        wrong = [f"kan ikke sende: {trouble}" for trouble in figures.trouble]
        if figures.beat_age is None:
            wrong.append("ingen «kodevakt worker» er i gang")
        elif figures.beat_age > TOO_OLD:
            wrong.append(f"siste tikk er {_minutes(figures.beat_age)} minutter gammelt")
        if figures.overdue:
            wrong.append(f"{figures.overdue} påminnelser er forsinket, den eldste {_minutes(figures.oldest)} minutter")
        return wrong


def _told(figures: Figures) -> dict[str, Any]:
    age = figures.beat_age
    return {
        "siste_tikk_for_sekunder_siden": round(age.total_seconds(), 1) if age is not None else None,
        "forsinket": figures.overdue,
        "antall": dict(sorted(figures.posts.items())),
    }


def _minutes(time: timedelta) -> int:
    return int(time.total_seconds() // 60)
