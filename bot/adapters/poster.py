"""Post to Slack once, and say what is sure about it: sent, not sent, or in doubt.

The client never tries again by itself: a second try after a lost answer would post twice. What to do next is for the
ledger to decide.
"""

from __future__ import annotations

import json
import re
import socket
import ssl
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http.client import HTTPException
from typing import TYPE_CHECKING, Any
from urllib.error import URLError

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.adapters.slackwords import AUTH, GONE, PASSING, PERMANENT
from bot.domain.delivery import EVENT, Absent, Failed, Refused, Sent, Unreadable, Unsure

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.domain.delivery import Outcome, Reading

SKEW = timedelta(seconds=60)
_QUIET: dict[str, Any] = {"unfurl_links": False, "unfurl_media": False, "link_names": False, "parse": "none"}
_UPDATE: dict[str, Any] = {"link_names": False, "parse": "none"}
_PAGE, _PAGES_MAX = 200, 100
_LONGEST_WAIT = 3600.0  # seconds
_A_WORD = re.compile(r"[a-z0-9_]{1,80}")
_NEVER_CAME_ABOUT = (ConnectionRefusedError, socket.gaierror, ssl.SSLCertVerificationError)
# What the client raises besides its own: it stumbles over an answer that is no object, or in no known alphabet.
_FAULTS = (SlackClientError, HTTPException, OSError, ValueError, AttributeError, LookupError)


class Poster:
    """Slack as the reminders need it. *timeout* is how long Slack has to answer."""

    def __init__(self, token: str, api_url: str, timeout: timedelta) -> None:
        self.client = WebClient(
            token=token, base_url=api_url, timeout=max(1, round(timeout.total_seconds())), retry_handlers=[]
        )
        self._bot_id = ""

    def trouble(self, now: datetime) -> str | None:
        """Return what keeps us from posting, in a word and its numbers; None when nothing does.

        Slack has to know the token as that of a bot, since by its name we know our own posts again, and its clock and
        ours (*now*) must not be more than a minute apart.
        """
        self._bot_id = ""
        try:
            answer = self.client.auth_test()
            self._bot_id = str(answer.get("bot_id") or "")
        except SlackApiError as error:
            return f"slack: {_word(error)}"
        except _FAULTS as error:
            return f"slack: {type(_root(error)).__name__}"
        if not self._bot_id:
            return "slack: the token is not a bot's"
        told = _date(_header(answer.headers, "date"))
        apart = abs(told - now) if told else timedelta()
        return f"clock: {apart.total_seconds():.0f} s from Slack's" if apart > SKEW else None

    def post(self, channel: str, message: Mapping[str, Any], name: str) -> Outcome:
        """Post *message*, which carries *name* so that it can be found again."""
        metadata = {"event_type": EVENT, "event_payload": {"key": name}}
        try:
            answer = self.client.chat_postMessage(channel=channel, metadata=metadata, **_QUIET, **message)
            ts = answer.get("ts")
        except SlackApiError as error:
            return _judged(error)
        except _FAULTS as error:
            return _unanswered(error)
        return Sent(ts) if isinstance(ts, str) and ts else Unsure("no_ts")

    def update(self, channel: str, ts: str, message: Mapping[str, Any]) -> Outcome:
        """Write the message *ts* anew. Done twice, it is the same."""
        try:
            self.client.chat_update(channel=channel, ts=ts, **_UPDATE, **message)
        except SlackApiError as error:
            return Failed(_word(error)) if _word(error) in GONE else _judged(error)
        except _FAULTS as error:
            return _unanswered(error)
        return Sent(ts)

    def find(self, channel: str, since: datetime, name: str) -> Reading:
        """Look for the post that carries *name* in what has been written since then."""
        if not self._bot_id:
            return Unreadable("no_bot_id")  # not even our own posts would be known again
        try:
            for message in self._history(channel, since):
                if self._is_ours(message, name):
                    ts = message.get("ts")
                    return Sent(ts) if isinstance(ts, str) and ts else Unreadable("no_ts")
        except SlackApiError as error:
            return Unreadable(_word(error))
        except _FAULTS as error:
            return Unreadable(type(_root(error)).__name__)
        return Absent()

    def _history(self, channel: str, since: datetime) -> Iterator[Mapping[str, Any]]:
        """Yield every message since then. Raises ValueError when it has no end, or no answer can be understood."""
        cursor: str | None = None
        for _ in range(_PAGES_MAX):
            answer = self.client.conversations_history(
                channel=channel,
                oldest=f"{since.timestamp():.6f}",
                include_all_metadata=True,
                limit=_PAGE,
                cursor=cursor,
            )
            messages = answer.get("messages")
            if not isinstance(messages, list):
                raise ValueError("no messages")  # noqa: TRY004 - what Slack sent is of another form
            yield from messages
            cursor = (answer.get("response_metadata") or {}).get("next_cursor") or None
            if not cursor:
                if answer.get("has_more"):
                    raise ValueError("more, but no cursor")
                return
        raise ValueError("too many pages")

    def _is_ours(self, message: Mapping[str, Any], name: str) -> bool:
        """Tell whether *message* is our own post with *name*: anybody may copy the name."""
        metadata = message.get("metadata") or {}
        payload = metadata.get("event_payload") or {}
        by_us = message.get("bot_id") == self._bot_id
        return by_us and metadata.get("event_type") == EVENT and payload.get("key") == name


def _judged(error: SlackApiError) -> Outcome:
    """Return what Slack's answer means for the post."""
    word, status = _word(error), _status(error)
    if status == 429 or word in PASSING | AUTH:
        return Refused(word, _retry_after(error))
    if word in PERMANENT:
        return Failed(word)
    if 400 <= status < 500 and status != 408:
        return Refused(word)  # not from Slack itself, which answers 200: something between us refused to pass it on
    # 5xx, "internal_error" and words that nobody has told us of: "some aspect of the operation" may have succeeded.
    return Unsure(word)


def _unanswered(error: Exception) -> Outcome:
    """Return what it means that there was no answer: only a connection that never came about is a sure no."""
    root = _root(error)
    before = isinstance(error, URLError) and isinstance(root, _NEVER_CAME_ABOUT)
    return Refused(type(root).__name__) if before else Unsure(type(root).__name__)


def _root(error: Exception) -> Exception:
    reason = error.reason if isinstance(error, URLError) else None
    return reason if isinstance(reason, Exception) else error


def _word(error: SlackApiError) -> str:
    """Return Slack's word for what is wrong, or the status where it gave none."""
    data = error.response.data if hasattr(error.response, "data") else error.response
    if isinstance(data, bytes | str):
        try:
            data = json.loads(data)
        except ValueError:
            data = None
    word = data.get("error") if isinstance(data, dict) else None
    return word if isinstance(word, str) and _A_WORD.fullmatch(word) else f"http_{_status(error)}"


def _status(error: SlackApiError) -> int:
    return int(getattr(error.response, "status_code", 0) or 0)


def _header(headers: Mapping[str, Any], name: str) -> str:
    """Return a header, whatever the case of its name; the client may give a list of one."""
    found = next((value for key, value in headers.items() if key.lower() == name), "")
    return str(found[0] if isinstance(found, list) and found else found or "")


def _date(text: str) -> datetime | None:
    """Return the moment of a Date header, None when it is none."""
    try:
        return parsedate_to_datetime(text).astimezone(UTC)
    except ValueError:
        return None


def _retry_after(error: SlackApiError) -> float | None:
    """Return how many seconds Slack asks us to wait, an hour at most."""
    told = _header(getattr(error.response, "headers", {}) or {}, "retry-after")
    return min(float(told), _LONGEST_WAIT) if re.fullmatch(r"[0-9]+", told) else None
