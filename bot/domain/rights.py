"""Who may do what: one table, and nothing else decides. What does not stand in it nobody may do. Pure.

Asking, sharing an answer and saying whether it was useful are for everybody who can write to the bot.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

if TYPE_CHECKING:
    from collections.abc import Mapping

Role: TypeAlias = Literal["anyone", "member", "author", "admin"]
"""A *member* is in the channel where the button stands, an *author* did what is to be undone, an *admin* is in the
admins' user group. One person can have several roles."""

Action: TypeAlias = Literal[
    "ask", "share", "judge", "finish", "unfinish", "snooze", "calendar", "retry", "approve", "administer"
]

ROLES: tuple[Role, ...] = get_args(Role)
ACTIONS: tuple[Action, ...] = get_args(Action)
MAY: Mapping[Action, frozenset[Role]] = MappingProxyType(
    {
        "ask": frozenset({"anyone"}),
        "share": frozenset({"anyone"}),
        "judge": frozenset({"anyone"}),
        "finish": frozenset({"member"}),
        "unfinish": frozenset({"author", "admin"}),
        "snooze": frozenset({"member"}),
        "calendar": frozenset({"member"}),
        "retry": frozenset({"admin"}),
        "approve": frozenset({"admin"}),
        "administer": frozenset({"admin"}),
    }
)


def who_may(action: str) -> frozenset[Role]:
    """Return the roles that may do *action*: none for one that is not known.

    >>> sorted(who_may("unfinish")), sorted(who_may("slett_alt"))
    (['admin', 'author'], [])
    """
    return next((roles for name, roles in MAY.items() if name == action), frozenset())
