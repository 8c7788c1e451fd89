"""Who is an admin: the members of one user group, by what Slack says now. When Slack cannot say, nobody is."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from aiohttp import ClientError
from slack_sdk.errors import SlackClientError

from bot.slack.logs import log

if TYPE_CHECKING:
    from collections.abc import Callable

    from slack_sdk.web.async_client import AsyncWebClient

KEPT = timedelta(seconds=60)
"""How long an answer of Slack's holds, for what only shows something."""


class Admins:
    """Knows the members of *group*; without a group there are no admins."""

    def __init__(self, group: str | None, now: Callable[[], datetime]) -> None:
        self._group = group
        self._now = now
        self._asked: datetime | None = None
        self._members: frozenset[str] = frozenset()

    async def may(self, client: AsyncWebClient, user: str, *, fresh: bool = False) -> bool:
        """Tell whether *user* is an admin. *fresh* asks Slack again, as before anything is changed."""
        if self._group is None:
            return False
        if fresh or self._asked is None or not timedelta() <= self._now() - self._asked < KEPT:
            self._asked, self._members = None, frozenset()
            try:
                told = await client.usergroups_users_list(usergroup=self._group)
            except (SlackClientError, ClientError, TimeoutError) as error:
                log.warning("admins_not_known", error=type(error).__name__)
                return False
            self._members = frozenset(one for one in told.get("users") or () if isinstance(one, str))
            self._asked = self._now()
        return user in self._members


async def name_of(client: AsyncWebClient, user: str) -> str:
    """Return the name in the profile of *user*, "" when Slack does not say."""
    try:
        told = await client.users_info(user=user)
    except (SlackClientError, ClientError, TimeoutError) as error:
        log.warning("name_not_known", error=type(error).__name__)
        return ""
    profile = (told.get("user") or {}).get("profile") or {}
    return str(profile.get("display_name") or profile.get("real_name") or "")
