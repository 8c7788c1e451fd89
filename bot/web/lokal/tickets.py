"""What Slack hands out with an interaction and takes back once or a few times, within a time."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

TRIGGER_LIFE = timedelta(seconds=3)
ANSWER_LIFE = timedelta(minutes=30)
ANSWER_USES = 5


class TicketError(Exception):
    """A ticket that cannot be used; the message is Slack's word for why."""


@dataclass(slots=True)
class Trigger:
    """The right to open one modal."""

    issued: datetime
    used: bool = False


@dataclass(slots=True)
class AnswerAddress:
    """A response_url: where its answers go, and which message they replace."""

    issued: datetime
    channel: str
    source_ts: str | None = None
    uses: int = 0


@dataclass(slots=True)
class Tickets:
    """Issues trigger ids and response addresses, and says whether they can still be used."""

    now: Callable[[], datetime]
    _triggers: dict[str, Trigger] = field(default_factory=dict)
    _addresses: dict[str, AnswerAddress] = field(default_factory=dict)

    def trigger(self) -> str:
        """Return a new trigger_id."""
        name = f"1.2.{secrets.token_hex(16)}"
        self._triggers[name] = Trigger(self.now())
        return name

    def use_trigger(self, name: str) -> None:
        """Spend a trigger_id.

        Raises:
            TicketError: it was never issued, is spent, or is older than three seconds.
        """
        trigger = self._triggers.get(name)
        if trigger is None:
            raise TicketError("invalid_trigger_id")
        if trigger.used:
            raise TicketError("exchanged_trigger_id")
        if self.now() - trigger.issued > TRIGGER_LIFE:
            raise TicketError("expired_trigger_id")
        trigger.used = True

    def address(self, channel: str, source_ts: str | None = None) -> str:
        """Return the secret last part of a new response_url."""
        name = secrets.token_urlsafe(24)
        self._addresses[name] = AnswerAddress(self.now(), channel, source_ts)
        return name

    def use_address(self, name: str) -> AnswerAddress:
        """Return where the response_url leads.

        Raises:
            TicketError: it was never issued, is used five times, or is older than 30 minutes.
        """
        address = self._addresses.get(name)
        if address is None or self.now() - address.issued > ANSWER_LIFE:
            raise TicketError("expired_url")
        if address.uses >= ANSWER_USES:
            raise TicketError("used_url")
        address.uses += 1
        return address
