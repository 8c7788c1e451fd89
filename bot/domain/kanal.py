"""A county's channel in Slack."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Kanal:
    """A channel by its *id* in Slack, and the name of the *fylke* whose it is."""

    id: str
    fylke: str
