"""What is sure about a post, whatever Slack or the way to it does: sent, not sent, or in doubt; and read-back."""

from __future__ import annotations

import json
import socket
import ssl
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import TYPE_CHECKING, Any

import pytest
from slack_sdk import WebClient
from slack_web import HTML, TOKEN, Answer, SlackWeb, no, nobody, ok

from bot.adapters import slackwords
from bot.adapters.poster import Poster
from bot.domain.delivery import EVENT, Absent, Failed, Refused, Sent, Unreadable, Unsure

if TYPE_CHECKING:
    from collections.abc import Iterator

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
DATED = {"Date": format_datetime(NOW, usegmt=True)}
NAME, US = "cbaf5f99c84e7588cef0388d6f9108df", "B0US"
MESSAGE = {"text": "Frist om 7 dager"}


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Iterator[SlackWeb]:
    """Return a stand-in for Slack's Web API, reached without a proxy."""
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"):
        monkeypatch.delenv(name, raising=False)
    with SlackWeb() as web:
        yield web


@pytest.fixture
def poster(web: SlackWeb) -> Poster:
    """Return a poster that Slack has told who it is."""
    made = Poster(TOKEN, web.url, timedelta(seconds=10))
    web.answers.append(ok(bot_id=US))
    made.trouble(NOW)
    web.asked.clear()
    web.connections = 0
    return made


# Every word in Slack's reference of chat.postMessage (read 2026-11-22), beside those that any method may give.
PASSES = """
account_inactive invalid_auth message_limit_exceeded not_authed org_login_required rate_limited ratelimited
request_timeout team_added_to_org token_expired token_revoked two_factor_setup_required
""".split()
STAYS = """
access_denied accesslimited agent_prompt_display_not_allowed app_access_restricted as_user_not_supported
attachment_payload_limit_exceeded cannot_reply_to_message channel_not_found deprecated_endpoint
duplicate_channel_not_found duplicate_message_not_found ekm_access_denied enterprise_is_restricted invalid_arg_name
invalid_arguments invalid_array_arg invalid_blocks invalid_blocks_format invalid_charset invalid_form_data
invalid_metadata_format invalid_metadata_schema invalid_post_type is_archived markdown_text_conflict
messages_tab_disabled metadata_must_be_sent_from_app metadata_too_large method_deprecated missing_file_data
missing_post_type missing_scope msg_blocks_too_long msg_too_long no_permission no_text not_allowed_token_type
not_in_channel restricted_action restricted_action_non_threadable_channel restricted_action_read_only_channel
restricted_action_thread_locked restricted_action_thread_only_channel send_on_behalf_not_allowed
slack_connect_canvas_sharing_blocked slack_connect_file_link_sharing_blocked slack_connect_lists_sharing_blocked
team_access_not_granted team_not_found too_many_attachments too_many_contact_cards unknown_method
user_access_not_granted
""".split()
DOUBTS = "draft_already_sent fatal_error internal_error service_unavailable".split()
WORDS = {
    **{word: Refused(word) for word in PASSES},
    **{word: Failed(word) for word in STAYS},
    **{word: Unsure(word) for word in [*DOUBTS, "a_word_that_nobody_knows"]},
}


@pytest.mark.parametrize(("word", "outcome"), WORDS.items(), ids=WORDS)
def test_each_of_slacks_words_is_a_no_that_passes_a_no_that_stays_or_a_doubt(
    poster: Poster, web: SlackWeb, word: str, outcome: Any
) -> None:
    web.answers.append(no(word))

    assert poster.post("C03", MESSAGE, NAME) == outcome
    assert web.connections == 1


def test_every_word_that_is_sorted_is_tried_here() -> None:
    assert set(PASSES) == slackwords.PASSING | slackwords.AUTH
    assert set(STAYS) == slackwords.PERMANENT
    assert set(DOUBTS) == slackwords.DOUBTFUL


LIMITED = {"Retry-After": "30"}
ANSWERS: dict[str, tuple[Answer, Any]] = {
    "yes": (ok(ts="1503435956.000247"), Sent("1503435956.000247")),
    "yes, without the message's name": (ok(channel="C03"), Unsure("no_ts")),
    "yes, with an empty name": (ok(ts=""), Unsure("no_ts")),
    "yes, with a number for a name": (ok(ts=1503435956.000247), Unsure("no_ts")),
    "yes, but with a status that says no": (Answer(b'{"ok": true, "ts": "1.0"}', 500), Unsure("http_500")),
    "no, without a word": (Answer(b'{"ok": false}'), Unsure("http_200")),
    "no, with a sentence": (Answer(b'{"ok": false, "error": "Noe <b>gikk</b> galt"}'), Unsure("http_200")),
    "neither yes nor no": (Answer(b"{}"), Unsure("http_200")),
    "no JSON": (Answer(b"OK"), Unsure("http_200")),
    "a page": (Answer(HTML, 200, {"Content-Type": "text/html"}), Unsure("http_200")),
    "nothing at all": (Answer(b""), Unsure("http_200")),
    "JSON that is a list": (Answer(b'["ok"]'), Unsure("AttributeError")),
    "JSON that is a number": (Answer(b"1"), Unsure("AttributeError")),
    "JSON that is null": (Answer(b"null"), Unsure("http_200")),
    "bytes in no alphabet": (Answer(b"\xff\xfe\x00"), Unsure("UnicodeDecodeError")),
    "an alphabet that there is not": (
        Answer(b'{"ok": true}', 200, {"Content-Type": "application/json; charset=volapyk"}),
        Unsure("LookupError"),
    ),
    "packed": (Answer(b"\x1f\x8b", 200, {"Content-Type": "application/gzip"}), Unsure("ValueError")),
    "500": (Answer(HTML, 500), Unsure("http_500")),
    "502": (Answer(HTML, 502), Unsure("http_502")),
    "503": (Answer(HTML, 503), Unsure("http_503")),
    "504": (Answer(HTML, 504), Unsure("http_504")),
    "500 with a word": (no("internal_error", 500), Unsure("internal_error")),
    "503 with a time": (Answer(HTML, 503, LIMITED), Unsure("http_503")),
    "307 to elsewhere": (Answer(b"", 307, {"Location": "/elsewhere"}), Unsure("http_307")),
    "429 with a time": (no("ratelimited", 429, Retry_After="30"), Refused("ratelimited", 30.0)),
    "429 without a time": (no("ratelimited", 429), Refused("ratelimited")),
    "429 with a page": (Answer(HTML, 429, LIMITED), Refused("http_429", 30.0)),
    "429 in small letters": (Answer(HTML, 429, {"retry-after": "30"}), Refused("http_429", 30.0)),
    "429 with a date": (Answer(HTML, 429, {"Retry-After": DATED["Date"]}), Refused("http_429")),
    "429 with nonsense": (Answer(HTML, 429, {"Retry-After": "\xb2"}), Refused("http_429")),
    "429 until the end of time": (Answer(HTML, 429, {"Retry-After": "9" * 40}), Refused("http_429", 3600.0)),
    "200, limited": (no("ratelimited", Retry_After="5"), Refused("ratelimited", 5.0)),
    "403 from a proxy": (Answer(HTML, 403), Refused("http_403")),
    "407 from a proxy": (Answer(HTML, 407), Refused("http_407")),
    "404 from a proxy": (Answer(HTML, 404), Refused("http_404")),
    "408: it came in half, or did it": (Answer(HTML, 408), Unsure("http_408")),
    "half of a yes": (Answer(b'{"ok": true, "ts": "1.0"}', how="half"), Unsure("IncompleteRead")),
    "half of a no": (Answer(HTML, 429, LIMITED, how="half"), Unsure("IncompleteRead")),
    "dropped before it was read": (Answer(how="drop unread"), None),
    "dropped after it was read": (Answer(how="drop read"), Unsure("RemoteDisconnected")),
    "reset after it was read": (Answer(how="reset"), None),
    "no answer in time": (Answer(how="hang"), Unsure("TimeoutError")),
}


@pytest.mark.parametrize(("answer", "outcome"), ANSWERS.values(), ids=ANSWERS)
def test_each_answer_and_each_fault_on_the_way_says_what_is_sure_and_is_asked_for_once(
    poster: Poster, web: SlackWeb, answer: Answer, outcome: Any
) -> None:
    """Where the machine decides how a connection breaks, it is in doubt, by whatever name."""
    web.answers.append(answer)
    if answer.how == "hang":
        poster.client.timeout = 0.05  # type: ignore[assignment]
    found = poster.post("C03", MESSAGE, NAME)

    assert isinstance(found, Unsure) if outcome is None else found == outcome
    assert web.connections == 1


def test_a_connection_that_never_came_about_is_a_definite_no(monkeypatch: pytest.MonkeyPatch) -> None:
    for proxy in ("http_proxy", "HTTP_PROXY"):
        monkeypatch.delenv(proxy, raising=False)
    poster = Poster(TOKEN, nobody(), timedelta(seconds=10))
    assert poster.post("C03", MESSAGE, NAME) == Refused("ConnectionRefusedError")

    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert poster.post("C03", MESSAGE, NAME) == Refused("gaierror")


def test_a_server_that_does_not_speak_tls_leaves_it_in_doubt(web: SlackWeb) -> None:
    poster = Poster(TOKEN, web.url.replace("http:", "https:"), timedelta(seconds=10))

    assert isinstance(poster.post("C03", MESSAGE, NAME), Unsure)


def test_a_certificate_that_is_not_slacks_is_a_definite_no(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise ssl.SSLCertVerificationError(1, "self-signed certificate")

    monkeypatch.setattr(socket, "create_connection", refuse)
    poster = Poster(TOKEN, nobody(), timedelta(seconds=10))

    assert poster.post("C03", MESSAGE, NAME) == Refused("SSLCertVerificationError")


def test_the_client_tries_once_where_slacks_own_would_try_twice(
    poster: Poster, web: SlackWeb, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert poster.client.retry_handlers == []
    monkeypatch.setattr("time.sleep", lambda _: None)
    dropped = Answer(how="drop read")
    web.answers.append(dropped)
    poster.post("C03", MESSAGE, NAME)
    once, web.connections = web.connections, 0
    web.answers.append(dropped)
    WebClient(token=TOKEN, base_url=web.url).chat_postMessage(channel="C03", text="Frist")

    assert (once, web.connections) == (1, 2)


def test_what_is_posted_carries_its_name_and_nothing_is_unfolded_or_linked(poster: Poster, web: SlackWeb) -> None:
    poster.post("C03", {**MESSAGE, "blocks": []}, NAME)
    [(method, form)] = web.asked

    assert method == "chat.postMessage"
    assert form == {
        "channel": "C03",
        "text": "Frist om 7 dager",
        "blocks": [],
        "metadata": {"event_type": EVENT, "event_payload": {"key": NAME}},
        "parse": "none",
        **dict.fromkeys(("unfurl_links", "unfurl_media", "link_names"), False),
    }


UPDATES: dict[str, tuple[Answer, Any]] = {
    "yes": (ok(ts="1.0"), Sent("1.0")),
    "deleted": (no("message_not_found"), Failed("message_not_found")),
    "not ours": (no("cant_update_message"), Failed("cant_update_message")),
    "too old": (no("edit_window_closed"), Failed("edit_window_closed")),
    "archived": (no("is_archived"), Failed("is_archived")),
    "too fast": (no("ratelimited", 429, Retry_After="7"), Refused("ratelimited", 7.0)),
    "fault": (Answer(HTML, 503), Unsure("http_503")),
    "dropped": (Answer(how="drop read"), Unsure("RemoteDisconnected")),
}


@pytest.mark.parametrize(("answer", "outcome"), UPDATES.values(), ids=UPDATES)
def test_a_message_is_written_anew_or_it_is_known_why_not(
    poster: Poster, web: SlackWeb, answer: Answer, outcome: Any
) -> None:
    web.answers.append(answer)

    assert poster.update("C03", "1.0", MESSAGE) == outcome
    assert web.connections == 1


def message(ts: str, **more: Any) -> dict[str, Any]:
    """Return a message as the history has it, ours unless it says otherwise."""
    carried = {"event_type": EVENT, "event_payload": {"key": NAME}}
    return {"type": "message", "ts": ts, "bot_id": US, "metadata": carried, **more}


def page(*messages: Any, then: str = "", **more: Any) -> Answer:
    """Return a page of history."""
    return ok(messages=list(messages), has_more=bool(then), response_metadata={"next_cursor": then}, **more)


CHATTER = [{"type": "message", "ts": f"{n}.0", "user": "U1", "text": "hei"} for n in range(200)]
OURS = message("7.0")
FIND: dict[str, tuple[list[Answer], Any]] = {
    "nothing was written": ([page()], Absent()),
    "ours": ([page(OURS)], Sent("7.0")),
    "ours among others": ([page(*CHATTER, OURS)], Sent("7.0")),
    "ours on the third page": ([page(*CHATTER, then="a"), page(*CHATTER, then="b"), page(OURS)], Sent("7.0")),
    "others on three pages": ([page(*CHATTER, then="a"), page(*CHATTER, then="b"), page(*CHATTER)], Absent()),
    "no cursor and no more": ([ok(messages=CHATTER)], Absent()),
    "another bot with our name on it": ([page(message("7.0", bot_id="B0THEM"))], Absent()),
    "a person with our name on it": ([page(message("7.0", bot_id=None, user="U1"))], Absent()),
    "another bot's, then ours": ([page(message("6.0", bot_id="B0THEM"), OURS)], Sent("7.0")),
    "ours about something else": (
        [page(message("7.0", metadata={"event_type": EVENT, "event_payload": {"key": "x"}}))],
        Absent(),
    ),
    "ours of another kind": (
        [page(message("7.0", metadata={"event_type": "annet", "event_payload": {"key": NAME}}))],
        Absent(),
    ),
    "ours with its name stripped": ([page(message("7.0", metadata={"event_type": EVENT}))], Absent()),
    "ours without metadata": ([page(message("7.0", metadata=None))], Absent()),
    "replies in a thread under ours": ([page({**OURS, "thread_ts": "7.0", "reply_count": 3})], Sent("7.0")),
    "a reply of another bot that is shown in the channel": (
        [page(message("8.0", bot_id="B0THEM", subtype="thread_broadcast", thread_ts="7.0"))],
        Absent(),
    ),
    "metadata of another form": ([page(message("7.0", metadata="frist_v1"))], Unreadable("AttributeError")),
    "a message of another form": ([page("hei")], Unreadable("AttributeError")),
    "ours without a name of Slack's": ([page({**OURS, "ts": None})], Unreadable("no_ts")),
    "no messages": ([ok()], Unreadable("ValueError")),
    "messages of another form": ([ok(messages={"1.0": OURS})], Unreadable("ValueError")),
    "more, but no cursor": ([ok(messages=CHATTER, has_more=True)], Unreadable("ValueError")),
    "a cursor of another form": ([ok(messages=[], response_metadata=["x"])], Unreadable("AttributeError")),
    "pages without end": ([page(then="a")] * 100, Unreadable("ValueError")),
    "too fast": ([no("ratelimited", 429, Retry_After="30")], Unreadable("ratelimited")),
    "too fast on the second page": ([page(*CHATTER, then="a"), no("ratelimited", 429)], Unreadable("ratelimited")),
    "500": ([Answer(HTML, 500)], Unreadable("http_500")),
    "502 on the second page": ([page(then="a"), Answer(HTML, 502)], Unreadable("http_502")),
    "503": ([Answer(HTML, 503)], Unreadable("http_503")),
    "504": ([Answer(HTML, 504)], Unreadable("http_504")),
    "403 from a proxy": ([Answer(HTML, 403)], Unreadable("http_403")),
    "a page of a proxy": ([Answer(HTML)], Unreadable("http_200")),
    "a cursor that is no longer good": ([page(then="a"), no("invalid_cursor")], Unreadable("invalid_cursor")),
    "not in the channel": ([no("not_in_channel")], Unreadable("not_in_channel")),
    "no such channel": ([no("channel_not_found")], Unreadable("channel_not_found")),
    "no right to read": ([no("missing_scope")], Unreadable("missing_scope")),
    "revoked": ([no("token_revoked")], Unreadable("token_revoked")),
    "a word that nobody knows": ([no("noe_nytt")], Unreadable("noe_nytt")),
    "dropped": ([Answer(how="drop read")], Unreadable("RemoteDisconnected")),
    "dropped on the second page": ([page(then="a"), Answer(how="drop read")], Unreadable("RemoteDisconnected")),
    "half a page": ([Answer(page().body, how="half")], Unreadable("IncompleteRead")),
    "half a page of JSON": ([Answer(page(OURS).body[:-9])], Unreadable("http_200")),
    "no answer in time": ([Answer(how="hang")], Unreadable("TimeoutError")),
}


@pytest.mark.parametrize(("answers", "reading"), FIND.values(), ids=FIND)
def test_a_post_is_absent_only_when_the_history_was_read_to_its_end(
    poster: Poster, web: SlackWeb, answers: list[Answer], reading: Any
) -> None:
    web.answers.extend(answers)
    if answers[-1].how == "hang":
        poster.client.timeout = 0.05  # type: ignore[assignment]

    assert poster.find("C03", NOW, NAME) == reading
    assert web.connections == len(answers)


def test_the_history_is_asked_for_with_metadata_from_that_time_and_page_by_page(poster: Poster, web: SlackWeb) -> None:
    web.answers.extend([page(then="neste"), page()])
    poster.find("C03", NOW, NAME)
    first, second = (form for _, form in web.asked)

    assert [method for method, _ in web.asked] == ["conversations.history"] * 2
    assert first == {"channel": "C03", "oldest": "1795424400.000000", "include_all_metadata": "1", "limit": "200"}
    assert second == {**first, "cursor": "neste"}


def test_who_does_not_know_its_own_name_can_tell_of_no_post_that_it_is_absent(web: SlackWeb) -> None:
    poster = Poster(TOKEN, web.url, timedelta(seconds=10))
    web.answers.append(page())

    assert poster.find("C03", NOW, NAME) == Unreadable("no_bot_id")


def hello(apart: float = 0, **more: Any) -> Answer:
    """Return the answer of auth.test by a clock that is *apart* seconds from ours."""
    body = json.dumps({"ok": True, "bot_id": US, **more}).encode()
    return Answer(body, 200, {"Date": format_datetime(NOW + timedelta(seconds=apart), usegmt=True)})


TROUBLE: dict[str, tuple[Answer, str | None]] = {
    "none": (hello(), None),
    "a minute behind": (hello(-60), None),
    "61 seconds behind": (hello(-61), "clock: 61 s from Slack's"),
    "61 seconds ahead": (hello(61), "clock: 61 s from Slack's"),
    "an hour ahead": (hello(3600), "clock: 3600 s from Slack's"),
    "no date that can be read": (Answer(ok(bot_id=US).body, 200, {"Date": "i morgen"}), None),
    "a person's token": (hello(bot_id=None), "slack: the token is not a bot's"),
    "revoked": (no("token_revoked"), "slack: token_revoked"),
    "not known": (no("invalid_auth"), "slack: invalid_auth"),
    "too fast": (no("ratelimited", 429), "slack: ratelimited"),
    "503": (Answer(HTML, 503), "slack: http_503"),
    "a page of a proxy": (Answer(HTML), "slack: http_200"),
    "JSON that is a list": (Answer(b"[1]"), "slack: AttributeError"),
    "dropped": (Answer(how="drop read"), "slack: RemoteDisconnected"),
    "no answer in time": (Answer(how="hang"), "slack: TimeoutError"),
}


@pytest.mark.parametrize(("answer", "trouble"), TROUBLE.values(), ids=TROUBLE)
def test_what_keeps_us_from_posting_is_said_before_anything_is_claimed(
    poster: Poster, web: SlackWeb, answer: Answer, trouble: str | None
) -> None:
    web.answers.append(answer)
    if answer.how == "hang":
        poster.client.timeout = 0.05  # type: ignore[assignment]

    assert poster.trouble(NOW) == trouble
    assert [method for method, _ in web.asked] == ["auth.test"]


def test_a_network_that_is_down_is_trouble() -> None:
    poster = Poster(TOKEN, nobody(), timedelta(seconds=10))

    assert poster.trouble(NOW) == "slack: ConnectionRefusedError"
