"""What is posted and no longer right is written anew: done since, moved, or gone from the Årshjul.

To write a message twice is as good as once, so this needs no ledger of its own, only a wish that stands until it is
fulfilled.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.domain.delivery import Failed, Sent
from bot.domain.occurrence import parse, recall, rows_near
from bot.domain.paminnelse import DIGEST
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
    tools.book.put_off(post)
    tools.log("not_refreshed", reason=reason(outcome))
    return False


def _anew(tools: Tools, basis: Basis, post: Post) -> Message | None:
    """Return what the message of *post* is to say now, None when its channel is no longer ours."""
    kanal, was = basis.kanaler.get(post.key.channel), parse(post.key.occurrence)
    if kanal is None or was is None or post.key.reminder == DIGEST:
        return None
    told = recall(post.key, kanal, basis.arshjul)
    if told is None:
        return tools.words.gone(was.day, kanal) if basis.whole else None
    moved = was.day if told.deadline != was.day else None
    done = tools.marks.done(kanal.fylke, post.key.reminder)
    sent = post.sent_at or post.due_at
    return tools.words.message(told, basis.arshjul, tools.now(), done=done, moved_from=moved, sent=sent)


def note_standings(tools: Tools, basis: Basis, now: datetime) -> None:
    """Note of what is sent which deadlines have moved or gone since, so that their messages say so."""
    if not basis.whole:
        return
    rows: dict[str, dict[str, Frist]] = {}
    for post in tools.book.sent(now - _LOOK_BACK):
        kanal, was = basis.kanaler.get(post.key.channel), parse(post.key.occurrence)
        if kanal is None or was is None or was.day < day_of(now) or post.key.reminder == DIGEST:
            continue
        if kanal.fylke not in rows:
            rows[kanal.fylke] = rows_near(kanal.fylke, day_of(now), basis.arshjul)
        row = rows[kanal.fylke].get(post.key.reminder)
        standing = GONE if row is None else "" if row.deadline == was.day else str(row.deadline)
        if standing != post.standing:
            tools.book.stands(post, standing)
