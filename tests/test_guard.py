"""The door: who gets in, who does not, and that no body can break it."""

from __future__ import annotations

import asyncio
import random
from typing import Any
from urllib.parse import urlencode

import pytest
from slack_stage import NEXT_SECRET, SECRET, Clock, sign

from bot.slack.guard import BODY_MAX, Guard

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

    def __init__(self, secrets: tuple[str, ...] = (SECRET,), patience: float = 10.0) -> None:
        self.clock, self.inside = Clock(), Inside()
        self.guard = Guard(self.inside, secrets, self.clock.now, patience)

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


async def test_a_body_that_does_not_come_is_not_waited_for() -> None:
    door = Door(patience=0.0)
    queue = [{"type": "http.request", "body": b"x", "more_body": True}]
    sent: list[Any] = []

    async def receive() -> Any:
        return queue.pop() if queue else await asyncio.Future()

    async def send(message: Any) -> None:
        sent.append(message)

    await door.guard({"type": "http", "headers": []}, receive, send)
    assert sent[0]["status"] == 408


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
