"""The figures in the form that Prometheus reads. They are read from the database, which all processes share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, Gauge, generate_latest

if TYPE_CHECKING:
    from bot.adapters.store.watch import Figures

STATES = ("due", "claimed", "posting", "unknown", "sent", "failed", "cancelled", "superseded", "expired")


def text(figures: Figures | None, version: str, *, ok: bool, faults: int) -> bytes:
    """Return the metrics; without *figures*, because the database is away, only that all is not well."""
    registry = CollectorRegistry()
    Gauge("kodevakt_info", "The version that runs.", ["version"], registry=registry).labels(version).set(1)
    Gauge("kodevakt_ok", "1 when /helse says that all is well.", registry=registry).set(ok)
    kept_out = "Faults in the files that keep an edit from being used."
    Gauge("kodevakt_file_faults", kept_out, registry=registry).set(faults)
    if figures:
        _reminders(figures, registry)
    return generate_latest(registry)


def _reminders(figures: Figures, registry: CollectorRegistry) -> None:
    posts = Gauge("kodevakt_posts", "Reminders in the ledger by state.", ["state"], registry=registry)
    for state in STATES:
        posts.labels(state).set(figures.posts.get(state, 0))
    overdue = Gauge("kodevakt_overdue_posts", "Reminders overdue by more than five minutes.", registry=registry)
    overdue.set(figures.overdue)
    oldest = Gauge("kodevakt_oldest_overdue_seconds", "How long the oldest of them has waited.", registry=registry)
    oldest.set(figures.oldest.total_seconds())
    if figures.beat_age is not None:
        beat = Gauge("kodevakt_last_tick_age_seconds", "How long ago a worker last ticked.", registry=registry)
        beat.set(figures.beat_age.total_seconds())
    stopped = Gauge("kodevakt_cannot_post", "1 while something keeps the workers from posting.", registry=registry)
    stopped.set(bool(figures.trouble))
