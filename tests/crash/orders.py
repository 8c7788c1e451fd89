"""The job as it is, and the usual ways to do it that lose or double: they show that the harness can fail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slack_sdk.http_retry import default_retry_handlers

from bot.domain.delivery import Sent, opaque
from bot.reminding.job import Reminding

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.domain.delivery import Post
    from bot.reminding.tools import Basis, Tools


class MarkFirst(Reminding):
    """Marks a post as sent, then posts: whatever happens in between is lost."""

    def _post(self) -> bool:
        post = self._tools.ledger.claim()
        if post is None:
            return False
        if self._tools.ledger.begin(post) and self._tools.ledger.settle(post, Sent("marked")):
            self._send(post)
        return True

    def _send(self, post: Post) -> None:
        self._tools.poster.post(post.key.channel, self._message(post) or {}, opaque(post.key))


class PostFirst(Reminding):
    """Posts, then marks it as sent, and tries again until it has an answer: whatever happens in between is doubled."""

    def _post(self) -> bool:
        tools = self._tools
        post = tools.ledger.claim()
        if post is None:
            return False
        outcome = tools.poster.post(post.key.channel, self._message(post) or {}, opaque(post.key))
        if not isinstance(outcome, Sent):
            tools.ledger.put_back(post, "try again")
        elif tools.ledger.begin(post):
            tools.ledger.settle(post, outcome)
        return True


class SdkRetry(Reminding):
    """Is as it should be, but for a client that tries again by itself, as the SDK's does when nobody asks it not to."""

    def __init__(self, tools: Tools, basis: Callable[[], Basis], name: str) -> None:
        super().__init__(tools, basis, name)
        tools.poster.client.retry_handlers = default_retry_handlers()


LEDGER, SHORT_SETTLE = "ledger", "short_settle"
STRATEGIES: dict[str, type[Reminding]] = {
    LEDGER: Reminding,
    "mark_first": MarkFirst,
    "post_first": PostFirst,
    "sdk_retry": SdkRetry,
    SHORT_SETTLE: Reminding,
}
WORDS = {
    LEDGER: "ledger, looked for when in doubt",
    "mark_first": "mark as sent, then post",
    "post_first": "post, then mark, try again",
    "sdk_retry": "ledger, but the SDK tries again",
    SHORT_SETTLE: "ledger, but history later than the wait",
}
"""What each strategy is called in the table."""
LAGS = {SHORT_SETTLE: (6.0, 8.0)}
LAG = (0.0, 0.4)
"""How much later than accepted the history shows a post, in seconds: less than the wait, but for one strategy."""
