"""Says 80,000 identity numbers to the bot in every way there is, and looks for them in all that comes out of it.

``python -m tests.fuzz.personal`` ends with 1 when one is found: in a log line, the database, a figure, or anything that
is sent to Slack.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import re
import sys
import tempfile
import unicodedata
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from aiohttp import web

from bot.slack.admin.forms import EDIT, VOUCH
from bot.slack.admin.tekster import UNDO
from bot.slack.hulltekster import NEW
from bot.slack.replies import ASK, SHARE, USELESS

from .asgi import JSON, Bot, Clock, command, mention, written
from .numbers import COUNT, SPELLINGS, numbers

if TYPE_CHECKING:
    import io
    from collections.abc import Callable

    from bot.house import Snapshot

AT_ONCE = 20
BREAKS = "knekk"
WHEEL = {"do": "bekreft", "skolear": "2026-2027", "rader": []}
_PARTED, _LONG = re.compile(r"[ .\xa0-]"), re.compile(r"\d{11,}")


@dataclass(slots=True)
class Found:
    """How many numbers were said, how many of them were found again, and where; *heard* is what was looked through."""

    said: int = 0
    refused: int = 0
    in_answers: int = 0
    in_calls: int = 0
    in_logs: int = 0
    in_database: int = 0
    in_figures: int = 0
    broken: int = 0
    heard: int = 0

    @property
    def held(self) -> bool:
        """Tell whether nothing was found, all was taken, and the way over an error was gone."""
        found = self.in_answers + self.in_calls + self.in_logs + self.in_database + self.in_figures
        return not (found or self.refused) and self.broken > 0 and self.heard > 100 * self.said


class Breaking:
    """What answers, but for a fault of ours that quotes the question."""

    def __init__(self, responder: Any) -> None:
        self._responder = responder

    def __getattr__(self, name: str) -> Any:
        return getattr(self._responder, name)

    def answer(self, question: str, **more: Any) -> Any:
        """Break on request."""
        if BREAKS in question:
            raise RuntimeError(f"klarte ikke {question}")
        return self._responder.answer(question, **more)


def breaking(snapshot: Snapshot) -> Snapshot:
    """Return *snapshot* with a responder that breaks on request."""
    return replace(snapshot, made=Breaking(snapshot.responder))  # type: ignore[arg-type]


def press(number: int, action: str, value: str, hook: str) -> bytes:
    """Return the press of a button."""
    container = {"type": "message", "message_ts": "30.1", "channel_id": f"C{number}", "is_ephemeral": True}
    body = {"type": "block_actions", "trigger_id": f"1.3.{number}", "response_url": hook, "user": {"id": "U1"}}
    button = {"type": "button", "action_id": action, "value": value}
    return _payload(body | {"channel": {"id": "C1"}, "container": container, "actions": [button]})


def submit(callback: str, carried: dict[str, Any], field: str, text: str) -> bytes:
    """Return a modal that is submitted with *text* in a field."""
    state = {"values": {f"felt:{field}": {"verdi": {"type": "plain_text_input", "value": text}}}}
    view = {"type": "modal", "id": "V1", "callback_id": callback, "private_metadata": json.dumps(carried)}
    body = {"type": "view_submission", "trigger_id": "1", "user": {"id": "U1"}, "view": view | {"state": state}}
    return _payload(body)


def direct(number: int, text: str) -> bytes:
    """Return a direct message."""
    event = {"type": "message", "channel": "D1", "channel_type": "im", "user": "U1", "ts": f"{number}.2", "text": text}
    return json.dumps({"type": "event_callback", "event_id": f"Dm{number}", "event": event}).encode()


def _payload(body: dict[str, Any]) -> bytes:
    return urlencode({"payload": json.dumps(body)}).encode()


def _q(text: str) -> str:
    return json.dumps({"q": text, "a": [text[:90]], "p": text})


# A way to say *text* for the *number*th time; *hook* is where Slack wants the answer to a button.
WAYS: dict[str, Callable[[int, str, str], bytes]] = {
    "/kode": lambda n, text, _: command(n, text),
    "/frist": lambda n, text, _: command(n, text, "/frist"),
    "/kodeadmin": lambda n, text, _: command(n, f"endre {text}", "/kodeadmin"),
    "mention": lambda n, text, _: mention(n, f"<@U0BOT> {text}"),
    "direct": lambda n, text, _: direct(n, text),
    "button": lambda n, text, hook: press(n, f"{ASK}_0", _q(text), hook),
    "share": lambda n, text, hook: press(n, SHARE, _q(text), hook),
    "not useful": lambda n, text, hook: press(n, USELESS, _q(text), hook),
    "admin's button": lambda n, text, hook: press(n, UNDO, text, hook),
    "a gap's button": lambda n, text, hook: press(n, f"{NEW}_1", json.dumps({"q": [text]}), hook),
    "modal": lambda _n, text, _: submit(EDIT, {"do": "ny", "kind": "regel"}, "tittel.nb", text),
    "vouching": lambda _n, text, _: submit(VOUCH, WHEEL, "av", text),
    "error": lambda n, text, _: command(n, f"{BREAKS} {text}"),
    "error in a mention": lambda n, text, _: mention(n, f"{BREAKS} {text}"),
}


def again(text: str, said: frozenset[str]) -> int:
    """Return how many numbers that were *said* stand in *text*, in any of the spellings."""
    text = _PARTED.sub("", unicodedata.normalize("NFKC", text))
    return sum(run[at : at + 11] in said for run in _LONG.findall(text) for at in range(len(run) - 10))


async def tried(count: int) -> Found:
    """Say *count* numbers in every spelling, each in one way after the other."""
    found, said = Found(), frozenset(numbers(count))
    calls: list[bytes] = []
    runner = web.AppRunner(_slack(calls))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    base = f"http://127.0.0.1:{runner.addresses[0][1]}"
    with tempfile.TemporaryDirectory() as folder, written() as log:
        clock = Clock()
        more = {"KODEVAKT_ADMIN_GROUP": "S0ADMIN", "KODEVAKT_ADMIN_CHANNEL": "C0ADMIN"}
        bot = Bot(f"sqlite:///{folder}/kodevakt.sqlite3", f"{base}/api/", clock, more, breaking)
        async with bot.app.router.lifespan_context(bot.app):
            texts = [spell(number) for number in numbers(count) for spell in SPELLINGS.values()]
            for begin in range(0, len(texts), AT_ONCE):
                clock.forward(1)
                some = enumerate(texts[begin : begin + AT_ONCE], begin)
                answers = await asyncio.gather(*(_said(bot, number, text, f"{base}/hook") for number, text in some))
                found.said += len(answers)
                found.refused += sum(status != 200 for status, _ in answers)
                _looked_through(found, said, [body for _, body in answers], calls, log)
            for page in ("/helse", "/metrics"):
                told = (await bot.ask([], b"", path=page, method="GET"))[1]
                found.in_figures += again(told.decode(), said)
        bot.close()
        _looked_through(found, said, [], calls, log)
        found.in_database = again(_unescaped(_kept(Path(folder))), said)
    await runner.cleanup()
    return found


async def _said(bot: Bot, number: int, text: str, hook: str) -> tuple[int, bytes]:
    ways = list(WAYS)
    # Numbers and ways turn at different speeds, so that each spelling comes in each way.
    way = ways[(number + number // len(SPELLINGS)) % len(ways)]
    body = WAYS[way](number, f"ukjent {text} kode, {number}?", hook)
    return await bot.say(body, JSON if body.startswith(b"{") else b"application/x-www-form-urlencoded")


def _looked_through(
    found: Found, said: frozenset[str], answers: list[bytes], calls: list[bytes], log: io.StringIO
) -> None:
    """Look for the numbers in what has come out since the last time."""
    for where, parts in (("in_answers", answers), ("in_calls", calls), ("in_logs", [log.getvalue().encode()])):
        text = b"\n".join(parts).decode()
        found.heard += len(text)
        setattr(found, where, getattr(found, where) + again(_unescaped(text), said))
    found.broken += log.getvalue().count('"event": "failed"')
    calls.clear()
    log.seek(0)
    log.truncate()


def _kept(folder: Path) -> str:
    """Return what stands in the files of the database, whatever it is there."""
    return b"".join(path.read_bytes() for path in folder.iterdir()).decode("utf-8", "replace")


def _unescaped(text: str) -> str:
    r"""Return *text* as it is read: JSON may have a character as ``\uff10``."""
    return re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), text)


def _slack(calls: list[bytes]) -> web.Application:
    """Return a Web API and a hook that keep all they are sent."""

    async def taken(request: web.Request) -> web.Response:
        calls.append(await request.read())
        profile = {"user": {"profile": {"display_name": "Kari"}}}
        return web.json_response({"ok": True, "ts": "1.2", "users": ["U1"], "members": ["U1"], **profile})

    application = web.Application()
    application.router.add_route("*", "/{path:.*}", taken)
    return application


def main() -> None:
    """Run what is asked for and print what it came to."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz.personal", description=__doc__)
    parser.add_argument("--count", type=int, default=COUNT)
    found = asyncio.run(tried(parser.parse_args().count))
    sys.stdout.write(f"identity numbers   {found}\n")
    sys.exit(not found.held)


if __name__ == "__main__":
    main()
