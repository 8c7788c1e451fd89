"""The ledger, on both databases: who may post what and when, what becomes of it, and who may say so."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa
from ledger_stage import ADMIN, EIGHT, OSLO, VEST, Shelf, Time, at, planned

from bot.adapters.store.tables import POST
from bot.domain.delivery import PATIENCE, Failed, Post, Refused, Sent, Unsure
from bot.domain.kanal import Kanal

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.domain.delivery import Outcome

SENT = Sent("1.0")
A, B, OTHER = planned("a"), planned("b"), planned("a", VEST)


@pytest.fixture
def shelf(ledger_url: str) -> Shelf:
    """Return an empty ledger at eight o'clock."""
    return Shelf(ledger_url)


@pytest.fixture
def two(ledger_url: str) -> tuple[Shelf, Shelf]:
    """Return two workers at one ledger, with one clock."""
    time = Time()
    return Shelf(ledger_url, time), Shelf(ledger_url, time)


def claimed(shelf: Shelf) -> Post:
    """Return the post that is claimed now, which there must be."""
    post = shelf.ledger.claim()
    assert post
    return post


def in_doubt(shelf: Shelf, one: Any = A) -> Post:
    """Return a post that is in doubt, and is being looked for."""
    shelf.enter(one)
    assert shelf.ledger.settle(shelf.begun(), Unsure("TimeoutError"))
    shelf.time.forward(seconds=70)
    post = shelf.ledger.look()
    assert post
    return post


def test_nothing_is_claimed_before_its_time_and_then_the_longest_waiting_first(shelf: Shelf) -> None:
    shelf.enter(planned("b", due=EIGHT + timedelta(minutes=1)), planned("a", due=EIGHT + timedelta(minutes=2)))
    assert (shelf.ledger.claim(), shelf.ledger.waiting()) == (None, False)
    shelf.time.forward(minutes=2)

    assert shelf.ledger.waiting()
    assert [claimed(shelf).key.reminder for _ in range(2)] == ["2023-2024/b", "2023-2024/a"]
    assert shelf.ledger.claim() is None


def test_a_post_that_is_claimed_begun_and_settled_is_sent_and_stays_so(shelf: Shelf) -> None:
    shelf.enter(A)
    post = shelf.begun()
    shelf.time.forward(seconds=1)
    assert shelf.ledger.settle(post, SENT)
    shelf.time.forward(days=1)
    row = shelf.post(A)

    assert (row.state, row.ts, row.fence, row.attempts) == ("sent", "1.0", 1, 1)
    assert (shelf.ledger.sweep(), shelf.ledger.claim(), shelf.ledger.look(), shelf.ledger.waiting()) == (
        (),
        None,
        None,
        False,
    )
    assert not shelf.ledger.settle(post, Failed("channel_not_found"))


def test_a_claim_lasts_as_long_as_its_lease_and_the_next_one_raises_the_fence(two: tuple[Shelf, Shelf]) -> None:
    first, second = two
    first.enter(A)
    mine = claimed(first)
    first.time.forward(seconds=119)
    assert second.ledger.claim() is None
    first.time.forward(seconds=1)
    theirs = claimed(second)

    assert (mine.fence, theirs.fence) == (1, 2)
    assert not first.ledger.begin(mine)
    assert second.ledger.begin(theirs)


def test_what_was_claimed_too_long_ago_is_not_begun_even_if_nobody_has_taken_it(shelf: Shelf) -> None:
    shelf.enter(A)
    post = claimed(shelf)
    shelf.time.forward(seconds=120)

    assert not shelf.ledger.begin(post)
    assert shelf.post(A).state == "claimed"
    assert claimed(shelf).fence == 2


def test_a_post_is_begun_once(shelf: Shelf) -> None:
    shelf.enter(A)
    post = shelf.begun()

    assert not shelf.ledger.begin(post)


def test_what_was_begun_and_left_is_never_claimed_but_looked_for_when_its_worker_is_surely_gone(shelf: Shelf) -> None:
    shelf.enter(A)
    shelf.begun()
    shelf.time.forward(seconds=119)
    assert (shelf.ledger.claim(), shelf.ledger.look()) == (None, None)
    shelf.time.forward(seconds=1)

    assert shelf.ledger.claim() is None
    assert shelf.ledger.look()
    assert shelf.post(A).state == "unknown"


AFTER: dict[str, tuple[Any, str, float | None]] = {
    "sent": (SENT, "sent", None),
    "a no that stays": (Failed("channel_not_found"), "failed", None),
    "a no that passes: backoff": (Refused("ConnectionRefusedError"), "due", 2),
    "a no with a time": (Refused("ratelimited", 30), "due", 30),
    "in doubt": (Unsure("TimeoutError"), "unknown", 70),
}


@pytest.mark.parametrize(("outcome", "state", "wait"), AFTER.values(), ids=AFTER)
def test_each_outcome_leads_to_its_state_and_to_when_it_is_looked_at_next(
    shelf: Shelf, outcome: Any, state: str, wait: float | None
) -> None:
    shelf.enter(A)
    assert shelf.ledger.settle(shelf.begun(), outcome)
    row = shelf.post(A)

    assert row.state == state
    assert wait is None or row.not_before == EIGHT + timedelta(seconds=wait)
    assert row.reason == getattr(outcome, "reason", None)


def test_a_channel_that_asks_for_a_rest_gets_it_and_no_other_channel_waits(shelf: Shelf) -> None:
    shelf.enter(A, B, OTHER)
    shelf.ledger.settle(shelf.begun(), Refused("ratelimited", 30))
    shelf.time.forward(seconds=2)
    assert shelf.begun().key == OTHER.key
    shelf.time.forward(seconds=27)
    assert (shelf.ledger.claim(), shelf.ledger.pause()) == (None, timedelta(seconds=1))
    shelf.time.forward(seconds=1)

    assert shelf.begun().key.channel == "C03"


def test_each_definite_no_doubles_the_wait(shelf: Shelf) -> None:
    shelf.enter(A)
    waits = []
    for _ in range(4):
        shelf.ledger.settle(shelf.begun(), Refused("ratelimited"))
        waits.append((shelf.post(A).not_before - shelf.time.at).total_seconds())
        shelf.time.at = shelf.post(A).not_before

    assert waits == [2, 4, 8, 16]


WRITES: dict[str, tuple[str, Callable[[Shelf, Post], object]]] = {
    "sent": ("posting", lambda shelf, post: shelf.ledger.settle(post, SENT)),
    "failed": ("posting", lambda shelf, post: shelf.ledger.settle(post, Failed("is_archived"))),
    "refused": ("posting", lambda shelf, post: shelf.ledger.settle(post, Refused("ratelimited"))),
    "unsure": ("posting", lambda shelf, post: shelf.ledger.settle(post, Unsure("TimeoutError"))),
    "begin": ("claimed", lambda shelf, post: shelf.ledger.begin(post)),
    "put back": ("claimed", lambda shelf, post: shelf.ledger.put_back(post, "not in the plan")),
    "seen": ("unknown", lambda shelf, post: shelf.ledger.seen(post, "9.9")),
    "not seen": ("unknown", lambda shelf, post: shelf.ledger.not_seen(post)),
    "not readable": ("unknown", lambda shelf, post: shelf.ledger.not_readable(post, "http_500")),
}


@pytest.mark.parametrize(("held", "write"), WRITES.values(), ids=WRITES)
def test_a_worker_that_comes_back_when_another_has_the_post_writes_nothing(
    two: tuple[Shelf, Shelf], held: str, write: Callable[[Shelf, Post], object]
) -> None:
    frozen, other = two
    frozen.enter(A)
    post = claimed(frozen)
    if held != "claimed":
        assert frozen.ledger.begin(post)
    if held == "unknown":
        frozen.ledger.settle(post, Unsure("TimeoutError"))
        frozen.time.forward(seconds=70)
        post = frozen.ledger.look() or post
    frozen.time.forward(minutes=14)  # far beyond every lease
    taken = other.ledger.look() if held != "claimed" else other.ledger.claim()
    assert taken
    assert taken.fence == post.fence + 1
    before = every_column(other)

    assert not write(frozen, post)
    assert every_column(other) == before


def every_column(shelf: Shelf) -> list[Any]:
    """Return all that the ledger holds."""
    with shelf.database.read() as connection:
        return [tuple(row) for row in connection.execute(sa.select(POST).order_by(POST.c.reminder))]


def test_no_second_post_to_a_channel_is_begun_within_a_second(two: tuple[Shelf, Shelf]) -> None:
    first, second = two
    first.enter(A, B)
    mine, theirs = claimed(first), claimed(second)
    first.enter(OTHER, whole=False)
    first.time.forward(milliseconds=400)
    assert first.ledger.begin(mine)
    assert not second.ledger.begin(theirs)
    row = second.post(next(one for one in (A, B) if one.key == theirs.key))

    assert (row.state, row.attempts, row.not_before) == ("due", 0, first.time.at + PATIENCE.pace)
    assert claimed(second).key.channel == "C46"
    assert second.ledger.claim() is None
    assert second.ledger.pause() == PATIENCE.pace
    first.time.forward(seconds=1)
    assert second.begun().key == theirs.key


def test_between_two_posts_to_a_channel_the_worker_is_told_how_long_to_wait(shelf: Shelf) -> None:
    shelf.enter(A, B)
    assert shelf.ledger.pause() is None
    shelf.ledger.settle(shelf.begun(), SENT)
    shelf.time.forward(milliseconds=300)
    assert shelf.ledger.claim() is None

    assert shelf.ledger.pause() == timedelta(milliseconds=700)


def test_a_post_whose_second_has_come_while_the_worker_asked_is_not_left_to_the_next_tick(shelf: Shelf) -> None:
    shelf.enter(A, B)
    first = shelf.begun()
    shelf.ledger.settle(first, SENT)
    assert shelf.ledger.claim() is None
    shelf.time.forward(seconds=1)

    assert shelf.ledger.pause() == timedelta(0)
    assert {first.key, claimed(shelf).key} == {A.key, B.key}
    assert shelf.ledger.pause() is None


def test_a_post_that_was_refused_for_a_moment_waits_for_its_time_and_not_only_for_the_channel(shelf: Shelf) -> None:
    shelf.enter(A)
    shelf.ledger.settle(shelf.begun(), Refused("ratelimited", 1.5))
    shelf.time.forward(milliseconds=1200)

    assert shelf.ledger.pause() == timedelta(milliseconds=300)


def test_nothing_is_paused_for_what_is_in_doubt_late_over_or_far_away(shelf: Shelf) -> None:
    shelf.enter(A, B, planned("c", due=EIGHT + timedelta(minutes=16, seconds=2)))
    shelf.ledger.settle(shelf.begun(), SENT)
    shelf.time.forward(minutes=16)
    assert shelf.ledger.pause() is None
    shelf.ledger.sweep()
    assert shelf.ledger.pause() is None
    shelf.time.forward(seconds=1)

    assert shelf.ledger.pause() == timedelta(seconds=1)


def test_what_is_late_is_looked_for_before_it_is_posted(shelf: Shelf) -> None:
    shelf.enter(A)
    shelf.time.forward(minutes=15, seconds=1)
    assert shelf.ledger.claim() is None
    assert shelf.ledger.sweep() == ()
    assert shelf.ledger.claim() is None
    post = shelf.ledger.look()
    assert post

    assert shelf.ledger.seen(post, "7.0")
    assert (shelf.post(A).state, shelf.post(A).ts) == ("sent", "7.0")


def test_what_is_a_quarter_of_an_hour_old_is_on_time(shelf: Shelf) -> None:
    shelf.enter(A)
    shelf.time.forward(minutes=15)
    shelf.ledger.sweep()

    assert claimed(shelf).key == A.key


def test_what_is_not_found_twice_a_minute_apart_is_posted_again(shelf: Shelf) -> None:
    post = in_doubt(shelf)
    assert shelf.ledger.not_seen(post)
    assert (shelf.ledger.claim(), shelf.ledger.look()) == (None, None)
    shelf.time.forward(seconds=60)
    again = shelf.ledger.look()
    assert again
    assert shelf.ledger.claim() is None
    assert shelf.ledger.not_seen(again)

    assert shelf.begun().key == A.key
    assert (shelf.post(A).attempts, shelf.post(A).fence) == (2, 4)


def test_what_is_late_and_was_not_found_twice_is_posted_and_not_looked_for_for_ever(shelf: Shelf) -> None:
    shelf.enter(A)
    shelf.time.forward(hours=2)
    for _ in range(2):
        shelf.ledger.sweep()
        post = shelf.ledger.look()
        assert post
        shelf.ledger.not_seen(post)
        shelf.time.forward(minutes=1)
    shelf.ledger.sweep()

    assert shelf.begun().key == A.key


def test_each_doubt_is_looked_into_anew(shelf: Shelf) -> None:
    post = in_doubt(shelf)
    for _ in range(2):
        shelf.ledger.not_seen(post)
        shelf.time.forward(seconds=60)
        post = shelf.ledger.look() or post
    shelf.ledger.settle(shelf.begun(), Unsure("TimeoutError"))
    shelf.time.forward(seconds=70)
    again = shelf.ledger.look()
    assert again
    shelf.ledger.not_seen(again)

    assert shelf.post(A).state == "unknown"


def test_what_cannot_be_looked_for_is_held_and_the_admins_are_told_once_after_a_quarter_of_an_hour(
    shelf: Shelf,
) -> None:
    post = in_doubt(shelf)
    told = []
    for _ in range(20):
        assert shelf.ledger.not_readable(post, "missing_scope")
        told.append(len(shelf.alerts()))
        shelf.time.forward(minutes=1)
        post = shelf.ledger.look() or post

    assert shelf.post(A).state == "unknown"
    assert told == [0] * 14 + [1] * 6
    assert shelf.alerts() == [
        {"kind": "unreadable", "reason": "missing_scope", "posts": [list(A.key)], "more": 0},
    ]


def test_what_it_is_too_late_for_is_given_up_and_told_in_one_word_to_the_admins(shelf: Shelf) -> None:
    deadline = date(2023, 9, 19)
    lost = [planned(name, deadline=deadline) for name in ("a", "b")]
    shelf.enter(*lost, planned("c"))
    shelf.time.at = at("2023-09-20 00:00")

    assert set(shelf.ledger.sweep()) == {one.key for one in lost}
    assert shelf.ledger.sweep() == ()
    assert [shelf.post(one).state for one in lost] == ["expired", "expired"]
    assert shelf.post(planned("c")).state == "unknown"
    [about] = shelf.alerts()
    assert (about["kind"], about["reason"], about["more"]) == ("expired", None, 0)
    assert sorted(about["posts"]) == sorted(list(one.key) for one in lost)


def test_what_somebody_has_begun_or_holds_is_not_given_up(shelf: Shelf) -> None:
    names = ("a", "b", "c")
    kanaler = [Kanal(id=f"C{n}", fylke="Oslo") for n in range(3)]
    shelf.enter(*(planned(n, k, deadline=date(2023, 9, 18)) for n, k in zip(names, kanaler, strict=True)))
    shelf.time.at = at("2023-09-18 08:10")
    shelf.ledger.settle(shelf.begun(), Unsure("TimeoutError"))
    shelf.begun()
    shelf.time.at = at("2023-09-18 08:14")
    claimed(shelf)
    with shelf.database.write() as connection:
        connection.execute(sa.update(POST).values(closes_at=shelf.time.at))

    assert shelf.ledger.sweep() == ()
    shelf.time.forward(minutes=2)
    assert len(shelf.ledger.sweep()) == 1


def test_a_post_found_missing_after_its_time_is_given_up_and_not_posted(shelf: Shelf) -> None:
    post = in_doubt(shelf)
    shelf.time.at = at("2023-09-21 08:00")
    for _ in range(2):
        shelf.ledger.not_seen(post)
        shelf.time.forward(minutes=1)
        post = shelf.ledger.look() or post

    assert shelf.ledger.claim() is None
    assert shelf.ledger.sweep() == (A.key,)


def test_the_same_trouble_of_a_channel_is_told_once_a_day(shelf: Shelf) -> None:
    told = []
    for name, channel, reason, days in (
        ("a", OSLO, "not_in_channel", 0),
        ("b", OSLO, "not_in_channel", 0),
        ("c", OSLO, "is_archived", 0),
        ("a", VEST, "not_in_channel", 0),
        ("d", OSLO, "not_in_channel", 1),
    ):
        shelf.time.forward(days=days)
        one = planned(name, channel, due=shelf.time.at)
        shelf.enter(one, whole=False)
        post = next(post for post in iter(shelf.ledger.claim, None) if post.key == one.key)
        assert shelf.ledger.begin(post)
        shelf.ledger.settle(post, Failed(reason))
        shelf.time.forward(seconds=1)
        told.append(len(shelf.alerts()))

    assert told == [1, 1, 2, 3, 4]


def test_no_alert_is_told_about_an_alert(shelf: Shelf) -> None:
    shelf.enter(A)
    shelf.ledger.settle(shelf.begun(), Failed("is_archived"))
    shelf.time.forward(minutes=1)
    alert = shelf.begun()
    assert alert.key.channel == ADMIN
    shelf.ledger.settle(alert, Failed("channel_not_found"))
    assert len(shelf.alerts()) == 1
    with shelf.database.write() as connection:
        connection.execute(sa.update(POST).where(POST.c.channel == ADMIN).values(state="due"))
    shelf.time.forward(days=8)

    assert len(shelf.ledger.sweep()) == 1
    assert len(shelf.alerts()) == 1


def test_without_a_channel_for_admins_nothing_is_told_and_nothing_breaks(ledger_url: str) -> None:
    shelf = Shelf(ledger_url, admin="")
    shelf.enter(A)
    shelf.ledger.settle(shelf.begun(), Failed("is_archived"))

    assert shelf.alerts() == []


def test_an_alert_names_twenty_posts_and_counts_the_others(shelf: Shelf) -> None:
    shelf.enter(*(planned(f"rad-{n:02}") for n in range(25)))
    shelf.time.forward(days=3)
    shelf.ledger.sweep()
    [about] = shelf.alerts()

    assert (len(about["posts"]), about["more"]) == (20, 5)


def test_what_a_channel_refused_is_posted_again_when_asked_for_unless_it_is_too_late(shelf: Shelf) -> None:
    early = planned("tidlig", deadline=date(2023, 9, 18))
    shelf.enter(A, early, OTHER)
    while post := shelf.ledger.claim():
        if shelf.ledger.begin(post):
            shelf.ledger.settle(post, Failed("not_in_channel"))
        shelf.time.forward(seconds=1)
    shelf.time.at = at("2023-09-19 07:00")

    assert shelf.ledger.claim() is None
    assert shelf.book.retry("C03") == 1
    assert (shelf.post(A).state, shelf.post(early).state, shelf.post(OTHER).state) == ("due", "failed", "failed")
    shelf.ledger.sweep()
    assert shelf.post(A).state == "unknown"


def test_what_cannot_be_made_into_a_message_waits_a_minute(shelf: Shelf) -> None:
    shelf.enter(A)
    shelf.ledger.put_back(claimed(shelf), "not in the plan")
    row = shelf.post(A)

    assert (row.state, row.reason, row.not_before) == ("due", "not in the plan", EIGHT + timedelta(minutes=1))


@pytest.mark.parametrize(
    ("until", "state"),
    [("due", True), ("claimed", False), ("posting", False), ("sent", False), ("unknown", False), ("failed", False)],
)
def test_there_is_something_to_do_when_a_post_is_due_or_in_doubt_for_long_enough(
    shelf: Shelf, until: str, state: bool
) -> None:
    """A failed one leaves an alert to post a minute later."""
    shelf.enter(A)
    outcomes: dict[str, Outcome] = {"sent": SENT, "unknown": Unsure("x"), "failed": Failed("is_archived")}
    outcome = outcomes.get(until)
    if until == "claimed":
        claimed(shelf)
    elif until != "due":
        post = shelf.begun()
        if outcome:
            shelf.ledger.settle(post, outcome)

    assert shelf.ledger.waiting() is state
    shelf.time.forward(minutes=3)
    assert shelf.ledger.waiting() is (until != "sent")


def test_a_message_to_be_written_anew_is_something_to_do(shelf: Shelf) -> None:
    shelf.enter(A)
    shelf.ledger.settle(shelf.begun(), SENT)
    shelf.book.stands(shelf.post(A), "borte")

    assert shelf.ledger.waiting()


def test_of_many_workers_at_once_each_post_is_claimed_by_one(ledger_url: str) -> None:
    time = Time()
    workers = [Shelf(ledger_url, time) for _ in range(4)]
    workers[0].enter(*(planned(f"rad-{n:02}", Kanal(id=f"C{n % 7}", fylke="Oslo")) for n in range(60)))

    def work(shelf: Shelf) -> list[Post]:
        return list(iter(shelf.ledger.claim, None))

    with ThreadPoolExecutor(4) as pool:
        taken = [post for posts in pool.map(work, workers) for post in posts]

    assert len(taken) == len({post.key for post in taken}) == 60
    assert {post.fence for post in taken} == {1}


def test_of_many_workers_at_once_one_begins_in_a_channel_within_a_second(ledger_url: str) -> None:
    time = Time()
    workers = [Shelf(ledger_url, time) for _ in range(4)]
    workers[0].enter(*(planned(f"rad-{n}") for n in range(4)))
    posts = [claimed(shelf) for shelf in workers]

    with ThreadPoolExecutor(4) as pool:
        begun = list(pool.map(lambda pair: pair[0].ledger.begin(pair[1]), zip(workers, posts, strict=True)))

    assert sorted(begun) == [False, False, False, True]


@pytest.mark.parametrize("ledger_url", ["postgresql"], indirect=True)
def test_a_worker_does_not_wait_for_a_row_that_another_one_is_taking(shelf: Shelf) -> None:
    shelf.enter(A, planned("b", VEST, EIGHT - timedelta(minutes=1)))
    with shelf.database.write() as other:
        other.execute(sa.select(POST).where(POST.c.channel == "C46").with_for_update())

        assert claimed(shelf).key == A.key
