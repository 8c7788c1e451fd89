"""The door: who gets in, who does not, and that no body can break it."""

from __future__ import annotations

import asyncio
import logging
import random
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest
import structlog
from slack_stage import NEXT_SECRET, SECRET, Clock, sign
from virtual import VirtualLoop

from bot.adapters.store import Store
from bot.errors import DatabaseError
from bot.slack.guard import BODY_MAX, PATIENCE, Guard
from bot.slack.once import Once

if TYPE_CHECKING:
    from slack_stage import Stage

FORM = "application/x-www-form-urlencoded"
BODY = urlencode({"command": "/kode", "text": "TPTIP1A---", "team_id": "T1", "user_id": "U1"}).encode()


class Inside:
    """The application behind the door: it remembers what got in."""

    def __init__(self) -> None:
        self.bodies: list[bytes] = []

    async def __call__(self, _scope: Any, receive: Any, send: Any) -> None:
        """Take the body."""
        self.bodies.append((await receive())["body"])
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b""})


class Door:
    """A guard with a clock that stands still."""

    def __init__(self, secrets: tuple[str, ...] = (SECRET,), once: Once | None = None) -> None:
        self.clock, self.inside = Clock(), Inside()
        self.guard = Guard(self.inside, secrets, self.clock.now, once)

    async def knock(self, headers: list[tuple[bytes, bytes]], *chunks: bytes, left: bool = False) -> int:
        """Send a request in *chunks* and return the status; the client is gone after them when *left*."""
        queue: list[dict[str, Any]] = [{"type": "http.request", "body": c, "more_body": True} for c in chunks]
        if left:
            queue.append({"type": "http.disconnect"})
        else:
            queue[-1]["more_body"] = False
        sent: list[dict[str, Any]] = []

        async def receive() -> dict[str, Any]:
            return queue.pop(0) if queue else await asyncio.Future()

        async def send(message: Any) -> None:
            sent.append(message)

        await self.guard({"type": "http", "headers": headers}, receive, send)
        return int(sent[0]["status"])

    def signed(self, body: bytes, secret: str = SECRET, **change: str) -> list[tuple[bytes, bytes]]:
        """Return the headers for *body*, with some of them changed."""
        headers = sign(body, self.clock.at, secret) | {k.replace("_", "-"): v for k, v in change.items()}
        return [(k.encode("latin-1"), v.encode("latin-1")) for k, v in headers.items()]


@pytest.mark.parametrize("secret", [SECRET, NEXT_SECRET], ids=["the secret", "the next one, while it is rotated"])
async def test_a_signed_request_gets_in_with_its_body_whole(secret: str) -> None:
    door = Door((SECRET, NEXT_SECRET))

    assert await door.knock(door.signed(BODY, secret), BODY[:5], BODY[5:]) == 200
    assert door.inside.bodies == [BODY]


@pytest.mark.parametrize(
    ("secrets", "secret"),
    [((SECRET,), NEXT_SECRET), ((), SECRET), ((SECRET,), "")],
    ids=["another secret", "no secret set", "an empty secret"],
)
async def test_a_request_signed_by_somebody_else_stays_out(secrets: tuple[str, ...], secret: str) -> None:
    door = Door(secrets)

    assert await door.knock(door.signed(BODY, secret), BODY) == 401
    assert door.inside.bodies == []


@pytest.mark.parametrize(
    ("seconds", "status"),
    [(-301, 401), (-300, 200), (0, 200), (300, 200), (301, 401)],
)
async def test_a_signature_holds_for_five_minutes_either_way(seconds: int, status: int) -> None:
    door = Door()
    headers = door.signed(BODY)
    door.clock.forward(seconds=seconds)

    assert await door.knock(headers, BODY) == status


@pytest.mark.parametrize(
    "stamp",
    [
        "",
        "abc",
        "nan",
        "1",
        " 1795424400",
        "+1795424400",
        "1795_42440",
        "17954244000",
        "9" * 5000,
        "\xb2" * 10,
    ],
    ids=["empty", "letters", "nan", "short", "space", "plus", "underscore", "eleven", "huge", "superscript"],
)
async def test_a_timestamp_that_is_not_ten_digits_stays_out(stamp: str) -> None:
    door = Door()

    assert await door.knock(door.signed(BODY, x_slack_request_timestamp=stamp), BODY) == 401


@pytest.mark.parametrize(
    "signature",
    [
        "",
        "v0=",
        "v1=" + "0" * 64,
        "v0=" + "0" * 63,
        "v0=" + "0" * 65,
        "v0=" + "A" * 64,
        "v0=" + "æ" * 64,
        "v0=" + "0" * 64,
    ],
)
async def test_a_signature_of_the_wrong_form_stays_out(signature: str) -> None:
    door = Door()

    assert await door.knock(door.signed(BODY, x_slack_signature=signature), BODY) == 401


async def test_a_request_without_headers_stays_out() -> None:
    assert await Door().knock([], BODY) == 401


async def test_a_header_that_stands_twice_stays_out() -> None:
    door = Door()
    headers = door.signed(BODY)

    assert await door.knock([*headers, headers[0]], BODY) == 400


@pytest.mark.parametrize(
    ("length", "status"),
    [(BODY_MAX, 200), (BODY_MAX + 1, 413), (50_000_000, 413)],
    ids=["64 KiB", "one more", "50 MB"],
)
async def test_a_body_over_the_limit_stays_out_by_its_length(length: int, status: int) -> None:
    door = Door()
    body = b"x" * min(length, BODY_MAX)

    assert await door.knock(door.signed(body, content_length=str(length)), body) == status


@pytest.mark.parametrize(("extra", "status"), [(0, 200), (1, 413)], ids=["64 KiB", "one more"])
async def test_a_body_over_the_limit_stays_out_without_a_length_too(extra: int, status: int) -> None:
    door = Door()
    chunks = [b"x" * 16_384] * 4 + [b"y" * extra]

    assert await door.knock(door.signed(b"".join(chunks)), *chunks) == status


async def test_an_endless_body_is_not_read_to_its_end() -> None:
    door = Door()

    assert await door.knock(door.signed(BODY), *[b"x" * 65_536] * 50) == 413


@pytest.mark.parametrize("length", ["-1", "abc", "1e3", ""])
async def test_a_length_that_is_no_number_is_a_bad_request(length: str) -> None:
    door = Door()

    assert await door.knock(door.signed(BODY, content_length=length), BODY) == 400


@pytest.mark.parametrize("sent", [0, 3], ids=["nothing", "a byte a second"])
def test_a_body_that_does_not_come_is_not_waited_for(sent: int) -> None:
    door, answered = Door(), []

    async def receive() -> Any:
        await asyncio.sleep(1 if sent else 3600)
        return {"type": "http.request", "body": b"x", "more_body": True}

    async def send(message: Any) -> None:
        answered.append(message)

    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        runner.run(door.guard({"type": "http", "headers": door.signed(BODY)}, receive, send))
        waited = runner.get_loop().time()

    assert (answered[0]["status"], door.inside.bodies) == (400, [])
    assert waited == pytest.approx(PATIENCE)


async def test_what_the_headers_give_away_is_refused_before_the_body_is_read() -> None:
    answered = []

    async def send(message: Any) -> None:
        answered.append(message["type"])

    await Door().guard({"type": "http", "headers": []}, asyncio.Future, send)

    assert answered == ["http.response.start", "http.response.body"]


async def test_a_client_that_leaves_is_let_go() -> None:
    door = Door()

    assert await door.knock(door.signed(BODY), BODY[:5], left=True) == 400
    assert door.inside.bodies == []


async def test_no_change_to_a_signed_request_gets_in() -> None:
    door, chance = Door(), random.Random(7)  # noqa: S311 - chooses changes, guards nothing
    accepted = 0
    for _ in range(2000):
        stamp, signature = (value for _, value in door.signed(BODY))
        parts = [bytearray(BODY), bytearray(stamp), bytearray(signature)]
        part = chance.choice(parts)
        part[chance.randrange(len(part))] ^= 1 << chance.randrange(8)
        names = (b"x-slack-request-timestamp", b"x-slack-signature")
        headers = [(name, bytes(value)) for name, value in zip(names, parts[1:], strict=True)]
        accepted += await door.knock(headers, bytes(parts[0])) == 200

    assert accepted == 0
    assert await door.knock(door.signed(BODY), BODY) == 200


async def test_a_signature_is_good_for_one_request() -> None:
    door = Door()
    headers = door.signed(BODY)

    assert [await door.knock(headers, BODY) for _ in range(3)] == [200, 401, 401]
    assert door.inside.bodies == [BODY]


@pytest.mark.parametrize("signed_ahead", [-300, 0, 300])
async def test_a_replay_stays_out_for_as_long_as_its_signature_holds(signed_ahead: int) -> None:
    door = Door()
    door.clock.forward(seconds=signed_ahead)
    headers = door.signed(BODY)
    door.clock.forward(seconds=-signed_ahead)
    assert await door.knock(headers, BODY) == 200

    for _ in range(7):
        door.clock.forward(seconds=99)
        assert await door.knock(door.signed(BODY), BODY) == 200
        assert await door.knock(headers, BODY) == 401


async def test_the_same_words_signed_anew_are_another_request() -> None:
    door = Door()
    first = door.signed(BODY)
    door.clock.forward(seconds=1)

    assert [await door.knock(h, BODY) for h in (first, door.signed(BODY))] == [200, 200]


async def test_signatures_that_hold_no_more_are_forgotten() -> None:
    once, clock = Once(), Clock()
    for _ in range(2000):
        stamp = int(clock.at.timestamp())
        assert await once.first(b"v0=" + str(stamp).encode(), stamp, clock.at)
        clock.forward(seconds=1)

    assert len(once._seen) <= 302


async def test_a_request_that_fails_takes_up_no_room_and_does_not_spend_the_signature() -> None:
    once = Once()
    door = Door(once=once)
    headers = door.signed(BODY)
    for _ in range(3):
        assert await door.knock(headers, BODY + b"x") == 401
    assert once._seen == {}

    assert await door.knock(headers, BODY) == 200


async def test_another_process_on_the_same_database_refuses_the_replay_too(ledger_url: str) -> None:
    store, other = Store(ledger_url), Store(ledger_url)
    doors = [Door(once=Once(one.claim)) for one in (store, other)]
    headers = doors[0].signed(BODY)
    answers = [await door.knock(headers, BODY) for door in doors]
    shared = store.database.shared
    store.close()
    other.close()

    assert answers == [200, 401]
    assert shared == ledger_url.startswith("postgresql")


async def test_while_the_database_is_away_memory_goes_on_refusing_replays() -> None:
    def away(_key: str, _now: Any) -> bool:
        raise DatabaseError("the database cannot be used (OperationalError)")

    door = Door(once=Once(away))
    headers = door.signed(BODY)
    with structlog.testing.capture_logs() as entries:
        answers = [await door.knock(headers, BODY) for _ in range(2)]

    assert answers == [200, 401]
    assert [entry["event"] for entry in entries] == ["replays_not_shared", "request_refused"]


REFUSED = [
    ("size", 413, {"content_length": "70000"}),
    ("length", 400, {"content_length": "x"}),
    ("form", 401, {"x_slack_signature": "v0=hundehvalp"}),
    ("time", 401, {"x_slack_request_timestamp": "1000000000"}),
    ("signature", 401, {"x_slack_signature": "v0=" + "0" * 64}),
]


@pytest.mark.parametrize(("reason", "status", "change"), REFUSED, ids=[reason for reason, *_ in REFUSED])
async def test_what_fails_is_logged_in_one_line_without_a_word_of_it(
    reason: str, status: int, change: dict[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    door, body = Door(), b"command=/kode&text=hundehvalp"
    with structlog.testing.capture_logs() as entries, caplog.at_level(logging.DEBUG, "slack_bolt"):
        answered = await door.knock(door.signed(body, **change), body)

    assert answered == status
    assert entries == [{"event": "request_refused", "log_level": "warning", "status": status, "reason": reason}]
    assert caplog.text == ""


async def test_the_real_endpoint_lets_each_request_through_once(stage: Stage) -> None:
    headers = sign(BODY, stage.clock.now()) | {"content-type": FORM}
    replies = [await stage.http.post("/slack/events", content=BODY, headers=headers) for _ in range(2)]

    assert [reply.status_code for reply in replies] == [200, 401]
    assert (replies[1].content, len(stage.responder.places)) == (b"", 1)
