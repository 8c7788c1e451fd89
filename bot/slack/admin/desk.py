"""What the admins' listeners are handed, beside the `Edge` that all are."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from slack_sdk.web.async_client import AsyncWebClient

    from bot.adapters.editor import Editor
    from bot.adapters.store.audit import Audit, Proposals
    from bot.adapters.store.gaps import Gaps
    from bot.slack.admin.tekster import Status
    from bot.slack.edge import Edge
    from bot.slack.rights import Rights

DONE, REFUSED, FAULTY, MOVED, FAILED = "gjort", "nektet", "avvist", "konflikt", "feilet"


@dataclass(frozen=True, slots=True)
class Desk:
    """Who may, what can be changed, where it is written down, what is asked in vain, and how it goes."""

    rights: Rights
    editor: Editor
    audit: Audit
    proposals: Proposals
    gaps: Gaps
    status: Callable[[], Status]

    async def write_down(self, by: str, action: str, target: str, outcome: str = DONE, **about: Any) -> None:
        """Write one line of the audit."""
        await asyncio.to_thread(self.audit.add, by, action, target, outcome, about=about)

    async def propose(self, by: str, what: Mapping[str, Any]) -> str:
        """Keep *what* until *by* says yes to it, and return its token."""
        return await asyncio.to_thread(self.proposals.keep, by, what)


class Asked(NamedTuple):
    """What an admin asked for: the verb as the audit has it, the words after it, who, where, and what answers."""

    verb: str
    words: str
    by: str
    body: dict[str, Any]
    client: AsyncWebClient
    edge: Edge
    desk: Desk
