"""Who may do what: the whole table, cell by cell, also when Slack fails, forgets, or says something odd."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import product
from typing import TYPE_CHECKING, Any, cast

import pytest
from aiohttp import ClientError
from slack_sdk.errors import SlackApiError

from bot.domain.rights import ACTIONS, MAY, ROLES, who_may
from bot.slack.rights import KEPT, Rights

if TYPE_CHECKING:
    from slack_sdk.web.async_client import AsyncWebClient

    from bot.domain.rights import Action, Role

GROUP, CHANNEL = "S0ADMIN", "C46"
PERSON = {"anyone": "U0ANYONE", "member": "U0MEMBER", "author": "U0AUTHOR", "admin": "U0ADMIN"}
ALLOWED = {
    "ask": "anyone member author admin",
    "share": "anyone member author admin",
    "judge": "anyone member author admin",
    "finish": "member",
    "unfinish": "author admin",
    "snooze": "member",
    "calendar": "member",
    "retry": "admin",
    "approve": "admin",
    "administer": "admin",
}


class Client:
    """Slack's answers about members; *broken* is what it raises or says instead."""

    def __init__(self) -> None:
        self.members = {CHANNEL: [PERSON["member"]], GROUP: [PERSON["admin"]]}
        self.broken: Any = None
        self.calls = 0

    async def conversations_members(self, *, channel: str, cursor: str = "", **_: int) -> dict[str, Any]:
        """Return the members of a channel, one on each page."""
        members, page = self.members.get(channel, []), int(cursor or 0)
        more = str(page + 1) if page + 1 < len(members) else ""
        return self._said({"members": members[page : page + 1], "response_metadata": {"next_cursor": more}})

    async def usergroups_users_list(self, *, usergroup: str) -> dict[str, Any]:
        """Return the members of a user group."""
        return self._said({"users": self.members.get(usergroup, [])})

    def _said(self, told: dict[str, Any]) -> dict[str, Any]:
        self.calls += 1
        if isinstance(self.broken, Exception):
            raise self.broken
        return told if self.broken is None else self.broken


class Desk:
    """Rights with a clock that is moved by hand."""

    def __init__(self, group: str | None = GROUP) -> None:
        self.at = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
        self.client = Client()
        self.rights = Rights(group, lambda: self.at)

    async def may(self, role: str, action: str, *, fresh: bool = False) -> bool:
        """Tell whether the person with *role* may do *action* in CHANNEL."""
        client, does = cast("AsyncWebClient", self.client), cast("Action", action)
        whose = {"channel": CHANNEL, "author": PERSON["author"]}
        return await self.rights.may(client, PERSON[role], does, fresh=fresh, **whose)


@pytest.mark.parametrize(("role", "action"), list(product(ROLES, ACTIONS)))
async def test_each_role_may_do_what_the_table_says_and_nothing_else(role: Role, action: Action) -> None:
    assert await Desk().may(role, action) is (role in ALLOWED[action].split())


@pytest.mark.parametrize(("role", "action"), list(product(ROLES, ACTIONS)))
@pytest.mark.parametrize(
    "broken",
    [
        SlackApiError("", {"error": "missing_scope"}),
        ClientError(),
        TimeoutError(),
        {"users": None, "members": None},
        {"users": {"U0ADMIN": 1}, "members": "U0MEMBER"},
        {},
    ],
    ids=["an error", "no connection", "no answer in time", "null", "another form", "nothing"],
)
async def test_when_slack_cannot_say_only_what_needs_no_answer_is_left(role: Role, action: Action, broken: Any) -> None:
    desk = Desk()
    desk.client.broken = broken

    assert await desk.may(role, action) is ("anyone" in MAY[action] or (role == "author" and action == "unfinish"))


@pytest.mark.parametrize(("role", "action", "place"), [("member", "finish", CHANNEL), ("admin", "administer", GROUP)])
async def test_who_is_taken_out_may_no_more_at_once_where_it_counts_and_within_a_minute_elsewhere(
    role: Role, action: Action, place: str
) -> None:
    desk = Desk()
    assert await desk.may(role, action)
    desk.client.members[place] = []

    assert await desk.may(role, action)
    assert not await desk.may(role, action, fresh=True)
    assert not await desk.may(role, action)


@pytest.mark.parametrize("passed", [KEPT, -timedelta(seconds=1)], ids=["a minute", "the clock set back"])
async def test_what_slack_said_holds_for_a_minute(passed: timedelta) -> None:
    desk = Desk()
    assert await desk.may("admin", "retry")
    desk.client.members[GROUP] = []
    asked = desk.at
    desk.at = asked + KEPT - timedelta(seconds=1)
    assert await desk.may("admin", "retry")
    desk.at = asked + passed

    assert not await desk.may("admin", "retry")


async def test_a_failure_is_not_kept() -> None:
    desk = Desk()
    desk.client.broken = TimeoutError()
    assert not await desk.may("admin", "retry")
    desk.client.broken = None

    assert await desk.may("admin", "retry")


@pytest.mark.parametrize("action", ["retry", "approve", "administer"])
async def test_without_a_group_there_are_no_admins(action: str) -> None:
    assert not await Desk(group=None).may("admin", action)


@pytest.mark.parametrize("action", ["", "delete", "ADMINISTER", "ask "])
def test_nobody_may_do_what_does_not_stand_in_the_table(action: str) -> None:
    assert who_may(action) == frozenset()


async def test_all_pages_of_the_members_count() -> None:
    desk = Desk()
    desk.client.members[CHANNEL] = ["U1", "U2", PERSON["member"]]

    assert await desk.may("member", "finish")
    assert desk.client.calls == 3
