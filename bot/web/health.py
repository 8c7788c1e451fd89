"""``/helse`` for whoever has to know that all is well, and ``/metrics`` for Prometheus.

Well means that the database answers and, where there are channels to remind, that a worker has ticked in the last three
minutes, that nothing keeps it from posting, and that no reminder is overdue by more than five minutes.
"""

from __future__ import annotations

import asyncio
from datetime import timedelta
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.errors import DatabaseError

if TYPE_CHECKING:
    from starlette.requests import Request

    from bot.adapters.store.watch import Figures, Watch
    from bot.domain.model import Kunnskap

TOO_OLD = timedelta(minutes=3)
_TEXT = "text/plain; version=0.0.4; charset=utf-8"


class Health:
    """Judges how it goes. *reminds* tells whether any channel is to be reminded; *faults* counts those of the files."""

    def __init__(self, kunnskap: Kunnskap, watch: Watch, *, reminds: bool = False, faults: int = 0) -> None:
        self._about = {
            "version": version("kodevakt"),
            "entries": len(kunnskap.oppslag) + len(kunnskap.varianter),
            "grep_hentet": kunnskap.grep_hentet.isoformat(),
            "feil_i_filene": faults,
        }
        self._watch = watch
        self._reminds = reminds

    def routes(self) -> list[Route]:
        """Return the two pages."""
        return [Route("/helse", self._health, methods=["GET"]), Route("/metrics", self._metrics, methods=["GET"])]

    async def _health(self, _request: Request) -> Response:
        figures = await asyncio.to_thread(self._figures)
        wrong = self._wrong(figures)
        told = {"ok": not wrong, "feil": wrong, **self._about}
        if figures:
            told["paminnelser"] = _told(figures)
        return JSONResponse(told, status_code=503 if wrong else 200)

    async def _metrics(self, _request: Request) -> Response:
        from bot.web import metrics  # noqa: PLC0415 - a command that needs no figures need not wait for the library

        figures = await asyncio.to_thread(self._figures)
        text = metrics.text(figures, str(self._about["version"]), ok=not self._wrong(figures))
        return Response(text, media_type=_TEXT)

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
        if not self._reminds:
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
