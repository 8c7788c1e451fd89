"""The job: what is due is posted once, whatever stops it, and what was posted is kept right."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa
from ledger_stage import ADMIN, OSLO, VEST, at
from reminding_stage import Desk, basis
from tiny_wheel import frist

from bot.adapters.store.tables import POST
from bot.domain.delivery import Absent, Failed, Refused, Unreadable, Unsure, opaque
from bot.domain.kanal import Kanal, Stilletid
from bot.domain.paminnelse import Key
from bot.errors import DatabaseError

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.domain.delivery import Outcome

ROW = frist("a", "2023-10-25")
NAME = "2023-2024/a"
WEEK = Key(NAME, OSLO.id, "2023-10-25/-7d")
ONE = basis(ROW, kanaler=[OSLO])
MORNING = "2023-10-18 08:00"


@pytest.fixture
def open_desk(ledger_url: str) -> Callable[..., Desk]:
    """Return what opens a desk on an empty ledger."""
    return lambda begins="2023-10-18 07:59", on=ONE: Desk(ledger_url, begins, on)


@pytest.fixture
def desk(open_desk: Callable[..., Desk]) -> Desk:
    """Return a worker that has entered the plan, a minute before a reminder is due."""
    made = open_desk()
    made.tick_at("2023-10-18 07:59")
    return made


def told(desk: Desk) -> list[str]:
    """Return what was posted to counties, in order."""
    return [str(one.message["text"]) for one in desk.slack.told if one.channel != ADMIN]


def told_admins(desk: Desk) -> list[str]:
    """Return what the admins were told."""
    return [str(one.message["text"]) for one in desk.slack.told if one.channel == ADMIN]


def test_what_is_due_is_posted_once_and_an_idle_tick_does_nothing(desk: Desk) -> None:
    assert told(desk) == []
    for minute in ("08:00", "08:00", "08:01", "08:30"):
        desk.tick_at(f"2023-10-18 {minute}")

    assert told(desk) == ["a 2023-10-25/-7d due"]
    assert desk.slack.told[0].name == opaque(WEEK)
    assert desk.log.named("entered") == [{"new": 3, "changed": 0, "struck": 0}]


DOWN: dict[str, tuple[str, str, list[str], dict[str, str], list[str]]] = {
    "1 minute": ("2023-10-18 07:59", "2023-10-18 08:00", ["a 2023-10-25/-7d due"], {"-7d": "sent"}, []),
    "20 minutes": ("2023-10-18 07:59", "2023-10-18 08:19", ["a 2023-10-25/-7d late"], {"-7d": "sent"}, []),
    "26 hours": ("2023-10-18 07:59", "2023-10-19 09:59", ["a 2023-10-25/-7d late"], {"-7d": "sent"}, []),
    "8 days, to the deadline": (
        "2023-10-17 10:00",
        "2023-10-25 10:00",
        ["a 2023-10-25/-0d late"],
        {"-7d": "superseded", "-1d": "superseded", "-0d": "sent"},
        [],
    ),
    "8 days, one missed by too much": (
        "2023-10-10 07:59",
        "2023-10-18 07:59",
        ["a 2023-10-25/-7d due"],
        {"-14d": "expired", "-7d": "sent"},
        ["varsel: expired None 1"],
    ),
    "9 days, two missed": (
        "2023-10-10 10:00",
        "2023-10-19 10:00",
        ["a 2023-10-25/-7d late"],
        {"-14d": "superseded", "-7d": "sent"},
        [],
    ),
    "8 days, and over": ("2023-10-13 10:00", "2023-10-21 10:00", [], {"-7d": "expired"}, ["varsel: expired None 1"]),
    "40 days": (
        "2023-10-10 10:00",
        "2023-11-19 10:00",
        [],
        {"-14d": "superseded", "-7d": "superseded", "-1d": "superseded", "-0d": "expired"},
        ["varsel: expired None 1"],
    ),
}


@pytest.mark.parametrize(("began", "up", "texts", "states", "alerts"), DOWN.values(), ids=DOWN)
@pytest.mark.parametrize(
    ("ledger_url", "restarted"),
    [("sqlite", True), ("sqlite", False), ("postgresql", True)],
    indirect=["ledger_url"],
    ids=["sqlite, restarted", "sqlite, asleep", "postgresql, restarted"],
)
def test_after_downtime_the_newest_is_caught_up_with_and_the_rest_has_its_reason(  # noqa: PLR0917 - a table
    open_desk: Callable[..., Desk],
    began: str,
    up: str,
    texts: list[str],
    states: dict[str, str],
    alerts: list[str],
    restarted: bool,
) -> None:
    desk = open_desk(began)
    desk.tick_at(began)
    assert told(desk) == []
    if restarted:
        desk.job = desk.worker("w1")
    desk.tick_at(up)
    for _ in range(4):
        desk.time.forward(minutes=1)
        desk.job.tick()
    after = {key.removeprefix("C03 2023-10-25/"): state for key, state in desk.states().items()}

    assert (told(desk), told_admins(desk)) == (texts, alerts)
    assert {key: after[key] for key in states} == states
    assert set(after.values()) <= {"due", *states.values()}


def test_what_is_late_is_looked_for_twice_before_it_is_posted(desk: Desk) -> None:
    desk.tick_at("2023-10-18 08:19")
    assert told(desk) == []
    desk.tick_at("2023-10-18 08:20")

    assert told(desk) == ["a 2023-10-25/-7d late"]
    assert [entry["outcome"] for entry in desk.log.named("looked")] == ["absent", "absent"]


def test_a_ledger_that_was_lost_or_is_an_old_copy_posts_nothing_that_is_in_slack_already(
    open_desk: Callable[..., Desk],
) -> None:
    desk = open_desk("2023-10-18 10:00")
    desk.slack.lose_the_answer(OSLO.id, {"text": "før"}, opaque(WEEK))
    desk.slack.told[0].at = at(MORNING)
    desk.run("2023-10-18 10:10")

    assert told(desk) == ["før"]
    assert desk.states()["C03 2023-10-25/-7d"] == "sent"


NIGHT = replace(OSLO, stilletid=Stilletid(time(16), time(7)), klokkeslett=time(15, 30))


def test_what_is_late_in_quiet_hours_waits_for_their_end(open_desk: Callable[..., Desk]) -> None:
    desk = open_desk("2023-10-18 15:29", basis(ROW, kanaler=[NIGHT]))
    desk.tick_at("2023-10-18 15:29")
    desk.run("2023-10-18 15:29")
    desk.tick_at("2023-10-18 18:00")
    desk.run("2023-10-19 06:59", minutes=20)
    assert told(desk) == []
    desk.time.at = at("2023-10-19 07:00")
    desk.run("2023-10-19 07:02")

    assert told(desk) == ["a 2023-10-25/-7d late"]


def test_what_is_cleared_up_as_quiet_hours_begin_waits_for_their_end_too(open_desk: Callable[..., Desk]) -> None:
    desk = open_desk("2023-10-18 15:29", basis(ROW, kanaler=[NIGHT]))
    desk.tick_at("2023-10-18 15:29")
    desk.tick_at("2023-10-18 15:59")
    desk.time.forward(seconds=30)
    desk.run("2023-10-18 16:05")
    assert told(desk) == []
    desk.time.at = at("2023-10-19 07:00")
    desk.run("2023-10-19 07:02")

    assert told(desk) == ["a 2023-10-25/-7d late"]


def test_done_stops_the_countys_others_and_no_other_countys(open_desk: Callable[..., Desk]) -> None:
    second = replace(OSLO, id="C04")
    desk = open_desk(on=basis(ROW, frist("b", "2023-10-25"), kanaler=[OSLO, second, VEST]))
    desk.run("2023-10-18 08:02")
    assert len(told(desk)) == 6
    desk.shelf.marks.set_done("Oslo", NAME, "U1", [OSLO.id, second.id])
    desk.run("2023-10-18 08:05")
    assert sorted((channel, message["text"]) for channel, _, message in desk.slack.updated) == [
        (channel, "a 2023-10-25/-7d posted, utført av U1") for channel in (OSLO.id, second.id)
    ]
    desk.slack.told.clear()
    desk.tick_at("2023-10-24 08:00")
    desk.run("2023-10-24 08:05")

    assert sorted((one.channel, one.message["text"]) for one in desk.slack.told) == [
        *((channel, "b 2023-10-25/-1d due") for channel in (OSLO.id, second.id)),
        *((VEST.id, f"{row} 2023-10-25/-1d due") for row in "ab"),
    ]
    assert {p.reason for p in desk.shelf.posts() if p.state == "cancelled"} == {"done"}


def test_what_is_taken_back_is_reminded_of_again(desk: Desk) -> None:
    desk.shelf.marks.set_done("Oslo", NAME, "U1", [OSLO.id])
    desk.tick_at("2023-10-18 09:00")
    assert told(desk) == []
    desk.shelf.marks.undo("Oslo", NAME, [OSLO.id])
    desk.tick_at("2023-10-18 10:01")
    desk.run("2023-10-18 10:05")

    assert told(desk) == ["a 2023-10-25/-7d late"]


def test_a_snooze_replaces_what_is_ordinary_that_day_and_nothing_else(desk: Desk) -> None:
    desk.tick_at(MORNING)
    desk.shelf.marks.snooze(NAME, OSLO.id, date(2023, 10, 24), "U1")
    desk.shelf.marks.snooze(NAME, OSLO.id, date(2023, 10, 20), "U1")
    for day in range(19, 26):
        desk.tick_at(f"2023-10-{day} 08:00")

    assert told(desk) == [
        "a 2023-10-25/-7d due",
        "a 2023-10-25/utsatt-2023-10-20 due",
        "a 2023-10-25/utsatt-2023-10-24 due",
        "a 2023-10-25/-0d due",
    ]


def test_a_deadline_that_moves_is_planned_anew_and_what_was_sent_says_so(desk: Desk) -> None:
    desk.tick_at(MORNING)
    desk.basis = basis(frist("a", "2023-10-27"), kanaler=[OSLO])
    desk.tick_at("2023-10-18 09:00")
    states = desk.states()

    assert desk.slack.updated == [
        (OSLO.id, "1.0", {"text": "a 2023-10-25/-7d posted, flyttet fra 2023-10-25 til 2023-10-27"}),
    ]
    assert {key: state for key, state in states.items() if "10-25" in key} == {
        "C03 2023-10-25/-7d": "sent",
        "C03 2023-10-25/-1d": "cancelled",
        "C03 2023-10-25/-0d": "cancelled",
    }
    assert {key for key, state in states.items() if state == "due"} == {f"C03 2023-10-27/-{n}d" for n in (7, 1, 0)}
    desk.basis = ONE
    desk.tick_at("2023-10-18 10:00")
    assert desk.slack.updated[1:] == [(OSLO.id, "1.0", {"text": "a 2023-10-25/-7d posted"})]
    assert desk.states()["C03 2023-10-25/-1d"] == "due"


def test_a_deadline_that_is_gone_is_struck_out_and_what_was_sent_says_so(desk: Desk) -> None:
    desk.tick_at(MORNING)
    desk.basis = basis(frist("b", "2023-12-01"), kanaler=[OSLO])
    for hour in ("09", "10", "11"):
        desk.tick_at(f"2023-10-18 {hour}:00")

    assert desk.slack.updated == [(OSLO.id, "1.0", {"text": "2023-10-25 er borte for Oslo"})]
    assert desk.states()["C03 2023-10-25/-1d"] == "cancelled"


def test_a_file_with_faults_strikes_out_nothing_and_changes_no_message(desk: Desk) -> None:
    desk.tick_at(MORNING)
    desk.basis = basis(frist("b", "2023-12-01"), kanaler=[OSLO], whole=False)
    desk.tick_at("2023-10-18 09:00")
    desk.tick_at("2023-10-24 08:00")
    assert (desk.slack.updated, desk.states()["C03 2023-10-25/-1d"]) == ([], "due")
    desk.basis = ONE
    desk.tick_at("2023-10-24 08:01")

    assert told(desk) == ["a 2023-10-25/-7d due", "a 2023-10-25/-1d due"]


def test_a_channel_that_is_no_longer_ours_gets_nothing_more(desk: Desk) -> None:
    desk.tick_at(MORNING)
    desk.shelf.marks.set_done("Oslo", NAME, "U1", [OSLO.id])
    desk.basis = basis(ROW, kanaler=[VEST])
    desk.tick_at("2023-10-18 09:00")
    desk.tick_at("2023-10-24 08:00")

    assert {one.channel for one in desk.slack.told if "-1d" in str(one.message)} == {VEST.id}
    assert desk.slack.updated == []
    assert desk.shelf.book.to_refresh() is None


def test_while_the_token_is_revoked_nothing_is_claimed_and_then_everything_is_posted(desk: Desk) -> None:
    desk.slack.unable = "slack: token_revoked"
    desk.run("2023-10-18 08:30")
    row = next(post for post in desk.shelf.posts() if post.key == WEEK)
    assert (row.state, row.fence, told(desk)) == ("due", 0, [])
    assert desk.shelf.watch.figures().trouble == ("slack: token_revoked",)
    assert desk.shelf.watch.figures().overdue == 1
    desk.slack.unable = None
    desk.run("2023-10-18 08:35")

    assert told(desk) == ["a 2023-10-25/-7d late"]
    assert desk.shelf.watch.figures()[3:] == (0, timedelta(), ())


def test_a_token_that_is_revoked_between_two_posts_gives_up_none_of_them(open_desk: Callable[..., Desk]) -> None:
    desk = open_desk(on=basis(ROW, frist("b", "2023-10-25"), frist("c", "2023-10-25")))
    desk.tick_at("2023-10-18 07:59")
    post = desk.slack.post
    desk.slack.post = lambda *_: Refused("token_revoked")  # type: ignore[method-assign]
    desk.tick_at(MORNING)
    assert told(desk) == []
    assert {p.state for p in desk.shelf.posts()} == {"due"}
    desk.slack.post = post  # type: ignore[method-assign]
    desk.run("2023-10-18 08:02")

    assert len(told(desk)) == len(set(told(desk))) * 2 == 6


@pytest.mark.parametrize("skew", [61, -61, 3600, -86400])
def test_with_a_clock_that_is_wrong_nothing_is_planned_or_posted_and_it_says_so(desk: Desk, skew: float) -> None:
    before = desk.shelf.posts()
    desk.skew = skew
    desk.tick_at("2023-10-18 08:01")
    assert (desk.shelf.posts(), told(desk)) == (before, [])
    assert desk.shelf.watch.figures().trouble == (f"clock: {abs(skew)} s from the database's",)
    assert desk.log.named("cannot_post")
    desk.skew = 60 if skew > 0 else -60
    desk.tick_at("2023-10-18 08:02")

    assert told(desk) == ["a 2023-10-25/-7d due"]


class Once:
    """Does what *call* does, but fails the first time: before it does it, or after."""

    def __init__(self, call: Callable[..., Any], error: BaseException, *, after: bool) -> None:
        self._call = call
        self._error = error
        self._after = after
        self._failed = False

    def __call__(self, *args: Any, **named: Any) -> Any:
        """Fail once."""
        if self._failed:
            return self._call(*args, **named)
        self._failed = True
        if self._after:
            self._call(*args, **named)
        raise self._error


STEPS = [
    *(("watch", name) for name in ("beat",)),
    *(("book", name) for name in ("oldest", "enter")),
    *(("ledger", name) for name in ("waiting", "sweep", "look", "claim", "begin", "settle", "pause")),
]


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize(
    ("ledger_url", "error"),
    [("sqlite", SystemExit(9)), ("postgresql", DatabaseError("restarted"))],
    indirect=["ledger_url"],
    ids=["sqlite, killed", "postgresql, restarted"],
)
@pytest.mark.parametrize(("part", "step"), STEPS, ids=[step for _, step in STEPS])
def test_whatever_step_a_tick_ends_in_the_next_one_goes_on_and_posts_once(  # noqa: PLR0917 - a table
    desk: Desk, monkeypatch: pytest.MonkeyPatch, part: str, step: str, error: BaseException, after: bool
) -> None:
    """Also where the answer of the database was lost, and where another process takes over."""
    tool = getattr(desk.tools, part)
    monkeypatch.setattr(tool, step, Once(getattr(tool, step), error, after=after))
    desk.time.at = at(MORNING)
    with pytest.raises(type(error)):
        desk.job.tick()
    if isinstance(error, SystemExit):
        desk.job = desk.worker("w2")
    desk.run("2023-10-18 08:04")

    assert [text.rpartition(" ")[0] for text in told(desk)] == ["a 2023-10-25/-7d"]
    assert desk.states()["C03 2023-10-25/-7d"] == "sent"


LOST: dict[str, tuple[bool, Outcome | None]] = {
    "the answer was lost, the post was not": (True, Unsure("TimeoutError")),
    "the post was lost": (False, Unsure("TimeoutError")),
    "killed after Slack had it": (True, None),
    "killed before Slack had it": (False, None),
}


@pytest.mark.parametrize(("arrived", "answer"), LOST.values(), ids=LOST)
def test_a_post_in_doubt_is_in_the_channel_once_in_the_end(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, arrived: bool, answer: Outcome | None
) -> None:
    def posted(channel: str, message: Any, name: str) -> Outcome:
        if arrived:
            desk.slack.lose_the_answer(channel, message, name)
        monkeypatch.undo()
        if answer is None:
            raise SystemExit(9)
        return answer

    monkeypatch.setattr(desk.slack, "post", posted)
    desk.time.at = at(MORNING)
    if answer is None:
        with pytest.raises(SystemExit):
            desk.job.tick()
        desk.job = desk.worker("w2")
    desk.run("2023-10-18 08:04")

    assert [text.rpartition(" ")[0] for text in told(desk)] == ["a 2023-10-25/-7d"]
    assert desk.states()["C03 2023-10-25/-7d"] == "sent"


def test_what_cannot_be_read_back_is_never_posted_again_and_the_admins_hear_of_it_once(desk: Desk) -> None:
    desk.slack.answers.append(Unsure("TimeoutError"))
    desk.slack.readings.extend([Unreadable("missing_scope")] * 60)
    desk.tick_at(MORNING)
    desk.run("2023-10-18 08:40")

    assert told(desk) == []
    assert told_admins(desk) == ["varsel: unreadable missing_scope 1"]
    desk.slack.readings.clear()
    desk.run("2023-10-18 08:45")
    assert told(desk) == ["a 2023-10-25/-7d late"]


def test_not_found_once_is_not_enough(desk: Desk) -> None:
    desk.slack.answers.append(Unsure("TimeoutError"))
    desk.slack.readings.append(Absent())
    desk.tick_at(MORNING)
    desk.slack.lose_the_answer(OSLO.id, {"text": "sent likevel"}, opaque(WEEK))
    desk.run("2023-10-18 08:10")

    assert told(desk) == ["sent likevel"]


def test_a_channel_that_refuses_for_good_is_told_to_the_admins_and_posted_to_when_asked_for(desk: Desk) -> None:
    desk.slack.answers.append(Failed("not_in_channel"))
    desk.tick_at(MORNING)
    desk.run("2023-10-18 08:05")
    assert (told(desk), told_admins(desk)) == ([], ["varsel: failed not_in_channel 1"])
    desk.shelf.book.retry(OSLO.id)
    desk.tick_at("2023-10-18 08:06")

    assert told(desk) == ["a 2023-10-25/-7d due"]


def test_a_worker_that_was_frozen_before_it_posted_leaves_it_to_the_history(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin = desk.shelf.ledger.begin

    def frozen(post: Any) -> bool:
        begun = begin(post)
        desk.time.forward(seconds=61)
        monkeypatch.undo()
        return begun

    monkeypatch.setattr(desk.shelf.ledger, "begin", frozen)
    desk.tick_at(MORNING)
    assert (told(desk), len(desk.log.named("too_slow_to_post"))) == ([], 1)
    desk.run("2023-10-18 08:10")

    assert told(desk) == ["a 2023-10-25/-7d due"]


def test_a_worker_that_is_frozen_beyond_its_lease_finds_its_post_taken_over(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = desk.worker("w2")
    post = desk.slack.post

    def frozen(channel: str, message: Any, name: str) -> Outcome:
        answer = post(channel, message, name)
        monkeypatch.undo()
        for _ in range(4):
            desk.time.forward(minutes=1)
            other.tick()
        return answer

    monkeypatch.setattr(desk.slack, "post", frozen)
    desk.tick_at(MORNING)

    assert told(desk) == ["a 2023-10-25/-7d due"]
    assert [entry["written"] for entry in desk.log.named("posted")] == [False]
    assert desk.states()["C03 2023-10-25/-7d"] == "sent"


def test_what_has_left_the_plan_since_it_was_made_is_put_back_and_struck_out_at_the_next_tick(desk: Desk) -> None:
    desk.tick_at("2023-10-18 07:59")
    with desk.shelf.database.write() as connection:
        stray = desk.shelf.database.insert(POST).values(
            reminder="2023-2024/x",
            channel=OSLO.id,
            occurrence="2023-10-20/-2d",
            state="claimed",
            due_at=at(MORNING),
            not_before=at("2023-10-18 08:00"),
            closes_at=at("2023-10-20 08:00"),
        )
        connection.execute(stray)
    desk.tick_at(MORNING)
    assert desk.states()["C03 2023-10-20/-2d"] == "due"
    desk.tick_at("2023-10-18 08:02")

    assert desk.states()["C03 2023-10-20/-2d"] == "cancelled"
    assert told(desk) == ["a 2023-10-25/-7d due"]


def test_stopping_ends_the_tick_after_the_post_in_hand(open_desk: Callable[..., Desk]) -> None:
    desk = open_desk(on=basis(*(frist(name, "2023-10-25") for name in "abc"), kanaler=[OSLO]))
    desk.tick_at("2023-10-18 07:59")
    post = desk.slack.post

    def posted(channel: str, message: Any, name: str) -> Outcome:
        desk.job.stopping = True
        return post(channel, message, name)

    desk.slack.post = posted  # type: ignore[method-assign]
    desk.tick_at(MORNING)
    assert len(told(desk)) == 1
    assert sorted(post.state for post in desk.shelf.posts()) == ["due"] * 8 + ["sent"]
    desk.job = desk.worker("w2")
    desk.slack.post = post  # type: ignore[method-assign]
    desk.tick_at("2023-10-18 08:01")

    assert len(told(desk)) == len(set(told(desk))) == 3


def test_a_long_tick_keeps_its_heart_beating(open_desk: Callable[..., Desk]) -> None:
    desk = open_desk(on=basis(*(frist(f"rad-{n}", "2023-10-25") for n in range(60)), kanaler=[OSLO]))
    desk.tick_at("2023-10-18 07:59")
    ages = []
    post = desk.slack.post

    def posted(channel: str, message: Any, name: str) -> Outcome:
        age = desk.shelf.watch.figures().beat_age
        ages.append(999 if age is None else age.total_seconds())
        return post(channel, message, name)

    desk.slack.post = posted  # type: ignore[method-assign]
    desk.tick_at(MORNING)

    assert len(told(desk)) == 60
    assert 20 <= max(ages) < 23
    assert desk.time.at - at(MORNING) < timedelta(seconds=61)


@pytest.mark.parametrize(("stuck", "other"), [(OSLO, VEST), (VEST, OSLO)], ids=["the first", "the second"])
def test_a_message_that_slack_will_not_change_keeps_no_other_from_being_written_anew(
    open_desk: Callable[..., Desk], stuck: Kanal, other: Kanal
) -> None:
    desk = open_desk(on=basis(ROW))
    desk.run("2023-10-18 08:02")
    for fylke, kanal in (("Oslo", OSLO), ("Vestland", VEST)):
        desk.shelf.marks.set_done(fylke, NAME, "U1", [kanal.id])
    update = desk.slack.update
    desk.slack.update = lambda channel, *said: (  # type: ignore[method-assign]
        Unsure("noe_nytt") if channel == stuck.id else update(channel, *said)
    )
    desk.run("2023-10-18 08:06")
    assert [channel for channel, *_ in desk.slack.updated] == [other.id]
    desk.slack.update = update  # type: ignore[method-assign]
    desk.run("2023-10-18 08:08")

    assert [channel for channel, *_ in desk.slack.updated] == [other.id, stuck.id]


@pytest.mark.parametrize("answer", [Failed("message_not_found"), Failed("is_archived")])
def test_a_message_that_can_no_longer_be_changed_is_left_as_it_is(desk: Desk, answer: Outcome) -> None:
    desk.tick_at(MORNING)
    desk.shelf.marks.set_done("Oslo", NAME, "U1", [OSLO.id])
    desk.slack.updates.append(answer)
    desk.tick_at("2023-10-18 08:01")

    assert not desk.shelf.ledger.waiting()


def test_the_digest_of_a_week_is_posted_and_never_rewritten(open_desk: Callable[..., Desk]) -> None:
    kanal = Kanal(id="C09", fylke="Oslo", dager_for=(), ukesoversikt=True)
    desk = open_desk("2023-10-23 07:59", basis(ROW, kanaler=[kanal]))
    desk.run("2023-10-23 08:02")
    desk.basis = basis(frist("a", "2023-10-26"), kanaler=[kanal])
    desk.run("2023-10-23 08:05")

    assert [one.message["text"] for one in desk.slack.told] == [" 2023-10-23/uke due"] or len(desk.slack.told) == 1
    assert desk.slack.updated == []


def test_two_workers_with_one_ledger_post_everything_once_and_keep_the_pace(open_desk: Callable[..., Desk]) -> None:
    rows = [frist(f"rad-{n}", "2023-10-25") for n in range(8)]
    desk = open_desk(on=basis(*rows))
    workers = [desk.worker("w1"), desk.worker("w2")]
    while desk.time.at < at("2023-10-18 08:03"):
        for worker in workers:
            worker.tick()
        desk.time.forward(seconds=30)
    by_channel: dict[str, list[float]] = {}
    for one in desk.slack.told:
        by_channel.setdefault(one.channel, []).append(one.at.timestamp())

    assert len({one.name for one in desk.slack.told}) == len(desk.slack.told) == 16
    for moments in by_channel.values():
        assert all(later - earlier >= 1 for earlier, later in pairwise(moments))


def test_every_row_of_the_ledger_is_about_a_post_that_slack_knows_by_the_same_name(desk: Desk) -> None:
    desk.run("2023-10-18 08:02")
    with desk.shelf.database.read() as connection:
        rows = connection.execute(sa.select(*POST.primary_key).where(POST.c.state == "sent")).all()
    keys = [Key(row.reminder, row.channel, row.occurrence) for row in rows]

    assert [opaque(key) for key in keys] == [one.name for one in desk.slack.told]


def test_a_reminder_is_worded_from_the_files_that_it_was_planned_from(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An edit that is taken up in the midst of a tick waits for the next plan."""
    worded = []
    claim, message = desk.tools.ledger.claim, desk.tools.words.message

    def claim_after_an_edit() -> Any:
        desk.basis = basis(frist("b", "2023-11-25"), kanaler=[OSLO])
        return claim()

    def note(planned: Any, arshjul: Any, now: Any, **more: Any) -> Any:
        worded.append(arshjul)
        return message(planned, arshjul, now, **more)

    monkeypatch.setattr(desk.tools.ledger, "claim", claim_after_an_edit)
    monkeypatch.setattr(desk.tools.words, "message", note)
    desk.tick_at(MORNING)

    assert worded == [ONE.arshjul]
    assert told(desk) == ["a 2023-10-25/-7d due"]
