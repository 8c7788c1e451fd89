"""What is posted and no longer right is written anew: done since, moved, or gone from the Årshjul.

To write a message twice is as good as once, so this needs no ledger of its own, only a wish that stands until it is
fulfilled.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.domain.delivery import Failed, Sent
from bot.domain.paminnelse import DIGEST
from bot.domain.reminders import deadline_of, rows_by_reminder, sent_earlier
from bot.domain.sendetid import day_of
from bot.reminding.tools import reason

if TYPE_CHECKING:
    from datetime import datetime

    from bot.domain.delivery import Post
    from bot.domain.frist import Frist
    from bot.reminding.tools import Basis, Message, Tools

GONE = "borte"
_LOOK_BACK = timedelta(days=60)


def refresh(tools: Tools, basis: Basis) -> bool:
    """Write the next message anew that is not as it was wished for. False when there is none, or Slack will not now."""
    post = tools.book.to_refresh()
    if post is None or post.ts is None:
        return False
    message = _anew(tools, basis, post)
    outcome = tools.poster.update(post.key.channel, post.ts, message) if message else None
    if outcome is None or isinstance(outcome, Sent | Failed):
        tools.book.refreshed(post)
        return True
    tools.log("not_refreshed", reason=reason(outcome))
    return False


def _anew(tools: Tools, basis: Basis, post: Post) -> Message | None:
    """Return what the message of *post* is to say now, None when its channel is no longer ours."""
    kanal = basis.kanaler.get(post.key.channel)
    if kanal is None or post.key.reminder == DIGEST:
        return None
    row = rows_by_reminder(basis.arshjul, kanal.fylke).get(post.key.reminder)
    was = deadline_of(post.key)
    if row is None:
        return tools.words.gone(was, kanal) if basis.whole else None
    told = sent_earlier(post.key, post.due_at, row, kanal)
    moved = was if told.deadline != was else None
    done = tools.marks.done(kanal.fylke, post.key.reminder)
    return tools.words.message(told, basis.arshjul, post.due_at, done=done, moved_from=moved)


def note_standings(tools: Tools, basis: Basis, now: datetime) -> None:
    """Note of what is sent which deadlines have moved or gone since, so that their messages say so."""
    if not basis.whole:
        return
    rows: dict[str, dict[str, Frist]] = {}
    for post in tools.book.sent(now - _LOOK_BACK):
        kanal = basis.kanaler.get(post.key.channel)
        if kanal is None or post.key.reminder == DIGEST:
            continue
        if kanal.fylke not in rows:
            rows[kanal.fylke] = rows_by_reminder(basis.arshjul, kanal.fylke)
        row, was = rows[kanal.fylke].get(post.key.reminder), deadline_of(post.key)
        standing = GONE if row is None else "" if row.deadline == was else str(row.deadline)
        if standing != post.standing and was >= day_of(now):
            tools.book.stands(post, standing)
