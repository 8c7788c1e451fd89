"""Puts 200 strings that would mention, link or hide something into every field that is shown, in every message.

``python -m tests.fuzz.mentions`` ends with 1 when one of them gets out as markup, or something invisible with it.
"""

from __future__ import annotations

import dataclasses
import re
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).parent.parent))

from ledger_stage import planned
from slack_says import HENVISNING, asked_back, decoded, svar
from tiny_wheel import FYLKER, NOVARI, frist, wheel

from bot.adapters.editing import Difference, Field, FieldFault
from bot.adapters.editor import Saved
from bot.adapters.store.audit import Line
from bot.domain.arshjul import Arshjulene
from bot.domain.hull import Group
from bot.domain.paminnelse import Done
from bot.domain.reply import Answer, FristUse, Related
from bot.errors import Fault
from bot.slack import hulltekster, kildevarsel, paminnelsesvar, varsel
from bot.slack.admin import forhand, forms, tekster
from bot.slack.ask import Ask
from bot.slack.here import Here
from bot.slack.paminnelseblokker import message
from bot.slack.replies import Around, Replies

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

NOW, TODAY = datetime(2023, 9, 18, 6, tzinfo=UTC), date(2023, 9, 18)
STRINGS = (
    "<!channel> <!here|x> <!everyone> <!subteam^S012|@alle> <@U012AB3CD> <#C012AB3CD|kanal> <!channel < ><!channel>< "
    "<http://evil.example|klikk> <https://evil.example|https://udir.no> <mailto:a@b.example|c> <<!channel>> "
    "<!date^1^{date}^https://evil.example|x> &lt;!channel&gt; &amp;lt;!channel&amp;gt; &#60;!channel&#62; "
    "<\u200b!channel> \u202e<!channel> <!chan\u00adnel|\u2066x> \u202d<@U012AB3CD>\u200f"
).split(" ")
AROUND = ("{}", "a {} b", "*{}*", "`{}`", "> {}", "|{}|", "\n{}\n", "{0}{0}{0}", "https://{}", "x" * 140 + "{}")
EVIL = [around.format(string) for string in STRINGS for around in AROUND]
# What Slack is to fill in: a user that pressed something, a channel's id, a time, the address of a source.
OURS = re.compile(r"<@U1>|<#C03>|<!date\^\d+\^\{date_short_pretty\} kl\. \{time\}\|[^<>]*>|<https://[^<>|\s]+\|[^<>]*>")
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\x00-\x09]")
# These are handed back as they are, and shown as what somebody may edit: nothing in them means anything to Slack.
UNREAD = {"type", "value", "initial_value", "private_metadata", "action_id", "block_id", "callback_id"}
_TEXTS = {"str", "str | None", "tuple[str, ...]", "Sequence[str]"}


def poisoned(value: Any, evil: str) -> Any:
    """Return *value* with *evil* in the place of every text in it. Words that the code goes by stay."""
    if isinstance(value, list | tuple) and not hasattr(value, "_fields"):
        return type(value)(evil if isinstance(one, str) else poisoned(one, evil) for one in value)
    if not dataclasses.is_dataclass(value) or isinstance(value, type):
        return value
    changed: dict[str, Any] = {}
    for field in dataclasses.fields(value):
        old = getattr(value, field.name)
        if field.type in _TEXTS and field.name != "skolear":
            changed[field.name] = evil if isinstance(old, str) else old and poisoned(old, evil)
        elif field.name not in ("tid", "key"):
            changed[field.name] = poisoned(old, evil)
    return dataclasses.replace(value, **changed)


def _answers(evil: str) -> Iterator[Answer]:
    row = frist(
        "a", kommentar="b", fra=("Skolene",), til=("SSB",), rapport=("x",), usikker=("y",), linjer="z", hver="v"
    )
    frister = (FristUse(row, (date(2023, 9, 25),), (frist("b", None, etter="c"),), NOVARI),)
    full = svar("a", related=(Related("b", "c"),), notes=("d",), suggestions=("e",), fylke="f")
    yield poisoned(full, evil)
    yield poisoned(svar("", frister=frister, today=TODAY, fylke="Oslo"), evil)
    yield poisoned(asked_back(("ar=1", "ar=2")), evil)
    yield poisoned(Answer("ukjent", "a", "b", "nn", suggestions=("c", "d"), kilder=(HENVISNING,)), evil)


def _replies(evil: str) -> Iterator[dict[str, Any]]:
    """Yield what answers a question, and codes."""
    ask, around, here = Ask(evil), Around(share=True, footer=evil, shared_by="U1"), Here(TODAY)
    for answer in _answers(evil):
        says = SimpleNamespace(answer=lambda *_, a=answer, **__: a, only_codes=lambda _: False)
        yield Replies(says).reply(ask, around, here).message
    wrong = decoded("TPTIP")
    for found in ((decoded("TPTIP1A---"),), (wrong,), (decoded("TPTIP1A---"), wrong) * 3):
        codes = SimpleNamespace(decode=lambda *_, f=found: poisoned(f, evil), only_codes=lambda _: True)
        yield Replies(codes).reply(ask, around, here).message


def _reminders(evil: str) -> Iterator[dict[str, Any]]:
    """Yield reminders, and what is said to who presses their buttons."""
    row = frist("a", kommentar="b", fra=("Skolene",), til=("SSB",), usikker=("c",))
    one = planned("a")
    made = one._replace(rows=(poisoned(row, evil),), kanal=poisoned(one.kanal, evil))
    wheels = Arshjulene([wheel(poisoned(row, evil))], FYLKER)
    for done in (None, Done("U1", NOW), Done(evil, NOW)):
        yield message(made, wheels, NOW, done=done, moved_from=TODAY)
    yield forhand.coming(evil, [made], wheels)
    yield paminnelsesvar.reminded(NOW, TODAY, made.kanal)
    yield paminnelsesvar.refused(made.kanal, "finish")
    post = [[evil, evil, evil], ["2023-2024/a", "C03", "2023-09-25/-7d"]]
    for kind in ("failed", "expired", "unreadable"):
        yield varsel.alert({"kind": kind, "reason": evil, "posts": post, "more": 1}, wheels)
    yield varsel.alert({"kind": "files", "faults": [evil, f"a.yaml:1: {evil}", f"{evil}: {evil}"], "more": 1}, wheels)


def _sources(evil: str) -> Iterator[dict[str, Any]]:
    """Yield what is told of sources."""
    of = {"kilde": "a", "navn": evil, "adresse": evil, "since": "2023-09-18", "parts": [evil], "news": [evil] * 3}
    yield kildevarsel.changed(of | {"gone": 2, "entries": [evil], "more": 1, "seen": "0" * 16})
    yield kildevarsel.read({"first": [evil], "trouble": [[evil, evil]]})
    yield kildevarsel.approved(evil, "U1")
    yield kildevarsel.approved(evil, evil)


def _admin(evil: str) -> Iterator[dict[str, Any]]:
    """Yield what an admin is answered."""
    lines = [
        Line(1, NOW, by, evil, evil, "gjort", evil, evil, evil, {"endret": [[evil, evil, evil]]}) for by in ("U1", evil)
    ]
    yield tekster.history(evil, lines)
    yield tekster.history(evil, [])
    wheels = [tekster.Wheel(evil, confirmed=False, rows=1, estimates=1)]
    told = (evil, 1, TODAY, NOW, [evil], wheels, [(evil, 1)], 1, [evil], 1, lines)
    yield tekster.status(tekster.Status(*told))
    yield tekster.several(evil, [(evil, evil), (evil, evil)], "endre")
    yield tekster.unknown(evil, [evil], "endre", [evil])
    yield tekster.said(evil)
    yield hulltekster.message([Group(evil, 3, {"ukjent": 3}, {evil: 1, "": 2}, NOW, NOW, (evil, evil, evil))] * 3, 90)


def _modals(evil: str) -> Iterator[dict[str, Any]]:
    """Yield the modals."""
    fields = [
        Field("a", "a", evil, evil, "line", (), required=True, locked=""),
        Field("b", "b", evil, evil, "lines", (), required=False, locked=evil),
    ]
    yield forms.edit(SimpleNamespace(target=evil, text=evil), fields, [evil], {})  # type: ignore[arg-type]
    yield forms.vouch(evil, [evil], [(evil, evil)], {})
    yield forms.review(evil, [Difference(evil, evil, "x"), Difference("x", f"{evil} a", f"{evil} b")], "t")
    yield forms.note("a", evil, *tekster.saved(Saved(evil, (Fault(evil, 1, evil),), evil)))
    wrong = forms.errors([FieldFault("a", evil), FieldFault(None, evil)], ["a"])
    yield {block: said.replace("&", "&amp;") for block, said in wrong.items()}  # it is no markup: & is only itself


PLACES: tuple[Callable[[str], Iterator[dict[str, Any]]], ...] = (_replies, _reminders, _sources, _admin, _modals)


def shown(value: Any) -> Iterator[str]:
    """Yield every string of a message or modal that Slack reads."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            if key not in UNREAD or isinstance(inner, dict):
                yield from shown(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from shown(inner)


def raw(text: str) -> bool:
    """Tell whether *text* has anything in it that is not ours and means something to Slack, or cannot be seen."""
    left = OURS.sub("", text)
    return "<" in left or bool(INVISIBLE.search(left)) or bool(re.search(r"&(?!amp;|lt;|gt;)", left))


def tried(evil: list[str]) -> tuple[int, int, list[str]]:
    """Return how many messages were made of *evil* and how many strings were in them, and those that are raw."""
    made, strings, found = 0, 0, list[str]()
    for one in evil:
        for place in PLACES:
            for message_ in place(one):
                made += 1
                for text in shown(message_):
                    strings += 1
                    if raw(text):
                        found.append(f"{place.__name__}: {text!r}")
    return made, strings, found


def main() -> None:
    """Run all of it and print what it came to."""
    made, strings, found = tried(EVIL)
    for text in found[:20]:
        sys.stdout.write(f"{text[:300]}\n")
    told = f"{len(EVIL)} strings, {made:,} messages, {strings:,} fields shown"
    sys.stdout.write(f"mentions           {told}; {len(found)} raw\n")
    sys.exit(bool(found) or len(EVIL) < 200)


if __name__ == "__main__":
    main()
