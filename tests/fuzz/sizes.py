"""Bodies of every size at ``kodevakt web``, a process of its own: what is too long is refused and takes up no room."""

from __future__ import annotations

import itertools
import os
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bot.web.lokal.courier import sign

from .asgi import SECRET, SMALL, TOKEN

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent.parent
ROUNDS, GROWTH_MB, PATIENCE = 5, 10, 30.0
LIMIT, MEGA = 64 * 1024, 1_000_000
CHUNK = 65_536
_letters = itertools.count()  # the same body twice in a second would be a replay
# How long a body is, whether its length is told, and what it gets.
BODIES = (
    (LIMIT, True, 400),
    (LIMIT + 1, True, 413),
    (MEGA, True, 413),
    (50 * MEGA, True, 413),
    (LIMIT, False, 400),
    (50 * MEGA, False, 413),
)


@dataclass(slots=True)
class Grown:
    """How many bodies were sent, how many got another answer than they should, and by how much the server grew."""

    count: int = 0
    wrong: int = 0
    megabytes: float = 0.0

    @property
    def held(self) -> bool:
        """Tell whether the floor holds."""
        return not self.wrong and self.megabytes < GROWTH_MB


def tried(rounds: int) -> Grown:
    """Send every kind of body *rounds* times."""
    grown = Grown()
    with _server() as (port, pid):
        for length, told, _ in BODIES[:3]:
            _status(port, length, told=told)
        before = _peak(pid)
        for _ in range(rounds):
            for length, told, right in BODIES:
                grown.count += 1
                grown.wrong += _status(port, length, told=told) != right
        grown.megabytes = round((_peak(pid) - before) / 1024, 1)
    return grown


def _status(port: int, length: int, *, told: bool) -> int:
    """Send a signed body of *length* bytes until it is answered, and return the status.

    What is longer than allowed carries a signature that does not hold: nobody can know of what.
    """
    letter = chr(ord("a") + next(_letters) % 26).encode()
    body = letter * min(length, LIMIT)
    stamp = int(time.time())
    size = f"content-length: {length}" if told else "transfer-encoding: chunked"
    head = (
        f"POST /slack/events HTTP/1.1\r\nhost: k\r\ncontent-type: application/json\r\n{size}\r\n"
        f"x-slack-request-timestamp: {stamp}\r\nx-slack-signature: {sign(SECRET, stamp, body)}\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as wire:
        # The server answers and hangs up in the middle: what is sent after that breaks the pipe.
        with suppress(ConnectionError):
            wire.sendall(head.encode())
            for begin in range(0, length, CHUNK):
                part = letter * min(CHUNK, length - begin)
                wire.sendall(part if told else f"{len(part):x}\r\n".encode() + part + b"\r\n")
            wire.sendall(b"" if told else b"0\r\n\r\n")
        with suppress(ConnectionError):
            return int(wire.recv(64).split(b" ")[1])
    return 0


def _peak(pid: int) -> int:
    """Return the most memory that a process has had at any moment, in KiB."""
    lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM")).split()[1])


@contextmanager
def _server() -> Iterator[tuple[int, int]]:
    """Return the port and the number of a running server."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        environ = {
            "SLACK_BOT_TOKEN": TOKEN,
            "SLACK_SIGNING_SECRET": SECRET,
            "SLACK_API_URL": "http://127.0.0.1:9/api/",
            "DATABASE_URL": f"sqlite:///{folder}/kodevakt.sqlite3",
            "KODEVAKT_KNOWLEDGE": str(SMALL),
            "KODEVAKT_SCHEDULES": str(SMALL),
            "PORT": str(port),
            "PATH": os.environ["PATH"],
        }
        with Path(folder, "log").open("wb") as log:
            process = subprocess.Popen([sys.executable, "-m", "bot", "web"], env=environ, cwd=ROOT, stderr=log)
            try:
                _wait_for(port, process)
                yield port, process.pid
            finally:
                process.terminate()
                process.wait(PATIENCE)


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        with suppress(ConnectionError):
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        time.sleep(0.02)
    raise RuntimeError("the server did not start")
