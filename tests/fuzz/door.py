"""Tries the door of the bot: ``python -m tests.fuzz.door`` ends with 1 when a floor is not held.

100,000 requests that somebody has changed, a good one among every hundred; 20,000 bodies that are no request of
Slack's, unsigned and signed; 1,000 requests sent again; and bodies of every size at a real server.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from bot.adapters.store.database import migrate

from . import again, sizes
from .asgi import FORM, JSON, SECRET, Bot, Clock, Headers, command, mention, quiet

MUTANTS, MALFORMED, REPLAYS = 100_000, 20_000, 1_000
CONTROL_EVERY = 100
P99_MS = 5.0
STAMPS = [b"", b"abc", b"nan", b" 1795424400", b"+1795424400", b"1795_42440", b"9" * 5000, b"\xb2" * 10, b"0" * 10]
SIGNATURES = [b"", b"v0=", b"v1=" + b"0" * 64, b"v0=" + b"g" * 64, b"v0=" + b"A" * 64, b"\xe6" * 67, b"v0=" + b"0" * 64]
WORD = "hundehvalp"


@dataclass(slots=True)
class Tried:
    """What became of requests: how many got in that should not, good ones that did not, and the faults of ours."""

    count: int = 0
    let_in: int = 0
    turned_away: int = 0
    faults: int = 0
    told: int = 0
    p99: float = 0.0

    @property
    def held(self) -> bool:
        """Tell whether the floor holds."""
        return not (self.let_in or self.turned_away or self.faults or self.told) and self.p99 < P99_MS


async def mutants(bot: Bot, count: int) -> Tried:
    """Send *count* changed requests, and a good one every hundred."""
    tried, times = Tried(count), []
    with quiet() as log:
        for number in range(count):
            bot.clock.forward(seconds=0.01)
            headers, body = _mutant(bot, number)
            began = time.perf_counter()
            status = await bot.knock(headers, body)
            times.append(time.perf_counter() - began)
            tried.let_in += status < 400
            tried.faults += status >= 500
            if number % CONTROL_EVERY == 0:
                good = command(number, "hva er kode?") if number % 200 else command(number)
                tried.turned_away += await bot.knock(bot.signed(good), good) != 200
        tried.told = sum(WORD in str(line) for line in log)
    tried.p99 = 1000 * sorted(times)[int(0.99 * len(times))]
    return tried


def _mutant(bot: Bot, number: int) -> tuple[Headers, bytes]:
    """Return a request that was good until somebody changed something in it: the same for the same number."""
    chance = random.Random(number)  # noqa: S311 - chooses changes, guards nothing
    body = command(number, WORD)
    (_, stamp), (_, signature) = bot.signed(body)
    kind = chance.randrange(9)
    if kind < 3:
        parts = [bytearray(body), bytearray(stamp), bytearray(signature)]
        parts[kind][chance.randrange(len(parts[kind]))] ^= 1 << chance.randrange(8)
        body, stamp, signature = (bytes(part) for part in parts)
    elif kind == 3:
        (_, stamp), (_, signature) = bot.signed(body, ago=chance.choice([-1, 1]) * chance.randrange(302, 10**8))
    elif kind == 4:
        (_, stamp), (_, signature) = bot.signed(body, chance.choice(["", SECRET.upper(), SECRET[:-1], SECRET * 2]))
    elif kind == 5:
        stamp, signature = chance.choice(STAMPS), chance.choice([signature, *SIGNATURES])
    elif kind == 6:
        signature = chance.choice([*SIGNATURES, signature[:-1], signature + b"0", b" " + signature, signature.upper()])
    elif kind == 7:
        body = chance.choice([b"", body[:-1], body + b"&", body[::-1], stamp + b":" + body, body + chance.randbytes(9)])
    headers = [(b"x-slack-request-timestamp", stamp), (b"x-slack-signature", signature)]
    if kind == 8:
        odd = [(b"x-slack-signature", b"v0=" + b"0" * 64), (b"content-length", b"x"), (b"content-length", b"99999")]
        return chance.choice([headers[:1], headers[1:], [], *([*headers, one] for one in odd)]), body
    return headers, body


async def malformed(bot: Bot, count: int) -> Tried:
    """Send *count* bodies that are no request of Slack's without a good signature, and every other one with it too."""
    tried = Tried(count)
    with quiet() as log:
        for number in range(count):
            bot.clock.forward(seconds=0.01)
            body, kind = _body(number)
            headers = bot.signed(body, "another" * 5) if number % 3 else []
            status = await bot.knock(headers, body, kind)
            tried.let_in += status < 400
            tried.faults += status >= 500
            if number % 2:
                # The signature is Slack's, so it may get in; but nothing in a body breaks the bot.
                tried.faults += await bot.knock(bot.signed(body), body, kind) >= 500
        tried.told = sum(WORD in str(line) for line in log)
    return tried


def _body(number: int) -> tuple[bytes, bytes]:
    """Return body *number* and what it says it is."""
    chance = random.Random(number)  # noqa: S311 - as above
    deep = chance.randrange(1, 20_000)
    kind = chance.choice([FORM, JSON, b"multipart/form-data; boundary=x", b"text/plain", b"", b"\xff"])
    text = chance.choice(
        [
            b"",
            b"ssl_check=1",
            b"payload={bad",
            b"payload=[]",
            b"payload=" + b"[" * deep,
            b'{"a":' * (deep // 5),
            b"[" * deep + b"]" * deep,
            b"a=&" * deep,
            b"command=/kode&" * (deep // 14 + 1) + b"text=" + WORD.encode(),
            b"%FF%FE=%00&command=%ff",
            b'{"type":"url_verification","challenge":' + b"9" * deep + b"}",
            b'{"type":"event_callback","event":null,"x":"' + WORD.encode() + b'"}',
            b'{"type":"block_actions","actions":[]}',
            b'--x\r\nContent-Disposition: form-data; name="payload"\r\n\r\n{\r\n--x--',
            b"\x00" * deep,
            chance.randbytes(chance.randrange(500)),
        ]
    )
    if chance.randrange(2):
        real = bytearray(chance.choice([command, mention])(number, WORD))
        for _ in range(chance.randrange(1, 6)):
            at = chance.randrange(len(real))
            real[at : at + chance.randrange(4)] = chance.randbytes(chance.randrange(3))
        text = bytes(real)
    return text, kind


async def tried_in_memory(mutated: int, bad: int) -> tuple[Tried, Tried]:
    """Try one bot with both."""
    with tempfile.TemporaryDirectory() as folder:
        bot = Bot(f"sqlite:///{folder}/kodevakt.sqlite3", "http://127.0.0.1:9/api/", Clock())
        try:
            return await mutants(bot, mutated), await malformed(bot, bad)
        finally:
            bot.close()


def main() -> None:
    """Run all of it and print what it came to."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz.door", description=__doc__)
    parser.add_argument("--share", type=float, default=1.0, help="how much of it, 0.01 for a short run")
    share = parser.parse_args().share
    changed, bad = asyncio.run(tried_in_memory(int(MUTANTS * share), int(MALFORMED * share)))
    replayed = _replayed(int(REPLAYS * share))
    grown = sizes.tried(max(1, int(sizes.ROUNDS * share)))
    lines = (
        f"changed requests   {changed}",
        f"malformed bodies   {bad}",
        *(f"sent again         {one}" for one in replayed),
        f"sizes              {grown}",
    )
    sys.stdout.write("\n".join(lines) + "\n")
    kept = [changed.held, bad.held, grown.held, *(one.held for one in replayed)]
    sys.exit(not all(kept))


def _replayed(count: int) -> list[again.Replayed]:
    """Send requests again to two processes over SQLite, and to two over a real PostgreSQL."""
    sys.path.insert(0, str(Path(__file__).parent.parent))
    from real_postgres import running  # noqa: PLC0415 - it lies beside this package

    with running() as server, server.database() as address:
        migrate(address)
        return asyncio.run(again.tried(count, ("sqlite", address)))


if __name__ == "__main__":
    main()
