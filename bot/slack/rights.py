"""Who somebody is, by what Slack says now: a member of a channel, an admin. When Slack cannot say, nobody is."""

from __future__ import annotations

from collections import OrderedDict
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from aiohttp import ClientError
from slack_sdk.errors import SlackClientError

from bot.domain.privacy import mask
from bot.domain.rights import who_may
from bot.slack.logs import log

if TYPE_CHECKING:
    from collections.abc import Callable

    from slack_sdk.web.async_client import AsyncWebClient

    from bot.domain.rights import Action

KEPT = timedelta(seconds=60)
"""How long an answer of Slack's holds, for what can be taken back."""

_PAGE, _PAGES, _PLACES = 1000, 20, 200


class _Told(NamedTuple):
    at: datetime
    members: frozenset[str]


class Rights:
    """Holds `bot.domain.rights` against what Slack says. *group* is the admins' user group; without it there are none.

    What was said is kept for a minute for each channel and the group; what was not said is never kept.
    """

    def __init__(self, group: str | None, now: Callable[[], datetime]) -> None:
        self._group = group
        self._now = now
        self._told: OrderedDict[str, _Told] = OrderedDict()

    async def may(  # noqa: PLR0913 - the last three are options
        self,
        client: AsyncWebClient,
        user: str,
        action: Action,
        *,
        channel: str = "",
        author: str | None = None,
        fresh: bool = False,
    ) -> bool:
        """Tell whether *user* may do *action* in *channel*. *author* is who did what is to be undone.

        *fresh* asks Slack anew, as before anything is changed that all depend on.
        """
        roles = who_may(action)
        if "anyone" in roles or ("author" in roles and author is not None and user == author):
            return True
        if "member" in roles and channel and user in await self._members(client, channel, fresh=fresh):
            return True
        return (
            "admin" in roles
            and self._group is not None
            and user in await self._members(client, self._group, fresh=fresh)
        )

    async def _members(self, client: AsyncWebClient, place: str, *, fresh: bool) -> frozenset[str]:
        """Return who is in *place*, a channel or the group: nobody when Slack does not say."""
        told = self._told.pop(place, None)
        if told is None or fresh or not timedelta() <= self._now() - told.at < KEPT:
            try:
                members = await (_group(client, place) if place == self._group else _channel(client, place))
            except (SlackClientError, ClientError, TimeoutError) as error:
                log.warning("members_not_known", error=type(error).__name__)
                return frozenset()
            told = _Told(self._now(), members)
        self._told[place] = told
        while len(self._told) > _PLACES:
            self._told.popitem(last=False)
        return told.members


async def name_of(client: AsyncWebClient, user: str) -> str:
    """Return the name in the profile of *user*, "" when Slack does not say."""
    try:
        told = await client.users_info(user=user)
    except (SlackClientError, ClientError, TimeoutError) as error:
        log.warning("name_not_known", error=type(error).__name__)
        return ""
    profile = (told.get("user") or {}).get("profile") or {}
    return mask(str(profile.get("display_name") or profile.get("real_name") or "")).text


async def _group(client: AsyncWebClient, group: str) -> frozenset[str]:
    told = await client.usergroups_users_list(usergroup=group)
    return _ids(told.get("users"))


async def _channel(client: AsyncWebClient, channel: str) -> frozenset[str]:
    members, cursor = frozenset[str](), ""
    for _ in range(_PAGES):
        told = await client.conversations_members(channel=channel, limit=_PAGE, cursor=cursor)
        members |= _ids(told.get("members"))
        cursor = str((told.get("response_metadata") or {}).get("next_cursor") or "")
        if not cursor:
            break
    return members


def _ids(said: Any) -> frozenset[str]:
    return frozenset(one for one in said if isinstance(one, str)) if isinstance(said, list) else frozenset()
